/*
 * serials: one row per list: what it stands for, or the sentence that says what is wrong.
 */
#include "testing.h"

#include "cli/serials.h"

static const struct {
    const char *list, *serials; /* with blanks between; NULL: */
    const char *error;
} rows[] = {
    {"", "", NULL},
    {"A1", "A1", NULL},
    {"A1,A2", "A1 A2", NULL},
    {" A1 , A2 ,", "A1 A2", NULL},
    {"SN001..SN003", "SN001 SN002 SN003", NULL},
    {"SN001..003", "SN001 SN002 SN003", NULL},
    {"SN9..SN11", "SN9 SN10 SN11", NULL},
    {"SN7..SN7", "SN7", NULL},
    {"098..101", "098 099 100 101", NULL},
    {"A-1..A-3,B", "A-1 A-2 A-3 B", NULL},
    {"100-103", "100 101 102 103", NULL},
    {"098-101", "098 099 100 101", NULL},
    {"9-11", "9 10 11", NULL},
    {"100+3", "100 101 102", NULL},
    {"007+2", "007 008", NULL},
    {"100+0", "100+0", NULL},
    {"A1;A2\tA3", "A1 A2 A3", NULL},
    {"ABC-123", "ABC-123", NULL}, /* a hyphen in a serial is no range */
    {"2024-0001", "2024-0001", NULL},
    {"103-100", "103-100", NULL},
    {"1000-2", "1000-2", NULL},
    {"100-103-1", "100-103-1", NULL},
    {"AB+2", "AB+2", NULL},
    {"100-", "100-", NULL},
    {"+5", "+5", NULL},
    {"99999999999999999999-99999999999999999999", "99999999999999999999-99999999999999999999", NULL},
    {"SN003..SN001", NULL, "'SN003..SN001' is no range: it ends before it begins."},
    {"SN1..TN3", NULL, "'SN1..TN3' is no range: both ends must begin alike and end in digits, as in SN0098..SN0103."},
    {"SNA..SNB", NULL, "'SNA..SNB' is no range: both ends must begin alike and end in digits, as in SN0098..SN0103."},
    {"..", "..", NULL},
    {"1..9999999", NULL, "'1..9999999' is no range: it stands for too many serials."},
    {"5-1000005", NULL, "'5-1000005' is no range: it stands for too many serials."},
};

static struct str joined(struct arena *a, const struct cli_serials *s)
{
    struct str text = STR("");
    for (size_t i = 0; i < s->count; i++)
        text = arena_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? " " : "", STR_ARG(s->items[i]));
    return text;
}

static void lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena *a = arena_new(0);
        struct cli_serials s = {0};
        struct str error = {0};
        bool ok = cli_serials_read(&s, a, str_of(rows[i].list), &error);
        struct str got = ok ? joined(a, &s) : error, want = str_of(ok ? rows[i].serials : rows[i].error);
        if (ok != (rows[i].serials != NULL) || !str_eq(got, want))
            fail_msg("%s: got \"%.*s\"", rows[i].list, STR_ARG(got));
        arena_free(a);
    }
}

static void large(void **state)
{
    struct arena *a = arena_new(0);
    struct cli_serials s = {0};
    struct str error;
    (void)state;
    assert_true(cli_serials_read(&s, a, STR("SN0000001..SN0250000"), &error));
    assert_int_equal(s.count, 250000);
    assert_true(str_is(s.items[249999], "SN0250000"));
    arena_free(a);
}

static void from_lines(void **state)
{
    struct arena *a = arena_new(0);
    struct cli_serials s = {0};
    (void)state;
    cli_serials_lines(&s, a,
                      STR("\xEF\xBB\xBF"
                          "A1\r\n\n  A 2  \n100-150\nA3"));
    assert_true(str_is(joined(a, &s), "A1 A 2 100-150 A3"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists), cmocka_unit_test(large), cmocka_unit_test(from_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
