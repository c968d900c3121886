/*
 * options: the one reader of command lines. Long options (--name VALUE, --name=VALUE), short ones where usual (-n VALUE, -nVALUE, -ab),
 * "--" ends the options, "-" is an operand. It knows only the tables it is given; nothing is looked up.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/arena.h"
#include "base/str.h"

enum cli_kind {
    CLI_TEXT, /* also a switch, when the option has no value */
    CLI_INT,
    CLI_LIST,   /* values with commas between them; may stand several times */
    CLI_OBJECT, /* NAME=VALUE; may stand several times */
    CLI_JSON,   /* one JSON object */
    CLI_TIME,   /* instant, or a date: its beginning, see times.h */
    CLI_UNTIL,  /* instant, or a date: its end */
    CLI_DATE,
    CLI_FILE,
    CLI_OFF     /* a switch that turns something off */
};

enum { CLI_NEEDED = 1 };

struct cli_option {
    const char *name;  /* without the dashes; NULL ends a table */
    char letter;       /* 'o' for -o; 0: none */
    const char *value; /* what help calls the value; NULL: a switch */
    const char *says;  /* for help: a phrase without a full stop */
    enum cli_kind kind;
    const char *const *names; /* the only values that are allowed; NULL: any */
    int name_count;
    const char *wire; /* the query parameter or JSON member that it fills, see client.h; NULL: none */
    unsigned flags;
};

struct cli_arg {
    const struct cli_option *option;
    struct str value; /* "" for a switch */
};

enum { CLI_TABLES = 6 };

struct cli_args {
    struct cli_arg *given; /* in the order they stand */
    size_t given_count;
    struct str *operands;
    size_t operand_count;
};

/* Read argv[from..argc) into *ret, behind what is there. With until_operand it stops before the first operand and says in *ret_at
 * where; otherwise operands and options may be mixed. False with a sentence in *ret_error. Values point into argv. */
bool cli_options_read(struct arena *a, const struct cli_option *const *tables, int table_count, char **argv, int argc, int from,
                      bool until_operand, struct cli_args *ret, int *ret_at, struct str *ret_error);
/* Every option with CLI_NEEDED is there. */
bool cli_options_complete(struct arena *a, const struct cli_option *const *tables, int table_count, const struct cli_args *args,
                          struct str *ret_error);
/* First value given for the option of that name; {NULL,0} when there is none. */
struct str cli_args_value(const struct cli_args *args, const char *name);

/* The name that was probably meant, or NULL: names[0..count), compared by how many letters must be changed. */
const char *cli_closest(struct str typed, const char *const *names, size_t count);

#endif
