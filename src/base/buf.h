/*
 * buf: bytes that grow (malloc). For bodies being built: JSON, CSV, HTTP. The owner calls buf_free.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
    char *ptr;
    size_t len;
    size_t cap;
};

void buf_free(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
/* Room for extra more bytes behind len. Aborts when the machine has no memory. */
void buf_reserve(struct buf *b, size_t extra);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_fmt(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline struct str buf_view(const struct buf *b)
{
    return (struct str){b->ptr, b->len};
}

#endif
