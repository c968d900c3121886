/*
 * store/import_run: reports of imports that were run, and the codes of things that a file calls by their names. Texts that come
 * out are copied into the arena.
 */
#ifndef STORE_IMPORT_RUN_H
#define STORE_IMPORT_RUN_H

#include "base/time.h"
#include "store/db.h"

struct import_run {
    int64_t id;
    msec created_at;
    int64_t actor_id;
    struct str actor; /* when it was read: the user's name */
    struct str kind, layout, mode;
    int64_t rows, good, bad;
    bool written;
    struct str report;  /* JSON; empty in a list */
    struct str rejects; /* CSV; only for the insert */
};

struct import_run_list {
    struct import_run *items; /* newest first */
    size_t count;
};

/* The id that the next run will have. */
enum db_result store_import_run_next_id(struct db *db, int64_t *ret);
enum db_result store_import_run_insert(struct db *db, const struct import_run *r);
/* DB_ROW found, DB_DONE there is none, or a failure. */
enum db_result store_import_run_by_id(struct db *db, struct arena *a, int64_t id, struct import_run *ret);
enum db_result store_import_run_rejects(struct db *db, struct arena *a, int64_t id, struct str *ret);
/* Those with a smaller id than before; at most limit. */
enum db_result store_import_run_list(struct db *db, struct arena *a, int64_t before, int limit,
                                     struct import_run_list *ret);

/* Code of the only thing with that name; DB_DONE when there is none, or more than one. */
enum db_result store_product_sku_by_name(struct db *db, struct arena *a, struct str name, struct str *ret);
enum db_result store_location_code_by_name(struct db *db, struct arena *a, struct str name, struct str *ret);
/* Directly inside the location with the code parent. */
enum db_result store_location_code_inside(struct db *db, struct arena *a, struct str name, struct str parent,
                                          struct str *ret);
enum db_result store_party_code_by_name(struct db *db, struct arena *a, struct str name, struct str *ret);

#endif
