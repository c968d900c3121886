/*
 * serve: `serno serve`, the server in the foreground.
 */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "cli/cli.h"

extern const struct cli_option cli_serve_options[];

int cli_serve(struct cli *cli);

#endif
