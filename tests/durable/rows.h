/*
 * rows: what a company had in its database at an older version of the schema: rows/NNNN.sql, one file for each version that there
 * ever was, written by `test_migrate record` when the version was the newest. And the rows of any database: counted, or as a text.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/db.h"

enum { ROWS_TABLES_MAX = 200 };

struct rows_tables {
    int count;
    struct rows_table {
        char name[64];
        int64_t rows;
    } table[ROWS_TABLES_MAX];
};

/* All tables by name, with how many rows each has; without SQLite's own and the table of versions. */
bool rows_count(struct db *db, struct rows_tables *out);
/* NULL: there is no such table. */
const struct rows_table *rows_table(const struct rows_tables *all, const char *name);
/* One that should have rows and has none, or NULL. */
const char *rows_empty(const struct rows_tables *all);

/* As INSERT statements, all rows of the database, always in the same order. */
bool rows_write(struct db *db, struct buf *out);
/* Of that version; false when there are none. The text ends with a NUL. */
bool rows_read(int version, struct buf *out);
/* What is added to a company of the newest version before it is recorded: rows/furnish.sql. The text ends with a NUL. */
bool rows_furnish(struct buf *out);

#endif
