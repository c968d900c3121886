/*
 * trace: /v1/units/{id}/trace: where one unit went, or what it is made of; /v1/trace: every unit of a lot, supplier,
 * product, time of receipt or range of serials, with where it is now, in what, and who has it.
 */
#include "api/handlers.h"
#include "api/trace_json.h"
#include "api/unit_json.h"
#include "api/unit_query.h"
#include "service/trace.h"
#include "service/unit_read.h"

enum http_outcome api_units_trace(struct call *call)
{
    static const char *const directions[] = {"backward", "forward"};
    struct api_query q;
    struct trace t;
    int64_t id;
    int forward = 1;
    msec at;
    struct ctx *ctx = api_ctx(call);
    api_query_open(&q, call);
    api_query_choice(&q, "direction", directions, 2, &forward);
    bool dated = api_query_from(&q, "at", &at);
    if (!api_query_close(&q) || !api_param_id(call, "id", &id) || !service_read_begin(ctx))
        return api_problem(call);
    bool good = forward ? service_trace_forward(ctx, id, dated ? &at : NULL, &t)
                        : service_trace_backward(ctx, id, dated ? &at : NULL, &t);
    service_read_end(ctx);
    return good ? trace_json_reply(call, &t, directions[forward]) : api_problem(call);
}

/* ---- every affected unit ---- */

static const char *const columns[] = {"id",        "product",        "serial",        "lot",           "supplier",
                                      "status",    "holds",          "location",      "holder",        "holder_name",
                                      "inside_id", "inside_product", "inside_serial", "inside_status", "received_at",
                                      NULL};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct unit_filter f = *(const struct unit_filter *)filter;
    struct affected_list found;
    f.limit = limit;
    if (!unit_query_position(ctx, after, &f.after) || !service_affected(ctx, &f, &found))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static bool contained(const struct affected *a)
{
    return a->top.unit.id != a->unit.unit.id;
}

/* What contains it all, and so says where it is. */
static void put_top(struct json_out *o, const struct unit_view *top)
{
    json_begin_object(o);
    json_field_int(o, "id", top->unit.id);
    json_field_str(o, "product", top->product.code);
    json_field_str(o, "serial", top->unit.serial);
    json_field_z(o, "status", status_names[top->unit.status]);
    json_end_object(o);
}

static void row_json(struct json_out *o, const void *row)
{
    const struct affected *a = row;
    const struct unit_view *v = &a->unit, *top = &a->top;
    json_begin_object(o);
    json_field_int(o, "id", v->unit.id);
    json_field_str(o, "product", v->product.code);
    json_field_str(o, "serial", v->unit.serial);
    json_field_opt(o, "lot", v->lot);
    json_field_opt(o, "supplier", v->supplier.code);
    json_field_z(o, "status", status_names[v->unit.status]);
    json_field_holds(o, "holds", v->unit.holds);
    json_field_opt(o, "location", top->location.code);
    json_field_opt(o, "holder", top->party.code);
    json_field_opt(o, "holder_name", top->party.name);
    if (contained(a)) {
        json_key(o, "inside");
        put_top(o, top);
    }
    json_field_time(o, "received_at", v->unit.received_at);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct affected *a = row;
    const struct unit_view *v = &a->unit, *top = &a->top;
    bool inside = contained(a);
    api_cell_int(out, v->unit.id, true);
    api_cell_str(out, v->product.code, false);
    api_cell_str(out, v->unit.serial, false);
    api_cell_str(out, v->lot, false);
    api_cell_str(out, v->supplier.code, false);
    api_cell_str(out, str_of(status_names[v->unit.status]), false);
    unit_csv_holds(out, v->unit.holds);
    api_cell_str(out, top->location.code, false);
    api_cell_str(out, top->party.code, false);
    api_cell_str(out, top->party.name, false);
    if (inside)
        api_cell_int(out, top->unit.id, false);
    else
        api_cell_str(out, (struct str){0}, false);
    api_cell_str(out, inside ? top->product.code : (struct str){0}, false);
    api_cell_str(out, inside ? top->unit.serial : (struct str){0}, false);
    api_cell_str(out, inside ? str_of(status_names[top->unit.status]) : (struct str){0}, false);
    api_cell_time(out, v->unit.received_at, false);
}

static struct str key(struct arena *a, const void *row)
{
    const struct affected *affected = row;
    return unit_query_key(a, &affected->unit);
}

static const struct api_list list = {
    .name = "affected",
    .columns = columns,
    .row_size = sizeof(struct affected),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_trace(struct call *call)
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
    if (!unit_query_narrow(u))
        return api_refuse(
            call, REFUSED_BAD_REQUEST, "query",
            "Say what to trace: product, lot, supplier, received_from, received_to, serial_from, serial_to, ...");
    return api_list_reply_at_once(call, &list, &u->filter, &page);
}
