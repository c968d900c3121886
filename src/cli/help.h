/*
 * help: what --help prints, from the tables.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

/* All commands, one line each. */
void cli_help_overview(struct cli *cli, FILE *to);
/* One command: usage, what it does, subcommands, options, examples. */
void cli_help_command(struct cli *cli, FILE *to, struct str path, const struct cli_command *c);
/* "--serials LIST" and the like, for one option; its letter first. */
struct str cli_help_option(struct arena *a, const struct cli_option *o);
/* What it is for, with the values that it takes. */
struct str cli_help_says(struct arena *a, const struct cli_option *o);

extern const char *const cli_exit_texts[]; /* by enum cli_exit */
enum { CLI_EXITS = CLI_FAILED + 1 };

#endif
