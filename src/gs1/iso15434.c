/*
 * iso15434: see the header.
 */
#include "gs1/iso15434.h"

#include "gs1/marks.h"
#include "gs1/mh10.h"

static const struct str head = {"[)>", 3};

bool gs1_iso15434_looks(struct str text)
{
    return str_starts(text, head);
}

struct envelope {
    struct arena *arena;
    int year;
    struct gs1_reading *reading;
    struct gs1_problem *problem;
};

static size_t offset(const struct envelope *e, struct str piece)
{
    return (size_t)(piece.ptr - e->reading->data.ptr);
}

static void doubt(const struct envelope *e, size_t at, const char *text)
{
    if (e->reading->doubt.rule == GS1_RULE_NONE)
        gs1_problem_set(&e->reading->doubt, GS1_RULE_ENVELOPE, NULL, at, "%s", text);
}

/* ---- formats ---- */

static bool read_elements(struct envelope *e, struct str body)
{
    size_t at = offset(e, body);
    if (!gs1_raw_read(body, e->year, &e->reading->message, e->problem)) {
        e->problem->at += at;
        return false;
    }
    gs1_reading_elements(e->arena, e->reading, e->year);
    return true;
}

static bool read_identifiers(struct envelope *e, struct str body)
{
    return gs1_mh10_read(e->arena, body, e->year, e->reading, e->problem);
}

/* A name and, behind a blank, its text. */
static bool read_texts(struct envelope *e, struct str body)
{
    while (body.len > 0) {
        struct str field = str_slice(body, 0, str_find(body, GS1_SEPARATOR));
        struct str name = str_slice(field, 0, str_find(field, ' '));
        struct str value = str_slice(field, name.len + 1, field.len);
        size_t bad;
        if (name.len == field.len || name.len >= sizeof e->reading->parts[0].id)
            return gs1_problem_set(
                e->problem, GS1_RULE_ENVELOPE, NULL, offset(e, field),
                "Text element at byte %zu: behind a name of up to five characters must come a blank and the text.",
                offset(e, field) + 1);
        if (!str_utf8(field, &bad))
            return gs1_problem_set(e->problem, GS1_RULE_UTF8, NULL, offset(e, field) + bad, "Byte %zu is not UTF-8.",
                                   offset(e, field) + bad + 1);
        if (!gs1_reading_part(e->reading, name, NULL, value, offset(e, value)))
            return gs1_problem_set(e->problem, GS1_RULE_TOO_LONG, NULL, offset(e, field),
                                   "There are more than %d fields.", GS1_READING_PARTS_MAX);
        body = str_slice(body, field.len + 1, body.len);
    }
    return true;
}

static const struct {
    struct str number;
    const char *title;
    bool (*read)(struct envelope *e, struct str body); /* NULL: it is only told */
} formats[] = {
    {{"01", 2}, "Transportation", NULL},  {{"02", 2}, "EDI message", NULL}, {{"03", 2}, "ANSI X12 data", NULL},
    {{"04", 2}, "UN/EDIFACT data", NULL}, {{"05", 2}, NULL, read_elements}, {{"06", 2}, NULL, read_identifiers},
    {{"07", 2}, "Free text", NULL},       {{"08", 2}, "CII data", NULL},    {{"09", 2}, "Binary data", NULL},
    {{"12", 2}, NULL, read_texts},
};

/* Behind the number of a format with fields stands a separator. */
static bool read_fields(struct envelope *e, size_t format, struct str body)
{
    if (str_starts(body, STR("\x1D")))
        body = str_slice(body, 1, body.len);
    else
        doubt(e, offset(e, body), "The separator (GS, 0x1D) behind the number of the format is missing.");
    if (body.len == 0)
        return gs1_problem_set(e->problem, GS1_RULE_EMPTY, NULL, offset(e, body), "Format %s is empty.",
                               formats[format].number.ptr);
    return formats[format].read(e, body);
}

static bool read_format(struct envelope *e, struct str number, struct str body)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!str_eq(number, formats[i].number))
            continue;
        if (formats[i].read)
            return read_fields(e, i, body);
        if (str_utf8(body, NULL) && !str_has_control(body))
            gs1_reading_part(e->reading, number, formats[i].title, body, offset(e, body));
        return true;
    }
    return gs1_problem_set(e->problem, GS1_RULE_ENVELOPE, NULL, offset(e, number),
                           "At byte %zu the number of a format must stand: 01 to 09, or 12.", offset(e, number) + 1);
}

/* Where the data of a format end: at RS or EOT. */
static size_t body_end(struct str body)
{
    size_t record = str_find(body, GS1_RECORD), end = str_find(body, GS1_END);
    return record < end ? record : end;
}

static bool has(struct str s, char c)
{
    return str_find(s, c) < s.len;
}

/* One format at the beginning of *rest, which moves behind it and its end; *ended: it was the last one. */
static bool next_format(struct envelope *e, struct str *rest, bool *ended)
{
    struct str number = str_slice(*rest, 0, 2), body = str_slice(*rest, 2, rest->len);
    bool binary = str_is(number, "09");
    if (!binary)
        body.len = body_end(body);
    if (!read_format(e, number, body))
        return false;
    *rest = str_slice(*rest, number.len + body.len, rest->len);
    if (rest->len == 0 && !binary)
        doubt(e, e->reading->data.len, "The end of the message (RS 0x1E, EOT 0x04) is missing.");
    if (str_starts(*rest, STR("\x1E")))
        *rest = str_slice(*rest, 1, rest->len);
    *ended = rest->len == 0 || rest->ptr[0] == GS1_END;
    *rest = str_slice(*rest, *ended, rest->len);
    return true;
}

bool gs1_iso15434_read(struct arena *a, int year, struct gs1_reading *r, struct gs1_problem *ret_problem)
{
    struct envelope e = {a, year, r, ret_problem};
    struct str rest = str_slice(r->data, head.len, r->data.len);
    if (!has(rest, GS1_SEPARATOR) && !has(rest, GS1_RECORD))
        return gs1_problem_set(ret_problem, GS1_RULE_ENVELOPE, NULL, head.len,
                               "The control characters (GS, RS, EOT) of this ISO/IEC 15434 message are lost: set the "
                               "scanner to send them, or as {GS}, {RS} and {EOT}.");
    if (rest.ptr[0] == GS1_RECORD)
        rest = str_slice(rest, 1, rest.len);
    else
        doubt(&e, head.len, "The record separator (RS, 0x1E) behind [)> is missing.");
    for (bool ended = false; !ended;) {
        if (!next_format(&e, &rest, &ended))
            return false;
    }
    if (rest.len > 0)
        doubt(&e, offset(&e, rest), "Something stands behind the end of the message (EOT).");
    return true;
}
