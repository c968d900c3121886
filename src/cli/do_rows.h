/*
 * do_rows: the units that a `serno do` names (operands, --serials, --file ...), as bodies of at most LIMIT_BULK_UNITS rows each.
 */
#ifndef CLI_DO_ROWS_H
#define CLI_DO_ROWS_H

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/serials.h"

enum do_form {
    DO_JSON,  /* all that the command says is in the body */
    DO_CSV,   /* the file's rows are the body, the rest goes as query parameters */
    DO_NDJSON /* likewise */
};

struct do_rows {
    enum do_form form;
    bool single;  /* one unit was named outright */
    bool started; /* a part was made */
    size_t done, total;
    struct cli_serials serials; /* of --product, or codes without it */
    struct cli_serials ids;     /* --unit */
    struct buf file;
    struct str rest;   /* of the file: rows still to be sent */
    struct str header; /* of a CSV file, with its line end */
};

struct do_part {
    const char *type;
    struct str body; /* ptr NULL: there are no more parts */
    struct buf owned;
    int64_t done, total; /* rows, with this part */
};

/* The exit code; close it when that is CLI_OK. */
int do_rows_open(struct cli *cli, struct do_rows *ret);
void do_rows_close(struct do_rows *rows);
/* The next part; there is always a first one. */
int do_rows_next(struct cli *cli, struct do_rows *rows, struct do_part *ret);
void do_rows_part_free(struct do_part *part);

#endif
