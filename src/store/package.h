/*
 * package: what units are packed into. Found: DB_ROW; not there: DB_DONE.
 */
#ifndef STORE_PACKAGE_H
#define STORE_PACKAGE_H

#include "domain/event.h"
#include "store/db.h"

struct package {
    int64_t id;
    struct str code;   /* SSCC or our own number */
    int64_t parent_id; /* the package it is inside; 0: none */
};

enum db_result store_package_by_code(struct db *db, struct arena *a, struct str code, struct package *ret);
enum db_result store_package_by_id(struct db *db, struct arena *a, int64_t id, struct package *ret);
enum db_result store_package_insert(struct db *db, int64_t id, struct str code, msec now);
enum db_result store_package_last_id(struct db *db, int64_t *ret);
enum db_result store_package_set_parent(struct db *db, int64_t id, int64_t parent_id); /* 0: none */
/* Packages directly inside; arena array. */
enum db_result store_package_children(struct db *db, struct arena *a, int64_t id, struct ref **ret, size_t *ret_count);

#endif
