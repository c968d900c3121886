/*
 * command_past: what units were before an event, from the ledger: an undo goes back to it.
 *
 * Units that shared events share the reading too: each event is read once, whatever number of them it names, and is forgotten
 * again. Otherwise to undo the move of a thousand units that moved ten times before would be to read ten million units.
 */
#include <stdlib.h>

#include "domain/apply.h"
#include "service/command_work.h"
#include "store/unit.h"

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static size_t sort_distinct(int64_t *numbers, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || numbers[i] != numbers[i - 1])
            numbers[kept++] = numbers[i];
    return kept;
}

/* Places in the ledger of all events before seq that name one of the units. */
static bool seqs_before(struct work *w, const int64_t *ids, size_t count, int64_t seq, struct buf *seqs)
{
    struct arena *scratch = arena_new(0);
    enum db_result r = DB_OK;
    for (size_t i = 0; i < count && r == DB_OK; i++) {
        int64_t *own;
        size_t n;
        r = store_unit_seqs_before(w->ctx->db, scratch, ids[i], seq, &own, &n);
        if (r == DB_OK && n)
            buf_add(seqs, own, n * sizeof *own);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return ctx_check(w->ctx, r);
}

static struct str kept(struct arena *a, struct str was, struct str now)
{
    return now.ptr == was.ptr ? now : arena_str(a, now);
}

/* The event's texts end with it; what the unit took of them is kept. */
static void apply(struct arena *a, struct unit *u, const struct event *e, const struct event_unit *x)
{
    const struct unit was = *u;
    unit_apply(u, e, x);
    u->serial = kept(a, was.serial, u->serial);
    u->order_ref = kept(a, was.order_ref, u->order_ref);
    u->attributes = kept(a, was.attributes, u->attributes);
}

static bool apply_event(struct work *w, struct arena *scratch, int64_t seq, const struct past *p)
{
    struct event_row row;
    struct event e;
    const char *why;
    if (!ctx_check(w->ctx, store_event_by_seq(w->ctx->db, scratch, seq, &row)))
        return false;
    if (!event_read(scratch, row.body, &e, &why))
        return ctx_check(w->ctx, DB_CORRUPT);
    e.seq = seq;
    for (size_t i = 0; i < e.unit_count; i++) {
        struct unit *u = past_unit(p, e.units[i].id);
        if (u)
            apply(w->ctx->arena, u, &e, &e.units[i]);
    }
    return !arena_exhausted(w->ctx->arena) || ctx_check(w->ctx, DB_FAILED);
}

struct unit *past_unit(const struct past *p, int64_t id)
{
    const int64_t *at = p->count ? bsearch(&id, p->ids, p->count, sizeof id, by_number) : NULL;
    return at ? &p->units[at - p->ids] : NULL;
}

bool work_past(struct work *w, const int64_t *ids, size_t count, int64_t seq, struct past *ret)
{
    struct arena *a = w->ctx->arena;
    struct past p = {.ids = ARENA_ARRAY(a, count, int64_t), .units = ARENA_ARRAY(a, count, struct unit)};
    if (!p.ids || !p.units)
        return ctx_check(w->ctx, DB_FAILED);
    if (count)
        memcpy(p.ids, ids, count * sizeof *ids);
    p.count = sort_distinct(p.ids, count);
    for (size_t i = 0; i < p.count; i++)
        p.units[i].status = STATUS_NONE;
    struct buf seqs = {0};
    struct arena *scratch = arena_new(0);
    bool ok = seqs_before(w, p.ids, p.count, seq, &seqs);
    int64_t *all = (int64_t *)(void *)seqs.ptr;
    size_t n = ok && all ? sort_distinct(all, seqs.len / sizeof *all) : 0;
    for (size_t i = 0; i < n && ok; i++) {
        ok = apply_event(w, scratch, all[i], &p);
        arena_reset(scratch);
    }
    arena_free(scratch);
    buf_free(&seqs);
    *ret = p;
    return ok;
}
