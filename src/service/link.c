#include "service/link.h"

#include "base/hash.h"
#include "gs1/digital_link.h"
#include "service/authorise.h"
#include "service/link_settings.h"
#include "store/link_seen.h"
#include "store/settings.h"

/* ---- keys ---- */

struct keys {
    struct link_key *at;
    size_t count;
};

static bool load_keys(struct ctx *ctx, struct keys *ret)
{
    return ctx_check(ctx, store_link_keys(ctx->db, ctx->arena, &ret->at, &ret->count));
}

/* The newest is used for new links; it is never retired alone. */
static const struct link_key *newest(const struct keys *k)
{
    return k->count ? &k->at[k->count - 1] : NULL;
}

static const struct link_key *by_version(const struct keys *k, int version)
{
    for (size_t i = 0; i < k->count; i++)
        if (k->at[i].version == version && k->at[i].retired_at == 0)
            return &k->at[i];
    return NULL;
}

static bool add_key(struct ctx *ctx, int version)
{
    struct link_key key = {.version = version};
    random_bytes(key.secret, sizeof key.secret);
    return ctx_check(ctx, store_link_key_insert(ctx->db, &key, ctx->now));
}

bool service_link_key_first(struct ctx *ctx, bool *ret_made)
{
    struct keys keys;
    if (!load_keys(ctx, &keys))
        return false;
    *ret_made = keys.count == 0;
    return keys.count > 0 || add_key(ctx, 1);
}

bool service_link_key_new(struct ctx *ctx, bool retire, int *ret_version)
{
    struct keys keys;
    if (!service_authorise(ctx, ROLE_BIT(ROLE_ADMIN)) || !load_keys(ctx, &keys))
        return false;
    int version = keys.count ? newest(&keys)->version + 1 : 1;
    if (version > LINK_KEYS_MAX)
        return ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "There were %d keys; there are no more numbers for them.",
                          LINK_KEYS_MAX);
    if (!add_key(ctx, version) || (retire && !ctx_check(ctx, store_link_keys_retire(ctx->db, version, ctx->now))))
        return false;
    *ret_version = version;
    return true;
}

bool service_link_key_list(struct ctx *ctx, struct link_key **ret, size_t *ret_count)
{
    struct keys keys;
    if (!service_authorise(ctx, ROLE_BIT(ROLE_ADMIN)) || !load_keys(ctx, &keys))
        return false;
    for (size_t i = 0; i < keys.count; i++)
        memset(keys.at[i].secret, 0, sizeof keys.at[i].secret);
    *ret = keys.at;
    *ret_count = keys.count;
    return true;
}

bool service_link_secret(struct ctx *ctx, struct str purpose, unsigned char ret[LINK_KEY_BYTES])
{
    struct keys keys;
    if (!load_keys(ctx, &keys))
        return false;
    memset(ret, 0, LINK_KEY_BYTES);
    if (keys.count) {
        struct hash h = hash_hmac(keys.at[0].secret, purpose);
        memcpy(ret, h.bytes, LINK_KEY_BYTES);
    }
    return true;
}

bool service_link_void(struct ctx *ctx, int64_t unit_id)
{
    struct link_watch w = {0};
    if (!service_authorise(ctx, ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT)))
        return false;
    enum db_result r = store_link_watch_get(ctx->db, ctx->arena, unit_id, &w);
    bool is_new = r == DB_DONE;
    if (!ctx_check(ctx, r))
        return false;
    w.unit_id = unit_id;
    w.generation++;
    return ctx_check(ctx, store_link_watch_put(ctx->db, &w, is_new));
}

/* ---- making ---- */

static struct str without_slash(struct str url)
{
    while (url.len && url.ptr[url.len - 1] == '/')
        url.len--;
    return url;
}

bool service_link_maker(struct ctx *ctx, struct link_maker *ret)
{
    struct settings own;
    struct link_settings links;
    struct keys keys;
    enum db_result r = store_settings_get(ctx->db, ctx->arena, &own);
    if (!ctx_check(ctx, r) || !load_keys(ctx, &keys))
        return false;
    if (r == DB_DONE)
        settings_defaults(&own);
    link_settings_defaults(&links);
    const struct link_key *key = newest(&keys);
    if (!ctx_check(ctx, store_link_settings_get(ctx->db, ctx->arena, &links)))
        return false;
    *ret = (struct link_maker){.root = without_slash(own.base_url), .form = links.form};
    if (!key)
        ret->root = (struct str){0};
    else
        ret->version = key->version;
    if (key)
        memcpy(ret->key, key->secret, sizeof ret->key);
    return true;
}

/* False: the product has no GTIN, or its serial is none that a Digital Link could say. */
static bool digital_link(struct arena *a, const struct link_maker *m, const struct link_unit *u, struct str *ret)
{
    struct gs1_problem unfit;
    struct gs1_message message;
    struct str gtin = STR("01"), serial = STR("21");
    message.count = 0;
    return gs1_message_add(&message, gs1_ai_find(gtin), gtin, u->gtin, 0, 0, &unfit) &&
           gs1_message_add(&message, gs1_ai_find(serial), serial, u->serial, 0, 0, &unfit) &&
           gs1_link_write(a, &message, m->root, ret, &unfit);
}

static bool token_link(struct ctx *ctx, const struct link_maker *m, const struct link_unit *u, struct str *ret)
{
    char token[LINK_TOKEN_LEN + 1];
    struct link_subject s = {.unit_id = u->unit_id, .product_id = u->product_id, .serial = u->serial};
    if (!ctx_check(ctx, store_link_generation(ctx->db, u->unit_id, &s.generation)))
        return false;
    link_token_print(m->key, m->version, &s, token);
    *ret = arena_fmt(ctx->arena, "%.*s/p/%s", STR_ARG(m->root), token);
    return true;
}

bool service_link_url(struct ctx *ctx, const struct link_maker *maker, const struct link_unit *u, struct str *ret)
{
    *ret = (struct str){0};
    if (str_empty(maker->root))
        return true;
    return (maker->form == LINK_DIGITAL && digital_link(ctx->arena, maker, u, ret)) ||
           token_link(ctx, maker, u, ret);
}

bool service_link_status(struct ctx *ctx, int64_t unit_id, struct link_status *ret)
{
    struct link_view v = {0};
    struct link_maker maker;
    struct link_settings settings;
    enum db_result r = store_link_view_by_id(ctx->db, ctx->arena, unit_id, &v);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no such unit");
    struct link_unit u = {v.unit_id, v.product_id, v.gtin, v.serial};
    ret->voided = v.generation;
    if (!ctx_check(ctx, r) || !service_link_maker(ctx, &maker) || !service_link_url(ctx, &maker, &u, &ret->url) ||
        !service_link_settings(ctx, &settings))
        return false;
    link_view_limit(&v, &settings, ctx->now);
    ret->state = v.state;
    return true;
}

/* ---- reading ---- */

/* The unit of a token, whatever strangers may know of it. unit_id 0: none. A token that is none of ours is looked up as well, under a
 * number that means nothing, so that it takes as long. */
static bool open_token(struct ctx *ctx, struct str token, struct link_view *ret)
{
    static const unsigned char no_key[LINK_KEY_BYTES];
    struct link_claim claim = {0};
    struct keys keys;
    *ret = (struct link_view){0};
    if (!load_keys(ctx, &keys))
        return false;
    bool formed = link_token_parse(token, &claim);
    const struct link_key *key = formed ? by_version(&keys, claim.version) : NULL;
    link_token_open(key ? key->secret : no_key, &claim);
    enum db_result r = store_link_view_by_id(ctx->db, ctx->arena, claim.unit_id, ret);
    struct link_subject s = {ret->unit_id, ret->product_id, ret->generation, ret->serial};
    bool good = link_token_matches(key ? key->secret : no_key, &claim, &s);
    if (!key || r != DB_ROW || !good)
        *ret = (struct link_view){0};
    return ctx_check(ctx, r);
}

bool service_link_read(struct ctx *ctx, struct str text, int64_t *ret_unit_id)
{
    struct link_view v;
    struct str token = text;
    *ret_unit_id = 0;
    if (text.len > LINK_TOKEN_LEN) {
        token = str_slice(text, text.len - LINK_TOKEN_LEN, LINK_TOKEN_LEN);
        if (!str_ends(str_slice(text, 0, text.len - LINK_TOKEN_LEN), STR("/p/")))
            return true;
    }
    if (token.len != LINK_TOKEN_LEN)
        return true;
    if (!open_token(ctx, token, &v))
        return false;
    *ret_unit_id = v.unit_id;
    return true;
}

bool service_link_by_token(struct ctx *ctx, const struct link_settings *s, struct str token, struct link_view *ret)
{
    if (!open_token(ctx, token, ret))
        return false;
    link_view_limit(ret, s, ctx->now);
    return true;
}

bool service_link_by_gtin(struct ctx *ctx, const struct link_settings *s, struct str gtin, struct str serial,
                          struct str lot, struct link_view *ret)
{
    *ret = (struct link_view){0};
    enum db_result r = serial.len ? store_link_view_by_gtin(ctx->db, ctx->arena, gtin, serial, ret)
                                  : store_link_view_product(ctx->db, ctx->arena, gtin, ret);
    if (r == DB_ROW && serial.len && lot.len && ret->lot.len && !str_eq(lot, ret->lot))
        *ret = (struct link_view){0};
    link_view_limit(ret, s, ctx->now);
    return ctx_check(ctx, r);
}

bool service_link_by_number(struct ctx *ctx, const struct link_settings *s, const char *kind, struct str number,
                            struct link_view *ret)
{
    struct str bare = strcmp(kind, "grai") == 0 ? str_slice(number, 1, number.len) : number;
    *ret = (struct link_view){0};
    enum db_result r = store_link_view_by_number(ctx->db, ctx->arena, kind, number, bare, ret);
    link_view_limit(ret, s, ctx->now);
    return ctx_check(ctx, r);
}
