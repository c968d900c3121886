/*
 * route: the patterns of the table, taken apart once at start, and the search in them. With some sixty rows a walk that compares
 * the number of segments first is quick enough.
 */
#include "api/route.h"

#include <assert.h>
#include <stdlib.h>

enum { ROUTES_MAX = 192 };

static const char *const method_names[HTTP_METHOD_COUNT] = {
    [HTTP_GET] = "GET",     [HTTP_HEAD] = "HEAD",     [HTTP_POST] = "POST",      [HTTP_PUT] = "PUT",
    [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE", [HTTP_OPTIONS] = "OPTIONS"};

struct pattern {
    struct str segments[ROUTE_SEGMENTS_MAX]; /* of a {name}: without the braces */
    unsigned names;                          /* bit i: segment i is a {name} */
    size_t count;
};

struct route_index {
    struct pattern patterns[ROUTES_MAX];
};

static void split(const char *text, struct pattern *p)
{
    struct str rest = str_of(text);
    assert(rest.len > 1 && rest.ptr[0] == '/');
    while (rest.len > 0) {
        rest = str_slice(rest, 1, rest.len - 1);
        struct str segment = str_slice(rest, 0, str_find(rest, '/'));
        rest = str_slice(rest, segment.len, rest.len - segment.len);
        assert(p->count < ROUTE_SEGMENTS_MAX && segment.len > 0);
        if (segment.ptr[0] == '{') {
            p->names |= 1u << p->count;
            segment = str_slice(segment, 1, segment.len - 2);
        }
        p->segments[p->count++] = segment;
    }
}

struct route_index *route_index_new(void)
{
    struct route_index *index = calloc(1, sizeof *index);
    assert(index && route_count <= ROUTES_MAX);
    for (int i = 0; i < route_count; i++)
        split(routes[i].pattern, &index->patterns[i]);
    return index;
}

void route_index_free(struct route_index *index)
{
    free(index);
}

static bool matches(const struct pattern *p, const struct http_request *r)
{
    if (p->count != r->segment_count)
        return false;
    /* From the end: the beginnings are much the same. */
    for (size_t i = p->count; i-- > 0;)
        if (!(p->names >> i & 1) && !str_eq(p->segments[i], r->segments[i]))
            return false;
    return true;
}

static void fill_params(const struct pattern *p, const struct http_request *r, struct str *params)
{
    int used = 0;
    for (size_t i = 0; i < p->count; i++)
        if (p->names >> i & 1)
            params[used++] = r->segments[i];
    assert(used <= API_PARAMS_MAX);
}

const struct route *route_find(const struct route_index *index, const struct http_request *r, struct str *params,
                               unsigned *ret_allowed)
{
    unsigned allowed = 0;
    for (int i = 0; i < route_count; i++) {
        if (!matches(&index->patterns[i], r))
            continue;
        if (routes[i].method == r->method) {
            fill_params(&index->patterns[i], r, params);
            return &routes[i];
        }
        allowed |= 1u << routes[i].method;
    }
    *ret_allowed = allowed;
    return NULL;
}

const char *route_method_name(enum http_method method)
{
    return method_names[method];
}

struct str route_methods_text(struct arena *a, unsigned allowed)
{
    struct str text = STR("OPTIONS");
    if (allowed & 1u << HTTP_GET)
        allowed |= 1u << HTTP_HEAD;
    for (int i = HTTP_METHOD_COUNT; i-- > 0;)
        if (allowed >> i & 1)
            text = arena_fmt(a, "%s, %.*s", method_names[i], STR_ARG(text));
    return text;
}

struct str api_param(const struct call *call, const char *name)
{
    struct pattern p = {0};
    int used = 0;
    split(call->route->pattern, &p);
    for (size_t i = 0; i < p.count; i++) {
        if (!(p.names >> i & 1))
            continue;
        if (str_is(p.segments[i], name))
            return call->params[used];
        used++;
    }
    assert(!"the route has no parameter of this name");
    return (struct str){0};
}

bool api_param_id(struct call *call, const char *name, int64_t *ret)
{
    int64_t id;
    struct str text = api_param(call, name);
    if (!str_int64(text, &id) || id <= 0)
        return ctx_refuse(api_ctx(call), REFUSED_NOT_FOUND, NULL, "There is no %s '%.*s'.", name, STR_ARG(text));
    *ret = id;
    return true;
}

static void print_route(struct json_out *o, const struct route *r)
{
    static const struct {
        unsigned bit;
        const char *name;
    } flags[] = {{ROUTE_PUBLIC, "public"}, {ROUTE_WRITES, "writes"}, {ROUTE_IDEMPOTENT, "idempotent"},
                 {ROUTE_SLOW, "slow"},     {ROUTE_NO_DB, "no_db"},   {ROUTE_GATHERED, "gathered"},
                 {ROUTE_BOARD, "board"},   {ROUTE_DEVICE, "device"}};
    json_begin_object(o);
    json_field_z(o, "method", method_names[r->method]);
    json_field_z(o, "path", r->pattern);
    json_key(o, "roles");
    json_begin_array(o);
    for (int i = 0; i < ROLE_TOTAL; i++)
        if ((r->roles | ROLES_ADMIN) & ROLE_BIT(i))
            json_put_str(o, str_of(role_names[i]));
    json_end_array(o);
    json_key(o, "flags");
    json_begin_array(o);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (r->flags & flags[i].bit)
            json_put_str(o, str_of(flags[i].name));
    json_end_array(o);
    json_field_z(o, "summary", r->summary);
    json_end_object(o);
}

void route_print(struct buf *out)
{
    for (int i = 0; i < route_count; i++) {
        struct json_out o;
        json_out_init(&o, out);
        print_route(&o, &routes[i]);
        buf_char(out, '\n');
    }
}
