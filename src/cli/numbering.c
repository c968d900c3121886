/*
 * numbering: `serno numbering add|list|show|edit|preview|issue|issued|numbers`.
 */
#include "cli/numbering.h"

#include "cli/resource.h"
#include "domain/numbering.h"

#define RESTART                                                                                                        \
    {.name = "restart",                                                                                                \
     .value = "LIST",                                                                                                  \
     .says = "what lets the counter begin anew, with commas between",                                                  \
     .kind = CLI_LIST,                                                                                                 \
     .names = numbering_restart_names,                                                                                 \
     .name_count = RESTARTS,                                                                                           \
     .wire = "restart"},                                                                                               \
    {                                                                                                                  \
        .name = "first", .value = "N", .says = "with which number counters begin", .kind = CLI_INT, .wire = "first"    \
    }
#define KIND                                                                                                           \
    {                                                                                                                  \
        .name = "kind", .value = "KIND", .says = "what is numbered", .names = numbering_kind_names,                    \
        .name_count = NUMBERING_KINDS, .wire = "kind"                                                                  \
    }

static const struct cli_option add_options[] = {
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name", .flags = CLI_NEEDED},
    {.name = "pattern",
     .value = "PATTERN",
     .says = "what its numbers are made of",
     .wire = "pattern",
     .flags = CLI_NEEDED},
    KIND,
    RESTART,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name"},
    {.name = "pattern", .value = "PATTERN", .says = "what its numbers are made of; counters go on", .wire = "pattern"},
    RESTART,
    {.name = "close", .kind = CLI_OFF, .says = "no more numbers by it", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    KIND,
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};
/* What numbers are asked for with. */
#define ASK                                                                                                            \
    {.name = "product", .letter = 'p', .value = "SKU", .says = "whose units are numbered", .wire = "product"},         \
        {.name = "count", .letter = 'n', .value = "N", .says = "how many", .kind = CLI_INT, .wire = "count"},          \
        {.name = "site", .value = "CODE", .says = "the site in the number", .wire = "site"},                           \
        {.name = "lot", .value = "LOT", .says = "the lot in the number, and of the units", .wire = "lot"},             \
    {                                                                                                                  \
        .name = "time", .value = "TIME", .says = "the date in the number; usually now", .kind = CLI_TIME,              \
        .wire = "time"                                                                                                 \
    }
static const struct cli_option preview_options[] = {
    {.name = "scheme", .value = "SCHEME", .says = "by this scheme; usually the product's", .wire = "scheme"},
    {.name = "pattern", .value = "PATTERN", .says = "by this pattern, to try it", .wire = "pattern"},
    ASK,
    KIND,
    RESTART,
    {0},
};
static const struct cli_option issue_options[] = {
    {.name = "scheme", .value = "SCHEME", .says = "by this scheme; usually the product's", .wire = "scheme"},
    ASK,
    {.name = "order", .value = "ORDER", .says = "the order that they are for", .wire = "order"},
    {.name = "note", .value = "TEXT", .says = "a note", .wire = "note"},
    {.name = "id",
     .value = "UUID",
     .says = "name the command: the same id again is answered with the same numbers",
     .wire = "id"},
    {0},
};
static const struct cli_option issued_options[] = {
    {.name = "scheme", .value = "SCHEME", .says = "only by this scheme", .wire = "scheme"},
    {.name = "product", .value = "SKU", .says = "only of this product", .wire = "product"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"Pattern", "pattern"},
    {"Restart", "restart", CELL_LIST},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"Pattern", "pattern"},
    {"Format", "format"},
    {"Restart", "restart", CELL_LIST},
    {"First", "first", CELL_NUMBER},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};
static const struct cli_column issued_columns[] = {
    {"Id", "id"},     {"Issued", "issued_at", CELL_TIME}, {"Scheme", "scheme"}, {"Product", "product"},
    {"Pool", "pool"}, {"Count", "count", CELL_NUMBER},    {"By", "user"},       {0},
};
static const struct cli_column number_columns[] = {
    {"Number", "number"},
    {"Status", "status", CELL_STATUS},
    {"Changed", "changed_at", CELL_TIME},
    {0},
};

static const struct cli_resource scheme = {.thing = "numbering scheme",
                                           .things = "numbering schemes",
                                           .path = "/v1/numbering/schemes",
                                           .key = "code",
                                           .address = "code",
                                           .list = list_columns,
                                           .show = show_columns};

/* ---- numbers ---- */

static void print_numbers(struct cli *cli, const struct json *numbers)
{
    for (size_t i = 0; i < json_count(numbers); i++)
        fprintf(cli->out, "%.*s\n", STR_ARG(json_string(json_at(numbers, i))));
}

int cli_numbers_ask(struct cli *cli, const char *path, struct str name)
{
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    json_out_init(&o, &body);
    json_begin_object(&o);
    if (name.ptr)
        json_field_str(&o, "name", name);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    int code = ok ? cli_send(cli, HTTP_POST, path, &body, &answer) : CLI_USAGE;
    buf_free(&body);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else
        print_numbers(cli, json_get(answer.json, "numbers"));
    if (answer.replayed)
        cli_hint(cli, "These were issued already, under this id.");
    cli_answer_free(&answer);
    return CLI_OK;
}

int cli_numbers_list(struct cli *cli, const char *prefix)
{
    struct str path = arena_fmt(cli->arena, "%s/numbers", cli_path(cli, prefix, cli_operand(cli, 0)));
    return cli_show_list(cli, path, number_columns, "numbers");
}

static int preview(struct cli *cli)
{
    return cli_numbers_ask(cli, "/v1/numbering/preview", (struct str){0});
}

static int issue(struct cli *cli)
{
    if (!cli_given(cli, "count"))
        return cli_fail(cli, CLI_USAGE, "It needs --count N: how many numbers.");
    return cli_numbers_ask(cli, "/v1/numbering/numbers", (struct str){0});
}

static int issued(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/numbering/issues");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, buf_view(&path), issued_columns, "issued numbers");
    buf_free(&path);
    return code;
}

static int numbers(struct cli *cli)
{
    return cli_numbers_list(cli, "/v1/numbering/issues/");
}

const struct cli_command cli_numbering_commands[] = {
    {.name = "add",
     .summary = "Make a numbering scheme",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno numbering add CAM --name Cameras --pattern 'C{yy}-{seq:6}' --restart year",
                  "serno numbering add SSCC --name Pallets --kind package --pattern '34012345{seq:9}{check:mod10}'"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &scheme},
    {.name = "list",
     .summary = "List numbering schemes, or those with a word in code or name",
     .operands = "[WORD]",
     .operands_max = 1,
     .examples = {"serno numbering list"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &scheme},
    {.name = "show",
     .summary = "Show a numbering scheme",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno numbering show CAM"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &scheme},
    {.name = "edit",
     .summary = "Change or close a numbering scheme",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno numbering edit CAM --pattern 'C{yy}-{seq:8}'"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &scheme},
    {.name = "preview",
     .summary = "Say the next numbers, without taking them",
     .examples = {"serno numbering preview --scheme CAM",
                  "serno numbering preview --pattern 'SN{seq:6}{check:mod37_36}'"},
     .options = preview_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = preview},
    {.name = "issue",
     .summary = "Issue numbers and print them, one a line; units are allocated",
     .examples = {"serno numbering issue --product CAM-4K --count 100 > numbers.txt",
                  "serno numbering issue --scheme SSCC --count 1"},
     .options = issue_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = issue},
    {.name = "issued",
     .summary = "List what was issued, newest first",
     .examples = {"serno numbering issued --product CAM-4K"},
     .options = issued_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = issued},
    {.name = "numbers",
     .summary = "List the numbers of one issue, and what became of them",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno numbering numbers 0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77 --all --csv"},
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = numbers},
    {0},
};
