/*
 * label/text: texts in boxes of dots: smaller, cut or wrapped until they fit. The only code that knows pango.
 */
#ifndef LABEL_TEXT_H
#define LABEL_TEXT_H

#include <cairo.h>

#include "label/symbol.h"

struct typesetter; /* keeps a layout; one thread at a time */
struct typesetter *typesetter_new(cairo_t *like, int dpi);
void typesetter_free(struct typesetter *t); /* NULL is fine */

/* How a text is set in a box. */
struct text_style {
    double size_pt;
    bool bold, mono;
    enum label_align align, valign;
    enum label_fit fit;
};

/* How it came out. */
struct text_set {
    double size_pt; /* the font that was taken; for text_draw */
    bool cut;       /* an ellipsis stands for the rest */
    int lines;
};

/* Set the text for a box of w x h dots. */
struct text_set text_set(struct typesetter *t, const struct text_style *s, struct str text, int w, int h);
/* Draw what was set last into the box at x, y. */
void text_draw(struct typesetter *t, cairo_t *cr, const struct text_style *s, int x, int y, int w, int h);

#endif
