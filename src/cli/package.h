/*
 * package: `serno package show`.
 */
#ifndef CLI_PACKAGE_H
#define CLI_PACKAGE_H

#include "cli/cli.h"

extern const struct cli_command cli_package_commands[];

#endif
