/*
 * service/trace: where units went and what they are made of. Reads only; one moment for one answer
 * (service/unit_read.h: service_read_begin).
 */
#ifndef SERVICE_TRACE_H
#define SERVICE_TRACE_H

#include "service/unit_list.h"
#include "store/trace.h"

enum { TRACE_LINKS_MAX = 10000 /* in one answer */ };

/* A unit that was inside, or around, the one asked about. */
struct trace_item {
    struct trace_link link;
    struct unit_view unit; /* as it is now */
};

struct trace {
    struct unit_view unit; /* the one asked about */
    struct trace_item *items;
    size_t count;
    bool more;                    /* there are more than TRACE_LINKS_MAX */
    struct trace_holders holders; /* forward only: who had it */
    struct unit_view top; /* forward only: what contains it now, itself in nothing; the unit itself when nothing does */
};

/* What it is made of (backward), or what it went into and who had it (forward); ever, or at an instant (at not NULL).
 * Refused: not_found. */
bool service_trace_backward(struct ctx *ctx, int64_t unit_id, const msec *at, struct trace *ret);
bool service_trace_forward(struct ctx *ctx, int64_t unit_id, const msec *at, struct trace *ret);
/* What is installed in it now. */
bool service_unit_contents(struct ctx *ctx, int64_t unit_id, struct trace *ret);

/* A unit that a recall or question covers, where it is, and what contains it. */
struct affected {
    struct unit_view unit;
    struct unit_view top; /* as in struct trace */
};
struct affected_list {
    struct affected *items;
    size_t count;
};
bool service_affected(struct ctx *ctx, const struct unit_filter *f, struct affected_list *ret);

#endif
