/*
 * Tests of base/time.h.
 */
#include "base/time.h"
#include "testing.h"

static void instants_that_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        msec at;
        int offset_min;
        const char *print;
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00.000Z"},
        {"2026-11-23T08:30:00.123+01:00", INT64_C(1795419000123), 60, "2026-11-23T08:30:00.123+01:00"},
        {"2026-11-23t07:30:00.1z", INT64_C(1795419000100), 0, "2026-11-23T07:30:00.100Z"},
        {"2026-11-23T07:30:00.123999999Z", INT64_C(1795419000123), 0, "2026-11-23T07:30:00.123Z"},
        {"1969-12-31T23:59:59.999Z", -1, 0, "1969-12-31T23:59:59.999Z"},
        {"2000-02-29T00:00:00-05:30", INT64_C(951802200000), -330, "2000-02-29T00:00:00.000-05:30"},
        {"2024-02-29T23:59:59+14:00", INT64_C(1709200799000), 840, "2024-02-29T23:59:59.000+14:00"},
        {"2024-02-29T23:59:59-14:00", INT64_C(1709301599000), -840, "2024-02-29T23:59:59.000-14:00"},
        {"2024-02-29T23:59:59-00:00", INT64_C(1709251199000), 0, "2024-02-29T23:59:59.000Z"},
        {"0001-01-01T00:00:00Z", INT64_C(-62135596800000), 0, "0001-01-01T00:00:00.000Z"},
        {"9999-12-31T23:59:59.999Z", INT64_C(253402300799999), 0, "9999-12-31T23:59:59.999Z"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct time_zoned t;
        char text[TIME_TEXT_MAX];
        assert_row(time_parse(str_of(rows[i].text), &t), rows[i].text);
        assert_row(t.at == rows[i].at, rows[i].text);
        assert_row(t.offset_min == rows[i].offset_min, rows[i].text);
        assert_row(time_print(t, text) == strlen(rows[i].print), rows[i].text);
        assert_row(strcmp(text, rows[i].print) == 0, rows[i].text);
    }
}

static void instants_that_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"empty", ""},
        {"date only", "2026-11-23"},
        {"no zone", "2026-11-23T08:30:00"},
        {"no seconds", "2026-11-23T08:30Z"},
        {"a space for the T", "2026-11-23 08:30:00Z"},
        {"leap second", "2016-12-31T23:59:60Z"},
        {"hour 24", "2026-11-23T24:00:00Z"},
        {"minute 60", "2026-11-23T08:60:00Z"},
        {"no leap year", "2025-02-29T00:00:00Z"},
        {"century, no leap year", "1900-02-29T00:00:00Z"},
        {"day 31 of 30", "2026-11-31T00:00:00Z"},
        {"day 0", "2026-11-00T00:00:00Z"},
        {"month 0", "2026-00-10T00:00:00Z"},
        {"month 13", "2026-13-10T00:00:00Z"},
        {"year 0", "0000-01-01T00:00:00Z"},
        {"before year 1 in UTC", "0001-01-01T00:00:00+00:01"},
        {"beyond year 9999 in UTC", "9999-12-31T23:59:59-00:01"},
        {"five digits of year", "12026-11-23T08:30:00Z"},
        {"offset without colon", "2026-11-23T08:30:00+0100"},
        {"offset beyond 14 hours", "2026-11-23T08:30:00+14:01"},
        {"offset minute 60", "2026-11-23T08:30:00+01:60"},
        {"no digit behind the point", "2026-11-23T08:30:00.Z"},
        {"ten digits of fraction", "2026-11-23T08:30:00.1234567890Z"},
        {"comma", "2026-11-23T08:30:00,5Z"},
        {"bytes behind", "2026-11-23T08:30:00Z "},
        {"bytes before", " 2026-11-23T08:30:00Z"},
        {"sign for a digit", "2026-+1-23T08:30:00Z"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct time_zoned t = {4711, 1};
        assert_row(!time_parse(str_of(rows[i].text), &t), rows[i].name);
        assert_row(t.at == 4711 && t.offset_min == 1, rows[i].name);
    }
    /* Every beginning of a good text is a bad one. */
    struct str whole = STR("2026-11-23T08:30:00.123+01:00");
    struct time_zoned t;
    for (size_t len = 0; len < whole.len; len++)
        assert_false(time_parse(str_slice(whole, 0, len), &t));
}

static void dates(void **state)
{
    (void)state;
    msec at = 4711;
    char text[TIME_TEXT_MAX];
    assert_true(time_parse_date(STR("2026-11-23"), &at));
    assert_int_equal(at, INT64_C(1795392000000));
    assert_int_equal(time_print_date(at, text), 10);
    assert_string_equal(text, "2026-11-23");
    time_print_date(at - 1, text);
    assert_string_equal(text, "2026-11-22");
    time_print_date(-1, text);
    assert_string_equal(text, "1969-12-31");
    static const char *const bad[] = {"", "2026-1-1", "2026-11-31", "20261123", "2026-11-23T", "2026/11/23"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(!time_parse_date(str_of(bad[i]), &at), bad[i]);
}

static void every_day_of_four_centuries(void **state)
{
    (void)state;
    msec at;
    assert_true(time_parse_date(STR("1799-12-31"), &at));
    for (int day = 0; day < 146098; day++, at += 86400000) {
        char text[TIME_TEXT_MAX];
        msec back;
        size_t len = time_print_date(at, text);
        assert_true(time_parse_date((struct str){text, len}, &back));
        assert_int_equal(back, at);
    }
}

static void months_are_clipped_to_their_last_day(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } rows[] = {
        {"2026-01-31T12:00:00.000Z", 1, "2026-02-28T12:00:00.000Z"},
        {"2024-01-31T12:00:00.000Z", 1, "2024-02-29T12:00:00.000Z"},
        {"2024-02-29T23:59:59.999Z", 12, "2025-02-28T23:59:59.999Z"},
        {"2024-02-29T00:00:00.000Z", 48, "2028-02-29T00:00:00.000Z"},
        {"2026-11-23T08:00:00.000Z", 2, "2027-01-23T08:00:00.000Z"},
        {"2026-11-23T08:00:00.000Z", 0, "2026-11-23T08:00:00.000Z"},
        {"2026-03-31T08:00:00.000Z", -1, "2026-02-28T08:00:00.000Z"},
        {"2026-01-15T08:00:00.000Z", -1, "2025-12-15T08:00:00.000Z"},
        {"1970-01-01T00:00:00.000Z", -1, "1969-12-01T00:00:00.000Z"},
        {"2026-11-30T08:00:00.000Z", 36, "2029-11-30T08:00:00.000Z"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct time_zoned t;
        char text[TIME_TEXT_MAX];
        assert_true(time_parse(str_of(rows[i].from), &t));
        time_print_utc(time_add_months(t.at, rows[i].months), text);
        assert_row(strcmp(text, rows[i].to) == 0, rows[i].from);
    }
}

static void any_number_prints_within_bounds(void **state)
{
    (void)state;
    static const msec rows[] = {INT64_MIN, INT64_MAX, INT64_C(253402300800000), INT64_C(-62135596800001), 0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        static const int16_t offsets[] = {-840, 0, 840};
        for (size_t k = 0; k < COUNT(offsets); k++) {
            char text[TIME_TEXT_MAX];
            size_t len = time_print((struct time_zoned){rows[i], offsets[k]}, text);
            assert_true(len < TIME_TEXT_MAX);
            assert_int_equal(text[len], 0);
            assert_int_equal(strlen(text), len);
        }
    }
}

static void clocks(void **state)
{
    (void)state;
    assert_true(time_now() > INT64_C(1700000000000));
    int64_t before = time_monotonic_ns();
    assert_true(time_monotonic_ns() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_that_are_read),
        cmocka_unit_test(instants_that_are_refused),
        cmocka_unit_test(dates),
        cmocka_unit_test(every_day_of_four_centuries),
        cmocka_unit_test(months_are_clipped_to_their_last_day),
        cmocka_unit_test(any_number_prints_within_bounds),
        cmocka_unit_test(clocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
