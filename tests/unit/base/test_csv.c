/*
 * Tests of base/csv.h.
 */
#include "base/csv.h"
#include "base/limits.h"
#include "testing.h"

/* All records as text: cells in [], records as "line:[..][..] "; an error as "!result@line.column". */
static struct str dump(struct arena *a, struct str text)
{
    struct csv c;
    struct csv_row row;
    struct buf b = {0};
    enum csv_result r;
    csv_open(&c, text);
    while ((r = csv_next(&c, a, &row)) == CSV_ROW) {
        buf_fmt(&b, "%d:", row.line);
        for (size_t i = 0; i < row.count; i++)
            buf_fmt(&b, "[%.*s]", STR_ARG(row.cells[i]));
        buf_char(&b, ' ');
    }
    if (r != CSV_END)
        buf_fmt(&b, "!%d@%d.%zu", r, row.line, row.count);
    struct str dumped = arena_str(a, buf_view(&b));
    buf_free(&b);
    return dumped;
}

static void texts_and_their_cells(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str text;
        const char *want;
    } rows[] = {
        {"empty", STR(""), ""},
        {"nothing", {NULL, 0}, ""},
        {"only a byte order mark", STR("\xEF\xBB\xBF"), ""},
        {"one cell", STR("a"), "1:[a] "},
        {"LF, no last line end", STR("a,b\nc,d"), "1:[a][b] 2:[c][d] "},
        {"CRLF", STR("a,b\r\nc,d\r\n"), "1:[a][b] 2:[c][d] "},
        {"CR", STR("a,b\rc,d\r"), "1:[a][b] 2:[c][d] "},
        {"byte order mark", STR("\xEF\xBB\xBF\"a\",b\n"), "1:[a][b] "},
        {"empty cells", STR(",\n,,\n"), "1:[][] 2:[][][] "},
        {"last cell empty at the end", STR("a,"), "1:[a][] "},
        {"blank lines", STR("\n\r\n  \na\n\n\nb\n \n"), "4:[a] 7:[b] "},
        {"blanks are kept in cells", STR(" a ,b \n"), "1:[ a ][b ] "},
        {"quoted", STR("\"a,b\",\"c\"\n"), "1:[a,b][c] "},
        {"quoted line breaks", STR("\"a\nb\r\nc\rd\",e\nf"), "1:[a\nb\r\nc\rd][e] 5:[f] "},
        {"doubled quotes", STR("\"say \"\"hi\"\"\",\"\"\"\",\"\""), "1:[say \"hi\"][\"][] "},
        {"semicolons", STR("a;b\n1,5;\"x;y\"\n"), "1:[a][b] 2:[1,5][x;y] "},
        {"tabs", STR("a\tb\n1,5\t2;3\n"), "1:[a][b] 2:[1,5][2;3] "},
        {"comma wins over semicolon", STR("a,b;c\n"), "1:[a][b;c] "},
        {"semicolon and tab: neither", STR("a;b\tc\n"), "1:[a;b\tc] "},
        {"separators in quotes do not count", STR("\"a,b\";c\n"), "1:[a,b][c] "},
        {"separator by the first line that says something", STR("\n\na;b\n"), "3:[a][b] "},
        {"UTF-8", STR("\xC3\xA4,\xE2\x82\xAC\n"), "1:[\xC3\xA4][\xE2\x82\xAC] "},
        {"open quote", STR("a,b\nc,\"d\ne"), "1:[a][b] !2@2.1"},
        {"open quote at the end", STR("\""), "!2@1.0"},
        {"open, ends in a doubled quote", STR("\"a\"\""), "!2@1.0"},
        {"quote inside", STR("a,5\" pipe\n"), "!3@1.1"},
        {"bytes behind a quoted cell", STR("\"a\nb\"c\n"), "!3@1.0"},
        {"blank behind a quoted cell", STR("\"a\" ,b\n"), "!3@1.0"},
        {"Latin-1", STR("a\nb,\xE4\n"), "1:[a] !4@2.1"},
        {"UTF-16",
         STR("\xFF\xFE"
             "a\0"),
         "!5@1.0"},
        {"NUL", STR("a\nb\0c"), "1:[a] !5@2.0"},
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str got = dump(a, rows[i].text);
        if (!str_is(got, rows[i].want))
            fail_msg("row \"%s\": got \"%.*s\", want \"%s\"", rows[i].name, STR_ARG(got), rows[i].want);
    }
    arena_free(a);
}

static void nothing_follows_an_error(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct csv c;
    struct csv_row row;
    csv_open(&c, STR("a\"\nb\n"));
    assert_int_equal(csv_next(&c, a, &row), CSV_STRAY_QUOTE);
    assert_int_equal(csv_next(&c, a, &row), CSV_END);
    for (enum csv_result r = CSV_ROW; r <= CSV_NO_MEMORY; r++)
        assert_non_null(csv_result_text(r));
    arena_free(a);
}

static void wide_rows_and_long_cells(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct buf b = {0};
    struct csv c;
    struct csv_row row;
    for (int i = 0; i < 1000; i++)
        buf_fmt(&b, i ? ",%d" : "%d", i);
    csv_open(&c, buf_view(&b));
    assert_int_equal(csv_next(&c, a, &row), CSV_ROW);
    assert_int_equal(row.count, 1000);
    assert_str(row.cells[0], "0");
    assert_str(row.cells[64], "64");
    assert_str(row.cells[999], "999");
    struct arena *small = arena_new(2048);
    csv_open(&c, buf_view(&b));
    assert_int_equal(csv_next(&c, small, &row), CSV_NO_MEMORY);
    arena_free(small);
    buf_clear(&b);
    buf_reserve(&b, LIMIT_CSV_CELL_BYTES + 1);
    memset(b.ptr, 'x', LIMIT_CSV_CELL_BYTES + 1);
    b.len = LIMIT_CSV_CELL_BYTES;
    csv_open(&c, buf_view(&b));
    assert_int_equal(csv_next(&c, a, &row), CSV_ROW);
    b.len++;
    csv_open(&c, buf_view(&b));
    assert_int_equal(csv_next(&c, a, &row), CSV_CELL_TOO_LONG);
    buf_free(&b);
    arena_free(a);
}

static void cells_that_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"a\tb", "\"a\tb\""},
        {"a\r\nb", "\"a\r\nb\""},
        {"\"", "\"\"\"\""},
        {"say \"hi\" now", "\"say \"\"hi\"\" now\""},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {"\xEF\xBB\xBFz", "\"\xEF\xBB\xBFz\""},
        /* what a spreadsheet would run */
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"-1-1", "'-1-1"},
        {"-", "'-"},
        {"-A1", "'-A1"},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"-1e5", "'-1e5"},
        /* numbers stay numbers */
        {"-1", "-1"},
        {"+49301234567", "+49301234567"},
        {"-12.50", "-12.50"},
        {"-.5", "-.5"},
        {"-1.2.3", "'-1.2.3"},
        {"12", "12"},
        {"a=b", "a=b"},
        {"'quoted", "'quoted"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        csv_cell(&b, STR("1"), true);
        csv_cell(&b, str_of(rows[i].value), false);
        csv_end_row(&b);
        struct buf want = {0};
        buf_fmt(&want, "1,%s\r\n", rows[i].want);
        buf_char(&want, '\0');
        assert_str(buf_view(&b), want.ptr);
        buf_free(&b);
        buf_free(&want);
    }
}

static void a_row_of_one_empty_cell_is_no_blank_line(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct buf b = {0};
    csv_cell(&b, (struct str){NULL, 0}, true);
    csv_end_row(&b);
    assert_str(dump(a, buf_view(&b)), "1:[] ");
    buf_free(&b);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_their_cells),
        cmocka_unit_test(nothing_follows_an_error),
        cmocka_unit_test(wide_rows_and_long_cells),
        cmocka_unit_test(cells_that_are_written),
        cmocka_unit_test(a_row_of_one_empty_cell_is_no_blank_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
