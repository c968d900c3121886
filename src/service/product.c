#include "service/product.h"

#include "store/lot.h"
#include "store/numbering.h"

/* Another product has the value already. */
static bool taken(struct ctx *ctx, const char *field, struct str value, const struct product *who)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, field, "%s %.*s belongs to product %.*s (%.*s)", field, STR_ARG(value),
                      STR_ARG(who->sku), STR_ARG(who->name));
}

static bool keys_free(struct ctx *ctx, const struct product *p)
{
    struct product other;
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, p->sku, &other);
    if (r == DB_ROW && other.id != p->id)
        return taken(ctx, "sku", p->sku, &other);
    if (!ctx_check(ctx, r) || str_empty(p->gtin))
        return !ctx->failure;
    r = store_product_by_gtin(ctx->db, ctx->arena, p->gtin, &other);
    if (r == DB_ROW && other.id != p->id)
        return taken(ctx, "gtin", p->gtin, &other);
    return ctx_check(ctx, r);
}

/* The scheme that numbers its units, by its code. */
static bool find_scheme(struct ctx *ctx, struct product *p)
{
    struct numbering_scheme s;
    p->scheme_id = 0;
    if (str_empty(p->scheme))
        return true;
    enum db_result r = store_numbering_scheme_by_code(ctx->db, ctx->arena, p->scheme, &s);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_SCHEME, "numbering", "there is no numbering scheme '%.*s'",
                          STR_ARG(p->scheme));
    if (r == DB_ROW && s.kind != NUMBERING_UNIT)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "numbering", "scheme %.*s makes numbers of packages, not of units",
                          STR_ARG(s.code));
    p->scheme_id = r == DB_ROW ? s.id : 0;
    return ctx_check(ctx, r);
}

/* Valid, in normal form, and no other product has its keys. */
static bool acceptable(struct ctx *ctx, struct product *p)
{
    if (!product_valid(ctx->arena, p, &ctx->refusal))
        return false;
    product_normalise(ctx->arena, p);
    return find_scheme(ctx, p) && keys_free(ctx, p);
}

bool service_product_create(struct ctx *ctx, const struct product *in, struct product *ret)
{
    struct product p = *in;
    p.id = 0;
    p.version = 1;
    p.created_at = ctx->now;
    if (!acceptable(ctx, &p) || !ctx_check(ctx, store_product_insert(ctx->db, &p, &p.id)))
        return false;
    *ret = p;
    return true;
}

bool service_product_change(struct ctx *ctx, const struct product *in, struct product *ret)
{
    struct product p = *in, was;
    if (!acceptable(ctx, &p))
        return false;
    enum db_result r = store_product_by_id(ctx->db, ctx->arena, in->id, &was);
    if (r == DB_ROW)
        r = store_product_update(ctx->db, &p);
    if (r == DB_OK && !str_eq(was.sku, p.sku))
        r = store_lot_touch(ctx->db, p.id);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "product %.*s is no longer as it was read",
                          STR_ARG(p.sku));
    if (!ctx_check(ctx, r))
        return false;
    p.version++;
    *ret = p;
    return true;
}

bool service_product_get(struct ctx *ctx, struct str sku, struct product *ret)
{
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, sku, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no product '%.*s'", STR_ARG(sku));
    return ctx_check(ctx, r);
}

bool service_product_find(struct ctx *ctx, struct str sku, const char *field, struct product *ret)
{
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, sku, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_PRODUCT, field, "there is no product '%.*s'", STR_ARG(sku));
    return ctx_check(ctx, r);
}

bool service_product_list(struct ctx *ctx, const struct product_filter *f, struct product_list *ret)
{
    return ctx_check(ctx, store_product_list(ctx->db, ctx->arena, f, ret));
}
