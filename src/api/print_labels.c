/*
 * print_labels: labels of a print job, labels of a unit (who printed what, when, why), and a job as a document for printers that only
 * a browser reaches.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/list.h"
#include "api/print_draw.h"
#include "api/print_json.h"
#include "service/unit_read.h"

/* ---- of a job ---- */

struct of_job {
    int64_t number;
    struct print_label_filter filter;
};

static const char *const columns[] = {"position",    "state",       "code",       "now",        "product",
                                      "unit",        "sent_at",     "changed_at", "decided_by", "prints",
                                      "verified_at", "verified_by", NULL};

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    const struct of_job *of = filter;
    struct print_label_filter f = of->filter;
    struct print_labels found;
    f.limit = limit;
    if (!str_empty(after) && !str_int64(after, &f.after))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!ctx_check(ctx, store_print_label_list(ctx->db, ctx->arena, of->number, &f, &found)))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    print_label_json(o, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct print_label *l = row;
    api_cell_int(out, l->position, true);
    api_cell_str(out, str_of(label_state_names[label_shown(l)]), false);
    api_cell_str(out, l->code, false);
    api_cell_str(out, l->now, false);
    api_cell_str(out, l->sku, false);
    api_cell_int(out, l->unit_id, false);
    api_cell_time(out, l->sent_at, false);
    api_cell_time(out, l->changed_at, false);
    api_cell_str(out, l->decided_by, false);
    api_cell_int(out, l->prints, false);
    api_cell_time(out, l->verified_at, false);
    api_cell_str(out, l->verified_by, false);
}

static struct str key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct print_label *)row)->position);
}

static const struct api_list list = {.name = "print-labels",
                                     .columns = columns,
                                     .row_size = sizeof(struct print_label),
                                     .fetch = fetch,
                                     .json = row_json,
                                     .csv = row_csv,
                                     .key = key};

enum http_outcome api_print_labels_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct id id;
    struct print_view job;
    struct of_job *of = ARENA_NEW(api_arena(call), struct of_job);
    if (!of)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_query_bits(&q, "state", label_state_names, LABEL_STATE_TOTAL, &of->filter.states);
    api_query_bool(&q, "missing", &of->filter.unread);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !print_param_id(call, &id) || !service_print_get(api_ctx(call), id, &job))
        return api_problem(call);
    of->number = job.job.number;
    return api_list_reply(call, &list, of, &page);
}

/* ---- of a unit ---- */

static const char *const trace_columns[] = {"job",   "position",   "state",   "code",   "printer",     "template",
                                            "actor", "created_at", "sent_at", "reason", "verified_at", NULL};

/* The cursor is "number position". */
static bool fetch_traces(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                         size_t *ret_count)
{
    int64_t before = INT64_MAX, position = 0;
    struct print_traces found;
    size_t blank = str_find(after, ' ');
    if (!str_empty(after) && (blank == after.len || !str_int64(str_slice(after, 0, blank), &before) ||
                              !str_int64(str_slice(after, blank + 1, after.len), &position)))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!service_print_of_unit(ctx, *(const int64_t *)filter, before, position, limit, &found))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void trace_json(struct json_out *o, const void *row)
{
    const struct print_trace *t = row;
    char id[ID_TEXT_LEN + 1];
    id_print(t->job, id);
    json_begin_object(o);
    json_field_z(o, "job", id);
    json_field_str(o, "printer", t->printer);
    json_field_str(o, "template", t->template);
    json_field_str(o, "actor", t->actor);
    api_json_time(o, "created_at", t->created_at);
    json_field_opt(o, "reason", t->reason);
    print_label_json(o, &t->label);
    json_end_object(o);
}

static void trace_csv(struct api_cells *out, const void *row)
{
    const struct print_trace *t = row;
    char id[ID_TEXT_LEN + 1];
    id_print(t->job, id);
    api_cell_str(out, str_of(id), true);
    api_cell_int(out, t->label.position, false);
    api_cell_str(out, str_of(label_state_names[label_shown(&t->label)]), false);
    api_cell_str(out, t->label.code, false);
    api_cell_str(out, t->printer, false);
    api_cell_str(out, t->template, false);
    api_cell_str(out, t->actor, false);
    api_cell_time(out, t->created_at, false);
    api_cell_time(out, t->label.sent_at, false);
    api_cell_str(out, t->reason, false);
    api_cell_time(out, t->label.verified_at, false);
}

static struct str trace_key(struct arena *a, const void *row)
{
    const struct print_trace *t = row;
    return arena_fmt(a, "%" PRId64 " %" PRId64, t->label.job, t->label.position);
}

static const struct api_list traces = {.name = "labels",
                                       .columns = trace_columns,
                                       .row_size = sizeof(struct print_trace),
                                       .fetch = fetch_traces,
                                       .json = trace_json,
                                       .csv = trace_csv,
                                       .key = trace_key};

enum http_outcome api_units_labels(struct call *call)
{
    struct api_query q;
    struct api_page page;
    int64_t *id = ARENA_NEW(api_arena(call), int64_t);
    if (!id)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !api_param_id(call, "id", id))
        return api_problem(call);
    return api_list_reply(call, &traces, id, &page);
}

/* ---- as a document ---- */

/* What is still to be decided on, of a browser's printer: that is what was not said to have come out. Otherwise, what is asked for. */
static bool load(struct call *call, unsigned states, struct print_view *job, struct print_labels *ret)
{
    struct id id;
    struct ctx *ctx = api_ctx(call);
    struct print_label_filter f = {.states = states ? states : 1U << LABEL_UNCERTAIN, .limit = PRINT_LABELS_MAX};
    return print_param_id(call, &id) && service_print_get(ctx, id, job) &&
           ctx_check(ctx, store_print_job_layout(ctx->db, ctx->arena, job->job.number, &job->job.layout)) &&
           ctx_check(ctx, store_print_label_list(ctx->db, ctx->arena, job->job.number, &f, ret));
}

enum http_outcome api_print_jobs_document(struct call *call)
{
    struct api_query q;
    unsigned states = 0;
    struct print_view job;
    struct print_labels labels;
    struct buf pdf = {0};
    char why[200];
    const struct printer page = {.language = PRINTER_PDF, .dpi = 300};
    api_query_open(&q, call);
    api_query_bits(&q, "state", label_state_names, LABEL_STATE_TOTAL, &states);
    if (!api_query_close(&q) || !load(call, states, &job, &labels))
        return api_problem(call);
    if (labels.count == 0)
        return api_refuse(call, REFUSED_LABEL_STATE, NULL, "No label of this job is uncertain; 'state' names others.");
    if (!print_draw(api_arena(call), &page, &job.job, &labels, &pdf, why, sizeof why)) {
        buf_free(&pdf);
        return api_refuse(call, REFUSED_BAD_VALUE, "template", "%s", why);
    }
    return api_reply_bytes(call, 200, "application/pdf", &pdf);
}
