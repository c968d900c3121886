/*
 * resource: what products, locations, parties and lots have in common on the command line: add, list, show, edit. A file per resource
 * gives the options and columns.
 */
#ifndef CLI_RESOURCE_H
#define CLI_RESOURCE_H

#include "cli/show.h"

struct cli_resource {
    const char *thing, *things; /* "product", "products" */
    const char *path;           /* "/v1/products" */
    const char *key;            /* member that the operand of `add` fills: "sku" */
    const char *address;        /* member that names it in an address: "sku", of lots "id" */
    const struct cli_column *list, *show;
};

/* Run functions; cli->command->data is the struct cli_resource. */
int cli_resource_add(struct cli *cli);
int cli_resource_list(struct cli *cli);
int cli_resource_show(struct cli *cli);
int cli_resource_edit(struct cli *cli);

extern const struct cli_command cli_product_commands[], cli_location_commands[], cli_party_commands[],
    cli_lot_commands[], cli_numbering_commands[], cli_pool_commands[];

#endif
