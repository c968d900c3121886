/*
 * products: /v1/products.
 */
#include "api/handlers.h"
#include "api/resource.h"
#include "gs1/check.h"
#include "service/product.h"

#define AT(member) offsetof(struct product, member)

static const struct api_field fields[] = {
    {"sku", API_FIELD_TEXT, AT(sku), API_FIELD_NEEDED},
    {"gtin", API_FIELD_TEXT, AT(gtin), API_FIELD_OR_NULL},
    {"name", API_FIELD_TEXT, AT(name), API_FIELD_NEEDED},
    {"category", API_FIELD_TEXT, AT(category)},
    {"warranty_months", API_FIELD_INT, AT(warranty_months), .max = PRODUCT_WARRANTY_MONTHS_MAX},
    {"shelf_life_days", API_FIELD_INT, AT(shelf_life_days), .max = PRODUCT_DAYS_MAX},
    {"maintenance_interval_days", API_FIELD_INT, AT(maintenance_interval_days), .max = PRODUCT_DAYS_MAX},
    {"serial_format", API_FIELD_TEXT, AT(serial_format)},
    {"numbering", API_FIELD_TEXT, AT(scheme), API_FIELD_OR_NULL},
    {"attributes", API_FIELD_ATTRIBUTES, AT(attributes)},
    {"active", API_FIELD_BOOL, AT(active)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static void defaults(void *thing)
{
    struct product *p = thing;
    p->active = true;
}

static bool get(struct call *call, void *ret)
{
    return service_product_get(api_ctx(call), api_param(call, "sku"), ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_product_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_product_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    const struct product *p = thing;
    return arena_str(a, p->sku);
}

static const struct api_resource products = {
    .path = "/v1/products/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct product),
    .version_at = AT(version),
    .defaults = defaults,
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_products_get(struct call *call)
{
    return api_resource_get(call, &products);
}

enum http_outcome api_products_create(struct call *call)
{
    return api_resource_create(call, &products);
}

enum http_outcome api_products_change(struct call *call)
{
    return api_resource_change(call, &products);
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct product_filter f = *(const struct product_filter *)filter;
    struct product_list list;
    f.page.after = after;
    f.page.limit = limit;
    if (!service_product_list(ctx, &f, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &products.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &products.fields, row);
}

static const struct api_list list = {.name = "products", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

/* A GTIN of any length finds the one that is stored. */
static void read_gtin(struct api_query *q, struct product_filter *f)
{
    char gtin[GS1_GTIN_LEN + 1];
    struct str text = api_query_str(q, "gtin");
    if (!text.ptr)
        return;
    if (gs1_gtin_normalise(text, NULL, gtin) == GS1_VALID)
        f->gtin = arena_str(api_arena(q->call), str_of(gtin));
    else
        api_query_refuse(q, "gtin", "it is a GTIN of 8, 12, 13 or 14 digits with its check digit");
}

enum http_outcome api_products_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct product_filter *f = ARENA_NEW(api_arena(call), struct product_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_resource_filter(&q, &f->page);
    f->category = api_query_str(&q, "category");
    read_gtin(&q, f);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &products, &list, f, &page);
}
