#include "service/trace.h"

#include "service/trace_far.h"
#include "store/unit_read.h"

static bool find(struct ctx *ctx, int64_t unit_id, struct unit_view *ret)
{
    enum db_result r = store_unit_view(ctx->db, ctx->arena, unit_id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no such unit.");
    return ctx_check(ctx, r);
}

static bool find_top(struct ctx *ctx, const struct unit_view *unit, struct unit_view *ret)
{
    int64_t top;
    if (!unit->unit.parent_id) {
        *ret = *unit;
        return true;
    }
    return ctx_check(ctx, store_trace_top(ctx->db, unit->unit.id, &top)) && find(ctx, top, ret);
}

/* Links with the unit at their far end. */
static bool load_links(struct ctx *ctx, bool inside, const msec *at, struct trace *t)
{
    struct trace_links links;
    if (!ctx_check(ctx, store_trace_links(ctx->db, ctx->arena, t->unit.unit.id, inside, at, TRACE_LINKS_MAX, &links)))
        return false;
    t->items = ARENA_ARRAY(ctx->arena, links.count + 1, struct trace_item);
    if (!t->items)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < links.count; i++) {
        const struct trace_link *l = &links.items[i];
        t->items[i].link = *l;
        if (!find(ctx, inside ? l->child_id : l->parent_id, &t->items[i].unit))
            return false;
    }
    t->count = links.count;
    t->more = links.more;
    return true;
}

bool service_trace_backward(struct ctx *ctx, int64_t unit_id, const msec *at, struct trace *ret)
{
    memset(ret, 0, sizeof *ret);
    return find(ctx, unit_id, &ret->unit) && load_links(ctx, true, at, ret);
}

bool service_trace_forward(struct ctx *ctx, int64_t unit_id, const msec *at, struct trace *ret)
{
    memset(ret, 0, sizeof *ret);
    return find(ctx, unit_id, &ret->unit) && load_links(ctx, false, at, ret) &&
           ctx_check(ctx, store_trace_holders(ctx->db, ctx->arena, unit_id, &ret->holders)) &&
           find_top(ctx, &ret->unit, &ret->top);
}

bool service_unit_contents(struct ctx *ctx, int64_t unit_id, struct trace *ret)
{
    const msec now = INT64_MAX - 1; /* open intervals hold for ever */
    return service_trace_backward(ctx, unit_id, &now, ret);
}

static bool find_tops(struct ctx *ctx, struct affected_list *list)
{
    if (db_far(ctx->db))
        return trace_far_tops(ctx, list->items, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (!find_top(ctx, &list->items[i].unit, &list->items[i].top))
            return false;
    return true;
}

bool service_affected(struct ctx *ctx, const struct unit_filter *f, struct affected_list *ret)
{
    struct unit_views units;
    if (!service_unit_list(ctx, f, &units))
        return false;
    struct affected_list list = {.items = ARENA_ARRAY(ctx->arena, units.count + 1, struct affected),
                                 .count = units.count};
    if (!list.items)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < units.count; i++)
        list.items[i].unit = units.items[i];
    if (!find_tops(ctx, &list))
        return false;
    *ret = list;
    return true;
}
