/*
 * testing: cmocka with its includes, and what nearly every test needs besides.
 */
#ifndef TESTS_TESTING_H
#define TESTS_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Rows of a table: prints which row is being looked at only when something in it fails. */
#define assert_row(condition, name)                                                                                    \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_msg("row \"%s\": %s", (name), #condition);                                                            \
    } while (0)

/* got is the text want. */
static inline void assert_str(struct str got, const char *want)
{
    if (!str_is(got, want))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

/* Bytes of a file below tests/fixtures, in the arena. */
static inline struct str fixture(struct arena *a, const char *path)
{
    struct str full = arena_fmt(a, "%s/%s", FIXTURES, path);
    FILE *f = fopen(full.ptr, "rb");
    if (f == NULL)
        fail_msg("cannot open %s", full.ptr);
    fseek(f, 0, SEEK_END);
    size_t len = (size_t)ftell(f);
    rewind(f);
    char *p = arena_alloc(a, len + 1);
    assert_non_null(p);
    assert_int_equal(fread(p, 1, len, f), len);
    fclose(f);
    return (struct str){p, len};
}

#endif
