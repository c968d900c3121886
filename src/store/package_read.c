#include "store/package_read.h"

#include "base/limits.h"
#include "store/page.h"

enum db_result store_packages_inside(struct db *db, struct arena *a, int64_t id, size_t limit,
                                     struct packages_inside *ret)
{
    struct packages_inside found = {.items = ARENA_ARRAY(a, limit, struct package_inside)};
    if (!found.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PACKAGE_INSIDE);
    query_int(q, 1, id);
    query_int(q, 2, LIMIT_CONTAINMENT_DEPTH);
    query_int(q, 3, (int64_t)limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        found.items[found.count++] = (struct package_inside){
            .id = query_col_int(q, 0),
            .code = query_col_copy(q, 1, a),
            .outer = query_col_copy(q, 2, a),
            .depth = (int)query_col_int(q, 3),
            .units = query_col_int(q, 4),
        };
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = found;
    return DB_OK;
}

enum db_result store_package_units(struct db *db, struct arena *a, int64_t id, int64_t after, int limit,
                                   struct id_list *ret)
{
    struct query *q = db_query(db, Q_PACKAGE_UNITS);
    query_int(q, 1, id);
    query_int(q, 2, LIMIT_CONTAINMENT_DEPTH);
    query_int(q, 3, after);
    query_int(q, 4, limit);
    return id_list_read(q, a, ret);
}

enum db_result store_package_count(struct db *db, int64_t id, int64_t *ret)
{
    struct query *q = db_query(db, Q_PACKAGE_COUNT);
    query_int(q, 1, id);
    query_int(q, 2, LIMIT_CONTAINMENT_DEPTH);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

static struct query *listing(struct db *db, struct arena *a, const struct package_filter *f)
{
    bool by_code = f->sort == PACKAGE_SORT_CODE;
    struct str end = store_behind_prefix(a, f->prefix);
    struct query *q = db_query(db, by_code ? Q_PACKAGE_LIST_BY_CODE : Q_PACKAGE_LIST_NEWEST);
    query_str(q, 1, f->prefix.ptr ? f->prefix : STR(""));
    query_str(q, 2, end.len ? end : STR("\xF4\x8F\xBF\xBF")); /* the last code point */
    if (by_code)
        query_str(q, 3, f->after_code.ptr ? f->after_code : STR(""));
    else
        query_int(q, 3, f->after_id ? f->after_id : INT64_MAX);
    query_int(q, 4, f->limit);
    query_int(q, 5, LIMIT_CONTAINMENT_DEPTH);
    return q;
}

enum db_result store_package_list(struct db *db, struct arena *a, const struct package_filter *f,
                                  struct package_rows *ret)
{
    struct package_rows rows = {.items = ARENA_ARRAY(a, (size_t)f->limit, struct package_row)};
    if (!rows.items)
        return DB_FAILED;
    struct query *q = listing(db, a, f);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        rows.items[rows.count++] = (struct package_row){
            .id = query_col_int(q, 0),
            .code = query_col_copy(q, 1, a),
            .outer = query_col_copy(q, 2, a),
            .created_at = query_col_int(q, 3),
            .units = query_col_int(q, 4),
            .packages = query_col_int(q, 5),
        };
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = rows;
    return DB_OK;
}
