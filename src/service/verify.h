/*
 * verify: is the ledger what was recorded? Everything is worked out anew from the stored bytes of the events.
 *
 * Found, and its event named: bytes that were changed (in the body, in the leaf hash, in a column beside them), events that are
 * missing, inserted, exchanged or out of order, bytes that are no event or not in the one form we write, times of recording that
 * go back, parts of a command that are missing, history rows of units that are missing, changed or too many. Found, and a range of
 * 256 events named: an event that was replaced together with its hash but agrees with everything else; a node of the tree that
 * was changed.
 *
 * A tail that was cut off is found when anything else still names it: a unit, its history, a containment, a node of the tree.
 * What cannot be found from the database alone: a tail that was cut off, replaced or made longer (at most the last 255 events,
 * when only events and their hashes are forged) by somebody who also made everything else agree. Against that the size and root of
 * an earlier moment, kept elsewhere, are given as `expect`: then any change up to that size is found, however clever.
 * Not covered: the digest of a command's content, which decides only how a repeat of its id is answered; projections: see
 * service/doctor.h.
 */
#ifndef SERVICE_VERIFY_H
#define SERVICE_VERIFY_H

#include "base/hash.h"
#include "base/id.h"
#include "service/ctx.h"
#include "service/progress.h"

/* What is known from elsewhere: the root when the ledger had size events. */
struct ledger_expect {
    int64_t size;
    struct hash root;
};

struct ledger_finding {
    int64_t seq;  /* of the bad event; 0: the ledger as a whole */
    struct id id; /* of that event, as its row has it */
    bool has_id;
    struct str what; /* a sentence for a person; arena */
};

enum { LEDGER_FINDINGS_MAX = 100 };

struct ledger_report {
    int64_t size;     /* events that are there */
    int64_t units;    /* units in them */
    msec recorded_at; /* of the last one */
    bool has_root;    /* no event is missing, so: */
    struct hash root;
    int64_t bad; /* events that are bad or missing, and faults that belong to no single event; 0: all is well */
    bool more;   /* there may be more bad ones: some were found only as a group */
    size_t finding_count; /* the first ones, by seq; the whole ledger last */
    struct ledger_finding findings[LEDGER_FINDINGS_MAX];
};

/* Check the whole ledger of ctx->db (a reading connection outside a transaction), as of now. expect and progress may be NULL.
 * False only when the database could not be read (ctx->failure). Memory: 2 MiB, and 128 KiB a million events once one is bad. */
bool service_ledger_verify(struct ctx *ctx, const struct ledger_expect *expect, const struct progress *progress,
                           struct ledger_report *ret);
/* "SIZE:ROOT" with the root in hex. */
bool service_expect_parse(struct str text, struct ledger_expect *ret);

#endif
