#include "store/label_template.h"

static void read_row(struct query *q, struct arena *a, struct stored_template *t)
{
    *t = (struct stored_template){
        .id = query_col_int(q, 0),
        .name = query_col_copy(q, 1, a),
        .thing = (enum label_for)query_col_int(q, 2),
        .body = query_col_copy(q, 3, a),
        .created_at = query_col_int(q, 4),
        .version = query_col_int(q, 5),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct stored_template *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_label_template_by_id(struct db *db, struct arena *a, int64_t id, struct stored_template *ret)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_label_template_by_name(struct db *db, struct arena *a, struct str name,
                                            struct stored_template *ret)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_BY_NAME);
    query_str(q, 1, name);
    return read_one(q, a, ret);
}

enum db_result store_label_template_list(struct db *db, struct arena *a, enum label_for thing, int64_t after, int limit,
                                         struct stored_template **ret, size_t *ret_count)
{
    struct stored_template *rows = ARENA_ARRAY(a, (size_t)limit, struct stored_template);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_LIST);
    query_int(q, 1, after);
    query_int(q, 2, thing == LABEL_FOR_TOTAL ? -1 : (int64_t)thing);
    query_int(q, 3, limit);
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

enum db_result store_label_template_count(struct db *db, int64_t *ret)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_COUNT);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_label_template_insert(struct db *db, const struct stored_template *t, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_INSERT);
    query_str(q, 1, t->name);
    query_int(q, 2, (int64_t)t->thing);
    query_str(q, 3, t->body);
    query_int(q, 4, t->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_label_template_update(struct db *db, const struct stored_template *t)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_UPDATE);
    query_str(q, 1, t->name);
    query_int(q, 2, (int64_t)t->thing);
    query_str(q, 3, t->body);
    query_int(q, 4, t->id);
    query_int(q, 5, t->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_label_template_delete(struct db *db, int64_t id)
{
    struct query *q = db_query(db, Q_LABEL_TEMPLATE_DELETE);
    query_int(q, 1, id);
    return query_run(q);
}
