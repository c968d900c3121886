/*
 * service/scan: anything a scanner or a person can produce -> what it is, how that is now, and what this person may
 * do with it. Plain serials, identifiers, former serials, GTIN or SKU with serial, codes of locations, packages,
 * products and parties, order references. (GS1 element strings and Digital Links: gs1/.)
 */
#ifndef SERVICE_SCAN_H
#define SERVICE_SCAN_H

#include "service/ctx.h"
#include "service/event_read.h"
#include "service/package_read.h"
#include "store/location.h"
#include "store/party.h"
#include "store/product.h"

enum {
    SCAN_UNITS_MAX = 20, /* units that may bear one number, listed in an answer */
    SCAN_EVENTS = 20     /* events of an order, newest first */
};

enum scan_kind { SCAN_UNKNOWN, SCAN_UNIT, SCAN_LOCATION, SCAN_PACKAGE, SCAN_PRODUCT, SCAN_PARTY, SCAN_ORDER };
extern const char *const scan_kind_names[];

struct scan {
    enum scan_kind kind;     /* of the first thing below that was found */
    const char *alarm;       /* "stolen" or "missing" when a unit is; NULL */
    struct unit_views units; /* more than one: the number is ambiguous */
    bool has_location, has_package, has_product, has_party, has_order;
    struct location location;
    int64_t location_units; /* in it and below */
    struct package_view package;
    struct product product;
    struct party party;
    struct event_items events; /* of the order */
    uint64_t could; /* nothing found: COMMAND_BITs by which this person could bring such a number into the books */
};

bool service_scan(struct ctx *ctx, struct str code, struct scan *ret);

#endif
