#include "cli/link.h"

#include "cli/show.h"
#include "cli/unit.h"
#include "domain/link.h"

static const struct cli_column unit_columns[] = {
    {"Link", "url"},
    {"Strangers are told", "told"},
    {"Opened", "views", CELL_NUMBER},
    {"Last", "last_at", CELL_TIME},
    {"Networks", "networks", CELL_SOME},
    {"Changes of network", "switches", CELL_SOME},
    {"May be copied", "suspect", CELL_YES},
    {"Links made void", "voided", CELL_SOME},
    {0},
};
static const struct cli_column target_columns[] = {
    {"Id", "id", CELL_NUMBER},
    {"Product", "product"},
    {"Type", "rel"},
    {"Title", "title"},
    {"Language", "language"},
    {"Address", "href"},
    {"Preferred", "preferred", CELL_YES},
    {0},
};
static const struct cli_column report_columns[] = {
    {"Id", "id", CELL_NUMBER},
    {"Report", "kind"},
    {"Product", "product"},
    {"Serial", "serial"},
    {"Name", "name"},
    {"Contact", "contact"},
    {"Message", "message"},
    {"State", "state"},
    {"At", "created_at", CELL_TIME},
    {0},
};
static const struct cli_column settled_columns[] = {
    {"Report", "kind"},   {"Product", "product"}, {"Serial", "serial"}, {"State", "state"},
    {"By", "decided_by"}, {"Reason", "reason"},   {"Event", "event"},   {0},
};
static const struct cli_column suspect_columns[] = {
    {"Product", "product"},
    {"Serial", "serial"},
    {"Networks", "networks", CELL_NUMBER},
    {"Changes", "switches", CELL_NUMBER},
    {"Opened", "views", CELL_NUMBER},
    {"Since", "flagged_at", CELL_TIME},
    {"Unit", "unit", CELL_NUMBER},
    {0},
};
static const struct cli_column key_columns[] = {
    {"Key", "version", CELL_NUMBER}, {"Made", "created_at", CELL_TIME}, {"Void since", "retired_at", CELL_TIME}, {0}};
static const struct cli_column product_columns[] = {{"Product", "product"}, {"Public pages", "pages"}, {0}};

/* ---- asking ---- */

/* Send what was asked for and show what comes back. */
static int told(struct cli *cli, enum http_method method, const char *path, const struct buf *body,
                const struct cli_column *columns)
{
    struct cli_answer answer;
    int code = cli_send(cli, method, path, body, &answer);
    if (code)
        return code;
    cli_show_thing(cli, columns, answer.json);
    cli_answer_free(&answer);
    return CLI_OK;
}

/* A list whose filters are the command's options. */
static int listed(struct cli *cli, const char *address, const struct cli_column *columns, const char *things)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, address);
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, arena_str(cli->arena, buf_view(&path)), columns, things);
    buf_free(&path);
    return code;
}

static const char *numbered(struct cli *cli, const char *before, int64_t id, const char *behind)
{
    return arena_fmt(cli->arena, "%s%lld%s", before, (long long)id, behind).ptr;
}

/* ---- a unit's link ---- */

static int unit_link(struct cli *cli, enum http_method method)
{
    int64_t id;
    struct cli_answer answer;
    int code = cli_unit_find(cli, &id);
    if (!code)
        code = cli_send(cli, method, numbered(cli, "/v1/links/units/", id, ""), NULL, &answer);
    if (code)
        return code;
    cli_show_thing(cli, unit_columns, answer.json);
    if (json_string(json_get(answer.json, "url")).len == 0)
        cli_hint(cli, "The settings have no base_url: without it no label can bear a link.");
    cli_answer_free(&answer);
    return CLI_OK;
}

static int show(struct cli *cli)
{
    return unit_link(cli, HTTP_GET);
}

static int make_void(struct cli *cli)
{
    return unit_link(cli, HTTP_DELETE);
}

static const struct cli_option pages_options[] = {
    {.name = "on", .says = "its units have public pages", .wire = "pages"},
    {.name = "off", .says = "to strangers they look as if they did not exist", .kind = CLI_OFF, .wire = "pages"},
    {0},
};

static int pages(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    const char *path = cli_path(cli, "/v1/links/products/", cli_operand(cli, 0));
    if (cli_given(cli, "on") && cli_given(cli, "off"))
        return cli_fail(cli, CLI_USAGE, "Say either --on or --off.");
    if (!cli_given(cli, "on") && !cli_given(cli, "off"))
        return told(cli, HTTP_GET, path, NULL, product_columns);
    json_out_init(&o, &body);
    json_begin_object(&o);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    int code = ok ? told(cli, HTTP_PATCH, path, &body, product_columns) : CLI_USAGE;
    buf_free(&body);
    return code;
}

/* ---- where links lead ---- */

static const struct cli_option targets_options[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "only of this product", .wire = "product"},
    {0},
};
static const struct cli_option target_options[] = {
    {.name = "type",
     .value = "TYPE",
     .says = "of the GS1 Web Vocabulary: pip, instructions, support ...",
     .wire = "rel",
     .flags = CLI_NEEDED},
    {.name = "title", .value = "TEXT", .says = "what it is called", .wire = "title", .flags = CLI_NEEDED},
    {.name = "product", .letter = 'p', .value = "SKU", .says = "of this product; without: of all", .wire = "product"},
    {.name = "language", .value = "TAG", .says = "in which it is written: en, de", .wire = "language"},
    {.name = "media-type", .value = "TYPE", .says = "such as application/pdf", .wire = "media_type"},
    {.name = "preferred", .says = "the bare address of the product leads there", .wire = "preferred"},
    {0},
};

static int targets(struct cli *cli)
{
    return listed(cli, "/v1/links/targets", target_columns, "targets");
}

static int target(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "href", cli_operand(cli, 0));
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    int code = ok ? told(cli, HTTP_POST, "/v1/links/targets", &body, target_columns) : CLI_USAGE;
    buf_free(&body);
    return code;
}

static int remove_target(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_send(cli, HTTP_DELETE, cli_path(cli, "/v1/links/targets/", cli_operand(cli, 0)), NULL, &answer);
    if (code)
        return code;
    cli_say(cli, "target %.*s is removed.", STR_ARG(cli_operand(cli, 0)));
    cli_answer_free(&answer);
    return CLI_OK;
}

/* ---- what strangers report ---- */

static const struct cli_option reports_options[] = {
    {.name = "state",
     .value = "STATE",
     .says = "only these",
     .names = link_report_state_names,
     .name_count = LINK_REPORT_STATE_TOTAL,
     .wire = "state"},
    {.name = "kind",
     .value = "KIND",
     .says = "only these",
     .names = link_action_names,
     .name_count = LINK_ACTION_TOTAL,
     .wire = "kind"},
    {0},
};
static const char *const decisions[] = {"accept", "dismiss"};
static const struct cli_option settle_options[] = {
    {.name = "decision",
     .value = "WHICH",
     .says = "what becomes of it",
     .names = decisions,
     .name_count = 2,
     .wire = "decision",
     .flags = CLI_NEEDED},
    {.name = "command",
     .value = "COMMAND",
     .says = "to accept with: register, transfer_ownership, find, recover, report_stolen; without: it is only closed",
     .wire = "command"},
    {.name = "party", .value = "CODE", .says = "who owns the unit then", .wire = "party"},
    {.name = "location", .value = "CODE", .says = "where it was found", .wire = "location"},
    {.name = "reason", .value = "TEXT", .says = "why; to dismiss it is needed", .wire = "reason"},
    {0},
};
static const struct cli_option clear_options[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "the product, when the serial alone is not enough"},
    {.name = "id", .value = "N", .says = "the unit with this id, instead of a serial", .kind = CLI_INT},
    {.name = "reason", .value = "TEXT", .says = "why it was not copied", .wire = "reason", .flags = CLI_NEEDED},
    {0},
};

static int reports(struct cli *cli)
{
    return listed(cli, "/v1/links/reports", report_columns, "reports");
}

/* The options as a JSON object, to path. */
static int send_options(struct cli *cli, const char *path, const struct cli_column *columns)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    int code = ok ? told(cli, HTTP_POST, path, &body, columns) : CLI_USAGE;
    buf_free(&body);
    return code;
}

static int settle(struct cli *cli)
{
    const char *report = cli_path(cli, "/v1/links/reports/", cli_operand(cli, 0));
    return send_options(cli, arena_fmt(cli->arena, "%s/decision", report).ptr, settled_columns);
}

static int suspects(struct cli *cli)
{
    return listed(cli, "/v1/links/suspects", suspect_columns, "suspects");
}

static int clear(struct cli *cli)
{
    int64_t id;
    int code = cli_unit_find(cli, &id);
    return code ? code : send_options(cli, numbered(cli, "/v1/links/suspects/", id, "/dismissal"), suspect_columns);
}

/* ---- keys ---- */

static const struct cli_option new_key_options[] = {
    {.name = "keep-older", .says = "labels that were printed stay good", .kind = CLI_OFF, .wire = "retire_older"},
    {.name = "retire-older",
     .says = "the token on every label that was printed is void: it leads nowhere, for ever",
     .wire = "retire_older"},
    {0},
};

static int keys(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_get(cli, "/v1/links/keys", &answer);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else
        cli_show_array(cli, key_columns, json_get(answer.json, "items"));
    cli_answer_free(&answer);
    return CLI_OK;
}

static int new_key(struct cli *cli)
{
    static const struct cli_column columns[] = {
        {"Key", "version", CELL_NUMBER}, {"Older links are void", "retired_older", CELL_YES}, {0}};
    if (cli_given(cli, "keep-older") == cli_given(cli, "retire-older"))
        return cli_fail(cli, CLI_USAGE, "Say what becomes of printed labels: --keep-older or --retire-older.");
    return send_options(cli, "/v1/links/keys", columns);
}

/* ---- the table ---- */

#define ONE(text) .operands = text, .operands_min = 1, .operands_max = 1
const struct cli_command cli_link_commands[] = {
    {.name = "show",
     .summary = "Show the link on a unit's label, what strangers are told there, and how often it was opened",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .examples = {"serno link show CAM-00001", "serno link show CAM-00001 --product CAM-4K"},
     .options = cli_unit_naming,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = show},
    {.name = "void",
     .summary = "Make the token on a unit's labels void; the answer has the new link",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .about =
         "What was printed leads nowhere from then on, and that cannot be undone: print a new label. A GS1 Digital "
         "Link is made of GTIN and serial and stays good.",
     .examples = {"serno link void CAM-00001"},
     .options = cli_unit_naming,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = make_void},
    {.name = "pages",
     .summary = "Have units of a product public pages? And switch them on or off",
     ONE("SKU"),
     .examples = {"serno link pages CAM-4K", "serno link pages CAM-4K --off"},
     .options = pages_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = pages},
    {.name = "targets",
     .summary = "List where links of products lead",
     .examples = {"serno link targets --product CAM-4K"},
     .options = targets_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = targets},
    {.name = "target",
     .summary = "Add where links lead, of a product or of all",
     ONE("URL"),
     .examples =
         {"serno link target https://www.northwind.example/cam-4k.pdf --type instructions --title Manual -p CAM-4K"},
     .options = target_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = target},
    {.name = "untarget",
     .summary = "Remove a target",
     ONE("ID"),
     .examples = {"serno link untarget 3"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = remove_target},
    {.name = "reports",
     .summary = "List what strangers reported, newest first",
     .examples = {"serno link reports --state waiting", "serno link reports --kind stolen --csv"},
     .options = reports_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = reports},
    {.name = "settle",
     .summary = "Accept or dismiss a report",
     ONE("ID"),
     .about = "What comes of an accepted report is done in your name, with your rights.",
     .examples = {"serno link settle 7 --decision accept --command register --party JANE",
                  "serno link settle 8 --decision dismiss --reason 'it stands in our showroom'"},
     .options = settle_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = settle},
    {.name = "suspects",
     .summary = "List units whose labels may have been copied",
     .examples = {"serno link suspects"},
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = suspects},
    {.name = "clear",
     .summary = "A suspect was not copied: take it off the list",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .examples = {"serno link clear CAM-00001 --reason 'shown at a fair'"},
     .options = clear_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = clear},
    {.name = "keys",
     .summary = "List the keys that token links were made with",
     .examples = {"serno link keys"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = keys},
    {.name = "new-key",
     .summary = "Make new links with a new key, when somebody may have got the old one",
     .examples = {"serno link new-key --keep-older", "serno link new-key --retire-older"},
     .options = new_key_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = new_key},
    {0},
};
#undef ONE
