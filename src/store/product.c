#include "store/product.h"

static void read_row(struct query *q, struct arena *a, struct product *p)
{
    *p = (struct product){
        .id = query_col_int(q, 0),
        .sku = query_col_copy(q, 1, a),
        .gtin = query_col_copy(q, 2, a),
        .name = query_col_copy(q, 3, a),
        .category = query_col_copy(q, 4, a),
        .warranty_months = query_col_int(q, 5),
        .shelf_life_days = query_col_int(q, 6),
        .maintenance_interval_days = query_col_int(q, 7),
        .serial_format = query_col_copy(q, 8, a),
        .attributes = query_col_copy(q, 9, a),
        .active = query_col_int(q, 10) != 0,
        .created_at = query_col_int(q, 11),
        .version = query_col_int(q, 12),
        .scheme_id = query_col_int(q, 13),
        .scheme = query_col_copy(q, 14, a),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct product *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_product_by_id(struct db *db, struct arena *a, int64_t id, struct product *ret)
{
    struct query *q = db_query(db, Q_PRODUCT_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_product_by_sku(struct db *db, struct arena *a, struct str sku, struct product *ret)
{
    struct query *q = db_query(db, Q_PRODUCT_BY_SKU);
    query_str(q, 1, sku);
    return read_one(q, a, ret);
}

enum db_result store_product_by_gtin(struct db *db, struct arena *a, struct str gtin, struct product *ret)
{
    struct query *q = db_query(db, Q_PRODUCT_BY_GTIN);
    query_str(q, 1, gtin);
    return read_one(q, a, ret);
}

/* What both writing queries take, as parameters 1 to 11. */
static void bind_all(struct query *q, const struct product *p)
{
    query_str(q, 1, p->sku);
    query_opt(q, 2, p->gtin);
    query_str(q, 3, p->name);
    query_str(q, 4, p->category);
    query_int(q, 5, p->warranty_months);
    query_int(q, 6, p->shelf_life_days);
    query_int(q, 7, p->maintenance_interval_days);
    query_str(q, 8, p->serial_format);
    query_opt(q, 9, p->attributes);
    query_int(q, 10, p->active);
    query_id(q, 11, p->scheme_id);
}

enum db_result store_product_insert(struct db *db, const struct product *p, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_PRODUCT_INSERT);
    bind_all(q, p);
    query_int(q, 12, p->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_product_update(struct db *db, const struct product *p)
{
    struct query *q = db_query(db, Q_PRODUCT_UPDATE);
    bind_all(q, p);
    query_int(q, 12, p->id);
    query_int(q, 13, p->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_product_list(struct db *db, struct arena *a, const struct product_filter *f,
                                  struct product_list *ret)
{
    size_t limit = (size_t)f->page.limit;
    struct product_list list = {.items = ARENA_ARRAY(a, limit, struct product)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PRODUCT_LIST);
    query_str(q, 1, f->page.after);
    query_int(q, 2, f->page.active);
    query_str(q, 3, store_like(a, f->page.text));
    query_str(q, 4, f->category);
    query_str(q, 5, f->gtin);
    query_int(q, 6, f->page.limit + 1);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && !(list.more = list.count == limit))
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_ROW && r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}
