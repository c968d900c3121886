/*
 * numbering: /v1/numbering/schemes, and /v1/numbering/preview. Issuing is in numbers.c.
 */
#include "api/handlers.h"
#include "api/numbering.h"
#include "api/resource.h"
#include "service/numbering.h"

#define AT(member) offsetof(struct numbering_scheme, member)

static const struct api_field fields[] = {
    {"code", API_FIELD_TEXT, AT(code), API_FIELD_NEEDED | API_FIELD_ONCE},
    {"name", API_FIELD_TEXT, AT(name), API_FIELD_NEEDED},
    {"kind", API_FIELD_CHOICE, AT(kind), API_FIELD_ONCE, .max = NUMBERING_KINDS - 1, .names = numbering_kind_names},
    {"pattern", API_FIELD_TEXT, AT(pattern), API_FIELD_NEEDED},
    {"restart", API_FIELD_BITS, AT(restart), .max = RESTARTS - 1, .names = numbering_restart_names},
    {"first", API_FIELD_INT, AT(first), .max = INT64_C(999999999999999)},
    {"format", API_FIELD_TEXT, AT(format), API_FIELD_READONLY},
    {"active", API_FIELD_BOOL, AT(active)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static void defaults(void *thing)
{
    struct numbering_scheme *s = thing;
    s->active = true;
    s->first = 1;
}

static bool get(struct call *call, void *ret)
{
    return service_numbering_scheme_get(api_ctx(call), api_param(call, "code"), ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_numbering_scheme_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_numbering_scheme_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    const struct numbering_scheme *s = thing;
    return arena_str(a, s->code);
}

static const struct api_resource schemes = {
    .path = "/v1/numbering/schemes/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct numbering_scheme),
    .version_at = AT(version),
    .defaults = defaults,
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_schemes_get(struct call *call)
{
    return api_resource_get(call, &schemes);
}

enum http_outcome api_schemes_create(struct call *call)
{
    return api_resource_create(call, &schemes);
}

enum http_outcome api_schemes_change(struct call *call)
{
    return api_resource_change(call, &schemes);
}

/* ---- the list ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct numbering_scheme_filter f = *(const struct numbering_scheme_filter *)filter;
    struct numbering_scheme_list list;
    f.page.after = after;
    f.page.limit = limit;
    if (!service_numbering_scheme_list(ctx, &f, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &schemes.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &schemes.fields, row);
}

static const struct api_list list = {.name = "schemes", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

enum http_outcome api_schemes_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct numbering_scheme_filter *f = ARENA_NEW(api_arena(call), struct numbering_scheme_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    f->kind = -1;
    api_query_open(&q, call);
    api_resource_filter(&q, &f->page);
    api_query_choice(&q, "kind", numbering_kind_names, NUMBERING_KINDS, &f->kind);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &schemes, &list, f, &page);
}

/* ---- what an ask says ---- */

static void read_time(struct api_body *b, struct numbering_ask *k)
{
    struct str text = {0};
    if (!api_body_str(b, "time", &text) || str_empty(text))
        return;
    k->has_time = time_parse(text, &k->time);
    if (!k->has_time && !b->failed)
        b->failed = !ctx_refuse(api_ctx(b->call), REFUSED_BAD_TIME, "time",
                                "'%.*s' is not a time like 2026-11-23T08:30:00+01:00", STR_ARG(text));
}

void api_numbering_ask_read(struct api_body *b, int64_t count_max, struct numbering_ask *k)
{
    api_body_str(b, "scheme", &k->scheme);
    api_body_str(b, "product", &k->product);
    api_body_str(b, "site", &k->site);
    api_body_str(b, "lot", &k->lot);
    api_body_int(b, "count", 1, count_max, &k->count);
    read_time(b, k);
}

void api_numbers_json(struct json_out *o, const struct numbering_answer *answer)
{
    json_key(o, "numbers");
    json_begin_array(o);
    for (int64_t i = 0; i < answer->issue.quantity; i++)
        json_put_str(o, answer->numbers[i]);
    json_end_array(o);
}

/* ---- preview ---- */

/* A pattern that is tried before it is kept; *ret_given. */
static void read_pattern(struct api_body *b, struct numbering_scheme *s, bool *ret_given)
{
    int kind;
    *s = (struct numbering_scheme){.code = STR("preview"), .name = STR("preview"), .first = 1, .active = true};
    *ret_given = api_body_str(b, "pattern", &s->pattern);
    if (api_body_choice(b, "kind", numbering_kind_names, NUMBERING_KINDS, &kind))
        s->kind = (enum numbering_kind)kind;
    api_body_bits(b, "restart", numbering_restart_names, RESTARTS, &s->restart);
    api_body_int(b, "first", 0, INT64_C(999999999999999), &s->first);
}

static void put_format(struct call *call, struct json_out *o, struct str pattern)
{
    struct numbering_pattern p;
    struct refusal unused = {0};
    if (!numbering_pattern_read(api_arena(call), pattern, &p, &unused))
        return;
    json_field_str(o, "format", numbering_pattern_format(api_arena(call), &p));
    json_field_bool(o, "random", p.random_width > 0);
}

static bool preview(struct call *call, const struct numbering_scheme *tried, const struct numbering_ask *ask,
                    struct numbering_answer *ret, struct str *ret_pattern)
{
    struct numbering_scheme stored;
    *ret_pattern = tried ? tried->pattern : (struct str){0};
    if (!service_numbers_preview(api_ctx(call), tried, ask, ret))
        return false;
    if (!tried && service_numbering_scheme_get(api_ctx(call), ret->issue.scheme, &stored))
        *ret_pattern = stored.pattern;
    return true;
}

enum http_outcome api_numbering_preview(struct call *call)
{
    struct api_body b;
    struct numbering_ask ask = {.count = 5};
    struct numbering_scheme tried;
    struct numbering_answer answer = {.replayed = false};
    struct str pattern;
    bool given;
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_numbering_ask_read(&b, NUMBERING_PREVIEW_MAX, &ask);
    read_pattern(&b, &tried, &given);
    if (!api_body_close(&b) || !preview(call, given ? &tried : NULL, &ask, &answer, &pattern))
        return api_problem(call);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "pattern", pattern);
    put_format(call, &o, pattern);
    json_field_str(&o, "period", answer.issue.period);
    json_field_int(&o, "skipped", answer.issue.skipped);
    api_numbers_json(&o, &answer);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
