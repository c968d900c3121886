/*
 * Tests of base/buf.h.
 */
#include <inttypes.h>

#include "testing.h"

static void grows_and_keeps(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 10000; i++) {
        buf_char(&b, 'a');
        buf_z(&b, "bc");
        buf_str(&b, STR("d"));
    }
    assert_int_equal(b.len, 40000);
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.ptr[i], "abcd"[i % 4]);
    size_t cap = b.cap;
    buf_clear(&b);
    assert_int_equal(b.len, 0);
    assert_int_equal(b.cap, cap);
    buf_add(&b, NULL, 0);
    assert_str(buf_view(&b), "");
    buf_free(&b);
    assert_null(b.ptr);
    buf_free(&b);
}

static void int_prints_as_printf_does(void **state)
{
    (void)state;
    static const int64_t rows[] = {0, 1, -1, 9, 10, -10, 12345, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        char want[32];
        snprintf(want, sizeof want, "%" PRId64, rows[i]);
        buf_int(&b, rows[i]);
        assert_str(buf_view(&b), want);
        buf_free(&b);
    }
}

static void fmt_of_any_length(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_z(&b, ">");
    for (int width = 1; width < 1000; width++) {
        size_t before = b.len;
        buf_fmt(&b, "%0*d", width, 7);
        assert_int_equal(b.len - before, width);
        assert_int_equal(b.ptr[b.len - 1], '7');
    }
    assert_int_equal(b.ptr[0], '>');
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_keeps),
        cmocka_unit_test(int_prints_as_printf_does),
        cmocka_unit_test(fmt_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
