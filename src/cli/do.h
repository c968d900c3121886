/*
 * do: `serno do COMMAND`: every command of the life cycle, with options made from its table.
 */
#ifndef CLI_DO_H
#define CLI_DO_H

#include "cli/cli.h"

/* One cli_command per command of the life cycle. */
const struct cli_command *cli_do_commands(struct arena *a);

#endif
