/*
 * deadline: the arithmetic. That overdue connections end is seen on the wire (tests/http).
 */
#include "testing.h"

#include "http/deadline.h"

enum { K = 1024 };

/* When does a client that sends so many bytes a second run out of time? -1: not within ten hours. */
static int64_t gone_after_ms(const struct deadline_rule *r, uint64_t bytes_per_s)
{
    for (int64_t ms = 0; ms < 36000000; ms += 50) {
        if (ms >= deadline_body_due(r, 0, bytes_per_s * (uint64_t)ms / 1000))
            return ms;
    }
    return -1;
}

static void bodies(void **state)
{
    static const struct deadline_rule rule = {.header_ms = 10000, .body_ms = 30000, .idle_ms = 60000};
    static const struct {
        const char *name;
        uint64_t bytes_per_s;
        int64_t from_ms, to_ms;
    } rows[] = {
        {"nothing", 0, 10000, 10000},
        {"a byte a second", 1, 10000, 10050},
        {"a kilobyte a second", K, 13000, 14000},
        {"slow", 8 * K, 34000, 35000},
        {"half the rate", 32 * K, 60000, 60100},
        {"the rate", 64 * K, -1, -1},
        {"fast", 1000 * K, -1, -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t ms = gone_after_ms(&rule, rows[i].bytes_per_s);
        if (ms < rows[i].from_ms || ms > rows[i].to_ms)
            fail_msg("row \"%s\": %lld ms", rows[i].name, (long long)ms);
    }
}

static void no_overflow(void **state)
{
    static const struct deadline_rule rule = {.header_ms = 10000, .body_ms = 30000};
    (void)state;
    assert_true(deadline_body_due(&rule, INT64_MAX / 2, UINT64_MAX) > INT64_MAX / 2);
    assert_true(deadline_reply_due(&rule, 5, UINT64_MAX) > 30005);
    assert_int_equal(deadline_reply_due(&rule, 5, 64 * K), 31005);
    assert_true(deadline_clock_ms() > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bodies), cmocka_unit_test(no_overflow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
