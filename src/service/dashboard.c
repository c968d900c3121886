#include "service/dashboard.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "domain/event_head.h"
#include "service/dashboard_flow.h"
#include "store/ledger.h"
#include "store/product.h"

enum {
    FLOW_ROWS = 20000,      /* events counted by one statement */
    DUE_SLOTS = 4096,       /* remembered loans */
    PRODUCTS_MAX = 1 << 22, /* remembered; further ones are never slow */
    SMALL_UNITS = 100000,   /* with so few nothing takes long, and every answer is of now */
    CHEAP_MS = 40,          /* what took no longer than this is worked out before the answer */
    REST = 20,              /* what took longer, after it; then this many times as long not again */
    AGE_MS_MAX = 10000      /* names, expiry dates: also when nothing happened */
};

/* In places of ours: what expires there is our loss. */
static const unsigned here = STATUS_BIT(STATUS_IN_STOCK) | STATUS_BIT(STATUS_RESERVED) | STATUS_BIT(STATUS_PICKED) |
                             STATUS_BIT(STATUS_PACKED) | STATUS_BIT(STATUS_RETURNED) | STATUS_BIT(STATUS_IN_REPAIR);

/* What somebody should look at. */
static const uint64_t exceptional = COMMAND_BIT(COMMAND_REPORT_MISSING) | COMMAND_BIT(COMMAND_REPORT_STOLEN) |
                                    COMMAND_BIT(COMMAND_COUNT_NOT_SEEN) | COMMAND_BIT(COMMAND_HOLD) |
                                    COMMAND_BIT(COMMAND_FIND) | COMMAND_BIT(COMMAND_RECOVER) |
                                    COMMAND_BIT(COMMAND_VOID_SHIPMENT) | COMMAND_BIT(COMMAND_CORRECT);

enum part { PART_COUNTS, PART_EXPIRY, PART_LOANS, PART_SLOW, PART_EXCEPTIONS, PART_TOTAL };

/* How a part stands. */
struct standing {
    bool known;
    int64_t seq; /* of the ledger, when it was worked out */
    msec at;
    int64_t cost_ms;
};

struct dashboard {
    const _Atomic bool *stop;
    struct flow flow;
    int64_t head; /* of the ledger, as of this refresh */
    struct standing standings[PART_TOTAL];
    struct dashboard_view view;
    struct arena *slow_texts, *exception_texts;
    msec *moved; /* by product key; 0: never */
    size_t moved_count;
    struct {
        int64_t seq;
        msec due;
    } dues[DUE_SLOTS];
};

struct dashboard *dashboard_new(const _Atomic bool *stop)
{
    struct dashboard *d = calloc(1, sizeof *d);
    assert(d);
    d->stop = stop;
    d->flow.cells = calloc(RING_QUARTERS, sizeof *d->flow.cells);
    assert(d->flow.cells);
    d->slow_texts = arena_new(0);
    d->exception_texts = arena_new(0);
    return d;
}

void dashboard_free(struct dashboard *d)
{
    if (!d)
        return;
    arena_free(d->slow_texts);
    arena_free(d->exception_texts);
    free(d->moved);
    free(d->flow.cells);
    free(d);
}

static bool stopped(const struct dashboard *d)
{
    return atomic_load_explicit(d->stop, memory_order_relaxed);
}

/* ---- flow ---- */

struct flow_reader {
    struct flow *flow;
    int rows;
};

static bool take_event(void *state, const int64_t *numbers)
{
    struct flow_reader *r = state;
    r->flow->seq = numbers[0];
    if (numbers[3] > 0) /* without units it only says that its place in the ledger was not used */
        flow_add(r->flow, numbers[1], (enum command_code)numbers[2], numbers[3]);
    r->rows++;
    return true;
}

/* The first time, from where events were recorded that can lie in the ring. */
static bool begin_flow(struct ctx *ctx, struct flow *f)
{
    int64_t first;
    msec earliest = flow_begins(f) - (msec)LIMIT_EVENT_FUTURE_MIN * 60 * 1000;
    if (f->seq)
        return true;
    if (!ctx_check(ctx, store_event_seq_recorded(ctx->db, earliest, &first)))
        return false;
    f->seq = first - 1;
    return true;
}

static bool count_flow(struct ctx *ctx, struct dashboard *d)
{
    struct flow_reader r = {.flow = &d->flow, .rows = FLOW_ROWS};
    flow_advance(&d->flow, ctx->now);
    bool ok = begin_flow(ctx, &d->flow);
    while (ok && r.rows == FLOW_ROWS && !stopped(d)) {
        r.rows = 0;
        ok = ctx_check(ctx, store_flow(ctx->db, d->flow.seq, d->head, FLOW_ROWS, take_event, &r));
    }
    return ok;
}

/* ---- counts, expiry ---- */

static bool refresh_counts(struct ctx *ctx, struct dashboard *d)
{
    return ctx_check(ctx, store_unit_counts(ctx->db, &d->view.counts));
}

static bool refresh_expiry(struct ctx *ctx, struct dashboard *d)
{
    msec soon = ctx->now + (msec)DASHBOARD_SOON_DAYS * 24 * 60 * 60 * 1000;
    return ctx_check(ctx, store_expiry_counts(ctx->db, here, ctx->now, soon, &d->view.expired, &d->view.expiring_soon));
}

/* ---- loans ---- */

struct loans {
    struct ctx *ctx;
    struct dashboard *d;
    struct buf found; /* pairs of numbers */
};

static bool take_loan(void *state, const int64_t *numbers)
{
    struct loans *l = state;
    buf_add(&l->found, numbers, 2 * sizeof *numbers);
    return !stopped(l->d);
}

/* When what this event lent is due; 0: nobody said. An event never changes, so it is read once. */
static bool due_of(struct ctx *ctx, struct dashboard *d, int64_t seq, msec *ret)
{
    size_t slot = (size_t)seq % DUE_SLOTS;
    struct event_row row;
    struct event e;
    const char *why;
    if (d->dues[slot].seq != seq) {
        struct arena *a = arena_new(0);
        enum db_result r = store_event_by_seq(ctx->db, a, seq, &row);
        bool read = r == DB_ROW && event_read_head(a, row.body, &e, &why);
        d->dues[slot].seq = read ? seq : 0;
        d->dues[slot].due = read ? e.terms.due : 0;
        arena_free(a);
        if (!read)
            return ctx_check(ctx, r == DB_ROW || r == DB_DONE ? DB_CORRUPT : r);
    }
    *ret = d->dues[slot].due;
    return true;
}

static bool refresh_loans(struct ctx *ctx, struct dashboard *d)
{
    struct loans l = {.ctx = ctx, .d = d};
    int64_t overdue = 0;
    bool ok = ctx_check(ctx, store_loan_counts(ctx->db, take_loan, &l));
    for (size_t at = 0; ok && at < l.found.len; at += 2 * sizeof(int64_t)) {
        int64_t loan[2];
        msec due = 0;
        memcpy(loan, l.found.ptr + at, sizeof loan);
        ok = due_of(ctx, d, loan[0], &due);
        if (ok && due && due <= ctx->now)
            overdue += loan[1];
    }
    buf_free(&l.found);
    if (ok)
        d->view.overdue_loans = overdue;
    return ok;
}

/* ---- slow movers ---- */

static bool know_product(struct dashboard *d, int64_t id)
{
    if (id <= 0 || id >= PRODUCTS_MAX)
        return false;
    if ((size_t)id < d->moved_count)
        return true;
    size_t count = (size_t)id + 1 + d->moved_count / 2;
    msec *moved = realloc(d->moved, count * sizeof *moved);
    if (!moved)
        return false;
    memset(moved + d->moved_count, 0, (count - d->moved_count) * sizeof *moved);
    d->moved = moved;
    d->moved_count = count;
    return true;
}

static bool take_moved(void *state, const int64_t *numbers)
{
    struct dashboard *d = state;
    if (know_product(d, numbers[0]) && d->moved[numbers[0]] < numbers[1])
        d->moved[numbers[0]] = numbers[1];
    return !stopped(d);
}

struct slow_list {
    const struct dashboard *d;
    struct {
        int64_t product;
        int64_t quantity;
        msec moved_at;
    } rows[DASHBOARD_SLOW + 1];
    size_t count;
};

/* Into its place among the longest unmoved. */
static bool take_shelf(void *state, const int64_t *numbers)
{
    struct slow_list *l = state;
    if (numbers[0] <= 0 || (size_t)numbers[0] >= l->d->moved_count)
        return true;
    msec moved = l->d->moved[numbers[0]];
    size_t at = l->count;
    for (; at > 0 && l->rows[at - 1].moved_at > moved; at--)
        l->rows[at] = l->rows[at - 1];
    l->rows[at].product = numbers[0];
    l->rows[at].quantity = numbers[1];
    l->rows[at].moved_at = moved;
    if (l->count < DASHBOARD_SLOW)
        l->count++;
    return true;
}

static bool name_slow(struct ctx *ctx, struct dashboard *d, const struct slow_list *l)
{
    d->view.slow_count = 0;
    arena_reset(d->slow_texts);
    for (size_t i = 0; i < l->count; i++) {
        struct product p;
        enum db_result r = store_product_by_id(ctx->db, d->slow_texts, l->rows[i].product, &p);
        if (r != DB_ROW)
            return ctx_check(ctx, r == DB_DONE ? DB_CORRUPT : r);
        d->view.slow[d->view.slow_count++] =
            (struct dashboard_slow){p.sku, p.name, l->rows[i].quantity, l->rows[i].moved_at};
    }
    return true;
}

static bool refresh_slow(struct ctx *ctx, struct dashboard *d)
{
    struct slow_list l = {.d = d};
    if (d->moved_count)
        memset(d->moved, 0, d->moved_count * sizeof *d->moved);
    return ctx_check(ctx, store_moved_times(ctx->db, take_moved, d)) &&
           ctx_check(ctx, store_shelf_counts(ctx->db, take_shelf, &l)) && name_slow(ctx, d, &l);
}

/* ---- exceptions ---- */

/* A single unit is named. */
static bool read_unit(struct ctx *ctx, struct arena *a, struct dashboard_exception *x)
{
    struct event_row row;
    struct event e;
    const char *why;
    x->has_unit = false;
    if (x->item.units != 1)
        return true;
    enum db_result r = store_event_by_seq(ctx->db, a, x->item.seq, &row);
    if (r != DB_ROW || !event_read(a, row.body, &e, &why) || e.unit_count == 0)
        return ctx_check(ctx, r == DB_ROW || r == DB_DONE ? DB_CORRUPT : r);
    x->has_unit = true;
    x->unit = e.units[0];
    return true;
}

static bool refresh_exceptions(struct ctx *ctx, struct dashboard *d)
{
    const struct event_filter f = {.commands = exceptional, .newest_first = true, .limit = 2 * DASHBOARD_EXCEPTIONS};
    struct arena *a = d->exception_texts;
    struct id_list seqs;
    struct event_items items;
    d->view.exception_count = 0;
    arena_reset(a);
    if (!ctx_check(ctx, store_event_list(ctx->db, a, &f, &seqs)) ||
        !ctx_check(ctx, store_event_items(ctx->db, a, &seqs, &items)))
        return false;
    for (size_t i = 0; i < items.count && d->view.exception_count < DASHBOARD_EXCEPTIONS; i++) {
        struct dashboard_exception *x = &d->view.exceptions[d->view.exception_count];
        x->item = items.items[i];
        if (x->item.units == 0) /* as in take_event */
            continue;
        if (!read_unit(ctx, a, x))
            return false;
        d->view.exception_count++;
    }
    return true;
}

/* ---- all of it ---- */

static bool (*const refreshers[PART_TOTAL])(struct ctx *, struct dashboard *) = {
    [PART_COUNTS] = refresh_counts, [PART_EXPIRY] = refresh_expiry,         [PART_LOANS] = refresh_loans,
    [PART_SLOW] = refresh_slow,     [PART_EXCEPTIONS] = refresh_exceptions,
};

static bool wanted(const struct ctx *ctx, const struct dashboard *d, const struct standing *s, enum dashboard_pass pass)
{
    if (!s->known)
        return true;
    if (s->seq == d->head && ctx->now - s->at < AGE_MS_MAX)
        return false;
    if (s->cost_ms <= CHEAP_MS || d->view.counts.units < SMALL_UNITS)
        return true;
    return pass == DASHBOARD_AFTER && ctx->now - s->at >= s->cost_ms * REST;
}

static bool refresh_part(struct ctx *ctx, struct dashboard *d, enum part part)
{
    struct standing *s = &d->standings[part];
    int64_t began = time_monotonic_ns();
    if (!refreshers[part](ctx, d))
        return false;
    *s = (struct standing){
        .known = !stopped(d), .seq = d->head, .at = ctx->now, .cost_ms = (time_monotonic_ns() - began) / 1000000};
    return true;
}

bool service_dashboard_refresh(struct ctx *ctx, struct dashboard *d, enum dashboard_pass pass)
{
    msec recorded;
    if (!ctx_check(ctx, store_event_last(ctx->db, &d->head, &recorded)) || !count_flow(ctx, d))
        return false;
    for (int p = 0; p < PART_TOTAL; p++)
        if (wanted(ctx, d, &d->standings[p], pass) && !stopped(d) && !refresh_part(ctx, d, (enum part)p))
            return false;
    return true;
}

const struct dashboard_view *dashboard_view(const struct dashboard *d)
{
    return &d->view;
}

bool dashboard_flow(const struct dashboard *d, struct arena *a, msec now, int days, int zone_min,
                    struct dashboard_flow **ret, size_t *ret_count)
{
    return flow_days(&d->flow, a, now, days, zone_min, ret, ret_count);
}
