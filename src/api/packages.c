/*
 * packages: /v1/packages: those that there are; /v1/packages/{code}: what is inside one now, nested packages and all units.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/list.h"
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

/* ---- the list ---- */

static const char *const columns[] = {"code", "inside", "units", "packages", "created_at", NULL};

/* "key code" of the row before: enough for either order. */
static bool read_position(struct ctx *ctx, struct str after, struct package_filter *f)
{
    size_t blank = str_find(after, ' ');
    if (str_empty(after))
        return true;
    if (blank == after.len || !str_int64(str_slice(after, 0, blank), &f->after_id) || f->after_id <= 0)
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    f->after_code = str_slice(after, blank + 1, after.len);
    return true;
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct package_filter f = *(const struct package_filter *)filter;
    struct package_rows found;
    f.limit = limit;
    if (!read_position(ctx, after, &f) || !ctx_check(ctx, store_package_list(ctx->db, ctx->arena, &f, &found)))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    const struct package_row *p = row;
    json_begin_object(o);
    json_field_str(o, "code", p->code);
    json_field_opt(o, "inside", p->outer);
    json_field_int(o, "units", p->units);
    json_field_int(o, "packages", p->packages);
    api_json_time(o, "created_at", p->created_at);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct package_row *p = row;
    api_cell_str(out, p->code, true);
    api_cell_str(out, p->outer, false);
    api_cell_int(out, p->units, false);
    api_cell_int(out, p->packages, false);
    api_cell_time(out, p->created_at, false);
}

static struct str key(struct arena *a, const void *row)
{
    const struct package_row *p = row;
    return arena_fmt(a, "%" PRId64 " %.*s", p->id, STR_ARG(p->code));
}

static const struct api_list list = {
    .name = "packages",
    .columns = columns,
    .row_size = sizeof(struct package_row),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_packages_list(struct call *call)
{
    static const char *const sorts[] = {[PACKAGE_SORT_NEWEST] = "-created_at", [PACKAGE_SORT_CODE] = "code"};
    struct api_query q;
    struct api_page page;
    struct package_filter *f = ARENA_NEW(api_arena(call), struct package_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    f->prefix = api_query_str(&q, "q");
    int sort = str_empty(f->prefix) ? PACKAGE_SORT_NEWEST : PACKAGE_SORT_CODE;
    api_query_choice(&q, "sort", sorts, 2, &sort);
    f->sort = (enum package_sort)sort;
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply_at_once(call, &list, f, &page);
}
