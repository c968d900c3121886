#include "label/symbol.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <zint.h>

#include "gs1/check.h"
#include "gs1/element.h"

/* What a symbology is to the library, and the quiet zone that its standard asks for, in modules. */
static const struct {
    int zint;
    int left, right, above;
} symbologies[LABEL_SYMBOLOGY_TOTAL] = {
    [LABEL_QR] = {BARCODE_QRCODE, 4, 4, 4},             /* ISO/IEC 18004 */
    [LABEL_GS1_DL_QR] = {BARCODE_QRCODE, 4, 4, 4},      /* */
    [LABEL_GS1_QR] = {BARCODE_QRCODE, 4, 4, 4},         /* */
    [LABEL_DATAMATRIX] = {BARCODE_DATAMATRIX, 1, 1, 1}, /* ISO/IEC 16022 */
    [LABEL_GS1_DATAMATRIX] = {BARCODE_DATAMATRIX, 1, 1, 1},
    [LABEL_CODE128] = {BARCODE_CODE128, 10, 10, 0}, /* ISO/IEC 15417 */
    [LABEL_GS1_128] = {BARCODE_GS1_128, 10, 10, 0},
    [LABEL_CODE39] = {BARCODE_CODE39, 10, 10, 0}, /* ISO/IEC 16388 */
    [LABEL_EAN13] = {BARCODE_EANX_CHK, 11, 7, 0}, /* ISO/IEC 15420 */
    [LABEL_UPCA] = {BARCODE_UPCA_CHK, 9, 9, 0},
    [LABEL_EAN8] = {BARCODE_EANX_CHK, 7, 7, 0},
    [LABEL_ITF14] = {BARCODE_ITF14, 10, 10, 0}, /* ISO/IEC 16390 */
};

enum { UTF8_ECI = 26 };

/* Modules that are narrower are lost on paper: two dots of a printer with 300 dpi. A template may ask for less. */
static const double module_min_mm = 0.169;
/* Bars that are lower are missed by a hand that moves a scanner over them. */
static const double bars_min_mm = 3;
static const double human_mm = 2.8, human_gap_mm = 0.4;

struct encoder {
    struct zint_symbol *zint;
};

struct encoder *encoder_new(void)
{
    struct encoder *e = calloc(1, sizeof *e);
    assert(e);
    e->zint = ZBarcode_Create();
    assert(e->zint);
    return e;
}

void encoder_free(struct encoder *e)
{
    if (!e)
        return;
    ZBarcode_Delete(e->zint);
    free(e);
}

/* ---- content ---- */

static bool has(struct str text, const char *set)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr(set, text.ptr[i]))
            return true;
    return false;
}

/* Application Identifiers stand in brackets, which no value can have; those without a value are left out. */
static struct str without_empty(struct arena *a, struct str text)
{
    struct buf out = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = at + 1;
        while (end < text.len && text.ptr[end] != '[')
            end++;
        if (text.ptr[end - 1] != ']')
            buf_add(&out, text.ptr + at, end - at);
        at = end;
    }
    struct str kept = arena_str(a, buf_view(&out));
    buf_free(&out);
    return kept;
}

static void add_keys(struct buf *out, struct str literal)
{
    for (size_t i = 0; i < literal.len; i++)
        buf_char(out, literal.ptr[i] == '(' ? '[' : literal.ptr[i] == ')' ? ']' : literal.ptr[i]);
}

static bool gs1_data(struct arena *a, const struct label_content *c, const struct label_values *v, struct str *ret,
                     struct refusal *refusal)
{
    struct buf out = {0};
    bool good = true;
    for (size_t i = 0; i < c->count && good; i++) {
        enum label_field f = c->pieces[i].field;
        if (f == LABEL_FIELD_TOTAL)
            add_keys(&out, c->pieces[i].literal);
        else if (f == LABEL_GS1 || !has(v->at[f], "[]"))
            buf_str(&out, v->at[f]);
        else
            good = refuse(refusal, a, REFUSED_BAD_VALUE, NULL,
                          "%s '%.*s' has a bracket, which GS1 symbols cannot say (character set 82)",
                          label_fields[f].name, STR_ARG(v->at[f]));
    }
    if (good)
        *ret = without_empty(a, buf_view(&out));
    buf_free(&out);
    return good;
}

/* A name of the content that this thing has no value for. */
static bool no_content(struct arena *a, const struct label_element *e, const struct label_values *v,
                       struct refusal *refusal)
{
    const char *missing = "its content";
    for (size_t i = 0; i < e->content.count; i++) {
        enum label_field f = e->content.pieces[i].field;
        if (f != LABEL_FIELD_TOTAL && str_empty(v->at[f]))
            missing = label_fields[f].name;
    }
    return refuse(refusal, a, REFUSED_MISSING_FIELD, NULL,
                  "there is nothing to say in the %s symbol: %s is empty for this label",
                  label_symbology_names[e->symbology], missing);
}

/* ---- what a symbology can say ---- */

static bool only(struct arena *a, const struct label_element *e, struct str data, const char *set, const char *says,
                 struct refusal *refusal)
{
    for (size_t i = 0; i < data.len; i++)
        if (data.ptr[i] == '\0' || !strchr(set, data.ptr[i]))
            return refuse(refusal, a, REFUSED_BAD_VALUE, NULL, "a %s symbol cannot say '%.*s': %s are allowed",
                          label_symbology_names[e->symbology], STR_ARG(data), says);
    return true;
}

/* A GTIN of so many digits; zeros in front of a longer form are left out. */
static bool digits_of(struct arena *a, const struct label_element *e, size_t len, struct str *data,
                      struct refusal *refusal)
{
    char expected = 0;
    struct str d = *data;
    while (d.len > len && d.ptr[0] == '0')
        d = str_slice(d, 1, d.len);
    if (d.len != len || gs1_gtin_check(d, &expected) == GS1_NOT_DIGITS)
        return refuse(refusal, a, REFUSED_BAD_VALUE, NULL, "an %s symbol says a GTIN of %zu digits; '%.*s' is none",
                      label_symbology_names[e->symbology], len, STR_ARG(*data));
    if (gs1_gtin_check(d, &expected) == GS1_WRONG_CHECK_DIGIT)
        return refuse(refusal, a, REFUSED_BAD_CHECK_DIGIT, NULL, "the check digit of '%.*s' must be %c", STR_ARG(d),
                      expected);
    *data = d;
    return true;
}

static bool printable(struct arena *a, const struct label_element *e, struct str data, struct refusal *refusal)
{
    for (size_t i = 0; i < data.len; i++)
        if (data.ptr[i] < ' ' || data.ptr[i] > '~')
            return refuse(
                refusal, a, REFUSED_BAD_VALUE, NULL,
                "a %s symbol cannot say '%.*s': printable ASCII is allowed; qr and datamatrix take all letters",
                label_symbology_names[e->symbology], STR_ARG(data));
    return true;
}

static bool web_address(struct arena *a, struct str data, struct refusal *refusal)
{
    return str_starts(data, STR("https://")) || str_starts(data, STR("http://")) ||
           refuse(refusal, a, REFUSED_BAD_VALUE, NULL,
                  "a GS1 Digital Link begins with https://; '%.*s' does not. Set the address of this installation.",
                  STR_ARG(data));
}

static bool sayable(struct arena *a, const struct label_element *e, struct str *data, struct refusal *refusal)
{
    switch (e->symbology) {
    case LABEL_CODE39:
        return only(a, e, *data, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -.$/+%", "A-Z 0-9 space - . $ / + %", refusal);
    case LABEL_CODE128:
        return printable(a, e, *data, refusal);
    case LABEL_EAN13:
        return digits_of(a, e, 13, data, refusal);
    case LABEL_UPCA:
        return digits_of(a, e, 12, data, refusal);
    case LABEL_EAN8:
        return digits_of(a, e, 8, data, refusal);
    case LABEL_ITF14:
        return digits_of(a, e, 14, data, refusal);
    case LABEL_GS1_DL_QR:
        return web_address(a, *data, refusal);
    default:
        return true;
    }
}

/* Keys whose values have a length that everybody knows (General Specifications 7.8.5). */
static bool predefined(struct str key)
{
    static const char *const heads[] = {"00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16",
                                        "17", "18", "19", "20", "31", "32", "33", "34", "35", "36", "41"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (str_starts(key, str_of(heads[i])))
            return true;
    return false;
}

struct str symbol_gs1_flat(struct arena *a, struct str data)
{
    struct buf out = {0};
    while (data.len > 1) {
        struct str pair = str_slice(data, 1, data.len); /* behind '[' */
        pair = str_slice(pair, 0, str_find(pair, '['));
        size_t end = str_find(pair, ']');
        struct str key = str_slice(pair, 0, end), value = str_slice(pair, end + 1, pair.len);
        data = str_slice(data, 1 + pair.len, data.len);
        buf_str(&out, key);
        buf_str(&out, value);
        if (data.len && !predefined(key))
            buf_char(&out, 0x1D);
    }
    struct str flat = arena_str(a, buf_view(&out));
    buf_free(&out);
    return flat;
}

static struct str for_people(struct arena *a, const struct label_element *e, struct str data)
{
    if (!label_symbology_gs1(e->symbology))
        return data;
    struct str text = arena_str(a, data);
    char *p = (char *)text.ptr;
    for (size_t i = 0; i < text.len; i++)
        p[i] = p[i] == '[' ? '(' : p[i] == ']' ? ')' : p[i];
    return text;
}

/* For the century of dates in a symbol: the year in which the label is drawn. */
static int year_of(const struct label_values *v)
{
    int64_t year = 0;
    return str_int64(str_slice(v->at[LABEL_DATE], 0, 4), &year) && year > 1900 && year < 10000 ? (int)year : 2026;
}

/* Each value is right. Whether the pairs belong together is not asked: an item may bear several symbols. */
static bool gs1_values_right(struct arena *a, const struct label_element *e, const struct label_values *v,
                             const struct symbol *s, struct refusal *refusal)
{
    struct gs1_message m;
    struct gs1_problem problem;
    return gs1_raw_read(symbol_gs1_flat(a, s->data), year_of(v), &m, &problem) ||
           refuse(refusal, a, REFUSED_BAD_VALUE, NULL, "a %s symbol cannot say '%.*s': %s",
                  label_symbology_names[e->symbology], STR_ARG(s->text), problem.text);
}

static bool find_content(struct arena *a, const struct label_element *e, const struct label_values *v, struct symbol *s,
                         struct refusal *refusal)
{
    if (label_symbology_gs1(e->symbology)) {
        if (!gs1_data(a, &e->content, v, &s->data, refusal))
            return false;
    } else {
        s->data = label_content_text(a, &e->content, v);
    }
    if (str_empty(s->data))
        return no_content(a, e, v, refusal);
    if (!sayable(a, e, &s->data, refusal))
        return false;
    s->text = for_people(a, e, s->data);
    return !label_symbology_gs1(e->symbology) || gs1_values_right(a, e, v, s, refusal);
}

/* ---- modules ---- */

static bool ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static void set_options(struct zint_symbol *z, const struct label_element *e, const struct symbol *s)
{
    ZBarcode_Clear(z);
    z->symbology = symbologies[e->symbology].zint;
    z->input_mode = label_symbology_gs1(e->symbology) ? GS1_MODE : UNICODE_MODE;
    z->show_hrt = 0;
    z->option_1 = z->option_2 = z->option_3 = 0;
    z->eci = ascii(s->data) ? 0 : UTF8_ECI;
    if (z->symbology == BARCODE_QRCODE)
        z->option_1 = e->level == 'L' ? 1 : e->level == 'M' ? 2 : e->level == 'Q' ? 3 : 4;
    if (z->symbology == BARCODE_DATAMATRIX)
        z->option_3 = DM_SQUARE;
}

static bool copy_cells(struct arena *a, const struct zint_symbol *z, struct symbol *s)
{
    s->width = z->width;
    s->rows = z->rows;
    unsigned char *cells = arena_alloc(a, (size_t)s->width * (size_t)s->rows);
    if (!cells)
        return false;
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->width; x++)
            cells[y * s->width + x] = (z->encoded_data[y][x >> 3] >> (x & 7)) & 1;
    s->cells = cells;
    return true;
}

bool symbol_encode(struct encoder *enc, struct arena *a, const struct label_element *e, const struct label_values *v,
                   struct symbol *ret, struct refusal *refusal)
{
    struct symbol s = {.left = symbologies[e->symbology].left,
                       .right = symbologies[e->symbology].right,
                       .above = symbologies[e->symbology].above};
    struct zint_symbol *z = enc->zint;
    if (!find_content(a, e, v, &s, refusal))
        return false;
    set_options(z, e, &s);
    struct str data = s.data;
    if (e->symbology == LABEL_ITF14)
        data.len = GS1_GTIN_LEN - 1; /* the library works the check digit out */
    int result = ZBarcode_Encode(z, (const unsigned char *)data.ptr, (int)data.len);
    /* Also of GS1 content that breaks a rule there is no symbol, though the library would warn only. */
    if (result >= ZINT_ERROR || (result == ZINT_WARN_NONCOMPLIANT && label_symbology_gs1(e->symbology)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, NULL, "a %s symbol cannot say '%.*s': %s",
                      label_symbology_names[e->symbology], STR_ARG(s.text), z->errtxt);
    if (!copy_cells(a, z, &s))
        return refuse(refusal, a, REFUSED_TOO_LONG, NULL, "the labels need too much memory");
    *ret = s;
    return true;
}

/* ---- room ---- */

static bool no_room(struct arena *a, const struct label_element *e, double w, double h, double need_w, double need_h,
                    struct refusal *refusal)
{
    return refuse(refusal, a, REFUSED_BAD_VALUE, NULL,
                  "the %s symbol needs %.1f x %.1f mm, quiet zone included; its box has %.1f x %.1f mm",
                  label_symbology_names[e->symbology], need_w, need_h, w, h);
}

static int to_dots(double mm, int dpi)
{
    return (int)lround(mm * dpi / 25.4);
}

static int aligned(enum label_align align, int room, int size)
{
    return align == LABEL_START ? 0 : align == LABEL_END ? room - size : (room - size) / 2;
}

struct room {
    int w, h;                       /* dots */
    int modules_wide, modules_high; /* with quiet zones; high 0: as high as the box */
    int text;                       /* dots below, for people */
    int dpi;
};

static double ceil_mm(double dots, int dpi)
{
    return ceil(dots * 25.4 / dpi * 10 - 1e-6) / 10;
}

/* Width of a module in dots; 0 with a refusal. */
static int choose_module(struct arena *a, const struct label_element *e, const struct room *r, int max,
                         struct refusal *refusal)
{
    int least = (int)ceil(module_min_mm * r->dpi / 25.4 - 0.05);
    int wish = e->module_mm > 0 ? (int)lround(e->module_mm * r->dpi / 25.4) : 0;
    int fit = r->w / r->modules_wide;
    int bars = r->modules_high ? 0 : to_dots(bars_min_mm, r->dpi);
    if (wish == 0 && e->module_mm > 0)
        wish = 1;
    if (r->modules_high && r->h / r->modules_high < fit)
        fit = r->h / r->modules_high;
    if (max && fit > max)
        fit = max;
    int need = wish ? wish : least < 1 ? 1 : least;
    if (fit >= need && r->h >= r->text + bars)
        return wish ? wish : fit;
    double high = r->modules_high ? ceil_mm(r->modules_high * need, r->dpi) : ceil_mm(bars + r->text, r->dpi);
    no_room(a, e, r->w * 25.4 / r->dpi, r->h * 25.4 / r->dpi, ceil_mm(r->modules_wide * need, r->dpi), high, refusal);
    return 0;
}

bool symbol_fit(struct arena *a, const struct label_element *e, const struct symbol *s, const struct symbol_box *box,
                struct symbol_place *ret, struct refusal *refusal)
{
    bool linear = s->rows == 1;
    struct room r = {.w = box->w,
                     .h = box->h,
                     .modules_wide = s->left + s->width + s->right,
                     .modules_high = linear ? 0 : s->rows + 2 * s->above,
                     .text = linear && e->human ? to_dots(human_mm + human_gap_mm, box->dpi) : 0,
                     .dpi = box->dpi};
    int m = choose_module(a, e, &r, box->module_max, refusal);
    if (m == 0)
        return false;
    int high = linear ? r.h - r.text : r.modules_high * m;
    struct dots bars = {aligned(e->align, r.w, r.modules_wide * m) + s->left * m,
                        (linear ? 0 : aligned(e->valign, r.h, high)) + s->above * m, s->width * m,
                        linear ? high : s->rows * m};
    *ret = (struct symbol_place){.module = m, .bars = bars};
    if (r.text)
        ret->human = (struct dots){bars.x - s->left * m, high + to_dots(human_gap_mm, r.dpi), r.modules_wide * m,
                                   to_dots(human_mm, r.dpi)};
    return true;
}
