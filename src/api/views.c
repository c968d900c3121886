/*
 * views: /v1/views, filters of lists under a name.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/resource.h"
#include "service/saved_view.h"

#define AT(member) offsetof(struct saved_view, member)

static const struct api_field fields[] = {
    {"id", API_FIELD_INT, AT(id), API_FIELD_READONLY},
    {"page", API_FIELD_TEXT, AT(page), API_FIELD_NEEDED | API_FIELD_ONCE},
    {"name", API_FIELD_TEXT, AT(name), API_FIELD_NEEDED},
    {"query", API_FIELD_TEXT, AT(query)},
    {"shared", API_FIELD_BOOL, AT(shared)},
    {"owner", API_FIELD_TEXT, AT(owner), API_FIELD_READONLY},
    {"own", API_FIELD_BOOL, AT(own), API_FIELD_READONLY},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static bool get(struct call *call, void *ret)
{
    int64_t id;
    return api_param_id(call, "id", &id) && service_saved_view_get(api_ctx(call), id, ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_saved_view_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_saved_view_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    return arena_fmt(a, "%" PRId64, ((const struct saved_view *)thing)->id);
}

static const struct api_resource views = {
    .path = "/v1/views/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct saved_view),
    .version_at = AT(version),
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_views_create(struct call *call)
{
    return api_resource_create(call, &views);
}

enum http_outcome api_views_change(struct call *call)
{
    return api_resource_change(call, &views);
}

static bool remove_view(struct call *call, void *state)
{
    int64_t id;
    (void)state;
    if (!api_param_id(call, "id", &id) || !service_saved_view_delete(api_ctx(call), id))
        return false;
    api_reply_nothing(call);
    return true;
}

enum http_outcome api_views_delete(struct call *call)
{
    return api_write(call, remove_view, NULL);
}

/* ---- the list ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    int64_t after_id = 0;
    struct saved_view *rows;
    if (!str_empty(after) && !str_int64(after, &after_id))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "The cursor belongs to another list.");
    if (!service_saved_view_list(ctx, *(const struct str *)filter, after_id, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &views.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &views.fields, row);
}

static const struct api_list list = {.name = "views", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

enum http_outcome api_views_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct str *of = ARENA_NEW(api_arena(call), struct str);
    if (!of)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    *of = api_query_str(&q, "page");
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &views, &list, of, &page);
}
