/*
 * history: /v1/units/{id}/history: everything that happened to a unit, newest first, with what was said about it; and
 * /v1/units/{id}/contents: what is installed in it now.
 */
#include "api/handlers.h"
#include "api/trace_json.h"
#include "api/unit_json.h"
#include "api/unit_query.h"
#include "service/trace.h"
#include "service/unit_read.h"

static const char *const columns[] = {"seq",   "id",      "command", "time",     "recorded",
                                      "actor", "device",  "status",  "location", "party",
                                      "order", "carried", "reason",  "note",     NULL};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    const int64_t *unit_id = filter;
    struct unit_history h;
    int64_t before = INT64_MAX;
    if (!str_empty(after) && !str_int64(after, &before))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!service_unit_history(ctx, *unit_id, before, limit, true, &h))
        return false;
    *ret_rows = h.items;
    *ret_count = h.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    unit_json_entry(o, row);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct unit_entry *e = row;
    char id[ID_TEXT_LEN + 1];
    id_print(e->event->id, id);
    api_cell_int(out, e->seq, true);
    api_cell_str(out, (struct str){id, ID_TEXT_LEN}, false);
    api_cell_str(out, str_of(lifecycle_commands[e->command].name), false);
    api_cell_time(out, e->time, false);
    api_cell_time(out, e->event->recorded_at, false);
    api_cell_str(out, e->actor, false);
    api_cell_str(out, e->event->device, false);
    api_cell_str(out, str_of(status_names[e->status]), false);
    api_cell_str(out, e->location, false);
    api_cell_str(out, e->party, false);
    api_cell_str(out, e->event->terms.order, false);
    api_cell_bool(out, e->carried, false);
    api_cell_str(out, e->event->terms.reason, false);
    api_cell_str(out, e->event->terms.note, false);
}

static struct str key(struct arena *a, const void *row)
{
    const struct unit_entry *e = row;
    return arena_fmt(a, "%lld", (long long)e->seq);
}

static const struct api_list list = {
    .name = "history",
    .columns = columns,
    .row_size = sizeof(struct unit_entry),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_units_history(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct unit_view v;
    int64_t *id = ARENA_NEW(api_arena(call), int64_t);
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!id || !api_query_close(&q) || !api_param_id(call, "id", id) || !service_unit_view(api_ctx(call), *id, &v))
        return api_problem(call);
    return api_list_reply_at_once(call, &list, id, &page);
}

enum http_outcome api_units_contents(struct call *call)
{
    struct api_query q;
    struct trace t;
    int64_t id;
    struct ctx *ctx = api_ctx(call);
    api_query_open(&q, call);
    if (!api_query_close(&q) || !api_param_id(call, "id", &id) || !service_read_begin(ctx))
        return api_problem(call);
    bool good = service_unit_contents(ctx, id, &t);
    service_read_end(ctx);
    return good ? trace_json_reply(call, &t, NULL) : api_problem(call);
}
