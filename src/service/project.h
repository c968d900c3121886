/*
 * project: what an event does to the tables that answer questions (unit, history rows, stock, containment, identifiers,
 * packages). Used when a command is executed, in the same transaction, and when the ledger is replayed into an empty store
 * (service/doctor.h): one piece of code, so that both agree.
 */
#ifndef SERVICE_PROJECT_H
#define SERVICE_PROJECT_H

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
/* Empty, with room for what a command with so many units needs at a time; NULL when the arena is exhausted. */
struct stock_changes *stock_changes_new(struct arena *a, size_t units);

/* Write what event e (with its seq) does. before[i] is unit i as it is now, status STATUS_NONE for one that comes into being;
 * NULL: look them up. */
bool project_event(struct ctx *ctx, const struct event *e, const struct unit *before, struct stock_changes *stock);
/* Write the counts; call it before the transaction ends. */
bool project_stock(struct ctx *ctx, struct stock_changes *stock);

#endif
