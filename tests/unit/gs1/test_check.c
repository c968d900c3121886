/*
 * Tests of gs1/check.h.
 */
#include "gs1/check.h"
#include "testing.h"

typedef enum gs1_verdict (*check_fn)(struct str, char *);

static void keys(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        check_fn check;
        enum gs1_verdict verdict;
        char expected; /* with a wrong check digit */
    } rows[] = {
        {"GTIN-13", "4006381333931", gs1_gtin_check, GS1_VALID, 0},
        {"GTIN-8", "96385074", gs1_gtin_check, GS1_VALID, 0},
        {"GTIN-12", "036000291452", gs1_gtin_check, GS1_VALID, 0},
        {"GTIN-14", "10614141000415", gs1_gtin_check, GS1_VALID, 0},
        {"GTIN-14 of the General Specifications", "09506000134352", gs1_gtin_check, GS1_VALID, 0},
        {"check digit 0", "9521234560050", gs1_gtin_check, GS1_VALID, 0},
        {"GTIN-13, 0 for the right digit", "9780306406150", gs1_gtin_check, GS1_WRONG_CHECK_DIGIT, '7'},
        {"GTIN-13, last digit off", "4006381333932", gs1_gtin_check, GS1_WRONG_CHECK_DIGIT, '1'},
        {"GTIN-13, two digits swapped", "4006383133931", gs1_gtin_check, GS1_WRONG_CHECK_DIGIT, '5'},
        {"empty", "", gs1_gtin_check, GS1_NOT_DIGITS, 0},
        {"letter", "40063813339E1", gs1_gtin_check, GS1_NOT_DIGITS, 0},
        {"blank", " 4006381333931", gs1_gtin_check, GS1_NOT_DIGITS, 0},
        {"hyphens", "4-006381-333931", gs1_gtin_check, GS1_NOT_DIGITS, 0},
        {"GTIN of 9", "400638133", gs1_gtin_check, GS1_WRONG_LENGTH, 0},
        {"GTIN of 11", "40063813339", gs1_gtin_check, GS1_WRONG_LENGTH, 0},
        {"GTIN of 15", "400638133393100", gs1_gtin_check, GS1_WRONG_LENGTH, 0},
        {"GTIN of 40", "4006381333931004006381333931004006381333", gs1_gtin_check, GS1_WRONG_LENGTH, 0},
        {"GLN", "9521321000018", gs1_gln_check, GS1_VALID, 0},
        {"GLN, wrong", "9521321000011", gs1_gln_check, GS1_WRONG_CHECK_DIGIT, '8'},
        {"GLN of 14", "09521321000018", gs1_gln_check, GS1_WRONG_LENGTH, 0},
        {"SSCC", "106141412345678908", gs1_sscc_check, GS1_VALID, 0},
        {"SSCC, wrong", "106141412345678900", gs1_sscc_check, GS1_WRONG_CHECK_DIGIT, '8'},
        {"SSCC of 20, with its AI", "00106141412345678908", gs1_sscc_check, GS1_WRONG_LENGTH, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char expected = 0;
        assert_row(rows[i].check(str_of(rows[i].text), &expected) == rows[i].verdict, rows[i].name);
        assert_row(expected == rows[i].expected, rows[i].name);
        assert_row(rows[i].check(str_of(rows[i].text), NULL) == rows[i].verdict, rows[i].name);
    }
}

static void gtins_become_fourteen_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text, *gtin;
    } rows[] = {
        {"96385074", "00000096385074"},
        {"036000291452", "00036000291452"},
        {"4006381333931", "04006381333931"},
        {"10614141000415", "10614141000415"},
    };
    char gtin[GS1_GTIN_LEN + 1], expected = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(gs1_gtin_normalise(str_of(rows[i].text), &expected, gtin) == GS1_VALID, rows[i].text);
        assert_row(strcmp(gtin, rows[i].gtin) == 0, rows[i].text);
        assert_row(gs1_check_ok(str_of(gtin)), rows[i].text); /* zeros in front do not change the check digit */
    }
    strcpy(gtin, "untouched");
    assert_int_equal(gs1_gtin_normalise(STR("4006381333932"), &expected, gtin), GS1_WRONG_CHECK_DIGIT);
    assert_int_equal(expected, '1');
    assert_string_equal(gtin, "untouched");
    assert_true(gs1_gtin_fill(STR("4006381333932"), gtin)); /* whatever its check digit */
    assert_string_equal(gtin, "04006381333932");
    assert_false(gs1_gtin_fill(STR("400638133393"
                                   "100"),
                               gtin));
    assert_false(gs1_gtin_fill(STR(""), gtin));
}

/* What the rule promises: each single wrong digit is found, at every place, in every length. */
static void every_single_error_is_found(void **state)
{
    (void)state;
    static const char *const keys[] = {"96385074", "036000291452", "4006381333931", "106141412345678908"};
    for (size_t k = 0; k < COUNT(keys); k++) {
        char text[20];
        size_t len = strlen(keys[k]);
        assert_true(gs1_check_ok(str_of(keys[k])));
        for (size_t i = 0; i < len * 10; i++) {
            strcpy(text, keys[k]);
            text[i / 10] = (char)('0' + i % 10);
            assert_int_equal(gs1_check_ok(str_of(text)), text[i / 10] == keys[k][i / 10]);
        }
    }
}

static void no_digits_no_check_digit(void **state)
{
    (void)state;
    assert_int_equal(gs1_check_digit(STR("400638133393")), '1');
    assert_int_equal(gs1_check_digit(STR("0")), '0');
    assert_int_equal(gs1_check_digit(STR("")), '\0');
    assert_int_equal(gs1_check_digit(STR("12a")), '\0');
    assert_false(gs1_check_ok(STR("")));
    assert_false(gs1_check_ok(STR("0")));
    assert_true(gs1_check_ok(STR("00")));
    assert_false(gs1_check_ok(STR("a0")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys),
        cmocka_unit_test(gtins_become_fourteen_digits),
        cmocka_unit_test(every_single_error_is_found),
        cmocka_unit_test(no_digits_no_check_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
