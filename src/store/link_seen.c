#include "store/link_seen.h"

enum db_result store_link_seen_add(struct db *db, int64_t unit_id, int64_t hour, int64_t network, int64_t views)
{
    struct query *q = db_query(db, Q_LINK_SEEN_ADD);
    query_int(q, 1, unit_id);
    query_int(q, 2, hour);
    query_int(q, 3, network);
    query_int(q, 4, views);
    return query_run(q);
}

static enum db_result count_of(struct db *db, enum query_id id, int64_t unit_id, int64_t hour, int64_t *ret)
{
    struct query *q = db_query(db, id);
    query_int(q, 1, unit_id);
    query_int(q, 2, hour);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_link_seen_rows(struct db *db, int64_t unit_id, int64_t hour, int64_t *ret)
{
    return count_of(db, Q_LINK_SEEN_ROWS_OF, unit_id, hour, ret);
}

enum db_result store_link_seen_networks(struct db *db, int64_t unit_id, int64_t from_hour, int64_t *ret)
{
    return count_of(db, Q_LINK_SEEN_NETWORKS, unit_id, from_hour, ret);
}

enum db_result store_link_seen_purge(struct db *db, int64_t before_hour)
{
    struct query *q = db_query(db, Q_LINK_SEEN_PURGE);
    query_int(q, 1, before_hour);
    return query_run(q);
}

static void read_row(struct query *q, struct arena *a, struct link_watch *w)
{
    *w = (struct link_watch){
        .unit_id = query_col_int(q, 0),
        .sku = query_col_copy(q, 1, a),
        .serial = query_col_copy(q, 2, a),
        .generation = query_col_int(q, 3),
        .views = query_col_int(q, 4),
        .last_at = query_col_int(q, 5),
        .last_network = query_col_int(q, 6),
        .switches = query_col_int(q, 7),
        .switches_from = query_col_int(q, 8),
        .networks = query_col_int(q, 9),
        .state = (enum link_watch_state)query_col_int(q, 10),
        .flagged_at = query_col_int(q, 11),
        .decided_at = query_col_int(q, 12),
        .decided_by = query_col_copy(q, 13, a),
        .reason = query_col_copy(q, 14, a),
    };
}

enum db_result store_link_watch_get(struct db *db, struct arena *a, int64_t unit_id, struct link_watch *ret)
{
    struct query *q = db_query(db, Q_LINK_WATCH_GET);
    query_int(q, 1, unit_id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_link_suspects(struct db *db, struct arena *a, int64_t after, int limit, struct link_watch **ret,
                                   size_t *ret_count)
{
    struct link_watch *rows = ARENA_ARRAY(a, (size_t)limit, struct link_watch);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_LINK_WATCH_SUSPECTS);
    query_int(q, 1, after);
    query_int(q, 2, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        read_row(q, a, &rows[count++]);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = rows;
    *ret_count = count;
    return DB_OK;
}

enum db_result store_link_watch_put(struct db *db, const struct link_watch *w, bool is_new)
{
    struct query *q = db_query(db, is_new ? Q_LINK_WATCH_INSERT : Q_LINK_WATCH_UPDATE);
    query_int(q, 1, w->unit_id);
    query_int(q, 2, w->generation);
    query_int(q, 3, w->views);
    query_id(q, 4, w->last_at);
    query_id(q, 5, w->last_network);
    query_int(q, 6, w->switches);
    query_id(q, 7, w->switches_from);
    query_int(q, 8, w->networks);
    query_int(q, 9, w->state);
    query_id(q, 10, w->flagged_at);
    return query_run(q);
}

enum db_result store_link_watch_dismiss(struct db *db, int64_t unit_id, msec now, int64_t user_id, struct str reason)
{
    struct query *q = db_query(db, Q_LINK_WATCH_DISMISS);
    query_int(q, 1, unit_id);
    query_int(q, 2, now);
    query_id(q, 3, user_id);
    query_str(q, 4, reason);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}
