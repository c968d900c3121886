/*
 * party: a customer, supplier, carrier or member of staff, and what can be right about one. Pure.
 */
#ifndef DOMAIN_PARTY_H
#define DOMAIN_PARTY_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/lifecycle.h"
#include "domain/refusal.h"

struct party {
    int64_t id;      /* 0: not stored yet */
    struct str code; /* unique */
    struct str name;
    enum party_kind kind;
    struct str gln;          /* 13 digits, or empty; unique */
    struct str email, phone; /* may be empty */
    struct str address;      /* may be empty; may have several lines */
    struct str contact;      /* the person there; may be empty */
    struct str attributes;   /* JSON object, or empty */
    bool active;             /* false: closed, nothing new goes to or comes from it */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

/* All is well formed. False, and *refusal says what is not. */
bool party_valid(struct arena *a, const struct party *p, struct refusal *refusal);

#endif
