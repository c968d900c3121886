/*
 * demo: `serno demo`, a company to look at, in a new database.
 */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "cli/cli.h"

extern const struct cli_option cli_demo_options[];

int cli_demo(struct cli *cli);

#endif
