/*
 * pools: /v1/pools: blocks of numbers. POST, which issues them, is in numbers.c.
 */
#include "api/command_parse.h"
#include "api/handlers.h"
#include "api/numbering.h"
#include "api/resource.h"
#include "api/unit_json.h"
#include "service/number_pool.h"

struct pool_row {
    struct str id;
    struct number_pool pool;
};
#define AT(member) offsetof(struct pool_row, member)

static const struct api_field fields[] = {
    {"id", API_FIELD_TEXT, AT(id), API_FIELD_READONLY},
    {"name", API_FIELD_TEXT, AT(pool.name)},
    {"product", API_FIELD_TEXT, AT(pool.product), API_FIELD_READONLY},
    {"scheme", API_FIELD_TEXT, AT(pool.scheme), API_FIELD_READONLY},
    {"period", API_FIELD_TEXT, AT(pool.period), API_FIELD_READONLY},
    {"party", API_FIELD_TEXT, AT(pool.party), API_FIELD_READONLY | API_FIELD_OR_NULL},
    {"location", API_FIELD_TEXT, AT(pool.location), API_FIELD_READONLY | API_FIELD_OR_NULL},
    {"count", API_FIELD_INT, AT(pool.quantity), API_FIELD_READONLY},
    {"left", API_FIELD_INT, AT(pool.left), API_FIELD_READONLY},
    {"used", API_FIELD_INT, AT(pool.used), API_FIELD_READONLY},
    {"void", API_FIELD_INT, AT(pool.void_count), API_FIELD_READONLY},
    {"expires_at", API_FIELD_DATE, AT(pool.expires_at)},
    {"closed_at", API_FIELD_TIME, AT(pool.closed_at), API_FIELD_READONLY},
    {"issued_at", API_FIELD_TIME, AT(pool.issued_at), API_FIELD_READONLY},
    {"user", API_FIELD_TEXT, AT(pool.user), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(pool.version), API_FIELD_READONLY},
};

static struct str id_text(struct arena *a, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    return arena_str(a, str_of(text));
}

static bool get(struct call *call, void *ret)
{
    struct pool_row *row = ret;
    struct id id;
    if (!api_issue_id(call, &id) || !service_number_pool_get(api_ctx(call), id, &row->pool))
        return false;
    row->id = id_text(api_arena(call), id);
    return true;
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    const struct pool_row *from = in;
    struct pool_row *to = ret;
    to->id = from->id;
    return service_number_pool_change(ctx, &from->pool, &to->pool);
}

static const struct api_resource pools = {
    .path = "/v1/pools/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct pool_row),
    .version_at = AT(pool.version),
    .get = get,
    .change = change,
};

/* How far it is used up changes without its version: the reply has no ETag to be remembered by, but one to change by. */
enum http_outcome api_pools_get(struct call *call)
{
    struct pool_row row;
    struct buf body = {0};
    struct json_out o;
    if (!get(call, &row))
        return api_problem(call);
    json_out_init(&o, &body);
    json_begin_object(&o);
    api_fields_json(&o, &pools.fields, &row);
    json_end_object(&o);
    api_etag(call, row.pool.version);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_pools_change(struct call *call)
{
    return api_resource_change(call, &pools);
}

/* ---- the list ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct number_pool_filter f = *(const struct number_pool_filter *)filter;
    struct number_pool *found;
    f.limit = limit;
    if (!api_numbering_key_read(ctx, after, &f.before) || !service_number_pool_list(ctx, &f, &found, ret_count))
        return false;
    struct pool_row *rows = ARENA_ARRAY(ctx->arena, *ret_count + 1, struct pool_row);
    if (!rows)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < *ret_count; i++)
        rows[i] = (struct pool_row){id_text(ctx->arena, found[i].id), found[i]};
    *ret_rows = rows;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &pools.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &pools.fields, row);
}

static struct str key(struct arena *a, const void *row)
{
    const struct pool_row *r = row;
    return api_numbering_key(a, r->pool.issued_at, r->pool.id);
}

static const struct api_list list = {.name = "pools", .fetch = fetch, .json = row_json, .csv = row_csv, .key = key};

enum http_outcome api_pools_list(struct call *call)
{
    static const char *const states[] = {"all", "open", "closed"};
    struct api_query q;
    struct api_page page;
    struct number_pool_filter *f = ARENA_NEW(api_arena(call), struct number_pool_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    f->product = api_query_str(&q, "product");
    f->party = api_query_str(&q, "party");
    api_query_choice(&q, "state", states, 3, &f->open);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &pools, &list, f, &page);
}

enum http_outcome api_pools_numbers(struct call *call)
{
    return api_numbers_list(call);
}

/* ---- making void ---- */

static void answer(struct call *call, const struct pool_void *v)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_id(&o, "id", v->result.id);
    json_field_str(&o, "pool", id_text(api_arena(call), v->pool));
    json_field_int(&o, "void", (int64_t)v->result.unit_count);
    json_end_object(&o);
    if (v->result.replayed)
        api_reply_header(call, "Idempotent-Replayed", STR("true"));
    api_reply_json(call, v->result.replayed ? 200 : 201, &body);
}

static bool foresee(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    return service_pool_void_foresee(call->work_state, api_ctx(call), writer_ledger(job));
}

static bool finish(struct call *call, void *state)
{
    if (!service_pool_void_write(state))
        return false;
    answer(call, state);
    return true;
}

static bool run(struct call *call, void *state)
{
    struct pool_void *v = state;
    if (!service_pool_void_decide(v, api_ctx(call), writer_ledger(&call->job)))
        return false;
    call->job.wrote = v->work != NULL;
    if (!v->work) {
        answer(call, v);
        return true;
    }
    service_command_numbers(v->work, &call->job.numbers);
    api_write_later(call, finish);
    return true;
}

enum http_outcome api_pools_void(struct call *call)
{
    struct api_body b;
    struct str id = {0};
    struct pool_void *v = ARENA_NEW(api_arena(call), struct pool_void);
    if (!v)
        return api_failure(call, DB_FAILED);
    if (!api_issue_id(call, &v->pool) || !api_body_open(&b, call))
        return api_problem(call);
    api_body_str(&b, "reason", &v->reason);
    api_body_need(&b, "reason");
    api_body_str(&b, "id", &id);
    if (!api_body_close(&b))
        return api_problem(call);
    if (id.len && !id_parse(id, &v->id))
        return api_refuse(call, REFUSED_BAD_VALUE, "id", "'id' must be a UUID");
    if (!api_command_identify(call, &v->id))
        return api_problem(call);
    call->job.keeps_masters = true;
    call->job.weight = (size_t)1000;
    call->job.foresee = foresee;
    return api_write(call, run, v);
}
