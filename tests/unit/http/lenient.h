/*
 * lenient: a request head taken apart the way libmicrohttpd 0.9.75 does it, faults included: lines end at LF or CRLF,
 * spaces between the parts of the first line are skipped, a line that begins with NUL ends the head. What guard_head()
 * is there to judge.
 */
#ifndef TESTS_LENIENT_H
#define TESTS_LENIENT_H

#include "http/guard.h"

enum { LENIENT_FIELDS = 128 };

/* The next line without its end; false when it has none. */
static inline bool lenient_line(struct str *rest, struct str *ret)
{
    size_t at = str_find(*rest, '\n');
    if (at == rest->len)
        return false;
    *ret = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->len);
    if (ret->len > 0 && ret->ptr[ret->len - 1] == '\r')
        ret->len--;
    return true;
}

/* As C strings see it. */
static inline struct str lenient_text(struct str s)
{
    return str_slice(s, 0, str_find(s, '\0'));
}

static inline struct str lenient_word(struct str *rest)
{
    size_t at = str_find(*rest, ' ');
    struct str word = str_slice(*rest, 0, at);
    while (at < rest->len && rest->ptr[at] == ' ')
        at++;
    *rest = str_slice(*rest, at, rest->len);
    return lenient_text(word);
}

static inline struct http_pair lenient_field(struct str line)
{
    size_t colon = str_find(line, ':');
    struct http_pair p = {str_slice(line, 0, colon), str_slice(line, colon + 1, line.len)};
    while (p.value.len > 0 && (p.value.ptr[0] == ' ' || p.value.ptr[0] == '\t'))
        p.value = str_slice(p.value, 1, p.value.len);
    return p;
}

/* The head at the beginning of raw; fields has room for LENIENT_FIELDS, more are left out. False when it does not
 * end, or when the library refuses it by itself. */
static inline bool lenient_head(struct str raw, struct http_pair *fields, struct guard_head *ret)
{
    struct str rest = raw, line;
    struct guard_head h = {.headers = fields};
    if (!lenient_line(&rest, &line))
        return false;
    h.method = lenient_word(&line);
    h.target = lenient_word(&line);
    h.target_at = h.target.ptr;
    h.version = line;
    while (lenient_line(&rest, &line)) {
        line = lenient_text(line);
        if (line.len == 0) {
            h.bytes = raw.len - rest.len;
            *ret = h;
            return true;
        }
        if (str_find(line, ':') == line.len || h.header_count == LENIENT_FIELDS)
            return false;
        fields[h.header_count++] = lenient_field(line);
    }
    return false;
}

#endif
