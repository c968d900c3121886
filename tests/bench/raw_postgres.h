/*
 * raw_postgres: the plain loops on PostgreSQL, through libpq and none of Serno's driver: what its files share. The tables, indexes
 * and triggers are those of the database that the server made, and commits wait for the disk.
 *
 *   raw_postgres.c          databases of a run, queries, the engine's table
 *   raw_postgres_link.c     a connection, values in PostgreSQL's binary form
 *   raw_postgres_bulk.c     long transactions: COPY and statements over arrays
 *   raw_postgres_clients.c  eight clients at once: scans and look-ups
 */
#ifndef BENCH_RAW_POSTGRES_H
#define BENCH_RAW_POSTGRES_H

#include <libpq-fe.h>

#include "base/buf.h"
#include "base/time.h"
#include "bench/raw.h"

enum {
    PG_VALUES = 20,
    PG_BINS = 1000,
    PG_EVENT_UNITS = 1000, /* in one event at most, as with the server */
    PG_BODY_BYTES = 250,
    PG_BODY_UNIT_BYTES = 22, /* of an event, and of each unit in it */
    PG_BODY_MAX = PG_BODY_BYTES + PG_BODY_UNIT_BYTES * PG_EVENT_UNITS
};

/* The whole row, as the server must read it; [0], [1] and [2] are the numbers of PG_ID, PG_STATUS, PG_LOCATION. */
#define PG_UNIT_COLUMNS                                                                                                \
    "id, status, location_id, product_id, serial, holds, party_id, owner_id, supplier_id, parent_id, package_id,"      \
    " lot_id, order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes"
enum pg_unit_column { PG_ID, PG_STATUS, PG_LOCATION };

#define PG_EVENT_COLUMNS                                                                                               \
    "seq, event_time, recorded_at, actor_id, location_id, units, command, id, digest, leaf, order_ref, body"
#define PG_HISTORY_COLUMNS "unit_id, seq, event_time, actor_id, location_id, party_id, command, carried, status"
#define PG_STOCK                                                                                                       \
    "INSERT INTO stock_part (product_id, location_id, quantity, status, slot) VALUES ($1, $2, $3, $4, $5)"             \
    " ON CONFLICT (product_id, location_id, status, slot)"                                                             \
    " DO UPDATE SET quantity = stock_part.quantity + excluded.quantity"

struct pg_link {
    PGconn *conn;
    char error[200];
};

/* Values of a statement or of a row of COPY. Text and bytes must stay where they are. */
struct pg_row {
    int count;
    const char *values[PG_VALUES];
    int lengths[PG_VALUES];
    char numbers[PG_VALUES][8];
};

bool pg_open(struct pg_link *l, const char *url); /* false: l->error says why; close it all the same */
void pg_close(struct pg_link *l);
/* False, with the error of result, or of the connection. */
bool pg_failed(struct pg_link *l, const PGresult *result);
/* A statement without values, whose rows are not wanted. */
bool pg_exec(struct pg_link *l, const char *sql);
/* Statement i of a table of texts is prepared as "s<i>". */
bool pg_prepare_all(struct pg_link *l, const char *const *texts, int count);
/* Run it; NULL on failure. The caller clears. */
PGresult *pg_run(struct pg_link *l, int statement, const struct pg_row *row);
/* The same where rows are not wanted. */
bool pg_do(struct pg_link *l, int statement, const struct pg_row *row);
/* The one number of a query, 0 when there is none. */
int64_t pg_number(struct pg_link *l, const char *sql);
/* A whole number of 2, 4 or 8 bytes; 0 for NULL. */
int64_t pg_get(const PGresult *result, int row, int column);

void pg_int(struct pg_row *row, int bytes, int64_t v);
void pg_key(struct pg_row *row, int64_t v); /* 8 bytes; NULL for 0 */
void pg_bytes(struct pg_row *row, const void *bytes, size_t len);
void pg_null(struct pg_row *row);
void pg_put(struct buf *out, int bytes, int64_t v); /* as it travels */

/* The bytes of a real event, so that they pack as those of the server's do; PG_BODY_MAX of them. False on failure. */
bool pg_body(struct pg_link *l, char *body);

/* raw_postgres_bulk.c */
struct pg_bulk;
struct pg_bulk *pg_bulk_new(struct pg_link *l); /* NULL on failure */
void pg_bulk_free(struct pg_bulk *b);           /* NULL is fine */
bool pg_bulk_run(struct pg_bulk *b, const struct raw_bulk *bulk, double *times);

/* raw_postgres_clients.c: a second; negative and an error on failure */
double pg_scans(const char *url, double seconds, long range, char error[200]);
double pg_look_ups(const char *url, double seconds, long range, char error[200]);

#endif
