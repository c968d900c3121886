#include "service/link_settings.h"

#include "service/authorise.h"
#include "store/product.h"

bool service_link_settings(struct ctx *ctx, struct link_settings *ret)
{
    enum db_result r = store_link_settings_get(ctx->db, ctx->arena, ret);
    if (r == DB_DONE)
        link_settings_defaults(ret);
    return ctx_check(ctx, r);
}

bool service_link_settings_change(struct ctx *ctx, const struct link_settings *in, struct link_settings *ret)
{
    if (!service_authorise(ctx, ROLE_BIT(ROLE_ADMIN)) || !link_settings_valid(ctx->arena, in, &ctx->refusal))
        return false;
    enum db_result r = store_link_settings_put(ctx->db, in);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the settings are no longer as they were read");
    if (!ctx_check(ctx, r))
        return false;
    *ret = *in;
    ret->version++;
    return true;
}

/* ---- products ---- */

static bool product_id(struct ctx *ctx, struct str sku, enum refusal_code none, int64_t *ret)
{
    struct product p;
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, sku, &p);
    if (r == DB_DONE)
        return ctx_refuse(ctx, none, "product", "there is no product '%.*s'", STR_ARG(sku));
    if (r == DB_ROW)
        *ret = p.id;
    return ctx_check(ctx, r);
}

bool service_link_product(struct ctx *ctx, struct str sku, bool *ret_pages)
{
    int64_t id = 0;
    if (!product_id(ctx, sku, REFUSED_NOT_FOUND, &id))
        return false;
    enum db_result r = store_link_hidden(ctx->db, id);
    *ret_pages = r == DB_DONE;
    return ctx_check(ctx, r);
}

bool service_link_product_change(struct ctx *ctx, struct str sku, bool pages)
{
    int64_t id = 0;
    return service_authorise(ctx, MAY_WRITE_PRODUCTS) && product_id(ctx, sku, REFUSED_NOT_FOUND, &id) &&
           ctx_check(ctx, store_link_hide(ctx->db, id, !pages));
}

/* ---- targets ---- */

bool service_link_target(struct ctx *ctx, int64_t id, struct link_target *ret)
{
    enum db_result r = store_link_target_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no target %lld", (long long)id);
    return ctx_check(ctx, r);
}

bool service_link_target_list(struct ctx *ctx, struct str sku, int64_t after, int limit, struct link_target **ret,
                              size_t *ret_count)
{
    return ctx_check(ctx, store_link_target_list(ctx->db, ctx->arena, sku, after, limit, ret, ret_count));
}

static bool room_for_one(struct ctx *ctx, int64_t product)
{
    int64_t count = 0;
    if (!ctx_check(ctx, store_link_target_count(ctx->db, product, &count)))
        return false;
    return count < LINK_TARGETS_MAX / 2 ||
           ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "A product has at most %d targets; remove one first.",
                      LINK_TARGETS_MAX / 2);
}

bool service_link_target_create(struct ctx *ctx, const struct link_target *in, struct link_target *ret)
{
    struct link_target t = *in;
    t.version = 1;
    if (!service_authorise(ctx, MAY_WRITE_PRODUCTS) || !link_target_valid(ctx->arena, &t, &ctx->refusal))
        return false;
    if (t.sku.len && !product_id(ctx, t.sku, REFUSED_UNKNOWN_PRODUCT, &t.product_id))
        return false;
    if (!room_for_one(ctx, t.product_id) || !ctx_check(ctx, store_link_target_insert(ctx->db, &t, &t.id)))
        return false;
    *ret = t;
    return true;
}

bool service_link_target_change(struct ctx *ctx, const struct link_target *in, struct link_target *ret)
{
    if (!service_authorise(ctx, MAY_WRITE_PRODUCTS) || !link_target_valid(ctx->arena, in, &ctx->refusal))
        return false;
    enum db_result r = store_link_target_update(ctx->db, in);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the target is no longer as it was read");
    if (!ctx_check(ctx, r))
        return false;
    *ret = *in;
    ret->version++;
    return true;
}

bool service_link_target_delete(struct ctx *ctx, int64_t id)
{
    struct link_target t;
    return service_authorise(ctx, MAY_WRITE_PRODUCTS) && service_link_target(ctx, id, &t) &&
           ctx_check(ctx, store_link_target_delete(ctx->db, id));
}

bool service_link_targets_of(struct ctx *ctx, int64_t product_id_, struct link_target **ret, size_t *ret_count)
{
    return ctx_check(ctx, store_link_target_of(ctx->db, ctx->arena, product_id_, LINK_TARGETS_MAX, ret, ret_count));
}
