/*
 * command_work: what the parts of a command's execution share (command.c, command_load.c, command_units.c, command_correct.c,
 * command_write.c). Not for others.
 */
#ifndef SERVICE_COMMAND_WORK_H
#define SERVICE_COMMAND_WORK_H

#include "domain/decide.h"
#include "domain/product.h"
#include "service/command.h"
#include "store/package.h"

/* One unit that takes part. */
struct work_unit {
    struct unit before;
    struct event_unit named;         /* as the event will name it */
    const struct event_terms *terms; /* shared by a run of units */
};

/* The lot looked up last: rows of one command mostly name the same. */
struct seen_lot {
    struct str number;
    int64_t product_id;
    struct ref ref;
    msec expires;
};

struct work {
    struct ctx *ctx;
    struct ledger *ledger;
    const struct command *command;
    const struct lifecycle_command *table;
    struct time_zoned at; /* event time */
    struct command_result *result;

    const struct product *product; /* the one looked up last, NULL: none */
    struct seen_lot lot;
    struct ref package; /* to pack into; id 0: none */
    struct ref *packages; /* child packages */
    size_t package_count;
    struct unit parent; /* status STATUS_NONE: none */
    struct str parent_sku;
    struct ref parent_location, parent_party;

    struct work_unit *units;
    size_t unit_count, unit_cap;
    const struct event_terms *last_terms;

    struct seen_unit *seen; /* hash set of units that take part already */
    size_t seen_cap, seen_count;
};

struct seen_unit {
    int64_t unit_id; /* or, for one that comes into being, 0 and: */
    int64_t product_id;
    struct str serial;
    int row; /* 0: free slot */
};

/* ---- command_load.c: by code ---- */
bool work_product(struct work *w, struct str sku, const struct product **ret);
bool work_product_by_id(struct work *w, int64_t id, const struct product **ret);
bool work_location(struct work *w, struct str code, struct decide_place *ret); /* empty code: none */
bool work_party(struct work *w, struct str code, struct decide_party *ret);
/* Lot of the product; created when the command may bring units into being. */
bool work_lot(struct work *w, const struct product *p, const struct command_fields *f, struct ref *ret, msec *ret_expires);
/* What the command names besides units: package, child packages, parent. */
bool work_shared(struct work *w);
/* The unit that ref names; status STATUS_NONE, product_id and serial when it does not exist but could. */
bool work_unit_by_ref(struct work *w, const struct unit_ref *ref, struct unit *ret);
/* The unit with that key, which is known to exist. */
bool work_refresh(struct work *w, int64_t id, struct unit *ret);
/* Code of a location or party for people; empty when id is 0. */
struct str work_location_code(struct work *w, int64_t id);
struct str work_party_code(struct work *w, int64_t id);

/* ---- command_units.c: who takes part ---- */
/* Refused rows are in w->result. False: the world failed. */
bool work_rows(struct work *w);
/* Add the unit with these terms; false when it is there already (refused) or memory ran out. */
bool work_add(struct work *w, const struct unit *u, const struct event_terms *terms, const struct command_row *row,
              bool carried);
/* Add what is inside u (units installed in it, and in those ...) as carried. */
bool work_add_contents(struct work *w, const struct unit *u, const struct event_terms *terms);
/* The row's identifiers are well formed (and normalised), free, or this unit's own when they are taken away. */
bool work_identifiers_fit(struct work *w, const struct command_row *row, const struct unit *u);
/* Every unit in the package, nested packages too. */
bool work_package_units(struct work *w, int64_t package_id, int64_t **ret_ids, size_t *ret_count);
/* Note a refused row and go on, so that all bad rows are named; false when the world failed. */
bool work_refused(struct work *w, int row);

/* ---- command_correct.c ---- */
bool work_correct(struct work *w);

/* ---- command_write.c ---- */
bool work_write(struct work *w, const unsigned char digest[16]);
bool work_replay(struct work *w, const struct event_row *first);

#endif
