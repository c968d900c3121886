/*
 * Tests of print/status.h.
 */
#include "testing.h"

#include "print/status.h"

#define LINE(text) "\x02" text "\x03\r\n"
#define FIRST(out, paused, formats, full, partial)                                                                     \
    LINE("030," #out "," #paused ",1245," #formats "," #full ",0," #partial ",000,0,0,0")
#define SECOND(head, ribbon, labels) LINE("000,0," #head "," #ribbon ",0,2,4,0," #labels ",1,000")
#define THIRD                        LINE("1234,0")

static void answers(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        enum print_status_result result;
        struct print_status status;
        bool empty;
    } rows[] = {
        {"all is well", FIRST(0, 0, 000, 0, 0) SECOND(0, 0, 00000000) THIRD, PRINT_STATUS_WHOLE, {0}, true},
        {"no paper",
         FIRST(1, 0, 002, 0, 0) SECOND(0, 0, 00000002) THIRD,
         PRINT_STATUS_WHOLE,
         {.paper_out = true, .formats = 2, .labels = 2},
         false},
        {"paused, full",
         FIRST(0, 1, 099, 1, 0) SECOND(0, 0, 00000000) THIRD,
         PRINT_STATUS_WHOLE,
         {.paused = true, .buffer_full = true, .formats = 99},
         false},
        {"half a label",
         FIRST(0, 0, 000, 0, 1) SECOND(0, 0, 00000000) THIRD,
         PRINT_STATUS_WHOLE,
         {.partial = true},
         false},
        {"head and ribbon",
         FIRST(0, 0, 000, 0, 0) SECOND(1, 1, 00000000) THIRD,
         PRINT_STATUS_WHOLE,
         {.head_open = true, .ribbon_out = true},
         true},
        {"nothing yet", "", PRINT_STATUS_MORE, {0}, false},
        {"half a line",
         "\x02"
         "030,0,0",
         PRINT_STATUS_MORE,
         {0},
         false},
        {"two lines", FIRST(0, 0, 000, 0, 0) SECOND(0, 0, 00000000), PRINT_STATUS_MORE, {0}, false},
        {"no beginning", "030,0\x03", PRINT_STATUS_BAD, {0}, false},
        {"too few fields", LINE("030,0,0") SECOND(0, 0, 00000000) THIRD, PRINT_STATUS_BAD, {0}, false},
        {"no number", FIRST(0, 0, x, 0, 0) SECOND(0, 0, 00000000) THIRD, PRINT_STATUS_BAD, {0}, false},
        {"another printer's", "\x03\x02hello", PRINT_STATUS_BAD, {0}, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct print_status s = {0};
        enum print_status_result r = print_status_parse(str_of(rows[i].bytes), &s);
        assert_row(r == rows[i].result, rows[i].name);
        if (r != PRINT_STATUS_WHOLE)
            continue;
        const struct print_status *w = &rows[i].status;
        assert_row(s.paper_out == w->paper_out && s.paused == w->paused && s.buffer_full == w->buffer_full &&
                       s.partial == w->partial && s.head_open == w->head_open && s.ribbon_out == w->ribbon_out &&
                       s.formats == w->formats && s.labels == w->labels,
                   rows[i].name);
        assert_row(print_status_empty(&s) == rows[i].empty, rows[i].name);
    }
}

/* Cut anywhere, an answer is not complete, and never taken for another. */
static void cut_anywhere(void **state)
{
    (void)state;
    static const char whole[] = FIRST(1, 0, 002, 0, 0) SECOND(0, 0, 00000002) THIRD;
    struct print_status s;
    for (size_t n = 0; n + 3 < sizeof whole - 1; n++)
        assert_int_equal(print_status_parse((struct str){whole, n}, &s), PRINT_STATUS_MORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(answers), cmocka_unit_test(cut_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
