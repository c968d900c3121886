/*
 * guard: the rules of RFC 9110 and 9112 about request heads, on the strict side wherever two readers could differ.
 */
#include "http/guard.h"

#include <assert.h>

#include "base/limits.h"

enum { HEADERS_MAX = 100, CLASS_TOKEN = 1, CLASS_TARGET = 2, CLASS_HOST = 4 };

static const struct guard_refusal refusals[GUARD_COUNT] = {
    [GUARD_LINES] = {400, "malformed_head",
                     "Lines of the request head must end in CRLF, be whole, and hold single spaces only."},
    [GUARD_METHOD_FORM] = {400, "malformed_method", "The request method is not a token."},
    [GUARD_METHOD_UNKNOWN] = {501, "unknown_method", "This request method is not known here."},
    [GUARD_METHOD_REFUSED] = {405, "method_refused", "This request method is not served."},
    [GUARD_VERSION] = {505, "http_version", "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
    [GUARD_TARGET_FORM] = {400, "malformed_target",
                           "The request target must be a path that begins with a slash, other bytes escaped."},
    [GUARD_TARGET_ESCAPE] = {400, "malformed_escape",
                             "A percent sign in the request target must be followed by two hex digits."},
    [GUARD_TARGET_NUL] = {400, "nul_in_target", "The request target must not hold an escaped NUL."},
    [GUARD_TARGET_UTF8] = {400, "target_not_utf8", "The request target is not UTF-8 once its escapes are resolved."},
    [GUARD_TARGET_LONG] = {414, "target_too_long", "The request target is too long."},
    [GUARD_QUERY_MANY] = {400, "too_many_parameters", "The query holds too many parameters."},
    [GUARD_HEADER_NAME] = {400, "malformed_header_name", "A header name is not a token directly followed by a colon."},
    [GUARD_HEADER_VALUE] = {400, "malformed_header_value", "A header value holds a control character."},
    [GUARD_HEADERS_MANY] = {431, "too_many_headers", "The request has too many header fields."},
    [GUARD_HEADERS_LARGE] = {431, "headers_too_large", "The request head is too large."},
    [GUARD_HEADER_TWICE] = {400, "repeated_header", "A header that must stand alone is given twice."},
    [GUARD_HOST_MISSING] = {400, "host_missing", "An HTTP/1.1 request must name its Host."},
    [GUARD_HOST_TWICE] = {400, "host_twice", "More than one Host header."},
    [GUARD_HOST_FORM] = {400, "malformed_host", "The Host header is not a host name with an optional port."},
    [GUARD_LENGTH_TWICE] = {400, "length_twice", "More than one Content-Length header."},
    [GUARD_LENGTH_FORM] = {400, "malformed_length", "Content-Length is not a plain decimal number."},
    [GUARD_LENGTH_AND_ENCODING] = {400, "length_and_encoding",
                                   "Content-Length and Transfer-Encoding exclude each other."},
    [GUARD_ENCODING_TWICE] = {400, "encoding_twice", "More than one Transfer-Encoding header."},
    [GUARD_ENCODING_FORM] = {400, "malformed_encoding",
                             "Transfer-Encoding must be exactly chunked, and only in HTTP/1.1."},
    [GUARD_EXPECT] = {417, "expectation", "The only expectation met here is 100-continue."},
    [GUARD_BODY_LARGE] = {413, "body_too_large", "The request body is larger than this server takes."},
    [GUARD_BODY_STRANGER] = {401, "unauthenticated", "Sign in first; strangers may send small bodies only."},
    [GUARD_BODY_CODING] = {415, "content_coding", "Request bodies may be plain or gzip, nothing else."},
    [GUARD_BODY_GZIP] = {400, "malformed_gzip", "The request body is not what gzip makes."},
    [GUARD_STOPPING] = {503, "stopping", "The server is stopping; send the request again."},
};

const struct guard_refusal *guard_refusal(enum guard g)
{
    assert(g > GUARD_OK && g < GUARD_COUNT);
    return &refusals[g];
}

/* ---- single bytes ---- */

/* Per byte: may it stand in a token, a request target, a Host value? */
#define ALNUM (CLASS_TOKEN | CLASS_TARGET | CLASS_HOST)
#define MARK  (CLASS_TOKEN | CLASS_TARGET | CLASS_HOST)
#define SUB   (CLASS_TARGET | CLASS_HOST)
static const unsigned char byte_class[256] = {
    ['0' ... '9'] = ALNUM,
    ['A' ... 'Z'] = ALNUM,
    ['a' ... 'z'] = ALNUM,
    ['-'] = MARK,
    ['.'] = MARK,
    ['_'] = MARK,
    ['~'] = MARK,
    ['!'] = MARK,
    ['$'] = MARK,
    ['&'] = MARK,
    ['\''] = MARK,
    ['*'] = MARK,
    ['+'] = MARK,
    ['%'] = MARK,
    ['('] = SUB,
    [')'] = SUB,
    [','] = CLASS_TARGET,
    [';'] = SUB,
    ['='] = SUB,
    [':'] = SUB,
    ['['] = SUB,
    [']'] = SUB,
    ['/'] = CLASS_TARGET,
    ['?'] = CLASS_TARGET,
    ['@'] = CLASS_TARGET,
    /* RFC 3986 wants these escaped, but browsers and people send them and nobody reads them in two ways */
    ['"'] = CLASS_TARGET,
    ['<'] = CLASS_TARGET,
    ['>'] = CLASS_TARGET,
    ['{'] = CLASS_TARGET,
    ['}'] = CLASS_TARGET,
    ['^'] = CLASS_TOKEN | CLASS_TARGET,
    ['`'] = CLASS_TOKEN | CLASS_TARGET,
    ['|'] = CLASS_TOKEN | CLASS_TARGET,
    ['#'] = CLASS_TOKEN,
};
#undef ALNUM
#undef MARK
#undef SUB

static bool all_of(struct str s, int class)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!(byte_class[(unsigned char)s.ptr[i]] & class))
            return false;
    }
    return true;
}

static bool is_token(struct str s)
{
    return s.len > 0 && all_of(s, CLASS_TOKEN);
}

/* TAB, printable ASCII and bytes beyond it. */
static bool is_field_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* ---- request line ---- */

bool guard_method(struct str name, enum http_method *ret)
{
    static const struct {
        const char *name;
        enum http_method method;
    } served[] = {{"GET", HTTP_GET},     {"POST", HTTP_POST},     {"HEAD", HTTP_HEAD},      {"PUT", HTTP_PUT},
                  {"PATCH", HTTP_PATCH}, {"DELETE", HTTP_DELETE}, {"OPTIONS", HTTP_OPTIONS}};
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        if (str_is(name, served[i].name)) {
            *ret = served[i].method;
            return true;
        }
    }
    return false;
}

static enum guard check_method(struct str name, enum http_method *ret)
{
    if (guard_method(name, ret))
        return GUARD_OK;
    if (str_is(name, "TRACE") || str_is(name, "CONNECT"))
        return GUARD_METHOD_REFUSED;
    return is_token(name) ? GUARD_METHOD_UNKNOWN : GUARD_METHOD_FORM;
}

enum guard guard_target(struct str t)
{
    if (t.len > LIMIT_URL_BYTES)
        return GUARD_TARGET_LONG;
    if (t.len == 0 || t.ptr[0] != '/' || !all_of(t, CLASS_TARGET))
        return GUARD_TARGET_FORM;
    for (const char *p = t.ptr, *end = t.ptr + t.len; (p = memchr(p, '%', (size_t)(end - p))) != NULL; p += 3) {
        if (end - p < 3 || !is_hex(p[1]) || !is_hex(p[2]))
            return GUARD_TARGET_ESCAPE;
        if (p[1] == '0' && p[2] == '0')
            return GUARD_TARGET_NUL;
    }
    return GUARD_OK;
}

/* ---- line ends ---- */

/* The library splits lines at LF alone too, joins folded ones, skips spaces and takes NUL for the end of a text. But it
 * tells where each part lies, and how many bytes the whole head had: it is what it seems when every part lies directly
 * behind the one before, with one space or one CRLF between. What remains unseen is NUL LF in the place of CR LF, and a
 * line of nothing but NUL at the end, since the library overwrites line ends with NULs: no reader takes these for
 * anything but a line end or a fault. */

static uintptr_t end_of(uintptr_t at, struct str part)
{
    return at + part.len;
}

/* Between name and value: the colon (a NUL by now), then spaces and TABs. */
static bool colon_between(const struct http_pair *p)
{
    uintptr_t name_end = end_of((uintptr_t)p->name.ptr, p->name), value = (uintptr_t)p->value.ptr;
    if (value <= name_end || value - name_end > LIMIT_HEADER_BYTES)
        return false;
    const char *between = p->name.ptr + p->name.len + 1;
    for (size_t i = 0; i < value - name_end - 1; i++) {
        if (between[i] != ' ' && between[i] != '\t')
            return false;
    }
    return true;
}

static bool lies_whole(const struct guard_head *h)
{
    uintptr_t method = (uintptr_t)h->method.ptr, target = (uintptr_t)h->target_at, version = (uintptr_t)h->version.ptr;
    if (target != end_of(method, h->method) + 1 || version != end_of(target, h->target) + 1)
        return false;
    uintptr_t line = end_of(version, h->version) + 2;
    for (size_t i = 0; i < h->header_count; i++) {
        const struct http_pair *p = &h->headers[i];
        if ((uintptr_t)p->name.ptr != line || !colon_between(p))
            return false;
        line = end_of((uintptr_t)p->value.ptr, p->value) + 2;
    }
    return line + 2 == method + h->bytes;
}

/* ---- fields ---- */

bool guard_length(struct str value, uint64_t *ret)
{
    uint64_t n = 0;
    if (value.len == 0)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (!is_digit(value.ptr[i]) || __builtin_mul_overflow(n, 10U, &n) ||
            __builtin_add_overflow(n, (uint64_t)(value.ptr[i] - '0'), &n))
            return false;
    }
    *ret = n;
    return n <= INT64_MAX;
}

static bool is_port(struct str s)
{
    unsigned n = 0;
    if (s.len > 5)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.ptr[i]))
            return false;
        n = n * 10 + (unsigned)(s.ptr[i] - '0');
    }
    return n <= 65535;
}

bool guard_host(struct str host)
{
    if (host.len == 0 || host.len > 300 || !all_of(host, CLASS_HOST))
        return false;
    size_t end = host.ptr[0] == '[' ? str_find(host, ']') : str_find(host, ':');
    if (host.ptr[0] == '[') {
        if (end == host.len || end < 3)
            return false;
        end++;
    }
    struct str name = str_slice(host, 0, end), port = str_slice(host, end, host.len - end);
    if (name.len == 0 || (name.ptr[0] != '[' && (str_find(name, '[') < name.len || str_find(name, ']') < name.len)))
        return false;
    return port.len == 0 || (port.ptr[0] == ':' && is_port(str_slice(port, 1, port.len - 1)));
}

enum known { HOST, LENGTH, ENCODING, CODING, TYPE, AUTHORIZATION, EXPECT, KNOWN_COUNT };

/* Fields that must stand alone, and what to call it when they do not. */
static const struct {
    const char *name;
    size_t len;
    enum guard twice;
} known_fields[KNOWN_COUNT] = {
    [HOST] = {"host", 4, GUARD_HOST_TWICE},
    [LENGTH] = {"content-length", 14, GUARD_LENGTH_TWICE},
    [ENCODING] = {"transfer-encoding", 17, GUARD_ENCODING_TWICE},
    [CODING] = {"content-encoding", 16, GUARD_HEADER_TWICE},
    [TYPE] = {"content-type", 12, GUARD_HEADER_TWICE},
    [AUTHORIZATION] = {"authorization", 13, GUARD_HEADER_TWICE},
    [EXPECT] = {"expect", 6, GUARD_HEADER_TWICE},
};

static enum known known_field(struct str name)
{
    enum known k = 0;
    while (k < KNOWN_COUNT &&
           !(name.len == known_fields[k].len && str_ieq(name, (struct str){known_fields[k].name, known_fields[k].len})))
        k++;
    return k;
}

/* Form of every field, and the known ones into values (ptr NULL: absent). */
static enum guard check_fields(const struct guard_head *h, struct str values[KNOWN_COUNT])
{
    for (size_t i = 0; i < h->header_count; i++) {
        const struct http_pair *p = &h->headers[i];
        if (!is_token(p->name))
            return GUARD_HEADER_NAME;
        if (!is_field_value(p->value))
            return GUARD_HEADER_VALUE;
        enum known k = known_field(p->name);
        if (k == KNOWN_COUNT)
            continue;
        if (values[k].ptr)
            return known_fields[k].twice;
        values[k] = p->value;
    }
    return GUARD_OK;
}

static enum guard check_host(const struct str *host, bool http_1_1)
{
    if (host->ptr == NULL)
        return http_1_1 ? GUARD_HOST_MISSING : GUARD_OK;
    return guard_host(str_trim(*host)) ? GUARD_OK : GUARD_HOST_FORM;
}

static enum guard check_framing(const struct str *values, bool http_1_1, struct guard_body *body)
{
    if (values[LENGTH].ptr && values[ENCODING].ptr)
        return GUARD_LENGTH_AND_ENCODING;
    if (values[ENCODING].ptr) {
        body->chunked = true;
        return http_1_1 && str_ieq(values[ENCODING], STR("chunked")) ? GUARD_OK : GUARD_ENCODING_FORM;
    }
    body->has_length = values[LENGTH].ptr != NULL;
    return !body->has_length || guard_length(values[LENGTH], &body->length) ? GUARD_OK : GUARD_LENGTH_FORM;
}

static enum guard check_body(const struct str *values, struct guard_body *body)
{
    if (values[EXPECT].ptr && !str_ieq(str_trim(values[EXPECT]), STR("100-continue")))
        return GUARD_EXPECT;
    struct str coding = str_trim(values[CODING]);
    body->gzip = str_ieq(coding, STR("gzip")) || str_ieq(coding, STR("x-gzip"));
    return body->gzip || coding.len == 0 || str_ieq(coding, STR("identity")) ? GUARD_OK : GUARD_BODY_CODING;
}

static enum guard check_sizes(const struct guard_head *h)
{
    if (h->target.len > LIMIT_URL_BYTES)
        return GUARD_TARGET_LONG;
    if (h->bytes > LIMIT_HEADER_BYTES)
        return GUARD_HEADERS_LARGE;
    return h->header_count > HEADERS_MAX ? GUARD_HEADERS_MANY : GUARD_OK;
}

enum guard guard_head(const struct guard_head *h, struct guard_body *ret)
{
    struct guard_body body = {0};
    struct str values[KNOWN_COUNT] = {0};
    bool http_1_1 = str_is(h->version, "HTTP/1.1");
    enum guard g = check_sizes(h);
    if (g == GUARD_OK && h->bytes > 0 && !lies_whole(h))
        g = GUARD_LINES;
    if (g == GUARD_OK)
        g = check_method(h->method, &body.method);
    if (g == GUARD_OK && !http_1_1 && !str_is(h->version, "HTTP/1.0"))
        g = GUARD_VERSION;
    if (g == GUARD_OK)
        g = guard_target(h->target);
    if (g == GUARD_OK)
        g = check_fields(h, values);
    if (g == GUARD_OK)
        g = check_host(&values[HOST], http_1_1);
    if (g == GUARD_OK)
        g = check_framing(values, http_1_1, &body);
    if (g == GUARD_OK)
        g = check_body(values, &body);
    if (g == GUARD_OK)
        *ret = body;
    return g;
}
