/*
 * serial_range: serials as people type many of them at once, one piece for each range. The rules are those of web/src/scan/ranges.ts; both
 * are tested with tests/fixtures/ranges.json.
 *
 *     100-150            both ends are digits only and rise
 *     SN0098..SN0103     both ends begin alike and end in digits that rise; SN0098..103 leaves out what is the same
 *     100+20, SN7+20     the first and how many
 *     anything else      one serial, as it is: A-100, 2024-17, AB+2
 *
 * Leading zeros stay. What looks like a range with two dots and cannot be one is refused, not taken for a serial.
 */
#ifndef DOMAIN_SERIAL_RANGE_H
#define DOMAIN_SERIAL_RANGE_H

#include "base/arena.h"
#include "base/limits.h"

struct serial_range {
    struct str head; /* what all begin with; borrowed from the piece */
    int width;       /* of the number behind it, at least; 0: it is one serial, head */
    int64_t first;
    int64_t count; /* 1 at least */
};

enum { SERIAL_RANGE_DIGITS = 15 };

enum serial_range_verdict {
    SERIAL_RANGE_GOOD,
    SERIAL_RANGE_PREFIXES, /* the ends begin differently, or do not end in digits */
    SERIAL_RANGE_FALLS,    /* it ends before it begins */
    SERIAL_RANGE_WIDTHS,   /* the ends have different numbers of digits, and zeros in front */
    SERIAL_RANGE_TOO_MANY, /* more than the caller takes */
    SERIAL_RANGE_VERDICTS
};
extern const char
    *const serial_range_names[SERIAL_RANGE_VERDICTS]; /* "good", "prefixes" ..., as the table of tests calls them */

/* max: how many serials it may stand for. */
enum serial_range_verdict serial_range_read(struct str piece, int64_t max, struct serial_range *ret);
/* What is wrong, as the rest of a sentence; "" of what is good. Of too many: "it stands for too many serials". */
const char *serial_range_why(enum serial_range_verdict verdict);
/* The i-th serial, from 0, in the arena. */
struct str serial_range_at(struct arena *a, const struct serial_range *r, int64_t i);
/* The next piece of a pasted list: lines, commas, semicolons and tabs stand between; blanks and quotes around it are left out. False at the
 * end. */
bool serial_range_piece(struct str *rest, struct str *ret);

#endif
