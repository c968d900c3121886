/*
 * identity: the memory is a fixed table with one place per hash; a newer token in the same place replaces the older. What was read
 * from the database before a change cannot be remembered after it: the generation is taken before the reading. What another process
 * changed is obeyed as soon as the writer has noticed it.
 */
#include "api/identity.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "api/state.h"
#include "base/limits.h"
#include "domain/person.h"
#include "service/secret.h"
#include "store/person.h"

enum { PLACES = 1024, LOCKS = 16, REMEMBER_MS = 5000, NAME_BYTES = LIMIT_CODE_CHARS * 4 };

struct slot {
    struct hash token;
    uint64_t generation; /* 0: free */
    msec until;
    int64_t user_id;
    unsigned roles;
    uint16_t name_len, device_len;
    char name[NAME_BYTES], device[NAME_BYTES];
};

struct identities {
    _Atomic uint64_t generation;
    _Atomic int64_t masters_version; /* that the generation is for */
    pthread_mutex_t locks[LOCKS];
    struct slot places[PLACES];
};

struct identities *identities_new(void)
{
    struct identities *ids = calloc(1, sizeof *ids);
    assert(ids);
    atomic_init(&ids->generation, 1);
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_init(&ids->locks[i], NULL);
    return ids;
}

void identities_free(struct identities *ids)
{
    for (int i = 0; ids && i < LOCKS; i++)
        pthread_mutex_destroy(&ids->locks[i]);
    free(ids);
}

void identities_forget(struct identities *ids)
{
    atomic_fetch_add(&ids->generation, 1);
}

static void obey_others(struct app *app)
{
    struct identities *ids = app->identities;
    int64_t version = writer_masters_version(app->writer);
    if (atomic_load(&ids->masters_version) != version && atomic_exchange(&ids->masters_version, version) != version)
        identities_forget(ids);
}

/* ---- the memory ---- */

static size_t place_of(struct hash token)
{
    return (token.bytes[0] | (size_t)token.bytes[1] << 8) % PLACES;
}

/* Texts of *ret are copied into the arena (NULL: they are not wanted). */
static bool recall(struct identities *ids, struct hash token, msec now, struct arena *a, struct actor *ret)
{
    size_t at = place_of(token);
    struct slot *p = &ids->places[at];
    pthread_mutex_lock(&ids->locks[at % LOCKS]);
    bool good = p->generation == atomic_load(&ids->generation) && now < p->until && hash_eq(p->token, token);
    if (good && a)
        *ret = (struct actor){.id = p->user_id,
                              .roles = p->roles,
                              .name = arena_str(a, (struct str){p->name, p->name_len}),
                              .device = arena_str(a, (struct str){p->device, p->device_len})};
    pthread_mutex_unlock(&ids->locks[at % LOCKS]);
    return good;
}

static void remember(struct identities *ids, struct hash token, uint64_t generation, msec now,
                     const struct identity *id)
{
    size_t at = place_of(token);
    struct slot *p = &ids->places[at];
    if (id->name.len > NAME_BYTES || id->device.len > NAME_BYTES)
        return;
    pthread_mutex_lock(&ids->locks[at % LOCKS]);
    p->token = token;
    p->generation = generation;
    p->until = now + REMEMBER_MS;
    if (id->expires_at != 0 && id->expires_at < p->until)
        p->until = id->expires_at;
    p->user_id = id->user_id;
    p->roles = id->roles;
    p->name_len = (uint16_t)id->name.len;
    p->device_len = (uint16_t)id->device.len;
    memcpy(p->name, id->name.ptr, id->name.len);
    if (id->device.len > 0)
        memcpy(p->device, id->device.ptr, id->device.len);
    pthread_mutex_unlock(&ids->locks[at % LOCKS]);
}

/* ---- the database ---- */

/* DB_ROW: good; DB_DONE: the token is none of ours, or no longer. */
static enum db_result look_up(struct app *app, struct hash token, bool key, msec now, struct arena *a,
                              struct actor *ret)
{
    struct identity id;
    struct db *db;
    uint64_t generation = atomic_load(&app->identities->generation);
    enum db_result r = readers_take(app->readers, &db);
    if (r != DB_OK)
        return r;
    r = key ? store_api_key_identity(db, a, token, now, &id) : store_session_identity(db, a, token, now, &id);
    readers_give(app->readers, db);
    if (r == DB_ROW) {
        remember(app->identities, token, generation, now, &id);
        *ret = (struct actor){.id = id.user_id, .name = id.name, .roles = id.roles, .device = id.device};
    }
    return r;
}

bool identity_still(struct app *app, struct hash token)
{
    struct actor actor;
    msec now = app->log.now();
    if (app->real)
        app = app->real;
    obey_others(app);
    if (recall(app->identities, token, now, NULL, NULL))
        return true;
    struct arena *a = arena_new(0);
    enum db_result r = look_up(app, token, false, now, a, &actor);
    if (r == DB_DONE)
        r = look_up(app, token, true, now, a, &actor);
    arena_free(a);
    return r == DB_ROW;
}

/* ---- the request ---- */

static struct str bearer(const struct http_request *r)
{
    struct str v = http_header(r, "Authorization");
    size_t space = str_find(v, ' ');
    if (!str_ieq(str_slice(v, 0, space), STR("Bearer")))
        return (struct str){0};
    return str_trim(str_slice(v, space, v.len));
}

/* Where the token is, and what kind of token. VIA_NOBODY when there is none. */
static enum call_via find_token(const struct http_request *r, struct str *ret)
{
    bool header = http_header(r, "Authorization").ptr != NULL;
    struct str token = header ? bearer(r) : http_cookie(r, "serno_session");
    *ret = token;
    if (token.len != SECRET_TOKEN_LEN)
        return VIA_NOBODY;
    if (str_starts(token, STR(SECRET_SESSION_PREFIX)))
        return header ? VIA_SESSION : VIA_COOKIE;
    return header && str_starts(token, STR(SECRET_KEY_PREFIX)) ? VIA_KEY : VIA_NOBODY;
}

bool identity_known(struct app *app, const struct http_request *r)
{
    struct str token;
    return find_token(r, &token) != VIA_NOBODY && identity_still(app, hash_sha256(token));
}

/* A browser sends its cookie along whoever made the page that asks; only our own pages may write with it. */
static bool same_origin(struct call *call)
{
    const struct http_request *r = &call->x->request;
    struct str site = http_header(r, "Sec-Fetch-Site"), origin = http_header(r, "Origin"),
               host = http_header(r, "Host");
    if (r->method == HTTP_GET || str_is(site, "same-origin"))
        return true;
    if (site.ptr == NULL && origin.ptr != NULL) {
        struct str scheme = str_slice(origin, 0, str_find(origin, ':') + 3);
        if (str_ends(scheme, STR("://")) && str_eq(str_slice(origin, scheme.len, origin.len), host))
            return true;
    }
    return ctx_refuse(api_ctx(call), REFUSED_FORBIDDEN, NULL, "With a cookie only pages of this server may write.");
}

/* Who says what they work with is believed; otherwise it is what the session or key was made for. */
static bool name_device(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    struct str device = http_header(&call->x->request, "X-Serno-Device");
    size_t at;
    if (device.ptr == NULL)
        return true;
    if (!str_utf8(device, &at))
        return ctx_refuse(ctx, REFUSED_NOT_UTF8, "X-Serno-Device", "Byte %zu is not UTF-8.", at);
    ctx->actor.device = device;
    return device_valid(ctx->arena, device, &ctx->refusal);
}

static bool actor_of(struct call *call, struct str token)
{
    struct app *app = call->app;
    struct ctx *ctx = api_ctx(call);
    call->token = hash_sha256(token);
    obey_others(app);
    if (recall(app->identities, call->token, ctx->now, ctx->arena, &ctx->actor))
        return true;
    enum db_result r = look_up(app, call->token, call->via == VIA_KEY, ctx->now, ctx->arena, &ctx->actor);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNAUTHENTICATED, NULL, "The token is not valid, or no longer.");
    return ctx_check(ctx, r);
}

bool identity_of(struct call *call)
{
    struct str token;
    call->via = find_token(&call->x->request, &token);
    if (call->via == VIA_NOBODY)
        return ctx_refuse(api_ctx(call), REFUSED_UNAUTHENTICATED, NULL,
                          "Send a session or an API key as bearer token.");
    if (call->via == VIA_COOKIE && !same_origin(call))
        return false;
    return actor_of(call, token) && name_device(call);
}
