/*
 * problem: what every reader and check of GS1 data reports with: which rule was broken, by which Application Identifier, at which
 * byte, and a sentence for people. Rules are named in spec/gs1.json (docs/reference/gs1.md).
 */
#ifndef GS1_PROBLEM_H
#define GS1_PROBLEM_H

#include <stdarg.h>

#include "base/str.h"
#include "gs1.gen.h"

enum { GS1_AI_DIGITS_MAX = 4, GS1_PROBLEM_TEXT = 320 };

struct gs1_problem {
    enum gs1_rule rule;             /* GS1_RULE_NONE: all is well */
    char ai[GS1_AI_DIGITS_MAX + 1]; /* NUL terminated; empty when it is about none in particular */
    size_t at;                      /* byte of the input, from 0 */
    char text
        [GS1_PROBLEM_TEXT]; /* sentences: what is wrong, where, what is allowed instead; cut at a byte when too long */
};

struct gs1_rule_text {
    const char *name, *says;
};
extern const struct gs1_rule_text gs1_rule_texts[GS1_RULE_COUNT]; /* by enum gs1_rule */

/* Fill *r with a formatted sentence; ai may be NULL. Returns false, so that `return gs1_problem_set(...)` reads well. */
bool gs1_problem_set(struct gs1_problem *r, enum gs1_rule rule, const char *ai, size_t at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* One more sentence behind the text: a hint. */
void gs1_problem_add(struct gs1_problem *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A byte of the input as people can read it: "A", "a control character (0x1D)", "a byte that is not ASCII (0xC3)". */
enum { GS1_BYTE_TEXT = 48 };
const char *gs1_byte_text(char c, char out[GS1_BYTE_TEXT]);

#endif
