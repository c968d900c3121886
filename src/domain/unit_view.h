/*
 * unit_view: a unit as people want to see it: with the codes and names of everything that its row only points at, its
 * warranty, and its history. Filled by store/unit_read.h; nothing here is stored as such.
 */
#ifndef DOMAIN_UNIT_VIEW_H
#define DOMAIN_UNIT_VIEW_H

#include "base/limits.h"
#include "domain/event.h"
#include "domain/unit.h"

/* What people call a thing. Both empty: there is none. */
struct named {
    struct str code, name;
};

struct unit_view {
    struct unit unit;
    struct named product; /* code: SKU */
    struct str gtin;      /* empty: none */
    int64_t warranty_months;
    struct named location;
    struct str path[LIMIT_LOCATION_DEPTH]; /* codes from the top of the tree down to, and with, the location */
    size_t path_count;
    struct named party, owner, supplier;
    struct str lot;
    msec lot_expires; /* 0: never */
    struct str package;
    struct str parent_sku, parent_serial;
    struct identifier *identifiers;
    size_t identifier_count;
    struct str *former; /* serials that it bore before */
    size_t former_count;
};

/* One event of a unit's history, and what the unit was after it. */
struct unit_entry {
    int64_t seq;
    enum command_code command;
    bool carried; /* it only went along, inside a parent or package */
    msec time;
    struct str actor; /* user name */
    enum status status;
    struct str location, party; /* codes; empty: none */
    const struct event *event;  /* all that it says but its units; NULL when that was not asked for */
};

enum warranty_state {
    WARRANTY_NONE,        /* the product has none */
    WARRANTY_NOT_STARTED, /* it runs from the day of delivery */
    WARRANTY_ACTIVE,
    WARRANTY_EXPIRED
};
extern const char *const warranty_state_names[];

/* Last moment of the warranty; 0 when it does not run. */
msec unit_warranty_until(const struct unit_view *v);
enum warranty_state unit_warranty_state(const struct unit_view *v, msec now);
/* "stolen" or "missing": whoever scans it must be told. Otherwise NULL. */
const char *unit_alarm(enum status status);

#endif
