/*
 * label/template: what a label looks like, read from JSON. Data only: literal text and {names} of domain/label_field.h, no
 * expressions. Pure; nothing is drawn here. docs/guides/labels.md says what each member means.
 *
 * Lengths are millimetres from the top left corner of the label, fonts are points. Whatever a printer could not do is refused here:
 * an unknown member, an element that leaves the label, a {name} that this kind of thing does not have. The refusal's field is the
 * path of the member ("elements[2].content"), its detail says what is allowed.
 */
#ifndef LABEL_TEMPLATE_H
#define LABEL_TEMPLATE_H

#include "base/json.h"
#include "domain/label_field.h"
#include "domain/refusal.h"

enum label_kind { LABEL_TEXT, LABEL_LINE, LABEL_BOX, LABEL_IMAGE, LABEL_SYMBOL, LABEL_KIND_TOTAL };
extern const char *const label_kind_names[LABEL_KIND_TOTAL];

enum label_symbology {
    LABEL_QR,
    LABEL_GS1_DL_QR, /* a QR code with a GS1 Digital Link URI */
    LABEL_GS1_QR,    /* FNC1 in first position */
    LABEL_DATAMATRIX,
    LABEL_GS1_DATAMATRIX,
    LABEL_CODE128,
    LABEL_GS1_128,
    LABEL_CODE39,
    LABEL_EAN13,
    LABEL_UPCA,
    LABEL_EAN8,
    LABEL_ITF14,
    LABEL_SYMBOLOGY_TOTAL
};
extern const char *const label_symbology_names[LABEL_SYMBOLOGY_TOTAL];

enum label_align { LABEL_START, LABEL_MIDDLE, LABEL_END, LABEL_ALIGN_TOTAL };
extern const char *const label_align_names[LABEL_ALIGN_TOTAL];  /* left, center, right */
extern const char *const label_valign_names[LABEL_ALIGN_TOTAL]; /* top, middle, bottom */

enum label_fit {
    LABEL_SHRINK,   /* the font is made smaller, down to LABEL_FONT_MIN_PT, then as LABEL_ELLIPSIS */
    LABEL_ELLIPSIS, /* what does not fit ends in "…" */
    LABEL_WRAP,     /* as many lines as the box has room for, then as LABEL_ELLIPSIS */
    LABEL_FIT_TOTAL
};
extern const char *const label_fit_names[LABEL_FIT_TOTAL];

/* A literal (field LABEL_FIELD_TOTAL), or the value of a field. */
struct label_piece {
    enum label_field field;
    struct str literal;
};
struct label_content {
    struct label_piece *pieces;
    size_t count;
};

struct label_element {
    enum label_kind kind;
    double x, y, w, h; /* mm; a line is horizontal (h 0) or vertical (w 0) */
    int rotation;      /* of text and symbol within the box, clockwise: 0, 90, 180, 270 */
    struct label_content content;
    enum label_align align, valign; /* text, symbol, image */
    double size_pt;                 /* text */
    bool bold, mono;                /* text */
    enum label_fit fit;             /* text */
    double thickness;               /* mm: line, box */
    bool filled;                    /* box */
    struct str png;                 /* image: the file */
    enum label_symbology symbology;
    double module_mm; /* symbol: width of the narrowest bar; 0: as wide as fits */
    char level;       /* QR: L, M, Q, H */
    bool human;       /* one-dimensional symbols: the content below in letters */
};

/* A sheet of labels: columns times rows. columns 0: none, the labels come from a roll, one to a page. */
struct label_sheet {
    int columns, rows;
    double width, height; /* of the page */
    double left, top;     /* of the first label */
    double gap_x, gap_y;  /* between labels */
};

struct label_template {
    struct str name;
    enum label_for thing;
    double width, height;
    struct label_sheet sheet;
    struct label_element *elements; /* drawn in this order */
    size_t count;
};

enum { LABEL_FONT_MIN_PT = 4, LABEL_FONT_MAX_PT = 200 };

/* Read a template; everything is copied into the arena. False with a refusal. */
bool label_template_parse(struct arena *a, const struct json *json, struct label_template *ret,
                          struct refusal *refusal);
/* The same from text. */
bool label_template_read(struct arena *a, struct str text, struct label_template *ret, struct refusal *refusal);
/* Bits 1 << enum label_field of all that its contents name. */
uint64_t label_template_fields(const struct label_template *t);
/* It carries GS1 Application Identifiers; in its content they stand in parentheses. */
bool label_symbology_gs1(enum label_symbology s);
/* The content with its fields filled in, in the arena. */
struct str label_content_text(struct arena *a, const struct label_content *c, const struct label_values *v);

#endif
