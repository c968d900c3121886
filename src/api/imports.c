/*
 * imports: /v1/imports: take in a CSV file, and the reports of what was taken in. The file is read on a worker, then run on the
 * writer's thread; the rules are service/import.h's.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/import_options.h"
#include "api/list.h"
#include "api/write.h"
#include "service/import.h"

/* ---- POST ---- */

/* 422, and all that the report says. */
static void reply_refused(struct call *call, const struct import_outcome *o)
{
    struct ctx *ctx = api_ctx(call);
    api_import_refuse(ctx, o);
    struct refusal r = ctx->refusal;
    ctx->refusal = (struct refusal){0}; /* the report is kept: the job has not been refused */
    struct buf body = {0};
    struct json_out out;
    json_out_init(&out, &body);
    json_begin_object(&out);
    api_problem_json(&out, &r, call->request_id);
    buf_char(&body, ',');
    buf_str(&body, o->members);
    json_end_object(&out);
    api_reply_bytes(call, refusal_texts[r.code].status, "application/problem+json", &body);
}

static bool run(struct call *call, void *state)
{
    struct import_outcome o;
    if (!service_import_run(api_ctx(call), writer_ledger(&call->job), state, &o))
        return false;
    bool dry = o.id == 0;
    call->job.wrote = !dry;
    if (!dry)
        api_reply_location(call, "/v1/imports/", arena_fmt(api_arena(call), "%" PRId64, o.id));
    if (!dry && !o.written)
        reply_refused(call, &o);
    else
        api_reply_text(call, dry ? 200 : 201, "application/json", o.report);
    return true;
}

enum http_outcome api_imports_create(struct call *call)
{
    struct import_options o;
    struct import *im;
    if (!api_import_is_csv(call) || !api_import_options(call, &o))
        return api_problem(call);
    if (api_import_async_wanted(call))
        return api_import_async(call, &o);
    if (!service_import_read(api_ctx(call), &o, call->x->request.body, &im))
        return api_problem(call);
    return api_write(call, run, im);
}

/* ---- GET ---- */

static const char *const columns[] = {"id",      "created_at", "actor", "kind", "layout", "mode",
                                      "written", "rows",       "good",  "bad",  NULL};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    (void)filter;
    int64_t before = 0;
    struct import_run_list list;
    if (!str_empty(after) && (!str_int64(after, &before) || before <= 0))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!service_import_list(ctx, before, limit, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    const struct import_run *r = row;
    json_begin_object(o);
    json_field_int(o, "id", r->id);
    api_json_time(o, "created_at", r->created_at);
    json_field_str(o, "actor", r->actor);
    json_field_str(o, "kind", r->kind);
    json_field_str(o, "layout", r->layout);
    json_field_str(o, "mode", r->mode);
    json_field_bool(o, "written", r->written);
    json_field_int(o, "rows", r->rows);
    json_field_int(o, "good", r->good);
    json_field_int(o, "bad", r->bad);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct import_run *r = row;
    api_cell_int(out, r->id, true);
    api_cell_time(out, r->created_at, false);
    api_cell_str(out, r->actor, false);
    api_cell_str(out, r->kind, false);
    api_cell_str(out, r->layout, false);
    api_cell_str(out, r->mode, false);
    api_cell_bool(out, r->written, false);
    api_cell_int(out, r->rows, false);
    api_cell_int(out, r->good, false);
    api_cell_int(out, r->bad, false);
}

static struct str key(struct arena *a, const void *row)
{
    const struct import_run *r = row;
    return arena_fmt(a, "%" PRId64, r->id);
}

static const struct api_list list = {
    .name = "imports",
    .columns = columns,
    .row_size = sizeof(struct import_run),
    .fetch = fetch,
    .json = row_json,
    .csv = row_csv,
    .key = key,
};

enum http_outcome api_imports_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &list, NULL, &page);
}

/* The report as it was given, and who ran it when. */
enum http_outcome api_imports_get(struct call *call)
{
    int64_t id;
    struct import_run r;
    if (!api_param_id(call, "id", &id) || !service_import_get(api_ctx(call), id, &r))
        return api_problem(call);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    api_json_time(&o, "created_at", r.created_at);
    json_field_str(&o, "actor", r.actor);
    buf_char(&body, ',');
    buf_str(&body, str_slice(r.report, 1, r.report.len - 2));
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_imports_rejects(struct call *call)
{
    int64_t id;
    struct str csv;
    if (!api_param_id(call, "id", &id) || !service_import_rejects(api_ctx(call), id, &csv))
        return api_problem(call);
    api_reply_header(call, "Content-Disposition",
                     arena_fmt(api_arena(call), "attachment; filename=\"import-%" PRId64 "-rejects.csv\"", id));
    return api_reply_text(call, 200, "text/csv; charset=utf-8", csv);
}
