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
    CLI_OFF /* a switch that turns something off */
};

enum { CLI_NEEDED = 1 };

struct cli_option {
    const char *name;         /* without the dashes; NULL ends a table */
    const char *value;        /* what help calls the value; NULL: a switch */
    const char *says;         /* for help: a phrase without a full stop */
    const char *wire;         /* the query parameter or JSON member that it fills, see client.h; NULL: none */
    const char *const *names; /* the only values that are allowed; NULL: any */
    int name_count;
    enum cli_kind kind;
    unsigned flags;
    char letter; /* 'o' for -o; 0: none */
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

/* The words of a command line that are to be read. */
struct cli_words {
    char **argv;
    int argc;
    int at;             /* the next one; afterwards the first that was not read */
    bool until_operand; /* stop before the first operand; otherwise operands and options may be mixed */
};

/* Read words into *ret, behind what is there; values point into argv. False with a sentence in *ret_error. */
bool cli_options_read(struct arena *a, struct cli_words *words, const struct cli_option *const *tables, int table_count,
                      struct cli_args *ret, struct str *ret_error);
/* Every option with CLI_NEEDED is there. */
bool cli_options_complete(struct arena *a, const struct cli_option *const *tables, int table_count,
                          const struct cli_args *args, struct str *ret_error);
/* First value given for the option of that name; {NULL,0} when there is none. */
struct str cli_args_value(const struct cli_args *args, const char *name);

/* The name that was probably meant, or NULL: names[0..count), compared by how many letters must be changed. */
const char *cli_closest(struct str typed, const char *const *names, size_t count);

#endif
