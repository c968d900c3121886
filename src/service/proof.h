/*
 * proof: size, root and proofs of the ledger (RFC 6962), for people who do not take our word for it. Reads only; each answer is of
 * one moment. Refused: bad_value when a size is not one that the ledger has had, not_found when there is no such event.
 */
#ifndef SERVICE_PROOF_H
#define SERVICE_PROOF_H

#include "domain/merkle.h"
#include "service/ctx.h"

enum { LEDGER_NOW = -1 }; /* as a size: that of this moment */

struct ledger_head {
    int64_t size;
    struct hash root;
    msec recorded_at; /* of the last event; 0 when there is none */
};

struct ledger_consistency {
    struct ledger_head from, to;
    struct merkle_proof proof;
};

struct event_proof {
    int64_t seq; /* leaf index + 1 */
    struct hash leaf;
    struct ledger_head head;
    struct merkle_proof proof;
};

bool service_ledger_head(struct ctx *ctx, int64_t size, struct ledger_head *ret);
/* Proof that the ledger of size from (at least 1) is the beginning of the ledger of size to. */
bool service_ledger_consistency(struct ctx *ctx, int64_t from, int64_t to, struct ledger_consistency *ret);
/* Proof that the event (its id, or its place as a number) is in the ledger of that size. */
bool service_event_proof(struct ctx *ctx, struct str name, int64_t size, struct event_proof *ret);

#endif
