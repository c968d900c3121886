/*
 * bench: `serno bench`.
 */
#ifndef CLI_BENCH_H
#define CLI_BENCH_H

#include "cli/cli.h"

extern const struct cli_option cli_bench_options[];

int cli_bench(struct cli *cli);

#endif
