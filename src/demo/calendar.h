/*
 * calendar: the demo company's clock on the wall (central European time), its working days, and how busy each day is.
 * Days are counted from 1970-01-01, by the wall clock.
 */
#ifndef DEMO_CALENDAR_H
#define DEMO_CALENDAR_H

#include "base/time.h"

enum { DEMO_MINUTE = 60000, DEMO_HOUR = 60 * DEMO_MINUTE, DEMO_DAY = 24 * DEMO_HOUR };
enum { DEMO_SUNDAY, DEMO_MONDAY, DEMO_SATURDAY = 6 };

struct demo_date {
    int year, month, day; /* month 1 to 12 */
};

/* Minutes east of UTC: 60, in summer 120. */
int16_t demo_zone(msec at);
int demo_day_of(msec at);
/* The instant at which the wall clock of that day shows so many minutes after midnight. */
msec demo_moment(int day, int minute);
struct demo_date demo_date_of(int day);
int demo_day_from(int year, int month, int day);
int demo_weekday(int day); /* 0: Sunday */
/* Monday to Friday, but for a few public holidays. */
bool demo_working_day(int day);
/* How busy a day is, of span days that began on first: the weekday, the season, and that business grows. 0: closed. */
int64_t demo_busy(int day, int first, int span);

#endif
