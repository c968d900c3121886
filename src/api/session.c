/*
 * session: signing in and out. The password is checked on a hashing worker, the session is written by the writer.
 */
#include "service/session.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/person_json.h"
#include "api/state.h"
#include "api/write.h"
#include "base/limits.h"
#include "domain/lifecycle.h"
#include "service/authorise.h"
#include "store/person.h"

struct sign_in {
    struct str name, password;
    struct user user;
};

static bool read_body(struct call *call, struct sign_in *ret)
{
    struct api_body b;
    if (!api_body_open(&b, call))
        return false;
    api_body_need(&b, "name");
    api_body_need(&b, "password");
    api_body_str(&b, "name", &ret->name);
    api_body_str(&b, "password", &ret->password);
    return api_body_close(&b);
}

/* HttpOnly: no script of a page can read it. Strict: no other site can have it sent along. */
static void set_cookie(struct call *call, const char *token, msec lasts)
{
    const char *secure = call->x->request.secure ? "; Secure" : "";
    api_reply_header(call, "Set-Cookie",
                     arena_fmt(api_arena(call), "serno_session=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
                               token, (long long)(lasts / 1000), secure));
}

static bool create(struct call *call, void *state)
{
    struct sign_in *in = state;
    struct ctx *ctx = api_ctx(call);
    char token[SECRET_TOKEN_LEN + 1];
    struct session s;
    struct buf body = {0};
    struct json_out o;
    if (!service_session_create(ctx, &in->user, ctx->actor.device, &s, token))
        return false;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_z(&o, "token", token);
    api_json_time(&o, "expires_at", s.expires_at);
    json_key(&o, "user");
    api_user_json(&o, &in->user);
    json_end_object(&o);
    set_cookie(call, token, s.expires_at - s.created_at);
    api_reply_json(call, 201, &body);
    return true;
}

/* DB_OK also when there is none of that name: then *ret has no password that could be right. */
static enum db_result load_user(struct call *call, struct str name, struct user *ret)
{
    struct db *db;
    enum db_result r = readers_take(call->app->readers, &db);
    *ret = (struct user){0};
    if (r != DB_OK)
        return r;
    r = store_user_by_name(db, api_arena(call), name, ret);
    readers_give(call->app->readers, db);
    if (r == DB_ROW && !ret->active)
        ret->password_hash = (struct str){0};
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

/* On a hashing worker. */
static enum http_outcome verify(struct call *call)
{
    struct sign_in *in = call->work_state;
    enum db_result r = load_user(call, in->name, &in->user);
    if (r != DB_OK)
        return api_failure(call, r);
    if (!service_password_matches(in->password, in->user.password_hash))
        return api_refuse(call, REFUSED_WRONG_PASSWORD, NULL, "Name or password is wrong.");
    throttle_pass(call->app->throttle, in->name, call->x->request.remote);
    return api_write(call, create, in);
}

static bool read_device(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    struct str device = http_header(&call->x->request, "X-Serno-Device");
    if (device.ptr && !str_utf8(device, &(size_t){0}))
        return ctx_refuse(ctx, REFUSED_NOT_UTF8, "X-Serno-Device", "The device's name is not UTF-8.");
    ctx->actor.device = device;
    return device_valid(ctx->arena, device, &ctx->refusal);
}

enum http_outcome api_session_create(struct call *call)
{
    struct sign_in *in = ARENA_NEW(api_arena(call), struct sign_in);
    if (!read_body(call, in) || !read_device(call))
        return api_problem(call);
    if (str_chars(in->name) > LIMIT_CODE_CHARS || in->password.len > LIMIT_PASSWORD_BYTES)
        return api_refuse(call, REFUSED_WRONG_PASSWORD, NULL, "Name or password is wrong.");
    if (!api_throttle(call, in->name))
        return api_problem(call);
    call->work_state = in;
    return api_later(call, call->app->hashers, verify);
}

static bool end(struct call *call, void *state)
{
    (void)state;
    if (!service_session_end(api_ctx(call), call->token))
        return false;
    call->forget_identities = true;
    set_cookie(call, "", 0);
    api_reply_nothing(call);
    return true;
}

enum http_outcome api_session_delete(struct call *call)
{
    if (call->via != VIA_SESSION && call->via != VIA_COOKIE)
        return api_refuse(call, REFUSED_BAD_REQUEST, NULL,
                          "This is no session; revoke an API key with DELETE /v1/keys/{id}.");
    return api_write(call, end, NULL);
}

static void put_commands(struct json_out *o, const struct actor *actor)
{
    json_key(o, "commands");
    json_begin_array(o);
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if (lifecycle_role_may((enum command_code)i, actor->roles))
            json_put_str(o, str_of(lifecycle_commands[i].name));
    json_end_array(o);
}

static void put_routes(struct json_out *o, struct arena *a, const struct actor *actor)
{
    json_key(o, "routes");
    json_begin_array(o);
    for (int i = 0; i < route_count; i++)
        if ((routes[i].flags & ROUTE_PUBLIC) || service_may(actor, routes[i].roles))
            json_put_str(o, arena_fmt(a, "%s %s", route_method_name(routes[i].method), routes[i].pattern));
    json_end_array(o);
}

/* For user interfaces: what to offer at all. Whether a command fits a unit is in the unit's `allowed`. */
static void put_may(struct json_out *o, struct call *call)
{
    const struct actor *actor = &api_ctx(call)->actor;
    json_key(o, "may");
    json_begin_object(o);
    put_commands(o, actor);
    put_routes(o, api_arena(call), actor);
    json_end_object(o);
}

enum http_outcome api_me(struct call *call)
{
    static const char *const ways[] = {[VIA_NOBODY] = "nobody",
                                       [VIA_SESSION] = "session",
                                       [VIA_COOKIE] = "session",
                                       [VIA_KEY] = "key",
                                       [VIA_LOCAL] = "local"};
    const struct actor *actor = &api_ctx(call)->actor;
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_int(&o, "id", actor->id);
    json_field_str(&o, "name", actor->name);
    api_json_bits(&o, "roles", role_names, ROLE_TOTAL, actor->roles);
    json_field_z(&o, "via", ways[call->via]);
    json_field_str(&o, "device", actor->device);
    put_may(&o, call);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
