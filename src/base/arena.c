/*
 * arena: blocks from malloc, filled front to back. Small pieces share a block; a piece that is large for a block gets one of
 * its own, so that it neither wastes the current block nor is zeroed twice.
 */
#include "base/arena.h"

#include <assert.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ALIGN = 16, FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, TRIM_BYTES = 32 * 1024 * 1024 };

struct block {
    struct block *next;
    size_t size; /* of data; 0: it is one large piece, whose size nobody needs */
    _Alignas(ALIGN) char data[];
};

struct arena {
    struct block *current; /* small pieces come from here; older blocks and large pieces hang behind it */
    size_t fill;           /* bytes of current in use */
    size_t used;
    size_t limit; /* 0: none */
    bool exhausted;
};

static struct block *block_new(size_t size, bool zeroed)
{
    size_t total = sizeof(struct block) + size;
    struct block *b = zeroed ? calloc(1, total) : malloc(total);
    if (b == NULL)
        abort();
    b->next = NULL;
    b->size = size;
    return b;
}

struct arena *arena_new(size_t limit)
{
    struct arena *a = calloc(1, sizeof *a);
    if (a == NULL)
        abort();
    a->limit = limit;
    a->current = block_new(FIRST_BLOCK, false);
    return a;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    bool large = a->used > TRIM_BYTES;
    free_blocks(a->current);
    free(a);
    if (large)
        malloc_trim(0); /* or what one big import took would stay with the process for good */
}

void arena_reset(struct arena *a)
{
    free_blocks(a->current->next);
    a->current->next = NULL;
    a->fill = 0;
    a->used = 0;
    a->exhausted = false;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

bool arena_exhausted(const struct arena *a)
{
    return a->exhausted;
}

/* Rounded-up size taken from the limit; 0 when it is not to be had. */
static size_t take(struct arena *a, size_t size)
{
    size_t left = a->limit == 0 ? SIZE_MAX / 2 : a->limit - a->used;
    if (left > SIZE_MAX / 2)
        left = SIZE_MAX / 2;
    size_t rounded = (size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
    if (size > left || rounded > left) {
        a->exhausted = true;
        return 0;
    }
    if (rounded == 0)
        rounded = ALIGN <= left ? ALIGN : 0;
    a->used += rounded;
    return rounded;
}

static void *large_piece(struct arena *a, size_t size)
{
    struct block *b = block_new(size, true);
    b->size = 0;
    b->next = a->current->next;
    a->current->next = b;
    return b->data;
}

static void next_block(struct arena *a)
{
    size_t size = a->current->size * 2;
    struct block *b = block_new(size < LARGEST_BLOCK ? size : LARGEST_BLOCK, false);
    b->next = a->current;
    a->current = b;
    a->fill = 0;
}

/* As arena_alloc; only with zero are small pieces cleared. */
static void *alloc(struct arena *a, size_t size, bool zero)
{
    assert(a != NULL);
    size_t rounded = take(a, size);
    if (rounded == 0)
        return NULL;
    if (rounded > a->current->size - a->fill) {
        if (rounded > a->current->size / 2)
            return large_piece(a, rounded);
        next_block(a);
    }
    void *p = a->current->data + a->fill;
    a->fill += rounded;
    return zero ? memset(p, 0, rounded) : p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return alloc(a, size, true);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total)) {
        a->exhausted = true;
        return NULL;
    }
    return alloc(a, total, true);
}

void arena_drop(struct arena *a, const void *piece, size_t size)
{
    struct block **at = &a->current->next;
    while (*at && ((*at)->size > 0 || (*at)->data != piece))
        at = &(*at)->next;
    if (*at == NULL)
        return;
    struct block *gone = *at;
    *at = gone->next;
    a->used -= (size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
    free(gone);
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t more, size_t size)
{
    assert(n < more);
    void *wider = arena_array(a, more, size);
    if (wider == NULL || n == 0)
        return wider;
    memcpy(wider, items, n * size);
    arena_drop(a, items, n * size);
    return wider;
}

char *arena_cstr(struct arena *a, struct str s)
{
    char *p = s.len < SIZE_MAX ? alloc(a, s.len + 1, false) : NULL;
    if (p == NULL)
        return NULL;
    if (s.len > 0)
        memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return p;
}

struct str arena_str(struct arena *a, struct str s)
{
    char *p = arena_cstr(a, s);
    return p ? (struct str){p, s.len} : (struct str){NULL, 0};
}

struct str arena_fmt(struct arena *a, const char *format, ...)
{
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    assert(len >= 0);
    char *p = alloc(a, (size_t)len + 1, false);
    if (p && (size_t)len < sizeof small)
        memcpy(p, small, (size_t)len + 1);
    else if (p)
        vsnprintf(p, (size_t)len + 1, format, again);
    va_end(again);
    return p ? (struct str){p, (size_t)len} : (struct str){NULL, 0};
}
