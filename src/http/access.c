/*
 * access: libmicrohttpd's callbacks, from the request line to the end of the exchange.
 *
 * How the guard gets to see raw bytes: the URI callback shows the target before it is decoded; header fields come with
 * lengths and still lie where they were received; and MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE tells how many bytes the
 * whole head had. guard.c checks that these fit together. What cannot be seen is the framing inside a chunked body
 * (0.9.75 takes bare LF there), so a connection ends after one.
 */
#include <assert.h>

#include "base/limits.h"
#include "http/gzip.h"
#include "http/request.h"
#include "http/server.h"

enum { FIRST_BODY_BYTES = 256 * 1024, SURPLUS_BYTES_MAX = 1024 * 1024 };

/* Later releases check line ends themselves and do not show white space behind a value. */
#define LIBRARY_CHECKS_LINES (MHD_VERSION >= 0x00097601)

static struct connection *connection_of(struct MHD_Connection *mhd)
{
    return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The library would take the query apart into its own small memory, which nobody reads and which a query of 8,000
 * '&' overruns. The line is its own buffer, so the query can be ended at its first byte. */
static void hide_query(const char *target)
{
    const char *question = strchr(target, '?');
    if (question)
        *(char *)(uintptr_t)(question + 1) = '\0';
}

void *access_request_line(void *cls, const char *target, struct MHD_Connection *mhd)
{
    struct http_server *s = cls;
    struct connection *c = connection_of(mhd);
    struct exchange *x = exchange_take(s, mhd, c);
    struct str raw = str_of(target);
    deadline_request_begins(c, &s->deadlines.rule);
    if (raw.len > LIMIT_URL_BYTES) {
        x->verdict = GUARD_TARGET_LONG;
        raw.len = 0;
    }
    x->target = arena_str(x->pub.arena, raw);
    x->target_at = target;
    if (target)
        hide_query(target);
    return x;
}

/* ---- the head ---- */

struct field_list {
    struct http_pair *fields;
    size_t count, room;
};

static enum MHD_Result add_field(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                 const char *value, size_t value_len)
{
    struct field_list *list = cls;
    (void)kind;
    if (list->count == list->room)
        return MHD_NO;
    list->fields[list->count++] = (struct http_pair){{name, name_len}, {value ? value : "", value ? value_len : 0}};
    return MHD_YES;
}

/* The fields, still where the library has them. False when the arena is used up. */
static bool list_fields(struct exchange *x, struct field_list *ret)
{
    int n = MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, NULL, NULL);
    *ret = (struct field_list){.room = n > 0 ? (size_t)n : 0};
    ret->fields = ARENA_ARRAY(x->pub.arena, ret->room, struct http_pair);
    if (ret->fields == NULL)
        return false;
    MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, add_field, ret);
    return true;
}

/* Names and values into the arena: a handler on another thread may outlive the library's memory when the server
 * stops. */
static bool keep_fields(struct exchange *x, const struct field_list *list)
{
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++)
        total += list->fields[i].name.len + list->fields[i].value.len;
    char *at = arena_alloc(x->pub.arena, total);
    if (at == NULL)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        struct http_pair *p = &list->fields[i];
        memcpy(at, p->name.ptr, p->name.len);
        p->name.ptr = at;
        at += p->name.len;
        memcpy(at, p->value.ptr, p->value.len);
        p->value.ptr = at;
        at += p->value.len;
        p->value = str_trim(p->value);
    }
    x->pub.request.headers = list->fields;
    x->pub.request.header_count = list->count;
    return true;
}

static size_t head_bytes(struct exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static enum guard read_head(struct exchange *x, const char *method, const char *version)
{
    struct http_server *s = x->server;
    struct field_list list;
    struct guard_head head = {str_of(method), x->target, str_of(version), .target_at = x->target_at};
    size_t bytes = head_bytes(x);
    traffic_count(&x->connection->traffic.bytes_in, bytes);
    if (x->verdict != GUARD_OK)
        return x->verdict;
    if (!list_fields(x, &list))
        return GUARD_HEADERS_LARGE;
    head.headers = list.fields;
    head.header_count = list.count;
    head.bytes = LIBRARY_CHECKS_LINES ? 0 : bytes;
    enum guard g = guard_head(&head, &x->coming);
    if (g == GUARD_OK && !keep_fields(x, &list))
        g = GUARD_HEADERS_LARGE;
    if (g == GUARD_OK)
        g = request_split_target(&x->pub.request, x->pub.arena, x->target);
    if (g == GUARD_OK && x->coming.length > s->body_bytes_max)
        g = GUARD_BODY_LARGE;
    return g;
}

/* Whoever sends much, or something that becomes much once it is unpacked, must be somebody who may. */
static enum guard limit_body(struct exchange *x)
{
    struct http_server *s = x->server;
    const struct guard_body *b = &x->coming;
    bool small = !b->chunked && !b->gzip && b->length <= HTTP_SMALL_BODY_BYTES;
    x->body_bytes_max = small || !s->body_limit ? s->body_bytes_max : s->body_limit(s->app, &x->pub.request);
    return b->length > x->body_bytes_max ? GUARD_BODY_STRANGER : GUARD_OK;
}

/* The body turned out to be too large. */
static enum guard surplus(const struct exchange *x)
{
    return x->body_bytes_max < x->server->body_bytes_max ? GUARD_BODY_STRANGER : GUARD_BODY_LARGE;
}

static enum MHD_Result on_head(struct exchange *x, const char *method, const char *version)
{
    struct http_server *s = x->server;
    traffic_count(&x->connection->traffic.requests, 1);
    atomic_store_explicit(&x->connection->busy, true, memory_order_relaxed);
    enum guard g = read_head(x, method, version);
    if (g != GUARD_OK)
        return reply_refuse(x, g);
    struct http_request *r = &x->pub.request;
    r->head = x->coming.method == HTTP_HEAD;
    r->method = r->head ? HTTP_GET : x->coming.method;
    r->remote = str_of(x->connection->remote);
    r->secure = s->secure;
    g = limit_body(x);
    if (g != GUARD_OK)
        return reply_refuse(x, g);
    x->phase = PHASE_BODY;
    x->body_bytes = 0;
    x->body_began_ms = deadline_clock_ms();
    deadline_set(x->connection, deadline_body_due(&s->deadlines.rule, x->body_began_ms, 0));
    return MHD_YES; /* the library calls again, with the body or without */
}

/* ---- the body ---- */

/* Too large, noticed while it comes in chunks. The library takes a reply only at the end, so the rest is read and
 * dropped, to a point. */
static enum MHD_Result drop_surplus(struct exchange *x)
{
    x->verdict = surplus(x);
    buf_free(&x->body);
    return x->body_bytes <= x->body_bytes_max + SURPLUS_BYTES_MAX ? MHD_YES : MHD_NO;
}

static enum MHD_Result on_body(struct exchange *x, const char *upload, size_t *upload_size)
{
    struct http_server *s = x->server;
    size_t size = *upload_size;
    *upload_size = 0;
    x->body_bytes += size;
    traffic_count(&x->connection->traffic.bytes_in, size);
    if (x->body_bytes > x->body_bytes_max)
        return drop_surplus(x);
    if (x->body.cap == 0 && x->coming.length > 0)
        buf_reserve(&x->body, x->coming.length < FIRST_BODY_BYTES ? (size_t)x->coming.length : FIRST_BODY_BYTES);
    buf_add(&x->body, upload, size);
    deadline_set(x->connection, deadline_body_due(&s->deadlines.rule, x->body_began_ms, x->body_bytes));
    return MHD_YES;
}

static enum guard unpack_body(struct exchange *x)
{
    struct buf plain = {0};
    if (!x->coming.gzip || x->body.len == 0)
        return GUARD_OK;
    enum gzip_result result = gzip_unpack(buf_view(&x->body), x->body_bytes_max, &plain);
    buf_free(&x->body);
    x->body = plain;
    if (result == GZIP_OK)
        return GUARD_OK;
    return result == GZIP_TOO_LARGE ? surplus(x) : GUARD_BODY_GZIP;
}

static enum guard end_body(struct exchange *x)
{
    if (x->verdict != GUARD_OK)
        return x->verdict;
    x->close = x->coming.chunked;
    return unpack_body(x);
}

/* ---- the reply ---- */

static enum MHD_Result on_request(struct exchange *x)
{
    struct http_server *s = x->server;
    deadline_set(x->connection, 0);
    enum guard g = end_body(x);
    if (g != GUARD_OK)
        return reply_refuse(x, g);
    x->pub.request.body = buf_view(&x->body);
    if (s->handler(s->app, &x->pub) == HTTP_LATER && !exchange_park(x))
        return MHD_YES;
    return reply_send(x);
}

static enum MHD_Result on_late_answer(struct exchange *x)
{
    switch (atomic_load(&x->later)) {
    case LATER_FINISHED:
        return reply_send(x);
    case LATER_ABANDONED:
        return reply_refuse(x, GUARD_STOPPING);
    default:
        return MHD_YES;
    }
}

enum MHD_Result access_handle(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **context)
{
    struct exchange *x = *context;
    (void)cls, (void)mhd, (void)url;
    assert(x != NULL);
    switch (x->phase) {
    case PHASE_LINE:
        return on_head(x, method, version);
    case PHASE_BODY:
        return *upload_size > 0 ? on_body(x, upload, upload_size) : on_request(x);
    case PHASE_LATER:
        return on_late_answer(x);
    case PHASE_REPLYING: /* only while the library shuts down */
        break;
    }
    return MHD_YES;
}

void access_completed(void *cls, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode code)
{
    struct exchange *x = *context;
    (void)cls, (void)mhd;
    if (x == NULL)
        return;
    struct connection *c = x->connection;
    *context = NULL;
    /* The library refused the head by itself. */
    if (x->phase == PHASE_LINE && code == MHD_REQUEST_TERMINATED_WITH_ERROR)
        traffic_count(&c->traffic.guard_refusals, 1);
    atomic_store_explicit(&c->parked_stream, NULL, memory_order_relaxed);
    deadline_idle(c);
    exchange_end(x);
    atomic_store_explicit(&c->busy, false, memory_order_release);
}
