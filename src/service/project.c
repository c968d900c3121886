#include "service/project.h"

#include "domain/apply.h"
#include "store/package.h"
#include "store/unit.h"

/* ---- stock ---- */

struct pending *pending_new(struct arena *a, size_t units, struct buf *gathered)
{
    struct pending *p = ARENA_NEW(a, struct pending);
    unsigned size = 8;
    while (size < STOCK_SLOTS_MAX && size < units * 4)
        size *= 2;
    if (!p)
        return NULL;
    p->stock.size = size;
    p->stock.slots = ARENA_ARRAY(a, size, struct stock_change);
    p->units = gathered;
    if (gathered)
        buf_clear(gathered);
    return p->stock.slots ? p : NULL;
}

static unsigned slot_of(int64_t product, int64_t location, enum status status)
{
    uint64_t h = (uint64_t)product * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)location * UINT64_C(0xC2B2AE3D27D4EB4F) ^
                 (uint64_t)status * UINT64_C(0x165667B19E3779F9);
    return (unsigned)(h ^ h >> 32);
}

static bool project_stock(struct ctx *ctx, struct stock_changes *stock);

static bool change_stock(struct ctx *ctx, struct stock_changes *stock, const struct unit *u, int64_t delta)
{
    if (!u->location_id)
        return true;
    if (stock->count >= stock->size / 2 && !project_stock(ctx, stock))
        return false;
    unsigned i = slot_of(u->product_id, u->location_id, u->status) & (stock->size - 1);
    struct stock_change *s;
    for (;; i = (i + 1) & (stock->size - 1)) {
        s = &stock->slots[i];
        if (!s->used)
            break;
        if (s->product_id == u->product_id && s->location_id == u->location_id && s->status == u->status)
            break;
    }
    if (!s->used) {
        *s = (struct stock_change){u->product_id, u->location_id, 0, u->status, true};
        stock->count++;
    }
    s->delta += delta;
    return true;
}

static bool project_stock(struct ctx *ctx, struct stock_changes *stock)
{
    for (unsigned i = 0; stock->count > 0 && i < stock->size; i++) {
        struct stock_change *s = &stock->slots[i];
        if (!s->used)
            continue;
        if (s->delta &&
            !ctx_check(ctx, store_stock_change(ctx->db, s->product_id, s->location_id, s->status, s->delta)))
            return false;
        s->used = false;
        stock->count--;
    }
    return true;
}

/* ---- one unit ---- */

static bool project_containment(struct ctx *ctx, const struct event *e, const struct unit *before,
                                const struct unit *after)
{
    if (before->parent_id == after->parent_id)
        return true;
    if (before->parent_id && !ctx_check(ctx, store_containment_close(ctx->db, after->id, e->seq, e->time.at)))
        return false;
    return !after->parent_id ||
           ctx_check(ctx, store_containment_open(ctx->db, after->id, after->parent_id, e->seq, e->time.at));
}

static bool project_identifiers(struct ctx *ctx, const struct event_unit *x)
{
    for (size_t i = 0; i < x->identifier_count; i++) {
        const struct identifier *n = &x->identifiers[i];
        enum db_result r = n->removed ? store_identifier_delete(ctx->db, n->kind, n->value, x->id)
                                      : store_identifier_insert(ctx->db, n->kind, n->value, x->id);
        if (!ctx_check(ctx, r))
            return false;
    }
    return true;
}

static enum db_result write_unit(struct ctx *ctx, const struct unit *before, const struct unit *after,
                                 struct pending *p)
{
    if (before->status == STATUS_NONE)
        return store_unit_insert(ctx->db, after);
    if (!p->units || !str_eq(before->serial, after->serial))
        return store_unit_update(ctx->db, before, after);
    buf_add(p->units, after, sizeof *after);
    return DB_OK;
}

bool project_units(struct ctx *ctx, struct pending *p)
{
    if (!p->units || p->units->len == 0)
        return true;
    const struct unit *units = (const void *)p->units->ptr;
    enum db_result r = store_unit_update_many(ctx->db, units, p->units->len / sizeof *units);
    buf_clear(p->units);
    return ctx_check(ctx, r);
}

bool project_pending(struct ctx *ctx, struct pending *p)
{
    return project_units(ctx, p) && project_stock(ctx, &p->stock);
}

static bool project_unit(struct ctx *ctx, const struct event *e, const struct event_unit *x, const struct unit *before,
                         struct pending *p)
{
    struct unit after = *before;
    unit_apply(&after, e, x);
    enum db_result r = write_unit(ctx, before, &after, p);
    if (!ctx_check(ctx, r) || !ctx_check(ctx, store_event_unit_insert(ctx->db, &after, e, x->carried)) ||
        !project_containment(ctx, e, before, &after) || !project_identifiers(ctx, x))
        return false;
    bool same_place = before->location_id == after.location_id && before->status == after.status &&
                      before->product_id == after.product_id;
    return same_place || (change_stock(ctx, &p->stock, before, -1) && change_stock(ctx, &p->stock, &after, 1));
}

/* ---- packages ---- */

static bool project_packages(struct ctx *ctx, const struct event *e)
{
    const struct ref *target = &e->terms.package;
    if (target->id) {
        struct package known;
        enum db_result r = store_package_by_id(ctx->db, ctx->arena, target->id, &known);
        if (r == DB_DONE)
            r = store_package_insert(ctx->db, target->id, target->code, e->time.at);
        if (!ctx_check(ctx, r))
            return false;
    }
    int64_t parent = e->terms.command == COMMAND_PACK ? target->id : 0;
    for (size_t i = 0; i < e->package_count; i++)
        if (!ctx_check(ctx, store_package_set_parent(ctx->db, e->packages[i].id, parent)))
            return false;
    return true;
}

bool project_event(struct ctx *ctx, const struct event *e, const struct unit *before, struct pending *p)
{
    if ((e->terms.package.id || e->package_count) && !project_packages(ctx, e))
        return false;
    for (size_t i = 0; i < e->unit_count; i++) {
        struct unit found = {.status = STATUS_NONE};
        const struct unit *u = before ? &before[i] : &found;
        if (!before && !ctx_check(ctx, store_unit_by_id(ctx->db, ctx->arena, e->units[i].id, &found)))
            return false;
        if (!project_unit(ctx, e, &e->units[i], u, p))
            return false;
    }
    return true;
}
