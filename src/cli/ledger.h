/*
 * ledger: `serno ledger ...`.
 */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli/cli.h"

extern const struct cli_command cli_ledger_commands[];

#endif
