/*
 * time: RFC 3339 and the calendar. Hand-made because libc's knows the process's zone and locale, and ours must know neither.
 * Calendar arithmetic after Howard Hinnant's "chrono-compatible low-level date algorithms".
 */
#include "base/time.h"

#include <time.h>

enum { DAY_MS = 86400000, YEAR_MIN = 1, YEAR_MAX = 9999, OFFSET_MAX_MIN = 840 };

struct civil {
    int64_t year;
    int month, day; /* from 1 */
};

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int64_t year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t floor_mod(int64_t a, int64_t b)
{
    int64_t rest = a % b;
    return rest < 0 ? rest + b : rest;
}

/* Days since 1970-01-01. */
static int64_t days_of(struct civil c)
{
    int64_t y = c.month <= 2 ? c.year - 1 : c.year;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct civil civil_of(int64_t days)
{
    days += 719468;
    int64_t era = floor_div(days, 146097);
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    int64_t year = yoe + era * 400 + (month <= 2);
    return (struct civil){year, month, (int)(doy - (153 * mp + 2) / 5 + 1)};
}

/* Takes n digits off the front of s. */
static bool take_digits(struct str *s, size_t n, int *ret)
{
    if (s->len < n)
        return false;
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (s->ptr[i] < '0' || s->ptr[i] > '9')
            return false;
        value = value * 10 + (s->ptr[i] - '0');
    }
    s->ptr += n;
    s->len -= n;
    *ret = value;
    return true;
}

/* Takes one of two characters off the front of s. */
static bool take_char(struct str *s, char c, char or_c)
{
    if (s->len == 0 || (s->ptr[0] != c && s->ptr[0] != or_c))
        return false;
    s->ptr++;
    s->len--;
    return true;
}

static bool take_date(struct str *s, int64_t *ret_days)
{
    int year, month, day;
    if (!take_digits(s, 4, &year) || !take_char(s, '-', '-') || !take_digits(s, 2, &month) || !take_char(s, '-', '-') ||
        !take_digits(s, 2, &day))
        return false;
    if (year < YEAR_MIN || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *ret_days = days_of((struct civil){year, month, day});
    return true;
}

/* Optional ".1" to ".123456789"; what is finer than a millisecond is cut. */
static bool take_fraction(struct str *s, int *ret_ms)
{
    int ms = 0, scale = 100;
    size_t digits = 0;
    if (take_char(s, '.', '.')) {
        int d;
        for (; take_digits(s, 1, &d); digits++, scale /= 10)
            ms += d * scale;
        if (digits < 1 || digits > 9)
            return false;
    }
    *ret_ms = ms;
    return true;
}

static bool take_clock(struct str *s, int64_t *ret_ms)
{
    int hour, minute, second, ms;
    if (!take_digits(s, 2, &hour) || !take_char(s, ':', ':') || !take_digits(s, 2, &minute) ||
        !take_char(s, ':', ':') || !take_digits(s, 2, &second) || !take_fraction(s, &ms))
        return false;
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *ret_ms = ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + ms;
    return true;
}

static bool take_offset(struct str *s, int *ret_min)
{
    if (take_char(s, 'Z', 'z')) {
        *ret_min = 0;
        return true;
    }
    bool west = s->len > 0 && s->ptr[0] == '-';
    int hour, minute;
    if (!take_char(s, '+', '-') || !take_digits(s, 2, &hour) || !take_char(s, ':', ':') || !take_digits(s, 2, &minute))
        return false;
    int total = hour * 60 + minute;
    if (minute > 59 || total > OFFSET_MAX_MIN)
        return false;
    *ret_min = west ? -total : total;
    return true;
}

/* The years that have a text form, in UTC: so that what was read can also be printed as UTC. */
static bool in_range(msec at)
{
    return at >= days_of((struct civil){YEAR_MIN, 1, 1}) * DAY_MS &&
           at < days_of((struct civil){YEAR_MAX + 1, 1, 1}) * DAY_MS;
}

bool time_parse(struct str text, struct time_zoned *ret)
{
    int64_t days, ms;
    int offset;
    if (!take_date(&text, &days) || !take_char(&text, 'T', 't') || !take_clock(&text, &ms) ||
        !take_offset(&text, &offset) || text.len > 0)
        return false;
    msec at = days * DAY_MS + ms - offset * INT64_C(60000);
    if (!in_range(at))
        return false;
    *ret = (struct time_zoned){at, (int16_t)offset};
    return true;
}

bool time_parse_date(struct str text, msec *ret)
{
    int64_t days;
    if (!take_date(&text, &days) || text.len > 0)
        return false;
    *ret = days * DAY_MS;
    return true;
}

/* n as exactly width digits */
static char *put_digits(char *to, int64_t n, int width)
{
    for (int i = width - 1; i >= 0; i--, n /= 10)
        to[i] = (char)('0' + n % 10);
    return to + width;
}

static char *put_date(char *to, int64_t days)
{
    struct civil c = civil_of(days);
    if (c.year < 0)
        *to++ = '-';
    int64_t year = c.year < 0 ? -c.year : c.year;
    to = put_digits(to, year, year > YEAR_MAX ? 9 : 4);
    *to++ = '-';
    to = put_digits(to, c.month, 2);
    *to++ = '-';
    return put_digits(to, c.day, 2);
}

static char *put_offset(char *to, int offset)
{
    if (offset == 0) {
        *to++ = 'Z';
        return to;
    }
    *to++ = offset < 0 ? '-' : '+';
    if (offset < 0)
        offset = -offset;
    to = put_digits(to, offset / 60, 2);
    *to++ = ':';
    return put_digits(to, offset % 60, 2);
}

size_t time_print(struct time_zoned t, char out[TIME_TEXT_MAX])
{
    /* Days and the rest apart, so that no instant overflows. */
    int64_t days = floor_div(t.at, DAY_MS);
    int64_t ms = floor_mod(t.at, DAY_MS) + t.offset_min * INT64_C(60000);
    days += floor_div(ms, DAY_MS);
    ms = floor_mod(ms, DAY_MS);
    char *to = put_date(out, days);
    *to++ = 'T';
    to = put_digits(to, ms / 3600000, 2);
    *to++ = ':';
    to = put_digits(to, ms / 60000 % 60, 2);
    *to++ = ':';
    to = put_digits(to, ms / 1000 % 60, 2);
    *to++ = '.';
    to = put_digits(to, ms % 1000, 3);
    to = put_offset(to, t.offset_min);
    *to = '\0';
    return (size_t)(to - out);
}

size_t time_print_utc(msec at, char out[TIME_TEXT_MAX])
{
    return time_print((struct time_zoned){at, 0}, out);
}

size_t time_print_date(msec at, char out[TIME_TEXT_MAX])
{
    char *to = put_date(out, floor_div(at, DAY_MS));
    *to = '\0';
    return (size_t)(to - out);
}

msec time_add_months(msec at, int months)
{
    int64_t days = floor_div(at, DAY_MS);
    struct civil c = civil_of(days);
    int64_t month = c.year * 12 + (c.month - 1) + months;
    struct civil moved = {floor_div(month, 12), 0, c.day};
    moved.month = (int)(month - moved.year * 12) + 1;
    int last = days_in_month(moved.year, moved.month);
    if (moved.day > last)
        moved.day = last;
    return at + (days_of(moved) - days) * DAY_MS;
}

msec time_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (msec)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t time_boottime_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t time_monotonic_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
