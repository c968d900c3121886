/*
 * Tests of label/template.h: what is read, and every refusal.
 */
#include "label/template.h"

#include "base/base64.h"
#include "base/limits.h"
#include "testing.h"

static bool read(struct arena *a, const char *text, struct label_template *t, struct refusal *r)
{
    *r = (struct refusal){0};
    return label_template_read(a, str_of(text), t, r);
}

static void all_members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct label_template t;
    struct refusal r;
    assert_true(read(
        a,
        "{\"name\":\"N\",\"for\":\"unit\",\"width\":63.5,\"height\":33.9,\"page\":{\"layout\":\"sheet\",\"width\":210,"
        "\"height\":297,\"left\":7.25,\"top\":12.9,\"columns\":3,\"rows\":8,\"gap_x\":2.5,\"gap_y\":0},\"elements\":["
        "{\"kind\":\"text\",\"x\":1,\"y\":2,\"w\":30,\"h\":4.5,\"content\":\"SN {unit.serial} of "
        "{product.sku}\",\"size\":9.5,"
        "\"weight\":\"bold\",\"font\":\"mono\",\"fit\":\"wrap\",\"align\":\"right\",\"valign\":\"top\",\"rotation\":90}"
        ","
        "{\"kind\":\"line\",\"x\":0,\"y\":1,\"w\":63.5,\"thickness\":0.5},"
        "{\"kind\":\"box\",\"x\":0,\"y\":0,\"w\":63.5,\"h\":33.9,\"filled\":true},"
        "{\"kind\":\"symbol\",\"x\":1,\"y\":1,\"w\":20,\"h\":20,\"symbology\":\"qr\",\"content\":\"{link}\",\"level\":"
        "\"H\",\"module\":0.4}]}",
        &t, &r));
    assert_str(t.name, "N");
    assert_int_equal(t.thing, LABEL_FOR_UNIT);
    assert_int_equal(t.sheet.columns * t.sheet.rows, 24);
    assert_true(t.sheet.gap_x == 2.5 && t.sheet.left == 7.25 && t.width == 63.5);
    assert_int_equal(t.count, 4);
    const struct label_element *e = t.elements;
    assert_int_equal(e[0].content.count, 4);
    assert_str(e[0].content.pieces[0].literal, "SN ");
    assert_int_equal(e[0].content.pieces[1].field, LABEL_UNIT_SERIAL);
    assert_int_equal(e[0].content.pieces[3].field, LABEL_PRODUCT_SKU);
    assert_true(e[0].bold && e[0].mono && e[0].fit == LABEL_WRAP && e[0].align == LABEL_END &&
                e[0].valign == LABEL_START);
    assert_true(e[0].size_pt == 9.5 && e[0].rotation == 90);
    assert_true(e[1].thickness == 0.5 && e[1].h == 0);
    assert_true(e[2].filled);
    assert_true(e[3].symbology == LABEL_QR && e[3].level == 'H' && e[3].module_mm == 0.4 && !e[3].human);
    assert_true(label_template_fields(&t) ==
                (UINT64_C(1) << LABEL_UNIT_SERIAL | UINT64_C(1) << LABEL_PRODUCT_SKU | UINT64_C(1) << LABEL_LINK));
    struct label_values v;
    label_values_example(LABEL_FOR_UNIT, &v);
    assert_str(label_content_text(a, &e[0].content, &v), "SN CAM-00001 of CAM-4K");
    arena_free(a);
}

#define HEAD          "{\"name\":\"N\",\"for\":\"unit\",\"width\":50,\"height\":25,"
#define ONE(members)  HEAD "\"elements\":[{" members "}]}"
#define TEXT          "\"kind\":\"text\",\"x\":1,\"y\":1,\"w\":20,\"h\":4"
#define QR            "\"kind\":\"symbol\",\"x\":1,\"y\":1,\"w\":20,\"h\":20,\"symbology\":\"qr\""
#define GS1           "\"kind\":\"symbol\",\"x\":1,\"y\":1,\"w\":20,\"h\":20,\"symbology\":\"gs1_datamatrix\""
#define PNG           "\"kind\":\"image\",\"x\":1,\"y\":1,\"w\":20,\"h\":20"
#define PAGE(members) HEAD "\"page\":{" members "},\"elements\":[{" TEXT ",\"content\":\"x\"}]}"
#define SHEET         "\"layout\":\"sheet\",\"width\":210,\"height\":297"

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum refusal_code code;
        const char *field; /* NULL: none */
        const char *says;  /* part of the detail */
    } rows[] = {
        {"", REFUSED_BAD_JSON, NULL, "line 1"},
        {"{", REFUSED_BAD_JSON, NULL, "line 1"},
        {"[]", REFUSED_BAD_VALUE, NULL, "object"},
        {"{}", REFUSED_MISSING_FIELD, "name", "must be there"},
        {"{\"name\":7}", REFUSED_BAD_VALUE, "name", "text"},
        {"{\"name\":\" \"}", REFUSED_BAD_VALUE, "name", "not empty"},
        {"{\"name\":\"N\",\"colour\":1}", REFUSED_UNKNOWN_FIELD, NULL, "name, for, width, height, page, elements"},
        {"{\"name\":\"N\"}", REFUSED_MISSING_FIELD, "for", "must be there"},
        {"{\"name\":\"N\",\"for\":\"order\"}", REFUSED_BAD_VALUE, "for", "unit, package, location, product"},
        {"{\"name\":\"N\",\"for\":\"unit\"}", REFUSED_MISSING_FIELD, "width", "must be there"},
        {"{\"name\":\"N\",\"for\":\"unit\",\"width\":4.9}", REFUSED_BAD_VALUE, "width", "5 to 500"},
        {"{\"name\":\"N\",\"for\":\"unit\",\"width\":501}", REFUSED_BAD_VALUE, "width", "5 to 500"},
        {"{\"name\":\"N\",\"for\":\"unit\",\"width\":\"50\"}", REFUSED_BAD_VALUE, "width", "number"},
        {"{\"name\":\"N\",\"for\":\"unit\",\"width\":50}", REFUSED_MISSING_FIELD, "height", "must be there"},
        {HEAD "\"elements\":1}", REFUSED_MISSING_FIELD, "elements", "list"},
        {HEAD "\"elements\":[]}", REFUSED_MISSING_FIELD, "elements", "at least one"},
        {HEAD "\"elements\":[7]}", REFUSED_BAD_VALUE, "elements[0]", "object"},
        {ONE(""), REFUSED_MISSING_FIELD, "elements[0].kind", "must be there"},
        {ONE("\"kind\":\"circle\""), REFUSED_BAD_VALUE, "elements[0].kind", "text, line, box, image, symbol"},
        {ONE("\"kind\":\"text\",\"colour\":1"), REFUSED_UNKNOWN_FIELD, "elements[0]", "rotation"},
        {ONE("\"kind\":\"text\""), REFUSED_MISSING_FIELD, "elements[0].x", "must be there"},
        {ONE("\"kind\":\"text\",\"x\":-1"), REFUSED_BAD_VALUE, "elements[0].x", "0 to 500"},
        {ONE("\"kind\":\"text\",\"x\":40,\"y\":1,\"w\":11,\"h\":4"), REFUSED_BAD_VALUE, "elements[0].w",
         "51.00 mm; the label is 50.00 mm"},
        {ONE("\"kind\":\"text\",\"x\":1,\"y\":22,\"w\":11,\"h\":4"), REFUSED_BAD_VALUE, "elements[0].h",
         "26.00 mm; the label is 25.00 mm"},
        {ONE("\"kind\":\"text\",\"x\":1,\"y\":2,\"w\":0,\"h\":4"), REFUSED_BAD_VALUE, "elements[0].w", "0.5 to 500"},
        {ONE(TEXT), REFUSED_MISSING_FIELD, "elements[0].content", "must be there"},
        {ONE(TEXT ",\"content\":\"\""), REFUSED_BAD_VALUE, "elements[0].content", "not empty"},
        {ONE(TEXT ",\"content\":\"a {b\""), REFUSED_BAD_VALUE, "elements[0].content", "offset 2 has no '}'"},
        {ONE(TEXT ",\"content\":\"{unit.price}\""), REFUSED_BAD_VALUE, "elements[0].content",
         "these are: unit.serial, unit.imei"},
        {ONE(TEXT ",\"content\":\"{package.sscc}\""), REFUSED_BAD_VALUE, "elements[0].content",
         "nothing that a unit has"},
        {ONE(TEXT ",\"content\":\"{}\""), REFUSED_BAD_VALUE, "elements[0].content", "'{}'"},
        {ONE(TEXT ",\"content\":\"x\",\"size\":3"), REFUSED_BAD_VALUE, "elements[0].size", "4 to 200"},
        {ONE(TEXT ",\"content\":\"x\",\"weight\":\"fat\""), REFUSED_BAD_VALUE, "elements[0].weight", "normal, bold"},
        {ONE(TEXT ",\"content\":\"x\",\"font\":\"Arial\""), REFUSED_BAD_VALUE, "elements[0].font", "sans, mono"},
        {ONE(TEXT ",\"content\":\"x\",\"fit\":\"cut\""), REFUSED_BAD_VALUE, "elements[0].fit",
         "shrink, ellipsis, wrap"},
        {ONE(TEXT ",\"content\":\"x\",\"align\":\"top\""), REFUSED_BAD_VALUE, "elements[0].align",
         "left, center, right"},
        {ONE(TEXT ",\"content\":\"x\",\"valign\":\"left\""), REFUSED_BAD_VALUE, "elements[0].valign",
         "top, middle, bottom"},
        {ONE(TEXT ",\"content\":\"x\",\"rotation\":45"), REFUSED_BAD_VALUE, "elements[0].rotation",
         "0, 90, 180 and 270"},
        {ONE(TEXT ",\"content\":\"x\",\"rotation\":1.5"), REFUSED_BAD_VALUE, "elements[0].rotation", "whole number"},
        {ONE("\"kind\":\"line\",\"x\":1,\"y\":1,\"w\":5,\"h\":5"), REFUSED_BAD_VALUE, "elements[0].h", "horizontal"},
        {ONE("\"kind\":\"line\",\"x\":1,\"y\":1"), REFUSED_BAD_VALUE, "elements[0].h", "vertical"},
        {ONE("\"kind\":\"line\",\"x\":1,\"y\":1,\"w\":5,\"thickness\":0"), REFUSED_BAD_VALUE, "elements[0].thickness",
         "0.05 to 20"},
        {ONE("\"kind\":\"box\",\"x\":1,\"y\":1,\"w\":5,\"h\":5,\"filled\":1"), REFUSED_BAD_VALUE, "elements[0].filled",
         "true or false"},
        {ONE(PNG), REFUSED_MISSING_FIELD, "elements[0].png", "must be there"},
        {ONE(PNG ",\"png\":\"a b\""), REFUSED_BAD_VALUE, "elements[0].png", "base64"},
        {ONE(PNG ",\"png\":\"AAAA\""), REFUSED_BAD_VALUE, "elements[0].png", "no PNG"},
        /* IHDR says 1501 x 1 */
        {ONE(PNG ",\"png\":\"iVBORw0KGgoAAAANSUhEUgAABd0AAAABCAYAAAAAAAAA\""), REFUSED_TOO_LONG, "elements[0].png",
         "1501 x 1 pixels"},
        {ONE(PNG ",\"png\":\"iVBORw0KGgoAAAANSUhEUgAAAAAAAAABCAYAAAAAAAAA\""), REFUSED_TOO_LONG, "elements[0].png",
         "0 x 1 pixels"},
        {ONE("\"kind\":\"symbol\",\"x\":1,\"y\":1,\"w\":5,\"h\":5"), REFUSED_MISSING_FIELD, "elements[0].symbology",
         "must be there"},
        {ONE("\"kind\":\"symbol\",\"x\":1,\"y\":1,\"w\":5,\"h\":5,\"symbology\":\"aztec\""), REFUSED_BAD_VALUE,
         "elements[0].symbology", "qr, gs1_dl_qr"},
        {ONE(QR), REFUSED_MISSING_FIELD, "elements[0].content", "must be there"},
        {ONE(QR ",\"content\":\"x\",\"level\":\"X\""), REFUSED_BAD_VALUE, "elements[0].level", "L, M, Q, H"},
        {ONE(QR ",\"content\":\"x\",\"module\":0"), REFUSED_BAD_VALUE, "elements[0].module", "0.1 to 5"},
        {ONE(QR ",\"content\":\"x\",\"text\":true"), REFUSED_BAD_VALUE, "elements[0].text", "one-dimensional"},
        {ONE(GS1 ",\"content\":\"{unit.serial}\""), REFUSED_BAD_VALUE, "elements[0].content", "(01){product.gtin}"},
        {ONE(GS1 ",\"content\":\"x(01){product.gtin}\""), REFUSED_BAD_VALUE, "elements[0].content",
         "Application Identifier"},
        {PAGE(""), REFUSED_MISSING_FIELD, "page.layout", "must be there"},
        {PAGE("\"layout\":\"fan\""), REFUSED_BAD_VALUE, "page.layout", "roll, sheet"},
        {PAGE("\"layout\":\"roll\",\"rows\":2"), REFUSED_UNKNOWN_FIELD, "page", "layout"},
        {PAGE("\"layout\":\"sheet\""), REFUSED_MISSING_FIELD, "page.width", "must be there"},
        {PAGE(SHEET), REFUSED_MISSING_FIELD, "page.columns", "must be there"},
        {PAGE(SHEET ",\"columns\":4,\"rows\":0"), REFUSED_BAD_VALUE, "page.rows", "1 to 100"},
        {PAGE(SHEET ",\"columns\":5,\"rows\":2"), REFUSED_BAD_VALUE, "page.columns",
         "250.00 mm; the page is 210.00 mm"},
        {PAGE(SHEET ",\"columns\":4,\"rows\":12"), REFUSED_BAD_VALUE, "page.rows", "300.00 mm; the page is 297.00 mm"},
        {PAGE(SHEET ",\"columns\":4,\"rows\":2,\"left\":8,\"gap_x\":1"), REFUSED_BAD_VALUE, "page.columns",
         "211.00 mm"},
        {PAGE(SHEET ",\"columns\":4,\"rows\":2,\"depth\":1"), REFUSED_UNKNOWN_FIELD, "page", "gap_x, gap_y"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        struct label_template t;
        struct refusal r;
        assert_row(!read(a, rows[i].text, &t, &r), rows[i].text);
        assert_row(r.code == rows[i].code, rows[i].text);
        assert_row(rows[i].field ? r.field && strcmp(r.field, rows[i].field) == 0 : !r.field, rows[i].text);
        assert_row(strstr(arena_cstr(a, r.detail), rows[i].says) != NULL, rows[i].text);
        arena_free(a);
    }
}

static void too_much(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct buf text = {0};
    struct label_template t;
    struct refusal r = {0};
    buf_z(&text, HEAD "\"elements\":[");
    for (int i = 0; i <= LIMIT_LABEL_ELEMENTS; i++)
        buf_fmt(&text, "%s{" TEXT ",\"content\":\"x\"}", i ? "," : "");
    buf_z(&text, "]}");
    assert_false(label_template_read(a, buf_view(&text), &t, &r));
    assert_int_equal(r.code, REFUSED_TOO_MANY);
    buf_clear(&text);
    buf_reserve(&text, LIMIT_LABEL_TEMPLATE_BYTES + 1);
    memset(text.ptr, ' ', LIMIT_LABEL_TEMPLATE_BYTES + 1);
    text.len = LIMIT_LABEL_TEMPLATE_BYTES + 1;
    assert_false(label_template_read(a, buf_view(&text), &t, &r));
    assert_int_equal(r.code, REFUSED_TOO_LONG);
    buf_free(&text);
    arena_free(a);
}

/* ---- pictures ---- */

static void number(struct buf *out, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(n >> shift & 255));
}

static void chunk(struct buf *out, const char *kind, size_t len)
{
    number(out, (uint32_t)len);
    buf_z(out, kind);
    for (size_t i = 0; i < len + 4; i++) /* and its check sum */
        buf_char(out, 'x');
}

/* As large as pictures may be, in few bytes. */
static void picture(struct buf *out)
{
    buf_z(out, "\x89PNG\r\n\x1a\n");
    number(out, 13);
    buf_z(out, "IHDR");
    number(out, LIMIT_LABEL_IMAGE_PIXELS);
    number(out, LIMIT_LABEL_IMAGE_PIXELS);
    buf_z(out, "\1\1\1\1\1crc0");
}

static void element(struct buf *json, struct str png)
{
    buf_z(json, "{" PNG ",\"png\":\"");
    base64_print(json, png);
    buf_z(json, "\"}");
}

/* Of a file only what a picture needs is kept: other parts, packed, could say a thousand times as much. */
static void parts_of_pictures(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct buf png = {0}, bare = {0}, json = {0};
    struct label_template t;
    struct refusal r = {0};
    picture(&png);
    picture(&bare);
    static const char *const kept[] = {"PLTE", "tRNS", "IDAT", "IDAT", "IEND"};
    for (size_t i = 0; i < COUNT(kept); i++) {
        chunk(&png, i % 2 ? "zTXt" : "iCCP", 40 + i);
        chunk(&png, kept[i], i * 7);
        chunk(&bare, kept[i], i * 7);
    }
    chunk(&png, "tEXt", 3);
    buf_z(&json, HEAD "\"elements\":[");
    element(&json, buf_view(&png));
    buf_z(&json, "]}");
    assert_true(label_template_read(a, buf_view(&json), &t, &r));
    assert_true(str_eq(t.elements[0].png, buf_view(&bare)));
    buf_free(&png);
    buf_free(&bare);
    buf_free(&json);
    arena_free(a);
}

/* All pictures of a template are in memory together while labels are drawn. */
static void too_many_pixels(void **state)
{
    (void)state;
    const int fit = LIMIT_LABEL_PIXELS / (LIMIT_LABEL_IMAGE_PIXELS * LIMIT_LABEL_IMAGE_PIXELS);
    struct arena *a = arena_new(0);
    struct buf png = {0};
    struct label_template t;
    picture(&png);
    for (int pictures = fit; pictures <= fit + 1; pictures++) {
        struct buf json = {0};
        struct refusal r = {0};
        buf_z(&json, HEAD "\"elements\":[");
        for (int i = 0; i < pictures; i++) {
            buf_z(&json, i ? "," : "");
            element(&json, buf_view(&png));
        }
        buf_z(&json, "]}");
        bool good = label_template_read(a, buf_view(&json), &t, &r);
        assert_int_equal(good, pictures == fit);
        assert_true(good || (r.code == REFUSED_TOO_MANY && strcmp(r.field, "elements[4].png") == 0));
        buf_free(&json);
    }
    buf_free(&png);
    arena_free(a);
}

/* Each field may stand for a long text. */
static void too_many_fields(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct label_template t;
    for (int fields = LIMIT_LABEL_FIELDS; fields <= LIMIT_LABEL_FIELDS + 1; fields++) {
        struct buf json = {0};
        struct refusal r = {0};
        buf_z(&json, HEAD "\"elements\":[{" TEXT ",\"content\":\"");
        for (int i = 0; i < fields; i++)
            buf_z(&json, "{unit.serial} ");
        buf_z(&json, "\"}]}");
        bool good = label_template_read(a, buf_view(&json), &t, &r);
        assert_int_equal(good, fields == LIMIT_LABEL_FIELDS);
        assert_true(good || (r.code == REFUSED_TOO_MANY && strcmp(r.field, "elements[0].content") == 0));
        buf_free(&json);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_members),       cmocka_unit_test(refusals),        cmocka_unit_test(too_much),
        cmocka_unit_test(parts_of_pictures), cmocka_unit_test(too_many_pixels), cmocka_unit_test(too_many_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
