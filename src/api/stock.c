/*
 * stock: /v1/stock: how many units are where.
 */
#include "api/handlers.h"
#include "api/unit_query.h"
#include "store/stock_read.h"

static const char *const columns[] = {"product", "product_name", "location", "location_name",
                                      "status",  "quantity",     NULL};

/* Behind the row "status SKU\nlocation": neither code holds a line break. */
static bool read_position(struct ctx *ctx, struct str key, struct stock_filter *f)
{
    size_t blank = str_find(key, ' '), line = str_find(key, '\n');
    int64_t status;
    f->after_status = -1;
    if (str_empty(key))
        return true;
    if (blank > line || line == key.len || !str_int64(str_slice(key, 0, blank), &status) || status < 0 ||
        status > STATUS_TOTAL)
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    f->after_status = (int)status;
    f->after_sku = str_slice(key, blank + 1, line - blank - 1);
    f->after_location = str_slice(key, line + 1, key.len);
    return true;
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct stock_filter f = *(const struct stock_filter *)filter;
    struct stock_rows found;
    f.limit = limit;
    if (!read_position(ctx, after, &f) || !ctx_check(ctx, store_stock_summary(ctx->db, ctx->arena, &f, &found)))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    const struct stock_row *s = row;
    json_begin_object(o);
    json_field_opt(o, "product", s->product.code);
    json_field_opt(o, "product_name", s->product.name);
    json_field_opt(o, "location", s->location.code);
    json_field_opt(o, "location_name", s->location.name);
    if (s->status != STATUS_NONE)
        json_field_z(o, "status", status_names[s->status]);
    json_field_int(o, "quantity", s->quantity);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct stock_row *s = row;
    api_cell_str(out, s->product.code, true);
    api_cell_str(out, s->product.name, false);
    api_cell_str(out, s->location.code, false);
    api_cell_str(out, s->location.name, false);
    api_cell_str(out, str_of(s->status == STATUS_NONE ? "" : status_names[s->status]), false);
    api_cell_int(out, s->quantity, false);
}

static struct str key(struct arena *a, const void *row)
{
    const struct stock_row *s = row;
    return arena_fmt(a, "%d %.*s\n%.*s", (int)s->status, STR_ARG(s->product.code), STR_ARG(s->location.code));
}

static const struct api_list list = {
    .name = "stock",
    .columns = columns,
    .row_size = sizeof(struct stock_row),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_stock(struct call *call)
{
    static const char *const groups[] = {"product", "location", "status"};
    struct api_query q;
    struct api_page page;
    struct stock_filter *f = ARENA_NEW(api_arena(call), struct stock_filter);
    struct ctx *ctx = api_ctx(call);
    if (!f)
        return api_failure(call, DB_FAILED);
    f->groups = STOCK_BY_PRODUCT | STOCK_BY_LOCATION | STOCK_BY_STATUS;
    api_query_open(&q, call);
    struct str sku = api_query_str(&q, "product"), location = api_query_str(&q, "location");
    if (api_query_bits(&q, "status", status_names + 1, STATUS_TOTAL - 1, &f->statuses))
        f->statuses <<= 1;
    api_query_bits(&q, "group", groups, 3, &f->groups);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !service_product_id(ctx, sku, &f->product_id) ||
        !service_location_id(ctx, location, &f->location_id))
        return api_problem(call);
    return api_list_reply_at_once(call, &list, f, &page);
}
