#include "store/package.h"

static enum db_result one(struct query *q, struct arena *a, struct package *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct package){query_col_int(q, 0), query_col_copy(q, 1, a), query_col_int(q, 2)};
    query_end(q);
    return r;
}

enum db_result store_package_by_code(struct db *db, struct arena *a, struct str code, struct package *ret)
{
    struct query *q = db_query(db, Q_PACKAGE_BY_CODE);
    query_str(q, 1, code);
    return one(q, a, ret);
}

enum db_result store_package_by_id(struct db *db, struct arena *a, int64_t id, struct package *ret)
{
    struct query *q = db_query(db, Q_PACKAGE_BY_ID);
    query_int(q, 1, id);
    return one(q, a, ret);
}

enum db_result store_package_insert(struct db *db, int64_t id, struct str code, msec now)
{
    struct query *q = db_query(db, Q_PACKAGE_INSERT);
    query_int(q, 1, id);
    query_str(q, 2, code);
    query_int(q, 3, now);
    return query_send(q);
}

enum db_result store_package_last_id(struct db *db, int64_t *ret)
{
    struct query *q = db_query(db, Q_PACKAGE_LAST_ID);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r;
}

enum db_result store_package_set_parent(struct db *db, int64_t id, int64_t parent_id)
{
    struct query *q = db_query(db, Q_PACKAGE_SET_PARENT);
    query_int(q, 1, id);
    query_id(q, 2, parent_id);
    return query_send(q);
}

enum db_result store_package_children(struct db *db, struct arena *a, int64_t id, struct ref **ret, size_t *ret_count)
{
    struct query *q = db_query(db, Q_PACKAGE_CHILDREN);
    query_int(q, 1, id);
    struct buf found = {0};
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        struct ref child = {query_col_int(q, 0), query_col_copy(q, 1, a)};
        buf_add(&found, &child, sizeof child);
    }
    query_end(q);
    *ret_count = found.len / sizeof(struct ref);
    *ret = ARENA_ARRAY(a, *ret_count + 1, struct ref);
    if (found.len && *ret)
        memcpy(*ret, found.ptr, found.len);
    buf_free(&found);
    return r == DB_DONE ? DB_OK : r;
}
