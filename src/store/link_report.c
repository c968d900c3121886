#include "store/link_report.h"

#include "base/id.h"

static struct str id_text(struct arena *a, struct str bytes)
{
    struct id id;
    char text[ID_TEXT_LEN + 1];
    if (bytes.len != sizeof id.bytes)
        return (struct str){0};
    memcpy(id.bytes, bytes.ptr, sizeof id.bytes);
    id_print(id, text);
    return arena_str(a, str_of(text));
}

static void read_row(struct query *q, struct arena *a, struct link_report *r)
{
    *r = (struct link_report){
        .id = query_col_int(q, 0),
        .unit_id = query_col_int(q, 1),
        .sku = query_col_copy(q, 2, a),
        .serial = query_col_copy(q, 3, a),
        .kind = (enum link_action)query_col_int(q, 4),
        .name = query_col_copy(q, 5, a),
        .contact = query_col_copy(q, 6, a),
        .message = query_col_copy(q, 7, a),
        .created_at = query_col_int(q, 8),
        .state = (enum link_report_state)query_col_int(q, 9),
        .decided_at = query_col_int(q, 10),
        .decided_by = query_col_copy(q, 11, a),
        .reason = query_col_copy(q, 12, a),
        .event = id_text(a, query_col_str(q, 13)),
        .version = query_col_int(q, 14),
    };
}

enum db_result store_link_report_by_id(struct db *db, struct arena *a, int64_t id, struct link_report *ret)
{
    struct query *q = db_query(db, Q_LINK_REPORT_BY_ID);
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_link_report_list(struct db *db, struct arena *a, const struct link_report_filter *f,
                                      int64_t before, int limit, struct link_report **ret, size_t *ret_count)
{
    struct link_report *rows = ARENA_ARRAY(a, (size_t)limit, struct link_report);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_LINK_REPORT_LIST);
    query_int(q, 1, before);
    query_int(q, 2, f->state);
    query_int(q, 3, f->unit_id);
    query_int(q, 4, f->kind);
    query_int(q, 5, limit);
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

static enum db_result number_of(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_link_report_waiting(struct db *db, int64_t limit, int64_t *ret)
{
    struct query *q = db_query(db, Q_LINK_REPORT_WAITING);
    query_int(q, 1, limit);
    return number_of(q, ret);
}

enum db_result store_link_report_waiting_of(struct db *db, int64_t unit_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_LINK_REPORT_WAITING_OF);
    query_int(q, 1, unit_id);
    return number_of(q, ret);
}

static void bind_said(struct query *q, const struct link_report *r)
{
    query_int(q, 1, r->unit_id);
    query_int(q, 2, r->kind);
    query_str(q, 3, r->name);
    query_str(q, 4, r->contact);
    query_str(q, 5, r->message);
}

enum db_result store_link_report_same(struct db *db, const struct link_report *r)
{
    struct query *q = db_query(db, Q_LINK_REPORT_SAME);
    bind_said(q, r);
    enum db_result result = query_step(q);
    query_end(q);
    return result;
}

enum db_result store_link_report_insert(struct db *db, const struct link_report *r, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_LINK_REPORT_INSERT);
    bind_said(q, r);
    query_int(q, 6, r->created_at);
    enum db_result result = query_run(q);
    if (result == DB_OK)
        *ret_id = db_last_id(db);
    return result;
}

enum db_result store_link_report_decide(struct db *db, const struct link_report *r, int64_t user_id,
                                        const unsigned char *event_id)
{
    struct query *q = db_query(db, Q_LINK_REPORT_DECIDE);
    query_int(q, 1, r->state);
    query_int(q, 2, r->decided_at);
    query_id(q, 3, user_id);
    query_str(q, 4, r->reason);
    if (event_id)
        query_blob(q, 5, event_id, sizeof(struct id));
    else
        query_null(q, 5);
    query_int(q, 6, r->id);
    enum db_result result = query_run(q);
    return result == DB_OK && db_changes(db) == 0 ? DB_DONE : result;
}

enum db_result store_link_report_purge(struct db *db, msec before)
{
    struct query *q = db_query(db, Q_LINK_REPORT_PURGE);
    query_int(q, 1, before);
    return query_run(q);
}
