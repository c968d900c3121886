#include "cli/package.h"

#include "cli/unit.h"

static const struct cli_column package_columns[] = {
    {"Package", "code"}, {"Inside", "inside"}, {"Units", "units", CELL_NUMBER}, {0}};
static const struct cli_column inside_columns[] = {
    {"Package", "code"}, {"Inside", "inside"}, {"Depth", "depth", CELL_NUMBER}, {"Units", "units", CELL_NUMBER}, {0},
};

/* The package and what packages are in it; its units follow as a list. */
static int head(struct cli *cli, const char *path)
{
    struct cli_answer answer;
    int code = cli_get(cli, path, &answer);
    if (code)
        return code;
    cli_show_thing(cli, package_columns, answer.json);
    if (json_count(json_get(answer.json, "packages")) > 0) {
        fputc('\n', cli->out);
        cli_show_array(cli, inside_columns, json_get(answer.json, "packages"));
    }
    cli_answer_free(&answer);
    return CLI_OK;
}

static int show(struct cli *cli)
{
    const char *path = cli_path(cli, "/v1/packages/", cli_operand(cli, 0));
    if (!cli_wants_json(cli) && !cli_wants_csv(cli)) {
        int code = head(cli, path);
        if (code)
            return code;
        fputc('\n', cli->out);
    }
    return cli_show_list(cli, str_of(path), cli_unit_columns, "units");
}

const struct cli_command cli_package_commands[] = {
    {.name = "show",
     .summary = "Show what is in a package: packages and units",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno package show BOX-12"},
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = show},
    {0},
};
