/*
 * events: /v1/events: what happened, by any filter; /v1/events/{id}: one event exactly as it was hashed.
 */
#include <inttypes.h>

#include "api/event_json.h"
#include "api/handlers.h"
#include "api/unit_query.h"
#include "base/base64.h"
#include "service/event_read.h"

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct event_filter f = *(const struct event_filter *)filter;
    struct event_items found;
    f.limit = limit;
    if (!str_empty(after) && !str_int64(after, &f.after))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!service_event_list(ctx, &f, &found))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    event_json_item(o, row);
}

static void row_csv(struct api_cells *out, const void *row)
{
    event_csv_item(out, row);
}

static struct str key(struct arena *a, const void *row)
{
    const struct event_item *e = row;
    return arena_fmt(a, "%" PRId64, e->seq);
}

static const struct api_list list = {
    .name = "events",
    .columns = event_csv_columns,
    .row_size = sizeof(struct event_item),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

struct codes {
    struct str actor, location;
};

/* Newest first, unless it is said from where to go on. */
static void read_order(struct api_query *q, struct event_filter *f)
{
    static const char *const sorts[] = {"seq", "-seq"};
    bool goes_on = api_query_int(q, "after_seq", 0, INT64_MAX, &f->after);
    int sort = !goes_on;
    api_query_choice(q, "sort", sorts, 2, &sort);
    f->newest_first = sort == 1;
    if (goes_on && f->newest_first)
        api_query_refuse(q, "sort", "with after_seq it is seq");
}

static void read_commands(struct api_query *q, uint64_t *ret)
{
    const char *names[COMMAND_TOTAL];
    for (int i = 0; i < COMMAND_TOTAL; i++)
        names[i] = lifecycle_commands[i].name;
    int command;
    if (api_query_choice(q, "command", names, COMMAND_TOTAL, &command))
        *ret = COMMAND_BIT(command);
}

static bool read_filter(struct call *call, struct event_filter *f, struct api_page *page)
{
    struct api_query q;
    struct codes codes;
    api_query_open(&q, call);
    api_query_int(&q, "unit", 1, INT64_MAX, &f->unit_id);
    f->order = api_query_str(&q, "order");
    codes.actor = api_query_str(&q, "actor");
    codes.location = api_query_str(&q, "location");
    read_commands(&q, &f->commands);
    api_query_from(&q, "from", &f->time_from);
    api_query_to(&q, "to", &f->time_to);
    read_order(&q, f);
    api_query_page(&q, page);
    return api_query_close(&q) && service_actor_id(api_ctx(call), codes.actor, &f->actor_id) &&
           service_location_id(api_ctx(call), codes.location, &f->location_id);
}

enum http_outcome api_events_list(struct call *call)
{
    struct api_page page;
    struct event_filter *f = ARENA_NEW(api_arena(call), struct event_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    if (!read_filter(call, f, &page))
        return api_problem(call);
    return api_list_reply_at_once(call, &list, f, &page);
}

/* body stands in the answer byte for byte: whoever cuts it out can hash it. */
enum http_outcome api_events_get(struct call *call)
{
    struct api_query q;
    struct event_row e;
    struct buf body = {0};
    struct json_out o;
    char leaf[2 * sizeof e.leaf.bytes + 1];
    api_query_open(&q, call);
    if (!api_query_close(&q) || !service_event_get(api_ctx(call), api_param(call, "id"), &e))
        return api_problem(call);
    if (api_not_modified(call, e.seq))
        return HTTP_DONE;
    hex_print(e.leaf.bytes, sizeof e.leaf.bytes, leaf);
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_int(&o, "seq", e.seq);
    json_field_z(&o, "leaf", leaf);
    json_key(&o, "body");
    json_put_raw(&o, e.body);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
