/*
 * Tests of domain/lot.h.
 */
#include "domain/lot.h"

#include "changes.h"

static bool valid(struct arena *a, const void *l, struct refusal *refusal)
{
    return lot_valid(a, l, refusal);
}

static msec day(const char *date)
{
    msec at = 0;
    assert_true(time_parse_date(str_of(date), &at));
    return at;
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct lot good = {.number = STR("L-2026-07"), .made_at = day("2026-07-01"), .expires_at = day("2028-07-01")};
#define L struct lot
    const struct change rows[] = {
        {"as it is", TEXT(L, number, "L-2026-07"), REFUSED_NOT, NULL, NULL},
        {"no number", TEXT(L, number, ""), REFUSED_MISSING_FIELD, NULL, "number"},
        {"number of 81", TEXT(L, number, repeated(a, "1", 81)), REFUSED_TOO_LONG, NULL, "number"},
        {"never expires", NUMBER(L, expires_at, 0), REFUSED_NOT, NULL, NULL},
        {"expires when made", NUMBER(L, expires_at, day("2026-07-01")), REFUSED_NOT, NULL, NULL},
        {"expires before made", NUMBER(L, expires_at, day("2026-06-30")), REFUSED_BAD_VALUE, "before it was made",
         "expires"},
        {"expires in 2199", NUMBER(L, expires_at, day("2199-12-31")), REFUSED_NOT, NULL, NULL},
        {"expires in 2200", NUMBER(L, expires_at, day("2200-01-01")), REFUSED_BAD_VALUE, "1970 to 2199", "expires"},
        {"made in 1969", NUMBER(L, made_at, -1), REFUSED_BAD_VALUE, "1970 to 2199", "made"},
        {"made unknown", NUMBER(L, made_at, 0), REFUSED_NOT, NULL, NULL},
    };
    check_changes(a, rows, COUNT(rows), &good, sizeof good, valid);
    arena_free(a);
}

static void expiry(void **state)
{
    (void)state;
    struct lot l = {.made_at = day("2026-01-31"), .expires_at = day("2026-03-02")};
    assert_false(lot_expired(&l, l.expires_at - 1));
    assert_true(lot_expired(&l, l.expires_at));
    assert_int_equal(lot_default_expiry(&l, 30), day("2026-03-02"));
    assert_int_equal(lot_default_expiry(&l, 0), 0);
    l.made_at = l.expires_at = 0;
    assert_int_equal(lot_default_expiry(&l, 30), 0);
    assert_false(lot_expired(&l, INT64_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
        cmocka_unit_test(expiry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
