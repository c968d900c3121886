/*
 * time: instants as milliseconds since 1970-01-01T00:00:00Z (proleptic Gregorian), with the zone offset kept beside them;
 * dates as days. Text forms are RFC 3339.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/buf.h"
#include "base/str.h"

typedef int64_t msec; /* instant: milliseconds since the epoch, UTC */

struct time_zoned {
    msec at;
    int16_t offset_min; /* zone offset east of UTC, -840..840 */
};

enum { TIME_TEXT_MAX = 40 };

/* "2026-11-23T08:30:00.123+01:00" (fraction optional, up to 9 digits, cut to ms; 'Z' or offset required). Real calendar only,
 * years 0001..9999; a leap second :60 is refused. */
bool time_parse(struct str text, struct time_zoned *ret);
/* "2026-11-23" as the instant of its midnight UTC. */
bool time_parse_date(struct str text, msec *ret);
/* RFC 3339 with milliseconds; offset 0 prints 'Z'. Returns the length; out holds TIME_TEXT_MAX bytes, NUL terminated. */
size_t time_print(struct time_zoned t, char out[TIME_TEXT_MAX]);
size_t time_print_utc(msec at, char out[TIME_TEXT_MAX]);
size_t time_print_date(msec at, char out[TIME_TEXT_MAX]);
/* at moved on by whole months (day clipped to the month's last), same time of day. */
msec time_add_months(msec at, int months);
/* Wall clock and a clock that only goes forward (ns). */
msec time_now(void);
int64_t time_monotonic_ns(void);
/* The same in ms, which goes on while the machine sleeps. */
int64_t time_boottime_ms(void);

#endif
