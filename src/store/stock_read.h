/*
 * store/stock_read: how many units are where, from the counts that are kept with every event.
 */
#ifndef STORE_STOCK_READ_H
#define STORE_STOCK_READ_H

#include "domain/unit_view.h"
#include "store/db.h"

enum stock_group { STOCK_BY_PRODUCT = 1, STOCK_BY_LOCATION = 2, STOCK_BY_STATUS = 4 };

struct stock_row {
    struct named product, location; /* empty where it is added up */
    enum status status;             /* STATUS_NONE likewise */
    int64_t quantity;
};

struct stock_filter {
    int64_t product_id;
    int64_t location_id;                  /* it, or anything below it */
    unsigned statuses;                    /* STATUS_BITs; 0: any */
    unsigned groups;                      /* enum stock_group bits: a row for each */
    struct str after_sku, after_location; /* where the page begins: behind this row */
    int after_status;                     /* -1: at the beginning */
    int limit;
};

struct stock_rows {
    struct stock_row *items; /* by SKU, location code, status */
    size_t count;
};

/* DB_OK or a failure. */
enum db_result store_stock_summary(struct db *db, struct arena *a, const struct stock_filter *f,
                                   struct stock_rows *ret);
/* Units in a location and all below it. */
enum db_result store_stock_below(struct db *db, int64_t location_id, int64_t *ret);

#endif
