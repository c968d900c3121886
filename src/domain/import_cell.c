#include "domain/import_cell.h"

#include <stdio.h>

struct str import_cell_text(struct str cell)
{
    struct str s = str_trim(cell);
    if (s.len > 1 && s.ptr[0] == '\'' && strchr("=+-@\t\r", s.ptr[1]))
        s = str_slice(s, 1, s.len);
    if (s.len >= 3 && str_starts(s, STR("=\"")) && s.ptr[s.len - 1] == '"')
        s = str_slice(s, 2, s.len - 3);
    return str_trim(s);
}

/* ---- dates ---- */

/* Up to max digits off the front; false when there is none. */
static bool take_number(struct str *s, size_t max, int *ret, size_t *ret_digits)
{
    size_t n = 0;
    int value = 0;
    for (; n < s->len && n < max && s->ptr[n] >= '0' && s->ptr[n] <= '9'; n++)
        value = value * 10 + (s->ptr[n] - '0');
    *s = str_slice(*s, n, s->len);
    *ret = value;
    *ret_digits = n;
    return n > 0;
}

static bool date_of(int year, int month, int day, msec *ret)
{
    char text[40];
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return n == 10 && time_parse_date((struct str){text, 10}, ret);
}

/* 13.05.2026, 05/13/2026, 13-05-2026, 2026/05/13: three numbers and the same mark twice. */
static enum import_date read_marked(struct str s, msec *ret)
{
    int n[3];
    size_t digits[3];
    char mark = '\0';
    for (int i = 0; i < 3; i++) {
        if (!take_number(&s, 4, &n[i], &digits[i]))
            return IMPORT_DATE_BAD;
        if (i == 2)
            break;
        if (s.len == 0 || !strchr("./-", s.ptr[0]) || (mark && s.ptr[0] != mark))
            return IMPORT_DATE_BAD;
        mark = s.ptr[0];
        s = str_slice(s, 1, s.len);
    }
    bool year_first = digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2 && mark != '.';
    bool year_last = digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4;
    if (s.len || (!year_first && !year_last))
        return IMPORT_DATE_BAD;
    if (year_first)
        return date_of(n[0], n[1], n[2], ret) ? IMPORT_DATE_GOOD : IMPORT_DATE_BAD;
    bool day_first = date_of(n[2], n[1], n[0], ret);
    if (mark == '.' || n[0] == n[1])
        return day_first ? IMPORT_DATE_GOOD : IMPORT_DATE_BAD;
    bool month_first = date_of(n[2], n[0], n[1], ret);
    if (day_first && month_first)
        return IMPORT_DATE_AMBIGUOUS;
    if (day_first)
        date_of(n[2], n[1], n[0], ret);
    return day_first || month_first ? IMPORT_DATE_GOOD : IMPORT_DATE_BAD;
}

/* "2026-05-13 08:30", as databases write it: the clock is UTC's. */
static bool read_plain_clock(struct str s, struct time_zoned *ret)
{
    char text[40];
    if (s.len < 16 || s.len > 23 || (s.ptr[10] != ' ' && s.ptr[10] != 'T'))
        return false;
    int n = snprintf(text, sizeof text, "%.10sT%.*s%sZ", s.ptr, (int)s.len - 11, s.ptr + 11, s.len == 16 ? ":00" : "");
    return n > 0 && time_parse((struct str){text, (size_t)n}, ret);
}

enum import_date import_date_read(struct str text, struct time_zoned *ret)
{
    struct time_zoned t = {0};
    if (time_parse_date(text, &t.at) || time_parse(text, &t) || read_plain_clock(text, &t)) {
        *ret = t;
        return IMPORT_DATE_GOOD;
    }
    enum import_date verdict = read_marked(text, &t.at);
    if (verdict == IMPORT_DATE_GOOD)
        *ret = t;
    return verdict;
}

/* ---- serials ---- */

static bool parts_serials(char c)
{
    return c == ',' || c == ';' || c == '|' || c == '\n' || c == '\r' || c == '\t';
}

/* Next serial of *rest, which moves on behind it; empty only at the end. */
static struct str next_serial(struct str *rest)
{
    struct str serial = {0};
    while (rest->len && serial.len == 0) {
        size_t n = 0;
        while (n < rest->len && !parts_serials(rest->ptr[n]))
            n++;
        serial = import_cell_text(str_slice(*rest, 0, n));
        *rest = str_slice(*rest, n + 1, rest->len);
    }
    return serial;
}

bool import_serials_split(struct arena *a, struct str cell, struct str **ret, size_t *ret_count)
{
    size_t count = 0, filled = 0;
    for (struct str rest = cell; next_serial(&rest).len;)
        count++;
    struct str *list = ARENA_ARRAY(a, count + 1, struct str);
    if (!list)
        return false;
    for (struct str rest = cell; filled < count;)
        list[filled++] = next_serial(&rest);
    *ret = list;
    *ret_count = count;
    return true;
}

/* ---- quantities and words ---- */

bool import_quantity_read(struct str text, int64_t *ret)
{
    char digits[20];
    size_t n = 0, point = str_find(text, '.');
    struct str fraction = str_slice(text, point + 1, text.len);
    for (size_t i = 0; i < fraction.len; i++)
        if (fraction.ptr[i] != '0')
            return false;
    for (size_t i = 0; i < point; i++) {
        char c = text.ptr[i];
        bool thousands = c == ',' && i > 0 && (point - i) % 4 == 0;
        if (thousands)
            continue;
        if (c < '0' || c > '9' || n == sizeof digits)
            return false;
        digits[n++] = c;
    }
    return n > 0 && str_int64((struct str){digits, n}, ret);
}

/* Word of a list, in any case and whatever stands between its parts ("In stock", "in-stock"). */
struct word {
    const char *text;
    int means;
};

static int find_word(const struct word *words, size_t count, struct str text)
{
    char plain[32];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' || text.ptr[i] == '_' || text.ptr[i] == '-')
            continue;
        if (n == sizeof plain)
            return -1;
        plain[n++] = text.ptr[i];
    }
    for (size_t i = 0; i < count; i++)
        if (str_ieq((struct str){plain, n}, str_of(words[i].text)))
            return words[i].means;
    return -1;
}

#define FIND_WORD(words, text) find_word(words, sizeof(words) / sizeof *(words), text)

bool import_yes_read(struct str text, bool *ret)
{
    static const struct word words[] = {{"yes", 1}, {"true", 1},  {"1", 1}, {"y", 1}, {"active", 1},   {"open", 1},
                                        {"no", 0},  {"false", 0}, {"0", 0}, {"n", 0}, {"inactive", 0}, {"closed", 0}};
    int found = FIND_WORD(words, text);
    if (found < 0)
        return false;
    *ret = found != 0;
    return true;
}

bool import_status_read(struct str text, enum status *ret)
{
    static const struct word words[] = {{"instock", STATUS_IN_STOCK},    {"available", STATUS_IN_STOCK},
                                        {"stock", STATUS_IN_STOCK},      {"allocated", STATUS_ALLOCATED},
                                        {"announced", STATUS_ALLOCATED}, {"onorder", STATUS_ALLOCATED},
                                        {"delivered", STATUS_DELIVERED}, {"sold", STATUS_DELIVERED}};
    int found = FIND_WORD(words, text);
    if (found < 0)
        return false;
    *ret = (enum status)found;
    return true;
}

int import_location_kind_read(struct str text)
{
    static const struct word words[] = {
        {"site", LOCATION_SITE},         {"warehouse", LOCATION_SITE},    {"branch", LOCATION_SITE},
        {"zone", LOCATION_ZONE},         {"area", LOCATION_ZONE},         {"aisle", LOCATION_ZONE},
        {"bin", LOCATION_BIN},           {"shelf", LOCATION_BIN},         {"transit", LOCATION_TRANSIT},
        {"supplier", LOCATION_SUPPLIER}, {"customer", LOCATION_CUSTOMER}, {"repair", LOCATION_REPAIR},
        {"scrap", LOCATION_SCRAP}};
    return FIND_WORD(words, text);
}

int import_party_kind_read(struct str text)
{
    static const struct word words[] = {{"customer", PARTY_CUSTOMER}, {"client", PARTY_CUSTOMER},
                                        {"supplier", PARTY_SUPPLIER}, {"vendor", PARTY_SUPPLIER},
                                        {"carrier", PARTY_CARRIER},   {"staff", PARTY_STAFF},
                                        {"employee", PARTY_STAFF}};
    return FIND_WORD(words, text);
}
