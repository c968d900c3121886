/*
 * move: every table of a database, so that all of it can be carried into another one, of whatever engine. Rows are taken and put
 * as they are: same keys, same places in the ledger, same bytes. A table or column that is added to the schema is named here and
 * in sql/queries/move.sql, too.
 *
 * A database that is being filled bears a mark until the copy is complete and checked: see service/move.h.
 */
#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/db.h"

enum { MOVE_TABLES = 40 };

struct move_table {
    const char *name;
    const char *rows;   /* what is counted: the table, without what is not carried */
    enum query_id read; /* by key; those of `inside` are left out */
    enum query_id
        inside; /* rows that name others of the same table, those that are named first; Q_COUNT: there are none */
    enum query_id put; /* the same columns */
    const char *kinds; /* a letter for each column: i number, t text, b bytes */
    const char *key;   /* the first columns, as people call them */
    int keys;          /* how many */
    bool replayed;     /* the ledger says what is in it (store/projection.h) */
};

extern const struct move_table move_tables[MOVE_TABLES];

enum db_result store_move_count(struct db *db, const struct move_table *t, int64_t *ret);

/* Reading a table, in the order in which it can be written. */
struct move_rows {
    struct db *db;
    const struct move_table *table;
    struct query *row; /* the present one */
    bool inside;
};

/* In a transaction. */
void store_move_open(struct db *db, const struct move_table *t, struct move_rows *ret);
/* DB_ROW, DB_DONE, or what went wrong. */
enum db_result store_move_next(struct move_rows *rows);
void store_move_close(struct move_rows *rows);

/* Write the row into another database; *bytes grows by the length of its texts and bytes. */
enum db_result store_move_put(struct db *to, const struct move_table *t, struct query *row, int64_t *bytes);
bool store_move_equal(const struct move_table *t, struct query *a, struct query *b);
/* "(id) = (17)", "(product_id, location_id) = (3, 4)"; arena. */
struct str store_move_key(const struct move_table *t, struct query *row, struct arena *a);

/* Migrations that the database has had; -1: it is none of ours, or an empty one. */
int store_move_version(struct db *db);
/* DB_ROW: it bears the mark; DB_DONE: it does not. */
enum db_result store_move_marked(struct db *db);
enum db_result store_move_mark(struct db *db, struct str note);
enum db_result store_move_unmark(struct db *db);
/* Has anybody ever worked with it? */
enum db_result store_move_occupied(struct db *db, bool *ret);

/* Only where db_far: */

/* Nobody else is filling this database, until the connection ends. */
enum db_result store_move_alone(struct db *db, bool *ret);
/* Connections of others who work with it. */
enum db_result store_move_others(struct db *db, int64_t *ret);
/* Undo all migrations: everything is gone. */
enum db_result store_move_erase(struct db *db);
/* All rows are written: make it ready for those who come, with a ledger of that size. In the transaction of the last rows. */
enum db_result store_move_settle(struct db *db, int64_t events);
/* Let the database look at what it holds. */
enum db_result store_move_analyze(struct db *db);

#endif
