/*
 * pool: `serno pool add|list|show|edit|numbers|void`.
 */
#include "cli/numbering.h"
#include "cli/resource.h"

static const struct cli_option add_options[] = {
    {.name = "product",
     .letter = 'p',
     .value = "SKU",
     .says = "whose units are numbered",
     .wire = "product",
     .flags = CLI_NEEDED},
    {.name = "count",
     .letter = 'n',
     .value = "N",
     .says = "how many numbers",
     .kind = CLI_INT,
     .wire = "count",
     .flags = CLI_NEEDED},
    {.name = "scheme", .value = "SCHEME", .says = "by this scheme; usually the product's", .wire = "scheme"},
    {.name = "party", .value = "CODE", .says = "whom they are for", .wire = "party"},
    {.name = "location", .value = "CODE", .says = "where they are for", .wire = "location"},
    {.name = "expires",
     .value = "DATE",
     .says = "from when on what is unused is void",
     .kind = CLI_DATE,
     .wire = "expires_at"},
    {.name = "site", .value = "CODE", .says = "the site in the number", .wire = "site"},
    {.name = "lot", .value = "LOT", .says = "the lot in the number, and of the units", .wire = "lot"},
    {.name = "time", .value = "TIME", .says = "the date in the number; usually now", .kind = CLI_TIME, .wire = "time"},
    {.name = "order", .value = "ORDER", .says = "the order that they are for", .wire = "order"},
    {.name = "note", .value = "TEXT", .says = "a note", .wire = "note"},
    {.name = "id",
     .value = "UUID",
     .says = "name the command: the same id again is answered with the same numbers",
     .wire = "id"},
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "name", .value = "TEXT", .says = "another name", .wire = "name"},
    {.name = "expires",
     .value = "DATE",
     .says = "from when on what is unused is void",
     .kind = CLI_DATE,
     .wire = "expires_at"},
    {0},
};
static const char *const states[] = {"all", "open", "closed"};
static const struct cli_option list_options[] = {
    {.name = "product", .value = "SKU", .says = "only of this product", .wire = "product"},
    {.name = "party", .value = "CODE", .says = "only for this party", .wire = "party"},
    {.name = "state",
     .value = "STATE",
     .says = "closed: what was unused is void",
     .names = states,
     .name_count = 3,
     .wire = "state"},
    {0},
};
static const struct cli_option void_options[] = {
    {.name = "reason", .value = "TEXT", .says = "why", .wire = "reason", .flags = CLI_NEEDED},
    {.name = "id", .value = "UUID", .says = "name the command: the same id again is done once", .wire = "id"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"Id", "id"},
    {"Name", "name"},
    {"Product", "product"},
    {"For", "party"},
    {"At", "location"},
    {"Count", "count", CELL_NUMBER},
    {"Used", "used", CELL_NUMBER},
    {"Left", "left", CELL_NUMBER},
    {"Expires", "expires_at", CELL_DATE},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Id", "id"},
    {"Name", "name"},
    {"Product", "product"},
    {"Scheme", "scheme"},
    {"For", "party"},
    {"At", "location"},
    {"Count", "count", CELL_NUMBER},
    {"Used", "used", CELL_NUMBER},
    {"Left", "left", CELL_NUMBER},
    {"Void", "void", CELL_NUMBER},
    {"Expires", "expires_at", CELL_DATE},
    {"Closed", "closed_at", CELL_TIME},
    {"Issued", "issued_at", CELL_TIME},
    {"By", "user"},
    {0},
};

static const struct cli_resource pool = {.thing = "pool",
                                         .things = "pools",
                                         .path = "/v1/pools",
                                         .key = "name",
                                         .address = "id",
                                         .list = list_columns,
                                         .show = show_columns};

static int add(struct cli *cli)
{
    return cli_numbers_ask(cli, "/v1/pools", cli_operand(cli, 0));
}

static int numbers(struct cli *cli)
{
    return cli_numbers_list(cli, "/v1/pools/");
}

static int make_void(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    json_out_init(&o, &body);
    json_begin_object(&o);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    const char *path = arena_fmt(cli->arena, "%s/void", cli_path(cli, "/v1/pools/", cli_operand(cli, 0))).ptr;
    int code = ok ? cli_send(cli, HTTP_POST, path, &body, &answer) : CLI_USAGE;
    buf_free(&body);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    int64_t n = json_int(json_get(answer.json, "void"));
    cli_say(cli, "%lld number%s void%s.", (long long)n, n == 1 ? " is" : "s are",
            answer.replayed ? " (done already)" : "");
    cli_answer_free(&answer);
    return CLI_OK;
}

const struct cli_command cli_pool_commands[] = {
    {.name = "add",
     .summary = "Issue a block of numbers and print them, one a line",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno pool add \"Line 2\" --product CAM-4K --count 500 --expires 2027-05-31 > numbers.txt"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = add},
    {.name = "list",
     .summary = "List pools and how far they are used up, newest first",
     .examples = {"serno pool list --state open"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &pool},
    {.name = "show",
     .summary = "Show a pool by its id, which the list tells",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno pool show 0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &pool},
    {.name = "edit",
     .summary = "Change a pool's name or expiry",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno pool edit 0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77 --expires 2027-12-31"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &pool},
    {.name = "numbers",
     .summary = "List a pool's numbers, and what became of them",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno pool numbers 0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77 --all --csv"},
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = numbers},
    {.name = "void",
     .summary = "Make void what is unused of a pool",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno pool void 0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77 --reason \"line closed\""},
     .options = void_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = make_void},
    {0},
};
