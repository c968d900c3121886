/*
 * mh10: data identifiers of ANSI MH10.8.2 (up to three digits and a capital, in front of the value): the table of those that have a
 * name here, made from spec/mh10.json, and reading fields that begin with them.
 */
#ifndef GS1_MH10_H
#define GS1_MH10_H

#include "gs1/reading.h"
#include "mh10.gen.h"

struct gs1_mh10 {
    const char *di;    /* "1P" */
    const char *title; /* for people */
    enum mh10_form form;
    enum gs1_field field; /* GS1_FIELD_COUNT_OF: none */
};
extern const struct gs1_mh10 gs1_mh10_table[MH10_ROWS];

/* Length of the data identifier that text begins with, known or not; 0 when it begins with none. */
size_t gs1_mh10_length(struct str text);
/* Row of exactly this identifier, or NULL. */
const struct gs1_mh10 *gs1_mh10_find(struct str di);
/* Fields with separators (0x1D) between them, as parts and fields of r; body is a piece of r->data, for positions. */
bool gs1_mh10_read(struct arena *a, struct str body, int year, struct gs1_reading *r, struct gs1_problem *ret_problem);

#endif
