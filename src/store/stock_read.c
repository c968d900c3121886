#include "store/stock_read.h"

static struct query *summary(struct db *db, const struct stock_filter *f)
{
    struct query *q = db_query(db, Q_STOCK_SUMMARY);
    query_int(q, 1, f->product_id);
    query_int(q, 2, f->location_id);
    query_int(q, 3, f->statuses);
    query_int(q, 4, (f->groups & STOCK_BY_PRODUCT) != 0);
    query_int(q, 5, (f->groups & STOCK_BY_LOCATION) != 0);
    query_int(q, 6, (f->groups & STOCK_BY_STATUS) != 0);
    query_str(q, 7, f->after_sku);
    query_str(q, 8, f->after_location);
    query_int(q, 9, f->after_status);
    query_int(q, 10, f->limit);
    return q;
}

enum db_result store_stock_summary(struct db *db, struct arena *a, const struct stock_filter *f, struct stock_rows *ret)
{
    struct stock_rows rows = {.items = ARENA_ARRAY(a, (size_t)f->limit, struct stock_row)};
    if (!rows.items)
        return DB_FAILED;
    struct query *q = summary(db, f);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        rows.items[rows.count++] = (struct stock_row){
            .product = {query_col_copy(q, 0, a), query_col_copy(q, 1, a)},
            .location = {query_col_copy(q, 2, a), query_col_copy(q, 3, a)},
            .status = (enum status)query_col_int(q, 4),
            .quantity = query_col_int(q, 5),
        };
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = rows;
    return DB_OK;
}

enum db_result store_stock_below(struct db *db, int64_t location_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_STOCK_BELOW);
    query_int(q, 1, location_id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}
