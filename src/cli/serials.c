#include "cli/serials.h"

#include "domain/serial_range.h"

void cli_serials_add(struct cli_serials *s, struct arena *a, struct str serial)
{
    if (s->count == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 64;
        struct str *more = ARENA_ARRAY(a, cap, struct str);
        if (s->count)
            memcpy(more, s->items, s->count * sizeof *more);
        s->items = more;
        s->cap = cap;
    }
    s->items[s->count++] = serial;
}

void cli_serials_lines(struct cli_serials *s, struct arena *a, struct str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.len);
    while (text.len > 0) {
        struct str line = str_slice(text, 0, str_find(text, '\n'));
        text = str_slice(text, line.len + 1, text.len);
        if (!str_empty(str_trim(line)))
            cli_serials_add(s, a, str_trim(line));
    }
}

static bool read_one(struct cli_serials *s, struct arena *a, struct str text, struct str *ret_error)
{
    struct serial_range range;
    enum serial_range_verdict verdict = serial_range_read(text, CLI_RANGE_MAX, &range);
    if (verdict != SERIAL_RANGE_GOOD) {
        *ret_error = arena_fmt(a, "'%.*s' is no range: %s.", STR_ARG(text), serial_range_why(verdict));
        return false;
    }
    for (int64_t i = 0; i < range.count; i++)
        cli_serials_add(s, a, serial_range_at(a, &range, i));
    return true;
}

bool cli_serials_read(struct cli_serials *s, struct arena *a, struct str list, struct str *ret_error)
{
    struct str one;
    while (serial_range_piece(&list, &one))
        if (!read_one(s, a, one, ret_error))
            return false;
    return true;
}
