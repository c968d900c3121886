/*
 * piece_date: dates and times of day. See piece.h.
 */
#include "gs1/piece.h"

#include "gs1/value.h"

/* The year within 50 years of this one that ends in yy (General Specifications 7.12). */
static int full_year(unsigned yy, int year)
{
    int away = (int)yy - year % 100, century = year - year % 100;
    if (away >= 51)
        century -= 100;
    else if (away <= -50)
        century += 100;
    return century + (int)yy;
}

static int days_in(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool date_at(const struct gs1_piece *p, size_t year_digits, int year, bool day_needed)
{
    const char *number = p->number;
    size_t at = p->at + year_digits;
    int month = (int)gs1_piece_value(p->text, year_digits, 2), day = (int)gs1_piece_value(p->text, year_digits + 2, 2);
    if (month < 1 || month > 12)
        return gs1_problem_set(p->problem, GS1_RULE_MONTH, number, at,
                               "%.*s of AI (%s) is no date: there is no month %02d. It is written %sMMDD.",
                               STR_ARG(p->text), number, month, year_digits == 2 ? "YY" : "YYYY");
    if (day == 0 && day_needed)
        return gs1_problem_set(p->problem, GS1_RULE_DAY, number, at + 2,
                               "%.*s of AI (%s) is no date: here the day cannot be left out (00).", STR_ARG(p->text),
                               number);
    if (day > days_in(year, month))
        return gs1_problem_set(p->problem, GS1_RULE_DAY, number, at + 2,
                               "%.*s of AI (%s) is no date: month %02d of %d has %d days, not %d.", STR_ARG(p->text),
                               number, month, year, days_in(year, month), day);
    return true;
}

bool gs1_piece_yymmdd(const struct gs1_piece *p)
{
    return date_at(p, 2, full_year(gs1_piece_value(p->text, 0, 2), p->year), true);
}

bool gs1_piece_yymmd0(const struct gs1_piece *p)
{
    return date_at(p, 2, full_year(gs1_piece_value(p->text, 0, 2), p->year), false);
}

bool gs1_piece_yyyymmdd(const struct gs1_piece *p)
{
    return date_at(p, 4, (int)gs1_piece_value(p->text, 0, 4), true);
}

bool gs1_date_read(struct str yymmdd, int year, struct gs1_date *ret)
{
    struct gs1_problem unused;
    struct gs1_piece p = {"", yymmdd, 0, year, &unused};
    for (size_t i = 0; i < yymmdd.len; i++) {
        if (!gs1_is_digit(yymmdd.ptr[i]))
            return false;
    }
    if (yymmdd.len != 6 || !gs1_piece_yymmd0(&p))
        return false;
    struct gs1_date d = {full_year(gs1_piece_value(yymmdd, 0, 2), year), (int)gs1_piece_value(yymmdd, 2, 2),
                         (int)gs1_piece_value(yymmdd, 4, 2), false};
    d.whole_month = d.day == 0;
    if (d.whole_month)
        d.day = days_in(d.year, d.month);
    *ret = d;
    return true;
}

static bool clock_part(const struct gs1_piece *p, size_t from, unsigned most, enum gs1_rule rule, const char *what)
{
    unsigned value = gs1_piece_value(p->text, from, 2);
    if (value <= most)
        return true;
    return gs1_problem_set(p->problem, rule, p->number, p->at + from,
                           "%02u at character %zu of AI (%s) is no %s: 00 to %u.", value, p->at + from + 1, p->number,
                           what, most);
}

bool gs1_piece_hh(const struct gs1_piece *p)
{
    return clock_part(p, 0, 23, GS1_RULE_HOUR, "hour");
}

bool gs1_piece_mi(const struct gs1_piece *p)
{
    return clock_part(p, 0, 59, GS1_RULE_MINUTE, "minute");
}

bool gs1_piece_ss(const struct gs1_piece *p)
{
    return clock_part(p, 0, 59, GS1_RULE_SECOND, "second");
}

bool gs1_piece_hhmi(const struct gs1_piece *p)
{
    return clock_part(p, 0, 23, GS1_RULE_HOUR, "hour") && clock_part(p, 2, 59, GS1_RULE_MINUTE, "minute");
}
