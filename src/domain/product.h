/*
 * product: a kind of thing, what is said of it, and what of that can be right. Pure; whether a SKU is free is the store's to say.
 */
#ifndef DOMAIN_PRODUCT_H
#define DOMAIN_PRODUCT_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/refusal.h"

struct product {
    int64_t id;      /* 0: not stored yet */
    struct str sku;  /* our own number for it; unique */
    struct str gtin; /* 14 digits, or empty; unique */
    struct str name, category;
    int64_t warranty_months;           /* 0: none */
    int64_t shelf_life_days;           /* 0: keeps for ever */
    int64_t maintenance_interval_days; /* 0: never due */
    struct str serial_format;          /* domain/serial_format.h; empty: any serial */
    int64_t scheme_id;                 /* how its numbers are made (domain/numbering.h); 0: nobody has said */
    struct str scheme;                 /* its code; for who makes or changes a product it is what counts */
    struct str attributes;             /* JSON object, or empty */
    bool active;                       /* false: closed, no new units */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

enum { PRODUCT_WARRANTY_MONTHS_MAX = 1200, PRODUCT_DAYS_MAX = 36500 };

/* All is well formed. False, and *refusal says what is not. */
bool product_valid(struct arena *a, const struct product *p, struct refusal *refusal);
/* A valid product as it is stored: the GTIN with 14 digits (in the arena). */
void product_normalise(struct arena *a, struct product *p);

#endif
