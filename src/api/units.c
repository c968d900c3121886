/*
 * units: /v1/units, /v1/units/{id}, /v1/products/{sku}/units/{serial}. The last is what every scan and every caller
 * asks for: it is kept short (docs/internals/reading.md).
 */
#include "api/handlers.h"
#include "api/unit_json.h"
#include "api/unit_query.h"
#include "service/unit_read.h"

enum {
    EVENTS_MAX = 1000,
    UNIT_BYTES = 1024, /* of an answer, and of each entry in it: so that its buffer need not grow */
    ENTRY_BYTES = 160
};

/* ---- one unit ---- */

static bool read_events(struct call *call, int64_t *ret)
{
    struct api_query q;
    *ret = 0;
    api_query_open(&q, call);
    api_query_int(&q, "events", 0, EVENTS_MAX, ret);
    return api_query_close(&q);
}

static void put_history(struct json_out *o, const struct unit_history *h)
{
    json_key(o, "history");
    json_begin_array(o);
    for (size_t i = 0; i < h->count; i++)
        unit_json_entry(o, &h->items[i]);
    json_end_array(o);
}

static enum http_outcome reply_unit(struct call *call, const struct unit_view *v, const struct unit_history *h)
{
    struct ctx *ctx = api_ctx(call);
    struct buf body = {0};
    struct json_out o;
    if (api_not_modified(call, v->unit.last_seq))
        return HTTP_DONE;
    buf_reserve(&body, UNIT_BYTES + (h ? h->count * ENTRY_BYTES : 0));
    json_out_init(&o, &body);
    json_begin_object(&o);
    unit_json_members(&o, v, service_unit_allowed(ctx, &v->unit), ctx->now);
    if (h)
        put_history(&o, h);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

/* alone: nothing else is asked; otherwise within a view. */
static bool by_id(struct call *call, bool alone, struct unit_view *ret)
{
    int64_t id;
    struct ctx *ctx = api_ctx(call);
    return api_param_id(call, "id", &id) && (alone ? service_unit_now(ctx, id, ret) : service_unit_view(ctx, id, ret));
}

static bool by_serial(struct call *call, bool alone, struct unit_view *ret)
{
    struct str sku = api_param(call, "sku"), serial = api_param(call, "serial");
    return alone ? service_unit_now_by_serial(api_ctx(call), sku, serial, ret)
                 : service_unit_view_by_serial(api_ctx(call), sku, serial, ret);
}

typedef bool read_unit(struct call *call, bool alone, struct unit_view *ret);

/* Unit and history are read at one moment. */
static bool with_history(struct call *call, read_unit *read, int events, struct unit_view *v, struct unit_history *h)
{
    struct ctx *ctx = api_ctx(call);
    if (!service_read_begin(ctx))
        return false;
    bool good = read(call, false, v) && service_unit_history(ctx, v->unit.id, INT64_MAX, events, false, h);
    service_read_end(ctx);
    return good;
}

static enum http_outcome get_unit(struct call *call, read_unit *read)
{
    int64_t events;
    struct unit_view v;
    struct unit_history h = {0};
    if (!read_events(call, &events))
        return api_problem(call);
    bool good = events ? with_history(call, read, (int)events, &v, &h) : read(call, true, &v);
    return good ? reply_unit(call, &v, events ? &h : NULL) : api_problem(call);
}

enum http_outcome api_units_get(struct call *call)
{
    return get_unit(call, by_id);
}

enum http_outcome api_units_by_serial(struct call *call)
{
    return get_unit(call, by_serial);
}

enum http_outcome api_units_found(struct call *call, const struct unit_view *v)
{
    if (v->unit.id)
        return reply_unit(call, v, NULL);
    return api_refuse(call, REFUSED_NOT_FOUND, NULL, "there is no such unit");
}

/* ---- the list ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct unit_filter f = *(const struct unit_filter *)filter;
    struct unit_views views;
    f.limit = limit;
    if (!unit_query_position(ctx, after, &f.after) || !service_unit_list(ctx, &f, &views))
        return false;
    *ret_rows = views.items;
    *ret_count = views.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    unit_json_row(o, row);
}

static void row_csv(struct api_cells *out, const void *row)
{
    unit_csv_row(out, row);
}

static struct str key(struct arena *a, const void *row)
{
    return unit_query_key(a, row);
}

static const struct api_list list = {
    .name = "units",
    .columns = unit_csv_columns,
    .row_size = sizeof(struct unit_view),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_units_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct unit_query *u = ARENA_NEW(api_arena(call), struct unit_query);
    if (!u)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    unit_query_read(&q, u);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !unit_query_resolve(call, u))
        return api_problem(call);
    return api_list_reply_at_once(call, &list, &u->filter, &page);
}
