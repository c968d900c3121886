/*
 * store/trace: which unit was inside which, when, and with whom a unit was.
 */
#ifndef STORE_TRACE_H
#define STORE_TRACE_H

#include "domain/unit_view.h"
#include "store/db.h"

/* One thing inside another. The chain's interval is what is common to all links between it and the unit that was
 * asked about. */
struct trace_link {
    int64_t child_id, parent_id;
    int depth;                 /* 1: next to the unit asked about */
    msec from, to;             /* of this link; to 0: still inside */
    msec chain_from, chain_to; /* of the whole chain; chain_to 0: still */
};

struct trace_links {
    struct trace_link *items; /* by depth, then as they came */
    size_t count;
    bool more; /* there are more than the limit */
};

/* A party that had the unit without a break. */
struct trace_holder {
    struct named party;
    msec from, to; /* to 0: has it still */
    int64_t from_seq;
    enum status status; /* when it came to them last */
};

struct trace_holders {
    struct trace_holder *items; /* oldest first */
    size_t count;
};

/* What was inside the unit (inside), or what it was inside of: ever, or at an instant (at not NULL). DB_OK or a
 * failure. */
enum db_result store_trace_links(struct db *db, struct arena *a, int64_t unit_id, bool inside, const msec *at,
                                 size_t limit, struct trace_links *ret);
enum db_result store_trace_holders(struct db *db, struct arena *a, int64_t unit_id, struct trace_holders *ret);
/* The unit that contains it now and is itself in none; its own id when nothing contains it. */
enum db_result store_trace_top(struct db *db, int64_t unit_id, int64_t *ret_id);

/* Only where db_far: struct trace_top for each of these units that is inside of another. */
struct trace_top {
    int64_t unit_id, top_id;
};
enum db_result store_trace_tops(struct db *db, const int64_t *ids, size_t count, struct buf *found);

#endif
