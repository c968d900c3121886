/*
 * arena: memory with one owner and one end. A request, a command or a test has one; nothing in it is freed alone, but for
 * long arrays that were outgrown.
 * A limit bounds what hostile input can make us take. Not thread safe: one arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct arena;

/* New arena that hands out at most limit bytes in all (0: no limit). Aborts only when the machine has no memory at all. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *a); /* NULL is fine */
/* Forget everything, keep the first block for reuse. */
void arena_reset(struct arena *a);
/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);
/* True once an allocation was refused for the limit. */
bool arena_exhausted(const struct arena *a);

/* size bytes aligned for any type, zeroed; NULL when the limit is reached. */
void *arena_alloc(struct arena *a, size_t size);
/* n * size bytes, zeroed; NULL on overflow or limit. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* A longer array with the first n elements of items, an array of n that is dropped. What is new is zeroed. NULL on overflow or
 * limit. */
void *arena_grow(struct arena *a, void *items, size_t n, size_t more, size_t size);
/* A piece of size bytes that nobody uses any more. A large one is freed at once, the only thing in an arena that is; a small one
 * shares its block and stays. */
void arena_drop(struct arena *a, const void *piece, size_t size);
/* Copy of s, NUL terminated behind its length. {NULL,0} on limit. */
struct str arena_str(struct arena *a, struct str s);
/* As arena_str, for borders that want a C string. NULL on limit. */
char *arena_cstr(struct arena *a, struct str s);
/* Formatted text in the arena, NUL terminated behind its length. */
struct str arena_fmt(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(a, type)      ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

#endif
