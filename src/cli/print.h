/*
 * print: `serno printer ...` and `serno print ...`: printers; labels that are printed exactly once, decided on, read back.
 */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/cli.h"

extern const struct cli_command cli_printer_commands[], cli_print_commands[];

#endif
