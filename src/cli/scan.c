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
static const struct cli_column lot_columns[] = {
    {"Lot", "number"},
    {"Expires", "expires", CELL_DATE},
    {"Made", "made", CELL_DATE},
    {"Units", "units", CELL_NUMBER},
    {0},
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
    {"unit", unit_columns}, {"location", location_columns}, {"package", package_columns}, {"product", product_columns},
    {"lot", lot_columns},   {"party", party_columns},       {"order", order_columns},
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

/* ---- what was read ---- */

/* "element_string" for people. */
static struct str spaced(struct cli *cli, struct str name)
{
    char *out = arena_cstr(cli->arena, name);
    for (size_t i = 0; out && i < name.len; i++)
        if (out[i] == '_')
            out[i] = ' ';
    return (struct str){out, out ? name.len : 0};
}

/* "Read from GS1 DataMatrix: gtin 04006381333931, serial A-7": what the code says, where it says more than itself. */
static void show_read(struct cli *cli, const struct json *read)
{
    const struct json *fields = json_get(read, "fields"), *problem = json_get(read, "problem"), *value;
    struct str name, all = {0}, carrier = json_string(json_get(read, "carrier")),
                     symbology = json_string(json_get(read, "symbology_name"));
    void *it = NULL;
    while (json_next(fields, &it, &name, &value))
        all = arena_fmt(cli->arena, "%.*s%s %.*s %.*s", STR_ARG(all), all.len ? "," : ":", STR_ARG(spaced(cli, name)),
                        STR_ARG(json_string(value)));
    if (all.len && !str_is(carrier, "plain"))
        cli_hint(cli, "Read from %.*s%.*s", STR_ARG(symbology.len ? symbology : spaced(cli, carrier)), STR_ARG(all));
    if (problem)
        cli_hint(cli, "%.*s", STR_ARG(json_string(json_get(problem, "detail"))));
}

static void show_remarks(struct cli *cli, const struct json *answer)
{
    const struct json *differences = json_get(answer, "differences"), *notes = json_get(answer, "notes");
    for (size_t i = 0; i < json_count(differences); i++) {
        const struct json *d = json_at(differences, i);
        struct str books = json_string(json_get(d, "books"));
        cli_hint(cli, "The code says %.*s %.*s, the books say %.*s.",
                 STR_ARG(spaced(cli, json_string(json_get(d, "field")))), STR_ARG(json_string(json_get(d, "read"))),
                 STR_ARG(books.len ? books : STR("nothing")));
    }
    for (size_t i = 0; i < json_count(notes); i++)
        cli_hint(cli, "%.*s", STR_ARG(json_string(json_get(json_at(notes, i), "detail"))));
}

/* ---- what could be done ---- */

/* What was scanned came from anywhere: a shell must take it as one word. */
static struct str one_word(struct cli *cli, struct str text)
{
    static const char plain[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:/+,=@%";
    struct str word = STR("");
    bool quoted = text.len == 0;
    for (size_t i = 0; i < text.len; i++) {
        bool quote = text.ptr[i] == '\'';
        quoted = quoted || text.ptr[i] == '\0' || !strchr(plain, text.ptr[i]);
        word = quote ? arena_fmt(cli->arena, "%.*s'\\''", STR_ARG(word))
                     : arena_fmt(cli->arena, "%.*s%c", STR_ARG(word), text.ptr[i]);
    }
    return quoted ? arena_fmt(cli->arena, "'%.*s'", STR_ARG(word)) : word;
}

/* The command as it can be typed. */
static void show_offer(struct cli *cli, const struct json *offer)
{
    static const char *const options[] = {"product", "serial", "lot", "expires", "made", "gtin"};
    const struct json *fields = json_get(offer, "fields"), *imei = json_get(json_get(fields, "identifiers"), "imei");
    struct str command = json_string(json_get(offer, "command"));
    bool product = str_is(command, "create_product");
    struct str line = product ? STR("product add SKU --name NAME")
                              : arena_fmt(cli->arena, "do %.*s --location CODE", STR_ARG(command));
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct str value = json_string(json_get(fields, options[i]));
        if (value.len)
            line = arena_fmt(cli->arena, "%.*s --%s %.*s", STR_ARG(line), options[i], STR_ARG(one_word(cli, value)));
    }
    if (imei)
        line = arena_fmt(cli->arena, "%.*s --identifier imei=%.*s", STR_ARG(line), STR_ARG(json_string(imei)));
    cli_hint(cli, "  serno %.*s", STR_ARG(line));
}

static void show_near(struct cli *cli, const struct json *near)
{
    for (size_t i = 0; i < json_count(near); i++)
        cli_hint(cli, "  it may be %.*s %.*s", STR_ARG(json_string(json_get(json_at(near, i), "product"))),
                 STR_ARG(json_string(json_get(json_at(near, i), "serial"))));
}

static int unknown(struct cli *cli, const struct json *answer)
{
    const struct json *offers = json_get(answer, "offer");
    struct str could = cli_cell_text(cli->arena, &(struct cli_column){"", "could", CELL_LIST}, answer);
    cli_fail(cli, CLI_NOT_FOUND, "Nothing bears the number '%.*s'.", STR_ARG(json_string(json_get(answer, "code"))));
    show_read(cli, json_get(answer, "read"));
    show_remarks(cli, answer);
    show_near(cli, json_get(answer, "near"));
    for (size_t i = 0; i < json_count(offers); i++)
        show_offer(cli, json_at(offers, i));
    if (could.len && json_count(offers) == 0)
        cli_hint(cli, "  allowed now: %.*s", STR_ARG(could));
    return CLI_NOT_FOUND;
}

/* ---- what it is ---- */

static void show(struct cli *cli, const struct json *matches)
{
    size_t things = 0; /* a lot is told with its product */
    for (size_t i = 0; i < json_count(matches); i++) {
        if (i > 0)
            fputc('\n', cli->out);
        show_match(cli, json_at(matches, i));
        things += !str_is(json_string(json_get(json_at(matches, i), "kind")), "lot");
    }
    if (things > 1)
        cli_hint(cli, "%zu things bear this number.", things);
}

static void show_found(struct cli *cli, const struct json *answer)
{
    show(cli, json_get(answer, "matches"));
    show_read(cli, json_get(answer, "read"));
    show_remarks(cli, answer);
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
        show_found(cli, answer.json);
    cli_answer_free(&answer);
    return code;
}
