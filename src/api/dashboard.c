/*
 * dashboard: /v1/dashboard: how things stand as a whole. What is counted, and when: service/dashboard.h.
 */
#include "api/event_json.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/state.h"
#include "service/dashboard.h"

enum { DAYS_USUAL = 30, ZONE_MIN_MAX = 14 * 60 };

struct asked {
    int64_t days, zone_min;
};

/* [{"status": "in_stock", "quantity": 5}, ...]: those that there are. */
static void put_counts(struct json_out *o, const char *member, const char *name, const char *const *names,
                       const int64_t *counts, int from, int to)
{
    json_key(o, member);
    json_begin_array(o);
    for (int i = from; i < to; i++) {
        if (counts[i] == 0)
            continue;
        json_begin_object(o);
        json_field_z(o, name, names[i]);
        json_field_int(o, "quantity", counts[i]);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_flow(struct json_out *o, const struct dashboard_flow *rows, size_t count)
{
    char day[TIME_TEXT_MAX];
    json_key(o, "flow");
    json_begin_array(o);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(o);
        size_t len = time_print_date(rows[i].day, day);
        json_field_str(o, "day", (struct str){day, len});
        json_field_z(o, "command", lifecycle_commands[rows[i].command].name);
        json_field_int(o, "units", rows[i].units);
        json_field_int(o, "events", rows[i].events);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_attention(struct json_out *o, const struct dashboard_view *v)
{
    json_key(o, "attention");
    json_begin_object(o);
    json_field_int(o, "missing", v->counts.statuses[STATUS_MISSING]);
    json_field_int(o, "stolen", v->counts.statuses[STATUS_STOLEN]);
    json_field_int(o, "held", v->counts.held);
    json_field_int(o, "overdue_loans", v->overdue_loans);
    json_field_int(o, "expired", v->expired);
    json_field_int(o, "expiring_soon", v->expiring_soon);
    json_end_object(o);
}

static void put_slow(struct json_out *o, const struct dashboard_view *v)
{
    json_key(o, "slow");
    json_begin_array(o);
    for (size_t i = 0; i < v->slow_count; i++) {
        json_begin_object(o);
        json_field_str(o, "product", v->slow[i].product);
        json_field_str(o, "product_name", v->slow[i].name);
        json_field_int(o, "quantity", v->slow[i].quantity);
        api_json_time(o, "last_moved_at", v->slow[i].moved_at);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_unit(struct json_out *o, const struct event_unit *u)
{
    json_key(o, "unit");
    json_begin_object(o);
    json_field_int(o, "id", u->id);
    json_field_str(o, "product", u->product.code);
    json_field_str(o, "serial", u->serial);
    json_end_object(o);
}

static void put_exceptions(struct json_out *o, const struct dashboard_view *v)
{
    json_key(o, "exceptions");
    json_begin_array(o);
    for (size_t i = 0; i < v->exception_count; i++) {
        json_begin_object(o);
        event_json_item_members(o, &v->exceptions[i].item);
        if (v->exceptions[i].has_unit)
            put_unit(o, &v->exceptions[i].unit);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_view(struct json_out *o, const struct dashboard_view *v)
{
    json_field_int(o, "units", v->counts.units);
    put_counts(o, "statuses", "status", status_names, v->counts.statuses, STATUS_NONE + 1, STATUS_TOTAL);
    put_counts(o, "holds", "hold", hold_names, v->counts.holds, 0, HOLD_TOTAL);
    put_attention(o, v);
    put_slow(o, v);
    put_exceptions(o, v);
}

/* On the board's thread. */
static enum http_outcome answer(struct call *call)
{
    const struct asked *asked = call->work_state;
    const struct dashboard *d = board_figures(call->app->board);
    struct ctx *ctx = api_ctx(call);
    struct dashboard_flow *rows;
    size_t count;
    struct buf body = {0};
    struct json_out o;
    if (!dashboard_flow(d, ctx->arena, ctx->now, (int)asked->days, (int)asked->zone_min, &rows, &count))
        return api_failure(call, DB_FAILED);
    json_out_init(&o, &body);
    json_begin_object(&o);
    api_json_time(&o, "at", ctx->now);
    put_view(&o, dashboard_view(d));
    put_flow(&o, rows, count);
    json_end_object(&o);
    api_reply_json(call, 200, &body);
    return arena_exhausted(ctx->arena) ? api_failure(call, DB_FAILED) : HTTP_DONE;
}

enum http_outcome api_dashboard(struct call *call)
{
    struct api_query q;
    struct asked *asked = ARENA_NEW(api_arena(call), struct asked);
    if (!asked)
        return api_failure(call, DB_FAILED);
    *asked = (struct asked){.days = DAYS_USUAL};
    api_query_open(&q, call);
    api_query_int(&q, "days", 1, DASHBOARD_DAYS_MAX, &asked->days);
    api_query_int(&q, "zone_minutes", -ZONE_MIN_MAX, ZONE_MIN_MAX, &asked->zone_min);
    if (asked->zone_min % DASHBOARD_ZONE_STEP_MIN != 0)
        api_query_refuse(&q, "zone_minutes", "it is how far east of UTC your clock is, in whole quarters of an hour");
    if (!api_query_close(&q))
        return api_problem(call);
    call->work_state = asked;
    return board_ask(call->app->board, call, answer);
}
