/*
 * decide: may this command be done with this unit, and what would then be true? Pure: everything that must be known is handed
 * in. The table (spec/lifecycle.json) says what the status allows; the guards here say the rest. An accepted decision is the
 * terms of the event to write; domain/apply.h turns them into the unit's new state.
 */
#ifndef DOMAIN_DECIDE_H
#define DOMAIN_DECIDE_H

#include "domain/command.h"

/* A place as a decision sees it. */
struct decide_place {
    struct ref ref; /* id 0: none given */
    enum location_kind kind;
    bool active;
};

struct decide_party {
    struct ref ref;
    bool active;
};

/* What is known about one unit and the things that its row names. */
struct decision {
    const struct command *command;
    unsigned roles;          /* of the actor, for the list of what is allowed instead */
    msec at;                 /* event time */
    const struct unit *unit; /* status STATUS_NONE: does not exist yet; serial and product_id are set */
    struct str sku;
    bool product_active;
    int warranty_months;
    struct decide_place location;
    struct decide_party party;
    struct ref lot;            /* given with the row */
    msec lot_expires;          /* of the given lot, or of the unit's own; 0: never */
    struct ref package;        /* to pack into */
    bool whole_package;        /* everything in the unit's package takes part */
    struct str package_code;   /* of the package the unit is in, for people */
    const struct unit *parent; /* given parent, or the one it is installed in (remove); NULL: none */
    struct str parent_sku;
    struct ref parent_location, parent_party; /* where the parent is */
    enum status outermost;                    /* install: of what is around the parent, or of the parent itself */
    struct str location_code, party_code, owner_code; /* where the unit is now, for people */
    struct ref owner;
    struct decide_place last_place; /* where it was before it left (void_shipment); id 0: unknown */
    struct str order;
};

/* True: *ret_terms is what to write. False: *ret says why, with what is allowed instead. */
bool decide(struct arena *a, const struct decision *d, struct event_terms *ret_terms, struct refusal *ret);

#endif
