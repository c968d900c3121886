/*
 * command_work: what the parts of a command's execution share (command.c, command_load.c, command_units.c, command_correct.c,
 * command_write.c). Not for others.
 */
#ifndef SERVICE_COMMAND_WORK_H
#define SERVICE_COMMAND_WORK_H

#include "domain/decide.h"
#include "domain/lot.h"
#include "domain/product.h"
#include "domain/serial_format.h"
#include "service/command.h"
#include "store/package.h"

/* Keys of what is not stored yet: it gets its key when the command is written. */
enum { LOT_NEW = -1, PACKAGE_NEW = -1 };

/* One unit that takes part. */
struct work_unit {
    struct unit before;
    struct event_unit named;   /* as the event will name it */
    struct event_terms *terms; /* shared by a run of units */
    int row;                   /* that named it; 0: none did */
};

/* What a command has named so far: command_seen.c. */
struct seen_key {
    int64_t number;
    struct str kind, text;
};
struct seen {
    struct seen_key key;
    int row;   /* that named it; 0: free slot, -1: none did */
    size_t at; /* in work.units */
};
struct seen_set {
    struct seen *slots;
    size_t cap, count;
};

struct work {
    struct ctx *ctx;
    struct ledger *ledger;
    const struct command *command;
    const struct lifecycle_command *table;
    struct time_zoned at; /* event time */
    struct command_result *result;

    const struct product *product; /* the one looked up last, NULL: none; likewise: */
    struct serial_format format;   /* of the product whose serial was looked at last */
    const struct location *location;
    const struct party *party;
    struct lot lot;       /* the one looked up last */
    struct ref package;   /* to pack into; id 0: none */
    int package_depth;    /* how many packages that is inside of, with itself */
    struct ref *packages; /* child packages */
    size_t package_count;
    struct unit parent; /* status STATUS_NONE: none */
    struct str parent_sku;
    struct ref parent_location, parent_party;
    int parent_depth; /* how many units are around the parent */

    struct work_unit *units;
    size_t unit_count, unit_cap;
    struct unit *part_before; /* of the event being written: room for as many units as one may have */
    struct event_unit *part_units;
    struct event_terms *last_terms;

    struct seen_set seen, seen_identifiers; /* that take part already */
};

/* ---- command_load.c: by code ---- */
bool work_product(struct work *w, struct str sku, const struct product **ret);
bool work_product_by_id(struct work *w, int64_t id, const struct product **ret);
bool work_location(struct work *w, struct str code, struct decide_place *ret); /* empty code: none */
bool work_party(struct work *w, struct str code, struct decide_party *ret);
/* Lot of the product. One that is not there yet is made when the command may bring units into being: work_lot_keep then stores
 * it, once the row that names it is not refused. */
bool work_lot(struct work *w, const struct product *p, const struct command_fields *f, struct ref *ret,
              msec *ret_expires);
bool work_lot_keep(struct work *w, struct event_terms *terms);
/* What the command names besides units: package, child packages, parent. */
bool work_shared(struct work *w);
/* The unit that ref names; status STATUS_NONE, product_id and serial when it does not exist but could. */
bool work_unit_by_ref(struct work *w, const struct unit_ref *ref, struct unit *ret);
/* DB_ROW, or DB_DONE: there is none. */
enum db_result work_find_unit(struct work *w, int64_t id, struct unit *ret);
enum db_result work_find_serial(struct work *w, int64_t product_id, struct str serial, struct unit *ret);
enum db_result work_find_package(struct work *w, struct str code, struct package *ret);
enum db_result work_find_package_by_id(struct work *w, int64_t id, struct package *ret);
/* The serial is one that the product may have; false with the refusal. */
bool work_serial_fits(struct work *w, const struct product *p, struct str serial);
/* The unit with that key, which is known to exist. */
bool work_refresh(struct work *w, int64_t id, struct unit *ret);
/* Code of a location or party for people; empty when id is 0, and when the world failed: then ctx->failure says so. */
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
/* A row's identifiers are well formed (and normalised), free, or this unit's own when they are taken away; each stands once. */
bool work_identifiers_fit(struct work *w, struct identifier *identifiers, size_t count, int row, const struct unit *u);
/* Every unit in the package, nested packages too; the package is, or will be, depth packages deep. */
bool work_package_units(struct work *w, int64_t package_id, int depth, int64_t **ret_ids, size_t *ret_count);
/* Note a refused row and go on, so that all bad rows are named; false when the world failed. */
bool work_refused(struct work *w, int row);

/* ---- command_seen.c ---- */
/* First time, or the entry no longer stands when this row comes: noted for w->units[at], true. Again: *ret_before is the row that
 * named it, false. Without memory: false, and *ret_before 0. */
bool work_see(struct work *w, struct seen_set *set, const struct seen_key *key, int row, size_t at,
              bool (*stands)(const struct work *w, const struct seen *s, int row), int *ret_before);

/* ---- command_correct.c ---- */
bool work_correct(struct work *w);
/* Add a unit that the event states outright. */
bool work_add_corrected(struct work *w, const struct unit *before, const struct unit *after,
                        const struct command_row *row, bool carried);

/* ---- command_past.c ---- */
struct past {
    int64_t *ids; /* sorted */
    struct unit *units;
    size_t count;
};
/* What these units were before the event at seq; STATUS_NONE: they were not. */
bool work_past(struct work *w, const int64_t *ids, size_t count, int64_t seq, struct past *ret);
/* NULL: none of them. */
struct unit *past_unit(const struct past *p, int64_t id);

/* ---- command_undo.c ---- */
bool work_undo(struct work *w);

/* ---- command_write.c ---- */
void work_numbers(const struct work *w, struct ledger_numbers *ret);
bool work_write(struct work *w);
bool work_replay(struct work *w, const struct event_row *first);

#endif
