#include "cli/times.h"

#include <stdio.h>
#include <time.h>

#define HOUR_MS INT64_C(3600000)

/* The instant at which clocks here show what is meant as if it were UTC. */
static struct time_zoned local(msec as_utc)
{
    struct tm tm;
    time_t seconds = (time_t)(as_utc / 1000);
    gmtime_r(&seconds, &tm);
    tm.tm_isdst = -1;
    time_t at = mktime(&tm);
    localtime_r(&at, &tm);
    return (struct time_zoned){(msec)at * 1000 + as_utc % 1000, (int16_t)(tm.tm_gmtoff / 60)};
}

/* "2026-11-23 08:30", "2026-11-23T08:30:15" */
static bool parse_bare(struct arena *a, struct str text, msec *ret)
{
    struct time_zoned t;
    if (text.len < 16 || (text.ptr[10] != ' ' && text.ptr[10] != 'T'))
        return false;
    struct str clock = str_slice(text, 11, text.len);
    struct str whole = arena_fmt(a, "%.*sT%.*s%sZ", 10, text.ptr, STR_ARG(clock), clock.len == 5 ? ":00" : "");
    if (!time_parse(whole, &t))
        return false;
    *ret = t.at;
    return true;
}

bool cli_time_wire(struct arena *a, struct str text, enum cli_time_form form, struct str *ret)
{
    struct time_zoned t;
    char out[TIME_TEXT_MAX];
    msec at;
    bool date = time_parse_date(text, &at);
    if (time_parse(text, &t) || (date && form == CLI_TIME_DATE)) {
        *ret = text;
        return true;
    }
    if (!date && !parse_bare(a, text, &at))
        return false;
    if (date && form == CLI_TIME_END)
        at += 24 * HOUR_MS;
    size_t len = time_print(local(at), out);
    *ret = arena_str(a, (struct str){out, len});
    return true;
}

struct str cli_time_shown(struct arena *a, struct str wire, bool date)
{
    struct time_zoned t;
    struct tm tm;
    if (!time_parse(wire, &t))
        return wire;
    time_t seconds = (time_t)(t.at / 1000);
    localtime_r(&seconds, &tm);
    if (date)
        return arena_fmt(a, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    return arena_fmt(a, "%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                     tm.tm_min);
}
