/*
 * store/unit_list: keys of the units that a filter lets pass, page by page. The rows themselves come from
 * store/unit_read.h.
 *
 * However many units are held, a page is cheap: before each one the filter's members are counted in their indexes, up
 * to a cap; the one with the fewest matches drives, the others are checked row by row. When all have many matches, so
 * does (nearly always) the whole, and going through the units in the order of the answer ends early.
 */
#ifndef STORE_UNIT_LIST_H
#define STORE_UNIT_LIST_H

#include "domain/unit.h"
#include "store/db.h"
#include "store/ids.h"

enum unit_sort {
    UNIT_SORT_ID,
    UNIT_SORT_ID_DOWN,
    UNIT_SORT_SERIAL,  /* then product */
    UNIT_SORT_RECEIVED /* then key; units that never came are left out */
};

/* Where a page begins: behind this unit. All zero: at the beginning. */
struct unit_position {
    int64_t id;
    struct str serial;
    int64_t product_id;
    msec received_at;
};

/* Zero or empty: any. */
struct unit_filter {
    int64_t product_id, party_id, owner_id, supplier_id;
    int64_t location_id; /* it, or anything below it */
    struct str lot;      /* number; of any product unless there is a product_id */
    struct str serial, serial_prefix, serial_suffix;
    struct str serial_from, serial_to; /* both included; when they are equally long, only serials of that length */
    unsigned statuses;                 /* STATUS_BITs: one of these */
    unsigned holds;                    /* HOLD_BITs: at least one of these */
    msec received_from, received_to;   /* from included, to not */
    msec changed_from, changed_to;
    enum unit_sort sort;
    struct unit_position after;
    int limit; /* at least 1 */
    int cap;   /* matches from which a member has many; 0: the usual. Tests ask for fewer, to see every plan. */
};

/* DB_OK or a failure. */
enum db_result store_unit_list(struct db *db, struct arena *a, const struct unit_filter *f, struct id_list *ret);
/* How the engine would go about it: one line a step, for tests and for those who wonder. */
enum db_result store_unit_list_explain(struct db *db, struct arena *a, const struct unit_filter *f, struct str *ret);

#endif
