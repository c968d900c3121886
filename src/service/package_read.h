/*
 * service/package_read: a package and what is inside it now. Reads only.
 */
#ifndef SERVICE_PACKAGE_READ_H
#define SERVICE_PACKAGE_READ_H

#include "service/unit_list.h"
#include "store/package_read.h"

enum { PACKAGES_INSIDE_MAX = 1000 /* listed in one answer */ };

struct package_view {
    struct package package;
    struct str outer; /* code of the package around it; empty: none */
    int64_t units;    /* in it and in all packages inside */
    struct packages_inside inside;
};

/* Refused: not_found. */
bool service_package_view(struct ctx *ctx, struct str code, struct package_view *ret);
/* Its units, nested ones too, behind unit after. */
bool service_package_units(struct ctx *ctx, int64_t id, int64_t after, int limit, struct unit_views *ret);

#endif
