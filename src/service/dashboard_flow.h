/*
 * dashboard_flow: events counted by quarter of an hour and command, for the last days. A ring: what is older than it reaches is
 * forgotten as time goes on.
 */
#ifndef SERVICE_DASHBOARD_FLOW_H
#define SERVICE_DASHBOARD_FLOW_H

#include "service/dashboard.h"

enum {
    QUARTER_MS = DASHBOARD_ZONE_STEP_MIN * 60 * 1000,
    DAY_QUARTERS = 24 * 60 / DASHBOARD_ZONE_STEP_MIN,
    /* One day for zones, one for today, and what is said to happen in the next one, which clients' clocks may. */
    RING_DAYS = DASHBOARD_DAYS_MAX + 4,
    RING_QUARTERS = RING_DAYS * DAY_QUARTERS
};

struct flow_cell {
    uint32_t units, events;
};

struct flow {
    struct flow_cell (*cells)[COMMAND_TOTAL]; /* RING_QUARTERS of them */
    int64_t newest;                           /* the last quarter that the ring reaches; 0: empty */
    int64_t seq;                              /* counted up to */
};

/* The ring reaches up to two days from now. */
void flow_advance(struct flow *f, msec now);
/* Count an event, if it lies in the ring. */
void flow_add(struct flow *f, msec at, enum command_code command, int64_t units);
/* Of this quarter (at / QUARTER_MS); all zero outside the ring. */
struct flow_cell flow_at(const struct flow *f, int64_t quarter, enum command_code command);
/* The instant from which on events matter. */
msec flow_begins(const struct flow *f);
/* As dashboard_flow. */
bool flow_days(const struct flow *f, struct arena *a, msec now, int days, int zone_min, struct dashboard_flow **ret,
               size_t *ret_count);

#endif
