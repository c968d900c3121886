#include "service/trace_far.h"

#include <stdlib.h>

#include "service/unit_far.h"
#include "store/trace.h"

static int by_unit(const void *a, const void *b)
{
    int64_t x = ((const struct trace_top *)a)->unit_id, y = ((const struct trace_top *)b)->unit_id;
    return (x > y) - (x < y);
}

/* Keys of the units that are inside of others. */
static size_t inner_ids(const struct affected *items, size_t count, int64_t *ret)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].unit.unit.parent_id)
            ret[n++] = items[i].unit.unit.id;
    return n;
}

/* The outermost units around ids, and what each of them is: views[i] is that of tops[i]. */
static enum db_result load(struct ctx *ctx, int64_t *ids, size_t count, struct buf *tops, struct unit_view **ret)
{
    enum db_result r = count ? store_trace_tops(ctx->db, ids, count, tops) : DB_OK;
    struct trace_top *top = (void *)tops->ptr;
    size_t n = tops->len / sizeof *top;
    if (r != DB_OK || n == 0)
        return r;
    qsort(top, n, sizeof *top, by_unit);
    for (size_t i = 0; i < n; i++)
        ids[i] = top[i].top_id;
    *ret = ARENA_ARRAY(ctx->arena, n, struct unit_view);
    return *ret ? unit_far_views(ctx->db, ctx->arena, ids, n, *ret) : DB_FAILED;
}

/* NULL: it is not inside of another, or what it is in is not there. */
static const struct unit_view *top_of(const struct buf *tops, const struct unit_view *views, int64_t unit_id)
{
    const struct trace_top key = {.unit_id = unit_id}, *all = (const void *)tops->ptr;
    const struct trace_top *top = tops->len ? bsearch(&key, all, tops->len / sizeof key, sizeof key, by_unit) : NULL;
    const struct unit_view *view = top ? &views[top - all] : NULL;
    return view && view->unit.id ? view : NULL;
}

bool trace_far_tops(struct ctx *ctx, struct affected *items, size_t count)
{
    struct buf tops = {0};
    struct unit_view *views = NULL;
    int64_t *ids = ARENA_ARRAY(ctx->arena, count + 1, int64_t);
    enum db_result r = ids ? load(ctx, ids, inner_ids(items, count, ids), &tops, &views) : DB_FAILED;
    for (size_t i = 0; r == DB_OK && i < count; i++) {
        const struct unit_view *top = top_of(&tops, views, items[i].unit.unit.id);
        items[i].top = top ? *top : items[i].unit;
    }
    buf_free(&tops);
    return ctx_check(ctx, r);
}
