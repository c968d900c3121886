#include "service/lot.h"

#include <inttypes.h>

#include "domain/valid.h"
#include "service/product.h"

static bool number_free(struct ctx *ctx, const struct lot *l)
{
    struct lot other;
    enum db_result r = store_lot_by_number(ctx->db, ctx->arena, l->product_id, l->number, &other);
    if (r == DB_ROW && other.id != l->id)
        return ctx_refuse(ctx, REFUSED_DUPLICATE, "number", "product %.*s has a lot %.*s already: lot %" PRId64,
                          STR_ARG(l->product_sku), STR_ARG(l->number), other.id);
    return ctx_check(ctx, r);
}

bool service_lot_create(struct ctx *ctx, const struct lot *in, struct lot *ret)
{
    struct lot l = *in;
    struct product p;
    if (!valid_code(ctx->arena, in->product_sku, "product", &ctx->refusal) ||
        !service_product_find(ctx, in->product_sku, "product", &p))
        return false;
    l.id = 0;
    l.version = 1;
    l.created_at = ctx->now;
    l.product_id = p.id;
    if (!l.expires_at)
        l.expires_at = lot_default_expiry(&l, p.shelf_life_days);
    if (!lot_valid(ctx->arena, &l, &ctx->refusal) || !number_free(ctx, &l) ||
        !ctx_check(ctx, store_lot_insert(ctx->db, &l, &l.id)))
        return false;
    *ret = l;
    return true;
}

bool service_lot_change(struct ctx *ctx, const struct lot *in, struct lot *ret)
{
    struct lot l = *in;
    if (!lot_valid(ctx->arena, &l, &ctx->refusal) || !number_free(ctx, &l))
        return false;
    enum db_result r = store_lot_update(ctx->db, &l);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "lot %.*s is no longer as it was read",
                          STR_ARG(l.number));
    if (!ctx_check(ctx, r))
        return false;
    l.version++;
    *ret = l;
    return true;
}

bool service_lot_get(struct ctx *ctx, int64_t id, struct lot *ret)
{
    enum db_result r = store_lot_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no lot with the id %" PRId64, id);
    return ctx_check(ctx, r);
}

bool service_lot_list(struct ctx *ctx, const struct lot_filter *f, struct lot_list *ret)
{
    return ctx_check(ctx, store_lot_list(ctx->db, ctx->arena, f, ret));
}
