/*
 * project: what an event does to the tables that answer questions (unit, history rows, stock, containment, identifiers,
 * packages). Used when a command is executed, in the same transaction, and when the ledger is replayed into an empty store
 * (service/doctor.h): one piece of code, so that both agree.
 */
#ifndef SERVICE_PROJECT_H
#define SERVICE_PROJECT_H

#include "base/buf.h"
#include "domain/event.h"
#include "service/ctx.h"

/* Changes of stock counts that have not been written yet. */
struct stock_changes {
    struct stock_change {
        int64_t product_id, location_id, delta;
        enum status status;
        bool used;
    } * slots; /* a hash table */
    unsigned size, count;
};

enum { STOCK_SLOTS_MAX = 512 };
/* What was projected and is not written yet. */
struct pending {
    struct stock_changes stock;
    struct buf
        *units; /* where the database is far: struct unit that changed, each once; NULL: each is written at once */
};
/* Empty, with room for what a command with so many units needs at a time; NULL when the arena is exhausted. gathered: where units
 * are gathered, emptied here and owned by the caller; NULL: each is written at once. */
struct pending *pending_new(struct arena *a, size_t units, struct buf *gathered);

/* Write what event e (with its seq) does. before[i] is unit i as it is now, status STATUS_NONE for one that comes into being;
 * NULL: look them up. Texts of gathered units must stay until project_units. */
bool project_event(struct ctx *ctx, const struct event *e, const struct unit *before, struct pending *p);
/* Write the units that were gathered; before anything reads them. */
bool project_units(struct ctx *ctx, struct pending *p);
/* Write that, and the counts; call it before the transaction ends. */
bool project_pending(struct ctx *ctx, struct pending *p);

#endif
