#include "testing.h"

#include "demo/calendar.h"

static void test_dates(void **state)
{
    static const struct {
        int year, month, day, weekday;
        bool working;
    } rows[] = {
        {1970, 1, 1, 4, false},   {2000, 2, 29, 2, true},  {2024, 2, 29, 4, true},   {2025, 12, 25, 4, false},
        {2026, 11, 22, 0, false}, {2026, 11, 23, 1, true}, {2026, 11, 28, 6, false}, {2026, 5, 1, 5, false},
        {2028, 12, 31, 0, false}, {2100, 3, 1, 1, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int day = demo_day_from(rows[i].year, rows[i].month, rows[i].day);
        struct demo_date d = demo_date_of(day);
        assert_int_equal(d.year, rows[i].year);
        assert_int_equal(d.month, rows[i].month);
        assert_int_equal(d.day, rows[i].day);
        assert_int_equal(demo_weekday(day), rows[i].weekday);
        assert_int_equal(demo_working_day(day), rows[i].working);
    }
}

/* The wall clock, also where it jumps. */
static void test_moments(void **state)
{
    static const struct {
        int year, month, day, minute;
        const char *says;
    } rows[] = {
        {2026, 1, 15, 480, "2026-01-15T08:00:00.000+01:00"},   {2026, 7, 15, 480, "2026-07-15T08:00:00.000+02:00"},
        {2026, 3, 29, 60, "2026-03-29T01:00:00.000+01:00"},    {2026, 3, 29, 240, "2026-03-29T04:00:00.000+02:00"},
        {2026, 10, 25, 60, "2026-10-25T01:00:00.000+02:00"},   {2026, 10, 25, 240, "2026-10-25T04:00:00.000+01:00"},
        {2026, 12, 31, 1439, "2026-12-31T23:59:00.000+01:00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int day = demo_day_from(rows[i].year, rows[i].month, rows[i].day);
        msec at = demo_moment(day, rows[i].minute);
        char text[TIME_TEXT_MAX];
        time_print((struct time_zoned){at, demo_zone(at)}, text);
        assert_string_equal(text, rows[i].says);
        assert_int_equal(demo_day_of(at), day);
    }
}

static void test_busy(void **state)
{
    int first = demo_day_from(2024, 11, 25), span = 730;
    int july = demo_day_from(2025, 7, 2), november = demo_day_from(2025, 11, 26), sunday = demo_day_from(2025, 11, 23);
    (void)state;
    assert_int_equal(demo_busy(sunday, first, span), 0);
    assert_int_equal(demo_busy(demo_day_from(2025, 12, 25), first, span), 0);
    assert_true(demo_busy(november, first, span) > demo_busy(july, first, span));
    assert_true(demo_busy(july + 364, first, span) > demo_busy(july, first, span));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
