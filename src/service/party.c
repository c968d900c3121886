#include "service/party.h"

/* Another party has the value already. */
static bool taken(struct ctx *ctx, const char *field, struct str value, const struct party *who)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, field, "%s %.*s belongs to %s %.*s (%.*s)", field, STR_ARG(value),
                      party_kind_names[who->kind], STR_ARG(who->code), STR_ARG(who->name));
}

/* Valid, and no other party has its keys. */
static bool acceptable(struct ctx *ctx, const struct party *p)
{
    if (!party_valid(ctx->arena, p, &ctx->refusal))
        return false;
    struct party other;
    enum db_result r = store_party_by_code(ctx->db, ctx->arena, p->code, &other);
    if (r == DB_ROW && other.id != p->id)
        return taken(ctx, "code", p->code, &other);
    if (!ctx_check(ctx, r) || str_empty(p->gln))
        return !ctx->failure;
    r = store_party_by_gln(ctx->db, ctx->arena, p->gln, &other);
    if (r == DB_ROW && other.id != p->id)
        return taken(ctx, "gln", p->gln, &other);
    return ctx_check(ctx, r);
}

bool service_party_create(struct ctx *ctx, const struct party *in, struct party *ret)
{
    struct party p = *in;
    p.id = 0;
    p.version = 1;
    p.created_at = ctx->now;
    if (!acceptable(ctx, &p) || !ctx_check(ctx, store_party_insert(ctx->db, &p, &p.id)))
        return false;
    *ret = p;
    return true;
}

bool service_party_change(struct ctx *ctx, const struct party *in, struct party *ret)
{
    struct party p = *in;
    if (!acceptable(ctx, &p))
        return false;
    enum db_result r = store_party_update(ctx->db, &p);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "party %.*s is no longer as it was read",
                          STR_ARG(p.code));
    if (!ctx_check(ctx, r))
        return false;
    p.version++;
    *ret = p;
    return true;
}

bool service_party_get(struct ctx *ctx, struct str code, struct party *ret)
{
    enum db_result r = store_party_by_code(ctx->db, ctx->arena, code, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no party '%.*s'", STR_ARG(code));
    return ctx_check(ctx, r);
}

bool service_party_list(struct ctx *ctx, const struct party_filter *f, struct party_list *ret)
{
    return ctx_check(ctx, store_party_list(ctx->db, ctx->arena, f, ret));
}
