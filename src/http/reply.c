/*
 * reply: the one place that makes libmicrohttpd responses: body or stream, packing, headers that every reply bears.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/json.h"
#include "http/gzip.h"
#include "http/server.h"

enum { STREAM_BLOCK_BYTES = 16 * 1024 };

/* Set unless the reply says otherwise. */
static const struct {
    struct str name;
    const char *value;
} defaults[] = {
    {{"X-Content-Type-Options", 22}, "nosniff"},
    {{"Referrer-Policy", 15}, "no-referrer"},
    {{"Content-Security-Policy", 23}, "default-src 'none'; frame-ancestors 'none'"},
    {{"Cache-Control", 13}, "no-store"},
};

static bool has_header(const struct http_pair *headers, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++) {
        if (headers[i].name.len == name.len && str_ieq(headers[i].name, name))
            return true;
    }
    return false;
}

static struct str header_value(const struct http_reply *reply, struct str name)
{
    for (size_t i = 0; i < reply->header_count; i++) {
        if (str_ieq(reply->headers[i].name, name))
            return reply->headers[i].value;
    }
    return (struct str){NULL, 0};
}

/* The library refuses names and values that would break the head (CR, LF, empty): they are left out. */
static void add_headers(struct MHD_Response *response, const struct http_pair *headers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (headers[i].value.ptr)
            MHD_add_response_header(response, headers[i].name.ptr, headers[i].value.ptr);
    }
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
        if (!has_header(headers, n, defaults[i].name))
            MHD_add_response_header(response, defaults[i].name.ptr, defaults[i].value);
    }
}

/* The bytes go to the library as they are; *body is empty afterwards. */
static struct MHD_Response *response_of(struct buf *body)
{
    struct buf b = *body;
    *body = (struct buf){0};
    if (b.len > 0)
        return MHD_create_response_from_buffer(b.len, b.ptr, MHD_RESPMEM_MUST_FREE);
    buf_free(&b);
    return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result queue(struct exchange *x, int status, struct MHD_Response *response)
{
    struct http_server *s = x->server;
    assert(status >= 200 && status <= 599);
    if (response == NULL)
        return MHD_NO;
    if (x->close || atomic_load_explicit(&s->stopping, memory_order_relaxed))
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    x->phase = PHASE_REPLYING;
    traffic_count(&x->connection->traffic.replies_by_class[status / 100], 1);
    enum MHD_Result result = MHD_queue_response(x->mhd, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

static void reply_takes(struct exchange *x, uint64_t bytes)
{
    struct http_server *s = x->server;
    traffic_count(&x->connection->traffic.bytes_out, bytes);
    deadline_set(x->connection, deadline_reply_due(&s->deadlines.rule, deadline_clock_ms(), bytes));
}

/* ---- what the handler made ---- */

/* Returns true when the body is packed now; *ret_varies when another client might get it the other way. A handler that says what
 * the reply varies with has chosen its form. */
static bool pack(struct exchange *x, bool *ret_varies)
{
    struct http_reply *reply = &x->pub.reply;
    struct buf packed = {0};
    *ret_varies = reply->body.len >= GZIP_REPLY_BYTES_MIN &&
                  gzip_worthwhile(header_value(reply, STR("Content-Type")), reply->body.len) &&
                  header_value(reply, STR("Content-Encoding")).ptr == NULL &&
                  header_value(reply, STR("Vary")).ptr == NULL;
    if (!*ret_varies || !gzip_accepted(http_header(&x->pub.request, "accept-encoding")) ||
        !gzip_pack(buf_view(&reply->body), &packed))
        return false;
    buf_free(&reply->body);
    reply->body = packed;
    return true;
}

static struct MHD_Response *whole_response(struct exchange *x)
{
    bool varies;
    bool packed = pack(x, &varies);
    reply_takes(x, x->pub.reply.body.len);
    struct MHD_Response *response = response_of(&x->pub.reply.body);
    if (response && packed)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    if (response && varies)
        MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    return response;
}

static struct MHD_Response *stream_response(struct exchange *x)
{
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK_BYTES, stream_read, x, NULL);
    /* To HEAD the library would send the last chunk all the same, so the length is the connection's end. */
    if (response && x->pub.request.head)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return response;
}

static struct MHD_Response *lasting_response(struct exchange *x)
{
    struct str bytes = x->pub.reply.lasting;
    reply_takes(x, bytes.len);
    return MHD_create_response_from_buffer(bytes.len, (void *)(uintptr_t)bytes.ptr, MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *response_to(struct exchange *x)
{
    const struct http_reply *reply = &x->pub.reply;
    if (reply->stream.read)
        return stream_response(x);
    return reply->lasting.ptr ? lasting_response(x) : whole_response(x);
}

enum MHD_Result reply_send(struct exchange *x)
{
    struct http_reply *reply = &x->pub.reply;
    struct MHD_Response *response = response_to(x);
    if (response)
        add_headers(response, reply->headers, reply->header_count);
    return queue(x, reply->status, response);
}

void http_reply_header(struct http_exchange *x, const char *name, struct str value)
{
    struct http_reply *reply = &x->reply;
    assert(reply->header_count < HTTP_REPLY_HEADERS);
    reply->headers[reply->header_count++] = (struct http_pair){str_of(name), arena_str(x->arena, value)};
}

/* ---- what the guard says ---- */

static struct buf problem_of(const struct guard_refusal *r)
{
    struct buf body = {0};
    struct json_out out;
    json_out_init(&out, &body);
    json_begin_object(&out);
    json_field_z(&out, "type", "about:blank");
    json_field_z(&out, "title", "Request refused");
    json_field_int(&out, "status", r->status);
    json_field_z(&out, "code", r->code);
    json_field_z(&out, "detail", r->detail);
    json_end_object(&out);
    return body;
}

enum MHD_Result reply_refuse(struct exchange *x, enum guard why)
{
    static const struct http_pair headers[] = {{{"Content-Type", 12}, {"application/problem+json", 24}}};
    const struct guard_refusal *r = guard_refusal(why);
    struct buf body = problem_of(r);
    x->close = true;
    traffic_count(&x->connection->traffic.guard_refusals, why != GUARD_STOPPING);
    reply_takes(x, body.len);
    struct MHD_Response *response = response_of(&body);
    if (response == NULL)
        return MHD_NO;
    add_headers(response, headers, 1);
    if (r->status == 405)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    if (r->status == 401)
        MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
    if (r->status == 503)
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
    return queue(x, r->status, response);
}

void http_exchange_finish(struct http_exchange *x)
{
    x->finished(x);
}

void http_exchange_wake(struct http_exchange *x)
{
    x->wake(x);
}
