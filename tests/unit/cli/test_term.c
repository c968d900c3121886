/*
 * term, times: how wide texts are, how they are cut, what cannot be printed; instants as people type and read them.
 */
#include "testing.h"

#include <stdlib.h>
#include <time.h>

#include "cli/term.h"
#include "cli/times.h"

static void widths(void **state)
{
    static const struct {
        const char *text;
        int width;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"Größe", 5},
        {"e\xCC\x81", 1},
        {"漢字", 4},
        {"ｶﾅ", 2},
        {"한글", 4},
        {"😀", 2},
        {"a\xE2\x80\x8B"
         "b",
         2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (cli_text_width(str_of(rows[i].text)) != rows[i].width)
            fail_msg("%s: width %d, want %d", rows[i].text, cli_text_width(str_of(rows[i].text)), rows[i].width);
}

static void cuts(void **state)
{
    static const struct {
        const char *text;
        int width, pad;
        const char *shown;
    } rows[] = {
        {"abc", 5, 0, "abc"},
        {"abc", 5, 5, "abc  "},
        {"abcdef", 6, 6, "abcdef"},
        {"abcdef", 5, 5, "abcd…"},
        {"abcdef", 1, 1, "…"},
        {"abcdef", 0, 0, ""},
        {"漢字漢字", 5, 5, "漢字…"},
        {"漢字漢字", 4, 6, "漢…   "}, /* half a letter cannot be shown */
        {"a\nb\tc", 10, 0, "a b c"},
        {"\033[31mred", 20, 0, "?[31mred"},
        {"\xC2\x9B"
         "31m",
         20, 0, "?31m"},
        {"abc\xE2\x80\xAE"
         "def",
         20, 0, "abc?def"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf b = {0};
        cli_text_put(&b, str_of(rows[i].text), rows[i].width, rows[i].pad);
        if (!str_is(buf_view(&b), rows[i].shown))
            fail_msg("row %zu: got \"%.*s\", want \"%s\"", i, STR_ARG(buf_view(&b)), rows[i].shown);
        buf_free(&b);
    }
}

static void times(void **state)
{
    static const struct {
        const char *typed;
        enum cli_time_form form;
        const char *wire; /* NULL: no time */
    } rows[] = {
        {"2026-11-23T08:30:00+01:00", CLI_TIME_BEGIN, "2026-11-23T08:30:00+01:00"},
        {"2026-11-23T08:30:00Z", CLI_TIME_DATE, "2026-11-23T08:30:00Z"},
        {"2026-11-23 08:30", CLI_TIME_BEGIN, "2026-11-23T08:30:00.000+01:00"},
        {"2026-11-23T08:30", CLI_TIME_BEGIN, "2026-11-23T08:30:00.000+01:00"},
        {"2026-11-23 08:30:15", CLI_TIME_BEGIN, "2026-11-23T08:30:15.000+01:00"},
        {"2026-07-01 08:30", CLI_TIME_BEGIN, "2026-07-01T08:30:00.000+02:00"}, /* summer */
        {"2026-11-23", CLI_TIME_BEGIN, "2026-11-23T00:00:00.000+01:00"},
        {"2026-11-23", CLI_TIME_END, "2026-11-24T00:00:00.000+01:00"},
        {"2026-03-28", CLI_TIME_END, "2026-03-29T00:00:00.000+01:00"},
        {"2026-03-29", CLI_TIME_END, "2026-03-30T00:00:00.000+02:00"}, /* a day of 23 hours */
        {"2026-11-23", CLI_TIME_DATE, "2026-11-23"},
        {"1966-05-01", CLI_TIME_DATE, "1966-05-01"},
        {"2026-02-30", CLI_TIME_DATE, NULL},
        {"2026-11-23 25:00", CLI_TIME_BEGIN, NULL},
        {"23.11.2026", CLI_TIME_BEGIN, NULL},
        {"yesterday", CLI_TIME_BEGIN, NULL},
        {"", CLI_TIME_BEGIN, NULL},
    };
    struct arena *a = arena_new(0);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str got = {0};
        bool ok = cli_time_wire(a, str_of(rows[i].typed), rows[i].form, &got);
        if (ok != (rows[i].wire != NULL) || (ok && !str_is(got, rows[i].wire)))
            fail_msg("\"%s\": got \"%.*s\", want \"%s\"", rows[i].typed, STR_ARG(got),
                     rows[i].wire ? rows[i].wire : "nothing");
    }
    assert_true(str_is(cli_time_shown(a, STR("2026-11-23T07:30:00.123Z"), false), "2026-11-23 08:30"));
    assert_true(str_is(cli_time_shown(a, STR("2026-11-23T23:30:00.000Z"), true), "2026-11-24"));
    assert_true(str_is(cli_time_shown(a, STR("2026-11-23"), true), "2026-11-23"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(widths), cmocka_unit_test(cuts), cmocka_unit_test(times)};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
