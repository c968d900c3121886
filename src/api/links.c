/*
 * links: /v1/links/..., the back office of the labels' links: what strangers may be told, where links lead, keys; and a unit's own
 * link. The pages themselves are in link_public.c, what strangers report in link_reports.c.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/link_watch.h"
#include "api/resource.h"
#include "service/link.h"
#include "service/link_seen.h"
#include "service/link_settings.h"

/* ---- settings ---- */

#define AT(member) offsetof(struct link_settings, member)

static const struct api_field setting_fields[] = {
    {"pages", API_FIELD_BOOL, AT(pages)},
    {"form", API_FIELD_CHOICE, AT(form), .max = LINK_FORM_TOTAL - 1, .names = link_form_names},
    {"shown", API_FIELD_BITS, AT(shown), .max = LINK_SHOW_TOTAL - 1, .names = link_shown_names},
    {"actions", API_FIELD_BITS, AT(actions), .max = LINK_ACTION_TOTAL - 1, .names = link_action_names},
    {"contact", API_FIELD_TEXT, AT(contact)},
    {"behind_proxy", API_FIELD_BOOL, AT(behind_proxy)},
    {"pages_per_second", API_FIELD_INT, AT(pages_per_second), .min = INT64_MIN, .max = INT64_MAX},
    {"views_per_minute", API_FIELD_INT, AT(views_per_minute), .min = INT64_MIN, .max = INT64_MAX},
    {"reports_per_hour", API_FIELD_INT, AT(reports_per_hour), .min = INT64_MIN, .max = INT64_MAX},
    {"window_hours", API_FIELD_INT, AT(window_hours), .min = INT64_MIN, .max = INT64_MAX},
    {"networks_max", API_FIELD_INT, AT(networks_max), .min = INT64_MIN, .max = INT64_MAX},
    {"switches_max", API_FIELD_INT, AT(switches_max), .min = INT64_MIN, .max = INT64_MAX},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};
#undef AT

static bool get_settings(struct call *call, void *ret)
{
    return service_link_settings(api_ctx(call), ret);
}

static bool change_settings(struct ctx *ctx, const void *in, void *ret)
{
    return service_link_settings_change(ctx, in, ret);
}

static const struct api_resource settings = {
    .path = "/v1/links/settings",
    .fields = {setting_fields, sizeof setting_fields / sizeof setting_fields[0]},
    .size = sizeof(struct link_settings),
    .version_at = offsetof(struct link_settings, version),
    .get = get_settings,
    .change = change_settings,
};

enum http_outcome api_link_settings_get(struct call *call)
{
    return api_resource_get(call, &settings);
}

enum http_outcome api_link_settings_change(struct call *call)
{
    return api_resource_change(call, &settings);
}

enum http_outcome api_link_limits(struct call *call)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    for (int i = 0; i < link_limit_count; i++) {
        json_key(&o, link_limits[i].name);
        json_begin_object(&o);
        json_field_int(&o, "minimum", link_limits[i].min);
        json_field_int(&o, "maximum", link_limits[i].max);
        json_end_object(&o);
    }
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

/* ---- products without pages ---- */

static enum http_outcome reply_product(struct call *call, bool pages)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "product", api_param(call, "sku"));
    json_field_bool(&o, "pages", pages);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_link_product_get(struct call *call)
{
    bool pages;
    if (!service_link_product(api_ctx(call), api_param(call, "sku"), &pages))
        return api_problem(call);
    return reply_product(call, pages);
}

static bool change_product(struct call *call, void *state)
{
    const bool *pages = state;
    if (!service_link_product_change(api_ctx(call), api_param(call, "sku"), *pages))
        return false;
    reply_product(call, *pages);
    return true;
}

enum http_outcome api_link_product_change(struct call *call)
{
    struct api_body b;
    bool *pages = ARENA_NEW(api_arena(call), bool);
    if (!pages)
        return api_failure(call, DB_FAILED);
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "pages");
    api_body_bool(&b, "pages", pages);
    if (!api_body_close(&b))
        return api_problem(call);
    return api_write(call, change_product, pages);
}

/* ---- targets ---- */

#define AT(member) offsetof(struct link_target, member)

static const struct api_field target_fields[] = {
    {"id", API_FIELD_INT, AT(id), API_FIELD_READONLY},
    {"product", API_FIELD_TEXT, AT(sku), API_FIELD_ONCE | API_FIELD_OR_NULL},
    {"rel", API_FIELD_TEXT, AT(rel), API_FIELD_NEEDED},
    {"href", API_FIELD_TEXT, AT(href), API_FIELD_NEEDED},
    {"title", API_FIELD_TEXT, AT(title), API_FIELD_NEEDED},
    {"language", API_FIELD_TEXT, AT(language)},
    {"media_type", API_FIELD_TEXT, AT(media_type)},
    {"preferred", API_FIELD_BOOL, AT(preferred)},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};
#undef AT

static bool get_target(struct call *call, void *ret)
{
    int64_t id;
    return api_param_id(call, "id", &id) && service_link_target(api_ctx(call), id, ret);
}

static bool create_target(struct ctx *ctx, const void *in, void *ret)
{
    return service_link_target_create(ctx, in, ret);
}

static bool change_target(struct ctx *ctx, const void *in, void *ret)
{
    return service_link_target_change(ctx, in, ret);
}

static struct str target_code(struct arena *a, const void *thing)
{
    return arena_fmt(a, "%" PRId64, ((const struct link_target *)thing)->id);
}

static const struct api_resource targets = {
    .path = "/v1/links/targets/",
    .fields = {target_fields, sizeof target_fields / sizeof target_fields[0]},
    .size = sizeof(struct link_target),
    .version_at = offsetof(struct link_target, version),
    .get = get_target,
    .create = create_target,
    .change = change_target,
    .code = target_code,
};

enum http_outcome api_link_targets_get(struct call *call)
{
    return api_resource_get(call, &targets);
}

enum http_outcome api_link_targets_create(struct call *call)
{
    return api_resource_create(call, &targets);
}

enum http_outcome api_link_targets_change(struct call *call)
{
    return api_resource_change(call, &targets);
}

static bool remove_target(struct call *call, void *state)
{
    int64_t id;
    (void)state;
    if (!api_param_id(call, "id", &id) || !service_link_target_delete(api_ctx(call), id))
        return false;
    api_reply_nothing(call);
    return true;
}

enum http_outcome api_link_targets_delete(struct call *call)
{
    return api_write(call, remove_target, NULL);
}

static bool fetch_targets(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                          size_t *ret_count)
{
    int64_t after_id = 0;
    struct link_target *rows;
    if (!str_empty(after) && !str_int64(after, &after_id))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "The cursor belongs to another list.");
    if (!service_link_target_list(ctx, *(const struct str *)filter, after_id, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static void target_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &targets.fields, row);
    json_end_object(o);
}

static void target_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &targets.fields, row);
}

static const struct api_list target_list = {
    .name = "link-targets", .fetch = fetch_targets, .json = target_json, .csv = target_csv, .key = target_code};

enum http_outcome api_link_targets_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct str *of = ARENA_NEW(api_arena(call), struct str);
    if (!of)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    *of = api_query_str(&q, "product");
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &targets, &target_list, of, &page);
}

enum http_outcome api_link_types(struct call *call)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_z(&o, "vocabulary", LINK_VOCABULARY);
    json_key(&o, "types");
    json_begin_array(&o);
    for (int i = 0; i < link_type_count; i++)
        json_put_str(&o, str_of(link_types[i]));
    json_end_array(&o);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

/* ---- keys ---- */

enum http_outcome api_link_keys_list(struct call *call)
{
    struct link_key *keys;
    size_t count;
    struct buf body = {0};
    struct json_out o;
    if (!service_link_key_list(api_ctx(call), &keys, &count))
        return api_problem(call);
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_key(&o, "items");
    json_begin_array(&o);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(&o);
        json_field_int(&o, "version", keys[i].version);
        api_json_time(&o, "created_at", keys[i].created_at);
        api_json_time_opt(&o, "retired_at", keys[i].retired_at);
        json_end_object(&o);
    }
    json_end_array(&o);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

static bool new_key(struct call *call, void *state)
{
    int version;
    struct buf body = {0};
    struct json_out o;
    const bool *retire = state;
    if (!service_link_key_new(api_ctx(call), *retire, &version))
        return false;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_int(&o, "version", version);
    json_field_bool(&o, "retired_older", *retire);
    json_end_object(&o);
    api_reply_json(call, 201, &body);
    return true;
}

enum http_outcome api_link_keys_create(struct call *call)
{
    struct api_body b;
    bool *retire = ARENA_NEW(api_arena(call), bool);
    if (!retire)
        return api_failure(call, DB_FAILED);
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "retire_older");
    api_body_bool(&b, "retire_older", retire);
    if (!api_body_close(&b))
        return api_problem(call);
    return api_write(call, new_key, retire);
}

/* ---- a unit's own link ---- */

static bool print_unit(struct call *call, int64_t id, struct buf *out)
{
    struct json_out o;
    struct link_status s;
    struct link_watch w;
    struct ctx *ctx = api_ctx(call);
    if (!service_link_status(ctx, id, &s) || !service_link_watch(ctx, id, &w))
        return false;
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_int(&o, "unit", id);
    json_key(&o, "url");
    if (str_empty(s.url))
        json_put_null(&o);
    else
        json_put_str(&o, s.url);
    json_field_z(&o, "told", link_state_names[s.state]);
    json_field_int(&o, "voided", s.voided);
    w.unit_id = id;
    api_link_watch_json(&o, &w);
    json_end_object(&o);
    return true;
}

enum http_outcome api_unit_link_get(struct call *call)
{
    int64_t id;
    struct buf body = {0};
    if (!api_param_id(call, "id", &id))
        return api_problem(call);
    if (print_unit(call, id, &body))
        return api_reply_json(call, 200, &body);
    buf_free(&body);
    return api_problem(call);
}

static bool void_link(struct call *call, void *state)
{
    int64_t id;
    struct buf body = {0};
    (void)state;
    if (!api_param_id(call, "id", &id) || !print_unit(call, id, &body))
        return false;
    buf_clear(&body);
    bool ok = service_link_void(api_ctx(call), id) && print_unit(call, id, &body);
    if (ok)
        api_reply_json(call, 200, &body);
    buf_free(&body);
    return ok;
}

enum http_outcome api_unit_link_void(struct call *call)
{
    return api_write(call, void_link, NULL);
}
