/*
 * direct: for commands that look at the database file itself, below the API: doctor, ledger verify, backup. They only read, so they
 * work beside a server, too.
 */
#ifndef CLI_DIRECT_H
#define CLI_DIRECT_H

#include "cli/progress.h"
#include "service/ctx.h"
#include "service/progress.h"

struct cli_direct {
    struct ctx ctx;
    struct cli_progress bar;
    struct progress progress; /* to be handed to service functions */
    const char *db;
};

/* The exit code; end it when that is CLI_OK. */
int cli_direct_begin(struct cli *cli, const char *what, struct cli_direct *ret);
void cli_direct_end(struct cli_direct *d);
/* The database could not be read: says so. */
int cli_direct_failed(struct cli *cli, struct cli_direct *d);

#endif
