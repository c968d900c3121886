/*
 * link: `serno link ...`: the addresses on labels, what strangers report behind them, and the keys they are made with.
 */
#ifndef CLI_LINK_H
#define CLI_LINK_H

#include "cli/cli.h"

extern const struct cli_command cli_link_commands[];

#endif
