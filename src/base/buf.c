/*
 * buf: grows by doubling; there is no limit here, because what is built in it is bounded by who builds it.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_CAP = 256 };

void buf_free(struct buf *b)
{
    free(b->ptr);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->len = 0;
}

static void grow(struct buf *b, size_t extra)
{
    size_t need;
    if (__builtin_add_overflow(b->len, extra, &need) || need > SIZE_MAX / 2)
        abort();
    size_t cap = b->cap < FIRST_CAP ? FIRST_CAP : b->cap;
    while (cap < need)
        cap *= 2;
    char *p = realloc(b->ptr, cap);
    if (p == NULL)
        abort();
    b->ptr = p;
    b->cap = cap;
}

void buf_reserve(struct buf *b, size_t extra)
{
    if (extra > b->cap - b->len)
        grow(b, extra);
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
    if (len == 0)
        return;
    buf_reserve(b, len);
    memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.ptr, s.len);
}

void buf_z(struct buf *b, const char *z)
{
    buf_add(b, z, strlen(z));
}

void buf_char(struct buf *b, char c)
{
    buf_reserve(b, 1);
    b->ptr[b->len++] = c;
}

void buf_int(struct buf *b, int64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (n < 0)
        digits[--at] = '-';
    buf_add(b, digits + at, sizeof digits - at);
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    buf_reserve(b, 128);
    int len = vsnprintf(b->ptr + b->len, b->cap - b->len, format, args);
    va_end(args);
    assert(len >= 0);
    if ((size_t)len >= b->cap - b->len) {
        buf_reserve(b, (size_t)len + 1);
        vsnprintf(b->ptr + b->len, b->cap - b->len, format, again);
    }
    va_end(again);
    b->len += (size_t)len;
}
