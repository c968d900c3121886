/*
 * iccbba: data structures of ISBT 128 (ICCBBA ST-001, ST-017): blood, tissues, cells. Each begins with two characters ("=>", "&,"), and has a
 * fixed length, so several may stand one behind the other, with or without the header "=+" of a compound message.
 */
#ifndef GS1_ICCBBA_H
#define GS1_ICCBBA_H

#include "gs1/reading.h"

/* Does text begin with a data structure that is known, and have one behind the other to its end? */
bool gs1_iccbba_looks(struct str text);
/* Read r->data into r's parts and fields. */
bool gs1_iccbba_read(struct arena *a, struct gs1_reading *r, struct gs1_problem *ret_problem);

#endif
