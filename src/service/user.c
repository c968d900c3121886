#include "service/user.h"

#include "service/authorise.h"
#include "store/person.h"

#define ADMIN ROLE_BIT(ROLE_ADMIN)

static bool load(struct ctx *ctx, int64_t id, struct user *ret)
{
    enum db_result r = store_user_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no user %lld.", (long long)id);
    return ctx_check(ctx, r);
}

bool service_user_get(struct ctx *ctx, int64_t id, struct user *ret)
{
    if (id != ctx->actor.id && !service_authorise(ctx, ROLE_BIT(ROLE_AUDITOR)))
        return false;
    return load(ctx, id, ret);
}

bool service_user_list(struct ctx *ctx, struct str after, int active, int limit, struct user **ret, size_t *ret_count)
{
    return service_authorise(ctx, ROLE_BIT(ROLE_AUDITOR)) &&
           ctx_check(ctx, store_user_list(ctx->db, ctx->arena, after, active, limit, ret, ret_count));
}

static bool insert(struct ctx *ctx, const struct user *in, struct user *ret)
{
    struct user u = *in;
    u.created_at = ctx->now;
    u.version = 1;
    enum db_result r = store_user_insert(ctx->db, &u, &u.id);
    if (r == DB_UNIQUE)
        return ctx_refuse(ctx, REFUSED_DUPLICATE, "name", "There is a user '%.*s' already.", STR_ARG(u.name));
    if (!ctx_check(ctx, r))
        return false;
    *ret = u;
    return true;
}

bool service_user_create(struct ctx *ctx, const struct user *in, struct user *ret)
{
    return service_authorise(ctx, ADMIN) && user_valid(ctx->arena, in, &ctx->refusal) && insert(ctx, in, ret);
}

static bool may_change(struct ctx *ctx, int64_t id, const struct user_change *c)
{
    bool own_password = id == ctx->actor.id && !c->set_roles && !c->set_active;
    return own_password || service_authorise(ctx, ADMIN);
}

static bool is_admin(const struct user *u)
{
    return u->active && (u->roles & ADMIN);
}

static bool admin_stays(struct ctx *ctx, const struct user *before, const struct user *after)
{
    int64_t others = 0;
    if (!is_admin(before) || is_admin(after))
        return true;
    if (!ctx_check(ctx, store_user_count_others(ctx->db, ADMIN, before->id, &others)))
        return false;
    return others > 0 || ctx_refuse(ctx, REFUSED_LAST_ADMIN, after->active ? "roles" : "active",
                                    "'%.*s' is the only administrator.", STR_ARG(before->name));
}

static bool end_sessions(struct ctx *ctx, const struct user *u, const struct user_change *c)
{
    if (u->active && str_empty(c->password_hash))
        return true;
    return ctx_check(ctx, store_session_delete_of(ctx->db, u->id, u->active ? c->keep : NULL));
}

bool service_user_change(struct ctx *ctx, int64_t id, const struct user_change *change, struct user *ret)
{
    struct user before;
    if (!may_change(ctx, id, change) || !load(ctx, id, &before))
        return false;
    struct user u = before;
    if (change->set_roles)
        u.roles = change->roles;
    if (change->set_active)
        u.active = change->active;
    if (!str_empty(change->password_hash))
        u.password_hash = change->password_hash;
    *ret = u;
    if (u.roles == before.roles && u.active == before.active && str_empty(change->password_hash))
        return true; /* nothing new */
    if (!user_valid(ctx->arena, &u, &ctx->refusal) || !admin_stays(ctx, &before, &u) ||
        !ctx_check(ctx, store_user_update(ctx->db, &u)) || !end_sessions(ctx, &u, change))
        return false;
    ret->version++;
    return true;
}

bool service_user_first(struct ctx *ctx, struct str password_hash, bool *ret_made)
{
    int64_t count = 0;
    struct user admin = {.name = STR("admin"), .password_hash = password_hash, .roles = ADMIN, .active = true};
    if (!ctx_check(ctx, store_user_count(ctx->db, &count)))
        return false;
    *ret_made = count == 0;
    return count > 0 || insert(ctx, &admin, &admin);
}
