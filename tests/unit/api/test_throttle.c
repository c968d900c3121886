/*
 * Throttling of sign-ins, with a clock of its own: who must wait, for how long, and who need not.
 */
#include "api/throttle.h"

#include "testing.h"

static const msec start = INT64_C(1700000000000);

static int attempt(struct throttle *t, const char *name, const char *address, msec after)
{
    return throttle_attempt(t, str_of(name), str_of(address), start + after);
}

static void five_are_free(void **state)
{
    (void)state;
    struct throttle *t = throttle_new();
    for (int i = 0; i < THROTTLE_FREE; i++)
        assert_int_equal(attempt(t, "olga", "10.0.0.1", i), 0);
    assert_int_equal(attempt(t, "olga", "10.0.0.1", THROTTLE_FREE), 1);
    throttle_free(t);
}

static void each_further_one_doubles_the_wait(void **state)
{
    static const int waits[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, THROTTLE_WAIT_MAX_S, THROTTLE_WAIT_MAX_S};
    (void)state;
    struct throttle *t = throttle_new();
    msec now = 0;
    for (int i = 0; i < THROTTLE_FREE; i++)
        assert_int_equal(attempt(t, "olga", "10.0.0.1", now), 0);
    for (size_t i = 0; i < COUNT(waits); i++) {
        assert_int_equal(attempt(t, "olga", "10.0.0.1", now), waits[i]);
        assert_int_equal(attempt(t, "olga", "10.0.0.1", now + waits[i] * 1000 - 1), 1); /* asking costs nothing */
        now += (msec)waits[i] * 1000;
        assert_int_equal(attempt(t, "olga", "10.0.0.1", now), 0);
    }
    throttle_free(t);
}

static void others_need_not_wait(void **state)
{
    (void)state;
    struct throttle *t = throttle_new();
    for (int i = 0; i < THROTTLE_FREE; i++)
        attempt(t, "olga", "10.0.0.1", 0);
    assert_int_equal(attempt(t, "olga", "10.0.0.1", 0), 1);
    assert_int_equal(attempt(t, "olga", "10.0.0.2", 0), 0);
    assert_int_equal(attempt(t, "otto", "10.0.0.1", 0), 0);
    assert_int_equal(attempt(t, "olga10.0.0.1", "", 0), 0); /* name and address do not run together */
    throttle_free(t);
}

static void a_good_one_forgives(void **state)
{
    (void)state;
    struct throttle *t = throttle_new();
    for (int i = 0; i < THROTTLE_FREE; i++)
        attempt(t, "olga", "10.0.0.1", 0);
    throttle_pass(t, STR("olga"), STR("10.0.0.1"));
    for (int i = 0; i < THROTTLE_FREE; i++)
        assert_int_equal(attempt(t, "olga", "10.0.0.1", 1), 0);
    throttle_free(t);
}

static void time_forgives(void **state)
{
    (void)state;
    struct throttle *t = throttle_new();
    for (int i = 0; i < THROTTLE_FREE; i++)
        attempt(t, "olga", "10.0.0.1", 0);
    msec later = (msec)(THROTTLE_WAIT_MAX_S + 1) * 1000;
    for (int i = 0; i < THROTTLE_FREE; i++)
        assert_int_equal(attempt(t, "olga", "10.0.0.1", later), 0);
    throttle_free(t);
}

/* Nobody frees a name from its wait by trying others, from whatever place. */
static void many_names_free_none(void **state)
{
    (void)state;
    char name[32];
    struct throttle *t = throttle_new();
    for (int i = 0; i < THROTTLE_FREE; i++)
        attempt(t, "olga", "10.0.0.1", 0);
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "guess%d", i);
        attempt(t, name, "10.0.0.1", 1);
    }
    assert_int_equal(attempt(t, "olga", "10.0.0.1", 2), 1);
    throttle_free(t);
}

/* More names than there are places: nothing breaks, and whoever tried last is still known. */
static void many_names(void **state)
{
    (void)state;
    char name[32];
    struct throttle *t = throttle_new();
    for (int i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "name %d", i);
        assert_int_equal(attempt(t, name, "10.0.0.1", i), 0);
    }
    for (int i = 1; i < THROTTLE_FREE; i++)
        assert_int_equal(attempt(t, name, "10.0.0.1", 20000), 0);
    assert_int_equal(attempt(t, name, "10.0.0.1", 20000), 1);
    throttle_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_are_free),        cmocka_unit_test(each_further_one_doubles_the_wait),
        cmocka_unit_test(others_need_not_wait), cmocka_unit_test(a_good_one_forgives),
        cmocka_unit_test(time_forgives),        cmocka_unit_test(many_names_free_none),
        cmocka_unit_test(many_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
