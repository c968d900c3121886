/*
 * event: the fact that is written when a command succeeds. Its bytes (event_write) are what the ledger hashes; event_read is
 * the exact inverse. domain/apply.h says what an event does to a unit.
 */
#ifndef DOMAIN_EVENT_H
#define DOMAIN_EVENT_H

#include "base/id.h"
#include "domain/unit.h"

/* A thing as an event names it: our key and the code people know it by, as it was then. id 0: none. */
struct ref {
    int64_t id;
    struct str code;
};

struct identifier {
    struct str kind, value;
    bool removed; /* a correction takes it away */
};

/* A unit as an event names it. */
struct event_unit {
    int64_t id;
    struct ref product; /* code: SKU */
    struct str serial;
    bool
        carried; /* it only went along: inside a parent unit, or inside a package that was put into or out of another */
    struct identifier *identifiers;
    size_t identifier_count;
    struct str attributes;    /* JSON object, or empty */
    const struct unit *state; /* only in a correction: everything the unit is afterwards */
};

/* What is common to all units of an event. */
struct event_terms {
    enum command_code command;
    enum status to;      /* status afterwards; STATUS_NONE: each unit keeps its own */
    struct str choice;   /* verdict, outcome or condition */
    struct ref location; /* where it is done, and where the units are afterwards unless they left */
    struct ref party;
    struct ref package;
    struct ref lot;
    msec lot_expires;  /* 0: never */
    struct ref parent; /* code: serial of the parent unit */
    struct str parent_sku;
    int hold; /* enum hold, -1: none */
    struct str order, count, reason, note;
    msec due;       /* 0: none */
    int covered;    /* a claim: 1 under warranty, 0 not, -1 not a claim */
    struct id undo; /* the event that a correction undoes; all zero: none */
};

struct event {
    struct id id;
    struct id command_id; /* what the client sent; id of the first event */
    int part, parts;      /* 1 of n: bigger commands become several events */
    int64_t seq;          /* place in the ledger, from 1; not part of the bytes */
    struct time_zoned time;
    msec recorded_at;
    struct ref actor; /* code: user name */
    struct str device;
    struct event_terms terms;
    struct ref *packages; /* packages that were put into, or taken out of, terms.package */
    size_t package_count;
    struct event_unit *units;
    size_t unit_count;
};

/* Append the event's canonical bytes. */
void event_write(struct buf *out, const struct event *e);
/* Read such bytes; texts are copied into the arena. False, and *ret_why, when they are not an event. */
bool event_read(struct arena *a, struct str bytes, struct event *ret, const char **ret_why);
/* Terms say the same: two units may share one event. */
bool event_terms_equal(const struct event_terms *a, const struct event_terms *b);

#endif
