/*
 * store/location: the tree of places in the database. Texts that come out are copied into the arena; parent_code is filled in.
 * Looking up: DB_ROW found, DB_DONE there is none, or a failure of the world.
 */
#ifndef STORE_LOCATION_H
#define STORE_LOCATION_H

#include "domain/location.h"
#include "store/db.h"
#include "store/ids.h"
#include "store/page.h"

struct location_filter {
    struct store_page page;
    unsigned kinds;    /* LOCATION_BITs; 0: any */
    int64_t parent_id; /* directly in it; 0: anywhere */
    int64_t within_id; /* it, and all below it; 0: anywhere */
};

struct location_list {
    struct location *items; /* by code; of ancestors: from the parent up */
    size_t count;
    bool more; /* there is a next page */
};

struct location_children {
    int64_t all, active; /* how many; of these open */
    unsigned kinds;      /* LOCATION_BITs */
};

enum db_result store_location_by_id(struct db *db, struct arena *a, int64_t id, struct location *ret);
enum db_result store_location_by_code(struct db *db, struct arena *a, struct str code, struct location *ret);
enum db_result store_location_by_gln(struct db *db, struct arena *a, struct str gln, struct location *ret);
/* DB_OK and its new key, DB_UNIQUE, DB_CONSTRAINT or a failure. */
enum db_result store_location_insert(struct db *db, const struct location *l, int64_t *ret_id);
/* All but the birth of the row with l's id. DB_OK: version is l's + 1 now; DB_DONE: there is no such row in l's version. */
enum db_result store_location_update(struct db *db, const struct location *l);
/* It was renamed: each that stands directly in it has changed. */
enum db_result store_location_touch_children(struct db *db, int64_t id);
enum db_result store_location_list(struct db *db, struct arena *a, const struct location_filter *f,
                                   struct location_list *ret);

/* Keys of the location and of all below it, in no order; none when it does not exist. */
enum db_result store_location_subtree(struct db *db, struct arena *a, int64_t id, struct id_list *ret);
/* Parent, parent's parent and so on to the top; at most LIMIT_LOCATION_DEPTH of them. */
enum db_result store_location_ancestors(struct db *db, struct arena *a, int64_t id, struct location_list *ret);
/* Levels below the location: 0 when it has no children. */
enum db_result store_location_height(struct db *db, int64_t id, int *ret);
/* What stands directly in it. */
enum db_result store_location_children(struct db *db, int64_t id, struct location_children *ret);
/* How many units are in it itself now. */
enum db_result store_location_stock(struct db *db, int64_t id, int64_t *ret);

#endif
