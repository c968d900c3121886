#include "cli/unit.h"

#include "cli/problem.h"
#include "domain/lifecycle.h"

enum { EVENTS_SHOWN = 5 };

/* ---- which unit ---- */

const struct cli_option cli_unit_naming[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "the product, when the serial alone is not enough"},
    {.name = "id", .value = "N", .says = "the unit with this id, instead of a serial", .kind = CLI_INT},
    {0},
};

static int by_serial(struct cli *cli, int64_t *ret)
{
    struct cli_answer answer;
    struct str sku = cli_value(cli, "product");
    const char *units = arena_fmt(cli->arena, "%s/units/", cli_path(cli, "/v1/products/", sku)).ptr;
    int code = cli_get(cli, cli_path(cli, units, cli_operand(cli, 0)), &answer);
    if (code)
        return code;
    *ret = json_int(json_get(answer.json, "id"));
    cli_answer_free(&answer);
    return CLI_OK;
}

static const struct cli_column match_columns[] = {
    {"Id", "id", CELL_NUMBER},         {"Product", "product"},   {"Serial", "serial"},
    {"Status", "status", CELL_STATUS}, {"Location", "location"}, {0},
};

/* Whatever number it is: the scan knows. */
static int by_any_number(struct cli *cli, int64_t *ret)
{
    struct cli_answer answer;
    size_t units = 0;
    struct str typed = cli_operand(cli, 0);
    int code = cli_get(cli, cli_path(cli, "/v1/scan?code=", typed), &answer);
    if (code)
        return code;
    const struct json *matches = json_get(answer.json, "matches");
    for (size_t i = 0; i < json_count(matches); i++)
        if (str_is(json_string(json_get(json_at(matches, i), "kind")), "unit") && units++ == 0)
            *ret = json_int(json_get(json_at(matches, i), "id"));
    if (units == 0)
        code = cli_fail(cli, CLI_NOT_FOUND, "No unit bears the number '%.*s'.", STR_ARG(typed));
    if (units > 1) {
        code = cli_fail(cli, CLI_REFUSED,
                        "Several units bear the number '%.*s'; name the product or the id:", STR_ARG(typed));
        struct cli errors = *cli;
        errors.out = cli->err;
        cli_show_array(&errors, match_columns, matches);
    }
    cli_answer_free(&answer);
    return code;
}

int cli_unit_find(struct cli *cli, int64_t *ret)
{
    if (cli_given(cli, "id"))
        return str_int64(cli_value(cli, "id"), ret) ? CLI_OK : CLI_USAGE;
    if (cli_operand(cli, 0).ptr == NULL)
        return cli_fail(cli, CLI_USAGE, "Which unit? Give its serial, another number of it, or --id.");
    return cli_given(cli, "product") ? by_serial(cli, ret) : by_any_number(cli, ret);
}

void cli_unit_alarm(struct cli *cli, const struct json *unit)
{
    struct str alarm = json_string(json_get(unit, "alarm"));
    if (alarm.len == 0 || cli_wants_json(cli) || cli_wants_csv(cli))
        return;
    fprintf(cli->out, "%sALARM: this unit is %s%.*s.%s\n", cli_colour(&cli->term, CLI_RED),
            str_is(alarm, "stolen") ? "reported " : "", STR_ARG(alarm), cli_colour(&cli->term, CLI_PLAIN));
}

/* ---- show ---- */

static const struct cli_column show_columns[] = {
    {"Product", "product"},
    {"Name", "product_name"},
    {"Serial", "serial"},
    {"Formerly", "former_serials", CELL_LIST},
    {"Status", "status", CELL_STATUS},
    {"Holds", "holds", CELL_LIST},
    {"Location", "location"},
    {"Path", "path", CELL_LIST},
    {"With", "party"},
    {"", "party_name"},
    {"Owner", "owner"},
    {"Inside", "parent", CELL_UNIT},
    {"Package", "package"},
    {"Order", "order"},
    {"Lot", "lot"},
    {"Expires", "expires", CELL_DATE},
    {"Supplier", "supplier"},
    {"Received", "received_at", CELL_TIME},
    {"Changed", "changed_at", CELL_TIME},
    {"Warranty", "warranty.state"},
    {"... until", "warranty.until", CELL_DATE},
    {"Numbers", "identifiers"},
    {"Attributes", "attributes"},
    {"Id", "id", CELL_NUMBER},
    {"Allowed now", "allowed", CELL_LIST},
    {0},
};
static const struct cli_column event_columns[] = {
    {"Time", "time", CELL_TIME},
    {"Command", "command"},
    {"Status", "status", CELL_STATUS},
    {"Location", "location"},
    {"Party", "party"},
    {"Actor", "actor"},
    {0},
};

static int show(struct cli *cli)
{
    struct cli_answer answer;
    int64_t id = 0, events = EVENTS_SHOWN;
    str_int64(cli_value(cli, "events"), &events);
    int code = cli_unit_find(cli, &id);
    if (code == CLI_OK)
        code = cli_get(cli, arena_fmt(cli->arena, "/v1/units/%lld?events=%lld", (long long)id, (long long)events).ptr,
                       &answer);
    if (code)
        return code;
    cli_unit_alarm(cli, answer.json);
    cli_show_thing(cli, show_columns, answer.json);
    if (!cli_wants_json(cli) && !cli_wants_csv(cli) && json_count(json_get(answer.json, "history")) > 0) {
        fputc('\n', cli->out);
        cli_show_array(cli, event_columns, json_get(answer.json, "history"));
    }
    cli_answer_free(&answer);
    return CLI_OK;
}

/* ---- contents ---- */

static const struct cli_column contents_columns[] = {
    {"Depth", "depth", CELL_NUMBER}, {"Unit", "unit", CELL_UNIT},
    {"Name", "unit.product_name"},   {"Lot", "unit.lot"},
    {"Since", "from", CELL_TIME},    {0},
};

static int contents(struct cli *cli)
{
    struct cli_answer answer;
    int64_t id = 0;
    int code = cli_unit_find(cli, &id);
    if (code == CLI_OK)
        code = cli_get(cli, arena_fmt(cli->arena, "/v1/units/%lld/contents", (long long)id).ptr, &answer);
    if (code)
        return code;
    const struct json *items = json_get(answer.json, "items");
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else
        cli_show_array(cli, contents_columns, items);
    if (json_count(items) == 0 && !cli_wants_json(cli))
        cli_hint(cli, "There is nothing inside.");
    cli_answer_free(&answer);
    return CLI_OK;
}

/* ---- list ---- */

#define STATUS_LIST .names = status_names + 1, .name_count = STATUS_TOTAL - 1

const struct cli_option cli_unit_filters[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "of this product", .wire = "product"},
    {.name = "serial", .value = "SERIAL", .says = "with exactly this serial", .wire = "serial"},
    {.name = "serial-prefix", .value = "TEXT", .says = "whose serial begins like this", .wire = "serial_prefix"},
    {.name = "serial-suffix", .value = "TEXT", .says = "whose serial ends like this", .wire = "serial_suffix"},
    {.name = "serial-from", .value = "SERIAL", .says = "from this serial on", .wire = "serial_from"},
    {.name = "serial-to", .value = "SERIAL", .says = "up to, and with, this serial", .wire = "serial_to"},
    {.name = "lot", .value = "LOT", .says = "of this lot", .wire = "lot"},
    {.name = "status",
     .value = "STATUS",
     .says = "with one of these statuses",
     .kind = CLI_LIST,
     STATUS_LIST,
     .wire = "status"},
    {.name = "hold", .value = "HOLD", .says = "with one of these holds: quality, recall, legal, any", .wire = "hold"},
    {.name = "location",
     .letter = 'l',
     .value = "CODE",
     .says = "at this place or anywhere inside it",
     .wire = "location"},
    {.name = "party", .value = "CODE", .says = "with this party", .wire = "party"},
    {.name = "owner", .value = "CODE", .says = "that belong to this party", .wire = "owner"},
    {.name = "supplier", .value = "CODE", .says = "received from this party", .wire = "supplier"},
    {.name = "received-from",
     .value = "TIME",
     .says = "received then or later",
     .kind = CLI_TIME,
     .wire = "received_from"},
    {.name = "received-to",
     .value = "TIME",
     .says = "received before (a date: then or earlier)",
     .kind = CLI_UNTIL,
     .wire = "received_to"},
    {.name = "changed-from",
     .value = "TIME",
     .says = "changed then or later",
     .kind = CLI_TIME,
     .wire = "changed_from"},
    {.name = "changed-to",
     .value = "TIME",
     .says = "changed before (a date: then or earlier)",
     .kind = CLI_UNTIL,
     .wire = "changed_to"},
    {0},
};

const struct cli_column cli_unit_columns[] = {
    {"Product", "product"},   {"Serial", "serial"}, {"Status", "status", CELL_STATUS},    {"Holds", "holds", CELL_LIST},
    {"Location", "location"}, {"With", "party"},    {"Inside", "parent", CELL_UNIT},      {"Package", "package"},
    {"Order", "order"},       {"Lot", "lot"},       {"Changed", "changed_at", CELL_TIME}, {0},
};

static const char *const sorts[] = {"id", "-id", "serial", "received_at"};
static const struct cli_option list_options[] = {
    {.name = "sort", .value = "ORDER", .says = "in this order", .names = sorts, .name_count = 4, .wire = "sort"},
    {0},
};
static const struct cli_option show_options[] = {
    {.name = "events", .value = "N", .says = "with its last N events; usually 5", .kind = CLI_INT},
    {0},
};

static int list(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/units");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, buf_view(&path), cli_unit_columns, "units");
    buf_free(&path);
    return code;
}

const struct cli_command cli_unit_commands[] = {
    {.name = "list",
     .summary = "List units by any filter",
     .examples = {"serno unit list --location BER --status in_stock", "serno unit list --serial-suffix 4711",
                  "serno unit list --supplier SUP-7 --received-from 2026-01-01 --all --csv > units.csv"},
     .options = list_options,
     .more = cli_unit_filters,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = list},
    {.name = "show",
     .summary = "Show a unit: where it is, whose, under warranty, and what may be done with it",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .examples = {"serno unit show SN001", "serno unit show SN001 --product CAM-4K", "serno unit show --id 42"},
     .options = show_options,
     .more = cli_unit_naming,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = show},
    {.name = "contents",
     .summary = "List what is built into a unit now",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .examples = {"serno unit contents SERVER-9"},
     .more = cli_unit_naming,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = contents},
    {0},
};
