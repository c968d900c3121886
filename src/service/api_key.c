#include "service/api_key.h"

#include "service/authorise.h"
#include "store/person.h"

#define ADMIN ROLE_BIT(ROLE_ADMIN)

bool service_api_key_list(struct ctx *ctx, int64_t after_id, int limit, struct api_key **ret, size_t *ret_count)
{
    bool all = ctx->actor.roles & (ADMIN | ROLE_BIT(ROLE_AUDITOR));
    return ctx_check(ctx,
                     store_api_key_list(ctx->db, ctx->arena, all ? 0 : ctx->actor.id, after_id, limit, ret, ret_count));
}

/* The key's user; roles are cut to what the actor may hand on. */
static bool load_user(struct ctx *ctx, int64_t id, struct user *ret)
{
    bool own = id == ctx->actor.id;
    if (!own && !service_authorise(ctx, ADMIN))
        return false;
    enum db_result r = store_user_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, "user", "There is no user %lld.", (long long)id);
    if (own)
        ret->roles &= ctx->actor.roles;
    return ctx_check(ctx, r);
}

bool service_api_key_create(struct ctx *ctx, const struct api_key *in, struct api_key *ret,
                            char ret_token[SECRET_TOKEN_LEN + 1])
{
    struct user user;
    struct api_key k = *in;
    if (!load_user(ctx, k.user_id ? k.user_id : ctx->actor.id, &user))
        return false;
    k.user_id = user.id;
    k.user_name = user.name;
    k.created_at = ctx->now;
    if (k.roles == 0)
        k.roles = user.roles;
    if (!api_key_valid(ctx->arena, &k, user.roles, ctx->now, &ctx->refusal))
        return false;
    service_token_new(SECRET_KEY_PREFIX, ret_token, &k.token);
    if (!ctx_check(ctx, store_api_key_insert(ctx->db, &k, &k.id)))
        return false;
    *ret = k;
    return true;
}

bool service_api_key_revoke(struct ctx *ctx, int64_t id)
{
    struct api_key k;
    enum db_result r = store_api_key_by_id(ctx->db, ctx->arena, id, &k);
    if (!ctx_check(ctx, r))
        return false;
    bool mine = r == DB_ROW && (k.user_id == ctx->actor.id || (ctx->actor.roles & ADMIN));
    if (!mine)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no key %lld.", (long long)id);
    return ctx_check(ctx, store_api_key_revoke(ctx->db, id, ctx->now));
}
