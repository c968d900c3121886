#include "label/template.h"

#include <math.h>

#include "base/base64.h"
#include "base/limits.h"
#include "label/members.h"

const char *const label_kind_names[LABEL_KIND_TOTAL] = {"text", "line", "box", "image", "symbol"};
const char *const label_symbology_names[LABEL_SYMBOLOGY_TOTAL] = {
    "qr",      "gs1_dl_qr", "gs1_qr", "datamatrix", "gs1_datamatrix", "code128",
    "gs1_128", "code39",    "ean13",  "upca",       "ean8",           "itf14"};
const char *const label_align_names[LABEL_ALIGN_TOTAL] = {"left", "center", "right"};
const char *const label_valign_names[LABEL_ALIGN_TOTAL] = {"top", "middle", "bottom"};
const char *const label_fit_names[LABEL_FIT_TOTAL] = {"shrink", "ellipsis", "wrap"};

static const char *const level_names[] = {"L", "M", "Q", "H"};
static const char *const weight_names[] = {"normal", "bold"};
static const char *const family_names[] = {"sans", "mono"};
static const char *const layout_names[] = {"roll", "sheet"};

/* ---- content ---- */

/* The next piece of text, from *at on; false with a refusal. */
static bool next_piece(struct members *m, enum label_for thing, struct str text, size_t *at, struct label_piece *ret)
{
    struct str rest = str_slice(text, *at, text.len);
    if (rest.ptr[0] != '{') {
        *ret = (struct label_piece){LABEL_FIELD_TOTAL, str_slice(rest, 0, str_find(rest, '{'))};
        *at += ret->literal.len;
        return true;
    }
    size_t end = str_find(rest, '}');
    if (end == rest.len)
        return members_refuse(m, REFUSED_BAD_VALUE, "content", "'{' at offset %zu has no '}' behind it", *at);
    struct str name = str_slice(rest, 1, end - 1);
    *ret = (struct label_piece){label_field_find(name, thing), {NULL, 0}};
    *at += end + 1;
    if (ret->field != LABEL_FIELD_TOTAL)
        return true;
    struct str names = label_field_names(m->arena, thing);
    return members_refuse(m, REFUSED_BAD_VALUE, "content", "'{%.*s}' is nothing that a %s has; these are: %.*s",
                          STR_ARG(name), label_for_names[thing], STR_ARG(names));
}

static bool read_content(struct members *m, enum label_for thing, struct label_content *ret)
{
    struct str text = {NULL, 0};
    if (!members_text(m, "content", MEMBER_NEEDED, LIMIT_TEXT_CHARS, &text))
        return false;
    struct label_content c = {ARENA_ARRAY(m->arena, text.len, struct label_piece), 0};
    if (!c.pieces)
        return members_no_room(m);
    size_t fields = 0;
    for (size_t at = 0; at < text.len; c.count++) {
        if (!next_piece(m, thing, text, &at, &c.pieces[c.count]))
            return false;
        fields += c.pieces[c.count].field != LABEL_FIELD_TOTAL;
    }
    if (fields > LIMIT_LABEL_FIELDS)
        return members_refuse(m, REFUSED_TOO_MANY, "content", "%zu fields are named; %d are allowed in one element",
                              fields, LIMIT_LABEL_FIELDS);
    *ret = c;
    return true;
}

struct str label_content_text(struct arena *a, const struct label_content *c, const struct label_values *v)
{
    if (c->count == 1) /* most often; nothing to copy */
        return c->pieces[0].field == LABEL_FIELD_TOTAL ? c->pieces[0].literal : v->at[c->pieces[0].field];
    struct buf text = {0};
    for (size_t i = 0; i < c->count; i++) {
        const struct label_piece *p = &c->pieces[i];
        buf_str(&text, p->field == LABEL_FIELD_TOTAL ? p->literal : v->at[p->field]);
    }
    struct str whole = arena_str(a, buf_view(&text));
    buf_free(&text);
    return whole;
}

/* ---- kinds of elements ---- */

static bool read_rotation(struct members *m, struct label_element *e)
{
    int64_t rotation = 0;
    if (!members_int(m, "rotation", 0, 0, 270, &rotation))
        return false;
    if (rotation % 90 != 0)
        return members_refuse(m, REFUSED_BAD_VALUE, "rotation", "rotation is %d; 0, 90, 180 and 270 are allowed",
                              (int)rotation);
    e->rotation = (int)rotation;
    return true;
}

static bool read_aligned(struct members *m, enum label_align usual, struct label_element *e)
{
    int align = (int)usual, valign = LABEL_MIDDLE;
    if (!members_choice(m, "align", 0, label_align_names, LABEL_ALIGN_TOTAL, &align) ||
        !members_choice(m, "valign", 0, label_valign_names, LABEL_ALIGN_TOTAL, &valign))
        return false;
    e->align = (enum label_align)align;
    e->valign = (enum label_align)valign;
    return true;
}

static bool read_text(struct members *m, enum label_for thing, struct label_element *e)
{
    int weight = 0, family = 0, fit = LABEL_SHRINK;
    e->size_pt = 8;
    if (!read_content(m, thing, &e->content) || !read_rotation(m, e) || !read_aligned(m, LABEL_START, e) ||
        !members_number(m, "size", 0, LABEL_FONT_MIN_PT, LABEL_FONT_MAX_PT, &e->size_pt) ||
        !members_choice(m, "weight", 0, weight_names, 2, &weight) ||
        !members_choice(m, "font", 0, family_names, 2, &family) ||
        !members_choice(m, "fit", 0, label_fit_names, LABEL_FIT_TOTAL, &fit))
        return false;
    e->bold = weight == 1;
    e->mono = family == 1;
    e->fit = (enum label_fit)fit;
    return true;
}

static bool read_line(struct members *m, enum label_for thing, struct label_element *e)
{
    (void)thing;
    e->thickness = 0.25;
    if (!members_number(m, "thickness", 0, 0.05, 20, &e->thickness))
        return false;
    return (e->w > 0) != (e->h > 0) ||
           members_refuse(m, REFUSED_BAD_VALUE, "h", "a line is horizontal (h is 0) or vertical (w is 0)");
}

static bool read_box(struct members *m, enum label_for thing, struct label_element *e)
{
    (void)thing;
    e->thickness = 0.25;
    return members_number(m, "thickness", 0, 0.05, 20, &e->thickness) && members_bool(m, "filled", &e->filled);
}

static uint32_t big_endian(struct str bytes, size_t at)
{
    const unsigned char *b = (const unsigned char *)bytes.ptr + at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The head of a PNG file says how large it is; what follows is looked at when it is drawn. */
static bool png_fits(struct members *m, struct str png)
{
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    if (png.len < 33 || memcmp(png.ptr, head, 16) != 0)
        return members_refuse(m, REFUSED_BAD_VALUE, "png", "this is no PNG file");
    uint32_t w = big_endian(png, 16), h = big_endian(png, 20);
    if (w == 0 || h == 0 || w > LIMIT_LABEL_IMAGE_PIXELS || h > LIMIT_LABEL_IMAGE_PIXELS)
        return members_refuse(m, REFUSED_TOO_LONG, "png", "the picture has %u x %u pixels; at most %d x %d are allowed",
                              w, h, LIMIT_LABEL_IMAGE_PIXELS, LIMIT_LABEL_IMAGE_PIXELS);
    return true;
}

/* What cairo needs of a picture. Texts and colour profiles, which are packed as well and could be a thousand times as large in memory,
 * are left out; behind a part that is damaged nothing is kept. */
static struct str png_bare(struct arena *a, struct str png)
{
    static const char needed[] = "IHDR PLTE tRNS IDAT IEND";
    struct buf out = {0};
    size_t at = 8;
    buf_add(&out, png.ptr, at);
    while (png.len - at >= 12 && png.len - at - 12 >= big_endian(png, at)) {
        struct str part = str_slice(png, at, 12 + big_endian(png, at));
        for (size_t i = 0; i + 4 < sizeof needed; i += 5)
            if (memcmp(part.ptr + 4, needed + i, 4) == 0)
                buf_str(&out, part);
        at += part.len;
    }
    struct str bare = arena_str(a, buf_view(&out));
    buf_free(&out);
    return bare;
}

static bool read_image(struct members *m, enum label_for thing, struct label_element *e)
{
    (void)thing;
    struct str text = {NULL, 0};
    if (!members_text(m, "png", MEMBER_NEEDED, LIMIT_LABEL_IMAGE_BYTES / 3 * 4 + 4, &text) ||
        !read_aligned(m, LABEL_MIDDLE, e))
        return false;
    struct buf bytes = {0};
    bool good = base64_parse(&bytes, text);
    e->png = arena_str(m->arena, buf_view(&bytes));
    buf_free(&bytes);
    if (!good)
        return members_refuse(m, REFUSED_BAD_VALUE, "png", "png is not base64 (with '=', without line breaks)");
    if (!png_fits(m, e->png))
        return false;
    e->png = png_bare(m->arena, e->png);
    return e->png.ptr || members_no_room(m);
}

bool label_symbology_gs1(enum label_symbology s)
{
    return s == LABEL_GS1_QR || s == LABEL_GS1_DATAMATRIX || s == LABEL_GS1_128;
}

static bool with_keys(const struct label_content *c)
{
    const struct label_piece *first = &c->pieces[0];
    return first->field == LABEL_GS1 || (first->field == LABEL_FIELD_TOTAL && first->literal.ptr[0] == '(');
}

static bool read_symbol(struct members *m, enum label_for thing, struct label_element *e)
{
    int symbology = 0, level = 1;
    if (!members_choice(m, "symbology", MEMBER_NEEDED, label_symbology_names, LABEL_SYMBOLOGY_TOTAL, &symbology) ||
        !read_content(m, thing, &e->content) || !read_rotation(m, e) || !read_aligned(m, LABEL_MIDDLE, e) ||
        !members_number(m, "module", 0, 0.1, 5, &e->module_mm) ||
        !members_choice(m, "level", 0, level_names, 4, &level))
        return false;
    e->symbology = (enum label_symbology)symbology;
    e->level = level_names[level][0];
    if (label_symbology_gs1(e->symbology) && !with_keys(&e->content))
        return members_refuse(
            m, REFUSED_BAD_VALUE, "content",
            "a %s begins with an Application Identifier in parentheses, as (01){product.gtin}, or is {gs1}",
            label_symbology_names[symbology]);
    e->human = e->symbology >= LABEL_CODE128;
    if (members_has(m, "text") && e->symbology < LABEL_CODE128)
        return members_refuse(m, REFUSED_BAD_VALUE, "text",
                              "only one-dimensional symbols have a text of their own; put a text element beside a %s",
                              label_symbology_names[symbology]);
    return members_bool(m, "text", &e->human);
}

#define PLACE   "kind", "x", "y", "w", "h"
#define ALIGNED "align", "valign"
static const struct {
    bool (*read)(struct members *m, enum label_for thing, struct label_element *e);
    const char *known[20]; /* NULL behind the last */
} kinds[LABEL_KIND_TOTAL] = {
    [LABEL_TEXT] = {read_text, {PLACE, ALIGNED, "content", "size", "weight", "font", "fit", "rotation"}},
    [LABEL_LINE] = {read_line, {PLACE, "thickness"}},
    [LABEL_BOX] = {read_box, {PLACE, "thickness", "filled"}},
    [LABEL_IMAGE] = {read_image, {PLACE, ALIGNED, "png"}},
    [LABEL_SYMBOL] = {read_symbol, {PLACE, ALIGNED, "symbology", "content", "module", "level", "text", "rotation"}},
};

/* ---- elements ---- */

/* Half a hundredth of a millimetre is nobody's fault: numbers come from editors that drag. */
static const double slack_mm = 0.005;

static bool within(struct members *m, const struct label_template *t, const struct label_element *e)
{
    if (e->x + e->w > t->width + slack_mm)
        return members_refuse(m, REFUSED_BAD_VALUE, "w", "x + w is %.2f mm; the label is %.2f mm wide", e->x + e->w,
                              t->width);
    if (e->y + e->h > t->height + slack_mm)
        return members_refuse(m, REFUSED_BAD_VALUE, "h", "y + h is %.2f mm; the label is %.2f mm high", e->y + e->h,
                              t->height);
    return true;
}

static bool read_place(struct members *m, const struct label_template *t, struct label_element *e)
{
    unsigned size = e->kind == LABEL_LINE ? 0 : MEMBER_NEEDED;
    double least = e->kind == LABEL_LINE ? 0 : 0.5;
    return members_number(m, "x", MEMBER_NEEDED, 0, LIMIT_LABEL_MM, &e->x) &&
           members_number(m, "y", MEMBER_NEEDED, 0, LIMIT_LABEL_MM, &e->y) &&
           members_number(m, "w", size, least, LIMIT_LABEL_MM, &e->w) &&
           members_number(m, "h", size, least, LIMIT_LABEL_MM, &e->h) && within(m, t, e);
}

static bool read_element(struct members *m, const struct label_template *t, struct label_element *e)
{
    int kind = 0;
    if (!members_choice(m, "kind", MEMBER_NEEDED, label_kind_names, LABEL_KIND_TOTAL, &kind))
        return false;
    e->kind = (enum label_kind)kind;
    return members_known(m, kinds[kind].known) && read_place(m, t, e) && kinds[kind].read(m, t->thing, e);
}

/* Pictures are in memory all at once, however small their files are. */
static bool pixels_fit(struct members *m, const struct label_element *e, int64_t *pixels)
{
    if (e->kind == LABEL_IMAGE)
        *pixels += (int64_t)big_endian(e->png, 16) * big_endian(e->png, 20);
    return *pixels <= LIMIT_LABEL_PIXELS ||
           members_refuse(m, REFUSED_TOO_MANY, "png",
                          "up to here the pictures have %lld pixels; at most %d are allowed", (long long)*pixels,
                          LIMIT_LABEL_PIXELS);
}

static bool read_elements(struct members *m, struct label_template *t)
{
    const struct json *list = json_get(m->object, "elements");
    if (json_kind(list) != JSON_ARRAY || json_count(list) == 0)
        return members_refuse(m, REFUSED_MISSING_FIELD, "elements", "a template has a list of elements, at least one");
    if (json_count(list) > LIMIT_LABEL_ELEMENTS)
        return members_refuse(m, REFUSED_TOO_MANY, "elements", "there are %zu elements; at most %d are allowed",
                              json_count(list), LIMIT_LABEL_ELEMENTS);
    t->count = json_count(list);
    t->elements = ARENA_ARRAY(m->arena, t->count, struct label_element);
    if (!t->elements)
        return members_no_room(m);
    int64_t pixels = 0;
    for (size_t i = 0; i < t->count; i++) {
        struct members inside;
        struct str path = arena_fmt(m->arena, "elements[%zu]", i);
        if (!members_open(&inside, m, path, json_at(list, i)) || !read_element(&inside, t, &t->elements[i]) ||
            !pixels_fit(&inside, &t->elements[i], &pixels))
            return false;
    }
    return true;
}

/* ---- pages ---- */

static bool sheet_fits(struct members *m, const struct label_template *t, const struct label_sheet *s)
{
    double wide = s->left + s->columns * t->width + (s->columns - 1) * s->gap_x;
    double high = s->top + s->rows * t->height + (s->rows - 1) * s->gap_y;
    if (wide > s->width + slack_mm)
        return members_refuse(m, REFUSED_BAD_VALUE, "columns", "%d columns need %.2f mm; the page is %.2f mm wide",
                              s->columns, wide, s->width);
    if (high > s->height + slack_mm)
        return members_refuse(m, REFUSED_BAD_VALUE, "rows", "%d rows need %.2f mm; the page is %.2f mm high", s->rows,
                              high, s->height);
    return true;
}

static bool read_sheet(struct members *m, const struct label_template *t, struct label_sheet *s)
{
    static const char *const known[] = {"layout",  "width", "height", "left",  "top",
                                        "columns", "rows",  "gap_x",  "gap_y", NULL};
    int64_t columns = 0, rows = 0;
    if (!members_known(m, known) || !members_number(m, "width", MEMBER_NEEDED, 10, LIMIT_LABEL_MM, &s->width) ||
        !members_number(m, "height", MEMBER_NEEDED, 10, LIMIT_LABEL_MM, &s->height) ||
        !members_number(m, "left", 0, 0, LIMIT_LABEL_MM, &s->left) ||
        !members_number(m, "top", 0, 0, LIMIT_LABEL_MM, &s->top) ||
        !members_number(m, "gap_x", 0, 0, LIMIT_LABEL_MM, &s->gap_x) ||
        !members_number(m, "gap_y", 0, 0, LIMIT_LABEL_MM, &s->gap_y) ||
        !members_int(m, "columns", MEMBER_NEEDED, 1, 100, &columns) ||
        !members_int(m, "rows", MEMBER_NEEDED, 1, 100, &rows))
        return false;
    s->columns = (int)columns;
    s->rows = (int)rows;
    return sheet_fits(m, t, s);
}

static bool read_page(struct members *m, struct label_template *t)
{
    static const char *const roll[] = {"layout", NULL};
    const struct json *page = json_get(m->object, "page");
    struct members inside;
    int layout = 0;
    if (!page)
        return true;
    if (!members_open(&inside, m, STR("page"), page) ||
        !members_choice(&inside, "layout", MEMBER_NEEDED, layout_names, 2, &layout))
        return false;
    return layout == 1 ? read_sheet(&inside, t, &t->sheet) : members_known(&inside, roll);
}

/* ---- the whole ---- */

bool label_template_parse(struct arena *a, const struct json *json, struct label_template *ret, struct refusal *refusal)
{
    static const char *const known[] = {"name", "for", "width", "height", "page", "elements", NULL};
    const struct members top = {.arena = a, .refusal = refusal};
    struct members m;
    struct label_template t = {0};
    int thing = 0;
    if (!members_open(&m, &top, (struct str){NULL, 0}, json) || !members_known(&m, known) ||
        !members_text(&m, "name", MEMBER_NEEDED, LIMIT_CODE_CHARS, &t.name) ||
        !members_choice(&m, "for", MEMBER_NEEDED, label_for_names, LABEL_FOR_TOTAL, &thing) ||
        !members_number(&m, "width", MEMBER_NEEDED, 5, LIMIT_LABEL_MM, &t.width) ||
        !members_number(&m, "height", MEMBER_NEEDED, 5, LIMIT_LABEL_MM, &t.height))
        return false;
    t.thing = (enum label_for)thing;
    if (!read_page(&m, &t) || !read_elements(&m, &t))
        return false;
    *ret = t;
    return true;
}

bool label_template_read(struct arena *a, struct str text, struct label_template *ret, struct refusal *refusal)
{
    struct json_error error;
    if (text.len > LIMIT_LABEL_TEMPLATE_BYTES)
        return refuse(refusal, a, REFUSED_TOO_LONG, NULL, "a template has at most %d bytes; this one has %zu",
                      LIMIT_LABEL_TEMPLATE_BYTES, text.len);
    struct json *json = json_parse(text, &error);
    if (!json)
        return refuse(refusal, a, REFUSED_BAD_JSON, NULL, "line %d, column %d: %s", error.line, error.column,
                      error.text);
    bool good = label_template_parse(a, json, ret, refusal);
    json_free(json);
    return good;
}

uint64_t label_template_fields(const struct label_template *t)
{
    uint64_t fields = 0;
    for (size_t i = 0; i < t->count; i++)
        for (size_t k = 0; k < t->elements[i].content.count; k++)
            if (t->elements[i].content.pieces[k].field != LABEL_FIELD_TOTAL)
                fields |= UINT64_C(1) << t->elements[i].content.pieces[k].field;
    return fields;
}
