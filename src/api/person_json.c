#include "api/person_json.h"

#include "api/state.h"

void api_user_json(struct json_out *o, const struct user *u)
{
    json_begin_object(o);
    json_field_int(o, "id", u->id);
    json_field_str(o, "name", u->name);
    api_json_bits(o, "roles", role_names, ROLE_TOTAL, u->roles);
    json_field_bool(o, "active", u->active);
    json_field_bool(o, "password_set", !str_empty(u->password_hash));
    api_json_time(o, "created_at", u->created_at);
    json_field_int(o, "version", u->version);
    json_end_object(o);
}

void api_key_json(struct json_out *o, const struct api_key *k, const char *token)
{
    json_begin_object(o);
    json_field_int(o, "id", k->id);
    json_field_str(o, "name", k->name);
    json_field_str(o, "user", k->user_name);
    json_field_int(o, "user_id", k->user_id);
    api_json_bits(o, "roles", role_names, ROLE_TOTAL, k->roles);
    api_json_time(o, "created_at", k->created_at);
    api_json_time_opt(o, "expires_at", k->expires_at);
    api_json_time_opt(o, "revoked_at", k->revoked_at);
    if (token)
        json_field_z(o, "token", token);
    json_end_object(o);
}

bool api_throttle(struct call *call, struct str name)
{
    struct ctx *ctx = api_ctx(call);
    int wait_s = throttle_attempt(call->app->throttle, name, call->x->request.remote, ctx->now);
    if (wait_s == 0)
        return true;
    api_reply_header(call, "Retry-After", arena_fmt(ctx->arena, "%d", wait_s));
    return ctx_refuse(ctx, REFUSED_THROTTLED, NULL, "Try again in %d seconds.", wait_s);
}
