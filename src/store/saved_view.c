#include "store/saved_view.h"

static void read_row(struct query *q, struct arena *a, struct saved_view *v)
{
    *v = (struct saved_view){
        .id = query_col_int(q, 0),
        .user_id = query_col_int(q, 1),
        .owner = query_col_copy(q, 2, a),
        .page = query_col_copy(q, 3, a),
        .name = query_col_copy(q, 4, a),
        .query = query_col_copy(q, 5, a),
        .shared = query_col_int(q, 6) != 0,
        .created_at = query_col_int(q, 7),
        .version = query_col_int(q, 8),
    };
}

enum db_result store_saved_view_by_id(struct db *db, struct arena *a, int64_t id, struct saved_view *ret)
{
    struct query *q = db_query(db, Q_SAVED_VIEW_BY_ID);
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_saved_view_list(struct db *db, struct arena *a, int64_t user_id, struct str page, int64_t after,
                                     int limit, struct saved_view **ret, size_t *ret_count)
{
    struct saved_view *rows = ARENA_ARRAY(a, (size_t)limit, struct saved_view);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_SAVED_VIEW_LIST);
    query_int(q, 1, after);
    query_int(q, 2, user_id);
    query_str(q, 3, page);
    query_int(q, 4, limit);
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

enum db_result store_saved_view_count_of(struct db *db, int64_t user_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_SAVED_VIEW_COUNT_OF);
    query_int(q, 1, user_id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_saved_view_insert(struct db *db, const struct saved_view *v, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_SAVED_VIEW_INSERT);
    query_int(q, 1, v->user_id);
    query_str(q, 2, v->page);
    query_str(q, 3, v->name);
    query_str(q, 4, v->query);
    query_int(q, 5, v->shared);
    query_int(q, 6, v->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_saved_view_update(struct db *db, const struct saved_view *v)
{
    struct query *q = db_query(db, Q_SAVED_VIEW_UPDATE);
    query_str(q, 1, v->name);
    query_str(q, 2, v->query);
    query_int(q, 3, v->shared);
    query_int(q, 4, v->id);
    query_int(q, 5, v->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_saved_view_delete(struct db *db, int64_t id)
{
    struct query *q = db_query(db, Q_SAVED_VIEW_DELETE);
    query_int(q, 1, id);
    return query_run(q);
}
