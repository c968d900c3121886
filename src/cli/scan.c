#include "cli/scan.h"

#include "cli/show.h"
#include "cli/unit.h"

static const struct cli_column unit_columns[] = {
    {"Unit", "product"},
    {"", "product_name"},
    {"Serial", "serial"},
    {"Status", "status", CELL_STATUS},
    {"Holds", "holds", CELL_LIST},
    {"Location", "location"},
    {"With", "party_name"},
    {"Inside", "parent", CELL_UNIT},
    {"Package", "package"},
    {"Order", "order"},
    {"Warranty", "warranty.state"},
    {"... until", "warranty.until", CELL_DATE},
    {"Allowed now", "allowed", CELL_LIST},
    {0},
};
static const struct cli_column location_columns[] = {
    {"Location", "code"},
    {"", "name"},
    {"Kind", "location_kind"},
    {"In", "parent"},
    {"Units", "units", CELL_NUMBER},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column package_columns[] = {
    {"Package", "code"},
    {"Inside", "inside"},
    {"Packages", "packages", CELL_SOME},
    {"Units", "units", CELL_NUMBER},
    {0},
};
static const struct cli_column product_columns[] = {
    {"Product", "sku"}, {"", "name"}, {"GTIN", "gtin"}, {"State", "active", CELL_OPEN}, {0},
};
static const struct cli_column party_columns[] = {
    {"Party", "code"}, {"", "name"}, {"Kind", "party_kind"}, {"State", "active", CELL_OPEN}, {0},
};
static const struct cli_column order_columns[] = {{"Order", "order"}, {0}};
static const struct cli_column event_columns[] = {
    {"Time", "time", CELL_TIME},
    {"Command", "command"},
    {"Units", "units", CELL_NUMBER},
    {"Location", "location"},
    {"Party", "party"},
    {"Actor", "actor"},
    {0},
};

static const struct {
    const char *kind;
    const struct cli_column *columns;
} kinds[] = {
    {"unit", unit_columns},       {"location", location_columns}, {"package", package_columns},
    {"product", product_columns}, {"party", party_columns},       {"order", order_columns},
};

static void show_match(struct cli *cli, const struct json *match)
{
    struct str kind = json_string(json_get(match, "kind"));
    cli_unit_alarm(cli, match);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (str_is(kind, kinds[i].kind))
            cli_show_thing(cli, kinds[i].columns, match);
    if (json_count(json_get(match, "events")) > 0)
        cli_show_array(cli, event_columns, json_get(match, "events"));
}

static int unknown(struct cli *cli, const struct json *answer)
{
    struct str could = cli_cell_text(cli->arena, &(struct cli_column){"", "could", CELL_LIST}, answer);
    cli_fail(cli, CLI_NOT_FOUND, "Nothing bears the number '%.*s'.", STR_ARG(json_string(json_get(answer, "code"))));
    if (could.len)
        cli_hint(cli, "  allowed now: %.*s", STR_ARG(could));
    return CLI_NOT_FOUND;
}

static void show(struct cli *cli, const struct json *matches)
{
    for (size_t i = 0; i < json_count(matches); i++) {
        if (i > 0)
            fputc('\n', cli->out);
        show_match(cli, json_at(matches, i));
    }
    if (json_count(matches) > 1)
        cli_hint(cli, "%zu things bear this number.", json_count(matches));
}

int cli_scan(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_get(cli, cli_path(cli, "/v1/scan?code=", cli_operand(cli, 0)), &answer);
    if (code)
        return code;
    const struct json *matches = json_get(answer.json, "matches");
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    if (json_count(matches) == 0)
        code = unknown(cli, answer.json);
    else if (!cli_wants_json(cli))
        show(cli, matches);
    cli_answer_free(&answer);
    return code;
}
