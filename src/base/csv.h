/*
 * csv: a pull reader for comma separated values (RFC 4180, and what spreadsheets really write: BOM, CRLF or LF, ';' or TAB as
 * the separator when the first line says so) and a writer that defuses cells a spreadsheet would take for a formula.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct csv {
    struct str text;
    size_t at;
    int line; /* line of the next record, from 1; quoted line breaks count */
    char separator;
};

struct csv_row {
    struct str *cells; /* in the arena; unquoted cells point into the text */
    size_t count;
    int line; /* where the record begins, from 1 */
};

enum csv_result {
    CSV_ROW,
    CSV_END,
    CSV_UNCLOSED_QUOTE, /* the text ends inside a quoted cell: truncated */
    CSV_STRAY_QUOTE,    /* a quote inside an unquoted cell, or bytes behind a closing quote */
    CSV_NOT_UTF8,
    CSV_NUL,
    CSV_CELL_TOO_LONG,
    CSV_NO_MEMORY /* the arena's limit is reached */
};

/* Begin reading; skips a BOM and picks the separator from the first line (',' unless only ';' or only TAB stand outside quotes). */
void csv_open(struct csv *c, struct str text);
/* Next record that is not a blank line. On an error ret_row->line says where, ret_row->count the column (from 0). */
enum csv_result csv_next(struct csv *c, struct arena *a, struct csv_row *ret_row);
/* A sentence for a person about an error result. */
const char *csv_result_text(enum csv_result r);

/* One cell: quoted when it must be; cells beginning with = + - @ TAB CR get a leading apostrophe, unless they are a plain number. */
void csv_cell(struct buf *out, struct str value, bool first);
void csv_end_row(struct buf *out); /* CRLF */

#endif
