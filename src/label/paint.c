#include "label/paint.h"

#include <math.h>
#include <stdlib.h>

static const double human_pt = 7;

/* ---- pictures ---- */

struct reading {
    struct str left;
};

static cairo_status_t read_bytes(void *state, unsigned char *out, unsigned len)
{
    struct reading *r = state;
    if (r->left.len < len)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, r->left.ptr, len);
    r->left = str_slice(r->left, len, r->left.len);
    return CAIRO_STATUS_SUCCESS;
}

bool painter_init(struct painter *p, const struct label_template *t, int dpi, struct arena *a, struct refusal *refusal)
{
    *p = (struct painter){.arena = arena_new(0), .refusals = a, .template = t, .dpi = dpi, .encoder = encoder_new()};
    p->images = calloc(t->count ? t->count : 1, sizeof *p->images);
    cairo_surface_t *like = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(like);
    p->typesetter = typesetter_new(cr, dpi);
    cairo_destroy(cr);
    cairo_surface_destroy(like);
    for (size_t i = 0; i < t->count; i++) {
        if (t->elements[i].kind != LABEL_IMAGE)
            continue;
        struct reading r = {t->elements[i].png};
        p->images[i] = cairo_image_surface_create_from_png_stream(read_bytes, &r);
        if (cairo_surface_status(p->images[i]) != CAIRO_STATUS_SUCCESS) {
            refuse(refusal, a, REFUSED_BAD_VALUE, NULL, "the picture is damaged: it cannot be read as PNG");
            return paint_refused(p, &t->elements[i], refusal);
        }
    }
    return true;
}

void painter_free(struct painter *p)
{
    for (size_t i = 0; p->images && i < p->template->count; i++)
        cairo_surface_destroy(p->images[i]);
    free(p->images);
    typesetter_free(p->typesetter);
    encoder_free(p->encoder);
    arena_free(p->arena);
}

bool paint_refused(struct painter *p, const struct label_element *e, struct refusal *refusal)
{
    struct arena *a = p->refusals;
    const char *member = e->kind == LABEL_IMAGE ? "png" : "content";
    struct str path = arena_fmt(a, "elements[%d].%s", (int)(e - p->template->elements), member);
    refusal->detail = arena_fmt(a, "%.*s: %.*s", STR_ARG(path), STR_ARG(refusal->detail));
    refusal->field = path.ptr;
    return false;
}

/* ---- places ---- */

static int dots(const struct painter *p, double mm)
{
    return (int)lround(mm * p->dpi / 25.4);
}

struct dots paint_box(const struct painter *p, const struct label_element *e)
{
    int thick = dots(p, e->thickness) > 1 ? dots(p, e->thickness) : 1;
    struct dots b = {dots(p, e->x), dots(p, e->y), 0, 0};
    b.w = e->w > 0 ? dots(p, e->x + e->w) - b.x : thick;
    b.h = e->h > 0 ? dots(p, e->y + e->h) - b.y : thick;
    b.w = b.w > 1 ? b.w : 1;
    b.h = b.h > 1 ? b.h : 1;
    return b;
}

/* From here on 0, 0 is the corner of the box as it is seen when the label is turned so that the element stands upright. No sine
 * or cosine: dots stay whole. */
void paint_turn(cairo_t *cr, const struct dots *box, int rotation)
{
    cairo_matrix_t m;
    switch (rotation) {
    case 90:
        cairo_matrix_init(&m, 0, 1, -1, 0, box->x + box->w, box->y);
        break;
    case 180:
        cairo_matrix_init(&m, -1, 0, 0, -1, box->x + box->w, box->y + box->h);
        break;
    case 270:
        cairo_matrix_init(&m, 0, -1, 1, 0, box->x, box->y + box->h);
        break;
    default:
        cairo_matrix_init(&m, 1, 0, 0, 1, box->x, box->y);
        break;
    }
    cairo_transform(cr, &m);
}

/* ---- kinds of elements ---- */

static void rectangle(cairo_t *cr, int x, int y, int w, int h)
{
    cairo_rectangle(cr, x, y, w, h);
}

static void paint_frame(struct painter *p, cairo_t *cr, const struct label_element *e, struct dots b)
{
    int thick = dots(p, e->thickness) > 1 ? dots(p, e->thickness) : 1;
    if (e->filled || thick * 2 >= b.w || thick * 2 >= b.h) {
        rectangle(cr, b.x, b.y, b.w, b.h);
    } else {
        rectangle(cr, b.x, b.y, b.w, thick);
        rectangle(cr, b.x, b.y + b.h - thick, b.w, thick);
        rectangle(cr, b.x, b.y + thick, thick, b.h - 2 * thick);
        rectangle(cr, b.x + b.w - thick, b.y + thick, thick, b.h - 2 * thick);
    }
    cairo_fill(cr);
}

static int placed(enum label_align align, int room, int size)
{
    return align == LABEL_START ? 0 : align == LABEL_END ? room - size : (room - size) / 2;
}

void paint_image(struct painter *p, cairo_t *cr, const struct label_element *e, struct dots b)
{
    cairo_surface_t *image = p->images[e - p->template->elements];
    int w = cairo_image_surface_get_width(image), h = cairo_image_surface_get_height(image);
    double scale = fmin((double)b.w / w, (double)b.h / h);
    cairo_save(cr);
    cairo_translate(cr, b.x + placed(e->align, b.w, (int)(w * scale)), b.y + placed(e->valign, b.h, (int)(h * scale)));
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

struct text_style paint_style(const struct label_element *e)
{
    return (struct text_style){e->size_pt, e->bold, e->mono, e->align, e->valign, e->fit};
}

struct text_style paint_style_human(void)
{
    return (struct text_style){human_pt, false, false, LABEL_MIDDLE, LABEL_MIDDLE, LABEL_SHRINK};
}

struct str paint_text(struct painter *p, const struct label_element *e, const struct label_values *v)
{
    struct label_values shown = *v;
    struct str gs1 = arena_str(p->arena, v->at[LABEL_GS1]);
    for (size_t i = 0; i < gs1.len; i++)
        ((char *)gs1.ptr)[i] = gs1.ptr[i] == '[' ? '(' : gs1.ptr[i] == ']' ? ')' : gs1.ptr[i];
    shown.at[LABEL_GS1] = gs1;
    return label_content_text(p->arena, &e->content, &shown);
}

static bool upright(const struct label_element *e)
{
    return e->rotation % 180 == 0;
}

void paint_words(struct painter *p, cairo_t *cr, const struct text_style *s, struct str text, struct dots b)
{
    if (str_empty(text))
        return;
    text_set(p->typesetter, s, text, b.w, b.h);
    text_draw(p->typesetter, cr, s, b.x, b.y, b.w, b.h);
}

static void paint_text_element(struct painter *p, cairo_t *cr, const struct label_element *e,
                               const struct label_values *v, struct dots b)
{
    struct text_style style = paint_style(e);
    cairo_save(cr);
    paint_turn(cr, &b, e->rotation);
    paint_words(p, cr, &style, paint_text(p, e, v),
                (struct dots){0, 0, upright(e) ? b.w : b.h, upright(e) ? b.h : b.w});
    cairo_restore(cr);
}

void paint_modules(cairo_t *cr, const struct symbol *s, const struct symbol_place *place)
{
    int m = place->module, high = s->rows == 1 ? place->bars.h : m;
    for (int y = 0; y < s->rows; y++) {
        const unsigned char *row = s->cells + y * s->width;
        for (int x = 0, run; x < s->width; x += run) {
            for (run = 1; x + run < s->width && row[x + run] == row[x];)
                run++;
            if (row[x])
                rectangle(cr, place->bars.x + x * m, place->bars.y + y * m, run * m, high);
        }
    }
    /* Each dot is dark or light: nothing between. */
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    cairo_fill(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
}

static bool paint_symbol(struct painter *p, cairo_t *cr, const struct label_element *e, const struct label_values *v,
                         struct dots b, struct refusal *refusal)
{
    struct symbol s;
    struct symbol_place place;
    if (!symbol_encode(p->encoder, p->arena, e, v, &s, refusal) ||
        !symbol_fit(p->arena, e, &s, &(struct symbol_box){upright(e) ? b.w : b.h, upright(e) ? b.h : b.w, p->dpi, 0},
                    &place, refusal))
        return false;
    struct text_style human = paint_style_human();
    cairo_save(cr);
    paint_turn(cr, &b, e->rotation);
    paint_modules(cr, &s, &place);
    if (place.human.h)
        paint_words(p, cr, &human, s.text, place.human);
    cairo_restore(cr);
    return true;
}

static bool paint_element(struct painter *p, cairo_t *cr, const struct label_element *e, const struct label_values *v,
                          struct refusal *refusal)
{
    struct dots b = paint_box(p, e);
    switch (e->kind) {
    case LABEL_TEXT:
        paint_text_element(p, cr, e, v, b);
        return true;
    case LABEL_IMAGE:
        paint_image(p, cr, e, b);
        return true;
    case LABEL_SYMBOL:
        return paint_symbol(p, cr, e, v, b, refusal);
    case LABEL_LINE:
        rectangle(cr, b.x, b.y, b.w, b.h);
        cairo_fill(cr);
        return true;
    default:
        paint_frame(p, cr, e, b);
        return true;
    }
}

bool paint_label(struct painter *p, cairo_t *cr, const struct label_values *v, struct refusal *refusal)
{
    const struct label_template *t = p->template;
    arena_reset(p->arena);
    cairo_set_source_rgb(cr, 0, 0, 0);
    for (size_t i = 0; i < t->count; i++)
        if (!paint_element(p, cr, &t->elements[i], v, refusal))
            return paint_refused(p, &t->elements[i], refusal);
    return true;
}
