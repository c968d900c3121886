#include "service/numbering.h"

/* What is derived from the pattern, for who reads the scheme. */
static void tell_format(struct ctx *ctx, struct numbering_scheme *s)
{
    struct numbering_pattern p;
    struct refusal unused = {0};
    if (numbering_pattern_read(ctx->arena, s->pattern, &p, &unused))
        s->format = numbering_pattern_format(ctx->arena, &p);
}

bool service_numbering_scheme_create(struct ctx *ctx, const struct numbering_scheme *in, struct numbering_scheme *ret)
{
    struct numbering_scheme s = *in, other;
    s.id = 0;
    s.version = 1;
    s.created_at = ctx->now;
    if (!numbering_scheme_valid(ctx->arena, &s, &ctx->refusal))
        return false;
    enum db_result r = store_numbering_scheme_by_code(ctx->db, ctx->arena, s.code, &other);
    if (r == DB_ROW)
        return ctx_refuse(ctx, REFUSED_DUPLICATE, "code", "there is a numbering scheme %.*s already (%.*s)",
                          STR_ARG(s.code), STR_ARG(other.name));
    if (!ctx_check(ctx, r) || !ctx_check(ctx, store_numbering_scheme_insert(ctx->db, &s, &s.id)))
        return false;
    tell_format(ctx, &s);
    *ret = s;
    return true;
}

bool service_numbering_scheme_change(struct ctx *ctx, const struct numbering_scheme *in, struct numbering_scheme *ret)
{
    struct numbering_scheme s = *in;
    if (!numbering_scheme_valid(ctx->arena, &s, &ctx->refusal))
        return false;
    enum db_result r = store_numbering_scheme_update(ctx->db, &s);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "numbering scheme %.*s is no longer as it was read",
                          STR_ARG(s.code));
    if (!ctx_check(ctx, r))
        return false;
    s.version++;
    tell_format(ctx, &s);
    *ret = s;
    return true;
}

bool service_numbering_scheme_get(struct ctx *ctx, struct str code, struct numbering_scheme *ret)
{
    enum db_result r = store_numbering_scheme_by_code(ctx->db, ctx->arena, code, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no numbering scheme '%.*s'", STR_ARG(code));
    if (r == DB_ROW)
        tell_format(ctx, ret);
    return ctx_check(ctx, r);
}

bool service_numbering_scheme_list(struct ctx *ctx, const struct numbering_scheme_filter *f,
                                   struct numbering_scheme_list *ret)
{
    if (!ctx_check(ctx, store_numbering_scheme_list(ctx->db, ctx->arena, f, ret)))
        return false;
    for (size_t i = 0; i < ret->count; i++)
        tell_format(ctx, &ret->items[i]);
    return true;
}

bool service_numbering_issue_get(struct ctx *ctx, struct id id, struct numbering_issue *ret)
{
    enum db_result r = store_numbering_issue_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "no numbers were issued under this id");
    return ctx_check(ctx, r);
}

bool service_numbering_issue_list(struct ctx *ctx, const struct numbering_issue_filter *f, struct numbering_issue **ret,
                                  size_t *ret_count)
{
    return ctx_check(ctx, store_numbering_issue_list(ctx->db, ctx->arena, f, ret, ret_count));
}
