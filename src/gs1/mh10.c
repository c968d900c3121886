/*
 * mh10: see the header.
 */
#include "gs1/mh10.h"

#include "gs1/value.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t gs1_mh10_length(struct str text)
{
    size_t digits = 0;
    while (digits < text.len && digits < 3 && is_digit(text.ptr[digits]))
        digits++;
    return digits < text.len && text.ptr[digits] >= 'A' && text.ptr[digits] <= 'Z' ? digits + 1 : 0;
}

const struct gs1_mh10 *gs1_mh10_find(struct str di)
{
    for (size_t i = 0; i < MH10_ROWS; i++) {
        if (str_is(di, gs1_mh10_table[i].di))
            return &gs1_mh10_table[i];
    }
    return NULL;
}

/* Digits, perhaps with a full stop among them, at the beginning of s. */
static size_t number_length(struct str s)
{
    size_t len = 0, stops = 0;
    while (len < s.len && (is_digit(s.ptr[len]) || (s.ptr[len] == '.' && len > 0 && stops == 0)))
        stops += s.ptr[len++] == '.';
    return len;
}

static bool unit_ok(struct str unit)
{
    for (size_t i = 0; i < unit.len; i++) {
        if (is_digit(unit.ptr[i]) || unit.ptr[i] == '.')
            return false;
    }
    return unit.len <= 3;
}

static bool date_of(struct str value, enum mh10_form form, int year, struct gs1_date *ret)
{
    if (form == MH10_DATE6)
        return gs1_date_read(value, year, ret);
    int64_t whole;
    if (value.len != 8 || number_length(value) != 8 || !str_int64(str_slice(value, 0, 4), &whole))
        return false;
    return gs1_date_read(str_slice(value, 2, 6), (int)whole, ret) && ret->year == (int)whole;
}

/* The value by the form of its identifier: noted as its field. False when it is not of that form. */
static bool note(struct arena *a, const struct gs1_mh10 *row, struct str value, int year, struct gs1_reading *r)
{
    struct gs1_date d;
    size_t len = number_length(value);
    struct str noted = value;
    switch (row->form) {
    case MH10_TEXT:
        break;
    case MH10_NUMBER:
    case MH10_QUANTITY:
        noted = str_slice(value, 0, len);
        if (len == 0 || (row->form == MH10_NUMBER && len < value.len) || !unit_ok(str_slice(value, len, value.len)))
            return false;
        break;
    case MH10_DATE6:
    case MH10_DATE8:
        if (!date_of(value, row->form, year, &d))
            return false;
        noted = arena_fmt(a, "%04d-%02d-%02d", d.year, d.month, d.day);
        break;
    }
    if (row->field != GS1_FIELD_COUNT_OF)
        gs1_reading_add(r, row->field, noted);
    return true;
}

static bool characters_ok(struct str value, size_t at, struct gs1_problem *p)
{
    char shown[GS1_BYTE_TEXT];
    size_t bad;
    if (!str_utf8(value, &bad))
        return gs1_problem_set(p, GS1_RULE_UTF8, NULL, at + bad, "Byte %zu (0x%02X) is not UTF-8.", at + bad + 1,
                               (unsigned char)value.ptr[bad]);
    for (size_t i = 0; i < value.len; i++) {
        if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7F)
            return gs1_problem_set(p, GS1_RULE_BAD_BYTE, NULL, at + i, "At byte %zu is %s, which no value has.",
                                   at + i + 1, gs1_byte_text(value.ptr[i], shown));
    }
    return true;
}

static bool read_field(struct arena *a, struct str text, size_t at, int year, struct gs1_reading *r,
                       struct gs1_problem *p)
{
    size_t len = gs1_mh10_length(text);
    struct str di = str_slice(text, 0, len), value = str_slice(text, len, text.len);
    const struct gs1_mh10 *row = gs1_mh10_find(di);
    if (len == 0)
        return gs1_problem_set(p, GS1_RULE_DATA_IDENTIFIER, NULL, at,
                               "At byte %zu a data identifier should begin: up to three digits and a capital, as P or "
                               "1T.",
                               at + 1);
    if (value.len == 0)
        return gs1_problem_set(p, GS1_RULE_EMPTY_VALUE, NULL, at + len, "Data identifier %.*s has no value.",
                               STR_ARG(di));
    if (!characters_ok(value, at + len, p))
        return false;
    if (row && !note(a, row, value, year, r))
        return gs1_problem_set(p, GS1_RULE_DATA_IDENTIFIER, NULL, at + len, "The value of %s (%s) must be %s.", row->di,
                               row->title,
                               row->form == MH10_DATE6   ? "a date YYMMDD"
                               : row->form == MH10_DATE8 ? "a date YYYYMMDD"
                                                         : "a number");
    if (!gs1_reading_part(r, di, row ? row->title : NULL, value, at + len))
        return gs1_problem_set(p, GS1_RULE_TOO_LONG, NULL, at, "There are more than %d fields.", GS1_READING_PARTS_MAX);
    return true;
}

bool gs1_mh10_read(struct arena *a, struct str body, int year, struct gs1_reading *r, struct gs1_problem *p)
{
    while (body.len > 0) {
        struct str field = str_slice(body, 0, str_find(body, GS1_SEPARATOR));
        if (!read_field(a, field, (size_t)(field.ptr - r->data.ptr), year, r, p))
            return false;
        body = str_slice(body, field.len + 1, body.len);
    }
    return true;
}
