/*
 * product: `serno product add|list|show|edit`.
 */
#include "cli/resource.h"

#define FIELDS                                                                                                         \
    {.name = "category", .value = "TEXT", .says = "group of products", .wire = "category"},                            \
        {.name = "gtin", .value = "DIGITS", .says = "GTIN with its check digit", .wire = "gtin"},                      \
        {.name = "warranty",                                                                                           \
         .value = "MONTHS",                                                                                            \
         .kind = CLI_INT,                                                                                              \
         .says = "warranty from delivery",                                                                             \
         .wire = "warranty_months"},                                                                                   \
        {.name = "shelf-life",                                                                                         \
         .value = "DAYS",                                                                                              \
         .kind = CLI_INT,                                                                                              \
         .says = "days until a lot expires",                                                                           \
         .wire = "shelf_life_days"},                                                                                   \
        {.name = "maintenance",                                                                                        \
         .value = "DAYS",                                                                                              \
         .kind = CLI_INT,                                                                                              \
         .says = "days between two services",                                                                          \
         .wire = "maintenance_interval_days"},                                                                         \
        {.name = "serial-format",                                                                                      \
         .value = "FORMAT",                                                                                            \
         .says = "what its serials look like; see the reference",                                                      \
         .wire = "serial_format"},                                                                                     \
        {.name = "numbering",                                                                                          \
         .value = "SCHEME",                                                                                            \
         .says = "the numbering scheme of its units; see serno numbering list",                                        \
         .wire = "numbering"},                                                                                         \
    {                                                                                                                  \
        .name = "attributes", .value = "JSON", .kind = CLI_JSON, .says = "further facts, a JSON object",               \
        .wire = "attributes"                                                                                           \
    }

static const struct cli_option add_options[] = {
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name", .flags = CLI_NEEDED},
    FIELDS,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "sku", .value = "SKU", .says = "another SKU", .wire = "sku"},
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name"},
    FIELDS,
    {.name = "close", .kind = CLI_OFF, .says = "no new units of it", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "category", .value = "TEXT", .says = "only of this group", .wire = "category"},
    {.name = "gtin", .value = "DIGITS", .says = "only the one with this GTIN", .wire = "gtin"},
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"SKU", "sku"},
    {"Name", "name"},
    {"Category", "category"},
    {"GTIN", "gtin"},
    {"Warranty", "warranty_months", CELL_SOME},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column show_columns[] = {
    {"SKU", "sku"},
    {"Name", "name"},
    {"Category", "category"},
    {"GTIN", "gtin"},
    {"Warranty, months", "warranty_months", CELL_SOME},
    {"Shelf life, days", "shelf_life_days", CELL_SOME},
    {"Service every, days", "maintenance_interval_days", CELL_SOME},
    {"Serial format", "serial_format"},
    {"Numbering", "numbering"},
    {"Attributes", "attributes"},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};

static const struct cli_resource product = {.thing = "product",
                                            .things = "products",
                                            .path = "/v1/products",
                                            .key = "sku",
                                            .address = "sku",
                                            .list = list_columns,
                                            .show = show_columns};

const struct cli_command cli_product_commands[] = {
    {.name = "add",
     .summary = "Make a product",
     .operands = "SKU",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno product add CAM-4K --name \"Camera 4K\" --gtin 4006381333931 --warranty 24"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &product},
    {.name = "list",
     .summary = "List products, all or those with a text in SKU or name",
     .operands = "[TEXT]",
     .operands_max = 1,
     .examples = {"serno product list camera", "serno product list --category Sensors --csv"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &product},
    {.name = "show",
     .summary = "Show a product",
     .operands = "SKU",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno product show CAM-4K"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &product},
    {.name = "edit",
     .summary = "Change a product: the options say what is different",
     .operands = "SKU",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno product edit CAM-4K --warranty 36", "serno product edit CAM-4K --close"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &product},
    {0},
};
