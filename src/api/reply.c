#include "api/reply.h"

#include <stdarg.h>
#include <stdio.h>

#include "api/state.h"
#include "domain/lifecycle.h"

void api_reply_header(struct call *call, const char *name, struct str value)
{
    http_reply_header(call->x, name, value);
}

/* Headers that every reply has; those that only guard browsers come from the layer below. */
static enum http_outcome complete(struct call *call, int status, const char *type)
{
    call->x->reply.status = status;
    if (type)
        api_reply_header(call, "Content-Type", str_of(type));
    api_reply_header(call, "X-Request-Id", call->request_id);
    return HTTP_DONE;
}

enum http_outcome api_reply_bytes(struct call *call, int status, const char *type, struct buf *body)
{
    buf_free(&call->x->reply.body);
    call->x->reply.body = *body;
    *body = (struct buf){0};
    return complete(call, status, type);
}

enum http_outcome api_reply_json(struct call *call, int status, struct buf *body)
{
    return api_reply_bytes(call, status, "application/json", body);
}

enum http_outcome api_reply_text(struct call *call, int status, const char *type, struct str text)
{
    struct buf body = {0};
    buf_str(&body, text);
    return api_reply_bytes(call, status, type, &body);
}

enum http_outcome api_reply_lasting(struct call *call, int status, const char *type, struct str bytes)
{
    buf_free(&call->x->reply.body);
    call->x->reply.lasting = bytes;
    return complete(call, status, type);
}

enum http_outcome api_reply_stream(struct call *call, int status, const char *type, struct http_stream stream)
{
    call->x->reply.stream = stream;
    return complete(call, status, type);
}

enum http_outcome api_reply_nothing(struct call *call)
{
    return complete(call, 204, NULL);
}

static bool plain_in_path(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void api_escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (plain_in_path(text.ptr[i]))
            buf_char(out, text.ptr[i]);
        else
            buf_fmt(out, "%%%02X", (unsigned char)text.ptr[i]);
}

void api_reply_location(struct call *call, const char *prefix, struct str code)
{
    struct buf b = {0};
    buf_z(&b, call->company ? "/practice" : "");
    buf_z(&b, prefix);
    api_escape(&b, code);
    api_reply_header(call, "Location", arena_str(api_arena(call), buf_view(&b)));
    buf_free(&b);
}

/* ---- problems ---- */

static void allowed_json(struct json_out *o, uint64_t allowed)
{
    json_key(o, "allowed");
    json_begin_array(o);
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if (allowed & COMMAND_BIT(i))
            json_put_str(o, str_of(lifecycle_commands[i].name));
    json_end_array(o);
}

void api_problem_json(struct json_out *o, const struct refusal *r, struct str request_id)
{
    char type[96];
    const struct refusal_text *text = &refusal_texts[r->code];
    snprintf(type, sizeof type, "/docs/refusals#%s", text->name);
    json_field_z(o, "type", type);
    json_field_z(o, "title", text->title);
    json_field_int(o, "status", text->status);
    json_field_str(o, "detail", str_empty(r->detail) ? str_of(text->says) : r->detail);
    json_field_z(o, "code", text->name);
    if (r->field)
        json_field_z(o, "field", r->field);
    if (r->row)
        json_field_int(o, "row", r->row);
    if (r->allowed)
        allowed_json(o, r->allowed);
    json_field_opt(o, "request_id", request_id);
}

void api_reply_forget(struct call *call)
{
    struct http_reply *reply = &call->x->reply;
    buf_free(&reply->body);
    if (reply->stream.free_state)
        reply->stream.free_state(reply->stream.state);
    reply->stream = (struct http_stream){0};
    reply->lasting = (struct str){0};
    for (size_t i = 0; i < reply->header_count; i++)
        if (!str_is(reply->headers[i].name, "Allow") && !str_is(reply->headers[i].name, "Retry-After"))
            reply->headers[i--] = reply->headers[--reply->header_count];
}

static enum http_outcome reply_refusal(struct call *call, const struct refusal *r)
{
    struct buf body = {0};
    struct json_out o;
    api_reply_forget(call);
    json_out_init(&o, &body);
    json_begin_object(&o);
    api_problem_json(&o, r, call->request_id);
    if (call->errors.len) {
        json_key(&o, "errors");
        json_put_raw(&o, call->errors);
    }
    json_end_object(&o);
    if (refusal_texts[r->code].status == 401)
        api_reply_header(call, "WWW-Authenticate", STR("Bearer"));
    if (refusal_texts[r->code].status == 503)
        api_reply_header(call, "Retry-After", STR("1"));
    return api_reply_bytes(call, refusal_texts[r->code].status, "application/problem+json", &body);
}

enum refusal_code api_failure_code(enum db_result failure, bool unknown)
{
    if (unknown)
        return REFUSED_UNAVAILABLE;
    switch (failure) {
    case DB_FULL:
        return REFUSED_DISK_FULL;
    case DB_LOST:
        return REFUSED_DATABASE_LOST;
    case DB_BUSY:
    case DB_RETRY:
        return REFUSED_OVERLOADED;
    default:
        return REFUSED_INTERNAL;
    }
}

enum http_outcome api_failure(struct call *call, enum db_result failure)
{
    struct refusal r = {.code = api_failure_code(failure, call->job.unknown)};
    call->errors = (struct str){0}; /* of a rule that no longer says why */
    struct ctx *ctx = api_ctx(call);
    struct str why = ctx->failure_text;
    if (ctx->db && failure == DB_FAILED)
        why = str_of(db_error(ctx->db));
    log_line(&call->app->log, LOG_ERROR, "%.*s: %s: %s%s%.*s", STR_ARG(call->request_id),
             call->route ? call->route->pattern : "", db_result_text(failure), why.len ? ": " : "", STR_ARG(why));
    return reply_refusal(call, &r);
}

enum http_outcome api_problem(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    if (refused(&ctx->refusal))
        return reply_refusal(call, &ctx->refusal);
    return api_failure(call, ctx->failure);
}

enum http_outcome api_refuse(struct call *call, enum refusal_code code, const char *field, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ctx_refuse(api_ctx(call), code, field, "%s", text);
    return api_problem(call);
}

/* ---- entity tags ---- */

static struct str tag_of(struct call *call, int64_t version)
{
    return arena_fmt(api_arena(call), "\"%lld\"", (long long)version);
}

/* A list of tags as in If-Match; weak ones count when weak is set. "*" has every tag. */
static bool list_has(struct str list, struct str tag, bool weak)
{
    while (list.len > 0) {
        size_t end = str_find(list, ',');
        struct str one = str_trim(str_slice(list, 0, end));
        list = str_slice(list, end + 1, list.len);
        if (weak && str_starts(one, STR("W/")))
            one = str_slice(one, 2, one.len);
        if (str_eq(one, tag) || str_is(one, "*"))
            return true;
    }
    return false;
}

bool api_tag_known(const struct call *call, struct str tag)
{
    return list_has(http_header(&call->x->request, "If-None-Match"), tag, true);
}

/* A tag asks to be remembered: with it a cache may keep the reply, as long as it asks again each time. */
static void put_tag(struct call *call, struct str tag)
{
    api_reply_header(call, "ETag", tag);
    api_reply_header(call, "Cache-Control", STR("private, no-cache"));
}

void api_etag(struct call *call, int64_t version)
{
    put_tag(call, tag_of(call, version));
}

bool api_not_modified(struct call *call, int64_t version)
{
    struct str tag = tag_of(call, version);
    put_tag(call, tag);
    if (!list_has(http_header(&call->x->request, "If-None-Match"), tag, true))
        return false;
    complete(call, 304, NULL);
    return true;
}

bool api_if_match(struct call *call, int64_t version)
{
    struct str list = http_header(&call->x->request, "If-Match");
    struct str tag = tag_of(call, version);
    if (list.ptr == NULL || list_has(list, tag, false))
        return true;
    return ctx_refuse(api_ctx(call), REFUSED_CHANGED_MEANWHILE, "If-Match", "It has the ETag %.*s now.", STR_ARG(tag));
}

/* ---- values ---- */

void api_json_time(struct json_out *o, const char *name, msec at)
{
    char text[TIME_TEXT_MAX];
    size_t len = time_print_utc(at, text);
    json_field_str(o, name, (struct str){text, len});
}

void api_json_time_opt(struct json_out *o, const char *name, msec at)
{
    if (at != 0)
        api_json_time(o, name, at);
}

void api_json_date_opt(struct json_out *o, const char *name, msec at)
{
    char text[TIME_TEXT_MAX];
    if (at != 0) {
        size_t len = time_print_date(at, text);
        json_field_str(o, name, (struct str){text, len});
    }
}

void api_json_bits(struct json_out *o, const char *name, const char *const *names, int count, unsigned bits)
{
    json_key(o, name);
    json_begin_array(o);
    for (int i = 0; i < count; i++)
        if (bits >> i & 1)
            json_put_str(o, str_of(names[i]));
    json_end_array(o);
}
