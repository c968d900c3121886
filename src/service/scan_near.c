/*
 * scan_near: see the header.
 */
#include "service/scan_near.h"

#include "service/scan_units.h"

static char in_capitals(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static char in_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char as_digit(char c)
{
    switch (in_capitals(c)) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    default:
        return in_capitals(c);
    }
}

static bool add_variant(struct ctx *ctx, struct str serial, char (*change)(char), struct id_list *ids)
{
    char *other = arena_alloc(ctx->arena, serial.len + 1);
    if (!other)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < serial.len; i++)
        other[i] = change(serial.ptr[i]);
    struct str variant = {other, serial.len};
    return str_eq(variant, serial) || scan_units_serial(ctx, variant, ids);
}

/* The serial behind the part that is wrong: (21) in brackets, /21/ in a link, or AI 21 behind a GTIN. */
static struct str serial_behind(const struct scan_read *r, struct gs1_message *m, int year)
{
    static const struct {
        const char *mark;
        char end;
    } marks[] = {{"(21)", '('}, {"/21/", '/'}};
    struct gs1_problem ignored;
    if (scan_serial(r).len)
        return scan_serial(r);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        for (size_t at = 0; at + 4 < r->text.len; at++)
            if (str_starts(str_slice(r->text, at, 4), str_of(marks[i].mark))) {
                struct str rest = str_slice(r->text, at + 4, r->text.len);
                rest = str_slice(rest, 0, str_find(rest, '?'));
                return str_slice(rest, 0, str_find(rest, marks[i].end));
            }
    if (r->text.len > 16 && str_starts(r->text, STR("01")))
        gs1_raw_read(str_slice(r->text, 16, r->text.len), year, m, &ignored);
    return gs1_message_value(m, "21");
}

/* A plain text without the control characters that are in it. */
static struct str without_controls(struct ctx *ctx, struct str text)
{
    char *out = arena_alloc(ctx->arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= ' ' && text.ptr[i] != 0x7F)
            out[len++] = text.ptr[i];
    return (struct str){out, len};
}

static struct str meant(struct ctx *ctx, const struct scan_read *r, struct gs1_message *m)
{
    if (r->reading.carrier == GS1_CARRIER_PLAIN && !r->problem.rule)
        return r->text;
    struct str serial = serial_behind(r, m, r->year);
    return serial.len ? serial : without_controls(ctx, r->text);
}

bool scan_near(struct ctx *ctx, struct scan *s)
{
    static char (*const changes[])(char) = {in_capitals, in_small, as_digit};
    const struct scan_read *r = &s->read;
    struct gs1_message *m = ARENA_NEW(ctx->arena, struct gs1_message);
    struct id_list ids = {0};
    if (!m)
        return ctx_check(ctx, DB_FAILED);
    struct str serial = meant(ctx, r, m);
    if (!str_eq(serial, r->text) && !s->has_named && serial.len && !scan_units_serial(ctx, serial, &ids))
        return false;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0] && serial.len; i++)
        if (!add_variant(ctx, serial, changes[i], &ids))
            return false;
    return scan_units_load(ctx, &ids, &s->near);
}
