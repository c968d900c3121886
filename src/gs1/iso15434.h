/*
 * iso15434: messages of ISO/IEC 15434 as high-capacity symbols carry them: "[)>" RS, then formats (two digits, their data, RS), then EOT.
 * Format 05 holds GS1 elements, 06 data identifiers (mh10.h), 12 text elements; others are told by their number.
 *
 * Control characters that scanners or programs lose at the end (RS, EOT) or behind "[)>" are missed, said in the reading's doubt, and do no
 * harm. Without the separators between fields nothing can be read.
 */
#ifndef GS1_ISO15434_H
#define GS1_ISO15434_H

#include "gs1/reading.h"

/* Does text begin as such a message? */
bool gs1_iso15434_looks(struct str text);
/* Read r->data into r's message, parts and fields. */
bool gs1_iso15434_read(struct arena *a, int year, struct gs1_reading *r, struct gs1_problem *ret_problem);

#endif
