#include "service/unit_read.h"

#include "service/unit_far.h"

bool service_read_begin(struct ctx *ctx)
{
    return ctx_check(ctx, db_begin_read(ctx->db));
}

void service_read_end(struct ctx *ctx)
{
    db_rollback(ctx->db);
}

static bool found(struct ctx *ctx, enum db_result r)
{
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no such unit");
    return ctx_check(ctx, r);
}

static bool complete(struct ctx *ctx, enum db_result r, struct unit_view *v)
{
    return found(ctx, r) && ctx_check(ctx, store_unit_numbers(ctx->db, ctx->arena, v));
}

bool service_unit_view(struct ctx *ctx, int64_t id, struct unit_view *ret)
{
    if (db_far(ctx->db))
        return found(ctx, unit_far_view(ctx->db, ctx->arena, id, ret));
    return complete(ctx, store_unit_view(ctx->db, ctx->arena, id, ret), ret);
}

bool service_unit_view_by_serial(struct ctx *ctx, struct str sku, struct str serial, struct unit_view *ret)
{
    if (db_far(ctx->db))
        return found(ctx, unit_far_view_by_serial(ctx->db, ctx->arena, sku, serial, ret));
    return complete(ctx, store_unit_view_by_serial(ctx->db, ctx->arena, sku, serial, ret), ret);
}

bool service_unit_now(struct ctx *ctx, int64_t id, struct unit_view *ret)
{
    bool whole = false;
    if (db_far(ctx->db)) {
        enum db_result r = unit_far_glance(ctx->db, ctx->arena, id, ret, &whole);
        if (whole || r != DB_ROW)
            return found(ctx, r);
    }
    if (!service_read_begin(ctx))
        return false;
    bool good = service_unit_view(ctx, id, ret);
    service_read_end(ctx);
    return good;
}

enum db_result service_units_now_by_serial(struct db *db, struct arena *a, const struct unit_wanted *wanted,
                                           size_t count, struct unit_view *ret)
{
    return unit_far_views_by_serial(db, a, wanted, count, ret);
}

/* One statement for the row alone; when that is not all, one for the whole. */
static bool far_by_serial(struct ctx *ctx, struct str sku, struct str serial, struct unit_view *ret)
{
    bool whole = false;
    const struct unit_wanted wanted = {sku, serial};
    enum db_result r = unit_far_glance_by_serial(ctx->db, ctx->arena, sku, serial, ret, &whole);
    if (r != DB_ROW || whole)
        return found(ctx, r);
    r = unit_far_views_by_serial(ctx->db, ctx->arena, &wanted, 1, ret);
    return found(ctx, r == DB_OK && !ret->unit.id ? DB_DONE : r);
}

bool service_unit_now_by_serial(struct ctx *ctx, struct str sku, struct str serial, struct unit_view *ret)
{
    if (db_far(ctx->db))
        return far_by_serial(ctx, sku, serial, ret);
    if (!service_read_begin(ctx))
        return false;
    bool good = service_unit_view_by_serial(ctx, sku, serial, ret);
    service_read_end(ctx);
    return good;
}

uint64_t service_unit_allowed(const struct ctx *ctx, const struct unit *u)
{
    return lifecycle_allowed(u->status, u->holds, ctx->actor.roles);
}

bool service_unit_history(struct ctx *ctx, int64_t id, int64_t before, int limit, bool full, struct unit_history *ret)
{
    return ctx_check(ctx, store_unit_history(ctx->db, ctx->arena, id, before, limit, full, ret));
}
