#include "demo/calendar.h"

enum { WINTER = 60, SUMMER = 120, GROWTH_PERCENT = 60 };

int demo_day_from(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct demo_date demo_date_of(int day)
{
    int z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct demo_date){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int demo_weekday(int day)
{
    return (day + 4) % 7; /* 1970-01-01 was a Thursday */
}

/* 01:00 UTC on the last Sunday of the month, which has 31 days. */
static msec clock_change(int year, int month)
{
    int last = demo_day_from(year, month, 31);
    return (msec)(last - demo_weekday(last)) * DEMO_DAY + DEMO_HOUR;
}

int16_t demo_zone(msec at)
{
    int year = demo_date_of((int)(at / DEMO_DAY)).year;
    return at >= clock_change(year, 3) && at < clock_change(year, 10) ? SUMMER : WINTER;
}

int demo_day_of(msec at)
{
    return (int)((at + (msec)demo_zone(at) * DEMO_MINUTE) / DEMO_DAY);
}

msec demo_moment(int day, int minute)
{
    msec utc = (msec)day * DEMO_DAY + (msec)minute * DEMO_MINUTE;
    return utc - (msec)demo_zone(utc - (msec)WINTER * DEMO_MINUTE) * DEMO_MINUTE;
}

bool demo_working_day(int day)
{
    static const struct {
        int month, day;
    } holidays[] = {{1, 1}, {1, 6}, {5, 1}, {12, 24}, {12, 25}, {12, 26}, {12, 31}};
    int weekday = demo_weekday(day);
    struct demo_date d = demo_date_of(day);
    for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++)
        if (holidays[i].month == d.month && holidays[i].day == d.day)
            return false;
    return weekday != DEMO_SUNDAY && weekday != DEMO_SATURDAY;
}

int64_t demo_busy(int day, int first, int span)
{
    static const int weekdays[] = {0, 110, 100, 100, 100, 90, 25};
    static const int seasons[] = {85, 85, 95, 95, 95, 95, 85, 80, 100, 110, 135, 130};
    int weekday = demo_weekday(day);
    if (weekday != DEMO_SATURDAY && !demo_working_day(day))
        return 0;
    int grown = 100 + GROWTH_PERCENT * (day - first) / span;
    return (int64_t)weekdays[weekday] * seasons[demo_date_of(day).month - 1] * grown;
}
