#include "store/package_read.h"

#include "base/limits.h"

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
