/*
 * rows: what a company had in its database at an older version of the schema: rows/NNNN.sql, one file for each version that there
 * ever was, written by `test_migrate record` when the version was the newest.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <stdbool.h>

#include "base/buf.h"

/* As INSERT statements, all rows of the database of this (SQLite's own) handle. */
struct sqlite3;
bool rows_write(struct sqlite3 *db, struct buf *out);
/* Of that version; false when there are none. The text ends with a NUL. */
bool rows_read(int version, struct buf *out);

#endif
