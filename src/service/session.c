#include "service/session.h"

#include "store/idempotency.h"
#include "store/person.h"

bool service_session_create(struct ctx *ctx, const struct user *checked, struct str device, struct session *ret,
                            char ret_token[SECRET_TOKEN_LEN + 1])
{
    int64_t user_id = checked->id;
    struct user user;
    struct session s = {.user_id = user_id,
                        .created_at = ctx->now,
                        .expires_at = ctx->now + (msec)SESSION_HOURS * 60 * 60 * 1000,
                        .device = device};
    enum db_result r = store_user_by_id(ctx->db, ctx->arena, user_id, &user);
    if (!ctx_check(ctx, r))
        return false;
    if (r == DB_DONE || !user.active || !str_eq(user.password_hash, checked->password_hash))
        return ctx_refuse(ctx, REFUSED_WRONG_PASSWORD, NULL, "Name or password is wrong.");
    service_token_new(SECRET_SESSION_PREFIX, ret_token, &s.token);
    if (!ctx_check(ctx, store_session_purge(ctx->db, ctx->now)) ||
        !ctx_check(ctx, store_session_trim(ctx->db, user_id, SESSIONS_PER_USER - 1)) ||
        !ctx_check(ctx, store_session_insert(ctx->db, &s)))
        return false;
    *ret = s;
    return true;
}

bool service_session_end(struct ctx *ctx, struct hash token)
{
    return ctx_check(ctx, store_session_delete(ctx->db, token));
}

bool service_purge(struct ctx *ctx, msec answers_before)
{
    return ctx_check(ctx, store_session_purge(ctx->db, ctx->now)) &&
           ctx_check(ctx, store_idempotency_purge(ctx->db, answers_before));
}
