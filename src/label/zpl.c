#include "label/zpl.h"

#include <math.h>

enum { ZPL_MODULE_MAX = 10, /* ^BY and ^BQ */ GRAPHIC_PIXELS_MAX = 18000000, FNC1 = 0x1D };

static const char orientations[] = "NRIB"; /* of 0, 90, 180 and 270 degrees */

struct writing {
    struct painter *painter;
    const struct label_values *values;
    struct buf *out;
    struct refusal *refusal;
};

/* ---- field data ---- */

void zpl_field_data(struct buf *out, struct str data, char indicator)
{
    buf_fmt(out, "^FH%c^FD", indicator);
    for (size_t i = 0; i < data.len; i++) {
        unsigned char c = (unsigned char)data.ptr[i];
        if (c < ' ' || c > '~' || c == '^' || c == '~' || c == (unsigned char)indicator)
            buf_fmt(out, "%c%02X", indicator, c);
        else
            buf_char(out, (char)c);
    }
    buf_z(out, "^FS\n");
}

static size_t digits_at(struct str data, size_t at)
{
    size_t n = 0;
    while (at + n < data.len && data.ptr[at + n] >= '0' && data.ptr[at + n] <= '9')
        n++;
    return n;
}

static void set_b(struct buf *out, char c)
{
    if (c == FNC1)
        buf_z(out, ">8");
    else if (c == '>')
        buf_z(out, ">0");
    else if (c == '^')
        buf_z(out, "><");
    else if (c == '~')
        buf_z(out, ">=");
    else
        buf_char(out, c);
}

/* Set C is worth it from four digits on; a digit that has no partner is said in set B. */
int zpl_code128(struct buf *out, struct str data, bool gs1)
{
    bool in_c = digits_at(data, 0) >= 4 && digits_at(data, 0) % 2 == 0;
    if (gs1)
        in_c = digits_at(data, 0) >= 2; /* a key has two digits at least */
    int count = 1 + (gs1 ? 1 : 0);
    buf_z(out, in_c ? ">;" : ">:");
    buf_z(out, gs1 ? ">8" : "");
    for (size_t at = 0; at < data.len; count++) {
        size_t digits = digits_at(data, at);
        if (!in_c && digits >= 4 && digits % 2 == 0) {
            buf_z(out, ">5");
            in_c = true;
        } else if (in_c && data.ptr[at] != FNC1 && digits < 2) {
            buf_z(out, ">6");
            in_c = false;
        } else if (in_c && digits >= 2) {
            buf_add(out, data.ptr + at, 2);
            at += 2;
        } else {
            set_b(out, data.ptr[at++]);
        }
    }
    return 11 * (count + 1) + 13; /* with check character and stop */
}

/* ---- places ---- */

/* A rectangle of the element as it stands upright, on the label. */
static struct dots on_label(struct dots box, int rotation, struct dots r)
{
    switch (rotation) {
    case 90:
        return (struct dots){box.x + box.w - r.y - r.h, box.y + r.x, r.h, r.w};
    case 180:
        return (struct dots){box.x + box.w - r.x - r.w, box.y + box.h - r.y - r.h, r.w, r.h};
    case 270:
        return (struct dots){box.x + r.y, box.y + box.h - r.x - r.w, r.h, r.w};
    default:
        return (struct dots){box.x + r.x, box.y + r.y, r.w, r.h};
    }
}

static void origin(struct writing *z, struct dots at)
{
    buf_fmt(z->out, "^FO%d,%d", at.x > 0 ? at.x : 0, at.y > 0 ? at.y : 0);
}

static char orientation(const struct label_element *e)
{
    return orientations[e->rotation / 90];
}

static struct dots upright(struct dots box, int rotation)
{
    return rotation % 180 ? (struct dots){0, 0, box.h, box.w} : (struct dots){0, 0, box.w, box.h};
}

/* ---- dots ---- */

static void row_bits(const unsigned char *pixels, int w, unsigned char *ret)
{
    memset(ret, 0, (size_t)(w + 7) / 8);
    for (int x = 0; x < w; x++) {
        const uint32_t *p = (const uint32_t *)(const void *)(pixels + 4 * (size_t)x);
        uint32_t grey = ((*p >> 16 & 255) * 3 + (*p >> 8 & 255) * 6 + (*p & 255)) / 10;
        if (grey < 128)
            ret[x / 8] |= (unsigned char)(0x80 >> (x % 8));
    }
}

/* ^GFA: a row as the one before is ':', light dots at its end are ','. */
static bool graphic(struct writing *z, cairo_surface_t *surface, struct dots at)
{
    cairo_surface_flush(surface);
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface), bytes = (size_t)(at.w + 7) / 8;
    unsigned char *rows = arena_alloc(z->painter->arena, 2 * bytes), *before = rows, *row = rows + bytes;
    if (!rows)
        return false;
    origin(z, at);
    buf_fmt(z->out, "^GFA,%zu,%zu,%zu,", bytes * (size_t)at.h, bytes * (size_t)at.h, bytes);
    for (int y = 0; y < at.h; y++) {
        row_bits(pixels + (size_t)y * stride, at.w, row);
        size_t end = bytes;
        while (end > 0 && row[end - 1] == 0)
            end--;
        if (y > 0 && memcmp(row, before, bytes) == 0) {
            buf_char(z->out, ':');
        } else {
            for (size_t i = 0; i < end; i++)
                buf_fmt(z->out, "%02X", row[i]);
            if (end < bytes)
                buf_char(z->out, ',');
        }
        unsigned char *swap = before;
        before = row;
        row = swap;
    }
    buf_z(z->out, "^FS\n");
    return true;
}

/* A white piece of the label to draw on, in dots of the label; NULL with a refusal. */
static cairo_t *canvas(struct writing *z, struct dots at)
{
    if ((int64_t)at.w * at.h > GRAPHIC_PIXELS_MAX) {
        refuse(z->refusal, z->painter->arena, REFUSED_BAD_VALUE, NULL, "too large to be sent to a printer as dots");
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, at.w, at.h);
    cairo_t *cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_translate(cr, -at.x, -at.y);
    return cr;
}

static bool send_canvas(struct writing *z, cairo_t *cr, struct dots at)
{
    bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS && graphic(z, cairo_get_target(cr), at);
    if (!good)
        refuse(z->refusal, z->painter->arena, REFUSED_BAD_VALUE, NULL, "too large to be sent to a printer as dots");
    cairo_destroy(cr);
    return good;
}

/* ---- texts ---- */

/* Letters that font 0 of the printers has. */
static bool printers_letters(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0xC6 || c == '\\') /* beyond U+017F; a backslash is special in ^FB */
            return false;
    }
    return true;
}

/* Descenders may hang out of the box a little. */
static struct dots with_margin(const struct writing *z, struct dots b)
{
    int margin = z->painter->dpi / 50;
    int right = (int)lround(z->painter->template->width * z->painter->dpi / 25.4);
    int bottom = (int)lround(z->painter->template->height * z->painter->dpi / 25.4);
    struct dots r = {b.x > margin ? b.x - margin : 0, b.y > margin ? b.y - margin : 0, 0, 0};
    r.w = (b.x + b.w + margin < right ? b.x + b.w + margin : right) - r.x;
    r.h = (b.y + b.h + margin < bottom ? b.y + b.h + margin : bottom) - r.y;
    return r;
}

static bool words_as_dots(struct writing *z, const struct text_style *s, struct str text, struct dots box, int rotation,
                          struct dots area)
{
    struct dots at = with_margin(z, box);
    cairo_t *cr = canvas(z, at);
    if (!cr)
        return false;
    cairo_save(cr);
    paint_turn(cr, &box, rotation);
    paint_words(z->painter, cr, s, text, area);
    cairo_restore(cr);
    return send_canvas(z, cr, at);
}

/* area: within the upright box. */
static bool words(struct writing *z, const struct text_style *s, struct str text, struct dots box, int rotation,
                  struct dots area)
{
    if (str_empty(text))
        return true;
    struct text_set set = text_set(z->painter->typesetter, s, text, area.w, area.h);
    if (set.cut || set.lines > 1 || !printers_letters(text))
        return words_as_dots(z, s, text, box, rotation, area);
    int high = (int)lround(set.size_pt * z->painter->dpi / 72);
    int room = area.h > high ? area.h - high : 0;
    struct dots line = {area.x,
                        area.y + (s->valign == LABEL_START ? 0
                                  : s->valign == LABEL_END ? room
                                                           : room / 2),
                        area.w, high < area.h ? high : area.h};
    origin(z, on_label(box, rotation, line));
    buf_fmt(z->out, "^A0%c,%d,%d^FB%d,1,0,%c,0", orientations[rotation / 90], high, high, area.w, "LCR"[s->align]);
    zpl_field_data(z->out, text, '_');
    return true;
}

/* ---- symbols ---- */

static struct str digits_without_check(struct str data)
{
    return str_slice(data, 0, data.len - 1); /* the printer works it out */
}

/* In ^BX with '_' as escape character: FNC1 is _1, other special bytes are _d and three decimal digits. */
static struct str datamatrix_data(struct writing *z, const struct symbol *s, bool gs1)
{
    struct arena *a = z->painter->arena;
    struct str data = gs1 ? symbol_gs1_flat(a, s->data) : s->data;
    struct buf out = {0};
    buf_z(&out, gs1 ? "_1" : "");
    for (size_t i = 0; i < data.len; i++) {
        unsigned char c = (unsigned char)data.ptr[i];
        if (gs1 && c == FNC1)
            buf_z(&out, "_1");
        else if (c < ' ' || c == 0x7F || c == '_')
            buf_fmt(&out, "_d%03d", c);
        else
            buf_char(&out, (char)c);
    }
    struct str text = arena_str(a, buf_view(&out));
    buf_free(&out);
    return text;
}

static void matrix(struct writing *z, const struct label_element *e, const struct symbol *s, int module)
{
    bool gs1 = e->symbology == LABEL_GS1_DATAMATRIX;
    buf_fmt(z->out, "^BX%c,%d,200,,,,_", orientation(e), module);
    zpl_field_data(z->out, datamatrix_data(z, s, gs1), '\\');
}

static void qr(struct writing *z, const struct label_element *e, const struct symbol *s, int module)
{
    buf_fmt(z->out, "^BQN,2,%d", module);
    zpl_field_data(z->out, arena_fmt(z->painter->arena, "%cA,%.*s", e->level, STR_ARG(s->data)), '_');
}

static struct str code128_data(struct writing *z, const struct label_element *e, const struct symbol *s,
                               int *ret_modules)
{
    bool gs1 = e->symbology == LABEL_GS1_128;
    struct buf out = {0};
    *ret_modules = zpl_code128(&out, gs1 ? symbol_gs1_flat(z->painter->arena, s->data) : s->data, gs1);
    struct str text = arena_str(z->painter->arena, buf_view(&out));
    buf_free(&out);
    return text;
}

static void bars(struct writing *z, const struct label_element *e, const struct symbol *s,
                 const struct symbol_place *place)
{
    int high = place->bars.h, modules;
    char o = orientation(e);
    struct str data = s->data;
    buf_fmt(z->out, "^BY%d,2.0,%d", place->module, high);
    switch (e->symbology) {
    case LABEL_CODE39:
        buf_fmt(z->out, "^B3%c,N,%d,N,N", o, high);
        break;
    case LABEL_EAN13:
        buf_fmt(z->out, "^BE%c,%d,N,N", o, high);
        data = digits_without_check(data);
        break;
    case LABEL_EAN8:
        buf_fmt(z->out, "^B8%c,%d,N,N", o, high);
        data = digits_without_check(data);
        break;
    case LABEL_UPCA:
        buf_fmt(z->out, "^BU%c,%d,N,N,Y", o, high);
        data = digits_without_check(data);
        break;
    case LABEL_ITF14:
        buf_fmt(z->out, "^B2%c,%d,N,N,N", o, high);
        break;
    default:
        buf_fmt(z->out, "^BC%c,%d,N,N,N,N", o, high);
        data = code128_data(z, e, s, &modules);
        break;
    }
    zpl_field_data(z->out, data, '_');
}

static bool symbol_as_dots(struct writing *z, const struct label_element *e, const struct symbol *s,
                           const struct symbol_place *place, struct dots box)
{
    cairo_t *cr = canvas(z, box);
    if (!cr)
        return false;
    cairo_save(cr);
    paint_turn(cr, &box, e->rotation);
    paint_modules(cr, s, place);
    cairo_restore(cr);
    return send_canvas(z, cr, box);
}

static bool human_text(struct writing *z, const struct label_element *e, const struct symbol *s,
                       const struct symbol_place *place, struct dots box)
{
    struct text_style human = paint_style_human();
    return place->human.h == 0 || words(z, &human, s->text, box, e->rotation, place->human);
}

/* By a command of the printer's. */
static bool symbol_as_command(struct writing *z, const struct label_element *e, const struct symbol *s,
                              const struct symbol_place *place, struct dots box)
{
    origin(z, on_label(box, e->rotation, place->bars));
    if (e->symbology == LABEL_QR || e->symbology == LABEL_GS1_DL_QR)
        qr(z, e, s, place->module);
    else if (s->rows > 1)
        matrix(z, e, s, place->module);
    else
        bars(z, e, s, place);
    return human_text(z, e, s, place, box);
}

static bool symbol(struct writing *z, const struct label_element *e, struct dots box)
{
    struct painter *p = z->painter;
    struct symbol s, drawn;
    struct symbol_place place;
    struct dots up = upright(box, e->rotation);
    int module_max = e->module_mm > 0 ? 0 : ZPL_MODULE_MAX;
    if (!symbol_encode(p->encoder, p->arena, e, z->values, &s, z->refusal))
        return false;
    drawn = s;
    if (e->symbology == LABEL_CODE128 || e->symbology == LABEL_GS1_128)
        code128_data(z, e, &s, &s.width); /* as wide as the printer makes it */
    if (!symbol_fit(p->arena, e, &s, &(struct symbol_box){up.w, up.h, p->dpi, module_max}, &place, z->refusal))
        return false;
    /* No printer's command says FNC1 in a QR code, or makes modules of more dots. */
    if (e->symbology != LABEL_GS1_QR && place.module <= ZPL_MODULE_MAX)
        return symbol_as_command(z, e, &s, &place, box);
    return symbol_fit(p->arena, e, &drawn, &(struct symbol_box){up.w, up.h, p->dpi, 0}, &place, z->refusal) &&
           symbol_as_dots(z, e, &drawn, &place, box) && human_text(z, e, &drawn, &place, box);
}

/* ---- the label ---- */

static void frame(struct writing *z, const struct label_element *e, struct dots b)
{
    int thick = (int)lround(e->thickness * z->painter->dpi / 25.4), least = b.w < b.h ? b.w : b.h;
    thick = thick < 1 ? 1 : thick;
    if (e->kind == LABEL_LINE || e->filled || thick > least)
        thick = least;
    origin(z, b);
    buf_fmt(z->out, "^GB%d,%d,%d^FS\n", b.w, b.h, thick);
}

static bool picture(struct writing *z, const struct label_element *e, struct dots b)
{
    cairo_t *cr = canvas(z, b);
    if (!cr)
        return false;
    paint_image(z->painter, cr, e, b);
    return send_canvas(z, cr, b);
}

static bool element(struct writing *z, const struct label_element *e)
{
    struct dots b = paint_box(z->painter, e);
    struct text_style style;
    switch (e->kind) {
    case LABEL_TEXT:
        style = paint_style(e);
        return words(z, &style, paint_text(z->painter, e, z->values), b, e->rotation, upright(b, e->rotation));
    case LABEL_IMAGE:
        return picture(z, e, b);
    case LABEL_SYMBOL:
        return symbol(z, e, b);
    default:
        frame(z, e, b);
        return true;
    }
}

bool zpl_label(struct painter *p, const struct label_values *v, struct buf *out, struct refusal *refusal)
{
    const struct label_template *t = p->template;
    struct writing z = {p, v, out, refusal};
    arena_reset(p->arena);
    buf_fmt(out, "^XA\n^CI28\n^PW%ld\n^LL%ld\n^LH0,0\n", lround(t->width * p->dpi / 25.4),
            lround(t->height * p->dpi / 25.4));
    for (size_t i = 0; i < t->count; i++)
        if (!element(&z, &t->elements[i]))
            return paint_refused(p, &t->elements[i], refusal);
    buf_z(out, "^PQ1\n^XZ\n");
    return true;
}
