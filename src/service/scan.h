/*
 * service/scan: anything a scanner or a person can produce -> what it is, how that is now, and what this person may do with it. What the
 * code says is read by scan_read.h; what it means here is found by scan_match.h, the units among that by scan_units.h, and what may have
 * been meant by scan_near.h. This puts it together: where code and books differ, what is worth saying, and by which commands something
 * unknown would come into the books.
 */
#ifndef SERVICE_SCAN_H
#define SERVICE_SCAN_H

#include "service/ctx.h"
#include "service/event_read.h"
#include "service/package_read.h"
#include "service/scan_read.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/product.h"

enum {
    SCAN_UNITS_MAX = 20,    /* units that may bear one number, listed in an answer */
    SCAN_EVENTS = 20,       /* events of an order, newest first */
    SCAN_LOT_UNITS = 10000, /* of a lot, counted to here */
    SCAN_LABELS = 50        /* printed labels of a renumbered unit that are looked through */
};

enum scan_kind { SCAN_UNKNOWN, SCAN_UNIT, SCAN_LOCATION, SCAN_PACKAGE, SCAN_PRODUCT, SCAN_LOT, SCAN_PARTY, SCAN_ORDER };
extern const char *const scan_kind_names[];

/* The code says one thing of the unit or its lot, the books another. */
struct scan_difference {
    const char *field;      /* a name of gs1_field_names */
    struct str read, books; /* books empty: they say nothing */
};

/* Something worth saying beside what was found. */
struct scan_note {
    const char *code;
    struct str detail; /* a sentence */
};

/* Who scanned it may do this, with these fields: the body of the command or of the new product, but for what only a person knows. Empty
 * ones are not said. */
struct scan_offer {
    const char *command; /* "receive", "commission", "create_product" */
    const char *path;    /* where it is posted to */
    struct str product, serial, lot, expires, made, gtin, imei;
};

enum { SCAN_DIFFERENCES_MAX = 4, SCAN_NOTES_MAX = 4, SCAN_OFFERS_MAX = 3 };

struct scan {
    struct scan_read read;
    enum scan_kind kind;     /* of the first thing below that was found */
    const char *alarm;       /* "stolen" or "missing" when a unit is; NULL */
    struct unit_views units; /* more than one: the number is ambiguous */
    bool has_location, has_package, has_product, has_lot, has_party, has_order;
    struct location location;
    int64_t location_units; /* in it and below */
    struct package_view package;
    struct product product;
    struct lot lot;
    int64_t lot_units; /* SCAN_LOT_UNITS: or more */
    struct party party;
    struct str order;
    struct event_items events; /* of the order */
    bool has_named;            /* the code names this product beside a serial that nobody knows */
    struct product named;
    struct unit_views near; /* nothing was found, but these bear a number that may have been meant */
    struct scan_difference differences[SCAN_DIFFERENCES_MAX];
    struct scan_note notes[SCAN_NOTES_MAX];
    struct scan_offer offers[SCAN_OFFERS_MAX];
    size_t difference_count, note_count, offer_count;
    uint64_t could; /* nothing found: COMMAND_BITs by which this person could bring such a number into the books */
};

/* code: as it was scanned; well-formed UTF-8. prefixes: those of the settings, with which an EPC is made of a GS1 key; NULL: none. ret is
 * all zeros before. */
bool service_scan(struct ctx *ctx, struct str code, const struct gs1_company_prefixes *prefixes, struct scan *ret);

#endif
