/*
 * import: `serno import`.
 */
#ifndef CLI_IMPORT_H
#define CLI_IMPORT_H

#include "cli/cli.h"

extern const struct cli_option cli_import_options[];

int cli_import(struct cli *cli);

#endif
