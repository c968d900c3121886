/*
 * trace: `serno trace`.
 */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include "cli/cli.h"

extern const struct cli_option cli_trace_options[];

int cli_trace(struct cli *cli);

#endif
