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

enum package_sort { PACKAGE_SORT_NEWEST, PACKAGE_SORT_CODE };

struct package_filter {
    struct str prefix; /* of the code; empty: any */
    enum package_sort sort;
    struct str after_code; /* where the page begins: behind this one; PACKAGE_SORT_CODE */
    int64_t after_id;      /* likewise, PACKAGE_SORT_NEWEST; 0: at the beginning */
    int limit;             /* at least 1 */
};

struct package_row {
    int64_t id;
    struct str code, outer; /* outer: code of the package around it; empty: none */
    msec created_at;
    int64_t units;    /* in it, nested ones too */
    int64_t packages; /* directly inside */
};
struct package_rows {
    struct package_row *items;
    size_t count;
};

/* DB_OK or a failure. */
enum db_result store_package_list(struct db *db, struct arena *a, const struct package_filter *f,
                                  struct package_rows *ret);

#endif
