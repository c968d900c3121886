#include "store/unit_rows.h"

#include <assert.h>

#include "store/unit_row.h"

/* Columns behind those of the unit. */
enum { VERSION = 19, PLACE, LOT, EXPIRES, PACKAGE, PARENT_SERIAL, PARENT_SKU, KIND, NUMBER };

/* ---- further numbers ---- */

/* Rows that a list may take on one go; a list that is full is copied to one twice as long. */
static void *widen(struct arena *a, void *items, size_t count, size_t size)
{
    bool full = count == 0 || (count >= 4 && (count & (count - 1)) == 0);
    if (!full)
        return items;
    void *wider = arena_array(a, count ? count * 2 : 4, size);
    if (wider && count)
        memcpy(wider, items, count * size);
    return wider;
}

bool unit_number_add(struct query *q, int i, struct arena *a, struct unit_view *v)
{
    if (query_col_null(q, i)) {
        v->former = widen(a, v->former, v->former_count, sizeof *v->former);
        if (v->former)
            v->former[v->former_count++] = query_col_copy(q, i + 1, a);
        return v->former;
    }
    v->identifiers = widen(a, v->identifiers, v->identifier_count, sizeof *v->identifiers);
    if (v->identifiers)
        v->identifiers[v->identifier_count++] =
            (struct identifier){.kind = query_col_copy(q, i, a), .value = query_col_copy(q, i + 1, a)};
    return v->identifiers;
}

/* ---- rows ---- */

static struct str copy(struct query *q, int i, struct arena *a)
{
    return query_col_null(q, i) ? (struct str){0} : query_col_copy(q, i, a);
}

static void read_view(struct query *q, struct arena *a, struct unit_view *v)
{
    v->unit = unit_row(q, a);
    v->lot = copy(q, LOT, a);
    v->lot_expires = query_col_int(q, EXPIRES);
    v->package = copy(q, PACKAGE, a);
    v->parent_serial = copy(q, PARENT_SERIAL, a);
    v->parent_sku = copy(q, PARENT_SKU, a);
}

static enum db_result read_all(struct query *q, struct arena *a, size_t count, bool numbers, struct unit_view *ret,
                               int64_t *ret_version)
{
    enum db_result r;
    memset(ret, 0, count * sizeof *ret);
    while ((r = query_step(q)) == DB_ROW) {
        size_t place = (size_t)query_col_int(q, PLACE) - 1;
        assert(place < count);
        if (!ret[place].unit.id)
            read_view(q, a, &ret[place]);
        *ret_version = query_col_int(q, VERSION);
        if (numbers && !query_col_null(q, NUMBER) && !unit_number_add(q, KIND, a, &ret[place]))
            break;
    }
    query_end(q);
    return r == DB_DONE ? DB_OK : r == DB_ROW ? DB_FAILED : r;
}

enum db_result store_unit_rows_by_id(struct db *db, struct arena *a, const int64_t *ids, size_t count,
                                     struct unit_view *ret, int64_t *ret_version)
{
    struct query *q = db_query(db, Q_UNIT_ROWS_BY_ID);
    query_ints(q, 1, ids, count);
    return read_all(q, a, count, false, ret, ret_version);
}

enum db_result store_unit_rows_by_serial(struct db *db, struct arena *a, const int64_t *products,
                                         const struct str *serials, size_t count, struct unit_view *ret,
                                         int64_t *ret_version)
{
    struct query *q = db_query(db, Q_UNIT_ROWS_BY_SERIAL);
    query_ints(q, 1, products, count);
    query_strs(q, 2, serials, count);
    return read_all(q, a, count, true, ret, ret_version);
}
