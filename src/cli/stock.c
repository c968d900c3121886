#include "cli/stock.h"

#include "cli/show.h"
#include "domain/lifecycle.h"

static const char *const groups[] = {"product", "location", "status"};

const struct cli_option cli_stock_options[] = {
    {.name = "by",
     .letter = 'b',
     .value = "WHAT",
     .says = "count by these, with commas between",
     .kind = CLI_LIST,
     .names = groups,
     .name_count = 3,
     .wire = "group"},
    {.name = "product", .letter = 'p', .value = "SKU", .says = "of this product", .wire = "product"},
    {.name = "location",
     .letter = 'l',
     .value = "CODE",
     .says = "at this place or anywhere inside it",
     .wire = "location"},
    {.name = "status",
     .value = "STATUS",
     .says = "with one of these statuses",
     .kind = CLI_LIST,
     .names = status_names + 1,
     .name_count = STATUS_TOTAL - 1,
     .wire = "status"},
    {0},
};

static const struct cli_column columns[] = {
    {"Product", "product"},
    {"Name", "product_name"},
    {"Location", "location"},
    {"Place", "location_name"},
    {"Status", "status", CELL_STATUS},
    {"Quantity", "quantity", CELL_NUMBER},
    {0},
};

int cli_stock(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/stock");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, buf_view(&path), columns, "units");
    buf_free(&path);
    return code;
}
