/*
 * regex: regular expressions (PCRE2, UTF-8) that take a bounded time and memory, whatever the expression and the text: matching that needs
 * more steps than LIMIT_REGEX_STEPS, a deeper search or more memory than is allowed gives up and says so.
 *
 * Not for formats that can be written as domain/serial_format.h: those need no limits.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include "base/arena.h"

struct regex;

enum regex_verdict {
    REGEX_MATCH,
    REGEX_NO_MATCH,
    REGEX_GAVE_UP /* within the limits it could not be found out */
};

/* What is wrong with an expression. */
struct regex_error {
    size_t at; /* character, from 1 */
    char text[160];
};

/* All of it lives in the arena; one thread at a time may use it. NULL: *ret_error says why. */
struct regex *regex_compile(struct arena *a, struct str pattern, struct regex_error *ret_error);
/* Does the whole text match? Texts are UTF-8. */
enum regex_verdict regex_match(struct regex *r, struct str text);

#endif
