/*
 * Tests of domain/link_token.h: only what was made with the key for just this is taken.
 */
#include "domain/link_token.h"

#include "testing.h"

static const unsigned char key[LINK_KEY_BYTES] = {1, 2, 3}, other_key[LINK_KEY_BYTES] = {1, 2, 4};
static const struct link_subject unit = {.unit_id = 4711, .product_id = 12, .serial = {"SN-1", 4}};

static struct link_claim made(const struct link_subject *s, int version)
{
    char token[LINK_TOKEN_LEN + 1];
    struct link_claim claim;
    link_token_print(key, version, s, token);
    assert_int_equal(strlen(token), LINK_TOKEN_LEN);
    assert_true(link_token_parse(str_of(token), &claim));
    link_token_open(key, &claim);
    return claim;
}

static void there_and_back(void **state)
{
    static const int64_t ids[] = {1, 2, 255, 4711, INT64_C(1) << 32, (INT64_C(1) << LINK_UNIT_BITS) - 1};
    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++)
        for (int version = 1; version < 256; version += 127) {
            struct link_subject s = unit;
            s.unit_id = ids[i];
            struct link_claim claim = made(&s, version);
            assert_true(claim.unit_id == ids[i] && claim.version == version);
            assert_true(link_token_matches(key, &claim, &s));
            assert_false(link_token_matches(other_key, &claim, &s));
        }
}

static void of_another(void **state)
{
    const struct {
        const char *name;
        struct link_subject s;
    } rows[] = {
        {"unit", {4712, 12, 0, STR("SN-1")}},       {"product", {4711, 13, 0, STR("SN-1")}},
        {"generation", {4711, 12, 1, STR("SN-1")}}, {"serial", {4711, 12, 0, STR("SN-2")}},
        {"no serial", {4711, 12, 0, STR("")}},      {"longer serial", {4711, 12, 0, STR("SN-10")}},
    };
    (void)state;
    struct link_claim claim = made(&unit, 1);
    assert_true(link_token_matches(key, &claim, &unit));
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(!link_token_matches(key, &claim, &rows[i].s), rows[i].name);
}

/* Any bit of a token that is changed makes it worthless. */
static void flipped(void **state)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char token[LINK_TOKEN_LEN + 1];
    (void)state;
    link_token_print(key, 1, &unit, token);
    for (int at = 0; at < LINK_TOKEN_LEN; at++)
        for (int bit = 0; bit < 6; bit++) {
            char wrong[LINK_TOKEN_LEN + 1];
            struct link_claim claim;
            memcpy(wrong, token, sizeof wrong);
            wrong[at] = letters[(strchr(letters, wrong[at]) - letters) ^ (1 << bit)];
            if (!link_token_parse(str_of(wrong), &claim))
                continue;
            link_token_open(key, &claim);
            assert_false(claim.unit_id == unit.unit_id && link_token_matches(key, &claim, &unit));
        }
}

static void malformed(void **state)
{
    static const char *const rows[] = {"",
                                       "A",
                                       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                       "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                       "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                       "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                       "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
                                       "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"};
    struct link_claim claim;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(!link_token_parse(str_of(rows[i]), &claim), rows[i]);
}

/* Neighbours have nothing in common but the version: half of the bits differ. */
static void neighbours(void **state)
{
    (void)state;
    int different = 0, all = 0;
    struct link_claim before = made(&unit, 1);
    for (int i = 1; i <= 200; i++) {
        struct link_subject s = unit;
        s.unit_id += i;
        struct link_claim claim = made(&s, 1);
        for (size_t k = 0; k < sizeof claim.masked; k++, all += 8)
            different += __builtin_popcount(claim.masked[k] ^ before.masked[k]);
        before = claim;
    }
    assert_true(different > all * 45 / 100 && different < all * 55 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back), cmocka_unit_test(of_another), cmocka_unit_test(flipped),
        cmocka_unit_test(malformed),      cmocka_unit_test(neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
