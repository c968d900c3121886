/*
 * element: GS1 element strings, as scanners give them and as people write them.
 *
 * Raw: AI and value one behind the other, a separator (FNC1, the byte 0x1D) behind values whose length is not predefined. A leading
 * separator is skipped. Symbology identifiers and what scanners append are taken off before (symbology.h).
 * Bracketed: (01)09506000134352(21)ABC. A bracket that does not open an AI belongs to the value; one that would is written \( in it.
 * Blanks around values are skipped.
 *
 * What is read points into the input, or into the arena where there is one. No other memory is used.
 */
#ifndef GS1_ELEMENT_H
#define GS1_ELEMENT_H

#include "base/arena.h"
#include "gs1/ai.h"
#include "gs1/problem.h"

enum {
    GS1_SEPARATOR = 0x1D,
    GS1_ELEMENTS_MAX = 64, /* in one message */
    GS1_TEXT_MAX = 8192    /* bytes of one message; the largest symbol holds 7,089 */
};

struct gs1_element {
    const struct gs1_ai *ai;
    char number[GS1_AI_DIGITS_MAX + 1]; /* "3102", NUL terminated */
    struct str value;
    size_t at; /* of the value in the input */
};

/* Elements in the order they were read. */
struct gs1_message {
    size_t count;
    struct gs1_element items[GS1_ELEMENTS_MAX];
};

/* Read and check each value; year as in value.h. On false *ret_problem says what is wrong and *ret is what was read before it.
 * Whether the elements fit together is asked separately (gs1_message_check), because an item may bear several symbols. */
bool gs1_raw_read(struct str data, int year, struct gs1_message *ret, struct gs1_problem *ret_problem);
bool gs1_bracketed_read(struct arena *a, struct str text, int year, struct gs1_message *ret,
                        struct gs1_problem *ret_problem);

/* Does a value that was read raw look as if it had swallowed the next element, because its separator is missing (lot "L5" and expiry as
 * "L517261231")? Such a value is allowed, and may be meant so. True with *ret_doubt saying it, rule separator. */
bool gs1_raw_doubt(const struct gs1_message *m, int year, struct gs1_problem *ret_doubt);

/* Add one element, checked as the readers do; at is for problems. The value is not copied. */
bool gs1_message_add(struct gs1_message *m, const struct gs1_ai *ai, struct str number, struct str value, size_t at,
                     int year, struct gs1_problem *ret_problem);
/* Do the elements fit together? AIs that are there twice have equal values, none excludes another, and whatever one requires is
 * there (General Specifications 4.13, 4.14). To judge several symbols of one item, put their elements into one message. */
bool gs1_message_check(const struct gs1_message *m, struct gs1_problem *ret_problem);
/* The first element with this number ("21"), or NULL. */
const struct gs1_element *gs1_message_get(const struct gs1_message *m, const char *number);
/* The value of it, {NULL,0} when it is not there. */
struct str gs1_message_value(const struct gs1_message *m, const char *number);

/* Write. Raw: without a leading separator; with predefined_first the values that need no separator come first, else the order stays.
 * Elements that are there twice are written as often. {NULL,0} when the arena is at its limit. */
struct str gs1_raw_write(struct arena *a, const struct gs1_message *m, bool predefined_first);
struct str gs1_bracketed_write(struct arena *a, const struct gs1_message *m);

#endif
