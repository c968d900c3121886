/*
 * service/dashboard: how things stand as a whole, kept in memory and brought up to date when somebody asks. One thread at a time.
 *
 * Events are counted once, as they come, into quarters of an hour, so that days of any zone can be added up (store/dashboard.h has
 * what is counted by SQL). Memory is bounded: some 3 MB, and 8 bytes for each product. Where there are many units, what takes long
 * is worked out after the answer instead of before it, so that it may be some seconds old: see enum dashboard_pass.
 */
#ifndef SERVICE_DASHBOARD_H
#define SERVICE_DASHBOARD_H

#include <stdatomic.h>

#include "domain/product.h"
#include "service/ctx.h"
#include "store/dashboard.h"
#include "store/event_list.h"

enum {
    DASHBOARD_DAYS_MAX = 92,
    DASHBOARD_SOON_DAYS = 30, /* what expires within so many days expires soon */
    DASHBOARD_SLOW = 10,
    DASHBOARD_EXCEPTIONS = 20,
    DASHBOARD_ZONE_STEP_MIN = 15 /* zones are whole quarters of an hour */
};

struct dashboard_slow {
    struct str product, name;
    int64_t quantity; /* in stock */
    msec moved_at;    /* when one of them came in, or one went on, last */
};

struct dashboard_exception {
    struct event_item item;
    bool has_unit; /* just one took part: */
    struct event_unit unit;
};

/* Texts live until the next refresh. */
struct dashboard_view {
    struct unit_counts counts;
    int64_t overdue_loans, expired, expiring_soon; /* units */
    struct dashboard_slow slow[DASHBOARD_SLOW];    /* the longest unmoved first */
    size_t slow_count;
    struct dashboard_exception exceptions[DASHBOARD_EXCEPTIONS]; /* newest first */
    size_t exception_count;
};

/* Events of a command on a day: from midnight in the zone asked for. */
struct dashboard_flow {
    msec day; /* its date, as midnight UTC */
    enum command_code command;
    int64_t units, events;
};

struct dashboard;

/* When *stop becomes true, what is under way is broken off. */
struct dashboard *dashboard_new(const _Atomic bool *stop);
void dashboard_free(struct dashboard *d); /* NULL is fine */

/* Before an answer: what is cheap, and whatever is not known at all yet. After it: what takes long and was left out. */
enum dashboard_pass { DASHBOARD_BEFORE, DASHBOARD_AFTER };

/* Bring up to date with ctx->db, within one read view. False: ctx->failure. */
bool service_dashboard_refresh(struct ctx *ctx, struct dashboard *d, enum dashboard_pass pass);
const struct dashboard_view *dashboard_view(const struct dashboard *d);
/* The last `days` days, today included, of the zone: an arena array in order of days and commands; days and commands without
 * events are left out. */
bool dashboard_flow(const struct dashboard *d, struct arena *a, msec now, int days, int zone_min,
                    struct dashboard_flow **ret, size_t *ret_count);

#endif
