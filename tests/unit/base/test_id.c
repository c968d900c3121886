/*
 * Tests of base/id.h.
 */
#include "base/id.h"
#include "testing.h"

static void text_form(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *print; /* print NULL: refused */
    } rows[] = {
        {"version 7 of RFC 9562", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"},
        {"any version, any variant", "ffffffff-ffff-ffff-ffff-ffffffffffff", "ffffffff-ffff-ffff-ffff-ffffffffffff"},
        {"almost nil", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001"},
        {"nil", "00000000-0000-0000-0000-000000000000", NULL},
        {"empty", "", NULL},
        {"no hyphens", "017f22e279b07cc398c4dc0c0c07398f", NULL},
        {"a hyphen too few", "017f22e2-79b0-7cc3-98c40dc0c0c07398f", NULL},
        {"a hyphen for a digit", "017f22e2-79b0-7cc3-98c4-dc0c0c0739-f", NULL},
        {"braces", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", NULL},
        {"no hex", "017g22e2-79b0-7cc3-98c4-dc0c0c07398f", NULL},
        {"too long", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", NULL},
        {"too short", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", NULL},
        {"white space", " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct id id;
        bool ok = id_parse(str_of(rows[i].text), &id);
        assert_row(ok == (rows[i].print != NULL), rows[i].name);
        if (!ok)
            continue;
        char text[ID_TEXT_LEN + 1];
        id_print(id, text);
        assert_row(strcmp(text, rows[i].print) == 0, rows[i].name);
    }
}

static void new_ids_carry_the_time_and_sort_by_it(void **state)
{
    (void)state;
    struct id early = id_new(INT64_C(0x017F22E279B0)), late = id_new(INT64_C(0x017F22E279B1));
    char text[ID_TEXT_LEN + 1];
    id_print(early, text);
    assert_memory_equal(text, "017f22e2-79b0-7", 15);
    assert_true(strchr("89ab", text[19]) != NULL);
    assert_true(memcmp(early.bytes, late.bytes, 16) < 0);
    assert_false(id_eq(id_new(0), id_new(0)));
    assert_int_equal(id_new(-5).bytes[0], 0);
}

static void derived_ids_are_stable(void **state)
{
    (void)state;
    struct id from = id_of_text(STR("order 7")), other = id_of_text(STR("order 8"));
    char text[ID_TEXT_LEN + 1];
    assert_false(id_eq(from, other));
    assert_true(id_eq(from, id_of_text(STR("order 7"))));
    assert_true(id_eq(id_derive(from, 1), id_derive(from, 1)));
    assert_false(id_eq(id_derive(from, 1), id_derive(from, 2)));
    assert_false(id_eq(id_derive(from, 1), id_derive(from, UINT64_C(1) << 56)));
    assert_false(id_eq(id_derive(from, 1), id_derive(other, 1)));
    id_print(id_derive(from, 1), text);
    assert_int_equal(text[14], '8');
    /* SHA-256("abc") cut to 128 bits with version and variant: must stay so for ever, stored ids depend on it. */
    id_print(id_of_text(STR("abc")), text);
    assert_string_equal(text, "ba7816bf-8f01-8fea-8141-40de5dae2223");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_form),
        cmocka_unit_test(new_ids_carry_the_time_and_sort_by_it),
        cmocka_unit_test(derived_ids_are_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
