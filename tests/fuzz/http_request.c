/*
 * Any bytes as a request head, as a target, and as header values: the guard lets nothing through that could be cut
 * into lines or fields in another way, and what it lets through can be taken apart.
 */
#include "../unit/http/lenient.h"
#include "fuzz.h"
#include "http/gzip.h"
#include "http/request.h"

enum { ARENA_BYTES = 1 << 20, UNPACKED_BYTES = 1 << 16 };

/* Every CR before LF, every LF behind CR, no NUL: nobody can see other lines than we do. (NUL LF is CR LF, and the
 * last four bytes may be such; see guard.c.) */
static void check_lines(struct str head)
{
    bool after_cr = false;
    for (size_t i = 0; i < head.len; i++) {
        bool cr = head.ptr[i] == '\r' || head.ptr[i] == '\0';
        assert((head.ptr[i] == '\n') == after_cr);
        after_cr = cr;
    }
    assert(!after_cr);
}

static void check_fields(const struct guard_head *h, const struct guard_body *body)
{
    size_t lengths = 0, encodings = 0;
    for (size_t i = 0; i < h->header_count; i++) {
        assert(str_find(h->headers[i].name, ' ') == h->headers[i].name.len);
        lengths += str_ieq(h->headers[i].name, STR("content-length"));
        encodings += str_ieq(h->headers[i].name, STR("transfer-encoding"));
    }
    assert(lengths + encodings <= 1);
    assert((lengths == 1) == body->has_length && (encodings == 1) == body->chunked);
}

static void check_target(struct str target)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct http_request r = {0};
    size_t at;
    if (http_request_target(&r, a, target)) {
        for (size_t i = 0; i < r.segment_count; i++)
            assert(str_utf8(r.segments[i], &at) && !memchr(r.segments[i].ptr, 0, r.segments[i].len));
        for (size_t i = 0; i < r.query_count; i++)
            assert(str_utf8(r.query[i].name, &at) && str_utf8(r.query[i].value, &at));
    }
    arena_free(a);
}

static void check_values(const struct guard_head *h)
{
    struct http_request r = {.headers = (struct http_pair *)(uintptr_t)h->headers, .header_count = h->header_count};
    struct str cookie = http_cookie(&r, "session");
    size_t at;
    if (cookie.ptr)
        (void)str_utf8(cookie, &at);
    (void)gzip_accepted(http_header(&r, "accept-encoding"));
}

static void check_head(struct str raw)
{
    struct http_pair fields[LENIENT_FIELDS];
    struct guard_head h;
    struct guard_body body;
    if (!lenient_head(raw, fields, &h))
        return;
    if (guard_head(&h, &body) == GUARD_OK) {
        check_lines(str_slice(raw, 0, h.bytes - 4));
        check_fields(&h, &body);
        check_target(h.target);
    }
    check_values(&h);
}

static void check_unpacking(struct str raw)
{
    struct buf out = {0};
    enum gzip_result result = gzip_unpack(raw, UNPACKED_BYTES, &out);
    assert(result != GZIP_OK || out.len <= UNPACKED_BYTES);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str raw = {(const char *)data, size};
    check_head(raw);
    check_target(raw);
    check_unpacking(raw);
    (void)guard_host(raw);
    return 0;
}
