/*
 * gs1: `serno gs1`. What scanners read and people type, judged one by one: a JSON verdict a line. It needs no database.
 */
#ifndef CLI_GS1_H
#define CLI_GS1_H

#include "cli/cli.h"

extern const struct cli_option cli_gs1_options[];

int cli_gs1(struct cli *cli);

#endif
