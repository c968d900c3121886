/*
 * Tests of gs1/symbology.h.
 */
#include "gs1/symbology.h"
#include "testing.h"

static void identifiers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name; /* NULL: not known */
        enum gs1_carries carries;
        const char *rest;
    } rows[] = {
        {"]C10109506000134352", "GS1-128", GS1_CARRIES_ELEMENTS, "0109506000134352"},
        {"]d201", "GS1 DataMatrix", GS1_CARRIES_ELEMENTS, "01"},
        {"]Q301", "GS1 QR Code", GS1_CARRIES_ELEMENTS, "01"},
        {"]e001", "GS1 DataBar", GS1_CARRIES_ELEMENTS, "01"},
        {"]J101", "GS1 DotCode", GS1_CARRIES_ELEMENTS, "01"},
        {"]E04006381333931", "EAN-13, UPC-A or UPC-E", GS1_CARRIES_GTIN, "4006381333931"},
        {"]E496385074", "EAN-8", GS1_CARRIES_GTIN, "96385074"},
        {"]I110614141000415", "ITF-14", GS1_CARRIES_GTIN, "10614141000415"},
        {"]C0ABC", "Code 128", GS1_CARRIES_ANYTHING, "ABC"},
        {"]A0ABC", "Code 39", GS1_CARRIES_ANYTHING, "ABC"},
        {"]d1ABC", "Data Matrix", GS1_CARRIES_ANYTHING, "ABC"},
        {"]Q1https://id.gs1.org/", "QR Code", GS1_CARRIES_ANYTHING, "https://id.gs1.org/"},
        {"]X9ABC", NULL, 0, "ABC"},
        {"]C9ABC", NULL, 0, "ABC"},
        {"]1ABC", NULL, 0, "]1ABC"},
        {"]C", NULL, 0, "]C"},
        {"ABC", NULL, 0, "ABC"},
        {"", NULL, 0, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct gs1_symbology *s = gs1_symbology_of(str_of(rows[i].text));
        assert_row(!s == !rows[i].name, rows[i].text);
        assert_row(!s || (strcmp(s->name, rows[i].name) == 0 && s->carries == rows[i].carries), rows[i].text);
        assert_row(str_is(gs1_symbology_strip(str_of(rows[i].text)), rows[i].rest), rows[i].text);
    }
}

static void what_scanners_put_around_goes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rest;
        size_t from;
    } rows[] = {
        {"ABC\r\n", "ABC", 0},
        {"ABC\t", "ABC", 0},
        {"\x02"
         "ABC\x03\r",
         "ABC", 1},
        {" \tABC", "ABC", 2},
        {"A B", "A B", 0},
        {"\x1D"
         "01",
         "\x1D"
         "01",
         0},
        {"ABC\x1D\r", "ABC\x1D", 0},
        {"\r\n", "", 2},
        {"", "", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t from = 99;
        assert_row(str_is(gs1_scan_trim(str_of(rows[i].text), &from), rows[i].rest), rows[i].rest);
        assert_row(from == rows[i].from, rows[i].rest);
        assert_row(str_is(gs1_scan_trim(str_of(rows[i].text), NULL), rows[i].rest), rows[i].rest);
    }
}

static void other_keyboards_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hint; /* NULL: none */
    } rows[] = {
        {")01=09506000134352)21=ABC", "German"},
        {"httpsÖ--id.gs1.org-01-09506000134352", "German"},
        {"+d2"
         "0109506000134352",
         "German"},
        {"9à&0àç(à-ààà&\"'\"(é", "French"},
        {"httpsM!!id:gs&:org!à&", "French"},
        {"à&àç(à-ààà&\"'\"(é", "French"},
        {"]D20109506000134352", "Caps Lock"},
        {"]c10109506000134352", "Caps Lock"},
        {"(01)09506000134353", NULL}, /* wrong, but not for the keyboard */
        {"0109506000134353", NULL},
        {"]d20109506000134353", NULL},
        {"SN-0815", NULL},
        {"zebra", NULL},
        {"HTTPS://ID.GS1.ORG/01", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *hint = gs1_layout_hint(str_of(rows[i].text));
        assert_row(!hint == !rows[i].hint, rows[i].text);
        assert_row(!hint || strstr(hint, rows[i].hint), rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers),
        cmocka_unit_test(what_scanners_put_around_goes),
        cmocka_unit_test(other_keyboards_are_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
