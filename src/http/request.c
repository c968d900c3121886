/*
 * request: splitting the target, and looking up headers, query parameters and cookies.
 */
#include "http/request.h"

#include "base/limits.h"

static unsigned hex_value(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10U;
}

bool request_unescape(struct arena *a, struct str raw, bool plus, struct str *ret)
{
    *ret = raw;
    if (str_find(raw, '%') == raw.len && (!plus || str_find(raw, '+') == raw.len))
        return true;
    char *out = arena_alloc(a, raw.len + 1);
    if (out == NULL)
        return false;
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == '%' && i + 2 < raw.len) {
            c = (char)(hex_value(raw.ptr[i + 1]) * 16 + hex_value(raw.ptr[i + 2]));
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        out[len++] = c;
    }
    *ret = (struct str){out, len};
    return true;
}

static size_t count_byte(struct str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == c;
    return n;
}

/* The piece before the next c, taken off the front of *rest together with c. */
static struct str next_piece(struct str *rest, char c)
{
    size_t at = str_find(*rest, c);
    struct str piece = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->len);
    return piece;
}

static enum guard unescape_piece(struct arena *a, struct str raw, bool plus, struct str *ret)
{
    size_t at;
    if (!request_unescape(a, raw, plus, ret))
        return GUARD_QUERY_MANY;
    return ret->ptr == raw.ptr || str_utf8(*ret, &at) ? GUARD_OK : GUARD_TARGET_UTF8;
}

static enum guard split_path(struct http_request *r, struct arena *a)
{
    struct str rest = str_slice(r->path, 1, r->path.len);
    enum guard g = GUARD_OK;
    r->segment_count = rest.len == 0 ? 0 : count_byte(rest, '/') + 1;
    r->segments = ARENA_ARRAY(a, r->segment_count, struct str);
    if (r->segments == NULL)
        return GUARD_QUERY_MANY;
    for (size_t i = 0; g == GUARD_OK && i < r->segment_count; i++)
        g = unescape_piece(a, next_piece(&rest, '/'), false, &r->segments[i]);
    return g;
}

/* name=value&name=value; a piece without '=' has an empty value, an empty piece is nothing. */
static enum guard split_query(struct http_request *r, struct arena *a, struct str rest)
{
    size_t most = count_byte(rest, '&') + 1;
    r->query_count = 0;
    r->query = ARENA_ARRAY(a, most <= LIMIT_QUERY_PARAMS ? most : LIMIT_QUERY_PARAMS, struct http_pair);
    if (r->query == NULL)
        return GUARD_QUERY_MANY;
    while (rest.len > 0) {
        struct str value = next_piece(&rest, '&');
        if (value.len == 0)
            continue;
        if (r->query_count == LIMIT_QUERY_PARAMS)
            return GUARD_QUERY_MANY;
        struct http_pair *p = &r->query[r->query_count++];
        struct str name = next_piece(&value, '=');
        enum guard g = unescape_piece(a, name, true, &p->name);
        if (g == GUARD_OK)
            g = unescape_piece(a, value, true, &p->value);
        if (g != GUARD_OK)
            return g;
    }
    return GUARD_OK;
}

enum guard request_split_target(struct http_request *r, struct arena *a, struct str target)
{
    size_t question = str_find(target, '?');
    r->path = str_slice(target, 0, question);
    r->query_text = str_slice(target, question + 1, target.len);
    r->query = NULL;
    r->query_count = 0;
    enum guard g = split_path(r, a);
    if (g == GUARD_OK && question < target.len)
        g = split_query(r, a, str_slice(target, question + 1, target.len));
    return g;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool http_form_value(struct arena *a, struct str raw, struct str *ret)
{
    size_t at;
    struct str text;
    for (size_t i = 0; i < raw.len; i++)
        if (raw.ptr[i] == '%' && (i + 2 >= raw.len || !is_hex(raw.ptr[i + 1]) || !is_hex(raw.ptr[i + 2])))
            return false;
    if (!request_unescape(a, raw, true, &text) || !str_utf8(text, &at) || memchr(text.len ? text.ptr : "", 0, text.len))
        return false;
    *ret = text;
    return true;
}

bool http_request_target(struct http_request *r, struct arena *a, struct str target)
{
    return guard_target(target) == GUARD_OK && request_split_target(r, a, target) == GUARD_OK;
}

bool http_request_method(struct http_request *r, struct str name)
{
    if (!guard_method(name, &r->method))
        return false;
    r->head = r->method == HTTP_HEAD;
    if (r->head)
        r->method = HTTP_GET;
    return true;
}

struct str http_header(const struct http_request *r, const char *name)
{
    struct str wanted = str_of(name);
    for (size_t i = 0; i < r->header_count; i++) {
        if (str_ieq(r->headers[i].name, wanted))
            return r->headers[i].value;
    }
    return (struct str){NULL, 0};
}

struct str http_query(const struct http_request *r, const char *name)
{
    for (size_t i = 0; i < r->query_count; i++) {
        if (str_is(r->query[i].name, name))
            return r->query[i].value;
    }
    return (struct str){NULL, 0};
}

static struct str unquoted(struct str s)
{
    bool quoted = s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"';
    return quoted ? str_slice(s, 1, s.len - 2) : s;
}

static struct str find_cookie(struct str rest, const char *name)
{
    while (rest.len > 0) {
        struct str value = str_trim(next_piece(&rest, ';'));
        if (str_find(value, '=') == value.len)
            continue;
        if (str_is(next_piece(&value, '='), name))
            return unquoted(value);
    }
    return (struct str){NULL, 0};
}

struct str http_cookie(const struct http_request *r, const char *name)
{
    struct str found = {NULL, 0};
    for (size_t i = 0; found.ptr == NULL && i < r->header_count; i++) {
        if (str_ieq(r->headers[i].name, STR("cookie")))
            found = find_cookie(r->headers[i].value, name);
    }
    return found;
}
