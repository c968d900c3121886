/*
 * iccbba: see the header.
 */
#include "gs1/iccbba.h"

#include "gs1/value.h"

enum what { TEXT, DAY, DAY_AND_TIME, DONATION };

enum { DONATION_LEN = 15, CENTURIES = 2000 };

/* Data structures by number (DS 001 ...): identifier, length of what follows. */
static const struct structure {
    const char *id;
    uint8_t length;
    enum what what;
    enum gs1_field field; /* GS1_FIELD_COUNT_OF: none */
    const char *title;
} structures[] = {
    {"=%", 4, TEXT, GS1_FIELD_COUNT_OF, "Blood groups"},
    {"=<", 8, TEXT, GS1_FIELD_PART_NUMBER, "Product code"},
    {"=>", 6, DAY, GS1_FIELD_EXPIRY, "Expiry date"},
    {"&>", 10, DAY_AND_TIME, GS1_FIELD_EXPIRY, "Expiry date and time"},
    {"=*", 6, DAY, GS1_FIELD_COUNT_OF, "Collection date"},
    {"&*", 10, DAY_AND_TIME, GS1_FIELD_COUNT_OF, "Collection date and time"},
    {"=}", 6, DAY, GS1_FIELD_PRODUCTION_DATE, "Production date"},
    {"&}", 10, DAY_AND_TIME, GS1_FIELD_PRODUCTION_DATE, "Production date and time"},
    {"&(", 5, TEXT, GS1_FIELD_COUNT_OF, "Special testing"},
    {"={", 18, TEXT, GS1_FIELD_COUNT_OF, "Red cell antigens"},
    {"=)", 10, TEXT, GS1_FIELD_UDI_DI, "Container manufacturer and catalogue number"},
    {"&)", 10, TEXT, GS1_FIELD_LOT, "Container lot"},
    {"=-", 10, TEXT, GS1_FIELD_PART_NUMBER, "Manufacturer and catalogue number"},
    {"&-", 10, TEXT, GS1_FIELD_LOT, "Lot"},
    {"=+", 5, TEXT, GS1_FIELD_COUNT_OF, "Compound message"},
    {"=,", 6, TEXT, GS1_FIELD_SERIAL, "Product divisions"},
    {"&+", 12, TEXT, GS1_FIELD_COUNT_OF, "Processing facility"},
    {"=/", 16, TEXT, GS1_FIELD_UDI_DI, "Processor product identification"},
    {"&,1", 18, TEXT, GS1_FIELD_LOT, "Lot"},
};

static const struct structure donation = {"=", DONATION_LEN, DONATION, GS1_FIELD_DONATION,
                                          "Donation identification number"};

/* The structure that text begins with, or NULL. A donation begins with the first character of its facility instead of a sign. */
static const struct structure *structure_of(struct str text)
{
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        if (str_starts(text, str_of(structures[i].id)))
            return &structures[i];
    }
    bool facility = text.len > 1 && text.ptr[0] == '=' &&
                    ((text.ptr[1] >= 'A' && text.ptr[1] <= 'Z' && text.ptr[1] != 'O') ||
                     (text.ptr[1] >= '1' && text.ptr[1] <= '9'));
    return facility ? &donation : NULL;
}

static size_t whole(const struct structure *s)
{
    return strlen(s->id) + s->length;
}

bool gs1_iccbba_looks(struct str text)
{
    bool any = text.len > 0 && (text.ptr[0] == '=' || text.ptr[0] == '&');
    while (any && text.len > 0) {
        const struct structure *s = structure_of(text);
        if (!s || text.len < whole(s))
            return false;
        text = str_slice(text, whole(s), text.len);
    }
    return any;
}

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* "cyyjjj": the last digit of the century, the year, the day of the year. 900 to 999 are the first ten centuries before 2000's. */
static bool day_of(struct str s, struct gs1_date *ret)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t years, day;
    for (size_t i = 0; i < 6; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    }
    str_int64(str_slice(s, 0, 3), &years);
    str_int64(str_slice(s, 3, 3), &day);
    int year = (int)(years >= 900 ? years + 1000 : years + CENTURIES), month = 0;
    if (day < 1 || day > 365 + leap(year))
        return false;
    for (; day > days[month] + (month == 1 && leap(year)); month++)
        day -= days[month] + (month == 1 && leap(year));
    *ret = (struct gs1_date){year, month + 1, (int)day, false};
    return true;
}

static bool characters_ok(struct str value, size_t at, struct gs1_problem *p)
{
    char shown[GS1_BYTE_TEXT];
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '*' || c == '-'))
            return gs1_problem_set(p, GS1_RULE_ISBT, NULL, at + i, "%s at byte %zu is not allowed in ISBT 128 data.",
                                   gs1_byte_text(c, shown), at + i + 1);
    }
    return true;
}

static bool read_one(struct arena *a, const struct structure *s, struct str value, size_t at, struct gs1_reading *r,
                     struct gs1_problem *p)
{
    struct gs1_date d = {0};
    bool dated = s->what == DAY || s->what == DAY_AND_TIME;
    if (!characters_ok(value, at, p))
        return false;
    if (dated && !day_of(value, &d))
        return gs1_problem_set(
            p, GS1_RULE_ISBT, NULL, at,
            "At byte %zu there is no such day: it is written as three digits of the year and the day "
            "of the year.",
            at + 1);
    if (!gs1_reading_part(r, str_of(s->id), s->title, value, at))
        return gs1_problem_set(p, GS1_RULE_TOO_LONG, NULL, at, "There are more than %d data structures.",
                               GS1_READING_PARTS_MAX);
    if (s->field != GS1_FIELD_COUNT_OF && dated)
        gs1_reading_add_date(a, r, s->field, d.year, d.month, d.day);
    else if (s->field != GS1_FIELD_COUNT_OF)
        gs1_reading_add(r, s->field, value);
    return true;
}

/* A compound message says how many structures follow it. */
static bool count_ok(const struct gs1_reading *r, struct gs1_problem *p)
{
    int64_t count = 0;
    if (strcmp(r->parts[0].id, "=+") != 0)
        return true;
    if (str_int64(str_slice(r->parts[0].value, 0, 2), &count) && count == (int64_t)r->part_count - 1)
        return true;
    return gs1_problem_set(p, GS1_RULE_ISBT, NULL, r->parts[0].at,
                           "The compound message says that %.2s data structures follow, and there are %zu.",
                           r->parts[0].value.ptr, r->part_count - 1);
}

bool gs1_iccbba_read(struct arena *a, struct gs1_reading *r, struct gs1_problem *ret_problem)
{
    struct str rest = r->data;
    while (rest.len > 0) {
        const struct structure *s = structure_of(rest);
        size_t at = (size_t)(rest.ptr - r->data.ptr);
        if (!s || rest.len < whole(s))
            return gs1_problem_set(ret_problem, GS1_RULE_ISBT, NULL, at,
                                   "At byte %zu no ISBT 128 data structure of its full length begins.", at + 1);
        size_t id = strlen(s->id);
        if (!read_one(a, s, str_slice(rest, id, s->length), at + id, r, ret_problem))
            return false;
        rest = str_slice(rest, whole(s), rest.len);
    }
    return count_ok(r, ret_problem);
}
