/*
 * progress: a bar on standard error for work that takes a while. Nothing is shown when that is no terminal, or with --quiet.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"

struct cli_progress {
    FILE *to; /* NULL: not shown */
    const char *what;
    int last_percent;
};

void cli_progress_start(struct cli *cli, struct cli_progress *p, const char *what);
/* done of total; total 0: it is not known, done is shown as it is. */
void cli_progress_step(struct cli_progress *p, int64_t done, int64_t total);
/* Wipe it away, so that what is said next stands alone. */
void cli_progress_end(struct cli_progress *p);

#endif
