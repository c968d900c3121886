/*
 * cli: the frame of the command line. A command is one row of the table in commands.c: its options, its help, its man page and
 * its completion all come from that row; run() is in the file named after the command (src/cli/product.c ...).
 *
 * A command asks the API (client.h), shows the answer (show.h), and returns one of the exit codes below.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/options.h"
#include "cli/term.h"

enum cli_exit {
    CLI_OK = 0,
    CLI_REFUSED = 1,     /* a rule said no; nothing was written, or with --partial only some of it */
    CLI_USAGE = 2,       /* the command line makes no sense */
    CLI_NOT_FOUND = 3,   /* there is no such thing */
    CLI_NOT_ALLOWED = 4, /* sign in first, or the role does not allow it */
    CLI_FAILED = 5       /* the world failed: connection, disk, damaged database */
};

struct client;
struct cli;

/* What a command takes besides its own options. */
enum {
    CLI_CONNECTS = 1, /* --url, --db, --token-file */
    CLI_SHOWS = 2,    /* --json, --csv */
    CLI_LISTS = 4     /* --limit, --all */
};

enum { CLI_EXAMPLES = 4 };

struct cli_command {
    const char *name;                   /* NULL ends a table */
    const char *summary;                /* one line without a full stop */
    const char *operands;               /* "SKU", "[FILE...]"; NULL: it takes none */
    int operands_min, operands_max;     /* max -1: any number */
    const char *about;                  /* more, for help and the man page; NULL: nothing */
    const char *examples[CLI_EXAMPLES]; /* whole command lines */
    const struct cli_option *options;   /* ends with a NULL name; NULL: none */
    const struct cli_option *more;      /* likewise: options that it shares with other commands */
    unsigned flags;
    const struct cli_command *subs;                          /* ends with a NULL name; NULL: none */
    const struct cli_command *(*make_subs)(struct arena *a); /* likewise, made when asked for */
    int (*run)(struct cli *cli);
    const void *data; /* what run() wants to know; the command's own */
};

extern const struct cli_command cli_commands[]; /* ends with a NULL name */

/* One invocation. */
struct cli {
    struct arena *arena;
    FILE *out, *err;
    char **environment;
    struct cli_term term;
    const struct cli_command *command;
    struct str path; /* of the command: "product add" */
    struct cli_args args;
    struct client *client; /* made at the first request, see client.h */
    bool unsent;           /* the last request reached nobody: certainly nothing was written */
};

/* Run a whole command line and return its exit code. */
int cli_main(int argc, char **argv, char **environment, FILE *out, FILE *err);

/* Its subcommands, ends with a NULL name; NULL when it has none. */
const struct cli_command *cli_subs(const struct cli_command *c, struct arena *a);
/* Command of that name in a table, or NULL. */
const struct cli_command *cli_command_find(const struct cli_command *table, struct str name);
/* The tables of options that the command takes, its own first. Returns how many (at most CLI_TABLES). */
int cli_command_tables(const struct cli_command *c, const struct cli_option *ret[CLI_TABLES]);

/* Value of an environment variable; NULL when it is not set or empty. */
const char *cli_env(const struct cli *cli, const char *name);
/* The value of the option; {NULL,0} when it was not given. A switch has the value "". */
struct str cli_value(const struct cli *cli, const char *name);
bool cli_given(const struct cli *cli, const char *name);
/* The same as a C string in the arena; NULL when it was not given. */
char *cli_value_z(struct cli *cli, const char *name);
/* Operand i, {NULL,0} when there are fewer. */
struct str cli_operand(const struct cli *cli, size_t i);

/* A sentence on standard error, "serno: ..."; returns code, so that `return cli_fail(...)` reads well. */
int cli_fail(struct cli *cli, enum cli_exit code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A sentence on standard output that something was done; nothing with --quiet, --json or --csv. */
void cli_say(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A hint on standard error; nothing with --quiet. */
void cli_hint(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
