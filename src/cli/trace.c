#include "cli/trace.h"

#include "cli/unit.h"

const struct cli_option cli_trace_options[] = {
    {.name = "backward", .says = "what the unit is made of: parts, suppliers, lots"},
    {.name = "forward", .says = "what it went into and who had it (usual)"},
    {.name = "at", .value = "TIME", .says = "as it was then; usually ever", .kind = CLI_TIME, .wire = "at"},
    {.name = "id", .value = "N", .says = "the unit with this id, instead of a serial", .kind = CLI_INT},
    {0},
};

static const struct cli_column part_columns[] = {
    {"Depth", "depth", CELL_NUMBER},
    {"Unit", "unit", CELL_UNIT},
    {"Name", "unit.product_name"},
    {"Status", "unit.status", CELL_STATUS},
    {"Lot", "unit.lot"},
    {"Supplier", "unit.supplier"},
    {"From", "from", CELL_TIME},
    {"To", "to", CELL_TIME},
    {0},
};
static const struct cli_column holder_columns[] = {
    {"Party", "party"},          {"Name", "party_name"},  {"Status", "status", CELL_STATUS},
    {"From", "from", CELL_TIME}, {"To", "to", CELL_TIME}, {0},
};
static const struct cli_column lot_columns[] = {{"Product", "product"}, {"Lot", "lot"}, {0}};
static const struct cli_column affected_columns[] = {
    {"Product", "product"},
    {"Serial", "serial"},
    {"Lot", "lot"},
    {"Supplier", "supplier"},
    {"Status", "status", CELL_STATUS},
    {"Holds", "holds", CELL_LIST},
    {"Location", "location"},
    {"Holder", "holder"},
    {"Name", "holder_name"},
    {"Inside", "inside", CELL_UNIT},
    {"Received", "received_at", CELL_TIME},
    {0},
};

static void section(struct cli *cli, const char *title, const struct cli_column *columns, const struct json *rows)
{
    if (json_count(rows) == 0)
        return;
    fprintf(cli->out, "\n%s\n", title);
    cli_show_array(cli, columns, rows);
}

static struct str where(struct cli *cli, const struct json *unit)
{
    struct str location = json_string(json_get(unit, "location")), party = json_string(json_get(unit, "party"));
    return arena_fmt(cli->arena, "%.*s%s%.*s%s%.*s", STR_ARG(json_string(json_get(unit, "status"))),
                     location.len ? " at " : "", STR_ARG(location), party.len ? " with " : "", STR_ARG(party));
}

static void show_one(struct cli *cli, const struct json *t, bool backward)
{
    const struct json *unit = json_get(t, "unit"), *top = json_get(t, "top"), *suppliers = json_get(t, "suppliers");
    fprintf(cli->out, "%.*s / %.*s  %.*s\n", STR_ARG(json_string(json_get(unit, "product"))),
            STR_ARG(json_string(json_get(unit, "serial"))), STR_ARG(where(cli, unit)));
    section(cli, backward ? "Made of" : "Went into", part_columns, json_get(t, "items"));
    section(cli, "Was with", holder_columns, json_get(t, "holders"));
    section(cli, "Lots", lot_columns, json_get(t, "lots"));
    if (json_count(suppliers) > 0)
        fprintf(cli->out, "\nSuppliers: %.*s\n",
                STR_ARG(cli_cell_text(cli->arena, &(struct cli_column){"", "suppliers", CELL_LIST}, t)));
    if (top && json_int(json_get(top, "id")) != json_int(json_get(unit, "id")))
        fprintf(cli->out, "\nNow inside %.*s / %.*s, %.*s\n", STR_ARG(json_string(json_get(top, "product"))),
                STR_ARG(json_string(json_get(top, "serial"))), STR_ARG(where(cli, top)));
    if (json_bool(json_get(t, "more")))
        cli_hint(cli, "There are more than are shown.");
}

static int one(struct cli *cli)
{
    struct cli_answer answer;
    struct buf path = {0};
    int64_t id = 0;
    bool backward = cli_given(cli, "backward");
    int code = cli_unit_find(cli, &id);
    if (code)
        return code;
    buf_fmt(&path, "/v1/units/%lld/trace?direction=%s", (long long)id, backward ? "backward" : "forward");
    code =
        cli_query_option(cli, &path, "at") ? cli_get(cli, arena_cstr(cli->arena, buf_view(&path)), &answer) : CLI_USAGE;
    buf_free(&path);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else if (cli_wants_csv(cli))
        cli_show_array(cli, part_columns, json_get(answer.json, "items"));
    else
        show_one(cli, answer.json, backward);
    cli_answer_free(&answer);
    return CLI_OK;
}

/* Every unit that the filters cover. */
static int many(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/trace");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, buf_view(&path), affected_columns, "units");
    buf_free(&path);
    return code;
}

int cli_trace(struct cli *cli)
{
    if (cli_operand(cli, 0).ptr || cli_given(cli, "id"))
        return one(cli);
    return many(cli);
}
