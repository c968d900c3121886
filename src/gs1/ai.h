/*
 * ai: the table of GS1 Application Identifiers and looking them up. It is made from spec/gs1.json by tools/gen/gs1.py; what the
 * fields mean is said there. (General Specifications, section 3.)
 */
#ifndef GS1_AI_H
#define GS1_AI_H

#include "base/str.h"
#include "gs1.gen.h"

enum { GS1_PARTS_MAX = 5, GS1_CHECKS_MAX = 3, GS1_SEQUENCES_MAX = 2, GS1_QUALIFIERS_MAX = 3, GS1_GROUP_MAX = 3 };

/* Character sets, as bits: what a byte belongs to. */
enum gs1_set { GS1_SET_N = 1, GS1_SET_X = 2, GS1_SET_Y = 4, GS1_SET_Z = 8 };

/* A set of rows of the table. */
typedef uint64_t gs1_rows[GS1_AI_WORDS];

struct gs1_part {
    uint8_t set; /* enum gs1_set */
    uint8_t min, max;
    bool optional;
    uint8_t checks[GS1_CHECKS_MAX]; /* enum gs1_check; 0 ends them */
};

struct gs1_group {
    gs1_rows all[GS1_GROUP_MAX]; /* of each, one must be there */
    uint8_t count;
};

struct gs1_need {
    gs1_rows any;                   /* one of these, or */
    const struct gs1_group *groups; /* one of these groups */
    uint8_t group_count;
    const char *text; /* "(01) with (21) or (8006)" */
};

/* A row: one AI, or several with consecutive numbers (3100-3105) that differ in nothing else. */
struct gs1_ai {
    char first[5], last[5];
    uint8_t digits; /* of its number: 2 to 4 */
    uint8_t row;    /* its own place in gs1_ai_table */
    uint8_t part_count, sequences, need_count;
    bool predefined;        /* its length is known from its first two digits: no separator behind it */
    bool attribute;         /* may stand in the query of a Digital Link */
    bool key;               /* primary key of a Digital Link */
    bool excludes_siblings; /* not together with another AI of this row */
    uint8_t min, max;       /* bytes of the whole value */
    struct gs1_part parts[GS1_PARTS_MAX];
    uint8_t qualifiers[GS1_SEQUENCES_MAX][GS1_QUALIFIERS_MAX]; /* of a key: row + 1, 0 ends a sequence */
    gs1_rows excludes;
    const struct gs1_need *needs; /* all of them */
    const char *title;            /* "BATCH/LOT", UTF-8 */
    const char *name;             /* how older Digital Links write it ("lot"); NULL: not at all */
};

extern const struct gs1_ai gs1_ai_table[GS1_AI_ROWS]; /* in the order of their numbers as text */

/* How many digits the AI has that begins with the first two bytes of text: 2 to 4; 0 when none begins so, or text has fewer. */
size_t gs1_ai_digits(struct str text);
/* Row of the AI with exactly this number ("01", "3102"), or NULL. */
const struct gs1_ai *gs1_ai_find(struct str number);
/* Row whose name older Digital Links use ("gtin"), or NULL. Capitals do not matter. */
const struct gs1_ai *gs1_ai_named(struct str name);

static inline bool gs1_rows_have(const gs1_rows rows, unsigned row)
{
    return rows[row / 64] >> row % 64 & 1;
}

/* How the table finds an AI, for ai.c and the generated file. */
struct gs1_prefix {
    uint8_t digits;
    uint16_t slot;
};
extern const struct gs1_prefix gs1_prefixes[100];
extern const uint8_t gs1_slots[]; /* row + 1, 0: there is none */

#endif
