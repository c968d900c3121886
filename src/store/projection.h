/*
 * projection: the tables that the ledger fills (service/project.h), row by row, for comparing those of two stores. A table that is
 * added to them is named here, too.
 */
#ifndef STORE_PROJECTION_H
#define STORE_PROJECTION_H

#include "store/db.h"

enum { PROJECTION_COLUMNS_MAX = 20 };

struct projection_column {
    const char *name; /* NULL: no more */
    bool text;        /* otherwise a number */
};

struct projection {
    const char *table;
    enum query_id rows; /* all rows, by key */
    int keys;           /* how many columns, from the first, are the key */
    struct projection_column columns[PROJECTION_COLUMNS_MAX];
};

extern const struct projection projections[];
extern const int projection_count;

/* Order of the keys of two rows (of one table): <0, 0, >0. */
int projection_key_cmp(const struct projection *p, struct query *a, struct query *b);
/* The first column from `from` on whose values differ, or -1. */
int projection_difference(const struct projection *p, int from, struct query *a, struct query *b);
/* A value, or the key ("1, 2"), as people read it; "NULL" for none; arena. */
struct str projection_text(const struct projection *p, struct query *row, int column, struct arena *a);
struct str projection_key_text(const struct projection *p, struct query *row, struct arena *a);

#endif
