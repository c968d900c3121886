/*
 * location: a place in the tree of places, and what can be right about one by itself and below its parent. Pure; loops and
 * depth need the whole tree and are service/location.c's.
 */
#ifndef DOMAIN_LOCATION_H
#define DOMAIN_LOCATION_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/lifecycle.h"
#include "domain/refusal.h"

struct location {
    int64_t id;      /* 0: not stored yet */
    struct str code; /* what a scanner reads; unique */
    struct str name; /* may be empty */
    enum location_kind kind;
    int64_t parent_id;      /* 0: stands alone */
    struct str parent_code; /* of the parent, when it was read or is to be looked up */
    struct str gln;         /* 13 digits, or empty; unique */
    struct str attributes;  /* JSON object, or empty */
    bool active;            /* false: closed, nothing may come in */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

/* All is well formed. False, and *refusal says what is not. */
bool location_valid(struct arena *a, const struct location *l, struct refusal *refusal);
/* Its kind may stand in parent's; parent is NULL when it stands alone. A site stands alone; a zone is in a site or zone; a bin is
 * in any other place; transit, supplier, customer, repair and scrap stand alone or in a site or zone. */
bool location_fits(struct arena *a, const struct location *l, const struct location *parent, struct refusal *refusal);
/* Of the kinds children (LOCATION_BITs), those that may not stand in a location of this kind. */
unsigned location_misfits(enum location_kind kind, unsigned children);
/* Units can be in a location of this kind. */
bool location_keeps_units(enum location_kind kind);

#endif
