/*
 * link_reports: /v1/links/reports, what strangers reported and what people make of it, and /v1/links/suspects, numbers that are looked
 * at from too many places.
 */
#include <inttypes.h>

#include "api/handlers.h"
#include "api/link_watch.h"
#include "api/list.h"
#include "api/body.h"
#include "api/write.h"
#include "service/link_report.h"

/* ---- reports ---- */

static void put_report(struct json_out *o, const struct link_report *r)
{
    json_begin_object(o);
    json_field_int(o, "id", r->id);
    json_field_int(o, "unit", r->unit_id);
    json_field_str(o, "product", r->sku);
    json_field_str(o, "serial", r->serial);
    json_field_z(o, "kind", link_action_names[r->kind]);
    json_field_str(o, "name", r->name);
    json_field_str(o, "contact", r->contact);
    json_field_str(o, "message", r->message);
    api_json_time(o, "created_at", r->created_at);
    json_field_z(o, "state", link_report_state_names[r->state]);
    api_json_time_opt(o, "decided_at", r->decided_at);
    json_field_opt(o, "decided_by", r->decided_by);
    json_field_opt(o, "reason", r->reason);
    json_field_opt(o, "event", r->event);
    json_field_int(o, "version", r->version);
    json_end_object(o);
}

static const char *const report_columns[] = {"id",         "unit",    "product", "serial", "kind",
                                             "name",       "contact", "message", "state",  "created_at",
                                             "decided_at", "reason",  "event",   NULL};

static void report_json(struct json_out *o, const void *row)
{
    put_report(o, row);
}

static void report_csv(struct api_cells *out, const void *row)
{
    const struct link_report *r = row;
    api_cell_int(out, r->id, true);
    api_cell_int(out, r->unit_id, false);
    api_cell_str(out, r->sku, false);
    api_cell_str(out, r->serial, false);
    api_cell_str(out, str_of(link_action_names[r->kind]), false);
    api_cell_str(out, r->name, false);
    api_cell_str(out, r->contact, false);
    api_cell_str(out, r->message, false);
    api_cell_str(out, str_of(link_report_state_names[r->state]), false);
    api_cell_time(out, r->created_at, false);
    api_cell_time(out, r->decided_at, false);
    api_cell_str(out, r->reason, false);
    api_cell_str(out, r->event, false);
}

static struct str report_key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct link_report *)row)->id);
}

static bool position(struct ctx *ctx, struct str after, int64_t first, int64_t *ret)
{
    *ret = first;
    return str_empty(after) || str_int64(after, ret) ||
           ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "The cursor belongs to another list.");
}

static bool fetch_reports(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                          size_t *ret_count)
{
    int64_t before;
    struct link_report *rows;
    if (!position(ctx, after, INT64_MAX, &before) ||
        !service_link_report_list(ctx, filter, before, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static const struct api_list report_list = {.name = "reports",
                                            .columns = report_columns,
                                            .row_size = sizeof(struct link_report),
                                            .fetch = fetch_reports,
                                            .json = report_json,
                                            .csv = report_csv,
                                            .key = report_key};

enum http_outcome api_link_reports_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct link_report_filter *f = ARENA_NEW(api_arena(call), struct link_report_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    f->state = f->kind = -1;
    api_query_open(&q, call);
    api_query_choice(&q, "state", link_report_state_names, LINK_REPORT_STATE_TOTAL, &f->state);
    api_query_choice(&q, "kind", link_action_names, LINK_ACTION_TOTAL, &f->kind);
    api_query_int(&q, "unit", 1, INT64_MAX, &f->unit_id);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &report_list, f, &page);
}

static enum http_outcome reply_report(struct call *call, const struct link_report *r)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    put_report(&o, r);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_link_reports_get(struct call *call)
{
    int64_t id;
    struct link_report r;
    if (!api_param_id(call, "id", &id) || !service_link_report(api_ctx(call), id, &r))
        return api_problem(call);
    return reply_report(call, &r);
}

static bool decide(struct call *call, void *state)
{
    struct link_report r;
    if (!service_link_report_decide(api_ctx(call), writer_ledger(&call->job), state, &r))
        return false;
    reply_report(call, &r);
    return true;
}

static bool read_decision(struct call *call, struct link_decision *ret)
{
    static const char *const decisions[] = {"dismiss", "accept"};
    struct api_body b;
    struct str command = {0};
    int decision = 0;
    ret->command = -1;
    if (!api_param_id(call, "id", &ret->id) || !api_body_open(&b, call))
        return false;
    api_body_need(&b, "decision");
    api_body_choice(&b, "decision", decisions, 2, &decision);
    api_body_str(&b, "command", &command);
    api_body_str(&b, "party", &ret->party);
    api_body_str(&b, "location", &ret->location);
    api_body_str(&b, "reason", &ret->reason);
    ret->accept = decision == 1;
    if (!api_body_close(&b))
        return false;
    if (command.len)
        ret->command = lifecycle_command_by_name(command);
    return command.len == 0 || ret->command >= 0 ||
           ctx_refuse(api_ctx(call), REFUSED_BAD_VALUE, "command", "there is no command '%.*s'", STR_ARG(command));
}

enum http_outcome api_link_reports_decide(struct call *call)
{
    struct link_decision *d = ARENA_NEW(api_arena(call), struct link_decision);
    if (!d)
        return api_failure(call, DB_FAILED);
    if (!read_decision(call, d))
        return api_problem(call);
    return api_write(call, decide, d);
}

/* ---- suspects ---- */

static void put_suspect(struct json_out *o, const struct link_watch *w)
{
    json_begin_object(o);
    json_field_int(o, "unit", w->unit_id);
    json_field_str(o, "product", w->sku);
    json_field_str(o, "serial", w->serial);
    api_link_watch_json(o, w);
    json_end_object(o);
}

static const char *const suspect_columns[] = {"unit",     "product", "serial",     "views", "networks",
                                              "switches", "last_at", "flagged_at", NULL};

static void suspect_json(struct json_out *o, const void *row)
{
    put_suspect(o, row);
}

static void suspect_csv(struct api_cells *out, const void *row)
{
    const struct link_watch *w = row;
    api_cell_int(out, w->unit_id, true);
    api_cell_str(out, w->sku, false);
    api_cell_str(out, w->serial, false);
    api_cell_int(out, w->views, false);
    api_cell_int(out, w->networks, false);
    api_cell_int(out, w->switches, false);
    api_cell_time(out, w->last_at, false);
    api_cell_time(out, w->flagged_at, false);
}

static struct str suspect_key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct link_watch *)row)->unit_id);
}

static bool fetch_suspects(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                           size_t *ret_count)
{
    int64_t after_id;
    struct link_watch *rows;
    (void)filter;
    if (!position(ctx, after, 0, &after_id) || !service_link_suspects(ctx, after_id, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static const struct api_list suspect_list = {.name = "suspects",
                                             .columns = suspect_columns,
                                             .row_size = sizeof(struct link_watch),
                                             .fetch = fetch_suspects,
                                             .json = suspect_json,
                                             .csv = suspect_csv,
                                             .key = suspect_key};

enum http_outcome api_link_suspects_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &suspect_list, NULL, &page);
}

static bool dismiss(struct call *call, void *state)
{
    int64_t id;
    struct link_watch w;
    struct buf body = {0};
    struct json_out o;
    const struct str *reason = state;
    if (!api_param_id(call, "id", &id) || !service_link_dismiss(api_ctx(call), id, *reason, &w))
        return false;
    json_out_init(&o, &body);
    put_suspect(&o, &w);
    api_reply_json(call, 200, &body);
    return true;
}

enum http_outcome api_link_suspects_dismiss(struct call *call)
{
    struct api_body b;
    struct str *reason = ARENA_NEW(api_arena(call), struct str);
    if (!reason)
        return api_failure(call, DB_FAILED);
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_need(&b, "reason");
    api_body_str(&b, "reason", reason);
    if (!api_body_close(&b))
        return api_problem(call);
    return api_write(call, dismiss, reason);
}
