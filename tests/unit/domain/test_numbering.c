/*
 * numbering: patterns, what is wrong with them and where, dates, check characters, and that each number has the format of its pattern.
 */
#include "domain/numbering.h"

#include "base/hash.h"
#include "changes.h"
#include "domain/serial_format.h"

static struct time_zoned at(const char *text)
{
    struct time_zoned t = {0};
    if (!time_parse(str_of(text), &t))
        fail_msg("no time: %s", text);
    return t;
}

static struct numbering_scheme scheme_of(const char *pattern, unsigned restart)
{
    return (struct numbering_scheme){
        .code = STR("S"), .name = STR("S"), .pattern = str_of(pattern), .restart = restart, .first = 1, .active = true};
}

/* ---- check characters ---- */

static void check_characters(void **state)
{
    (void)state;
    static const struct {
        enum numbering_check check;
        const char *text;
        char c; /* 0: cannot be checked */
    } rows[] = {
        {CHECK_MOD10, "0061414112345", '2'},     /* GTIN-14 00614141123452 */
        {CHECK_MOD10, "400638133393", '1'},      /* GTIN-13 */
        {CHECK_MOD10, "10614141234567890", '8'}, /* the SSCC of the EPC Tag Data Standard */
        {CHECK_MOD10, "12A", '\0'},
        {CHECK_LUHN, "7992739871", '3'},     /* ISO/IEC 7812-1's usual example */
        {CHECK_LUHN, "49015420323751", '8'}, /* an IMEI of 3GPP TS 23.003 */
        {CHECK_LUHN, "0", '0'},
        {CHECK_LUHN, "A1", '\0'},
        {CHECK_MOD37_36, "A12425GABC1234002", 'M'}, /* a GRid, whose standard uses it */
        {CHECK_MOD37_36, "0", '2'},
        {CHECK_MOD37_36, "a", '\0'},
        {CHECK_MOD37_36, "A-1", '\0'},
        {CHECK_MOD37_36, "", '\0'},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(numbering_check_char(rows[i].check, str_of(rows[i].text)) == rows[i].c, rows[i].text);
}

/* Any one character that is wrong, and any two neighbours changed over, are found by MOD 37,36. */
static void single_errors_are_found(void **state)
{
    (void)state;
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char text[] = "SN20A47Z";
    size_t len = sizeof text - 1;
    char right = numbering_check_char(CHECK_MOD37_36, (struct str){text, len});
    for (size_t i = 0; i < len; i++) {
        char kept = text[i];
        for (const char *c = letters; *c; c++) {
            text[i] = *c;
            if (*c != kept)
                assert_true(numbering_check_char(CHECK_MOD37_36, (struct str){text, len}) != right);
        }
        text[i] = kept;
    }
}

/* ---- patterns ---- */

static void what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        unsigned restart;
        const char *says;
    } rows[] = {
        {"", 0, "pattern"},
        {"SN", 0, "without {seq:6} or {random:10} all numbers would be the same"},
        {"SN{seq:4", 0, "character 3: a { that is never closed"},
        {"SN{seq:4}}", 0, "character 10: a } without its {"},
        {"\xC3\xA4{sek:4}", 0, "character 2: there is no {sek}; allowed are {seq:6}"},
        {"{seq}", 0, "character 1: say how many characters {seq} has, from 1 to 15, as in {seq:6}"},
        {"{seq:0}", 0, "from 1 to 15"},
        {"{seq:16}", 0, "from 1 to 15"},
        {"{seq:-1}", 0, "from 1 to 15"},
        {"{random:33}", 0, "from 1 to 32"},
        {"{yyyy:2}{seq:4}", 0, "{yyyy} takes no width"},
        {"{seq:4}{seq:4}", 0, "character 8: {seq} stands there a second time"},
        {"{seq:4}\\", 0, "character 8: a \\ at the end escapes nothing"},
        {"{seq:4}{check:crc}", 0, "a check is one of {check:mod10}"},
        {"{check:mod10}{seq:4}", 0, "character 1: {check:mod10} is made over all that stands before it"},
        {"A{seq:4}{check:mod10}", 0, "digits only; {check:mod37_36} takes letters too"},
        {"{random:8}{check:luhn}", 0, "digits only"},
        {"a{seq:4}{check:mod37_36}", 0, "capital letters A-Z only"},
        {"{yyyy}{ww}{mm}{seq:4}", 0, "use either the week or the day"},
        {"{random:2}", 0, "{random:3} is the shortest"},
        {"{seq:4}", RESTART_BIT(RESTART_YEAR), "put {yyyy} or {yy} into the pattern"},
        {"{yy}{seq:4}", RESTART_BIT(RESTART_DAY), "{ddd}"},
        {"{yy}{dd}{seq:4}", RESTART_BIT(RESTART_DAY), "{ddd}"},
        {"{seq:4}", RESTART_BIT(RESTART_SITE), "put {site} into the pattern"},
        {"{yy}{random:8}", RESTART_BIT(RESTART_YEAR), "the pattern has no counter"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct refusal r = {0};
        struct numbering_scheme s = scheme_of(rows[i].pattern, rows[i].restart);
        assert_row(!numbering_scheme_valid(a, &s, &r), rows[i].pattern);
        if (!detail_has(&r, rows[i].says))
            fail_msg("%s: %.*s", rows[i].pattern, STR_ARG(r.detail));
        arena_free(a);
    }
}

static void sscc_has_18_digits(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *says; /* NULL: good */
    } rows[] = {
        {"34012345{seq:9}{check:mod10}", NULL},
        {"3{yy}12345{seq:9}{check:mod10}", NULL},
        {"34012345{seq:8}{check:mod10}", "this has 17; {seq:9} would fit"},
        {"34012345{seq:10}{check:mod10}", "this has 19; {seq:9} would fit"},
        {"PAL-{seq:5}", NULL},
        {"{sku}{seq:5}", "leave {sku} and {lot} out"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct refusal r = {0};
        struct numbering_scheme s = scheme_of(rows[i].pattern, 0);
        s.kind = NUMBERING_PACKAGE;
        assert_row(numbering_scheme_valid(a, &s, &r) == !rows[i].says, rows[i].pattern);
        assert_row(!rows[i].says || detail_has(&r, rows[i].says), rows[i].pattern);
        arena_free(a);
    }
}

/* ---- numbers ---- */

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        unsigned restart;
        const char *time;
        int64_t seq;
        const char *number, *period;
    } rows[] = {
        {"SN{seq:6}", 0, "2026-11-23T12:00:00Z", 42, "SN000042", ""},
        {"{yyyy}-{yy}-{mm}-{dd}-{ddd}-{seq:1}", 0, "2026-11-23T12:00:00Z", 7, "2026-26-11-23-327-7", ""},
        {"{ddd}{seq:1}", 0, "2024-12-31T12:00:00Z", 1, "3661", ""}, /* a leap year */
        {"{ddd}{seq:1}", 0, "2023-12-31T12:00:00Z", 1, "3651", ""},
        {"{yyyy}W{ww}{seq:1}", 0, "2027-01-01T12:00:00Z", 1, "2026W531",
         ""}, /* ISO 8601: Friday, still in the last week */
        {"{yyyy}W{ww}{seq:1}", 0, "2027-01-04T12:00:00Z", 1, "2027W011", ""},
        {"{yyyy}W{ww}{seq:1}", 0, "2024-12-30T12:00:00Z", 1, "2025W011", ""}, /* Monday, already in the first */
        {"{yyyy}W{ww}{seq:1}", 0, "2020-12-31T12:00:00Z", 1, "2020W531",
         ""}, /* a leap year that begins on a Wednesday */
        {"{yyyy}W{ww}{seq:1}", 0, "2021-01-03T12:00:00Z", 1, "2020W531", ""},
        {"{yyyy}W{ww}{seq:1}", 0, "2022-01-01T12:00:00Z", 1, "2021W521", ""},
        {"{yyyy}{seq:1}", 0, "2026-12-31T23:30:00-02:00", 1, "20261", ""}, /* the day where it happens */
        {"{yyyy}{seq:1}", 0, "2027-01-01T00:30:00+02:00", 1, "20271", ""},
        {"{sku}/{site}/{lot}/{seq:3}", RESTART_BIT(RESTART_SITE) | RESTART_BIT(RESTART_LOT), "2026-11-23T12:00:00Z", 5,
         "CAM/BER/L1/005", "BER\tL1"},
        {"{yy}{mm}{seq:3}", RESTART_BIT(RESTART_MONTH), "2026-02-23T12:00:00Z", 5, "2602005", "2026-02"},
        {"{yy}{ddd}{seq:3}", RESTART_BIT(RESTART_DAY), "2026-02-03T12:00:00Z", 5, "26034005", "2026-02-03"},
        {"{yy}{ww}{seq:3}", RESTART_BIT(RESTART_WEEK), "2027-01-01T12:00:00Z", 5, "2653005", "2026-W53"},
        {"{seq:3}", RESTART_BIT(RESTART_PRODUCT), "2026-02-03T12:00:00Z", 5, "005", "CAM"},
        {"\\{a\\}\\\\{seq:2}", 0, "2026-02-03T12:00:00Z", 5, "{a}\\05", ""},
        {"7992739{seq:3}{check:luhn}", 0, "2026-02-03T12:00:00Z", 871, "79927398713", ""},
        {"A12425GABC{seq:7}{check:mod37_36}", 0, "2026-02-03T12:00:00Z", 1234002, "A12425GABC1234002M", ""},
        {"10614141{seq:9}{check:mod10}", 0, "2026-02-03T12:00:00Z", 234567890, "106141412345678908", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct refusal r = {0};
        struct numbering_maker m;
        struct numbering_scheme s = scheme_of(rows[i].pattern, rows[i].restart);
        struct numbering_facts f = {STR("CAM"), STR("BER"), STR("L1"), at(rows[i].time)};
        char out[NUMBERING_BYTES_MAX];
        if (!numbering_scheme_valid(a, &s, &r) || !numbering_prepare(a, &s, &f, &m, &r))
            fail_msg("%s: %.*s", rows[i].pattern, STR_ARG(r.detail));
        struct str got = {out, numbering_make(&m, rows[i].seq, NULL, out)};
        if (!str_is(got, rows[i].number))
            fail_msg("%s: %.*s", rows[i].pattern, STR_ARG(got));
        assert_row(str_is(numbering_period(a, &s, &f), rows[i].period), rows[i].pattern);
        arena_free(a);
    }
}

static void facts_that_are_missing(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct refusal r = {0};
    struct numbering_maker m;
    struct numbering_facts f = {.sku = STR("cam-4k"), .time = at("2026-11-23T12:00:00Z")};
    struct numbering_scheme s = scheme_of("{site}{seq:3}", 0);
    assert_false(numbering_prepare(a, &s, &f, &m, &r));
    assert_int_equal(r.code, REFUSED_MISSING_FIELD);
    assert_string_equal(r.field, "site");
    s = scheme_of("{sku}{seq:3}{check:mod37_36}", 0);
    assert_false(numbering_prepare(a, &s, &f, &m, &r));
    assert_true(detail_has(&r, "'cam-4k' in the number cannot be checked"));
    f.sku = str_of(repeated(a, "A", 80));
    s = scheme_of("{sku}{sku}{seq:3}", 0);
    assert_false(numbering_prepare(a, &s, &f, &m, &r));
    assert_true(detail_has(&r, "163 characters; at most 128"));
    arena_free(a);
}

/* Numbers with a counter sort by it as bytes where that is said, so that what is taken is found between the first and the last. */
static void sorted_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool sorted;
    } rows[] = {
        {"SN{seq:4}", true},           {"{seq:4}", true},
        {"SN{seq:4}{random:4}", true}, {"{yy}{sku}{seq:4}{check:mod37_36}", true},
        {"{random:4}{seq:4}", false},  {"12{check:mod10}{seq:4}", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct refusal r = {0};
        struct numbering_maker m;
        struct numbering_dice dice = {.fill = random_bytes};
        struct numbering_scheme s = scheme_of(rows[i].pattern, 0);
        struct numbering_facts f = {.sku = STR("CAM"), .time = at("2026-11-23T12:00:00Z")};
        char before[NUMBERING_BYTES_MAX], out[NUMBERING_BYTES_MAX];
        assert_true(numbering_prepare(a, &s, &f, &m, &r));
        assert_row(m.sorted == rows[i].sorted, rows[i].pattern);
        struct str last = {before, numbering_make(&m, 0, &dice, before)};
        for (int64_t seq = 1; m.sorted && seq < 300; seq++) {
            struct str now = {out, numbering_make(&m, seq, &dice, out)};
            assert_row(str_cmp(last, now) < 0 && str_starts(now, m.head), rows[i].pattern);
            memcpy(before, out, now.len);
        }
        arena_free(a);
    }
}

/* Property: whatever the pattern, its numbers have the format that it promises, and their length. Patterns are put together by chance. */
static void numbers_have_their_format(void **state)
{
    (void)state;
    static const char *const pieces[] = {"SN",   "-",         "#@*?",  "\\{",   "\\}",      "{yyyy}",
                                         "{yy}", "{ddd}",     "{sku}", "{lot}", "\xC3\xA4", "{check:mod37_36}",
                                         "7",    "{random:5}"};
    unsigned seed = 20261123;
    int made = 0;
    for (int i = 0; i < 3000; i++) {
        struct arena *a = arena_new(0);
        struct buf b = {0};
        for (int k = 0; k < 6; k++) {
            seed = seed * 1103515245u + 12345u;
            buf_z(&b, k == 3 ? "{seq:5}" : pieces[(seed >> 16) % COUNT(pieces)]);
        }
        struct str pattern = arena_str(a, buf_view(&b));
        buf_free(&b);
        struct refusal r = {0};
        struct numbering_pattern p;
        struct numbering_maker m;
        struct numbering_dice dice = {.fill = random_bytes};
        struct numbering_scheme s = scheme_of(pattern.ptr, 0);
        struct numbering_facts f = {STR("CAM4K"), STR("BER"), STR("L7"), at("2026-11-23T12:00:00Z")};
        if (numbering_pattern_read(a, pattern, &p, &r) && numbering_prepare(a, &s, &f, &m, &r)) {
            char out[NUMBERING_BYTES_MAX];
            struct str number = {out, numbering_make(&m, i, &dice, out)};
            struct str format = numbering_pattern_format(a, &p);
            if (!serial_format_match(format, number) || str_chars(number) != m.chars)
                fail_msg("%s: %.*s is not %.*s", pattern.ptr, STR_ARG(number), STR_ARG(format));
            made++;
        }
        arena_free(a);
    }
    assert_true(made > 500);
}

/* ---- random ones ---- */

static void hard_to_guess(void **state)
{
    (void)state;
    static const struct {
        int width;
        int64_t issued;
        bool hard;
        int would;
    } rows[] = {
        {3, 1, true, 3},   {2, 1, false, 3},       {4, 33, true, 4},
        {4, 34, false, 5}, {10, 1000000, true, 8}, {7, 1000000, false, 8},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int would = 0;
        char name[40];
        snprintf(name, sizeof name, "%d for %lld", rows[i].width, (long long)rows[i].issued);
        assert_row(numbering_hard_to_guess(rows[i].width, rows[i].issued, &would) == rows[i].hard, name);
        assert_row(would == rows[i].would, name);
    }
}

static unsigned char next_byte;
static void counting_bytes(void *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ((unsigned char *)out)[i] = next_byte++;
}

/* From bytes that are all equally often, letters that are all equally often: what does not divide evenly is drawn again. */
static void letters_are_fair(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct refusal r = {0};
    struct numbering_maker m;
    struct numbering_dice dice = {.fill = counting_bytes};
    struct numbering_scheme s = scheme_of("{random:24}", 0);
    struct numbering_facts f = {.time = at("2026-11-23T12:00:00Z")};
    int seen[256] = {0};
    assert_true(numbering_prepare(a, &s, &f, &m, &r));
    for (int i = 0; i < 1000; i++) {
        char out[NUMBERING_BYTES_MAX];
        size_t len = numbering_make(&m, 0, &dice, out);
        for (size_t k = 0; k < len; k++)
            seen[(unsigned char)out[k]]++;
    }
    for (const char *c = NUMBERING_ALPHABET; *c; c++)
        assert_true(seen[(unsigned char)*c] >= 990 && seen[(unsigned char)*c] <= 1010);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_characters), cmocka_unit_test(single_errors_are_found),
        cmocka_unit_test(what_is_wrong),    cmocka_unit_test(sscc_has_18_digits),
        cmocka_unit_test(numbers),          cmocka_unit_test(facts_that_are_missing),
        cmocka_unit_test(sorted_numbers),   cmocka_unit_test(numbers_have_their_format),
        cmocka_unit_test(hard_to_guess),    cmocka_unit_test(letters_are_fair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
