/*
 * print_jobs: /v1/print/jobs: those that there are, one of them, and what people do with one: pause, cancel, decide, read back, close.
 * How one is made is print_new.c; its labels are print_labels.c.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/list.h"
#include "api/print_json.h"
#include "api/print_new.h"
#include "api/state.h"
#include "api/write.h"
#include "service/printer.h"
#include "service/unit_read.h"

/* ---- looking ---- */

static bool view(struct call *call, struct print_view *ret)
{
    struct id id;
    struct ctx *ctx = api_ctx(call);
    if (!print_param_id(call, &id) || !service_read_begin(ctx))
        return false;
    bool good = service_print_get(ctx, id, ret);
    service_read_end(ctx);
    return good;
}

enum http_outcome api_print_jobs_get(struct call *call)
{
    struct print_view v;
    if (!view(call, &v))
        return api_problem(call);
    return api_not_modified(call, v.job.version) ? HTTP_DONE : print_view_reply(call, 200, &v);
}

static const char *const columns[] = {"id",     "state",      "problem",    "printer",  "template", "for",    "actor",
                                      "device", "created_at", "started_at", "ended_at", "labels",   "reason", NULL};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct print_job_filter f = *(const struct print_job_filter *)filter;
    struct print_jobs found;
    f.before = INT64_MAX;
    f.limit = limit;
    if (!str_empty(after) && !str_int64(after, &f.before))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!service_print_list(ctx, &f, &found))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    print_job_json(o, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct print_job *j = row;
    char id[ID_TEXT_LEN + 1];
    id_print(j->id, id);
    api_cell_str(out, str_of(id), true);
    api_cell_str(out, str_of(print_state_names[j->state]), false);
    api_cell_str(out, str_of(j->problem ? print_problem_names[j->problem] : ""), false);
    api_cell_str(out, j->printer, false);
    api_cell_str(out, j->template, false);
    api_cell_str(out, str_of(label_for_names[j->target]), false);
    api_cell_str(out, j->actor, false);
    api_cell_str(out, j->device, false);
    api_cell_time(out, j->created_at, false);
    api_cell_time(out, j->started_at, false);
    api_cell_time(out, j->ended_at, false);
    api_cell_int(out, j->labels, false);
    api_cell_str(out, j->reason, false);
}

static struct str key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct print_job *)row)->number);
}

static const struct api_list list = {.name = "print-jobs",
                                     .columns = columns,
                                     .row_size = sizeof(struct print_job),
                                     .fetch = fetch,
                                     .json = row_json,
                                     .csv = row_csv,
                                     .key = key};

enum http_outcome api_print_jobs_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct printer printer;
    struct print_job_filter *f = ARENA_NEW(api_arena(call), struct print_job_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    struct str name = api_query_str(&q, "printer");
    f->actor = api_query_str(&q, "actor");
    api_query_int(&q, "unit", 1, INT64_MAX, &f->unit_id);
    api_query_bits(&q, "state", print_state_names, PRINT_STATE_TOTAL, &f->states);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || (name.len && !service_printer_get(api_ctx(call), name, &printer)))
        return api_problem(call);
    f->printer_id = name.len ? printer.id : 0;
    return api_list_reply(call, &list, f, &page);
}

/* ---- doing ---- */

struct act {
    struct id id;
    bool (*act)(struct ctx *ctx, struct id id, struct print_view *ret);
    int64_t *positions;
    size_t count;
    bool came_out;
    struct str code;
};

/* Nothing of it touches products, places or parties: scans go on beside it. */
static enum http_outcome submit(struct call *call, bool (*work)(struct call *call, void *state), struct act *a)
{
    call->job.keeps_masters = true;
    return api_write(call, work, a);
}

static struct act *act_new(struct call *call)
{
    struct act *a = ARENA_NEW(api_arena(call), struct act);
    if (!a)
        ctx_check(api_ctx(call), DB_FAILED);
    return a && print_param_id(call, &a->id) ? a : NULL;
}

static bool act(struct call *call, void *state)
{
    struct act *a = state;
    struct print_view v;
    if (!a->act(api_ctx(call), a->id, &v))
        return false;
    printing_wake(call->app->printing);
    print_view_reply(call, 200, &v);
    return true;
}

static enum http_outcome do_act(struct call *call, bool (*what)(struct ctx *ctx, struct id id, struct print_view *ret))
{
    struct act *a = act_new(call);
    if (!a)
        return api_problem(call);
    a->act = what;
    return submit(call, act, a);
}

enum http_outcome api_print_jobs_cancel(struct call *call)
{
    return do_act(call, service_print_cancel);
}

enum http_outcome api_print_jobs_pause(struct call *call)
{
    return do_act(call, service_print_pause);
}

enum http_outcome api_print_jobs_resume(struct call *call)
{
    return do_act(call, service_print_resume);
}

enum http_outcome api_print_jobs_close(struct call *call)
{
    return do_act(call, service_print_close);
}

/* ---- deciding ---- */

bool print_positions(struct api_body *b, int64_t **ret, size_t *ret_count)
{
    const struct json *labels = NULL;
    struct ctx *ctx = api_ctx(b->call);
    api_body_need(b, "labels");
    if (!api_body_any(b, "labels", &labels) || b->failed)
        return true; /* closing the body says why */
    size_t count = json_count(labels);
    *ret = ARENA_ARRAY(ctx->arena, count ? count : 1, int64_t);
    if (!*ret)
        return ctx_check(ctx, DB_FAILED);
    bool good = json_kind(labels) == JSON_ARRAY && count > 0 && count <= PRINT_LABELS_MAX;
    for (size_t i = 0; good && i < count; i++) {
        (*ret)[i] = json_int(json_at(labels, i));
        good = (*ret)[i] > 0;
    }
    *ret_count = count;
    return good || ctx_refuse(ctx, REFUSED_BAD_VALUE, "labels", "labels is a list of 1 to %d positions of labels.",
                              PRINT_LABELS_MAX);
}

static bool decide(struct call *call, void *state)
{
    const struct act *a = state;
    struct print_view v;
    if (!service_print_decide(api_ctx(call), a->id, a->positions, a->count, a->came_out, &v))
        return false;
    printing_wake(call->app->printing);
    print_view_reply(call, 200, &v);
    return true;
}

enum http_outcome api_print_jobs_decide(struct call *call)
{
    struct api_body b;
    struct act *a = act_new(call);
    if (!a || !api_body_open(&b, call) || !print_positions(&b, &a->positions, &a->count))
        return api_problem(call);
    api_body_need(&b, "came_out");
    api_body_bool(&b, "came_out", &a->came_out);
    return api_body_close(&b) ? submit(call, decide, a) : api_problem(call);
}

/* ---- reading back ---- */

static void put_reading(struct json_out *o, const struct print_reading *r)
{
    json_begin_object(o);
    json_field_z(o, "verdict", print_verdict_names[r->verdict]);
    json_field_str(o, "code", r->code);
    json_field_str(o, "detail", r->detail);
    if (r->label.position) {
        json_key(o, "label");
        json_begin_object(o);
        print_label_json(o, &r->label);
        json_end_object(o);
    }
    json_key(o, "job");
    json_begin_object(o);
    print_view_json(o, &r->job);
    json_end_object(o);
    json_end_object(o);
}

static bool verify(struct call *call, void *state)
{
    const struct act *a = state;
    struct print_reading reading;
    struct buf body = {0};
    struct json_out o;
    if (!service_print_verify(api_ctx(call), a->id, a->code, &reading))
        return false;
    json_out_init(&o, &body);
    put_reading(&o, &reading);
    api_reply_json(call, 200, &body);
    return true;
}

enum http_outcome api_print_jobs_verify(struct call *call)
{
    struct api_body b;
    struct act *a = act_new(call);
    if (!a || !api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "code");
    api_body_str(&b, "code", &a->code);
    return api_body_close(&b) ? submit(call, verify, a) : api_problem(call);
}
