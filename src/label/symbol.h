/*
 * label/symbol: bar codes as modules, and where they stand in a box of dots. The only code that knows libzint. Nothing is drawn here.
 */
#ifndef LABEL_SYMBOL_H
#define LABEL_SYMBOL_H

#include "label/template.h"

/* A rectangle in dots. */
struct dots {
    int x, y, w, h;
};

struct symbol {
    int width, rows;            /* in modules, without quiet zone; rows 1: one-dimensional */
    const unsigned char *cells; /* rows * width of them, 1: dark */
    int left, right;            /* quiet zone beside it, in modules */
    int above;                  /* and above and below */
    struct str data;            /* what it says: GS1 as "[01]...", others as they are */
    struct str text;            /* the same for people */
};

/* Where it stands in a box that has its top left corner at 0, 0. */
struct symbol_place {
    int module;        /* dots */
    struct dots bars;  /* the dark and light modules, without quiet zone */
    struct dots human; /* h 0: no text */
};

struct encoder; /* keeps what libzint needs; one thread at a time */
struct encoder *encoder_new(void);
void encoder_free(struct encoder *e); /* NULL is fine */

/* The content of a symbol element as modules, in the arena. False with a refusal: it has no content, or one that this symbology
 * cannot say. */
bool symbol_encode(struct encoder *enc, struct arena *a, const struct label_element *e, const struct label_values *v,
                   struct symbol *ret, struct refusal *refusal);
/* Where a symbol is to stand: w x h dots, so many dots an inch; module_max: a printer's limit, in dots, 0: none. */
struct symbol_box {
    int w, h, dpi, module_max;
};
/* The widest modules that fit into the box, or just those that the template asks for. False with a refusal that says how much room is
 * needed. */
bool symbol_fit(struct arena *a, const struct label_element *e, const struct symbol *s, const struct symbol_box *box,
                struct symbol_place *ret, struct refusal *refusal);

/* GS1 data ("[01]...") as a scanner gives it out: no brackets, FNC1 (0x1D) behind each value whose length is not predefined, if another
 * follows (General Specifications 7.8.5). In the arena. */
struct str symbol_gs1_flat(struct arena *a, struct str data);

#endif
