/*
 * ledger: the one way to append, and what a writing connection must know for it. Each connection that writes has one; only its
 * thread uses it.
 *
 * Where the database is near, one thread writes and the tail is in memory: the next number is the last one and one. Where it is
 * far, others write too: ledger_number() takes as many numbers as are needed, in one round trip, and they are this transaction's.
 */
#ifndef SERVICE_LEDGER_H
#define SERVICE_LEDGER_H

#include "service/ctx.h"
#include "service/foresight.h"
#include "service/masters.h"
#include "store/ledger.h"

struct pending;

struct ledger {
    int64_t last_seq;
    msec last_recorded_at;
    int64_t last_unit_id, last_package_id;
    struct merkle_frontier tree; /* near only: where it is far, service/sequencer.h makes the tree */
    struct masters *masters;     /* what was looked up last; its connection's */
    bool far;
    struct foresight *foresight; /* far only: what was looked up ahead */
    struct pending *pending;     /* of the transaction, written by the writer; NULL: each command writes its own */
};

/* How many numbers of each kind something takes. */
struct ledger_numbers {
    int64_t events, units, packages;
};

/* What the database holds; ret->masters and what only is there when it is far stay. */
bool ledger_load(struct ctx *ctx, struct ledger *ret);
/* What was written since before was copied is undone. */
void ledger_restore(struct ledger *l, const struct ledger *before);
/* Have the numbers ready that the next appends use: contiguous, and all of them must be used. now: record time, at least. */
bool ledger_number(struct ctx *ctx, struct ledger *l, const struct ledger_numbers *need, msec now);
/* Write e as the next event: its seq and record time are filled in, its bytes are made, hashed and stored. */
bool ledger_append(struct ctx *ctx, struct ledger *l, struct event *e, const unsigned char digest[16]);

#endif
