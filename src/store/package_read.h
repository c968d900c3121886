/*
 * store/package_read: what is inside a package now, nested ones included.
 */
#ifndef STORE_PACKAGE_READ_H
#define STORE_PACKAGE_READ_H

#include "store/ids.h"
#include "store/package.h"

/* A package inside the one asked about. */
struct package_inside {
    int64_t id;
    struct str code, outer; /* outer: the package directly around it */
    int depth;              /* 1: directly inside */
    int64_t units;          /* directly in it */
};
struct packages_inside {
    struct package_inside *items;
    size_t count;
};

/* At most limit of them, outer ones first. DB_OK or a failure. */
enum db_result store_packages_inside(struct db *db, struct arena *a, int64_t id, size_t limit,
                                     struct packages_inside *ret);
/* Units in it and in those inside it, behind unit after. */
enum db_result store_package_units(struct db *db, struct arena *a, int64_t id, int64_t after, int limit,
                                   struct id_list *ret);
enum db_result store_package_count(struct db *db, int64_t id, int64_t *ret);

#endif
