/*
 * serial_format: what the serials of a product look like, in a small language that people can read, and what any serial may be.
 *
 *     #   a digit 0-9             {4}    the element before it, 4 times
 *     @   a capital letter A-Z    {4,6}  ... 4 to 6 times
 *     *   a letter or a digit     \#     the character # itself; likewise for any other
 *     ?   any character           else   the character itself
 *
 *     regex: at the beginning: what follows is a regular expression (PCRE2), for numbers that suppliers chose
 *
 * "SN########" is SN and eight digits; "@@#{6,8}" two capitals and six to eight digits; "" takes any serial. The whole serial must
 * fit. The language has no alternatives and no unbounded repetition, so that matching takes a bounded time whatever the pattern; a regular
 * expression is matched within limits (base/regex.h), and a serial that it cannot judge within them does not fit.
 */
#ifndef DOMAIN_SERIAL_FORMAT_H
#define DOMAIN_SERIAL_FORMAT_H

#include "base/arena.h"
#include "base/regex.h"
#include "domain/refusal.h"

/* A format, ready to be used for many serials. */
struct serial_format {
    struct str pattern;
    struct regex *regex; /* NULL: it is in the small language */
};

/* The pattern can be read, has at most LIMIT_CODE_CHARS characters (a regular expression LIMIT_REGEX_CHARS), and some serial fits it. */
bool serial_format_valid(struct arena *a, struct str pattern, struct refusal *refusal);
/* The serial fits; a pattern that is not valid fits none. Not for regular expressions. */
bool serial_format_match(struct str pattern, struct str serial);
/* Make it ready; all of it lives in the arena, and pattern must. One that is not valid fits no serial. */
void serial_format_open(struct arena *a, struct str pattern, struct serial_format *ret);
/* Any serial: 1 to LIMIT_SERIAL_CHARS characters, no control characters, no space at either end. */
bool serial_valid(struct arena *a, struct str serial, struct refusal *refusal);
/* serial_valid, and it fits the product's format; the refusal shows the format. */
bool serial_fits(struct arena *a, const struct serial_format *format, struct str serial, struct refusal *refusal);

#endif
