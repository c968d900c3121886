/*
 * numbers: POST /v1/numbering/numbers, and what was issued: /v1/numbering/issues.
 */
#include <inttypes.h>

#include "api/command_parse.h"
#include "api/fields.h"
#include "api/handlers.h"
#include "api/numbering.h"
#include "api/resource.h"
#include "api/unit_json.h"
#include "base/limits.h"

/* ---- issuing ---- */

/* What is asked for, and on its way through the writer. */
struct asked {
    struct numbering_work *work;
    struct numbering_answer answer;
};

static void answer(struct call *call, const struct numbering_answer *n)
{
    const struct numbering_issue *i = &n->issue;
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_id(&o, "id", i->id);
    json_field_str(&o, "scheme", i->scheme);
    json_field_opt(&o, "product", i->product);
    json_field_opt(&o, "pool", i->pool);
    json_field_str(&o, "period", i->period);
    json_field_int(&o, "count", i->quantity);
    json_field_int(&o, "skipped", i->skipped);
    json_field_time(&o, "issued_at", i->issued_at);
    api_numbers_json(&o, n);
    json_end_object(&o);
    if (n->replayed)
        api_reply_header(call, "Idempotent-Replayed", STR("true"));
    char id[ID_TEXT_LEN + 1];
    id_print(i->id, id);
    api_reply_location(call, i->pool.len ? "/v1/pools/" : "/v1/numbering/issues/", str_of(id));
    api_reply_json(call, n->replayed ? 200 : 201, &body);
}

static bool foresee(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    struct asked *asked = call->work_state;
    return service_numbers_foresee(asked->work, api_ctx(call), writer_ledger(job));
}

static bool finish(struct call *call, void *state)
{
    struct asked *asked = state;
    if (!service_numbers_write(asked->work))
        return false;
    answer(call, &asked->answer);
    return true;
}

static bool run(struct call *call, void *state)
{
    struct asked *asked = state;
    bool writes;
    if (!service_numbers_decide(asked->work, api_ctx(call), writer_ledger(&call->job), &asked->answer, &writes))
        return false;
    call->job.wrote = writes;
    if (!writes) {
        answer(call, &asked->answer);
        return true;
    }
    service_numbers_need(asked->work, &call->job.numbers);
    api_write_later(call, finish);
    return true;
}

enum http_outcome api_numbers_write(struct call *call, const struct numbering_ask *ask)
{
    struct asked *asked = ARENA_NEW(api_arena(call), struct asked);
    if (!asked)
        return api_failure(call, DB_FAILED);
    asked->work = service_numbers_prepare(api_ctx(call), ask);
    if (!asked->work)
        return api_problem(call);
    call->job.keeps_masters = true;
    call->job.weight = (size_t)ask->count;
    call->job.foresee = foresee;
    return api_write(call, run, asked);
}

static bool read_id(struct api_body *b, struct id *ret)
{
    struct str text = {0};
    *ret = (struct id){{0}};
    if (!api_body_str(b, "id", &text) || str_empty(text))
        return true;
    return id_parse(text, ret) || ctx_refuse(api_ctx(b->call), REFUSED_BAD_VALUE, "id", "'id' must be a UUID");
}

enum http_outcome api_numbers_issue(struct call *call)
{
    struct api_body b;
    struct numbering_ask ask = {.count = 0};
    if (!api_body_open(&b, call))
        return api_problem(call);
    bool id = read_id(&b, &ask.id);
    api_numbering_ask_read(&b, LIMIT_BULK_UNITS, &ask);
    api_body_need(&b, "count");
    api_body_str(&b, "order", &ask.order);
    api_body_str(&b, "note", &ask.note);
    if (!id || !api_body_close(&b) || !api_command_identify(call, &ask.id))
        return api_problem(call);
    return api_numbers_write(call, &ask);
}

enum http_outcome api_pools_create(struct call *call)
{
    struct api_body b;
    struct numbering_ask ask = {.count = 0, .pooled = true};
    if (!api_body_open(&b, call))
        return api_problem(call);
    bool id = read_id(&b, &ask.id);
    api_numbering_ask_read(&b, LIMIT_BULK_UNITS, &ask);
    api_body_need(&b, "count");
    api_body_str(&b, "name", &ask.pool_name);
    api_body_need(&b, "name");
    api_body_str(&b, "party", &ask.party);
    api_body_str(&b, "location", &ask.location);
    api_body_date(&b, "expires_at", &ask.expires_at);
    api_body_str(&b, "order", &ask.order);
    api_body_str(&b, "note", &ask.note);
    if (!id || !api_body_close(&b) || !api_command_identify(call, &ask.id))
        return api_problem(call);
    return api_numbers_write(call, &ask);
}

/* ---- what was issued ---- */

struct str api_numbering_key(struct arena *a, msec at, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    return arena_fmt(a, "%" PRId64 " %s", at, text);
}

bool api_numbering_key_read(struct ctx *ctx, struct str after, struct numbering_place *ret)
{
    size_t space = str_find(after, ' ');
    *ret = (struct numbering_place){.issued_at = INT64_MAX};
    if (str_empty(after) || (str_int64(str_slice(after, 0, space), &ret->issued_at) &&
                             id_parse(str_slice(after, space + 1, after.len), &ret->id)))
        return true;
    return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "it is none that this list gave as 'next'");
}

bool api_issue_id(struct call *call, struct id *ret)
{
    struct str text = api_param(call, "id");
    return id_parse(text, ret) || ctx_refuse(api_ctx(call), REFUSED_NOT_FOUND, NULL,
                                             "'%.*s' is no id of numbers that were issued", STR_ARG(text));
}

struct issue_row {
    struct str id;
    struct numbering_issue issue;
};
#define AT(member) offsetof(struct issue_row, member)

static const struct api_field fields[] = {
    {"id", API_FIELD_TEXT, AT(id)},
    {"scheme", API_FIELD_TEXT, AT(issue.scheme)},
    {"product", API_FIELD_TEXT, AT(issue.product), API_FIELD_OR_NULL},
    {"pool", API_FIELD_TEXT, AT(issue.pool), API_FIELD_OR_NULL},
    {"period", API_FIELD_TEXT, AT(issue.period)},
    {"count", API_FIELD_INT, AT(issue.quantity)},
    {"skipped", API_FIELD_INT, AT(issue.skipped)},
    {"issued_at", API_FIELD_TIME, AT(issue.issued_at)},
    {"user", API_FIELD_TEXT, AT(issue.user)},
};
static const struct api_fields issue_fields = {fields, sizeof fields / sizeof fields[0]};
static const char *const issue_columns[] = {"id",    "scheme",  "product",   "pool", "period",
                                            "count", "skipped", "issued_at", "user", NULL};

static struct str id_text(struct arena *a, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    return arena_str(a, str_of(text));
}

static bool issues_fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                         size_t *ret_count)
{
    struct numbering_issue_filter f = *(const struct numbering_issue_filter *)filter;
    struct numbering_issue *found;
    f.limit = limit;
    if (!api_numbering_key_read(ctx, after, &f.before) || !service_numbering_issue_list(ctx, &f, &found, ret_count))
        return false;
    struct issue_row *rows = ARENA_ARRAY(ctx->arena, *ret_count + 1, struct issue_row);
    if (!rows)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < *ret_count; i++)
        rows[i] = (struct issue_row){id_text(ctx->arena, found[i].id), found[i]};
    *ret_rows = rows;
    return true;
}

static void issue_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &issue_fields, row);
    json_end_object(o);
}

static void issue_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &issue_fields, row);
}

static struct str issue_key(struct arena *a, const void *row)
{
    const struct issue_row *r = row;
    return api_numbering_key(a, r->issue.issued_at, r->issue.id);
}

static const struct api_list issues = {.name = "issues",
                                       .columns = issue_columns,
                                       .row_size = sizeof(struct issue_row),
                                       .fetch = issues_fetch,
                                       .json = issue_json,
                                       .csv = issue_csv,
                                       .key = issue_key};

enum http_outcome api_issues_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct numbering_issue_filter *f = ARENA_NEW(api_arena(call), struct numbering_issue_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    f->scheme = api_query_str(&q, "scheme");
    f->product = api_query_str(&q, "product");
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_list_reply(call, &issues, f, &page);
}

enum http_outcome api_issues_get(struct call *call)
{
    struct issue_row row;
    struct id id;
    struct buf body = {0};
    struct json_out o;
    if (!api_issue_id(call, &id) || !service_numbering_issue_get(api_ctx(call), id, &row.issue))
        return api_problem(call);
    row.id = id_text(api_arena(call), id);
    json_out_init(&o, &body);
    issue_json(&o, &row);
    return api_reply_json(call, 200, &body);
}

/* ---- their numbers ---- */

static bool numbers_fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows,
                          size_t *ret_count)
{
    int64_t place = -1;
    struct issued_number *rows;
    if (!str_empty(after) && !str_int64(after, &place))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "it is none that this list gave as 'next'");
    if (!ctx_check(ctx, store_issued_numbers(ctx->db, ctx->arena, filter, place + 1, limit, &rows, ret_count)))
        return false;
    *ret_rows = rows;
    return true;
}

/* Of a package nothing is known but whether there is one. */
static const char *state_of(const struct issued_number *n)
{
    return n->unit ? status_names[n->status] : n->used ? "used" : "issued";
}

static void number_json(struct json_out *o, const void *row)
{
    const struct issued_number *n = row;
    json_begin_object(o);
    json_field_str(o, "number", n->number);
    json_field_int(o, "place", n->place + 1);
    if (n->unit)
        json_field_int(o, "unit", n->unit);
    json_field_z(o, "status", state_of(n));
    api_json_time_opt(o, "changed_at", n->changed_at);
    json_end_object(o);
}

static void number_csv(struct api_cells *out, const void *row)
{
    const struct issued_number *n = row;
    api_cell_str(out, n->number, true);
    api_cell_int(out, n->place + 1, false);
    api_cell_str(out, str_of(state_of(n)), false);
    api_cell_time(out, n->changed_at, false);
}

static struct str number_key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct issued_number *)row)->place);
}

static const char *const number_columns[] = {"number", "place", "status", "changed_at", NULL};
static const struct api_list numbers = {.name = "numbers",
                                        .columns = number_columns,
                                        .row_size = sizeof(struct issued_number),
                                        .fetch = numbers_fetch,
                                        .json = number_json,
                                        .csv = number_csv,
                                        .key = number_key};

enum http_outcome api_numbers_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct id id;
    struct numbering_issue *issue = ARENA_NEW(api_arena(call), struct numbering_issue);
    if (!issue)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_query_page(&q, &page);
    if (!api_query_close(&q) || !api_issue_id(call, &id) || !service_numbering_issue_get(api_ctx(call), id, issue))
        return api_problem(call);
    return api_list_reply(call, &numbers, issue, &page);
}

enum http_outcome api_issues_numbers(struct call *call)
{
    return api_numbers_list(call);
}
