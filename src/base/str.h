/*
 * str: a borrowed piece of bytes with its length. Never NUL terminated by promise; never owns.
 * Who holds the bytes is said where the str comes from (usually the request's arena).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A literal as str, at no cost. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

static inline struct str str_of(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_is(struct str a, const char *z)
{
    return str_eq(a, str_of(z));
}

static inline bool str_empty(struct str a)
{
    return a.len == 0;
}

/* Byte order comparison: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
/* ASCII case-insensitive equality. */
bool str_ieq(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Without ASCII white space (space, TAB, CR, LF) at both ends. */
struct str str_trim(struct str s);
/* Position of byte c, or s.len when it is absent. */
size_t str_find(struct str s, char c);
/* Bytes [from, from+len), clipped to s. */
struct str str_slice(struct str s, size_t from, size_t len);
/* Whole s as a decimal number (optional '-'); false when it is not one or overflows. */
bool str_int64(struct str s, int64_t *ret);
/* Well-formed UTF-8 (no surrogates, no overlong forms); *ret_at is the offset of the first bad byte. */
bool str_utf8(struct str s, size_t *ret_at);
/* Number of Unicode code points in well-formed UTF-8. */
size_t str_chars(struct str s);
/* True when s holds a control character (below 0x20, or 0x7F). */
bool str_has_control(struct str s);

#endif
