/*
 * config: where the books are and who asks: command line, environment, ~/.config/serno/config, in this order. `serno login` writes
 * the file.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/cli.h"

/* Either url or db is set. */
struct cli_target {
    const char *url;   /* "http://host:port", without a slash at its end */
    const char *token; /* NULL: none */
    const char *ca;    /* PEM file of whom a server's certificate may be from; NULL: the system's */
    const char *db;    /* file */
    bool db_named;     /* somebody said which file: it is not just the usual ./serno.db */
};

/* False with a sentence on standard error (exit code CLI_USAGE or CLI_FAILED in *ret_code). */
bool cli_config_target(struct cli *cli, struct cli_target *ret, int *ret_code);
/* The same for a server on this machine that holds our database. */
bool cli_config_holder(struct cli *cli, const char *url, struct cli_target *ret, int *ret_code);
/* Database file for commands that need one (serve, init, doctor ...): --db, SERNO_DB, config, ./serno.db. */
const char *cli_config_db(struct cli *cli);
/* Remember where and who (mode 0600); NULL: forget it. False with a sentence on standard error. */
bool cli_config_save(struct cli *cli, const char *url, const char *token);
/* "~/.config/serno/config" of this user, or NULL when there is no home. */
const char *cli_config_path(struct cli *cli);

#endif
