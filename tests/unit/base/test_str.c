/*
 * Tests of base/str.h.
 */
#include "testing.h"

static void cmp_orders_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"", "", 0},     {"", "a", -1},   {"a", "", 1},   {"a", "a", 0},
        {"a", "ab", -1}, {"ab", "b", -1}, {"b", "ab", 1}, {"a\xFF", "az", 1}, /* bytes are unsigned */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int order = str_cmp(str_of(rows[i].a), str_of(rows[i].b));
        assert_row((order > 0) - (order < 0) == rows[i].order, rows[i].a);
    }
    assert_int_equal(str_cmp((struct str){NULL, 0}, (struct str){NULL, 0}), 0);
}

static void equality(void **state)
{
    (void)state;
    assert_true(str_eq(STR("a\0b"), STR("a\0b")));
    assert_false(str_eq(STR("a\0b"), STR("a\0c")));
    assert_true(str_eq((struct str){NULL, 0}, STR("")));
    assert_true(str_is(str_of(NULL), ""));
    assert_true(str_ieq(STR("Content-LENGTH"), STR("content-length")));
    assert_false(str_ieq(STR("a"), STR("ab")));
    assert_false(str_ieq(STR("@["), STR("`{"))); /* 0x20 apart, but no letters */
    assert_false(str_ieq(STR("\xC4"), STR("\xE4")));
}

static void prefix_and_suffix(void **state)
{
    (void)state;
    static const struct {
        const char *s, *part;
        bool starts, ends;
    } rows[] = {
        {"", "", true, true},       {"abc", "", true, true},    {"abc", "ab", true, false},
        {"abc", "bc", false, true}, {"abc", "abc", true, true}, {"abc", "abcd", false, false},
        {"", "a", false, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(str_starts(str_of(rows[i].s), str_of(rows[i].part)) == rows[i].starts, rows[i].part);
        assert_row(str_ends(str_of(rows[i].s), str_of(rows[i].part)) == rows[i].ends, rows[i].part);
    }
}

static void trim_find_slice(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_str(str_trim(STR(" \n")), "");
    assert_str(str_trim((struct str){NULL, 0}), "");
    assert_int_equal(str_find(STR("a=b=c"), '='), 1);
    assert_int_equal(str_find(STR("abc"), '='), 3);
    assert_int_equal(str_find((struct str){NULL, 0}, '='), 0);
    assert_int_equal(str_find(STR("a\xFF"), '\xFF'), 1);
    assert_str(str_slice(STR("abcdef"), 2, 3), "cde");
    assert_str(str_slice(STR("abcdef"), 2, SIZE_MAX), "cdef");
    assert_str(str_slice(STR("abcdef"), 9, 1), "");
    assert_str(str_slice((struct str){NULL, 0}, 3, 1), "");
}

static void int64_reads_whole_numbers_only(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        int64_t n;
    } rows[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"007", true, 7},
        {"-12", true, -12},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1.0", false, 0},
        {"0x10", false, 0},
        {"\xB2", false, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t n = 4711;
        assert_row(str_int64(str_of(rows[i].text), &n) == rows[i].ok, rows[i].text);
        assert_row(n == (rows[i].ok ? rows[i].n : 4711), rows[i].text); /* set on success only */
    }
}

static void utf8_finds_the_first_bad_byte(void **state)
{
    (void)state;
    enum { GOOD = 99 };
    static const struct {
        const char *name, *text;
        size_t bad_at;
        size_t chars;
    } rows[] = {
        {"empty", "", GOOD, 0},
        {"ASCII", "serial number", GOOD, 13},
        {"two, three, four bytes", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x94\xA2", GOOD, 3},
        {"last code point", "\xF4\x8F\xBF\xBF", GOOD, 1},
        {"beyond the last", "\xF4\x90\x80\x80", 0, 0},
        {"surrogate", "ab\xED\xA0\x80", 2, 0},
        {"before the surrogates", "\xED\x9F\xBF", GOOD, 1},
        {"overlong slash", "\xC0\xAF", 0, 0},
        {"overlong, three bytes", "\xE0\x9F\xBF", 0, 0},
        {"overlong, four bytes", "\xF0\x8F\xBF\xBF", 0, 0},
        {"lone continuation", "12345678\x80", 8, 0},
        {"cut off", "1234567\xE2\x82", 7, 0},
        {"cut by ASCII", "\xE2\x82z", 0, 0},
        {"five bytes", "\xF8\x88\x80\x80\x80", 0, 0},
        {"Latin-1 in a long text", "0123456789abcdef\xE4 and more", 16, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t at = GOOD;
        struct str s = str_of(rows[i].text);
        assert_row(str_utf8(s, &at) == (rows[i].bad_at == GOOD), rows[i].name);
        assert_row(at == rows[i].bad_at, rows[i].name);
        assert_row(at != GOOD || str_chars(s) == rows[i].chars, rows[i].name);
    }
    assert_false(str_utf8(STR("\xFF"), NULL));
    assert_true(str_utf8((struct str){NULL, 0}, NULL));
}

static void control_characters(void **state)
{
    (void)state;
    assert_false(str_has_control(STR("plain \xC2\x80 text")));
    assert_true(str_has_control(STR("a\nb")));
    assert_true(str_has_control(STR("a\0b")));
    assert_true(str_has_control(STR("\x7F")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cmp_orders_bytes),
        cmocka_unit_test(equality),
        cmocka_unit_test(prefix_and_suffix),
        cmocka_unit_test(trim_find_slice),
        cmocka_unit_test(int64_reads_whole_numbers_only),
        cmocka_unit_test(utf8_finds_the_first_bad_byte),
        cmocka_unit_test(control_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
