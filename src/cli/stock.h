/*
 * stock: `serno stock`.
 */
#ifndef CLI_STOCK_H
#define CLI_STOCK_H

#include "cli/cli.h"

extern const struct cli_option cli_stock_options[];

int cli_stock(struct cli *cli);

#endif
