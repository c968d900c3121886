/*
 * locations: /v1/locations.
 */
#include "api/handlers.h"
#include "api/resource.h"
#include "service/location.h"

#define AT(member) offsetof(struct location, member)

static const struct api_field fields[] = {
    {"code", API_FIELD_TEXT, AT(code), API_FIELD_NEEDED},
    {"name", API_FIELD_TEXT, AT(name)},
    {"kind", API_FIELD_CHOICE, AT(kind), API_FIELD_NEEDED, .max = LOCATION_TOTAL - 1, .names = location_kind_names},
    {"parent", API_FIELD_TEXT, AT(parent_code), API_FIELD_OR_NULL},
    {"gln", API_FIELD_TEXT, AT(gln), API_FIELD_OR_NULL},
    {"attributes", API_FIELD_ATTRIBUTES, AT(attributes)},
    {"active", API_FIELD_BOOL, AT(active)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static void defaults(void *thing)
{
    struct location *l = thing;
    l->active = true;
}

static bool get(struct call *call, void *ret)
{
    return service_location_get(api_ctx(call), api_param(call, "code"), ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_location_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_location_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    const struct location *l = thing;
    return arena_str(a, l->code);
}

static const struct api_resource locations = {
    .path = "/v1/locations/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct location),
    .version_at = AT(version),
    .defaults = defaults,
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_locations_get(struct call *call)
{
    return api_resource_get(call, &locations);
}

enum http_outcome api_locations_create(struct call *call)
{
    return api_resource_create(call, &locations);
}

enum http_outcome api_locations_change(struct call *call)
{
    return api_resource_change(call, &locations);
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct location_filter f = *(const struct location_filter *)filter;
    struct location_list list;
    f.page.after = after;
    f.page.limit = limit;
    if (!service_location_list(ctx, &f, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &locations.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &locations.fields, row);
}

static const struct api_list list = {
    .name = "locations", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

/* The key of a location that the filter names; nothing when it names none. */
static bool find(struct call *call, struct str named, const char *field, int64_t *ret_id)
{
    struct location l;
    if (str_empty(named))
        return true;
    if (!service_location_find(api_ctx(call), named, field, &l))
        return false;
    *ret_id = l.id;
    return true;
}

enum http_outcome api_locations_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct location_filter *f = ARENA_NEW(api_arena(call), struct location_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_resource_filter(&q, &f->page);
    api_query_bits(&q, "kind", location_kind_names, LOCATION_TOTAL, &f->kinds);
    struct str parent = api_query_str(&q, "parent"), within = api_query_str(&q, "within");
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !find(call, parent, "parent", &f->parent_id) ||
        !find(call, within, "within", &f->within_id))
        return api_problem(call);
    return api_resource_list(call, &locations, &list, f, &page);
}
