#include "store/ledger_scan.h"

struct query *store_ledger_scan(struct db *db, int64_t first_seq, int64_t last_seq)
{
    struct query *q = db_query(db, Q_LEDGER_SCAN);
    query_int(q, 1, first_seq);
    query_int(q, 2, last_seq);
    query_stream(q);
    return q;
}

enum db_result store_ledger_scan_next(struct query *q, struct ledger_row *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct ledger_row){
            .seq = query_col_int(q, 0),
            .id = query_col_str(q, 1),
            .command = query_col_int(q, 2),
            .event_time = query_col_int(q, 3),
            .recorded_at = query_col_int(q, 4),
            .actor_id = query_col_int(q, 5),
            .location_id = query_col_int(q, 6),
            .order = query_col_str(q, 7),
            .has_order = !query_col_null(q, 7),
            .units = query_col_int(q, 8),
            .digest = query_col_str(q, 9),
            .leaf = query_col_str(q, 10),
            .body = query_col_str(q, 11),
        };
    return r;
}

struct query *store_event_unit_scan(struct db *db)
{
    struct query *q = db_query(db, Q_EVENT_UNIT_SCAN);
    query_stream(q);
    return q;
}

enum db_result store_event_unit_scan_next(struct query *q, struct event_unit_row *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct event_unit_row){
            .unit_id = query_col_int(q, 0),
            .seq = query_col_int(q, 1),
            .command = query_col_int(q, 2),
            .carried = query_col_int(q, 3),
            .event_time = query_col_int(q, 4),
            .actor_id = query_col_int(q, 5),
        };
    return r;
}

enum db_result store_event_unit_row(struct db *db, int64_t unit_id, int64_t seq, struct event_unit_row *ret)
{
    struct query *q = db_query(db, Q_EVENT_UNIT_ROW);
    query_int(q, 1, unit_id);
    query_int(q, 2, seq);
    enum db_result r = store_event_unit_scan_next(q, ret);
    query_end(q);
    return r;
}

struct query *store_merkle_scan(struct db *db)
{
    struct query *q = db_query(db, Q_MERKLE_SCAN);
    query_stream(q);
    return q;
}

enum db_result store_merkle_scan_next(struct query *q, struct merkle_row *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct merkle_row){query_col_int(q, 0), query_col_int(q, 1), query_col_str(q, 2)};
    return r;
}

enum db_result store_merkle_node(struct db *db, int level, uint64_t index, struct hash *ret)
{
    struct query *q = db_query(db, Q_MERKLE_GET);
    query_int(q, 1, level);
    query_int(q, 2, (int64_t)index);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        struct str bytes = query_col_str(q, 0);
        *ret = (struct hash){{0}};
        if (bytes.len == sizeof ret->bytes)
            memcpy(ret->bytes, bytes.ptr, bytes.len);
    }
    query_end(q);
    return r;
}

static enum db_result number(struct db *db, enum query_id id, int64_t *ret)
{
    struct query *q = db_query(db, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r;
}

enum db_result store_ledger_count(struct db *db, int64_t *ret_events, int64_t *ret_event_units)
{
    enum db_result r = number(db, Q_LEDGER_COUNT, ret_events);
    return r == DB_ROW ? number(db, Q_EVENT_UNIT_COUNT, ret_event_units) : r;
}

enum db_result store_ledger_named_seq(struct db *db, int64_t *ret_by_unit, int64_t *ret_by_containment)
{
    enum db_result r = number(db, Q_UNIT_SEQ_MAX, ret_by_unit);
    return r == DB_ROW ? number(db, Q_CONTAINMENT_SEQ_MAX, ret_by_containment) : r;
}
