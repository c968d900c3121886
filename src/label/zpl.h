/*
 * label/zpl: a label as ZPL II, in text of our own: one ^XA ... ^XZ. Bar codes are the printer's own (^BQ ^BX ^BC ^B3 ^BE ^B8 ^BU ^B2),
 * so that they stand on whole dots whatever happens on the way. Texts are the printer's font 0 where it has the letters and they
 * fit; otherwise, and for pictures, they are sent as dots (^GF). Nothing that a value contains can end its field: what is special is
 * written as hexadecimal (^FH).
 */
#ifndef LABEL_ZPL_H
#define LABEL_ZPL_H

#include "label/paint.h"

/* Append the label. False with a refusal. */
bool zpl_label(struct painter *p, const struct label_values *v, struct buf *out, struct refusal *refusal);

/* ---- for tests ---- */

/* ^FH and ^FD with data: bytes outside of 0x20..0x7E, '^', '~' and the indicator as hexadecimal behind the indicator. */
void zpl_field_data(struct buf *out, struct str data, char indicator);
/* Data of a Code 128 symbol (^BC, mode N): sets B and C with >: >; >5 >6, FNC1 (0x1D) as >8. Returns its modules. */
int zpl_code128(struct buf *out, struct str data, bool gs1);

#endif
