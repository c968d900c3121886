/*
 * Events by quarter of an hour: what is counted where, and what is forgotten as time goes on. The whole: tests/api/test_dashboard.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "service/dashboard_flow.h"

#define HOUR INT64_C(3600000)
#define DAY  (24 * HOUR)

static const msec NOON = 20000 * DAY + 12 * HOUR;

static int setup(void **state)
{
    struct flow *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->cells = calloc(RING_QUARTERS, sizeof *f->cells);
    assert_non_null(f->cells);
    flow_advance(f, NOON);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct flow *f = *state;
    free(f->cells);
    free(f);
    return 0;
}

/* Units of all rows of the last days. */
static int64_t units(const struct flow *f, msec now, int days, int zone_min)
{
    struct arena *a = arena_new(0);
    struct dashboard_flow *rows;
    size_t count;
    int64_t sum = 0;
    assert_true(flow_days(f, a, now, days, zone_min, &rows, &count));
    for (size_t i = 0; i < count; i++)
        sum += rows[i].units;
    arena_free(a);
    return sum;
}

static void days_of_a_zone(void **state)
{
    struct flow *f = *state;
    const struct {
        int days, zone_min;
        int64_t want;
    } rows[] = {
        {1, 0, 1}, /* since midnight */
        {2, 0, 1 + 10 + 100},
        {3, 0, 1111},
        {1, 60, 1 + 10},
        {1, -13 * 60, 1 + 10 + 100},
        {2, 60, 1 + 10 + 100},
        {2, 840, 111},
    };
    flow_add(f, NOON - 12 * HOUR, COMMAND_MOVE, 1);                /* at midnight */
    flow_add(f, NOON - 12 * HOUR - HOUR / 4, COMMAND_RECEIVE, 10); /* a quarter before */
    flow_add(f, NOON - 13 * HOUR - HOUR / 4, COMMAND_MOVE, 100);   /* an hour before that */
    flow_add(f, NOON - 2 * DAY, COMMAND_SHIP, 1000);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(units(f, NOON, rows[i].days, rows[i].zone_min), rows[i].want);
}

static void ends_of_the_ring(void **state)
{
    struct flow *f = *state;
    flow_add(f, NOON - DASHBOARD_DAYS_MAX * DAY, COMMAND_MOVE, 1); /* in the oldest day of some zone */
    flow_add(f, NOON - 200 * DAY, COMMAND_MOVE, 1);                /* long ago */
    flow_add(f, NOON + 20 * DAY, COMMAND_MOVE, 1);                 /* a clock that is wrong */
    flow_add(f, -1, COMMAND_MOVE, 1);                              /* before 1970 */
    flow_add(f, flow_begins(f), COMMAND_MOVE, 1);
    flow_add(f, flow_begins(f) - 1, COMMAND_MOVE, 1);
    int64_t sum = 0;
    for (int64_t q = f->newest - 2 * RING_QUARTERS; q <= f->newest + RING_QUARTERS; q++)
        sum += flow_at(f, q, COMMAND_MOVE).units;
    assert_int_equal(sum, 2);
}

static void time_goes_on(void **state)
{
    struct flow *f = *state;
    for (msec at = NOON; at < NOON + 300 * DAY; at += 6 * HOUR) {
        flow_advance(f, at);
        flow_add(f, at, COMMAND_MOVE, 1);
        int64_t past = (at - NOON) / DAY + 1;
        if (at % DAY == 0 && past > 5)
            assert_int_equal(units(f, at, 5, 0), 4 * 4 + 1);
    }
    flow_advance(f, NOON + 299 * DAY);
    assert_int_equal(units(f, NOON + 299 * DAY, DASHBOARD_DAYS_MAX, 0), 4 * (DASHBOARD_DAYS_MAX - 1) + 4);
    flow_advance(f, NOON + 100 * DAY); /* a clock that was put back takes nothing away */
    assert_int_equal(units(f, NOON + 299 * DAY, DASHBOARD_DAYS_MAX, 0), 4 * (DASHBOARD_DAYS_MAX - 1) + 4);
    flow_advance(f, NOON + 3000 * DAY);
    assert_int_equal(units(f, NOON + 3000 * DAY, DASHBOARD_DAYS_MAX, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_of_a_zone, setup, teardown),
        cmocka_unit_test_setup_teardown(ends_of_the_ring, setup, teardown),
        cmocka_unit_test_setup_teardown(time_goes_on, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
