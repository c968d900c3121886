/*
 * keys: API keys, tokens for programs.
 */
#include "service/api_key.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/list.h"
#include "api/person_json.h"
#include "api/write.h"

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    int64_t after_id = 0;
    struct api_key *rows;
    (void)filter;
    if (!str_empty(after) && !str_int64(after, &after_id))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "The cursor belongs to another list.");
    if (!service_api_key_list(ctx, after_id, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static void json(struct json_out *o, const void *row)
{
    api_key_json(o, row, NULL);
}

static struct str key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%lld", (long long)((const struct api_key *)row)->id);
}

static const struct api_list keys = {
    .name = "keys", .row_size = sizeof(struct api_key), .fetch = fetch, .json = json, .key = key};

enum http_outcome api_keys_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &keys, NULL, &page);
}

static bool create(struct call *call, void *state)
{
    struct api_key made;
    char token[SECRET_TOKEN_LEN + 1];
    struct buf body = {0};
    struct json_out o;
    if (!service_api_key_create(api_ctx(call), state, &made, token))
        return false;
    json_out_init(&o, &body);
    api_key_json(&o, &made, token);
    api_reply_json(call, 201, &body);
    return true;
}

enum http_outcome api_keys_create(struct call *call)
{
    struct api_body b;
    struct api_key *k = ARENA_NEW(api_arena(call), struct api_key);
    /* A key that makes keys would outlive its own end. */
    if (call->via == VIA_KEY)
        return api_refuse(call, REFUSED_FORBIDDEN, NULL, "An API key cannot make keys; sign in with a password.");
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "name");
    api_body_str(&b, "name", &k->name);
    api_body_bits(&b, "roles", role_names, ROLE_TOTAL, &k->roles);
    api_body_time(&b, "expires_at", &k->expires_at);
    api_body_int(&b, "user_id", 1, INT64_MAX, &k->user_id);
    if (!api_body_close(&b))
        return api_problem(call);
    return api_write(call, create, k);
}

static bool revoke(struct call *call, void *state)
{
    int64_t id;
    (void)state;
    if (!api_param_id(call, "id", &id) || !service_api_key_revoke(api_ctx(call), id))
        return false;
    call->forget_identities = true;
    api_reply_nothing(call);
    return true;
}

enum http_outcome api_keys_revoke(struct call *call)
{
    return api_write(call, revoke, NULL);
}
