/*
 * packages: /v1/packages/{code}: what is inside a package now, nested packages and all units.
 */
#include "api/handlers.h"
#include "api/unit_json.h"
#include "api/unit_query.h"
#include "service/package_read.h"
#include "service/unit_read.h"

static void put_inside(struct json_out *o, const struct package_view *p)
{
    json_key(o, "packages");
    json_begin_array(o);
    for (size_t i = 0; i < p->inside.count; i++) {
        const struct package_inside *inside = &p->inside.items[i];
        json_begin_object(o);
        json_field_str(o, "code", inside->code);
        json_field_str(o, "inside", inside->outer);
        json_field_int(o, "depth", inside->depth);
        json_field_int(o, "units", inside->units);
        json_end_object(o);
    }
    json_end_array(o);
}

/* Units page by page, as in a list; the packages stand on every page. */
static void put_units(struct call *call, struct json_out *o, const struct unit_views *units, int limit)
{
    size_t shown = units->count > (size_t)limit ? (size_t)limit : units->count;
    json_key(o, "items");
    json_begin_array(o);
    for (size_t i = 0; i < shown; i++)
        unit_json_row(o, &units->items[i]);
    json_end_array(o);
    json_key(o, "next");
    if (units->count > shown)
        json_put_str(o, api_cursor_of(api_arena(call),
                                      arena_fmt(api_arena(call), "%lld", (long long)units->items[shown - 1].unit.id)));
    else
        json_put_null(o);
}

static enum http_outcome reply(struct call *call, const struct package_view *p, const struct unit_views *units,
                               int limit)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "code", p->package.code);
    json_field_opt(&o, "inside", p->outer);
    json_field_int(&o, "units", p->units);
    put_inside(&o, p);
    put_units(call, &o, units, limit);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_packages_get(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct package_view p;
    struct unit_views units;
    int64_t after = 0;
    struct ctx *ctx = api_ctx(call);
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!str_empty(page.after) && !str_int64(page.after, &after))
        api_query_refuse(&q, "cursor", "it is none that this list gave as 'next'");
    if (page.format != API_JSON)
        api_query_refuse(&q, "format", "a package has the form json only; its units are in /v1/units");
    if (!api_query_close(&q) || !service_read_begin(ctx))
        return api_problem(call);
    bool good = service_package_view(ctx, api_param(call, "code"), &p) &&
                service_package_units(ctx, p.package.id, after, page.limit + 1, &units);
    service_read_end(ctx);
    return good ? reply(call, &p, &units, page.limit) : api_problem(call);
}
