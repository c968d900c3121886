/*
 * symbology: what stands around the data of a scan: the symbology identifier in front (ISO/IEC 15424: "]C1"), line ends and tabs that
 * scanners append, and the marks of a keyboard layout that is not the scanner's.
 */
#ifndef GS1_SYMBOLOGY_H
#define GS1_SYMBOLOGY_H

#include "base/str.h"

enum gs1_carries {
    GS1_CARRIES_ELEMENTS, /* GS1 element strings: FNC1 in first position, or a symbology of GS1's own */
    GS1_CARRIES_GTIN,     /* 8, 12, 13 or 14 digits (EAN, UPC, ITF-14): not an element string */
    GS1_CARRIES_ANYTHING  /* whatever its owner put in; may be a Digital Link */
};

struct gs1_symbology {
    char code;             /* the letter behind "]": "d" */
    const char *modifiers; /* what may follow: "2" */
    const char *name;      /* "GS1 DataMatrix" */
    enum gs1_carries carries;
};

/* Row of the identifier that text begins with ("]d2..."), or NULL: it begins with none, or one that is not known. */
const struct gs1_symbology *gs1_symbology_of(struct str text);
/* Text behind the symbology identifier, known or not ("]", a letter, a letter or digit); all of text when it begins with none. */
struct str gs1_symbology_strip(struct str text);

/* Text without what scanners put around it: blanks, tabs, line ends at both ends; also NUL and STX/ETX. *ret_from is how many bytes went at
 * the front (may be NULL). A separator (0x1D) stays. */
struct str gs1_scan_trim(struct str text, size_t *ret_from);

/* When text looks as if the scanner typed one keyboard layout and the computer read another: a sentence that says so; else NULL. Ask
 * only when text could not be read. */
const char *gs1_layout_hint(struct str text);

#endif
