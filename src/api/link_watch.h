/*
 * link_watch: looks at units' pages, noted in memory and written now and then in one small job, so that however many strangers look,
 * the writer has no more to do. Also how a unit's counters look on the wire.
 */
#ifndef API_LINK_WATCH_H
#define API_LINK_WATCH_H

#include "api/call.h"
#include "service/link_seen.h"

enum {
    LINK_LOOKS_MAX = 64,        /* noted at once; what comes when it is full is not counted */
    LINK_LOOKS_PAUSE_MS = 1000, /* between two jobs at least */
    LINK_LOOKS_PER_FLUSH = LINK_LOOKS_MAX
};

struct link_looks;

struct link_looks *link_looks_new(void);
void link_looks_free(struct link_looks *l); /* NULL is fine */
/* Somebody of this network (never 0) looked at the unit's page. Any thread. */
void link_looks_add(struct link_looks *l, int64_t unit_id, int64_t network, msec now);
/* Write what is there, if it is time and no job is under way. Any thread. */
void link_looks_flush(struct app *app, msec now);

/* The members views, last_at, networks, switches, suspect, flagged_at, decided_at, decided_by, reason. */
void api_link_watch_json(struct json_out *o, const struct link_watch *w);

#endif
