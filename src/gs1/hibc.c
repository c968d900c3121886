/*
 * hibc: see the header.
 */
#include "gs1/hibc.h"

#include <stdio.h>

#include "gs1/value.h"

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

enum { LABELER = 4, PRODUCT_MAX = 18, LOT_MAX = 18, CENTURY = 2000 };

struct label {
    struct arena *arena;
    struct gs1_reading *reading;
    struct gs1_problem *problem;
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool gs1_hibc_looks(struct str text)
{
    if (text.len < 4 || text.ptr[0] != '+')
        return false;
    if (text.ptr[1] == '$')
        return true;
    size_t plain = 1;
    while (plain < text.len && (is_capital(text.ptr[plain]) || is_digit(text.ptr[plain])))
        plain++;
    return is_capital(text.ptr[1]) && plain >= 1 + LABELER + 2;
}

char gs1_hibc_check(struct str text)
{
    size_t sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *found = text.ptr[i] ? strchr(alphabet, text.ptr[i]) : NULL;
        if (!found)
            return '\0';
        sum += (size_t)(found - alphabet);
    }
    return alphabet[sum % (sizeof alphabet - 1)];
}

static size_t offset(const struct label *l, struct str piece)
{
    return (size_t)(piece.ptr - l->reading->data.ptr);
}

static bool wrong(const struct label *l, struct str piece, const char *what)
{
    return gs1_problem_set(l->problem, GS1_RULE_HIBC, NULL, offset(l, piece), "%s (byte %zu).", what,
                           offset(l, piece) + 1);
}

static bool part(const struct label *l, const char *id, const char *title, struct str value)
{
    gs1_reading_part(l->reading, str_of(id), title, value, offset(l, value));
    return true;
}

/* ---- dates ---- */

static int two(struct str s, size_t at)
{
    return (s.ptr[at] - '0') * 10 + s.ptr[at + 1] - '0';
}

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool put_date(const struct label *l, enum gs1_field field, int year, int month, int day)
{
    struct gs1_date d;
    char text[48];
    snprintf(text, sizeof text, "%02d%02d%02d", year % 100, month, day);
    if (!gs1_date_read(str_of(text), year, &d))
        return false;
    gs1_reading_add_date(l->arena, l->reading, field, d.year, d.month, d.day);
    return true;
}

/* Day of a year, 1 to 366. */
static bool put_day_of_year(const struct label *l, enum gs1_field field, int year, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    if (day < 1 || day > 365 + leap(year))
        return false;
    for (int month = 12; month >= 1; month--) {
        int start = before[month - 1] + (month > 2 && leap(year));
        if (day > start)
            return put_date(l, field, year, month, day - start);
    }
    return false;
}

enum order { MMYY, MMDDYY, YYMMDD, YYJJJ, NO_DATE };

/* How the date behind $$ is written, by the digit in front of it; hours are read over. */
static const struct {
    char flag;
    enum order order;
    uint8_t digits; /* with hours, without the flag */
} dates[] = {
    {'2', MMDDYY, 6}, {'3', YYMMDD, 6}, {'4', YYMMDD, 8}, {'5', YYJJJ, 5}, {'6', YYJJJ, 7}, {'7', NO_DATE, 0},
};

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.ptr[i]))
            return false;
    }
    return true;
}

static bool put_expiry(const struct label *l, struct str s, enum order order)
{
    switch (order) {
    case MMYY: /* the last day of the month */
        return put_date(l, GS1_FIELD_EXPIRY, CENTURY + two(s, 2), two(s, 0), 0);
    case MMDDYY:
        return put_date(l, GS1_FIELD_EXPIRY, CENTURY + two(s, 4), two(s, 0), two(s, 2));
    case YYMMDD:
        return put_date(l, GS1_FIELD_EXPIRY, CENTURY + two(s, 0), two(s, 2), two(s, 4));
    case YYJJJ:
        return put_day_of_year(l, GS1_FIELD_EXPIRY, CENTURY + two(s, 0), (s.ptr[2] - '0') * 100 + two(s, 3));
    case NO_DATE:
        break;
    }
    return true;
}

static bool expiry(const struct label *l, struct str s, enum order order)
{
    size_t digits = order == MMYY ? 4 : order == YYJJJ ? 5 : 6;
    if (s.len < digits || !all_digits(s) || !put_expiry(l, s, order))
        return wrong(l, s, "There is no such expiry date");
    return part(l, "$$", "Expiry date", s);
}

/* The date at the beginning of *rest, which moves behind it. Behind a quantity there may be none. */
static bool dated(const struct label *l, bool counted, struct str *rest)
{
    if (rest->len == 0 || (counted && rest->ptr[0] < '2' && !all_digits(str_slice(*rest, 0, 4))))
        return true;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        if (rest->ptr[0] != dates[i].flag)
            continue;
        struct str date = str_slice(*rest, 1, dates[i].digits);
        *rest = str_slice(*rest, 1u + dates[i].digits, rest->len);
        return dates[i].order == NO_DATE || (date.len == dates[i].digits && expiry(l, date, dates[i].order)) ||
               wrong(l, date, "There is no such expiry date");
    }
    struct str date = str_slice(*rest, 0, 4);
    *rest = str_slice(*rest, 4, rest->len);
    return expiry(l, date, MMYY);
}

/* ---- secondary data ---- */

static bool number_part(const struct label *l, enum gs1_field field, const char *id, const char *title,
                        struct str value)
{
    if (value.len > LOT_MAX)
        return wrong(l, value, "A lot or serial number has at most 18 characters");
    gs1_reading_add(l->reading, field, value);
    return value.len == 0 || part(l, id, title, value);
}

/* "$$" with quantity and date, then lot, or "$$+" and serial number. */
static bool with_date(const struct label *l, struct str rest)
{
    bool serial = str_starts(rest, STR("+"));
    rest = str_slice(rest, serial, rest.len);
    size_t digits = str_starts(rest, STR("8")) ? 2 : str_starts(rest, STR("9")) ? 5 : 0;
    if (digits) {
        struct str count = str_slice(rest, 1, digits);
        if (count.len < digits || !all_digits(count))
            return wrong(l, count, "A quantity of two digits (behind 8) or five (behind 9) must follow");
        gs1_reading_add(l->reading, GS1_FIELD_COUNT, count);
        part(l, digits == 2 ? "$$8" : "$$9", "Quantity", count);
        rest = str_slice(rest, 1 + digits, rest.len);
    }
    if (!dated(l, digits > 0, &rest))
        return false;
    return serial ? number_part(l, GS1_FIELD_SERIAL, "$$+", "Serial number", rest)
                  : number_part(l, GS1_FIELD_LOT, "$$", "Lot", rest);
}

static bool day_and_lot(const struct label *l, struct str s)
{
    return expiry(l, str_slice(s, 0, 5), YYJJJ) && number_part(l, GS1_FIELD_LOT, "", "Lot", str_slice(s, 5, s.len));
}

static bool date_part(const struct label *l, struct str value, enum gs1_field field, const char *id, const char *title)
{
    bool ok = value.len == 8 && all_digits(value) &&
              put_date(l, field, two(value, 0) * 100 + two(value, 2), two(value, 4), two(value, 6));
    return ok ? part(l, id, title, value) : wrong(l, value, "There is no such date; it is written YYYYMMDD");
}

/* One piece between slashes. */
static bool secondary(const struct label *l, struct str s)
{
    if (str_starts(s, STR("$$")))
        return with_date(l, str_slice(s, 2, s.len));
    if (str_starts(s, STR("$+")))
        return number_part(l, GS1_FIELD_SERIAL, "$+", "Serial number", str_slice(s, 2, s.len));
    if (str_starts(s, STR("$")))
        return number_part(l, GS1_FIELD_LOT, "$", "Lot", str_slice(s, 1, s.len));
    if (str_starts(s, STR("14D")))
        return date_part(l, str_slice(s, 3, s.len), GS1_FIELD_EXPIRY, "14D", "Expiry date");
    if (str_starts(s, STR("16D")))
        return date_part(l, str_slice(s, 3, s.len), GS1_FIELD_PRODUCTION_DATE, "16D", "Production date");
    if (str_starts(s, STR("S")))
        return number_part(l, GS1_FIELD_SERIAL, "S", "Serial number", str_slice(s, 1, s.len));
    if (str_starts(s, STR("Q")) && s.len > 1 && all_digits(str_slice(s, 1, s.len))) {
        gs1_reading_add(l->reading, GS1_FIELD_COUNT, str_slice(s, 1, s.len));
        return part(l, "Q", "Quantity", str_slice(s, 1, s.len));
    }
    if (s.len >= 5 && all_digits(str_slice(s, 0, 5)))
        return day_and_lot(l, s);
    return wrong(l, s, "Behind the slash must come $, $$, a day of a year, S, Q, 14D or 16D");
}

/* ---- the whole ---- */

static bool primary(const struct label *l, struct str s)
{
    struct str labeler = str_slice(s, 0, LABELER), product = str_slice(s, LABELER, s.len), unit;
    product.len -= product.len > 0;
    unit = str_slice(s, s.len - 1, 1);
    for (size_t i = 0; i < s.len; i++) {
        if (!is_capital(s.ptr[i]) && !is_digit(s.ptr[i]))
            return wrong(l, str_slice(s, i, 1), "Labeler and product have capitals and digits only");
    }
    if (product.len < 1 || product.len > PRODUCT_MAX || !is_digit(unit.ptr[0]))
        return wrong(
            l, s,
            "The primary data are the labeler (4 characters), the product (1 to 18) and the unit of measure (a "
            "digit)");
    part(l, "LIC", "Labeler", labeler);
    part(l, "PCN", "Product", product);
    part(l, "U/M", "Unit of measure", unit);
    gs1_reading_add(l->reading, GS1_FIELD_UDI_DI, s);
    return true;
}

static bool secondaries(const struct label *l, struct str rest)
{
    while (rest.len > 0) {
        struct str piece = str_slice(rest, 0, str_find(rest, '/'));
        if (!secondary(l, piece))
            return false;
        rest = str_slice(rest, piece.len + 1, rest.len);
    }
    return true;
}

static bool check_ok(const struct label *l, struct str data)
{
    struct str body = str_slice(data, 0, data.len - 1);
    char expected = gs1_hibc_check(body), got = data.ptr[data.len - 1], shown[GS1_BYTE_TEXT];
    for (size_t i = 0; i < body.len && !expected; i++) {
        if (!body.ptr[i] || !strchr(alphabet, body.ptr[i])) {
            wrong(l, str_slice(body, i, 1), "An HIBC has capitals, digits and - . $ / + % only");
            if (body.ptr[i] >= 'a' && body.ptr[i] <= 'z')
                gs1_problem_add(l->problem, "Capital letters are needed.");
            return false;
        }
    }
    return got == expected ||
           gs1_problem_set(l->problem, GS1_RULE_HIBC_CHECK, NULL, data.len - 1,
                           "The check character of this HIBC is wrong: it ends in %s, and \"%c\" would be right.",
                           gs1_byte_text(got, shown), expected);
}

bool gs1_hibc_read(struct arena *a, struct gs1_reading *r, struct gs1_problem *ret_problem)
{
    struct label l = {a, r, ret_problem};
    if (r->data.len < 4)
        return wrong(&l, r->data, "An HIBC has four characters at least");
    if (!check_ok(&l, r->data))
        return false;
    struct str body = str_slice(r->data, 1, r->data.len - 2);
    if (body.ptr[0] == '$') { /* secondary data alone end in the check character of their primary data */
        part(&l, "link", "Link character", str_slice(body, body.len - 1, 1));
        return secondaries(&l, str_slice(body, 0, body.len - 1));
    }
    struct str first = str_slice(body, 0, str_find(body, '/'));
    return primary(&l, first) && secondaries(&l, str_slice(body, first.len + 1, body.len));
}
