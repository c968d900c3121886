/*
 * party: `serno party add|list|show|edit`.
 */
#include "cli/resource.h"
#include "domain/lifecycle.h"

#define FIELDS                                                                                                         \
    {.name = "contact", .value = "TEXT", .says = "the person there", .wire = "contact"},                               \
        {.name = "email", .value = "ADDRESS", .says = "e-mail", .wire = "email"},                                      \
        {.name = "phone", .value = "NUMBER", .says = "telephone", .wire = "phone"},                                    \
        {.name = "address", .value = "TEXT", .says = "postal address", .wire = "address"},                             \
        {.name = "gln", .value = "DIGITS", .says = "GLN with its check digit", .wire = "gln"},                         \
    {                                                                                                                  \
        .name = "attributes", .value = "JSON", .kind = CLI_JSON, .says = "further facts, a JSON object",               \
        .wire = "attributes"                                                                                           \
    }
#define KIND(...)                                                                                                      \
    {                                                                                                                  \
        .name = "kind", .value = "KIND", .names = party_kind_names, .name_count = PARTY_TOTAL, .wire = "kind",         \
        __VA_ARGS__                                                                                                    \
    }

static const struct cli_option add_options[] = {
    KIND(.says = "what it is", .flags = CLI_NEEDED),
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name", .flags = CLI_NEEDED},
    FIELDS,
    {0},
};
static const struct cli_option edit_options[] = {
    {.name = "code", .value = "CODE", .says = "another code", .wire = "code"},
    KIND(.says = "what it is"),
    {.name = "name", .value = "TEXT", .says = "what people call it", .wire = "name"},
    FIELDS,
    {.name = "close", .kind = CLI_OFF, .says = "nothing new goes to it or comes from it", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    KIND(.kind = CLI_LIST, .says = "only of these kinds"),
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};

static const struct cli_column list_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"Contact", "contact"},
    {"E-mail", "email"},
    {"Phone", "phone"},
    {"State", "active", CELL_OPEN},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Code", "code"},
    {"Name", "name"},
    {"Kind", "kind"},
    {"Contact", "contact"},
    {"E-mail", "email"},
    {"Phone", "phone"},
    {"Address", "address"},
    {"GLN", "gln"},
    {"Attributes", "attributes"},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};

static const struct cli_resource party = {.thing = "party",
                                          .things = "parties",
                                          .path = "/v1/parties",
                                          .key = "code",
                                          .address = "code",
                                          .list = list_columns,
                                          .show = show_columns};

const struct cli_command cli_party_commands[] = {
    {.name = "add",
     .summary = "Make a customer, supplier, carrier or member of staff",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno party add ACME --kind customer --name \"Acme Ltd\" --email it@acme.example"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_add,
     .data = &party},
    {.name = "list",
     .summary = "List parties, all or those with a text in code or name",
     .operands = "[TEXT]",
     .operands_max = 1,
     .examples = {"serno party list --kind supplier"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_resource_list,
     .data = &party},
    {.name = "show",
     .summary = "Show a party",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno party show ACME"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_show,
     .data = &party},
    {.name = "edit",
     .summary = "Change a party: the options say what is different",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno party edit ACME --phone \"+49 30 1234\""},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_resource_edit,
     .data = &party},
    {0},
};
