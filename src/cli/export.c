#include "cli/export.h"

#include "cli/client.h"
#include "cli/file.h"
#include "cli/resource.h"
#include "cli/stock.h"
#include "cli/unit.h"
#include "domain/lifecycle.h"

static const struct cli_option export_options[] = {
    {.name = "csv", .says = "as CSV; otherwise a JSON object a line"},
    {.name = "output", .letter = 'o', .value = "FILE", .says = "into this file", .kind = CLI_FILE},
    {0},
};
static const struct cli_option event_filters[] = {
    {.name = "unit", .value = "ID", .says = "of this unit", .kind = CLI_INT, .wire = "unit"},
    {.name = "order", .value = "ORDER", .says = "for this order", .wire = "order"},
    {.name = "actor", .value = "NAME", .says = "by this user", .wire = "actor"},
    {.name = "location",
     .letter = 'l',
     .value = "CODE",
     .says = "at this place or anywhere inside it",
     .wire = "location"},
    {.name = "command", .value = "COMMAND", .says = "of this command", .wire = "command"},
    {.name = "from", .value = "TIME", .says = "that happened then or later", .kind = CLI_TIME, .wire = "from"},
    {.name = "to",
     .value = "TIME",
     .says = "that happened before (a date: then or earlier)",
     .kind = CLI_UNTIL,
     .wire = "to"},
    {.name = "after-seq",
     .value = "N",
     .says = "behind the N-th of the ledger, oldest first",
     .kind = CLI_INT,
     .wire = "after_seq"},
    {0},
};

static const struct {
    const char *name, *path, *summary, *example;
    const struct cli_option *filters; /* NULL: those of the resource's list */
    const struct cli_command *resource;
} kinds[] = {
    {"units", "/v1/units", "Export units by any filter", "serno export units --status in_stock --csv -o units.csv",
     cli_unit_filters, NULL},
    {"affected", "/v1/trace", "Export the units that a trace covers, with who has them",
     "serno export affected --lot L2026-11 --csv", cli_unit_filters, NULL},
    {"events", "/v1/events", "Export events of the ledger, newest first", "serno export events --after-seq 1000",
     event_filters, NULL},
    {"stock", "/v1/stock", "Export stock counts", "serno export stock --by product,location --csv", cli_stock_options,
     NULL},
    {"products", "/v1/products", "Export products", "serno export products --csv", NULL, cli_product_commands},
    {"lots", "/v1/lots", "Export lots", "serno export lots --product CAM-4K --csv", NULL, cli_lot_commands},
    {"locations", "/v1/locations", "Export locations", "serno export locations --csv", NULL, cli_location_commands},
    {"parties", "/v1/parties", "Export parties", "serno export parties --kind supplier --csv", NULL,
     cli_party_commands},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool to_file(void *state, struct str bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, state) == bytes.len;
}

static int download(struct cli *cli, const char *path, const char *target)
{
    struct cli_answer answer;
    FILE *f = cli_file_create(cli, target);
    if (!f)
        return CLI_FAILED;
    const struct cli_request r = {.method = HTTP_GET, .path = path, .sink = to_file, .sink_state = f};
    int code = cli_ask(cli, &r, &answer);
    if (code == CLI_OK)
        cli_answer_free(&answer);
    return cli_file_close(cli, f, target) || code ? code : CLI_FAILED;
}

static int run(struct cli *cli)
{
    struct buf path = {0};
    const char *target = cli_given(cli, "output") ? cli_value_z(cli, "output") : "-";
    int code = CLI_USAGE;
    buf_z(&path, cli->command->data);
    cli_query(&path, "format", cli_given(cli, "csv") ? STR("csv") : STR("ndjson"));
    if (cli_query_options(cli, &path))
        code = download(cli, arena_cstr(cli->arena, buf_view(&path)), target);
    buf_free(&path);
    return code;
}

const struct cli_command *cli_export_commands(struct arena *a)
{
    struct cli_command *out = ARENA_ARRAY(a, KINDS + 1, struct cli_command);
    for (int i = 0; i < KINDS; i++) {
        const struct cli_command *list = cli_command_find(kinds[i].resource, STR("list"));
        out[i] = (struct cli_command){.name = kinds[i].name,
                                      .summary = kinds[i].summary,
                                      .examples = {kinds[i].example},
                                      .options = export_options,
                                      .more = list ? list->options : kinds[i].filters,
                                      .flags = CLI_CONNECTS,
                                      .run = run,
                                      .data = kinds[i].path};
    }
    return out;
}
