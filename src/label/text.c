#include "label/text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <pango/pangocairo.h>

/* Noto has letters for all scripts, in its other families; where it is not installed, DejaVu is. */
static const char family_sans[] = "Noto Sans,DejaVu Sans,sans-serif";
static const char family_mono[] = "DejaVu Sans Mono,Noto Sans Mono,monospace";

enum { FONTS = 4 /* sans and mono, normal and bold */ };

/* What fontconfig has read of the system's fonts stays until the process ends, and pango's own thread may still be reading it then: for
 * LeakSanitizer a leak, though it is read once. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif
#ifdef SANITIZED
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

struct typesetter {
    PangoFontMap *fonts_found;
    PangoLayout *layout;
    PangoFontDescription *fonts[FONTS];
    double dots_per_pt;
    struct buf clean;
    bool right_to_left;
};

static PangoFontDescription *font(int i)
{
    PangoFontDescription *f = pango_font_description_new();
    pango_font_description_set_family_static(f, i & 2 ? family_mono : family_sans);
    pango_font_description_set_weight(f, i & 1 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return f;
}

struct typesetter *typesetter_new(cairo_t *like, int dpi)
{
    struct typesetter *t = calloc(1, sizeof *t);
    assert(t);
    t->fonts_found = pango_cairo_font_map_new(); /* not that of the thread, which would stay when the job is over */
    PangoContext *context = pango_font_map_create_context(t->fonts_found);
    pango_cairo_update_context(like, context);
    t->layout = pango_layout_new(context);
    pango_layout_set_line_spacing(t->layout,
                                  0.85F); /* fonts for all scripts leave more between lines than a label has */
    g_object_unref(context);
    /* Letters stand where they would on paper, whatever the dots are. */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango_layout_get_context(t->layout), options);
    cairo_font_options_destroy(options);
    for (int i = 0; i < FONTS; i++)
        t->fonts[i] = font(i);
    t->dots_per_pt = dpi / 72.0;
    return t;
}

void typesetter_free(struct typesetter *t)
{
    if (!t)
        return;
    for (int i = 0; i < FONTS; i++)
        pango_font_description_free(t->fonts[i]);
    g_object_unref(t->layout);
    g_object_unref(t->fonts_found);
    buf_free(&t->clean);
    free(t);
}

/* Control characters of values would break lines; those of a text that may wrap are meant. */
static void clean(struct typesetter *t, struct str text, bool lines)
{
    buf_clear(&t->clean);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        buf_char(&t->clean, (c < ' ' && !(c == '\n' && lines)) || c == 0x7F ? ' ' : text.ptr[i]);
    }
}

/* pango counts 1/1024 of a dot in an int, and a letter is seldom wider than four times its size: so many letters, times their size in
 * dots, may stand in a line. No label is a tenth as wide. */
static const double letters_max = 500000;

/* A text that would be wider ends in "…" there. True: it does. */
static bool shorten(struct typesetter *t, double size_pt)
{
    double room = letters_max / (size_pt * t->dots_per_pt);
    size_t at = 0, letters = 0;
    for (; at < t->clean.len; at++)
        if (((unsigned char)t->clean.ptr[at] & 0xC0) != 0x80 && (double)++letters > room)
            break;
    if (at == t->clean.len)
        return false;
    t->clean.len = at;
    buf_z(&t->clean, "…");
    return true;
}

static void set_size(struct typesetter *t, const struct text_style *s, double size_pt)
{
    PangoFontDescription *f = t->fonts[(s->mono ? 2 : 0) + (s->bold ? 1 : 0)];
    pango_font_description_set_absolute_size(f, size_pt * t->dots_per_pt * PANGO_SCALE);
    pango_layout_set_font_description(t->layout, f);
}

/* By how much it must be made smaller to fit in one line; 1: it fits. */
static double excess(struct typesetter *t, int w, int h)
{
    PangoRectangle ink, logical;
    pango_layout_get_extents(t->layout, &ink, &logical);
    double wide = (double)w * PANGO_SCALE / (logical.width > 1 ? logical.width : 1);
    double high = (double)h * PANGO_SCALE / (ink.height > 1 ? ink.height : 1);
    double least = wide < high ? wide : high;
    return least < 1 ? least : 1;
}

/* One line, in the largest size that fits. */
static double shrink(struct typesetter *t, const struct text_style *s, int w, int h)
{
    double letters = (double)str_chars(buf_view(&t->clean)) + 1;
    double size = fmin(s->size_pt, fmax(letters_max / (letters * t->dots_per_pt), LABEL_FONT_MIN_PT));
    for (int tries = 0; tries < 4; tries++) { /* widths do not shrink quite as sizes do */
        set_size(t, s, size);
        double factor = excess(t, w, h);
        if (factor >= 1 || size <= LABEL_FONT_MIN_PT)
            break;
        size = fmax(size * factor * (tries ? 0.99 : 1), LABEL_FONT_MIN_PT);
    }
    return size;
}

static void limit(struct typesetter *t, const struct text_style *s, int w, int h)
{
    pango_layout_set_width(t->layout, w * PANGO_SCALE);
    pango_layout_set_ellipsize(t->layout, PANGO_ELLIPSIZE_END);
    if (s->fit == LABEL_WRAP) {
        pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(t->layout, h * PANGO_SCALE);
    } else {
        pango_layout_set_height(t->layout, -1); /* one line */
    }
}

struct text_set text_set(struct typesetter *t, const struct text_style *s, struct str text, int w, int h)
{
    clean(t, text, s->fit == LABEL_WRAP);
    bool shortened = shorten(t, s->fit == LABEL_SHRINK ? LABEL_FONT_MIN_PT : s->size_pt);
    pango_layout_set_width(t->layout, -1);
    pango_layout_set_height(t->layout, -1);
    pango_layout_set_ellipsize(t->layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_text(t->layout, t->clean.len ? t->clean.ptr : "", (int)t->clean.len);
    struct text_set r = {.size_pt = s->size_pt};
    if (s->fit == LABEL_SHRINK)
        r.size_pt = shrink(t, s, w, h);
    else
        set_size(t, s, r.size_pt);
    if (s->fit == LABEL_WRAP || excess(t, w, h) < 1)
        limit(t, s, w, h);
    t->right_to_left = pango_layout_get_direction(t->layout, 0) == PANGO_DIRECTION_RTL;
    r.cut = shortened || pango_layout_is_ellipsized(t->layout);
    r.lines = pango_layout_get_line_count(t->layout);
    return r;
}

/* Left is left, also of a text that is read from the right. */
static PangoAlignment alignment(const struct typesetter *t, enum label_align align)
{
    if (align == LABEL_MIDDLE)
        return PANGO_ALIGN_CENTER;
    return (align == LABEL_END) != t->right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

void text_draw(struct typesetter *t, cairo_t *cr, const struct text_style *s, int x, int y, int w, int h)
{
    PangoRectangle box;
    pango_layout_set_width(t->layout, w * PANGO_SCALE);
    pango_layout_set_alignment(t->layout, alignment(t, s->align));
    pango_layout_get_extents(t->layout, NULL, &box);
    double high = (double)box.height / PANGO_SCALE;
    double top = s->valign == LABEL_START ? 0 : s->valign == LABEL_END ? h - high : (h - high) / 2;
    cairo_move_to(cr, x, y + top);
    pango_cairo_show_layout(cr, t->layout);
}
