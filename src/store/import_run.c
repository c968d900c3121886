#include "store/import_run.h"

enum db_result store_import_run_next_id(struct db *db, int64_t *ret)
{
    struct query *q = db_query(db, Q_IMPORT_RUN_NEXT_ID);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_import_run_insert(struct db *db, const struct import_run *r)
{
    struct query *q = db_query(db, Q_IMPORT_RUN_INSERT);
    query_int(q, 1, r->id);
    query_int(q, 2, r->created_at);
    query_int(q, 3, r->actor_id);
    query_str(q, 4, r->kind);
    query_str(q, 5, r->layout);
    query_str(q, 6, r->mode);
    query_int(q, 7, r->rows);
    query_int(q, 8, r->good);
    query_int(q, 9, r->bad);
    query_int(q, 10, r->written);
    query_str(q, 11, r->report);
    query_str(q, 12, r->rejects);
    return query_run(q);
}

static struct import_run row(struct query *q, struct arena *a)
{
    return (struct import_run){
        .id = query_col_int(q, 0),
        .created_at = query_col_int(q, 1),
        .actor = query_col_copy(q, 2, a),
        .kind = query_col_copy(q, 3, a),
        .layout = query_col_copy(q, 4, a),
        .mode = query_col_copy(q, 5, a),
        .rows = query_col_int(q, 6),
        .good = query_col_int(q, 7),
        .bad = query_col_int(q, 8),
        .written = query_col_int(q, 9) != 0,
    };
}

enum db_result store_import_run_by_id(struct db *db, struct arena *a, int64_t id, struct import_run *ret)
{
    struct query *q = db_query(db, Q_IMPORT_RUN_BY_ID);
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        *ret = row(q, a);
        ret->report = query_col_copy(q, 10, a);
    }
    query_end(q);
    return r;
}

enum db_result store_import_run_list(struct db *db, struct arena *a, int64_t before, int limit,
                                     struct import_run_list *ret)
{
    struct import_run_list list = {.items = ARENA_ARRAY(a, (size_t)limit + 1, struct import_run)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_IMPORT_RUN_LIST);
    query_int(q, 1, before);
    query_int(q, 2, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        list.items[list.count++] = row(q, a);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

/* First column of the one row that there is. */
static enum db_result only_text(struct query *q, struct arena *a, struct str *ret)
{
    struct str found = {0};
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        found = query_col_copy(q, 0, a);
        r = query_step(q);
    }
    query_end(q);
    if (r != DB_DONE)
        return r == DB_ROW ? DB_DONE : r; /* two of them */
    *ret = found;
    return found.ptr ? DB_ROW : DB_DONE;
}

enum db_result store_import_run_rejects(struct db *db, struct arena *a, int64_t id, struct str *ret)
{
    struct query *q = db_query(db, Q_IMPORT_RUN_REJECTS);
    query_int(q, 1, id);
    return only_text(q, a, ret);
}

enum db_result store_product_sku_by_name(struct db *db, struct arena *a, struct str name, struct str *ret)
{
    struct query *q = db_query(db, Q_IMPORT_PRODUCT_BY_NAME);
    query_str(q, 1, name);
    return only_text(q, a, ret);
}

enum db_result store_location_code_by_name(struct db *db, struct arena *a, struct str name, struct str *ret)
{
    struct query *q = db_query(db, Q_IMPORT_LOCATION_BY_NAME);
    query_str(q, 1, name);
    return only_text(q, a, ret);
}

enum db_result store_location_code_inside(struct db *db, struct arena *a, struct str name, struct str parent,
                                          struct str *ret)
{
    struct query *q = db_query(db, Q_IMPORT_LOCATION_INSIDE_BY_NAME);
    query_str(q, 1, name);
    query_str(q, 2, parent);
    return only_text(q, a, ret);
}

enum db_result store_party_code_by_name(struct db *db, struct arena *a, struct str name, struct str *ret)
{
    struct query *q = db_query(db, Q_IMPORT_PARTY_BY_NAME);
    query_str(q, 1, name);
    return only_text(q, a, ret);
}
