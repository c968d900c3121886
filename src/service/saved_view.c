#include "service/saved_view.h"

#include "service/authorise.h"
#include "store/saved_view.h"

bool service_saved_view_get(struct ctx *ctx, int64_t id, struct saved_view *ret)
{
    enum db_result r = store_saved_view_by_id(ctx->db, ctx->arena, id, ret);
    bool own = r == DB_ROW && ret->user_id == ctx->actor.id;
    if (r == DB_DONE || (r == DB_ROW && !own && !ret->shared))
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no view %lld", (long long)id);
    if (r == DB_ROW)
        ret->own = own;
    return ctx_check(ctx, r);
}

bool service_saved_view_list(struct ctx *ctx, struct str page, int64_t after, int limit, struct saved_view **ret,
                             size_t *ret_count)
{
    int64_t me = ctx->actor.id;
    if (!ctx_check(ctx, store_saved_view_list(ctx->db, ctx->arena, me, page, after, limit, ret, ret_count)))
        return false;
    for (size_t i = 0; i < *ret_count; i++)
        (*ret)[i].own = (*ret)[i].user_id == me;
    return true;
}

static bool taken(struct ctx *ctx, const struct saved_view *v)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, "name", "There is a view '%.*s' of this page already.", STR_ARG(v->name));
}

static bool room_for_one(struct ctx *ctx)
{
    int64_t count = 0;
    if (!ctx_check(ctx, store_saved_view_count_of(ctx->db, ctx->actor.id, &count)))
        return false;
    return count < SAVED_VIEWS_PER_USER ||
           ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "Nobody has more than %d views; remove one first.",
                      SAVED_VIEWS_PER_USER);
}

bool service_saved_view_create(struct ctx *ctx, const struct saved_view *in, struct saved_view *ret)
{
    struct saved_view v = *in;
    v.user_id = ctx->actor.id;
    v.owner = ctx->actor.name;
    v.own = true;
    v.created_at = ctx->now;
    v.version = 1;
    if (!saved_view_valid(ctx->arena, &v, &ctx->refusal) || !room_for_one(ctx))
        return false;
    enum db_result r = store_saved_view_insert(ctx->db, &v, &v.id);
    if (r == DB_UNIQUE)
        return taken(ctx, &v);
    if (!ctx_check(ctx, r))
        return false;
    *ret = v;
    return true;
}

static bool may_change(struct ctx *ctx, const struct saved_view *v)
{
    return v->own || service_may(&ctx->actor, ROLE_BIT(ROLE_ADMIN)) ||
           ctx_refuse(ctx, REFUSED_FORBIDDEN, NULL, "This view is %.*s's: only they and administrators may change it.",
                      STR_ARG(v->owner));
}

bool service_saved_view_change(struct ctx *ctx, const struct saved_view *in, struct saved_view *ret)
{
    if (!may_change(ctx, in) || !saved_view_valid(ctx->arena, in, &ctx->refusal))
        return false;
    enum db_result r = store_saved_view_update(ctx->db, in);
    if (r == DB_UNIQUE)
        return taken(ctx, in);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the view is no longer as it was read");
    if (!ctx_check(ctx, r))
        return false;
    *ret = *in;
    ret->version++;
    return true;
}

bool service_saved_view_delete(struct ctx *ctx, int64_t id)
{
    struct saved_view v;
    return service_saved_view_get(ctx, id, &v) && may_change(ctx, &v) &&
           ctx_check(ctx, store_saved_view_delete(ctx->db, id));
}
