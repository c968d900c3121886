/*
 * printer: `serno printer add|list|show|edit|status|test`.
 */
#include "cli/print.h"
#include "cli/resource.h"
#include "domain/printing.h"

#define FIELDS                                                                                                         \
    {.name = "host", .value = "HOST", .says = "of a printer in the network: name or address", .wire = "host"},         \
        {.name = "port", .value = "N", .kind = CLI_INT, .says = "its TCP port, usually 9100", .wire = "port"},         \
        {.name = "queue", .value = "NAME", .says = "of a printer of CUPS", .wire = "queue"},                           \
        {.name = "language",                                                                                           \
         .value = "LANGUAGE",                                                                                          \
         .says = "what it understands",                                                                                \
         .names = printer_language_names,                                                                              \
         .name_count = PRINTER_LANGUAGE_TOTAL,                                                                         \
         .wire = "language"},                                                                                          \
        {.name = "dpi", .value = "N", .kind = CLI_INT, .says = "203, 300 or 600 dots an inch", .wire = "dpi"},         \
        {.name = "confirm",                                                                                            \
         .value = "HOW",                                                                                               \
         .says = "how it is known that a label came out",                                                              \
         .names = printer_confirm_names,                                                                               \
         .name_count = PRINTER_CONFIRM_TOTAL,                                                                          \
         .wire = "confirm"},                                                                                           \
        {.name = "batch",                                                                                              \
         .value = "N",                                                                                                 \
         .kind = CLI_INT,                                                                                              \
         .says = "labels under way at once: so many can become uncertain",                                             \
         .wire = "batch"},                                                                                             \
        {.name = "patience",                                                                                           \
         .value = "SECONDS",                                                                                           \
         .kind = CLI_INT,                                                                                              \
         .says = "without an answer, until a job is paused",                                                           \
         .wire = "patience"},                                                                                          \
    {                                                                                                                  \
        .name = "template", .value = "TEMPLATE", .says = "that is taken when none is named", .wire = "template"        \
    }
#define KIND(...)                                                                                                      \
    {                                                                                                                  \
        .name = "kind", .value = "KIND", .names = printer_kind_names, .name_count = PRINTER_KIND_TOTAL,                \
        .wire = "kind", __VA_ARGS__                                                                                    \
    }

static const struct cli_option add_options[] = {
    KIND(.says = "how it is reached", .flags = CLI_NEEDED),
    FIELDS,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "name", .value = "NAME", .says = "another name", .wire = "name"},
    KIND(.says = "how it is reached"),
    FIELDS,
    {.name = "close", .kind = CLI_OFF, .says = "nothing more is printed with it", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"Printer", "name"},
    {"Kind", "kind"},
    {"Host", "host"},
    {"Queue", "queue"},
    {"Language", "language"},
    {"Confirm", "confirm"},
    {"Template", "template"},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Printer", "name"},
    {"Kind", "kind"},
    {"Host", "host"},
    {"Port", "port", CELL_SOME},
    {"Queue", "queue"},
    {"Language", "language"},
    {"Dots an inch", "dpi", CELL_NUMBER},
    {"Confirm", "confirm"},
    {"Labels at once", "batch", CELL_NUMBER},
    {"Patience, s", "patience", CELL_NUMBER},
    {"Template", "template"},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};
static const struct cli_column status_columns[] = {
    {"Printer", "printer"}, {"Ready", "ready", CELL_YES},          {"Problem", "problem"},
    {"Detail", "detail"},   {"Could confirm by", "confirm_found"}, {0},
};

static const struct cli_resource printer = {.thing = "printer",
                                            .things = "printers",
                                            .path = "/v1/printers",
                                            .key = "name",
                                            .address = "name",
                                            .list = list_columns,
                                            .show = show_columns};

static int told(struct cli *cli, enum http_method method, const char *what)
{
    struct cli_answer answer;
    const char *base = cli_path(cli, "/v1/printers/", cli_operand(cli, 0));
    int code = cli_send(cli, method, arena_fmt(cli->arena, "%s/%s", base, what).ptr, NULL, &answer);
    if (code)
        return code;
    bool ready = json_bool(json_get(answer.json, "ready"));
    cli_show_thing(cli, status_columns, answer.json);
    cli_answer_free(&answer);
    return ready ? CLI_OK : CLI_FAILED;
}

static int status(struct cli *cli)
{
    return told(cli, HTTP_GET, "status");
}

static int test(struct cli *cli)
{
    return told(cli, HTTP_POST, "test");
}

const struct cli_command cli_printer_commands[] = {
    {.name = "add",
     .summary = "Make a printer",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno printer add goods-in --kind raw9100 --host 192.0.2.17 --confirm status",
                  "serno printer add office --kind cups --queue Office --template avery-l7159-unit"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &printer},
    {.name = "list",
     .summary = "List printers, all or those with a text in their name",
     .operands = "[TEXT]",
     .operands_max = 1,
     .examples = {"serno printer list"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &printer},
    {.name = "show",
     .summary = "Show a printer",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno printer show goods-in"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &printer},
    {.name = "edit",
     .summary = "Change a printer: the options say what is different",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno printer edit goods-in --batch 5", "serno printer edit goods-in --close"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &printer},
    {.name = "status",
     .summary = "Call a printer and ask how it is; nothing is printed",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno printer status goods-in"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = status},
    {.name = "test",
     .summary = "Print the printer's own template with examples",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno printer test goods-in"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = test},
    {0},
};
