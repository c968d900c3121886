#include "store/ledger.h"

enum db_result store_event_insert(struct db *db, const struct event *e, const struct event_row *row)
{
    struct query *q = db_query(db, Q_EVENT_INSERT);
    query_int(q, 1, row->seq);
    query_blob(q, 2, e->id.bytes, sizeof e->id.bytes);
    query_int(q, 3, e->terms.command);
    query_int(q, 4, e->time.at);
    query_int(q, 5, e->recorded_at);
    query_int(q, 6, e->actor.id);
    query_id(q, 7, e->terms.location.id);
    query_opt(q, 8, e->terms.order);
    query_int(q, 9, (int64_t)e->unit_count);
    query_blob(q, 10, row->digest, sizeof row->digest);
    query_blob(q, 11, row->leaf.bytes, sizeof row->leaf.bytes);
    query_blob(q, 12, row->body.ptr, row->body.len);
    return query_bulk(q);
}

enum db_result store_event_by_id(struct db *db, struct arena *a, struct id id, struct event_row *ret)
{
    struct query *q = db_query(db, Q_EVENT_BY_ID);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        struct str digest = query_col_str(q, 1);
        ret->seq = query_col_int(q, 0);
        if (digest.len == sizeof ret->digest)
            memcpy(ret->digest, digest.ptr, sizeof ret->digest);
        ret->body = query_col_copy(q, 2, a);
    }
    query_end(q);
    return r;
}

enum db_result store_event_by_seq(struct db *db, struct arena *a, int64_t seq, struct event_row *ret)
{
    struct query *q = db_query(db, Q_EVENT_BODY);
    query_int(q, 1, seq);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        struct str leaf = query_col_str(q, 1), digest = query_col_str(q, 2);
        ret->seq = seq;
        ret->body = query_col_copy(q, 0, a);
        if (leaf.len == sizeof ret->leaf.bytes)
            memcpy(ret->leaf.bytes, leaf.ptr, sizeof ret->leaf.bytes);
        if (digest.len == sizeof ret->digest)
            memcpy(ret->digest, digest.ptr, sizeof ret->digest);
    }
    query_end(q);
    return r;
}

enum db_result store_event_last(struct db *db, int64_t *ret_seq, msec *ret_recorded_at)
{
    struct query *q = db_query(db, Q_EVENT_LAST);
    enum db_result r = query_step(q);
    *ret_seq = r == DB_ROW ? query_col_int(q, 0) : 0;
    *ret_recorded_at = r == DB_ROW ? query_col_int(q, 1) : 0;
    query_end(q);
    return r;
}

enum db_result store_event_unit_state(struct db *db, int64_t unit_id, int64_t seq, struct unit *ret)
{
    struct query *q = db_query(db, Q_EVENT_UNIT_STATE);
    query_int(q, 1, unit_id);
    query_int(q, 2, seq);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        ret->status = (enum status)query_col_int(q, 0);
        ret->location_id = query_col_int(q, 1);
        ret->party_id = query_col_int(q, 2);
    }
    query_end(q);
    return r;
}

enum db_result store_former_code(struct db *db, struct arena *a, const char *kind, int64_t id, int64_t seq,
                                 struct str *ret)
{
    struct query *q = db_query(db, Q_FORMER_CODE);
    query_str(q, 1, str_of(kind));
    query_int(q, 2, id);
    query_int(q, 3, seq);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_copy(q, 0, a);
    query_end(q);
    return r;
}

enum db_result store_merkle_insert(struct db *db, const struct merkle_tile *tile)
{
    struct query *q = db_query(db, Q_MERKLE_INSERT);
    query_int(q, 1, tile->level);
    query_int(q, 2, (int64_t)tile->index);
    query_blob(q, 3, tile->hash.bytes, sizeof tile->hash.bytes);
    return query_send(q);
}

static bool fetch(void *state, int level, uint64_t index, struct hash *ret)
{
    struct query *q = db_query(state, level == 0 ? Q_EVENT_LEAF : Q_MERKLE_GET);
    if (level == 0) {
        query_int(q, 1, (int64_t)index + 1);
    } else {
        query_int(q, 1, level);
        query_int(q, 2, (int64_t)index);
    }
    bool found = query_step(q) == DB_ROW && query_col_str(q, 0).len == sizeof ret->bytes;
    if (found)
        memcpy(ret->bytes, query_col_str(q, 0).ptr, sizeof ret->bytes);
    query_end(q);
    return found;
}

struct merkle_source store_merkle_source(struct db *db)
{
    return (struct merkle_source){fetch, db};
}

enum db_result store_command_refusal_insert(struct db *db, struct id id, struct str body)
{
    struct query *q = db_query(db, Q_COMMAND_REFUSAL_INSERT);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    query_blob(q, 2, body.ptr, body.len);
    return query_send(q);
}

enum db_result store_command_refusal(struct db *db, struct arena *a, struct id id, struct str *ret_body)
{
    struct query *q = db_query(db, Q_COMMAND_REFUSAL_GET);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret_body = query_col_copy(q, 0, a);
    query_end(q);
    return r;
}
