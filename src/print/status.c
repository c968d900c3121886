#include "print/status.h"

enum { STX = 2, ETX = 3, FIELDS = 12 };

/* Where the three lines have what we look at, and how many fields they have at least. */
enum { PAPER = 1, PAUSE = 2, FORMATS = 4, FULL = 5, PARTIAL = 7, COLD = 10, HOT = 11, LINE_1 = 12 };
enum { HEAD = 2, RIBBON = 3, LABELS = 8, LINE_2 = 9 };
enum { LINE_3 = 1 };

/* The next line between STX and ETX, cut at its commas. MORE: there is none (yet). */
static enum print_status_result next_line(struct str *rest, struct str *fields, size_t *ret_count)
{
    size_t from = str_find(*rest, STX), to = str_find(*rest, ETX);
    if (to == rest->len)
        return PRINT_STATUS_MORE;
    if (from >= to)
        return PRINT_STATUS_BAD;
    struct str line = str_slice(*rest, from + 1, to - from - 1);
    *rest = str_slice(*rest, to + 1, rest->len);
    size_t count = 0;
    for (bool more = true; more && count < FIELDS;) {
        size_t comma = str_find(line, ',');
        fields[count++] = str_trim(str_slice(line, 0, comma));
        more = comma < line.len;
        line = str_slice(line, comma + 1, line.len);
    }
    *ret_count = count;
    return PRINT_STATUS_WHOLE;
}

static bool flag(struct str field)
{
    return str_is(field, "1");
}

static bool first_line(const struct str *f, size_t count, struct print_status *s)
{
    if (count < LINE_1 || !str_int64(f[FORMATS], &s->formats))
        return false;
    s->paper_out = flag(f[PAPER]);
    s->paused = flag(f[PAUSE]);
    s->buffer_full = flag(f[FULL]);
    s->partial = flag(f[PARTIAL]);
    s->too_cold = flag(f[COLD]);
    s->too_hot = flag(f[HOT]);
    return true;
}

static bool second_line(const struct str *f, size_t count, struct print_status *s)
{
    if (count < LINE_2 || !str_int64(f[LABELS], &s->labels))
        return false;
    s->head_open = flag(f[HEAD]);
    s->ribbon_out = flag(f[RIBBON]);
    return true;
}

enum print_status_result print_status_parse(struct str bytes, struct print_status *ret)
{
    struct str fields[FIELDS] = {{0}};
    struct print_status s = {0};
    for (int line = 1; line <= 3; line++) {
        size_t count = 0;
        enum print_status_result r = next_line(&bytes, fields, &count);
        if (r != PRINT_STATUS_WHOLE)
            return r;
        bool good = line == 1   ? first_line(fields, count, &s)
                    : line == 2 ? second_line(fields, count, &s)
                                : count >= LINE_3;
        if (!good)
            return PRINT_STATUS_BAD;
    }
    *ret = s;
    return PRINT_STATUS_WHOLE;
}

bool print_status_empty(const struct print_status *s)
{
    return s->formats == 0 && s->labels == 0 && !s->partial;
}
