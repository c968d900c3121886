/*
 * Tests of base/arena.h.
 */
#include "testing.h"

static bool all_zero(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (p[i] != 0)
            return false;
    }
    return true;
}

static void pieces_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 0, 7, 16, 17, 100, 5000, 9000, 16384, 100000, 3, 3000000, 40};
    char *pieces[COUNT(sizes)];
    struct arena *a = arena_new(0);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT(sizes); i++) {
            pieces[i] = arena_alloc(a, sizes[i]);
            assert_non_null(pieces[i]);
            assert_int_equal((uintptr_t)pieces[i] % 16, 0);
            assert_true(all_zero(pieces[i], sizes[i]));
            memset(pieces[i], (int)i + 1, sizes[i]);
        }
        for (size_t i = 0; i < COUNT(sizes); i++) {
            assert_true(sizes[i] == 0 || pieces[i][0] == (char)(i + 1));
            assert_true(sizes[i] == 0 || pieces[i][sizes[i] - 1] == (char)(i + 1));
        }
        arena_reset(a); /* what comes next is zero again, though the memory was written */
    }
    arena_free(a);
}

static void limit_is_kept_and_remembered(void **state)
{
    (void)state;
    struct arena *a = arena_new(1000);
    assert_non_null(arena_alloc(a, 900));
    assert_true(arena_used(a) >= 900);
    assert_false(arena_exhausted(a));
    assert_null(arena_alloc(a, 200));
    assert_true(arena_exhausted(a));
    assert_null(arena_str(a, (struct str){"x", 1000}).ptr);
    assert_non_null(arena_alloc(a, 16)); /* what still fits is given */
    assert_true(arena_used(a) <= 1000);
    arena_reset(a);
    assert_false(arena_exhausted(a));
    assert_int_equal(arena_used(a), 0);
    assert_non_null(arena_alloc(a, 900));
    arena_free(a);
    arena_free(NULL);
}

static void absurd_sizes_are_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    assert_null(arena_array(a, SIZE_MAX / 2, 3));
    assert_true(arena_exhausted(a));
    assert_null(arena_alloc(a, SIZE_MAX));
    assert_null(arena_alloc(a, SIZE_MAX - 20));
    arena_free(a);
}

static void outgrown_arrays_are_freed(void **state)
{
    (void)state;
    static const size_t sizes[] = {4, 100, 2000, 5000, 20000, 400000};
    struct arena *a = arena_new(4000000);
    int *numbers = NULL;
    size_t n = 0;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        numbers = arena_grow(a, numbers, n, sizes[i], sizeof *numbers);
        assert_non_null(numbers);
        assert_true(all_zero((const char *)(numbers + n), (sizes[i] - n) * sizeof *numbers));
        for (; n < sizes[i]; n++)
            numbers[n] = (int)n;
        for (size_t k = 0; k < n; k++)
            assert_int_equal(numbers[k], (int)k);
        assert_non_null(arena_alloc(a, 40)); /* others come in between */
    }
    assert_true(arena_used(a) < sizes[COUNT(sizes) - 1] * sizeof *numbers + 40000); /* the longest, and small ones */
    assert_null(arena_grow(a, numbers, n, 2000000, sizeof *numbers));
    assert_int_equal(numbers[n - 1], (int)n - 1); /* refused: the old one is as it was */
    arena_drop(a, numbers, n * sizeof *numbers);
    assert_non_null(arena_array(a, 800000, sizeof *numbers));
    arena_free(a);
}

static void copies_end_in_nul(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct str s = arena_str(a, (struct str){"abcdef", 3});
    assert_str(s, "abc");
    assert_int_equal(s.ptr[3], 0);
    assert_string_equal(arena_cstr(a, (struct str){NULL, 0}), "");
    assert_non_null(arena_str(a, (struct str){NULL, 0}).ptr);
    int *numbers = ARENA_ARRAY(a, 3, int);
    assert_int_equal(numbers[2], 0);
    arena_free(a);
}

static void formatted_text_of_any_length(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    static const int widths[] = {1, 254, 255, 256, 257, 40000};
    for (size_t i = 0; i < COUNT(widths); i++) {
        struct str s = arena_fmt(a, "%0*d", widths[i], 7);
        assert_int_equal(s.len, widths[i]);
        assert_int_equal(s.ptr[s.len - 1], '7');
        assert_int_equal(s.ptr[s.len], 0);
    }
    arena_free(a);
    struct arena *small = arena_new(32);
    assert_null(arena_fmt(small, "%050d", 1).ptr);
    arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_zeroed_and_apart),
        cmocka_unit_test(limit_is_kept_and_remembered),
        cmocka_unit_test(absurd_sizes_are_refused),
        cmocka_unit_test(outgrown_arrays_are_freed),
        cmocka_unit_test(copies_end_in_nul),
        cmocka_unit_test(formatted_text_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
