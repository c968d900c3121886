/*
 * label/paint: one label drawn with cairo, in dots: 1 is a dot of the printer, 0, 0 the label's top left corner.
 */
#ifndef LABEL_PAINT_H
#define LABEL_PAINT_H

#include "label/symbol.h"
#include "label/text.h"

/* What drawing the same template again and again needs. */
struct painter {
    struct arena *arena;    /* emptied for each label */
    struct arena *refusals; /* whoever draws owns it */
    const struct label_template *template;
    int dpi;
    struct encoder *encoder;
    struct typesetter *typesetter;
    cairo_surface_t **images; /* one for each element; NULL: it is no picture */
};

/* False with a refusal: a picture of the template is damaged. painter_free in either case. */
bool painter_init(struct painter *p, const struct label_template *t, int dpi, struct arena *a, struct refusal *refusal);
void painter_free(struct painter *p);

/* False with a refusal that names the element. */
bool paint_label(struct painter *p, cairo_t *cr, const struct label_values *v, struct refusal *refusal);
/* A rectangle of the template in dots; what has a size has at least one dot. */
struct dots paint_box(const struct painter *p, const struct label_element *e);
/* A refusal that is about element e: its field becomes the element's path, and all of it outlives the painter. False. */
bool paint_refused(struct painter *p, const struct label_element *e, struct refusal *refusal);
/* Draw in the box as it is seen when the element stands upright. Between save and restore. */
void paint_turn(cairo_t *cr, const struct dots *box, int rotation);

/* How the element's text is set, and that below a symbol. */
struct text_style paint_style(const struct label_element *e);
struct text_style paint_style_human(void);
/* Text of an element as people read it. */
struct str paint_text(struct painter *p, const struct label_element *e, const struct label_values *v);
/* A picture within its box, as large as fits. */
void paint_image(struct painter *p, cairo_t *cr, const struct label_element *e, struct dots box);
/* Text in a box, as text_set has it. */
void paint_words(struct painter *p, cairo_t *cr, const struct text_style *s, struct str text, struct dots b);
/* Dark modules of a symbol as rectangles. */
void paint_modules(cairo_t *cr, const struct symbol *s, const struct symbol_place *place);

#endif
