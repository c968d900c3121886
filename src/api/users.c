/*
 * users: who may sign in, and what they may. A new password is hashed on a worker before the writer is asked.
 */
#include "service/user.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/list.h"
#include "api/person_json.h"
#include "api/state.h"
#include "api/write.h"
#include "base/limits.h"
#include "service/authorise.h"
#include "service/secret.h"
#include "store/person.h"

/* ---- reading ---- */

struct filter {
    int active; /* as store_user_list */
};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    const struct filter *f = filter;
    struct user *rows;
    if (!service_user_list(ctx, after, f->active, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static void json(struct json_out *o, const void *row)
{
    api_user_json(o, row);
}

static void csv(struct api_cells *out, const void *row)
{
    const struct user *u = row;
    struct buf roles = {0};
    for (int i = 0; i < ROLE_TOTAL; i++)
        if (u->roles & ROLE_BIT(i))
            buf_fmt(&roles, "%s%s", roles.len ? " " : "", role_names[i]);
    api_cell_int(out, u->id, true);
    api_cell_str(out, u->name, false);
    api_cell_str(out, buf_view(&roles), false);
    api_cell_bool(out, u->active, false);
    api_cell_time(out, u->created_at, false);
    buf_free(&roles);
}

static struct str key(struct arena *a, const void *row)
{
    return arena_str(a, ((const struct user *)row)->name);
}

static const char *const columns[] = {"id", "name", "roles", "active", "created_at", NULL};
static const struct api_list users = {.name = "users",
                                      .columns = columns,
                                      .row_size = sizeof(struct user),
                                      .fetch = fetch,
                                      .json = json,
                                      .csv = csv,
                                      .key = key};

enum http_outcome api_users_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    bool active;
    struct filter *f = ARENA_NEW(api_arena(call), struct filter);
    api_query_open(&q, call);
    f->active = api_query_bool(&q, "active", &active) ? active : -1;
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &users, f, &page);
}

static enum http_outcome reply_user(struct call *call, int status, const struct user *u)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    api_user_json(&o, u);
    return api_reply_json(call, status, &body);
}

enum http_outcome api_users_get(struct call *call)
{
    int64_t id;
    struct user u;
    if (!api_param_id(call, "id", &id) || !service_user_get(api_ctx(call), id, &u))
        return api_problem(call);
    if (api_not_modified(call, u.version))
        return HTTP_DONE;
    return reply_user(call, 200, &u);
}

/* ---- writing ---- */

/* What a POST or PATCH asks for, on its way from the body through the hashing worker to the writer. */
struct wish {
    struct user user; /* POST */
    int64_t id;       /* PATCH */
    struct user_change change;
    struct str name, password, current; /* name: whose password it is */
    struct hash keep;
    bool (*work)(struct call *call, void *state);
};

static bool create(struct call *call, void *state)
{
    struct wish *w = state;
    struct user made;
    w->user.password_hash = w->change.password_hash;
    if (!service_user_create(api_ctx(call), &w->user, &made))
        return false;
    api_reply_location(call, "/v1/users/", arena_fmt(api_arena(call), "%lld", (long long)made.id));
    api_etag(call, made.version);
    reply_user(call, 201, &made);
    return true;
}

static bool change(struct call *call, void *state)
{
    struct wish *w = state;
    struct ctx *ctx = api_ctx(call);
    struct user u;
    if (!service_user_get(ctx, w->id, &u) || !api_if_match(call, u.version) ||
        !service_user_change(ctx, w->id, &w->change, &u))
        return false;
    call->forget_identities = true;
    api_etag(call, u.version);
    reply_user(call, 200, &u);
    return true;
}

/* On a hashing worker. */
static enum http_outcome hash(struct call *call)
{
    struct wish *w = call->work_state;
    char text[SECRET_HASH_MAX];
    if (!service_password_hash(w->password, text))
        return api_failure(call, DB_FAILED);
    w->change.password_hash = arena_str(api_arena(call), str_of(text));
    return api_write(call, w->work, w);
}

/* On a hashing worker: who changes their own password shows that they know the old one. */
static enum http_outcome check_current(struct call *call)
{
    struct wish *w = call->work_state;
    struct user u = {0};
    struct db *db;
    enum db_result r = readers_take(call->app->readers, &db);
    if (r != DB_OK)
        return api_failure(call, r);
    r = store_user_by_id(db, api_arena(call), w->id, &u);
    readers_give(call->app->readers, db);
    if (r != DB_ROW && r != DB_DONE)
        return api_failure(call, r);
    if (!service_password_matches(w->current, u.password_hash))
        return api_refuse(call, REFUSED_WRONG_PASSWORD, "current_password", "The current password is another one.");
    throttle_pass(call->app->throttle, w->name, call->x->request.remote);
    return hash(call);
}

static enum http_outcome go_on(struct call *call, struct wish *w)
{
    struct ctx *ctx = api_ctx(call);
    if (w->password.ptr == NULL)
        return api_write(call, w->work, w);
    if (!password_valid(ctx->arena, w->password, w->name, &ctx->refusal))
        return api_problem(call);
    call->work_state = w;
    bool own = w->id != 0 && w->id == ctx->actor.id && call->via != VIA_LOCAL;
    if (own && !api_throttle(call, w->name))
        return api_problem(call);
    return api_later(call, call->app->hashers, own ? check_current : hash);
}

enum http_outcome api_users_create(struct call *call)
{
    struct api_body b;
    struct wish *w = ARENA_NEW(api_arena(call), struct wish);
    w->user.active = true;
    w->work = create;
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "name");
    api_body_need(&b, "roles");
    api_body_str(&b, "name", &w->user.name);
    api_body_str(&b, "password", &w->password);
    api_body_bits(&b, "roles", role_names, ROLE_TOTAL, &w->user.roles);
    api_body_bool(&b, "active", &w->user.active);
    if (!api_body_close(&b) || !user_valid(api_arena(call), &w->user, &api_ctx(call)->refusal))
        return api_problem(call);
    w->name = w->user.name;
    return go_on(call, w);
}

/* Only administrators change others; said before a password is hashed for nothing. */
static bool may(struct call *call, const struct wish *w)
{
    bool own_password = w->id == api_ctx(call)->actor.id && !w->change.set_roles && !w->change.set_active;
    return own_password || service_authorise(api_ctx(call), ROLES_ADMIN);
}

enum http_outcome api_users_change(struct call *call)
{
    struct api_body b;
    struct wish *w = ARENA_NEW(api_arena(call), struct wish);
    w->work = change;
    if (!api_param_id(call, "id", &w->id) || !api_body_open(&b, call))
        return api_problem(call);
    w->change.set_roles = api_body_bits(&b, "roles", role_names, ROLE_TOTAL, &w->change.roles);
    w->change.set_active = api_body_bool(&b, "active", &w->change.active);
    api_body_str(&b, "password", &w->password);
    api_body_str(&b, "current_password", &w->current);
    if (!api_body_close(&b) || !may(call, w))
        return api_problem(call);
    w->name = w->id == api_ctx(call)->actor.id ? api_ctx(call)->actor.name : (struct str){0};
    w->keep = call->token;
    w->change.keep = &w->keep;
    return go_on(call, w);
}
