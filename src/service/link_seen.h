/*
 * service/link_seen: who looks at a unit's page from how many places. A number that is looked at from many networks within a day, or
 * by turns from two again and again, may stand on more than one thing: it becomes a suspect, and waits for a person.
 */
#ifndef SERVICE_LINK_SEEN_H
#define SERVICE_LINK_SEEN_H

#include "service/ctx.h"
#include "store/link_seen.h"

enum {
    LINK_SEEN_DAYS = 8,      /* counters are kept: longer than the longest window */
    LINK_SEEN_ROWS_MAX = 256 /* networks counted of one unit in one hour; the rest counts as one */
};

/* Looks at one page in a row from one network. */
struct link_look {
    int64_t unit_id;
    int64_t network; /* never 0 */
    msec at;         /* the last one */
    int64_t views;
};

/* Count them, in their order, and flag what is odd. On the writer; nobody needs to be signed in. */
bool service_link_seen(struct ctx *ctx, const struct link_settings *s, const struct link_look *looks, size_t count);
/* Pure: what one more look, of which networks tells the different ones in the window with it, makes of w. */
void service_link_judge(struct link_watch *w, const struct link_settings *s, const struct link_look *look,
                        int64_t networks);

/* What is known of a unit's page; all zero when nobody looked. */
bool service_link_watch(struct ctx *ctx, int64_t unit_id, struct link_watch *ret);
bool service_link_suspects(struct ctx *ctx, int64_t after, int limit, struct link_watch **ret, size_t *ret_count);
/* It is none. Counting begins anew. Refused: not_found. */
bool service_link_dismiss(struct ctx *ctx, int64_t unit_id, struct str reason, struct link_watch *ret);
/* Forget what is older than may be kept: counters, and reports that were decided. */
bool service_link_purge(struct ctx *ctx);

#endif
