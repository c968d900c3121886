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

uint64_t service_unit_allowed(const struct ctx *ctx, const struct unit *u)
{
    return lifecycle_allowed(u->status, u->holds, ctx->actor.roles);
}

bool service_unit_history(struct ctx *ctx, int64_t id, int64_t before, int limit, bool full, struct unit_history *ret)
{
    return ctx_check(ctx, store_unit_history(ctx->db, ctx->arena, id, before, limit, full, ret));
}
