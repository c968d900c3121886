/*
 * Tests of gs1/carrier.h: what is taken for what, the fields, and what is said when it is wrong.
 */
#include "gs1/carrier.h"
#include "gs1/hibc.h"
#include "gs1/udi.h"
#include "testing.h"

#define GTIN "09506000134352"
#define GS   "\x1D"

enum { YEAR = 2026 };

/* What was read, as one text: "element_string gtin=... serial=..." */
static struct str told(struct arena *a, const struct gs1_reading *r)
{
    struct str text = str_of(gs1_carrier_names[r->carrier]);
    for (size_t i = 0; i < r->field_count; i++)
        text = arena_fmt(a, "%.*s %s=%.*s", STR_ARG(text), gs1_field_names[r->fields[i].field],
                         STR_ARG(r->fields[i].value));
    return text;
}

struct row {
    const char *name, *bytes, *told;
};

static void rows_are_read(const struct row *rows, size_t count, struct gs1_options options)
{
    struct arena *a = arena_new(0);
    struct gs1_reading r;
    options.year = YEAR;
    for (size_t i = 0; i < count; i++) {
        struct gs1_problem p = {0};
        if (!gs1_carrier_read(a, str_of(rows[i].bytes), &options, &r, &p))
            fail_msg("row \"%s\": %s", rows[i].name, p.text);
        struct str got = told(a, &r);
        if (!str_is(got, rows[i].told))
            fail_msg("row \"%s\": got %.*s, want %s", rows[i].name, STR_ARG(got), rows[i].told);
    }
    arena_free(a);
}

static void plain_stays_plain(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a serial", "CAM-00001", "plain"},
        {"like a data identifier", "SABC123", "plain"},
        {"like an AI", "21ABC", "plain"},
        {"like a GTIN behind 01, wrong check digit", "0109506000134353", "plain"},
        {"GTIN behind 01, then no AI", "01" GTIN "58X", "plain"},
        {"digits", "123456", "plain"},
        {"13 digits, wrong check digit", "4006381333932", "plain"},
        {"not ASCII", "Gerät-7", "plain"},
        {"line end of a scanner", "CAM-00001\r\n", "plain"},
        {"symbology of anything", "]C0CAM-00001", "plain"},
        {"blanks in it", "CAM 4K:00001", "plain"},
        {"signs for control characters in it", "A^]B", "plain"},
        {"brackets in it", "(A1)B", "plain"},
        {"24 digits", "302000000000000000000001", "plain"},
    };
    rows_are_read(rows, COUNT(rows), (struct gs1_options){0});
}

static void gs1_is_read(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"GS1 DataMatrix",
         "]d201" GTIN "17261231"
         "10L1" GS "21S1\r\n",
         "element_string gtin=" GTIN " serial=S1 lot=L1 expiry=2026-12-31"},
        {"GS1-128, tab behind it", "]C100106141412345678908\t", "element_string sscc=106141412345678908"},
        {"FNC1 first", GS "01" GTIN "21S1", "element_string gtin=" GTIN " serial=S1"},
        {"nothing said, all fits", "01" GTIN "21S1", "element_string gtin=" GTIN " serial=S1"},
        {"nothing said, separator", "10L1" GS "01" GTIN, "element_string gtin=" GTIN " lot=L1"},
        {"separator as {GS}", "01" GTIN "10L1{GS}21S1", "element_string gtin=" GTIN " serial=S1 lot=L1"},
        {"separator as ^]", "]d201" GTIN "10L1^]21S1", "element_string gtin=" GTIN " serial=S1 lot=L1"},
        {"separator as \\x1D", "01" GTIN "10L1\\x1D21S1", "element_string gtin=" GTIN " serial=S1 lot=L1"},
        {"separator as U+241D",
         "01" GTIN "10L1\xE2\x90\x9D"
         "21S1",
         "element_string gtin=" GTIN " serial=S1 lot=L1"},
        {"a real separator: signs are data", "]d201" GTIN "10L<GS>" GS "21S1",
         "element_string gtin=" GTIN " serial=S1 lot=L<GS>"},
        {"in brackets", "(01)" GTIN "(11)260200(21)S1",
         "element_string gtin=" GTIN " serial=S1 production_date=2026-02-28"},
        {"content of a logistic unit", "(00)106141412345678908(02)" GTIN "(37)12",
         "element_string sscc=106141412345678908 content=" GTIN " count=12"},
        {"place and extension", "(414)9521321000018(254)B-7", "element_string gln=9521321000018 gln_extension=B-7"},
        {"keys", "(8003)09521321000018A1(8004)95213210A2", "element_string grai=09521321000018A1 giai=95213210A2"},
        {"a piece of an item", "(8006)" GTIN "0102(21)S1", "element_string serial=S1 itip=" GTIN "0102 gtin=" GTIN},
        {"Digital Link", "https://example.com/01/" GTIN "/21/S1?17=261231",
         "digital_link gtin=" GTIN " serial=S1 expiry=2026-12-31 url=https://example.com/01/" GTIN "/21/S1?17=261231"},
        {"Digital Link in a QR Code", "]Q1https://example.com/01/" GTIN,
         "digital_link gtin=" GTIN " url=https://example.com/01/" GTIN},
        {"elements that are like a GTIN-8", "]d239409515", "element_string"},
        {"another link", "https://example.com/l/AB12", "url url=https://example.com/l/AB12"},
        {"EAN-13", "]E04006381333931", "number gtin=04006381333931"},
        {"EAN-13 with an add-on", "]E3400638133393112", "number gtin=04006381333931"},
        {"EAN-8", "]E496385074", "number gtin=00000096385074"},
        {"13 digits", "4006381333931", "number gtin=04006381333931 gln=4006381333931"},
        {"18 digits", "106141412345678908", "number sscc=106141412345678908"},
    };
    rows_are_read(rows, COUNT(rows), (struct gs1_options){0});
}

static void epcs_are_read(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"pure identity", "urn:epc:id:sgtin:0614141.812345.6789",
         "epc_urn gtin=80614141123458 serial=6789 epc=urn:epc:id:sgtin:0614141.812345.6789"},
        {"class", "urn:epc:class:lgtin:0614141.812345.A1",
         "epc_urn gtin=80614141123458 lot=A1 epc=urn:epc:class:lgtin:0614141.812345.A1"},
        {"without elements", "urn:epc:id:gid:952056.2718.1414", "epc_urn"},
        {"tag", "URN:EPC:TAG:SSCC-96:3.0614141.1234567890\r\n",
         "epc_tag sscc=106141412345678908 epc=urn:epc:id:sscc:0614141.1234567890"},
        {"raw", "urn:epc:raw:96.x3074257BF7194E4000001A85",
         "epc_tag gtin=80614141123458 serial=6789 epc=urn:epc:id:sgtin:0614141.812345.6789"},
        {"memory of a tag", "3074257bf7194e4000001a85",
         "epc_binary gtin=80614141123458 serial=6789 epc=urn:epc:id:sgtin:0614141.812345.6789"},
        {"memory of no known format", "E28011700000020D5E5A1234", "plain"},
    };
    static const struct str items[] = {{"0614141", 7}};
    static const struct gs1_company_prefixes prefixes = {1, items};
    static const struct row with_prefix[] = {
        {"prefix known", "(01)80614141123458(21)6789",
         "element_string gtin=80614141123458 serial=6789 epc=urn:epc:id:sgtin:0614141.812345.6789"},
        {"prefix not known", "(01)" GTIN "(21)1", "element_string gtin=" GTIN " serial=1"},
    };
    rows_are_read(rows, COUNT(rows), (struct gs1_options){0});
    rows_are_read(with_prefix, COUNT(with_prefix), (struct gs1_options){.prefixes = &prefixes});
}

#define RS  "\x1E"
#define EOT "\x04"

static void other_standards_are_read(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"data identifiers",
         "[)>" RS "06" GS "P90-123" GS "1PX7" GS "SA1" GS "1TL1" GS "Q100" GS "VS9" GS "K4711" RS EOT,
         "iso15434 part_number=90-123 supplier_part_number=X7 serial=A1 lot=L1 count=100 supplier=S9 "
         "order_number=4711"},
        {"automotive label",
         "[)>" RS "06" GS "12PGTL3" GS "1JUN123456789A2B4" GS "7Q10.5PC" GS "16D20260102" GS "99XA" RS EOT,
         "iso15434 licence_plate=UN123456789A2B4 count=10.5 production_date=2026-01-02"},
        {"elements", "[)>" RS "05" GS "01" GTIN "10L1" GS "21S1" RS EOT, "iso15434 gtin=" GTIN " serial=S1 lot=L1"},
        {"text elements", "[)>" RS "12" GS "MFR SELLER" GS "PNR 7" RS EOT, "iso15434"},
        {"two formats", "[)>" RS "06" GS "SA1" RS "07note" RS EOT "\r\n", "iso15434 serial=A1"},
        {"end and RS missing, GS written", "[)>06{GS}SA1{GS}Q2", "iso15434 serial=A1 count=2"},
        {"all written", "]d1[)>{RS}06{GS}SA1{RS}{EOT}", "iso15434 serial=A1"},
        {"HIBC", "+A99912345/$$52001510X33", "hibc udi_di=A99912345 expiry=2020-01-15 lot=10X3"},
        {"HIBC, primary data", "+A123BJC5D6E71G", "hibc udi_di=A123BJC5D6E71"},
        {"HIBC, secondary data", "+$$52001510X3GD", "hibc expiry=2020-01-15 lot=10X3"},
        {"HIBC, long", "+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202H",
         "hibc udi_di=H123PARTNO1234567890120 expiry=2020-02-02 lot=LOT123456789012345 serial=XYZ456789012345678 "
         "production_date=2013-02-02"},
        {"HIBC, quantity", "+A99912345/$$81210X3/16D20111212/14D20200906/S77DEFG45$",
         "hibc udi_di=A99912345 count=12 lot=10X3 production_date=2011-12-12 expiry=2020-09-06 serial=77DEFG45"},
        {"ISBT 128, UDI", "=/A9999XYZ100T0476=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123",
         "iccbba udi_di=A9999XYZ100T0476 serial=000025 donation=A99971312345600 expiry=2014-02-01 "
         "production_date=2013-02-01 lot=000000000000XYZ123"},
        {"ISBT 128, compound", "=+02000=>024366=<T0416003", "iccbba expiry=2024-12-31 part_number=T0416003"},
    };
    static const struct row expected[] = {
        {"serial", "SABC123", "data_identifiers serial=ABC123"},
        {"several", "PX7" GS "Q3", "data_identifiers part_number=X7 count=3"},
        {"identifier that is not known", "9XABC", "plain"},
        {"link", "https://example.com/", "url url=https://example.com/"},
    };
    static const struct row plain[] = {
        {"a telephone number", "+493012345678", "plain"}, {"a sign", "=A1", "plain"}, {"a sum", "=1+1", "plain"}};
    rows_are_read(rows, COUNT(rows), (struct gs1_options){0});
    rows_are_read(expected, COUNT(expected), (struct gs1_options){.data_identifiers = true});
    rows_are_read(plain, COUNT(plain), (struct gs1_options){0});
}

static void a_udi_is_one_thing(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        enum gs1_udi_issuer issuer;
        const char *di, *serial;
    } rows[] = {
        {"(01)" GTIN "(17)261231(21)S1", GS1_UDI_GS1, GTIN, "S1"},
        {"+A99912345/$$81210X3/16D20111212/14D20200906/S77DEFG45$", GS1_UDI_HIBCC, "A99912345", "77DEFG45"},
        {"=/A9999XYZ100T0476=,000025", GS1_UDI_ICCBBA, "A9999XYZ100T0476", "000025"},
    };
    struct arena *a = arena_new(0);
    struct gs1_options options = {.year = YEAR};
    struct gs1_reading r;
    struct gs1_problem p = {0};
    struct gs1_udi udi;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(gs1_carrier_read(a, str_of(rows[i].bytes), &options, &r, &p), rows[i].bytes);
        assert_row(gs1_udi_of(&r, &udi) && udi.issuer == rows[i].issuer, rows[i].bytes);
        assert_row(str_is(udi.di, rows[i].di) && str_is(udi.serial, rows[i].serial), rows[i].bytes);
    }
    assert_true(gs1_carrier_read(a, STR("CAM-00001"), &options, &r, &p));
    assert_false(gs1_udi_of(&r, &udi));
    arena_free(a);
}

static void elements_when_expected(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a serial alone", "21ABC", "element_string serial=ABC"},
        {"written separator", "10A<GS>21B", "element_string serial=B lot=A"},

    };
    rows_are_read(rows, COUNT(rows), (struct gs1_options){.elements = true});
}

static void faults_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str bytes;
        enum gs1_carrier carrier;
        enum gs1_rule rule;
        size_t at;
        const char *says; /* part of the sentence */
    } rows[] = {
        {"nothing", {"", 0}, GS1_CARRIER_PLAIN, GS1_RULE_EMPTY, 0, "Nothing"},
        {"only what scanners send", {" \r\n\t", 4}, GS1_CARRIER_PLAIN, GS1_RULE_EMPTY, 0, "Nothing"},
        {"symbology and nothing", {"]d2\r", 4}, GS1_CARRIER_PLAIN, GS1_RULE_EMPTY, 0, "Nothing"},
        {"not UTF-8", {"Ger\xE4t", 5}, GS1_CARRIER_PLAIN, GS1_RULE_UTF8, 3, "Byte 4 (0xE4)"},
        {"NUL in it", {"A\0B", 3}, GS1_CARRIER_PLAIN, GS1_RULE_BAD_BYTE, 1, "byte 2"},
        {"tab in it", {"A\tB", 3}, GS1_CARRIER_PLAIN, GS1_RULE_BAD_BYTE, 1, "0x09"},
        {"separator, but no AI", {"A" GS "B", 3}, GS1_CARRIER_PLAIN, GS1_RULE_BAD_BYTE, 1, "FNC1"},
        {"wrong check digit",
         {"]d20109506000134353", 19},
         GS1_CARRIER_ELEMENT_STRING,
         GS1_RULE_CHECK_DIGIT,
         18,
         "2 would be right"},
        {"O for 0", {"]d2O109506000134352", 19}, GS1_CARRIER_ELEMENT_STRING, GS1_RULE_UNKNOWN_AI, 3, "\"O\""},
        {"behind written separators",
         {"]d210A{GS}{GS}", 14},
         GS1_CARRIER_ELEMENT_STRING,
         GS1_RULE_SEPARATOR,
         10,
         "Two separators"},
        {"EAN with a wrong check digit",
         {"]E04006381333932", 16},
         GS1_CARRIER_NUMBER,
         GS1_RULE_CHECK_DIGIT,
         15,
         "1 would be right"},
        {"EAN with a letter",
         {"]E0400638l333931", 16},
         GS1_CARRIER_NUMBER,
         GS1_RULE_DIGITS,
         9,
         "looks like the digit 1"},
        {"unknown AI in brackets", {"(05)123", 7}, GS1_CARRIER_ELEMENT_STRING, GS1_RULE_UNKNOWN_AI, 0, "(05)"},
#define ROW(text) {text, sizeof(text) - 1}
        {"EPC with a wrong length", ROW("urn:epc:id:sgtin:0614141.81234.1"), GS1_CARRIER_EPC_URN,
         GS1_RULE_EPC_REFERENCE, 17, "12 digits together"},
        {"control characters lost", ROW("[)>06PABCSA1"), GS1_CARRIER_ISO15434, GS1_RULE_ENVELOPE, 3, "are lost"},
        {"format 99", ROW("[)>" RS "99" GS "A" RS EOT), GS1_CARRIER_ISO15434, GS1_RULE_ENVELOPE, 4, "01 to 09"},
        {"no data identifier", ROW("[)>" RS "06" GS "SA1" GS "1234A" RS EOT), GS1_CARRIER_ISO15434,
         GS1_RULE_DATA_IDENTIFIER, 11, "byte 12"},
        {"quantity", ROW("[)>" RS "06" GS "Q1O0" RS EOT), GS1_CARRIER_ISO15434, GS1_RULE_DATA_IDENTIFIER, 8,
         "a number"},
        {"no such day", ROW("[)>" RS "06" GS "14D20260230" RS EOT), GS1_CARRIER_ISO15434, GS1_RULE_DATA_IDENTIFIER, 10,
         "YYYYMMDD"},
        {"element in a message", ROW("[)>" RS "05" GS "01" GTIN "11260230" RS EOT), GS1_CARRIER_ISO15434, GS1_RULE_DAY,
         29, "11"},
        {"HIBC, check character", ROW("+A99912345/$$52001510X34"), GS1_CARRIER_HIBC, GS1_RULE_HIBC_CHECK, 23,
         "\"3\" would be right"},
        {"HIBC in small letters", ROW("+A99912345/$$52001510x33"), GS1_CARRIER_HIBC, GS1_RULE_HIBC, 21,
         "Capital letters"},
        {"HIBC, no such day", ROW("+A99912345/$$5203670J"), GS1_CARRIER_HIBC, GS1_RULE_HIBC, 14, "expiry date"},
        {"ISBT 128, no such day", ROW("=>024367"), GS1_CARRIER_ICCBBA, GS1_RULE_ISBT, 2, "no such day"},
        {"ISBT 128, compound", ROW("=+03000=>024366"), GS1_CARRIER_ICCBBA, GS1_RULE_ISBT, 2, "there are 1"},
        {"link with a wrong key",
         {"https://x.org/01/09506000134353", 31},
         GS1_CARRIER_DIGITAL_LINK,
         GS1_RULE_CHECK_DIGIT,
         30,
         "2 would be right"},
    };
    struct arena *a = arena_new(0);
    struct gs1_options options = {.year = YEAR};
    struct gs1_reading r;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(!gs1_carrier_read(a, rows[i].bytes, &options, &r, &p), rows[i].name);
        assert_row(r.carrier == rows[i].carrier, rows[i].name);
        if (p.rule != rows[i].rule || p.at != rows[i].at || !strstr(p.text, rows[i].says))
            fail_msg("row \"%s\": %s at %zu: %s", rows[i].name, gs1_rule_texts[p.rule].name, p.at, p.text);
    }
    arena_free(a);
}

static void too_long_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    static char text[GS1_TEXT_MAX + 1];
    struct gs1_options options = {.year = YEAR};
    struct gs1_reading r;
    struct gs1_problem p = {0};
    memset(text, 'A', sizeof text);
    assert_false(gs1_carrier_read(a, (struct str){text, sizeof text}, &options, &r, &p));
    assert_int_equal(p.rule, GS1_RULE_TOO_LONG);
    assert_true(gs1_carrier_read(a, (struct str){text, GS1_TEXT_MAX}, &options, &r, &p));
    arena_free(a);
}

static void doubts_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        enum gs1_rule rule; /* NONE: no doubt */
        const char *says;
    } rows[] = {
        {"a serial", "CAM-00001", GS1_RULE_NONE, ""},
        {"good element string", "01" GTIN "21S1", GS1_RULE_NONE, ""},
        {"13 digits", "4006381333932", GS1_RULE_CHECK_DIGIT, "must be 1"},
        {"18 digits", "106141412345678909", GS1_RULE_CHECK_DIGIT, "an SSCC"},
        {"German keyboard", ")01=" GTIN, GS1_RULE_LAYOUT, "German"},
        {"begins as GS1 does", "01" GTIN "58X", GS1_RULE_UNKNOWN_AI, "plain"},
        {"ISO/IEC 15434 without its end", "[)>" RS "06" GS "SA1", GS1_RULE_ENVELOPE, "end of the message"},
        {"ISO/IEC 15434, RS lost", "[)>06" GS "SA1" RS EOT, GS1_RULE_ENVELOPE, "record separator"},
        {"ISO/IEC 15434, whole", "[)>" RS "06" GS "SA1" RS EOT, GS1_RULE_NONE, ""},
        {"missing separator",
         "01" GTIN "211234567890123456"
         "17261231X",
         GS1_RULE_LONG, "separator"},
    };
    struct arena *a = arena_new(0);
    struct gs1_options options = {.year = YEAR};
    struct gs1_reading r;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(gs1_carrier_read(a, str_of(rows[i].bytes), &options, &r, &p), rows[i].name);
        if (r.doubt.rule != rows[i].rule || !strstr(r.doubt.text, rows[i].says))
            fail_msg("row \"%s\": %s: %s", rows[i].name, gs1_rule_texts[r.doubt.rule].name, r.doubt.text);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_stays_plain),  cmocka_unit_test(gs1_is_read),
        cmocka_unit_test(epcs_are_read),      cmocka_unit_test(other_standards_are_read),
        cmocka_unit_test(a_udi_is_one_thing), cmocka_unit_test(elements_when_expected),
        cmocka_unit_test(faults_are_named),   cmocka_unit_test(too_long_is_refused),
        cmocka_unit_test(doubts_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
