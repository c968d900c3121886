/*
 * lots: /v1/lots.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/resource.h"
#include "service/lot.h"
#include "service/product.h"

#define AT(member) offsetof(struct lot, member)

static const struct api_field fields[] = {
    {"id", API_FIELD_INT, AT(id), API_FIELD_READONLY},
    {"product", API_FIELD_TEXT, AT(product_sku), API_FIELD_NEEDED | API_FIELD_ONCE},
    {"number", API_FIELD_TEXT, AT(number), API_FIELD_NEEDED},
    {"expires", API_FIELD_DATE, AT(expires_at)},
    {"made", API_FIELD_DATE, AT(made_at)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static bool get(struct call *call, void *ret)
{
    int64_t id;
    return api_param_id(call, "id", &id) && service_lot_get(api_ctx(call), id, ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_lot_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_lot_change(ctx, in, ret);
}

static struct str id_text(struct arena *a, const void *thing)
{
    const struct lot *l = thing;
    return arena_fmt(a, "%" PRId64, l->id);
}

static const struct api_resource lots = {
    .path = "/v1/lots/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct lot),
    .version_at = AT(version),
    .get = get,
    .create = create,
    .change = change,
    .code = id_text,
};

enum http_outcome api_lots_get(struct call *call)
{
    return api_resource_get(call, &lots);
}

enum http_outcome api_lots_create(struct call *call)
{
    return api_resource_create(call, &lots);
}

enum http_outcome api_lots_change(struct call *call)
{
    return api_resource_change(call, &lots);
}

/* Lots of several products may have one number: the key is "id number". */
static struct str key(struct arena *a, const void *row)
{
    const struct lot *l = row;
    return arena_fmt(a, "%" PRId64 " %.*s", l->id, STR_ARG(l->number));
}

static bool read_key(struct ctx *ctx, struct str after, struct store_page *page)
{
    size_t space = str_find(after, ' ');
    if (str_empty(after))
        return true;
    if (space == after.len || !str_int64(str_slice(after, 0, space), &page->after_id))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "it is none that this list gave as 'next'");
    page->after = str_slice(after, space + 1, after.len);
    return true;
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct lot_filter f = *(const struct lot_filter *)filter;
    struct lot_list list;
    f.page.limit = limit;
    if (!read_key(ctx, after, &f.page) || !service_lot_list(ctx, &f, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &lots.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &lots.fields, row);
}

static const struct api_list list = {.name = "lots", .fetch = fetch, .json = row_json, .csv = row_csv, .key = key};

enum http_outcome api_lots_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct product p = {0};
    struct lot_filter *f = ARENA_NEW(api_arena(call), struct lot_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    struct str sku = api_query_str(&q, "product");
    f->number = api_query_str(&q, "number");
    api_query_page(&q, &page);
    if (!api_query_close(&q) || (!str_empty(sku) && !service_product_find(api_ctx(call), sku, "product", &p)))
        return api_problem(call);
    f->product_id = p.id;
    return api_resource_list(call, &lots, &list, f, &page);
}
