/*
 * Tests of domain/location.h.
 */
#include "domain/location.h"

#include "changes.h"

static bool valid(struct arena *a, const void *l, struct refusal *refusal)
{
    return location_valid(a, l, refusal);
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct location good = {
        .code = STR("HQ-A-01"), .kind = LOCATION_BIN, .gln = STR("9521321000018"), .active = true};
#define L struct location
    const struct change rows[] = {
        {"as it is", TEXT(L, code, "HQ-A-01"), REFUSED_NOT, NULL, NULL},
        {"no code", TEXT(L, code, ""), REFUSED_MISSING_FIELD, NULL, "code"},
        {"code of 81", TEXT(L, code, repeated(a, "c", 81)), REFUSED_TOO_LONG, "at most 80", "code"},
        {"code with line end", TEXT(L, code, "A\r"), REFUSED_BAD_VALUE, NULL, "code"},
        {"name", TEXT(L, name, "Shelf 1"), REFUSED_NOT, NULL, NULL},
        {"name of 201", TEXT(L, name, repeated(a, "n", 201)), REFUSED_TOO_LONG, NULL, "name"},
        {"no GLN", TEXT(L, gln, ""), REFUSED_NOT, NULL, NULL},
        {"GLN, wrong check digit", TEXT(L, gln, "9521321000011"), REFUSED_BAD_CHECK_DIGIT, "must be 8", "gln"},
        {"GLN, too short", TEXT(L, gln, "952132100001"), REFUSED_BAD_VALUE, "must have 13", "gln"},
        {"attributes no object", TEXT(L, attributes, "7"), REFUSED_BAD_VALUE, NULL, "attributes"},
    };
    check_changes(a, rows, COUNT(rows), &good, sizeof good, valid);
    struct location odd = good;
    struct refusal r = {0};
    odd.kind = LOCATION_TOTAL;
    assert_false(location_valid(a, &odd, &r));
    assert_int_equal(r.code, REFUSED_BAD_VALUE);
    arena_free(a);
}

/* Row: the kind; column: what it stands in. '+' it may, '-' it may not, 'm' a parent is missing. */
static void kinds_above_kinds(void **state)
{
    (void)state;
    static const struct {
        enum location_kind kind;
        const char *parents; /* alone, then site zone bin transit supplier customer repair scrap */
    } rows[] = {
        {LOCATION_SITE, "+--------"},    {LOCATION_ZONE, "m++------"},     {LOCATION_BIN, "m++++++++"},
        {LOCATION_TRANSIT, "+++------"}, {LOCATION_SUPPLIER, "+++------"}, {LOCATION_CUSTOMER, "+++------"},
        {LOCATION_REPAIR, "+++------"},  {LOCATION_SCRAP, "+++------"},
    };
    static const enum refusal_code codes[] = {
        ['+'] = REFUSED_NOT, ['-'] = REFUSED_BAD_VALUE, ['m'] = REFUSED_MISSING_FIELD};
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int above = -1; above < LOCATION_TOTAL; above++) {
            struct location l = {.code = STR("L"), .kind = rows[i].kind};
            struct location parent = {.code = STR("P"), .kind = above < 0 ? 0 : (enum location_kind)above};
            struct refusal r = {0};
            enum refusal_code want = codes[(unsigned char)rows[i].parents[above + 1]];
            assert_row(location_fits(a, &l, above < 0 ? NULL : &parent, &r) == !want, location_kind_names[l.kind]);
            assert_row(r.code == want, location_kind_names[l.kind]);
            bool misfit = above >= 0 && location_misfits(parent.kind, LOCATION_BIT(l.kind));
            assert_row(misfit == (above >= 0 && want), location_kind_names[l.kind]);
        }
    arena_free(a);
}

static void units_are_kept_in_our_places(void **state)
{
    (void)state;
    static const bool keeps[LOCATION_TOTAL] = {
        [LOCATION_SITE] = true,    [LOCATION_ZONE] = true,   [LOCATION_BIN] = true,
        [LOCATION_TRANSIT] = true, [LOCATION_REPAIR] = true,
    };
    for (int k = 0; k < LOCATION_TOTAL; k++)
        assert_row(location_keeps_units((enum location_kind)k) == keeps[k], location_kind_names[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
        cmocka_unit_test(kinds_above_kinds),
        cmocka_unit_test(units_are_kept_in_our_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
