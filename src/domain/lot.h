/*
 * lot: the batch of a product that units came from, and what can be right about one. Pure.
 */
#ifndef DOMAIN_LOT_H
#define DOMAIN_LOT_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/refusal.h"

struct lot {
    int64_t id; /* 0: not stored yet */
    int64_t product_id;
    struct str product_sku; /* of the product, when it was read or is to be looked up */
    struct str number;      /* unique per product */
    msec expires_at;        /* 0: never */
    msec made_at;           /* 0: not known */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

/* All is well formed. False, and *refusal says what is not. */
bool lot_valid(struct arena *a, const struct lot *l, struct refusal *refusal);
/* When units of it expire if nobody says: so many days after it was made; 0 (never) when either is not known. */
static inline msec lot_default_expiry(const struct lot *l, int64_t shelf_life_days)
{
    return l->made_at && shelf_life_days ? l->made_at + shelf_life_days * INT64_C(86400000) : 0;
}
/* Units of it may no longer be used at the instant now. */
static inline bool lot_expired(const struct lot *l, msec now)
{
    return l->expires_at != 0 && l->expires_at <= now;
}

#endif
