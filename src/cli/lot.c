/*
 * lot: `serno lot add|list|show|edit`.
 */
#include "cli/resource.h"

#define DATES                                                                                                          \
    {.name = "expires", .value = "DATE", .kind = CLI_DATE, .says = "when its units expire", .wire = "expires"},        \
    {                                                                                                                  \
        .name = "made", .value = "DATE", .kind = CLI_DATE, .says = "when it was made", .wire = "made"                  \
    }

static const struct cli_option add_options[] = {
    {.name = "product", .value = "SKU", .says = "what was made", .wire = "product", .flags = CLI_NEEDED},
    DATES,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "number", .value = "LOT", .says = "another number", .wire = "number"},
    DATES,
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "product", .value = "SKU", .says = "only of this product", .wire = "product"},
    {.name = "number", .value = "LOT", .says = "only with this number", .wire = "number"},
    {0},
};

static const struct cli_column columns[] = {
    {"Id", "id", CELL_NUMBER},
    {"Product", "product"},
    {"Lot", "number"},
    {"Made", "made", CELL_DATE},
    {"Expires", "expires", CELL_DATE},
    {0},
};

static const struct cli_resource lot = {.thing = "lot",
                                        .things = "lots",
                                        .path = "/v1/lots",
                                        .key = "number",
                                        .address = "id",
                                        .list = columns,
                                        .show = columns};

const struct cli_command cli_lot_commands[] = {
    {.name = "add",
     .summary = "Make a lot; commands that name a new one make it, too",
     .operands = "LOT",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno lot add L2026-11 --product CAM-4K --made 2026-11-02"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &lot},
    {.name = "list",
     .summary = "List lots",
     .examples = {"serno lot list --product CAM-4K"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &lot},
    {.name = "show",
     .summary = "Show a lot by its id, which the list tells",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno lot show 7"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &lot},
    {.name = "edit",
     .summary = "Change a lot's number or dates",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno lot edit 7 --expires 2027-06-30"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &lot},
    {0},
};
