#include "store/lot.h"

static void read_row(struct query *q, struct arena *a, struct lot *l)
{
    *l = (struct lot){
        .id = query_col_int(q, 0),
        .product_id = query_col_int(q, 1),
        .product_sku = query_col_copy(q, 2, a),
        .number = query_col_copy(q, 3, a),
        .expires_at = query_col_int(q, 4),
        .made_at = query_col_int(q, 5),
        .created_at = query_col_int(q, 6),
        .version = query_col_int(q, 7),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct lot *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_lot_by_id(struct db *db, struct arena *a, int64_t id, struct lot *ret)
{
    struct query *q = db_query(db, Q_LOT_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_lot_by_number(struct db *db, struct arena *a, int64_t product_id, struct str number,
                                   struct lot *ret)
{
    struct query *q = db_query(db, Q_LOT_BY_NUMBER);
    query_int(q, 1, product_id);
    query_str(q, 2, number);
    return read_one(q, a, ret);
}

enum db_result store_lot_insert(struct db *db, const struct lot *l, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_LOT_INSERT);
    query_int(q, 1, l->product_id);
    query_str(q, 2, l->number);
    query_id(q, 3, l->expires_at);
    query_id(q, 4, l->made_at);
    query_int(q, 5, l->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_lot_update(struct db *db, const struct lot *l)
{
    struct query *q = db_query(db, Q_LOT_UPDATE);
    query_int(q, 1, l->id);
    query_str(q, 2, l->number);
    query_id(q, 3, l->expires_at);
    query_id(q, 4, l->made_at);
    query_int(q, 5, l->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_lot_touch(struct db *db, int64_t product_id)
{
    struct query *q = db_query(db, Q_LOT_TOUCH);
    query_int(q, 1, product_id);
    return query_run(q);
}

/* Three queries, so that each has an index to walk along: there may be very many lots. */
static struct query *list_query(struct db *db, const struct lot_filter *f)
{
    struct query *q;
    if (!str_empty(f->number)) {
        q = db_query(db, Q_LOT_LIST_OF_NUMBER);
        query_str(q, 1, f->number);
        query_int(q, 2, f->page.after_id);
        query_int(q, 4, f->product_id);
    } else if (f->product_id) {
        q = db_query(db, Q_LOT_LIST_OF_PRODUCT);
        query_str(q, 1, f->page.after);
        query_int(q, 2, f->product_id);
    } else {
        q = db_query(db, Q_LOT_LIST);
        query_str(q, 1, f->page.after);
        query_int(q, 2, f->page.after_id);
    }
    query_int(q, 3, f->page.limit + 1);
    return q;
}

enum db_result store_lot_units(struct db *db, int64_t id, int64_t max, int64_t *ret)
{
    struct query *q = db_query(db, Q_LOT_UNITS);
    query_int(q, 1, id);
    query_int(q, 2, max);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_lot_list(struct db *db, struct arena *a, const struct lot_filter *f, struct lot_list *ret)
{
    size_t limit = (size_t)f->page.limit;
    struct lot_list list = {.items = ARENA_ARRAY(a, limit, struct lot)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = list_query(db, f);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && !(list.more = list.count == limit))
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_ROW && r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}
