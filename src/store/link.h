/*
 * store/link: keys, settings and targets of the labels' links, and what a stranger's page needs of a unit. Texts that come out are
 * copied into the arena.
 */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "domain/link.h"
#include "store/db.h"

struct link_key {
    int version; /* 1 .. LINK_KEYS_MAX */
    unsigned char secret[LINK_KEY_BYTES];
    msec created_at;
    msec retired_at; /* 0: good */
};
enum { LINK_KEYS_MAX = 255 };

/* All keys, by version. DB_OK or a failure. */
enum db_result store_link_keys(struct db *db, struct arena *a, struct link_key **ret, size_t *ret_count);
enum db_result store_link_key_insert(struct db *db, const struct link_key *k, msec now);
/* Those before version. */
enum db_result store_link_keys_retire(struct db *db, int version, msec now);

/* DB_ROW, DB_DONE (nothing was ever set) or a failure. */
enum db_result store_link_settings_get(struct db *db, struct arena *a, struct link_settings *ret);
/* DB_DONE: they are no longer in s's version. */
enum db_result store_link_settings_put(struct db *db, const struct link_settings *s);

/* DB_ROW: the product has no public pages; DB_DONE: it has. */
enum db_result store_link_hidden(struct db *db, int64_t product_id);
enum db_result store_link_hide(struct db *db, int64_t product_id, bool hidden);

/* DB_ROW found, DB_DONE there is none, or a failure. What only link_view_limit fills in stays as it is. gtin: 14 digits. */
enum db_result store_link_view_by_id(struct db *db, struct arena *a, int64_t unit_id, struct link_view *ret);
enum db_result store_link_view_by_gtin(struct db *db, struct arena *a, struct str gtin, struct str serial,
                                       struct link_view *ret);
/* By a further number of this kind, written either way; other may be equal to number. */
enum db_result store_link_view_by_number(struct db *db, struct arena *a, const char *kind, struct str number,
                                         struct str other, struct link_view *ret);
/* A product's page: unit_id stays 0. */
enum db_result store_link_view_product(struct db *db, struct arena *a, struct str gtin, struct link_view *ret);
/* How many links of this unit were made void; 0 when nothing is known of it. DB_OK or a failure. */
enum db_result store_link_generation(struct db *db, int64_t unit_id, int64_t *ret);

enum db_result store_link_target_by_id(struct db *db, struct arena *a, int64_t id, struct link_target *ret);
/* With a greater id than after; at most limit. sku empty: of all and for all. */
enum db_result store_link_target_list(struct db *db, struct arena *a, struct str sku, int64_t after, int limit,
                                      struct link_target **ret, size_t *ret_count);
/* Those of the product, and behind them those of all products; at most limit. */
enum db_result store_link_target_of(struct db *db, struct arena *a, int64_t product_id, int limit,
                                    struct link_target **ret, size_t *ret_count);
/* How many the product has; 0: those of all products. */
enum db_result store_link_target_count(struct db *db, int64_t product_id, int64_t *ret);
enum db_result store_link_target_insert(struct db *db, const struct link_target *t, int64_t *ret_id);
/* All but the product. DB_DONE: there is no such row in t's version. */
enum db_result store_link_target_update(struct db *db, const struct link_target *t);
enum db_result store_link_target_delete(struct db *db, int64_t id);

#endif
