/*
 * history: `serno history`.
 */
#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#include "cli/cli.h"

int cli_history(struct cli *cli);

#endif
