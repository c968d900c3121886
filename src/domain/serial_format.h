/*
 * serial_format: what the serials of a product look like, in a small language that people can read, and what any serial may be.
 *
 *     #   a digit 0-9             {4}    the element before it, 4 times
 *     @   a capital letter A-Z    {4,6}  ... 4 to 6 times
 *     *   a letter or a digit     \#     the character # itself; likewise for any other
 *     ?   any character           else   the character itself
 *
 * "SN########" is SN and eight digits; "@@#{6,8}" two capitals and six to eight digits; "" takes any serial. The whole serial must
 * fit. No alternatives and no unbounded repetition, so that matching takes a bounded time whatever the pattern.
 */
#ifndef DOMAIN_SERIAL_FORMAT_H
#define DOMAIN_SERIAL_FORMAT_H

#include "base/arena.h"
#include "domain/refusal.h"

/* The pattern can be read, has at most LIMIT_CODE_CHARS characters, and some serial fits it. */
bool serial_format_valid(struct arena *a, struct str pattern, struct refusal *refusal);
/* The serial fits; a pattern that is not valid fits none. */
bool serial_format_match(struct str pattern, struct str serial);
/* Any serial: 1 to LIMIT_SERIAL_CHARS characters, no control characters, no space at either end. */
bool serial_valid(struct arena *a, struct str serial, struct refusal *refusal);
/* serial_valid, and it fits the product's format; the refusal shows the format. */
bool serial_fits(struct arena *a, struct str pattern, struct str serial, struct refusal *refusal);

#endif
