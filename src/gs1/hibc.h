/*
 * hibc: supplier labels of the Health Industry Bar Code standard (ANSI/HIBC 2.6): "+", labeler, product, unit of measure; behind "/" or in a
 * symbol of its own lot or serial number, expiry date, quantity; one check character (mod 43) for all of it.
 */
#ifndef GS1_HIBC_H
#define GS1_HIBC_H

#include "gs1/reading.h"

/* Does text look like one: "+" and a labeler's letter, or "+$"? Only its check character says that it is. */
bool gs1_hibc_looks(struct str text);
/* The check character that belongs behind text; '\0' when text holds one that Code 39 has not. */
char gs1_hibc_check(struct str text);
/* Read r->data into r's parts and fields. */
bool gs1_hibc_read(struct arena *a, struct gs1_reading *r, struct gs1_problem *ret_problem);

#endif
