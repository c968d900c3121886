/*
 * key: `serno key ...`.
 */
#ifndef CLI_KEY_H
#define CLI_KEY_H

#include "cli/cli.h"

extern const struct cli_command cli_key_commands[];

#endif
