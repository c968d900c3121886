/*
 * ledger_scan: the stored rows of the ledger one after the other, just as they are: for checking them. Nothing is believed:
 * lengths and values are whatever the tables hold.
 *
 * A scan is a query: open, step until it is not DB_ROW, query_end. Texts are borrowed until the next step.
 */
#ifndef STORE_LEDGER_SCAN_H
#define STORE_LEDGER_SCAN_H

#include "base/hash.h"
#include "base/time.h"
#include "store/db.h"

struct ledger_row {
    int64_t seq, command;
    msec event_time, recorded_at;
    int64_t actor_id, location_id, units; /* location_id 0: none */
    struct str id, digest, leaf, body;
    struct str order;
    bool has_order;
};

struct query *store_ledger_scan(struct db *db, int64_t first_seq, int64_t last_seq);
enum db_result store_ledger_scan_next(struct query *q, struct ledger_row *ret);

/* A row of event_unit, as far as events say it. */
struct event_unit_row {
    int64_t unit_id, seq, command, carried;
    msec event_time;
    int64_t actor_id;
};

struct query *store_event_unit_scan(struct db *db); /* by unit */
enum db_result store_event_unit_scan_next(struct query *q, struct event_unit_row *ret);
/* DB_ROW or DB_DONE. */
enum db_result store_event_unit_row(struct db *db, int64_t unit_id, int64_t seq, struct event_unit_row *ret);

struct merkle_row {
    int64_t level, index;
    struct str hash;
};

struct query *store_merkle_scan(struct db *db); /* by level, then index */
enum db_result store_merkle_scan_next(struct query *q, struct merkle_row *ret);

/* DB_ROW or DB_DONE; a hash of another length than 32 reads as all zero. */
enum db_result store_merkle_node(struct db *db, int level, uint64_t index, struct hash *ret);

/* How many events and history rows there are. */
enum db_result store_ledger_count(struct db *db, int64_t *ret_events, int64_t *ret_event_units);
/* The highest seq that the current state of a unit, or a containment, names; 0: none. */
enum db_result store_ledger_named_seq(struct db *db, int64_t *ret_by_unit, int64_t *ret_by_containment);

#endif
