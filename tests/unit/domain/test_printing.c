/*
 * Tests of domain/printing.h and domain/print_data.h.
 */
#include "testing.h"

#include "domain/print_data.h"
#include "domain/printing.h"

static void state_of_a_job(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct print_counts counts;
        enum print_state state;
        int64_t missing;
    } rows[] = {
        {"nothing yet", {.in = {[LABEL_WAITING] = 3}}, PRINT_PRINTING, 0},
        {"one on its way", {.in = {[LABEL_SENDING] = 1, [LABEL_SENT] = 2}}, PRINT_PRINTING, 2},
        {"one uncertain, others to come", {.in = {[LABEL_UNCERTAIN] = 1, [LABEL_WAITING] = 1}}, PRINT_PRINTING, 1},
        {"only that is left", {.in = {[LABEL_UNCERTAIN] = 1, [LABEL_CONFIRMED] = 5}}, PRINT_WAITING, 6},
        {"all out", {.in = {[LABEL_SENT] = 2, [LABEL_CONFIRMED] = 5}, .right = 4}, PRINT_PRINTED, 3},
        {"what is void or cancelled is not waited for",
         {.in = {[LABEL_VOID] = 2, [LABEL_CANCELLED] = 1}},
         PRINT_PRINTED,
         0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(print_state_of(&rows[i].counts) == rows[i].state, rows[i].name);
        assert_row(print_missing(&rows[i].counts) == rows[i].missing, rows[i].name);
    }
}

/* Growing, never longer than a minute, and it ends. */
static void pauses(void **state)
{
    (void)state;
    msec before = 0, sum = 0;
    int tries = 1;
    for (msec pause; (pause = print_pause_after(tries)) != 0; tries++) {
        assert_true(pause >= before && pause <= 60 * 1000);
        before = pause;
        sum += pause;
    }
    assert_int_equal(print_pause_after(1), 1000);
    assert_true(sum > 60 * 60 * 1000 && sum < 70 * 60 * 1000);
    assert_int_equal(print_pause_after(tries + 1000), 0);
}

static void a_label_of_something_renumbered_is_void(void **state)
{
    (void)state;
    struct print_label l = {.code = STR("A1"), .now = STR("A1"), .state = LABEL_SENT};
    assert_int_equal(label_shown(&l), LABEL_SENT);
    l.now = STR("A2");
    assert_int_equal(label_shown(&l), LABEL_VOID);
    l.state = LABEL_CANCELLED;
    assert_int_equal(label_shown(&l), LABEL_CANCELLED);
}

static void data_there_and_back(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct label_values in, out;
    label_values_example(LABEL_FOR_UNIT, &in);
    in.at[LABEL_PRODUCT_NAME] = STR("\"Gr\xC3\xBC\xC3\x9F"
                                    "e\"\n");
    in.at[LABEL_UNIT_IMEI] = STR("");
    assert_true(print_data_read(a, print_data_write(a, &in), LABEL_FOR_UNIT, &out));
    for (int f = 0; f < LABEL_FIELD_TOTAL; f++)
        assert_row(str_eq(in.at[f], out.at[f]), label_fields[f].name);
    assert_true(print_data_read(a, STR("{\"unit.serial\":\"A\",\"gone\":\"x\"}"), LABEL_FOR_UNIT, &out));
    assert_true(str_is(out.at[LABEL_UNIT_SERIAL], "A"));
    assert_false(print_data_read(a, STR("[1]"), LABEL_FOR_UNIT, &out));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_of_a_job),
        cmocka_unit_test(pauses),
        cmocka_unit_test(a_label_of_something_renumbered_is_void),
        cmocka_unit_test(data_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
