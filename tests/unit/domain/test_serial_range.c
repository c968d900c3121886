/*
 * serial_range: the table that it shares with web/src/scan/ranges.ts, tests/fixtures/ranges.json; and pasted lists.
 */
#include "domain/serial_range.h"

#include "base/json.h"
#include "testing.h"

static void good_row(struct arena *a, struct str piece, const struct serial_range *r, const struct json *codes)
{
    const char *name = arena_cstr(a, piece);
    assert_row(r->count == (int64_t)json_count(codes), name);
    for (int64_t i = 0; i < r->count; i++)
        assert_row(str_eq(serial_range_at(a, r, i), json_string(json_at(codes, (size_t)i))), name);
}

static void the_shared_table(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct json_error error;
    struct json *rows = json_parse(fixture(a, "ranges.json"), &error);
    assert_non_null(rows);
    assert_true(json_count(rows) > 30);
    for (size_t i = 0; i < json_count(rows); i++) {
        struct serial_range r;
        struct str piece = json_string(json_get(json_at(rows, i), "piece"));
        const struct json *codes = json_get(json_at(rows, i), "codes");
        enum serial_range_verdict v = serial_range_read(piece, LIMIT_BULK_UNITS, &r);
        struct str want = codes ? STR("good") : json_string(json_get(json_at(rows, i), "refused"));
        assert_row(str_is(want, serial_range_names[v]), arena_cstr(a, piece));
        assert_row((v == SERIAL_RANGE_GOOD) == (*serial_range_why(v) == '\0'), arena_cstr(a, piece));
        if (codes)
            good_row(a, piece, &r, codes);
    }
    json_free(rows);
    arena_free(a);
}

static void pasted_lists(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pieces; /* with | between */
    } rows[] = {
        {"A-1\nA-2\r\nA-3\n", "A-1|A-2|A-3"},
        {"A-1, A-2;A-3\tA-4", "A-1|A-2|A-3|A-4"},
        {"\n  A-1  \n\n\n", "A-1"},
        {"\"A-1\"\n\"A-2\"", "A-1|A-2"},
        {"A 1\n100 - 102", "A 1|100 - 102"},
        {"\"\"", ""},
        {"", ""},
        {",;\t\r\n", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str rest = str_of(rows[i].text), piece;
        struct buf b = {0};
        while (serial_range_piece(&rest, &piece))
            buf_fmt(&b, "%s%.*s", b.len ? "|" : "", STR_ARG(piece));
        assert_row(str_is(buf_view(&b), rows[i].pieces), rows[i].text);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_shared_table), cmocka_unit_test(pasted_lists)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
