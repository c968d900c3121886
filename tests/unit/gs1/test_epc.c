/*
 * Tests of gs1/epc.h. The rows are published examples of the EPC Tag Data Standard (annex E) and of tools that implement it; a round
 * trip with random keys follows.
 */
#include "gs1/epc.h"
#include "gs1/value.h"
#include "testing.h"

enum { YEAR = 2026, ROUNDS = 20000 };

static const struct str prefix_items[] = {
    {"0614141", 7}, {"4012345", 7}, {"012345678901", 12}, {"485234", 6},
    {"123568", 6},  {"9521141", 7}, {"0123456789", 10},
};
static const struct gs1_company_prefixes prefixes = {COUNT(prefix_items), prefix_items};

struct row {
    const char *name, *bracketed, *uri, *tag, *hex; /* hex: zeros at its end may be missing */
};

static const struct row rows[] = {
    {"sgtin-96", "(01)80614141123458(21)6789", "urn:epc:id:sgtin:0614141.812345.6789",
     "urn:epc:tag:sgtin-96:3.0614141.812345.6789", "3074257BF7194E4000001A85"},
    {"sgtin-198", "(01)70614141123451(21)32a/b", "urn:epc:id:sgtin:0614141.712345.32a%2Fb",
     "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb", "3674257BF6B7A659B2C2BF1000000000000000000000000000"},
    {"sscc-96", "(00)106141412345678908", "urn:epc:id:sscc:0614141.1234567890",
     "urn:epc:tag:sscc-96:3.0614141.1234567890", "3174257BF4499602D2000000"},
    {"sgln-96", "(414)0614141123452(254)5678", "urn:epc:id:sgln:0614141.12345.5678",
     "urn:epc:tag:sgln-96:3.0614141.12345.5678", "3274257BF46072000000162E"},
    {"sgln-195", "(414)0614141123452(254)32a/b", "urn:epc:id:sgln:0614141.12345.32a%2Fb",
     "urn:epc:tag:sgln-195:3.0614141.12345.32a%2Fb", "3974257BF46072CD9615F88000000000000000000000000000"},
    {"sgln without extension", "(414)0614141123452", "urn:epc:id:sgln:0614141.12345.0",
     "urn:epc:tag:sgln-96:3.0614141.12345.0", "3274257BF460720000000000"},
    {"grai-96", "(8003)006141411234525678", "urn:epc:id:grai:0614141.12345.5678",
     "urn:epc:tag:grai-96:3.0614141.12345.5678", "3374257BF40C0E400000162E"},
    {"grai-170", "(8003)0061414112345232a/b", "urn:epc:id:grai:0614141.12345.32a%2Fb",
     "urn:epc:tag:grai-170:3.0614141.12345.32a%2Fb", "3774257BF40C0E59B2C2BF100000000000000000000"},
    {"giai-96", "(8004)06141415678", "urn:epc:id:giai:0614141.5678", "urn:epc:tag:giai-96:3.0614141.5678",
     "3474257BF40000000000162E"},
    {"giai-202", "(8004)061414132a/b", "urn:epc:id:giai:0614141.32a%2Fb", "urn:epc:tag:giai-202:3.0614141.32a%2Fb",
     "3874257BF59B2C2BF1000000000000000000000000000000000"},
    {"gdti-96", "(253)06141411234525678", "urn:epc:id:gdti:0614141.12345.5678",
     "urn:epc:tag:gdti-96:3.0614141.12345.5678", "2C74257BF46072000000162E"},
    {"gdti-174", "(253)4012345987652ABCDefgh012345678", "urn:epc:id:gdti:4012345.98765.ABCDefgh012345678",
     "urn:epc:tag:gdti-174:3.4012345.98765.ABCDefgh012345678", "3E74F4E4E7039B061438997367D0C18B266D1AB66EE0"},
    {"cpi-96", "(8010)061414198765(8011)12345", "urn:epc:id:cpi:0614141.98765.12345",
     "urn:epc:tag:cpi-96:3.0614141.98765.12345", "3C74257BF400C0E680003039"},
    {"cpi-var", "(8010)06141415PQ7/Z43(8011)12345", "urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345",
     "urn:epc:tag:cpi-var:3.0614141.5PQ7%2FZ43.12345", "3D74257BF75411DEF6B4CC00000003039"},
    {"cpi-var, hyphen", "(8010)061414112-456(8011)123456789", "urn:epc:id:cpi:0614141.12-456.123456789",
     "urn:epc:tag:cpi-var:0.0614141.12-456.123456789", "3D14257BF71CADD35D8000075BCD1500"},
    {"cpi-var, six digits", "(8010)123568468A(8011)1", "urn:epc:id:cpi:123568.468A.1",
     "urn:epc:tag:cpi-var:0.123568.468A.1", NULL},
    {"itip-110", "(8006)040123451234560102(21)987", "urn:epc:id:itip:4012345.012345.01.02.987",
     "urn:epc:tag:itip-110:3.4012345.012345.01.02.987", "4074F4E4E40C0E40820000000F6C"},
    {"itip-110, six digits", "(8006)048523451295590102(21)123981", "urn:epc:id:itip:485234.0512955.01.02.123981",
     "urn:epc:tag:itip-110:0.485234.0512955.01.02.123981", "4019D9DC81F4EEC0820000079134"},
    {"itip-212", "(8006)040123451234560102(21)mw133", "urn:epc:id:itip:4012345.012345.01.02.mw133",
     "urn:epc:tag:itip-212:3.4012345.012345.01.02.mw133", NULL},
    {"twelve digits, no location reference", "(414)0123456789012(254)7", "urn:epc:id:sgln:012345678901..7",
     "urn:epc:tag:sgln-96:0.012345678901..7", NULL},
    {"twelve digits", "(01)00123456789012(21)1", "urn:epc:id:sgtin:012345678901.0.1",
     "urn:epc:tag:sgtin-96:0.012345678901.0.1", NULL},
};

/* Is b equal to a with zeros behind it? */
static bool same_hex(struct str a, const char *b)
{
    size_t len = strlen(b);
    for (size_t i = len; i < a.len; i++) {
        if (a.ptr[i] != '0')
            return false;
    }
    return str_is(str_slice(a, 0, len), b);
}

static void examples_go_round(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *w = &rows[i];
        struct gs1_problem p = {0};
        struct gs1_message m = {0}, wanted = {0};
        struct gs1_epc epc, tag, of, back;
        struct str text, hex;
        if (!gs1_epc_read(a, str_of(w->uri), &epc, &p) || !gs1_epc_read(a, str_of(w->tag), &tag, &p))
            fail_msg("row \"%s\": %s", w->name, p.text);
        assert_row(gs1_epc_elements(a, &epc, YEAR, &m, &p), w->name);
        text = gs1_bracketed_write(a, &m);
        if (!str_is(text, w->bracketed))
            fail_msg("row \"%s\": got %.*s", w->name, STR_ARG(text));
        assert_row(str_is(gs1_epc_uri(a, &epc), w->uri) && str_is(gs1_epc_uri(a, &tag), w->uri), w->name);
        assert_row(gs1_bracketed_read(a, str_of(w->bracketed), YEAR, &wanted, &p), w->name);
        if (!gs1_epc_of(a, &wanted, &prefixes, &of, &p))
            fail_msg("row \"%s\": %s", w->name, p.text);
        assert_row(str_is(gs1_epc_uri(a, &of), w->uri), w->name);
        of.filter = tag.filter;
        assert_row(gs1_epc_tag_uri(a, &of, &text, &p) && str_is(text, w->tag), w->name);
        assert_row(gs1_epc_hex(a, &tag, &hex, &p), w->name);
        if (w->hex && !same_hex(hex, w->hex))
            fail_msg("row \"%s\": got %.*s", w->name, STR_ARG(hex));
        if (!gs1_epc_hex_read(a, hex, &back, &p))
            fail_msg("row \"%s\": %s", w->name, p.text);
        assert_row(gs1_epc_tag_uri(a, &back, &text, &p) && str_is(text, w->tag), w->name);
    }
    arena_free(a);
}

static void classes_and_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *uri, *bracketed; /* "": there are no elements */
        bool back;                   /* elements lead to the URI again */
    } forms[] = {
        {"urn:epc:class:lgtin:4012345.012345.998877", "(01)04012345123456(10)998877", true},
        {"urn:epc:idpat:sgtin:0614141.812345.*", "(01)80614141123458", true},
        {"urn:epc:idpat:grai:0614141.12345.*", "(8003)00614141123452", true},
        {"urn:epc:idpat:cpi:0614141.98765.*", "(8010)061414198765", true},
        {"urn:epc:idpat:itip:4012345.012345.01.02.*", "(8006)040123451234560102", true},
        {"urn:epc:idpat:itip:4012345.012345.*.*.*", "", false},
        {"urn:epc:idpat:sgtin:0614141.*.*", "", false},
        {"urn:epc:id:pgln:0614141.12345", "(417)0614141123452", true},
        {"urn:epc:id:gsrn:0614141.1234567890", "(8018)061414112345678902", true},
        {"urn:epc:id:upui:0614141.012345.A%22b", "(01)00614141123452(235)A\"b", true},
        {"urn:epc:id:sgcn:4012345.67890.04711", "(255)401234567890104711", true},
        {"urn:epc:id:gid:952056.2718.1414", "", false},
        {"urn:epc:idpat:sgtin:*.*.*", "", false},
        {"urn:epc:id:giai:0614141.1.2", "(8004)06141411.2", true},
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct gs1_problem p = {0};
        struct gs1_message m = {0};
        struct gs1_epc epc, of;
        if (!gs1_epc_read(a, str_of(forms[i].uri), &epc, &p) || !gs1_epc_elements(a, &epc, YEAR, &m, &p))
            fail_msg("%s: %s", forms[i].uri, p.text);
        struct str text = gs1_bracketed_write(a, &m);
        if (!str_is(text, forms[i].bracketed))
            fail_msg("%s: got %.*s", forms[i].uri, STR_ARG(text));
        if (forms[i].back)
            assert_row(gs1_epc_of(a, &m, &prefixes, &of, &p) && str_is(gs1_epc_uri(a, &of), forms[i].uri),
                       forms[i].uri);
    }
    arena_free(a);
}

static void faults_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text; /* a URI, or hexadecimal digits */
        enum gs1_rule rule;
        const char *says;
    } faults[] = {
        {"urn:epc:id:sgtin:061414.812345.1", GS1_RULE_EPC_REFERENCE, "12 digits together; they must have 13"},
        {"urn:epc:id:sgtin:06141.81234567.1", GS1_RULE_EPC_PREFIX, "6 to 12 digits"},
        {"urn:epc:id:sgtin:061414A.812345.1", GS1_RULE_DIGITS, "company prefix"},
        {"urn:epc:id:sgtin:0614141.8I2345.1", GS1_RULE_DIGITS, "character 2 of the reference"},
        {"urn:epc:id:sgtin:0614141.812345.", GS1_RULE_EPC_SERIAL, "1 to 20"},
        {"urn:epc:id:sgtin:0614141.812345", GS1_RULE_EPC_SERIAL, "1 to 20"},
        {"urn:epc:id:sgtin:0614141.812345.123456789012345678901", GS1_RULE_EPC_SERIAL, "not 21"},
        {"urn:epc:id:sgtin:0614141.812345.a/b", GS1_RULE_EPC_ESCAPE, "%2F"},
        {"urn:epc:id:sgtin:0614141.812345.a%2", GS1_RULE_EPC_ESCAPE, "two hexadecimal digits"},
        {"urn:epc:id:sgtin:0614141.812345.a%20b", GS1_RULE_CHARACTERS, "a blank"},
        {"urn:epc:id:sgtinn:0614141.812345.1", GS1_RULE_EPC_SCHEME, "\"sgtinn\" at byte 12"},
        {"urn:epc:id:cpi:0614141.98765.012", GS1_RULE_LEADING_ZERO, "begin with 0"},
        {"urn:epc:id:itip:4012345.012345.1.02.987", GS1_RULE_EPC_FORM, "two digits"},
        {"urn:epc:ids:sgtin:0614141.812345.1", GS1_RULE_EPC_FORM, "id, class"},
        {"urn:epc:class:sgtin:0614141.812345.1", GS1_RULE_EPC_SCHEME, "lgtin"},
        {"urn:epc:idpat:sgtin:0614141.812345.1", GS1_RULE_EPC_FORM, "urn:epc:id:"},
        {"urn:epc:tag:sgtin-97:3.0614141.812345.1", GS1_RULE_EPC_SCHEME, "sgtin-97"},
        {"urn:epc:tag:sgtin-96:8.0614141.812345.1", GS1_RULE_EPC_FILTER, "0 to 7"},
        {"urn:epc:tag:sgtin-96:3.0614141.812345.A1", GS1_RULE_EPC_SIZE, "sgtin-96"},
        {"urn:epc:tag:sgtin-96:3.0614141.812345.007", GS1_RULE_EPC_SIZE, "zero in front"},
        {"urn:epc:tag:sgtin-96:3.0614141.812345.274877906944", GS1_RULE_EPC_SIZE, "longer tag format"},
        {"urn:epc:tag:giai-96:3.0614141.05", GS1_RULE_EPC_SIZE, "reference"},
        {"urn:epc:raw:96.3074", GS1_RULE_EPC_FORM, "96.x"},
        {"3074257BF7194E4000001A8", GS1_RULE_EPC_HEX, "sgtin-96 is longer"},
        {"3074257BF7194E4000001A85G", GS1_RULE_EPC_HEX, "\"G\" at byte 25"},
        {"3074257BF7194E4000001A8500000", GS1_RULE_EPC_BITS, "longer than its tag format"},
        {"307C257BF7194E4000001A85", GS1_RULE_EPC_BITS, "partition 7"},
        {"3077FFFFF7194E4000001A85", GS1_RULE_EPC_BITS, "more digits"},
        {"3174257BF4499602D2000001", GS1_RULE_EPC_BITS, "must be zeros"},
        {"E28011700000020D5E5A1234", GS1_RULE_EPC_HEADER, "0xE2"},
        {"3574257BF7194E4000001A85", GS1_RULE_EPC_HEADER, "gid-96"},
        {"30", GS1_RULE_EPC_HEX, "not 2"},
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct gs1_problem p = {0};
        struct gs1_epc epc;
        struct str text = str_of(faults[i].text);
        bool ok = gs1_epc_looks(text) ? gs1_epc_read(a, text, &epc, &p) : gs1_epc_hex_read(a, text, &epc, &p);
        assert_row(!ok, faults[i].text);
        if (p.rule != faults[i].rule || !strstr(p.text, faults[i].says))
            fail_msg("%s: %s: %s", faults[i].text, gs1_rule_texts[p.rule].name, p.text);
    }
    arena_free(a);
}

static void no_epc_without_what_it_needs(void **state)
{
    (void)state;
    static const struct {
        const char *bracketed;
        enum gs1_rule rule;
    } messages[] = {
        {"(01)09506000134352(21)A", GS1_RULE_EPC_PREFIX}, /* not in the list */
        {"(10)A", GS1_RULE_EPC_SCHEME},
        {"(8004)0614141", GS1_RULE_EPC_REFERENCE}, /* nothing behind the prefix */
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(messages); i++) {
        struct gs1_problem p = {0};
        struct gs1_message m;
        struct gs1_epc epc;
        assert_true(gs1_bracketed_read(a, str_of(messages[i].bracketed), YEAR, &m, &p));
        assert_row(!gs1_epc_of(a, &m, &prefixes, &epc, &p) && p.rule == messages[i].rule, messages[i].bracketed);
    }
    struct gs1_problem p = {0};
    struct gs1_epc epc;
    struct str text;
    assert_true(gs1_epc_read(a, STR("urn:epc:idpat:sgtin:0614141.812345.*"), &epc, &p));
    assert_false(gs1_epc_tag_uri(a, &epc, &text, &p));
    assert_int_equal(p.rule, GS1_RULE_EPC_SERIAL);
    assert_true(gs1_epc_read(a, STR("urn:epc:id:pgln:0614141.12345"), &epc, &p));
    assert_false(gs1_epc_hex(a, &epc, &text, &p));
    assert_int_equal(p.rule, GS1_RULE_EPC_SCHEME);
    arena_free(a);
}

static void short_prefixes_count_as_six_digits(void **state)
{
    (void)state;
    static const struct str items[] = {{"4012", 4}, {"40123456789", 11}};
    static const struct gs1_company_prefixes list = {COUNT(items), items};
    struct arena *a = arena_new(0);
    struct gs1_problem p = {0};
    struct gs1_message m;
    struct gs1_epc epc;
    assert_true(gs1_bracketed_read(a, STR("(01)04012345123456(21)A"), YEAR, &m, &p));
    assert_true(gs1_epc_of(a, &m, &list, &epc, &p));
    assert_str(gs1_epc_uri(a, &epc), "urn:epc:id:sgtin:401234.0512345.A");
    arena_free(a);
}

/* ---- random keys ---- */

struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *d, unsigned sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->state >> 33) % sides;
}

static struct str random_text(struct arena *a, struct dice *d, unsigned set, size_t len)
{
    char *out = arena_alloc(a, len + 1);
    for (size_t i = 0; i < len;) {
        char c = (char)roll(d, 127);
        if (gs1_sets_of(c) & set)
            out[i++] = c;
    }
    return (struct str){out, len};
}

static struct gs1_epc random_epc(struct arena *a, struct dice *d)
{
    static const struct {
        size_t digits, serial_max;
        unsigned serial_set;
    } of[] = {
        [GS1_EPC_SGTIN] = {13, 20, GS1_SET_X}, [GS1_EPC_SSCC] = {17, 0, 0},
        [GS1_EPC_SGLN] = {12, 20, GS1_SET_X},  [GS1_EPC_GRAI] = {12, 16, GS1_SET_X},
        [GS1_EPC_GIAI] = {0, 0, GS1_SET_X},    [GS1_EPC_GDTI] = {12, 17, GS1_SET_X},
        [GS1_EPC_CPI] = {0, 12, GS1_SET_N},    [GS1_EPC_ITIP] = {13, 20, GS1_SET_X},
    };
    struct gs1_epc e = {.key = (enum gs1_epc_key)roll(d, COUNT(of)), .filter = roll(d, 8)};
    size_t prefix = 6 + roll(d, 7);
    bool numeric = roll(d, 2);
    e.prefix = random_text(a, d, GS1_SET_N, prefix);
    size_t reference = of[e.key].digits ? of[e.key].digits - prefix : 1 + roll(d, (unsigned)(30 - prefix));
    unsigned set = of[e.key].digits || numeric ? GS1_SET_N : e.key == GS1_EPC_CPI ? GS1_SET_Y : GS1_SET_X;
    e.reference = random_text(a, d, set, reference);
    if (of[e.key].serial_max)
        e.serial = random_text(a, d, numeric ? GS1_SET_N : of[e.key].serial_set,
                               1 + roll(d, numeric ? 12 : (unsigned)of[e.key].serial_max));
    if (e.key == GS1_EPC_CPI || (e.key == GS1_EPC_SGLN && str_is(e.serial, "0")))
        ((char *)e.serial.ptr)[0] = (char)('1' + roll(d, 9));
    if (e.key == GS1_EPC_ITIP)
        e.pieces = STR("0709");
    return e;
}

static void random_keys_go_round(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct dice d = {20260101};
    size_t tags = 0;
    for (int i = 0; i < ROUNDS; i++) {
        arena_reset(a);
        struct gs1_epc e = random_epc(a, &d), of, tag, bits;
        struct gs1_message m = {0};
        struct gs1_problem p = {0};
        const struct gs1_company_prefixes list = {1, &e.prefix};
        struct str uri = gs1_epc_uri(a, &e), tag_uri, hex;
        if (!gs1_epc_elements(a, &e, YEAR, &m, &p) || !gs1_epc_of(a, &m, &list, &of, &p))
            fail_msg("%.*s: %s", STR_ARG(uri), p.text);
        assert_row(str_eq(gs1_epc_uri(a, &of), uri), uri.ptr);
        of.filter = e.filter;
        if (!gs1_epc_tag_uri(a, &of, &tag_uri,
                             &p)) { /* what no tag holds: a reference of cpi or giai that is too long */
            assert_row(p.rule == GS1_RULE_EPC_SIZE, uri.ptr);
            continue;
        }
        if (!gs1_epc_read(a, tag_uri, &tag, &p) || !gs1_epc_hex(a, &tag, &hex, &p) ||
            !gs1_epc_hex_read(a, hex, &bits, &p))
            fail_msg("%.*s: %s", STR_ARG(tag_uri), p.text);
        assert_row(str_eq(gs1_epc_uri(a, &bits), uri) && bits.filter == e.filter, uri.ptr);
        tags++;
    }
    assert_true(tags > ROUNDS / 2);
    arena_free(a);
}

/* Whatever bits are accepted are written again as they were. */
static void random_bits_go_round(void **state)
{
    (void)state;
    static const char *const heads[] = {"30", "31", "32", "33", "34", "2C", "3C", "3D", "36"};
    struct arena *a = arena_new(0);
    struct dice d = {7};
    size_t accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        arena_reset(a);
        struct gs1_problem p = {0};
        struct gs1_epc epc;
        struct str again, hex = arena_fmt(a, "%s%08X%08X%06X", heads[roll(&d, COUNT(heads))], roll(&d, 1u << 31),
                                          roll(&d, 1u << 31), roll(&d, 1u << 24));
        if (!gs1_epc_hex_read(a, hex, &epc, &p))
            continue;
        accepted++;
        if (!gs1_epc_hex(a, &epc, &again, &p))
            fail_msg("%.*s: %s", STR_ARG(hex), p.text);
        assert_row(str_eq(hex, again), hex.ptr);
    }
    assert_true(accepted > 100);
    arena_free(a);
}

/* Whatever somebody put down is among the forms, and every form means the same thing. */
static void all_forms_mean_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *name, *uri;
        size_t count;
    } epcs[] = {
        {"in both tag formats", "urn:epc:id:sgtin:0614141.812345.6789", 33},
        {"only in the long one", "urn:epc:id:sgtin:0614141.812345.32a%2Fb", 17},
        {"a zero in front", "urn:epc:id:sgtin:0614141.812345.06789", 17},
        {"one format", "urn:epc:id:sscc:0614141.1234567890", 17},
        {"with pieces", "urn:epc:id:itip:4012345.012345.04.04.987", 33},
        {"no tags", "urn:epc:id:gsrn:0614141.1234567890", 1},
        {"a tag", "urn:epc:tag:sgtin-96:3.0614141.812345.6789", 33},
        {"a lot is not one thing", "urn:epc:class:lgtin:4012345.012345.ABC", 0},
        {"nor are all of a kind", "urn:epc:idpat:sgtin:0614141.812345.*", 0},
        {"of another standard", "urn:epc:id:gid:95100000.12345.400", 0},
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(epcs); i++) {
        struct gs1_epc epc, again;
        struct gs1_problem p;
        struct str forms[GS1_EPC_FORMS_MAX];
        assert_row(gs1_epc_read(a, str_of(epcs[i].uri), &epc, &p), epcs[i].name);
        size_t count = gs1_epc_forms(a, &epc, forms);
        assert_row(count == epcs[i].count, epcs[i].name);
        for (size_t k = 0; k < count; k++) {
            bool uri = gs1_epc_looks(forms[k]);
            assert_row((uri ? gs1_epc_read : gs1_epc_hex_read)(a, forms[k], &again, &p), forms[k].ptr);
            assert_row(str_eq(gs1_epc_uri(a, &again), forms[0]), forms[k].ptr);
            for (size_t before = 0; before < k; before++)
                assert_row(!str_eq(forms[before], forms[k]), forms[k].ptr);
        }
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_go_round),
        cmocka_unit_test(classes_and_patterns),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(no_epc_without_what_it_needs),
        cmocka_unit_test(short_prefixes_count_as_six_digits),
        cmocka_unit_test(all_forms_mean_the_same),
        cmocka_unit_test(random_keys_go_round),
        cmocka_unit_test(random_bits_go_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
