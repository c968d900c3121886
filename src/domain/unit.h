/*
 * unit: what is known now about one physical thing. A projection of its events: domain/apply.h says how an event changes it.
 */
#ifndef DOMAIN_UNIT_H
#define DOMAIN_UNIT_H

#include "base/arena.h"
#include "base/json.h"
#include "base/time.h"
#include "domain/lifecycle.h"

struct unit {
    int64_t id; /* 0: there is none */
    int64_t product_id;
    struct str serial; /* unique per product */
    enum status status;
    unsigned holds;        /* HOLD_BITs */
    int64_t location_id;   /* 0: in none; see status_places */
    int64_t party_id;      /* 0: with none; who has it, or whom it is on its way to */
    int64_t owner_id;      /* 0: ours; to whom it was delivered, or who registered it since */
    int64_t supplier_id;   /* 0: not known; from whom it was received first */
    int64_t parent_id;     /* 0: not installed */
    int64_t package_id;    /* 0: in no package */
    int64_t lot_id;        /* 0: none */
    struct str order_ref;  /* the order that it is reserved, picked or packed for */
    msec received_at;      /* 0: not here yet; first commission or receipt (event time) */
    msec warranty_from;    /* 0: not running; when it was delivered to its owner */
    msec changed_at;       /* event time of the last event */
    int64_t last_seq;      /* seq of the last event */
    int64_t events;        /* how many events it has had */
    struct str attributes; /* JSON object, or empty */
};

/* The members that a correction states outright, as one JSON object. Exact inverse of unit_state_read. */
void unit_state_write(struct json_out *o, const struct unit *u);
/* Fill *u (id, last_seq, events untouched) from such an object; texts are copied into the arena. */
bool unit_state_read(struct arena *a, const struct json *object, struct unit *u);
/* True when place and status agree: in one place or with one party, never both, never neither. */
bool unit_place_valid(const struct unit *u);

#endif
