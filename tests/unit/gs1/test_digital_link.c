/*
 * Tests of gs1/digital_link.h.
 */
#include "gs1/digital_link.h"
#include "testing.h"

#define GTIN "09506000134352"

enum { YEAR = 2026 };

static void links_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *link, *bracketed, *origin, *canonical; /* NULL: the link itself */
    } rows[] = {
        {"GTIN", "https://id.gs1.org/01/" GTIN, "(01)" GTIN, "https://id.gs1.org", NULL},
        {"qualifiers", "https://id.gs1.org/01/" GTIN "/22/V/10/L/21/S", "(01)" GTIN "(22)V(10)L(21)S",
         "https://id.gs1.org", NULL},
        {"other host and stem", "https://example.com/a/b/01/" GTIN "/21/S", "(01)" GTIN "(21)S",
         "https://example.com/a/b", "https://id.gs1.org/01/" GTIN "/21/S"},
        {"http, port, capitals", "HTTP://EXAMPLE.COM:8080/01/" GTIN, "(01)" GTIN, "HTTP://EXAMPLE.COM:8080",
         "https://id.gs1.org/01/" GTIN},
        {"query", "https://id.gs1.org/01/" GTIN "?3102=000500&17=261231", "(01)" GTIN "(3102)000500(17)261231",
         "https://id.gs1.org", "https://id.gs1.org/01/" GTIN "?17=261231&3102=000500"},
        {"other keys are nobody's", "https://x.org/01/" GTIN "?linkType=gs1:pip&17=261231&a", "(01)" GTIN "(17)261231",
         "https://x.org", "https://id.gs1.org/01/" GTIN "?17=261231"},
        {"fragment", "https://x.org/01/" GTIN "#21/S", "(01)" GTIN, "https://x.org", "https://id.gs1.org/01/" GTIN},
        {"short names", "https://x.org/gtin/" GTIN "/lot/L/SER/S", "(01)" GTIN "(10)L(21)S", "https://x.org",
         "https://id.gs1.org/01/" GTIN "/10/L/21/S"},
        {"GTIN-13", "https://x.org/01/9506000134352", "(01)" GTIN, "https://x.org", "https://id.gs1.org/01/" GTIN},
        {"GTIN-8", "https://x.org/01/96385074", "(01)00000096385074", "https://x.org",
         "https://id.gs1.org/01/00000096385074"},
        {"percent-encoding", "https://x.org/01/" GTIN "/21/%2f%28A%29%2B+%25", "(01)" GTIN "(21)/(A)++%",
         "https://x.org", "https://id.gs1.org/01/" GTIN "/21/%2F%28A%29%2B%2B%25"},
        {"characters that need none", "https://x.org/01/" GTIN "/21/A-._B", "(01)" GTIN "(21)A-._B", "https://x.org",
         "https://id.gs1.org/01/" GTIN "/21/A-._B"},
        {"a key as stem", "https://x.org/00/106141412345678908/01/" GTIN, "(01)" GTIN,
         "https://x.org/00/106141412345678908", "https://id.gs1.org/01/" GTIN},
        {"a value that looks like a key", "https://x.org/01/" GTIN "/21/01", "(01)" GTIN "(21)01", "https://x.org",
         "https://id.gs1.org/01/" GTIN "/21/01"},
        {"SSCC with content", "https://id.gs1.org/00/106141412345678908?02=" GTIN "&37=2",
         "(00)106141412345678908(02)" GTIN "(37)2", "https://id.gs1.org", NULL},
        {"other sequence", "https://id.gs1.org/01/" GTIN "/235/T", "(01)" GTIN "(235)T", "https://id.gs1.org", NULL},
        {"lot beside the other sequence", "https://id.gs1.org/01/" GTIN "/235/T?10=L", "(01)" GTIN "(235)T(10)L",
         "https://id.gs1.org", NULL},
        {"GLN with extension", "https://id.gs1.org/414/9521321000018/254/1-7", "(414)9521321000018(254)1-7",
         "https://id.gs1.org", NULL},
    };
    struct arena *a = arena_new(0);
    static struct gs1_link link;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        struct str canonical, again;
        if (!gs1_link_read(a, str_of(rows[i].link), YEAR, &link, &p))
            fail_msg("row \"%s\": %s", rows[i].name, p.text);
        assert_row(str_is(gs1_bracketed_write(a, &link.message), rows[i].bracketed), rows[i].name);
        assert_row(str_is(link.origin, rows[i].origin), rows[i].name);
        assert_row(gs1_message_check(&link.message, &p), rows[i].name);
        assert_row(gs1_link_canonical(a, &link.message, &canonical, &p), rows[i].name);
        assert_row(str_is(canonical, rows[i].canonical ? rows[i].canonical : rows[i].link), rows[i].name);
        assert_row(gs1_link_read(a, canonical, YEAR, &link, &p), rows[i].name);
        assert_row(gs1_link_canonical(a, &link.message, &again, &p) && str_eq(canonical, again), rows[i].name);
    }
    arena_free(a);
}

static void wrong_links_say_what_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *name, *link;
        enum gs1_rule rule;
        const char *ai;
        size_t at;
        const char *says;
    } rows[] = {
        {"no link", "ftp://x.org/01/" GTIN, GS1_RULE_LINK_SCHEME, "", 0, "https://"},
        {"no host", "https:///01/" GTIN, GS1_RULE_LINK_HOST, "", 8, "host"},
        {"no path", "https://x.org", GS1_RULE_LINK_KEY, "", 13, "/01/"},
        {"no key", "https://x.org/a/b/c", GS1_RULE_LINK_KEY, "", 13, "primary key"},
        {"slash at the end", "https://x.org/01/" GTIN "/", GS1_RULE_LINK_KEY, "", 13, "slash"},
        {"no primary key", "https://x.org/21/ABC", GS1_RULE_LINK_KEY, "", 13, "primary key"},
        {"check digit", "https://x.org/01/09506000134353", GS1_RULE_CHECK_DIGIT, "01", 30, "2 would be right"},
        {"check digit of a GTIN-13", "https://x.org/01/9506000134353", GS1_RULE_CHECK_DIGIT, "01", 29, "2 would be"},
        {"order", "https://x.org/01/" GTIN "/21/S/10/L", GS1_RULE_LINK_ORDER, "01", 37, "22, 10, 21 or 235"},
        {"twice", "https://x.org/01/" GTIN "/21/S/21/S", GS1_RULE_LINK_ORDER, "01", 37, "21"},
        {"not a qualifier", "https://x.org/01/" GTIN "/17/261231", GS1_RULE_LINK_ORDER, "01", 32, "17"},
        {"two sequences", "https://x.org/01/" GTIN "/21/S/235/T", GS1_RULE_LINK_ORDER, "01", 37, "235"},
        {"empty value", "https://x.org/01/" GTIN "/21/", GS1_RULE_EMPTY_VALUE, "21", 35, "no value"},
        {"bad percent", "https://x.org/01/" GTIN "/21/A%2", GS1_RULE_LINK_PERCENT, "", 36, "hexadecimal"},
        {"bad percent digit", "https://x.org/01/" GTIN "/21/A%2G", GS1_RULE_LINK_PERCENT, "", 36, "hexadecimal"},
        {"blank", "https://x.org/01/" GTIN "/21/A B", GS1_RULE_BAD_BYTE, "", 36, "%20"},
        {"not ASCII", "https://x.org/01/" GTIN "/21/\xC3\x9C", GS1_RULE_BAD_BYTE, "", 35, "%C3"},
        {"encoded control character", "https://x.org/01/" GTIN "/21/%41%1D", GS1_RULE_CHARACTERS, "21", 38, "FNC1"},
        {"plus in a query", "https://x.org/01/" GTIN "?240=A+B", GS1_RULE_CHARACTERS, "240", 37, "a blank"},
        {"no AI", "https://x.org/01/" GTIN "?05=1", GS1_RULE_UNKNOWN_AI, "", 32, "05"},
        {"serial in the query", "https://x.org/01/" GTIN "?21=S", GS1_RULE_LINK_IN_PATH, "21", 32, "path"},
        {"lot in the query", "https://x.org/01/" GTIN "?10=L", GS1_RULE_LINK_IN_PATH, "10", 32, "path"},
        {"not an attribute", "https://x.org/00/106141412345678908?21=S", GS1_RULE_LINK_ATTRIBUTE, "21", 36, "query"},
        {"bad date", "https://x.org/01/" GTIN "?17=261331", GS1_RULE_MONTH, "17", 37, "month 13"},
    };
    struct arena *a = arena_new(0);
    static struct gs1_link link;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(!gs1_link_read(a, str_of(rows[i].link), YEAR, &link, &p), rows[i].name);
        if (p.rule != rows[i].rule || strcmp(p.ai, rows[i].ai) || p.at != rows[i].at || !strstr(p.text, rows[i].says))
            fail_msg("row \"%s\": rule %s, AI \"%s\", at %zu: %s", rows[i].name, gs1_rule_texts[p.rule].name, p.ai,
                     p.at, p.text);
    }
    arena_free(a);
}

static void links_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *bracketed, *link; /* NULL: cannot be */
        enum gs1_rule rule;
    } rows[] = {
        {"(17)261231(21)S(01)" GTIN "(10)L", "https://x.org/p/01/" GTIN "/10/L/21/S?17=261231", 0},
        {"(01)" GTIN "(01)" GTIN "(17)261231(17)261231", "https://x.org/p/01/" GTIN "?17=261231", 0},
        {"(8003)09521321000018(01)" GTIN "(21)S", "https://x.org/p/01/" GTIN "/21/S?8003=09521321000018", 0},
        {"(21)S", NULL, GS1_RULE_LINK_KEY},
        {"(00)106141412345678908(21)S", NULL, GS1_RULE_LINK_ATTRIBUTE},
        {"(01)" GTIN "(8040)123456789012345", NULL, GS1_RULE_LINK_ATTRIBUTE},
    };
    struct arena *a = arena_new(0);
    struct gs1_message m;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        struct str link = {0};
        assert_row(gs1_bracketed_read(a, str_of(rows[i].bracketed), YEAR, &m, &p), rows[i].bracketed);
        bool ok = gs1_link_write(a, &m, STR("https://x.org/p"), &link, &p);
        assert_row(ok == !!rows[i].link && p.rule == rows[i].rule, rows[i].bracketed);
        assert_row(!ok || str_is(link, rows[i].link), rows[i].bracketed);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_read),
        cmocka_unit_test(wrong_links_say_what_and_where),
        cmocka_unit_test(links_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
