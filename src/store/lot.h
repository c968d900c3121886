/*
 * store/lot: lots in the database. Texts that come out are copied into the arena; product_sku is filled in. Looking up: DB_ROW
 * found, DB_DONE there is none, or a failure of the world.
 */
#ifndef STORE_LOT_H
#define STORE_LOT_H

#include "domain/lot.h"
#include "store/db.h"
#include "store/page.h"

struct lot_filter {
    struct store_page page; /* after and after_id: number and key of the last lot; active and text do not count */
    int64_t product_id;     /* 0: any */
    struct str number;      /* exactly; empty: any */
};

struct lot_list {
    struct lot *items; /* by number, then key */
    size_t count;
    bool more; /* there is a next page */
};

enum db_result store_lot_by_id(struct db *db, struct arena *a, int64_t id, struct lot *ret);
enum db_result store_lot_by_number(struct db *db, struct arena *a, int64_t product_id, struct str number,
                                   struct lot *ret);
/* DB_OK and its new key, DB_UNIQUE, DB_CONSTRAINT (no such product, ...) or a failure. */
enum db_result store_lot_insert(struct db *db, const struct lot *l, int64_t *ret_id);
/* Number and dates of the row with l's id. DB_OK: version is l's + 1 now; DB_DONE: there is no such row in l's version. */
enum db_result store_lot_update(struct db *db, const struct lot *l);
/* Their product was renamed: each has changed. */
enum db_result store_lot_touch(struct db *db, int64_t product_id);
/* How many units are of it, counted up to max. DB_OK or a failure. */
enum db_result store_lot_units(struct db *db, int64_t id, int64_t max, int64_t *ret);
enum db_result store_lot_list(struct db *db, struct arena *a, const struct lot_filter *f, struct lot_list *ret);

#endif
