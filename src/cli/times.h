/*
 * times: instants and dates as people write and read them: in their own time zone. On the wire they are RFC 3339.
 */
#ifndef CLI_TIMES_H
#define CLI_TIMES_H

#include "base/arena.h"
#include "base/time.h"

enum cli_time_form {
    CLI_TIME_BEGIN, /* a date stands for its beginning */
    CLI_TIME_END,   /* ... for the beginning of the next day */
    CLI_TIME_DATE   /* ... for itself */
};

/* What somebody typed as RFC 3339 in the arena: RFC 3339 as it is; "2026-11-23 08:30" (or with T, or with seconds) and "2026-11-23"
 * are of the local time zone. False when it is none of them. */
bool cli_time_wire(struct arena *a, struct str text, enum cli_time_form form, struct str *ret);
/* An RFC 3339 instant for people: "2026-11-23 08:30" in local time, the date alone when date. Anything else as it is. */
struct str cli_time_shown(struct arena *a, struct str wire, bool date);

#endif
