#include "api/resource.h"

static int64_t version_of(const struct api_resource *r, const void *thing)
{
    int64_t version;
    memcpy(&version, (const char *)thing + r->version_at, sizeof version);
    return version;
}

static void print(struct buf *out, const struct api_resource *r, const void *thing)
{
    struct json_out o;
    json_out_init(&o, out);
    json_begin_object(&o);
    api_fields_json(&o, &r->fields, thing);
    json_end_object(&o);
}

static enum http_outcome reply(struct call *call, const struct api_resource *r, int status, const void *thing)
{
    struct buf body = {0};
    print(&body, r, thing);
    return api_reply_json(call, status, &body);
}

enum http_outcome api_resource_get(struct call *call, const struct api_resource *r)
{
    void *thing = arena_alloc(api_arena(call), r->size);
    if (!thing)
        return api_failure(call, DB_FAILED);
    if (!r->get(call, thing))
        return api_problem(call);
    if (api_not_modified(call, version_of(r, thing)))
        return HTTP_DONE;
    return reply(call, r, 200, thing);
}

/* A write under way: the resource, and two structs of its size in the arena. */
struct write {
    const struct api_resource *r;
    void *in, *out;
};

static struct write *write_new(struct call *call, const struct api_resource *r)
{
    struct arena *a = api_arena(call);
    struct write *w = ARENA_NEW(a, struct write);
    if (!w)
        return NULL;
    *w = (struct write){.r = r, .in = arena_alloc(a, r->size), .out = arena_alloc(a, r->size)};
    return w->in && w->out ? w : NULL;
}

static bool read_body(struct call *call, const struct api_resource *r, bool making, void *thing)
{
    struct api_body b;
    if (!api_body_open(&b, call))
        return false;
    api_fields_read(&b, &r->fields, making, thing);
    return api_body_close(&b);
}

static bool create(struct call *call, void *state)
{
    struct write *w = state;
    if (!w->r->create(api_ctx(call), w->in, w->out))
        return false;
    api_etag(call, version_of(w->r, w->out));
    api_reply_location(call, w->r->path, w->r->code(api_arena(call), w->out));
    reply(call, w->r, 201, w->out);
    return true;
}

enum http_outcome api_resource_create(struct call *call, const struct api_resource *r)
{
    struct write *w = write_new(call, r);
    if (!w)
        return api_failure(call, DB_FAILED);
    if (r->defaults)
        r->defaults(w->in);
    if (!read_body(call, r, true, w->in))
        return api_problem(call);
    return api_write(call, create, w);
}

/* Reads the body onto what is stored; *ret_same when that says nothing new. */
static bool overlay(struct call *call, const struct api_resource *r, void *thing, bool *ret_same)
{
    struct buf before = {0}, after = {0};
    print(&before, r, thing);
    bool ok = read_body(call, r, false, thing);
    print(&after, r, thing);
    *ret_same = str_eq(buf_view(&before), buf_view(&after));
    buf_free(&before);
    buf_free(&after);
    return ok;
}

static bool change(struct call *call, void *state)
{
    struct write *w = state;
    const struct api_resource *r = w->r;
    bool same;
    if (!r->get(call, w->in) || !api_if_match(call, version_of(r, w->in)) || !overlay(call, r, w->in, &same))
        return false;
    if (!same && !r->change(api_ctx(call), w->in, w->out))
        return false;
    const void *now = same ? w->in : w->out;
    call->job.wrote = !same;
    api_etag(call, version_of(r, now));
    reply(call, r, 200, now);
    return true;
}

enum http_outcome api_resource_change(struct call *call, const struct api_resource *r)
{
    struct write *w = write_new(call, r);
    if (!w)
        return api_failure(call, DB_FAILED);
    /* Onto an empty one first: a body that cannot be read does not reach the writer. */
    if (!read_body(call, r, false, w->in))
        return api_problem(call);
    return api_write(call, change, w);
}

void api_resource_filter(struct api_query *q, struct store_page *ret)
{
    bool active;
    if (api_query_bool(q, "active", &active))
        ret->active = active ? STORE_ACTIVE : STORE_CLOSED;
    ret->text = api_query_str(q, "q");
}

enum http_outcome api_resource_list(struct call *call, const struct api_resource *r, const struct api_list *list,
                                    const void *filter, const struct api_page *page)
{
    struct api_list *own = ARENA_NEW(api_arena(call), struct api_list);
    const char *const *columns = api_fields_columns(api_arena(call), &r->fields);
    if (!own || !columns)
        return api_failure(call, DB_FAILED);
    *own = *list;
    own->columns = columns;
    own->row_size = r->size;
    return api_list_reply(call, own, filter, page);
}
