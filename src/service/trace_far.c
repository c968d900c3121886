#include "service/trace_far.h"

#include <stdlib.h>

#include "service/unit_far.h"
#include "store/trace.h"

static int by_unit(const void *a, const void *b)
{
    int64_t x = ((const struct trace_top *)a)->unit_id, y = ((const struct trace_top *)b)->unit_id;
    return (x > y) - (x < y);
}

static int by_view(const void *a, const void *b)
{
    int64_t x = ((const struct unit_view *)a)->unit.id, y = ((const struct unit_view *)b)->unit.id;
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

static enum db_result load(struct ctx *ctx, int64_t *ids, size_t count, struct buf *tops, struct buf *views)
{
    enum db_result r = count ? store_trace_tops(ctx->db, ids, count, tops) : DB_OK;
    const struct trace_top *top = (const void *)tops->ptr;
    size_t n = tops->len / sizeof *top;
    for (size_t i = 0; i < n; i++)
        ids[i] = top[i].top_id;
    if (r == DB_OK)
        r = unit_far_views(ctx->db, ctx->arena, ids, n, views);
    if (r == DB_OK && n) {
        qsort(tops->ptr, n, sizeof *top, by_unit);
        qsort(views->ptr, views->len / sizeof(struct unit_view), sizeof(struct unit_view), by_view);
    }
    return r;
}

/* NULL: it is not inside of another, or what it is in is not there. */
static const struct unit_view *top_of(const struct buf *tops, const struct buf *views, int64_t unit_id)
{
    struct trace_top key = {.unit_id = unit_id};
    const struct trace_top *top =
        tops->len ? bsearch(&key, tops->ptr, tops->len / sizeof key, sizeof key, by_unit) : NULL;
    if (!top || views->len == 0)
        return NULL;
    struct unit_view wanted = {.unit.id = top->top_id};
    return bsearch(&wanted, views->ptr, views->len / sizeof wanted, sizeof wanted, by_view);
}

bool trace_far_tops(struct ctx *ctx, struct affected *items, size_t count)
{
    struct buf tops = {0}, views = {0};
    int64_t *ids = ARENA_ARRAY(ctx->arena, count + 1, int64_t);
    enum db_result r = ids ? load(ctx, ids, inner_ids(items, count, ids), &tops, &views) : DB_FAILED;
    for (size_t i = 0; r == DB_OK && i < count; i++) {
        const struct unit_view *top = top_of(&tops, &views, items[i].unit.unit.id);
        items[i].top = top ? *top : items[i].unit;
    }
    buf_free(&tops);
    buf_free(&views);
    return ctx_check(ctx, r);
}
