#include "cli/import.h"

#include "base/limits.h"
#include "cli/file.h"
#include "cli/problem.h"
#include "cli/show.h"
#include "service/import.h"

static const char *const modes[] = {"all", "good"};

const struct cli_option cli_import_options[] = {
    {.name = "kind",
     .letter = 'k',
     .value = "KIND",
     .says = "what the rows are",
     .names = import_kind_names,
     .name_count = IMPORT_KIND_TOTAL,
     .wire = "kind",
     .flags = CLI_NEEDED},
    {.name = "layout",
     .value = "LAYOUT",
     .says = "what the columns mean; usually found from the header",
     .names = import_layout_names,
     .name_count = IMPORT_LAYOUT_TOTAL,
     .wire = "layout"},
    {.name = "create", .says = "of units: make products and locations that are not there yet, too", .wire = "create"},
    {.name = "dry-run", .letter = 'n', .says = "only say what would happen; every bad row is listed"},
    {.name = "mode",
     .letter = 'm',
     .value = "MODE",
     .says = "all rows or nothing (usual), or the good ones",
     .names = modes,
     .name_count = 2},
    {.name = "rejects",
     .value = "FILE",
     .says = "with --mode good: keep the bad rows in this file, with the reasons",
     .kind = CLI_FILE},
    {.name = "all", .letter = 'a', .says = "list all bad rows, not just the first"},
    {0},
};

static bool append(void *state, struct str bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, state) == bytes.len;
}

static int keep_rejects(struct cli *cli, int64_t id)
{
    struct cli_answer answer;
    const char *target = cli_value_z(cli, "rejects");
    FILE *f = cli_file_create(cli, target);
    if (!f)
        return CLI_FAILED;
    const struct cli_request r = {.method = HTTP_GET,
                                  .path = arena_fmt(cli->arena, "/v1/imports/%lld/rejects", (long long)id).ptr,
                                  .sink = append,
                                  .sink_state = f};
    int code = cli_ask(cli, &r, &answer);
    if (code == CLI_OK)
        cli_answer_free(&answer);
    return cli_file_close(cli, f, target) || code ? code : CLI_FAILED;
}

static void sum_up(struct cli *cli, const struct json *report)
{
    long long rows = json_int(json_get(report, "rows")), good = json_int(json_get(report, "good")),
              bad = json_int(json_get(report, "bad"));
    struct str ignored = cli_cell_text(cli->arena, &(struct cli_column){"", "ignored_columns", CELL_LIST}, report);
    cli_say(cli, "%s: %lld rows, %lld good, %lld bad; %s", cli_given(cli, "dry-run") ? "dry run" : "import", rows, good,
            bad,
            json_bool(json_get(report, "written")) ? (bad ? "the good ones are written" : "all are written")
                                                   : "nothing is written");
    if (ignored.len)
        cli_hint(cli, "Columns that mean nothing here: %.*s", STR_ARG(ignored));
}

static int report(struct cli *cli, const struct cli_answer *answer)
{
    const struct json *r = answer->json;
    bool bad = json_int(json_get(r, "bad")) > 0;
    if (cli_wants_json(cli))
        cli_show_json(cli, answer);
    else
        cli_problem_rows(cli, json_get(r, "errors"));
    sum_up(cli, r);
    int code = bad ? CLI_REFUSED : CLI_OK;
    int64_t id = json_int(json_get(r, "id"));
    if (bad && id && cli_given(cli, "rejects") && keep_rejects(cli, id) != CLI_OK)
        code = CLI_FAILED;
    return code;
}

int cli_import(struct cli *cli)
{
    struct buf path = {0}, file = {0};
    struct cli_answer answer;
    int code = CLI_USAGE;
    struct str mode = cli_given(cli, "dry-run") ? STR("check")
                      : cli_given(cli, "mode")  ? cli_value(cli, "mode")
                                                : STR("all");
    if (!cli_file_read(cli, arena_cstr(cli->arena, cli_operand(cli, 0)), &file))
        return CLI_FAILED;
    if (file.len > LIMIT_BODY_BYTES)
        cli_fail(cli, CLI_USAGE, "The file has more than %d MiB; bring it in parts.", LIMIT_BODY_BYTES / 1024 / 1024);
    else
        code = CLI_OK;
    buf_z(&path, "/v1/imports");
    cli_query(&path, "mode", mode);
    if (code == CLI_OK && !cli_query_options(cli, &path))
        code = CLI_USAGE;
    if (code == CLI_OK) {
        const struct cli_request r = {.method = HTTP_POST,
                                      .path = arena_cstr(cli->arena, buf_view(&path)),
                                      .type = "text/csv",
                                      .body = file.len ? buf_view(&file) : STR("")};
        code = cli_ask(cli, &r, &answer);
    }
    buf_free(&path);
    buf_free(&file);
    if (code)
        return code;
    code = report(cli, &answer);
    cli_answer_free(&answer);
    return code;
}
