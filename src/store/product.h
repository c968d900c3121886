/*
 * store/product: products in the database. Texts that come out are copied into the arena. Looking up: DB_ROW found, DB_DONE there
 * is none, or a failure of the world.
 */
#ifndef STORE_PRODUCT_H
#define STORE_PRODUCT_H

#include "domain/product.h"
#include "store/db.h"
#include "store/page.h"

struct product_filter {
    struct store_page page;
    struct str category, gtin; /* exactly; empty: any */
};

struct product_list {
    struct product *items; /* by SKU */
    size_t count;
    bool more; /* there is a next page */
};

enum db_result store_product_by_id(struct db *db, struct arena *a, int64_t id, struct product *ret);
enum db_result store_product_by_sku(struct db *db, struct arena *a, struct str sku, struct product *ret);
enum db_result store_product_by_gtin(struct db *db, struct arena *a, struct str gtin,
                                     struct product *ret); /* 14 digits */
/* DB_OK and its new key, DB_UNIQUE, DB_CONSTRAINT or a failure. */
enum db_result store_product_insert(struct db *db, const struct product *p, int64_t *ret_id);
/* All but the birth of the row with p's id. DB_OK: version is p's + 1 now; DB_DONE: there is no such row in p's version. */
enum db_result store_product_update(struct db *db, const struct product *p);
enum db_result store_product_list(struct db *db, struct arena *a, const struct product_filter *f,
                                  struct product_list *ret);

#endif
