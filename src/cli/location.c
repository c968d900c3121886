/*
 * location: `serno location add|list|show|edit`.
 */
#include "cli/resource.h"
#include "domain/lifecycle.h"

#define FIELDS                                                                                                         \
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name"},                                  \
        {.name = "parent", .value = "CODE", .says = "the place that it is in", .wire = "parent"},                      \
        {.name = "gln", .value = "DIGITS", .says = "GLN with its check digit", .wire = "gln"},                         \
    {                                                                                                                  \
        .name = "attributes", .value = "JSON", .kind = CLI_JSON, .says = "further facts, a JSON object",               \
        .wire = "attributes"                                                                                           \
    }
#define KIND(...)                                                                                                      \
    {                                                                                                                  \
        .name = "kind", .value = "KIND", .names = location_kind_names, .name_count = LOCATION_TOTAL, .wire = "kind",   \
        __VA_ARGS__                                                                                                    \
    }

static const struct cli_option add_options[] = {
    KIND(.says = "what it is", .flags = CLI_NEEDED),
    FIELDS,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "code", .value = "CODE", .says = "another code", .wire = "code"},
    KIND(.says = "what it is"),
    FIELDS,
    {.name = "close", .kind = CLI_OFF, .says = "nothing may come in", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    KIND(.kind = CLI_LIST, .says = "only of these kinds"),
    {.name = "parent", .value = "CODE", .says = "only those right inside this place", .wire = "parent"},
    {.name = "within", .value = "CODE", .says = "only those anywhere inside this place", .wire = "within"},
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"In", "parent"},
    {"GLN", "gln"},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"In", "parent"},
    {"GLN", "gln"},
    {"Attributes", "attributes"},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};

static const struct cli_resource location = {.thing = "location",
                                             .things = "locations",
                                             .path = "/v1/locations",
                                             .key = "code",
                                             .address = "code",
                                             .list = list_columns,
                                             .show = show_columns};

const struct cli_command cli_location_commands[] = {
    {.name = "add",
     .summary = "Make a location",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno location add BER --kind site --name Berlin",
                  "serno location add BER-A1 --kind bin --parent BER"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &location},
    {.name = "list",
     .summary = "List locations, all or those with a text in code or name",
     .operands = "[TEXT]",
     .operands_max = 1,
     .examples = {"serno location list --within BER --kind bin"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &location},
    {.name = "show",
     .summary = "Show a location",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno location show BER-A1"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &location},
    {.name = "edit",
     .summary = "Change a location: the options say what is different",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno location edit BER-A1 --parent BER-B", "serno location edit BER-A1 --close"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &location},
    {0},
};
