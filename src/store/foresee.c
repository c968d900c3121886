#include "store/foresee.h"

#include <string.h>

#include "base/id.h"
#include "store/unit_row.h"

typedef void add_row(struct query *q, struct arena *a, struct buf *found);

static enum db_result collect(struct query *q, struct arena *a, struct buf *found, add_row *add)
{
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        add(q, a, found);
    query_end(q);
    return r == DB_DONE ? DB_OK : r;
}

static void add_id(struct query *q, struct arena *a, struct buf *found)
{
    (void)a;
    struct str bytes = query_col_str(q, 0);
    struct id id = {0};
    if (bytes.len == sizeof id.bytes)
        memcpy(id.bytes, bytes.ptr, sizeof id.bytes);
    buf_add(found, &id, sizeof id);
}

static void add_unit(struct query *q, struct arena *a, struct buf *found)
{
    struct unit u = unit_row(q, a);
    buf_add(found, &u, sizeof u);
}

static void add_parent(struct query *q, struct arena *a, struct buf *found)
{
    (void)a;
    int64_t parent = query_col_int(q, 1);
    buf_add(found, &parent, sizeof parent);
}

static void add_former(struct query *q, struct arena *a, struct buf *found)
{
    struct former_serial f = {query_col_copy(q, 0, a), query_col_int(q, 1)};
    buf_add(found, &f, sizeof f);
}

static void add_identifier(struct query *q, struct arena *a, struct buf *found)
{
    struct owned_identifier n = {query_col_copy(q, 0, a), query_col_copy(q, 1, a), query_col_int(q, 2)};
    buf_add(found, &n, sizeof n);
}

enum db_result store_foresee_events(struct db *db, const struct str *ids, size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_EVENTS);
    query_blobs(q, 1, ids, count);
    return collect(q, NULL, found, add_id);
}

enum db_result store_foresee_units(struct db *db, struct arena *a, const struct str *serials, const int64_t *products,
                                   size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_UNITS);
    query_strs(q, 1, serials, count);
    query_ints(q, 2, products, count);
    return collect(q, a, found, add_unit);
}

enum db_result store_foresee_units_by_id(struct db *db, struct arena *a, const int64_t *ids, size_t count,
                                         struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_UNITS_BY_ID);
    query_ints(q, 1, ids, count);
    return collect(q, a, found, add_unit);
}

enum db_result store_foresee_parents(struct db *db, const int64_t *ids, size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_CHILDREN);
    query_ints(q, 1, ids, count);
    return collect(q, NULL, found, add_parent);
}

enum db_result store_foresee_former(struct db *db, struct arena *a, const struct str *serials, const int64_t *products,
                                    size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_FORMER);
    query_strs(q, 1, serials, count);
    query_ints(q, 2, products, count);
    return collect(q, a, found, add_former);
}

enum db_result store_foresee_identifiers(struct db *db, struct arena *a, const struct str *kinds,
                                         const struct str *values, size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_FORESEE_IDENTIFIERS);
    query_strs(q, 1, kinds, count);
    query_strs(q, 2, values, count);
    return collect(q, a, found, add_identifier);
}
