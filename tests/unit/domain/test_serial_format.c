/*
 * Tests of domain/serial_format.h.
 */
#include "domain/serial_format.h"

#include "changes.h"

static void serials_against_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *serial;
        bool fits;
    } rows[] = {
        {"", "anything at all", true},
        {"SN########", "SN00012345", true},
        {"SN########", "SN0001234", false},
        {"SN########", "SN000123456", false},
        {"SN########", "sn00012345", false},
        {"SN########", "XSN00012345", false},
        {"@@#{6,8}", "AB12345", false},
        {"@@#{6,8}", "AB123456", true},
        {"@@#{6,8}", "AB12345678", true},
        {"@@#{6,8}", "AB123456789", false},
        {"@@#{6,8}", "aB123456", false},
        {"#{4}", "1234", true},
        {"#{4}", "123", false},
        {"#{4}", "12345", false},
        {"#{0,2}", "12", true},
        {"#{0,2}X", "X", true},
        {"***", "aZ9", true},
        {"***", "a-9", false},
        {"*", "\xC3\xA4", false}, /* letters are those of ASCII */
        {"?", "\xC3\xA4", true},  /* one character, two bytes */
        {"??", "\xC3\xA4", false},
        {"?{2}", "\xE2\x82\xAC!", true},
        {"\xC3\xA4#",
         "\xC3\xA4"
         "7",
         true},
        {"\xC3\xA4{2}", "\xC3\xA4\xC3\xA4", true},
        {"\\#\\@\\*\\?\\{\\}\\\\", "#@*?{}\\", true},
        {"\\##", "#1", true},
        {"\\##", "11", false},
        {"A{3}", "AAA", true},
        {"A-B,C", "A-B,C", true},
        {"?{0,9}END", "ENENDEND", true}, /* must try more than one place */
        {"?{0,9}END", "ENENDENX", false},
        {"*{1,64}*{1,64}#", "abc1", true},
        {"*{1,64}*{1,64}#", "a1", false},
        {"?{128}", "12345678", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char name[80];
        snprintf(name, sizeof name, "%s ~ %s", rows[i].pattern, rows[i].serial);
        assert_row(serial_format_match(str_of(rows[i].pattern), str_of(rows[i].serial)) == rows[i].fits, name);
    }
}

static void patterns(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct {
        const char *pattern;
        const char *says; /* NULL: good */
        enum refusal_code code;
    } rows[] = {
        {"", NULL, REFUSED_NOT},
        {"SN########", NULL, REFUSED_NOT},
        {"@@#{6,8}", NULL, REFUSED_NOT},
        {"?{1,128}", NULL, REFUSED_NOT},
        {"\\{\\}", NULL, REFUSED_NOT},
        {repeated(a, "\xC3\xA4", 80), NULL, REFUSED_NOT},
        {repeated(a, "\xC3\xA4", 81), "at most 80", REFUSED_TOO_LONG},
        {"{3}", "character 1: ", REFUSED_BAD_VALUE},
        {"A}", "character 2: ", REFUSED_BAD_VALUE},
        {"A{2}{3}", "repeats the element before", REFUSED_BAD_VALUE},
        {"A{2", "never closed", REFUSED_BAD_VALUE},
        {"A{", "never closed", REFUSED_BAD_VALUE},
        {"A{}", "stands a number", REFUSED_BAD_VALUE},
        {"A{,3}", "stands a number", REFUSED_BAD_VALUE},
        {"A{3,}", "stands a number", REFUSED_BAD_VALUE},
        {"A{-1}", "stands a number", REFUSED_BAD_VALUE},
        {"A{1,2,3}", "stands a number", REFUSED_BAD_VALUE},
        {"A{x}", "stands a number", REFUSED_BAD_VALUE},
        {"A{129}", "stands a number", REFUSED_BAD_VALUE},
        {"A{99999999999999999999}", "stands a number", REFUSED_BAD_VALUE},
        {"A{0}", "at least once", REFUSED_BAD_VALUE},
        {"A{4,3}", "smaller number comes first", REFUSED_BAD_VALUE},
        {"A\\", "escapes nothing", REFUSED_BAD_VALUE},
        {"A{100}B{29}", "asks for 129 characters", REFUSED_BAD_VALUE},
        {"A{100}B{28}", NULL, REFUSED_NOT},
        {"A\nB", "control", REFUSED_BAD_VALUE},
        {"regex:", "stands a regular expression", REFUSED_BAD_VALUE},
        {"regex:a)b", "character 8: ", REFUSED_BAD_VALUE},
        {"regex:\xC3\xA4[b", "character 10: ", REFUSED_BAD_VALUE},
        {"regex:(a", "missing closing parenthesis", REFUSED_BAD_VALUE},
        {"regex:\\C", "\\C", REFUSED_BAD_VALUE},
        {"regex:((((((((((((((((((a))))))))))))))))))", "nested", REFUSED_BAD_VALUE},
        {"regex:[a-z]{1,9}", NULL, REFUSED_NOT},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct refusal r = {0};
        assert_row(serial_format_valid(a, str_of(rows[i].pattern), &r) == !rows[i].says, rows[i].pattern);
        assert_row(r.code == rows[i].code, rows[i].pattern);
        assert_row(!rows[i].says || detail_has(&r, rows[i].says), rows[i].pattern);
        assert_row(!refused(&r) || strcmp(r.field, "serial_format") == 0, rows[i].pattern);
        assert_row(!refused(&r) || !serial_format_match(str_of(rows[i].pattern), STR("AAA")), rows[i].pattern);
    }
    arena_free(a);
}

static void any_serial(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct {
        const char *serial;
        enum refusal_code code;
    } rows[] = {
        {"1", REFUSED_NOT},
        {"A 1", REFUSED_NOT},
        {"\xE2\x82\xAC", REFUSED_NOT},
        {repeated(a, "\xE2\x82\xAC", 128), REFUSED_NOT},
        {repeated(a, "\xE2\x82\xAC", 129), REFUSED_TOO_LONG},
        {"", REFUSED_MISSING_FIELD},
        {" ", REFUSED_BAD_VALUE},
        {" 1", REFUSED_BAD_VALUE},
        {"1 ", REFUSED_BAD_VALUE},
        {"1\t", REFUSED_BAD_VALUE},
        {"1\n2", REFUSED_BAD_VALUE},
        {"1\x7F", REFUSED_BAD_VALUE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct refusal r = {0};
        assert_row(serial_valid(a, str_of(rows[i].serial), &r) == !rows[i].code, rows[i].serial);
        assert_row(r.code == rows[i].code, rows[i].serial);
    }
    arena_free(a);
}

static void a_refusal_shows_the_format(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct refusal r = {0};
    struct serial_format format, any;
    serial_format_open(a, STR("SN####"), &format);
    serial_format_open(a, STR(""), &any);
    assert_true(serial_fits(a, &format, STR("SN0001"), &r));
    assert_false(serial_fits(a, &format, STR("SN001"), &r));
    assert_int_equal(r.code, REFUSED_BAD_SERIAL_FORMAT);
    assert_str(r.detail, "serial SN001 does not look like SN####");
    assert_false(serial_fits(a, &any, STR(" "), &r));
    assert_int_equal(r.code, REFUSED_BAD_VALUE);
    arena_free(a);
}

static void regular_expressions(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *serial;
        bool fits;
    } rows[] = {
        {"regex:[A-F0-9]{4,8}", "BEEF01", true},
        {"regex:[A-F0-9]{4,8}", "BEEF01-", false},
        {"regex:[A-F0-9]{4,8}", "XBEEF01", false},
        {"regex:(AB|CD)[0-9]+", "CD7", true},
        {"regex:(AB|CD)[0-9]+", "AC7", false},
        {"regex:AB|CD", "AB", true}, /* the whole serial, whichever side of the | */
        {"regex:AB|CD", "ABCD", false},
        {"regex:^AB$", "AB", true},
        {"regex:(?i)ab", "AB", true},
        {"regex:.", "\xC3\xA4", true}, /* a character, not a byte */
        {"regex:[", "[", false},       /* cannot be read: fits nothing */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct refusal r = {0};
        struct serial_format format;
        serial_format_open(a, str_of(rows[i].pattern), &format);
        assert_row(serial_fits(a, &format, str_of(rows[i].serial), &r) == rows[i].fits, rows[i].pattern);
        arena_free(a);
    }
}

/* An expression that would try for ever gives up, and says so; memory stays within the arena's limit for any number of serials. */
static void regular_expressions_are_bounded(void **state)
{
    (void)state;
    struct arena *a = arena_new(8 << 20);
    struct serial_format format;
    char serial[129] = "";
    memset(serial, 'a', 127);
    serial[127] = '!';
    serial_format_open(a, STR("regex:(a+)+b?(a*)*"), &format);
    for (int i = 0; i < 1000; i++) {
        struct refusal r = {0};
        assert_false(serial_fits(a, &format, str_of(serial), &r));
        assert_int_equal(r.code, REFUSED_BAD_SERIAL_FORMAT);
        if (i == 0 && !strstr(arena_cstr(a, r.detail), "could not be found out in 2000 steps"))
            fail_msg("%.*s", STR_ARG(r.detail));
    }
    assert_false(arena_exhausted(a));
    arena_free(a);
}

/* The worst that 80 characters can ask for, on the longest serial: a regular expression engine that backtracks would not end. */
static void matching_is_bounded(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const char *pattern = arena_fmt(a, "%s!", repeated(a, "?{0,128}", 8)).ptr;
    char serial[129] = "";
    memset(serial, 'a', 128);
    assert_false(serial_format_match(str_of(pattern), str_of(serial)));
    serial[127] = '!';
    assert_true(serial_format_match(str_of(pattern), str_of(serial)));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serials_against_patterns),
        cmocka_unit_test(patterns),
        cmocka_unit_test(any_serial),
        cmocka_unit_test(a_refusal_shows_the_format),
        cmocka_unit_test(regular_expressions),
        cmocka_unit_test(regular_expressions_are_bounded),
        cmocka_unit_test(matching_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
