/*
 * ledger: the tail of the ledger, kept in memory by the writer, and the one way to append. Only the writer's thread uses it.
 */
#ifndef SERVICE_LEDGER_H
#define SERVICE_LEDGER_H

#include "service/ctx.h"
#include "service/masters.h"
#include "store/ledger.h"

struct ledger {
    int64_t last_seq;
    msec last_recorded_at;
    int64_t last_unit_id, last_package_id;
    struct merkle_frontier tree;
    struct masters *masters; /* what was looked up last; the writer's */
};

/* What the database holds; ret->masters stays. */
bool ledger_load(struct ctx *ctx, struct ledger *ret);
/* What was written since before was copied is undone. */
void ledger_restore(struct ledger *l, const struct ledger *before);
/* Write e as the next event: its seq and record time are filled in, its bytes are made, hashed and stored. */
bool ledger_append(struct ctx *ctx, struct ledger *l, struct event *e, const unsigned char digest[16]);

#endif
