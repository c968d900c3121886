/*
 * Tests of gs1/element.h: reading and writing element strings, and how elements fit together.
 */
#include "gs1/element.h"
#include "testing.h"

#define G    "\x1D"
#define GTIN "09506000134352"

enum { YEAR = 2026 };

static const char *shown(struct arena *a, const struct gs1_message *m)
{
    return gs1_bracketed_write(a, m).ptr;
}

static void raw_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *raw, *bracketed;
    } rows[] = {
        {"GTIN", "01" GTIN, "(01)" GTIN},
        {"GTIN, serial, leading separator", G "01" GTIN "21ABC", "(01)" GTIN "(21)ABC"},
        {"separator in the middle", "01" GTIN "10L1" G "21ABC", "(01)" GTIN "(10)L1(21)ABC"},
        {"none needed behind a date", "01" GTIN "1726123121ABC", "(01)" GTIN "(17)261231(21)ABC"},
        {"superfluous one behind a date", "01" GTIN "17261231" G "21ABC", "(01)" GTIN "(17)261231(21)ABC"},
        {"at the end", "01" GTIN "21ABC" G, "(01)" GTIN "(21)ABC"},
        {"AI of a range", "01" GTIN "3102001250", "(01)" GTIN "(3102)001250"},
        {"SSCC", "00106141412345678908", "(00)106141412345678908"},
        {"AI in a value", "01" GTIN "2121(10)21", "(01)" GTIN "(21)21\\(10)21"},
        {"brackets in a value", "01" GTIN "21A(1)B(", "(01)" GTIN "(21)A(1)B("},
        {"several components", "42108403217", "(421)08403217"},
        {"optional component", "7007261130" G "0100000000000000", "(7007)261130(01)00000000000000"},
    };
    struct arena *a = arena_new(0);
    struct gs1_message m, again;
    struct gs1_problem p = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(gs1_raw_read(str_of(rows[i].raw), YEAR, &m, &p), rows[i].name);
        assert_row(strcmp(shown(a, &m), rows[i].bracketed) == 0, rows[i].name);
        assert_row(gs1_bracketed_read(a, str_of(rows[i].bracketed), YEAR, &again, &p), rows[i].name);
        assert_row(strcmp(shown(a, &again), rows[i].bracketed) == 0, rows[i].name);
    }
    arena_free(a);
}

static void blanks_between_elements_are_skipped(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct gs1_message m;
    struct gs1_problem p = {0};
    assert_true(gs1_bracketed_read(a, STR("(01) " GTIN "  (21) A\\(10)B "), YEAR, &m, &p));
    assert_str(gs1_bracketed_write(a, &m), "(01)" GTIN "(21)A\\(10)B");
    assert_int_equal(m.items[0].at, 5);
    assert_false(gs1_bracketed_read(a, STR("(01)" GTIN "(21) "), YEAR, &m, &p));
    assert_int_equal(p.rule, GS1_RULE_EMPTY_VALUE);
    assert_false(gs1_bracketed_read(a, STR("(01)" GTIN "(21)A B"), YEAR, &m, &p));
    assert_int_equal(p.at, 23);
    arena_free(a);
}

static void writing_puts_separators_where_they_are_needed(void **state)
{
    (void)state;
    static const struct {
        const char *bracketed, *raw, *predefined_first;
    } rows[] = {
        {"(21)ABC(01)" GTIN, "21ABC" G "01" GTIN, "01" GTIN "21ABC"},
        {"(01)" GTIN "(10)L(17)261231(21)S", "01" GTIN "10L" G "1726123121S", "01" GTIN "1726123110L" G "21S"},
        {"(10)L(21)S(01)" GTIN, "10L" G "21S" G "01" GTIN, "01" GTIN "10L" G "21S"},
    };
    struct arena *a = arena_new(0);
    struct gs1_message m;
    struct gs1_problem p = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(gs1_bracketed_read(a, str_of(rows[i].bracketed), YEAR, &m, &p), rows[i].bracketed);
        assert_str(gs1_raw_write(a, &m, false), rows[i].raw);
        assert_str(gs1_raw_write(a, &m, true), rows[i].predefined_first);
    }
    arena_free(a);
}

static void wrong_ones_say_what_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text; /* bracketed when it begins with a bracket */
        enum gs1_rule rule;
        const char *ai;
        size_t at;
        const char *says; /* part of the sentence */
    } rows[] = {
        {"nothing", "", GS1_RULE_EMPTY, "", 0, "Nothing"},
        {"separator alone", G, GS1_RULE_EMPTY, "", 0, "nothing else"},
        {"check digit", "0109506000134353", GS1_RULE_CHECK_DIGIT, "01", 15, "2 would be right"},
        {"letter O for zero", "01O9506000134352", GS1_RULE_DIGITS, "01", 2, "looks like the digit 0"},
        {"letter l for one", "010950600013435l", GS1_RULE_DIGITS, "01", 15, "looks like the digit 1"},
        {"GTIN-13", "019506000134352", GS1_RULE_SHORT, "01", 15, "exactly 14 digits"},
        {"empty value", "01" GTIN "10" G "21ABC", GS1_RULE_EMPTY_VALUE, "10", 18, "has no value"},
        {"no AI", "0509506000134352", GS1_RULE_UNKNOWN_AI, "", 0, "no Application Identifier 05"},
        {"letters", "ABC", GS1_RULE_UNKNOWN_AI, "", 0, "\"A\""},
        {"letter in an AI", "01" GTIN "31O2000500", GS1_RULE_UNKNOWN_AI, "", 18, "has 4 digits"},
        {"no such AI in a range", "01" GTIN "3108000500", GS1_RULE_UNKNOWN_AI, "", 16, "Identifier 3108"},
        {"cut off in an AI", "01" GTIN "7", GS1_RULE_CUT, "", 16, "in the middle of an Application Identifier"},
        {"cut off in a long AI", "01" GTIN "310", GS1_RULE_CUT, "", 16, "in the middle"},
        {"two separators", "01" GTIN "10L" G G "21ABC", GS1_RULE_SEPARATOR, "", 20, "Two separators"},
        {"too long", "01" GTIN "21ABCDEFGHIJKLMNOPQRSTU", GS1_RULE_LONG, "21", 38, "1 to 20 characters"},
        {"separator forgotten", "01" GTIN "10LOT123456789017261231", GS1_RULE_LONG, "10", 38, "(17)261231"},
        {"umlaut", "01" GTIN "21\xC3\x9C", GS1_RULE_CHARACTERS, "21", 18, "not ASCII (0xC3)"},
        {"blank", "01" GTIN "21A B", GS1_RULE_CHARACTERS, "21", 19, "a blank"},
        {"line end", "01" GTIN "21AB\r", GS1_RULE_CHARACTERS, "21", 20, "control character (0x0D)"},
        {"month 13", "01" GTIN "17261331", GS1_RULE_MONTH, "17", 20, "month 13"},
        {"29 February", "01" GTIN "17270229", GS1_RULE_DAY, "17", 22, "28 days"},
        {"brackets, unknown AI", "(01)" GTIN "(05)1", GS1_RULE_UNKNOWN_AI, "", 18, "\\(05)"},
        {"brackets, none at the beginning", "(01" GTIN, GS1_RULE_BRACKET, "", 0, "brackets"},
        {"brackets, empty", "(01)" GTIN "(21)", GS1_RULE_EMPTY_VALUE, "21", 22, "no value"},
        {"brackets, check digit", "(01)09506000134353", GS1_RULE_CHECK_DIGIT, "01", 17, "2 would be right"},
    };
    struct arena *a = arena_new(0);
    struct gs1_message m;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        struct str text = str_of(rows[i].text);
        bool ok = text.len && text.ptr[0] == '(' ? gs1_bracketed_read(a, text, YEAR, &m, &p)
                                                 : gs1_raw_read(text, YEAR, &m, &p);
        assert_row(!ok, rows[i].name);
        if (p.rule != rows[i].rule || strcmp(p.ai, rows[i].ai) || p.at != rows[i].at || !strstr(p.text, rows[i].says))
            fail_msg("row \"%s\": rule %s, AI \"%s\", at %zu: %s", rows[i].name, gs1_rule_texts[p.rule].name, p.ai,
                     p.at, p.text);
    }
    arena_free(a);
}

static void elements_must_fit_together(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum gs1_rule rule;
        const char *ai;
    } rows[] = {
        {"(01)" GTIN "(21)ABC", GS1_RULE_NONE, ""},
        {"(21)ABC", GS1_RULE_REQUIRED, "21"},
        {"(21)ABC(01)" GTIN, GS1_RULE_NONE, ""},
        {"(01)" GTIN "(21)ABC(21)ABC", GS1_RULE_NONE, ""},
        {"(01)" GTIN "(21)ABC(21)ABD", GS1_RULE_REPEATED, "21"},
        {"(01)" GTIN "(37)2", GS1_RULE_EXCLUDED, "01"},
        {"(00)106141412345678908(02)" GTIN "(37)2", GS1_RULE_NONE, ""},
        {"(02)" GTIN "(37)2", GS1_RULE_REQUIRED, "37"},
        {"(01)" GTIN "(21)A(235)B", GS1_RULE_EXCLUDED, "21"},
        {"(01)" GTIN "(3102)000001(3102)000001", GS1_RULE_NONE, ""},
        {"(01)" GTIN "(3102)000001(3103)000001", GS1_RULE_EXCLUDED, "3102"},
        {"(01)" GTIN "(3922)199", GS1_RULE_REQUIRED, "3922"},
        {"(01)" GTIN "(3922)199(3105)000001", GS1_RULE_NONE, ""},
        {"(01)" GTIN "(3922)199(3932)978199(3105)000001", GS1_RULE_EXCLUDED, "3922"},
        {"(01)" GTIN "(250)X", GS1_RULE_REQUIRED, "250"},
        {"(01)" GTIN "(250)X(21)Y", GS1_RULE_NONE, ""},
        {"(01)" GTIN "(8030)abc", GS1_RULE_REQUIRED, "8030"},
        {"(01)" GTIN "(21)A(8030)abc", GS1_RULE_NONE, ""},
        {"(8010)12A(8030)abc", GS1_RULE_REQUIRED, "8030"},
        {"(8010)12A(8011)5(8030)abc", GS1_RULE_NONE, ""},
    };
    struct arena *a = arena_new(0);
    struct gs1_message m;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(gs1_bracketed_read(a, str_of(rows[i].text), YEAR, &m, &p), rows[i].text);
        assert_row(gs1_message_check(&m, &p) == (rows[i].rule == GS1_RULE_NONE), rows[i].text);
        assert_row(p.rule == rows[i].rule && strcmp(p.ai, rows[i].ai) == 0, rows[i].text);
    }
    arena_free(a);
}

static void values_are_found(void **state)
{
    (void)state;
    struct gs1_message m;
    struct gs1_problem p;
    assert_true(gs1_raw_read(STR("01" GTIN "21ABC"), YEAR, &m, &p));
    assert_str(gs1_message_value(&m, "21"), "ABC");
    assert_null(gs1_message_get(&m, "10"));
    assert_int_equal(gs1_message_value(&m, "10").len, 0);
    assert_int_equal(gs1_message_get(&m, "21")->at, 18);
}

static void swallowed_elements_are_doubted(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        size_t at; /* 0: no doubt */
    } rows[] = {
        {"01" GTIN "10LOT17261231", 21},
        {"01" GTIN "10LOT1726123121S", 21},
        {"01" GTIN "10LOT" G "17261231", 0},
        {"01" GTIN "10LOT17261331", 0},         /* no date */
        {"01" GTIN "1726123110LOT17261231", 0}, /* there is one already */
        {"01" GTIN "2112345617261231", 0},      /* digits alone */
        {"01" GTIN "10LOT90ABC", 0},            /* takes anything */
    };
    struct gs1_message m;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(gs1_raw_read(str_of(rows[i].raw), YEAR, &m, &p), rows[i].raw);
        assert_row(gs1_raw_doubt(&m, YEAR, &p) == (rows[i].at > 0), rows[i].raw);
        assert_row(p.at == rows[i].at && (p.rule == GS1_RULE_SEPARATOR) == (rows[i].at > 0), rows[i].raw);
        assert_row(!rows[i].at || strstr(p.text, "(17)261231"), rows[i].raw);
    }
}

static void there_is_a_limit(void **state)
{
    (void)state;
    struct gs1_message m;
    struct gs1_problem p;
    static char text[GS1_TEXT_MAX + 2];
    for (size_t i = 0; i < 65; i++)
        memcpy(text + 4 * i, "2001", 4);
    assert_true(gs1_raw_read((struct str){text, 4 * GS1_ELEMENTS_MAX}, YEAR, &m, &p));
    assert_int_equal(m.count, GS1_ELEMENTS_MAX);
    assert_false(gs1_raw_read((struct str){text, 4 * GS1_ELEMENTS_MAX + 4}, YEAR, &m, &p));
    assert_int_equal(p.rule, GS1_RULE_TOO_LONG);
    assert_false(gs1_raw_read((struct str){text, GS1_TEXT_MAX + 1}, YEAR, &m, &p));
    assert_int_equal(p.rule, GS1_RULE_TOO_LONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raw_is_read),
        cmocka_unit_test(blanks_between_elements_are_skipped),
        cmocka_unit_test(writing_puts_separators_where_they_are_needed),
        cmocka_unit_test(wrong_ones_say_what_and_where),
        cmocka_unit_test(elements_must_fit_together),
        cmocka_unit_test(values_are_found),
        cmocka_unit_test(swallowed_elements_are_doubted),
        cmocka_unit_test(there_is_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
