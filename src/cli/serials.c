#include "cli/serials.h"

#include <stdio.h>

enum { DIGITS_MAX = 18 };

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

static size_t digits_at_end(struct str s)
{
    size_t n = 0;
    while (n < s.len && s.ptr[s.len - 1 - n] >= '0' && s.ptr[s.len - 1 - n] <= '9')
        n++;
    return n;
}

static bool all_digits(struct str s)
{
    return s.len > 0 && digits_at_end(s) == s.len;
}

/* Of the digits at the end of s; false when there are none, or too many. */
static bool number_at_end(struct str s, struct str *ret_prefix, size_t *ret_width, int64_t *ret)
{
    *ret_width = digits_at_end(s);
    *ret_prefix = str_slice(s, 0, s.len - *ret_width);
    return *ret_width > 0 && *ret_width <= DIGITS_MAX && str_int64(str_slice(s, s.len - *ret_width, *ret_width), ret);
}

static bool add_range(struct cli_serials *s, struct arena *a, struct str prefix, size_t width, int64_t from, int64_t to,
                      struct str text, struct str *ret_error)
{
    if (to - from >= CLI_RANGE_MAX) {
        *ret_error = arena_fmt(a, "'%.*s' stands for more than %d serials.", STR_ARG(text), CLI_RANGE_MAX);
        return false;
    }
    for (int64_t n = from; n <= to; n++)
        cli_serials_add(s, a, arena_fmt(a, "%.*s%0*lld", STR_ARG(prefix), (int)width, (long long)n));
    return true;
}

/* "SN001..SN100", "SN001..100" */
static bool dots(struct cli_serials *s, struct arena *a, struct str first, struct str last, struct str text,
                 struct str *ret_error)
{
    struct str prefix, last_prefix;
    size_t width, last_width;
    int64_t from, to;
    bool ok = number_at_end(first, &prefix, &width, &from) && number_at_end(last, &last_prefix, &last_width, &to);
    if (!ok || (!str_eq(prefix, last_prefix) && !str_empty(last_prefix))) {
        *ret_error = arena_fmt(
            a, "'%.*s' is no range: both ends must begin alike and end in digits, as in SN001..SN100.", STR_ARG(text));
        return false;
    }
    if (to < from) {
        *ret_error = arena_fmt(a, "'%.*s' is no range: it ends before it begins.", STR_ARG(text));
        return false;
    }
    return add_range(s, a, prefix, width, from, to, text, ret_error);
}

static size_t find_dots(struct str s)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.ptr[i] == '.' && s.ptr[i + 1] == '.')
            return i;
    return s.len;
}

/* "100-150": numbers of the same length (or the last one longer), going up; anything else is a serial with a hyphen in it. */
static bool is_dash_range(struct str first, struct str last, int64_t *ret_from, int64_t *ret_to)
{
    return all_digits(first) && all_digits(last) && last.len <= DIGITS_MAX && first.len <= last.len &&
           str_int64(first, ret_from) && str_int64(last, ret_to) && *ret_from < *ret_to;
}

static bool read_one(struct cli_serials *s, struct arena *a, struct str text, struct str *ret_error)
{
    size_t at = find_dots(text), dash = str_find(text, '-'), plus = str_find(text, '+');
    int64_t from, to;
    if (at < text.len)
        return dots(s, a, str_slice(text, 0, at), str_slice(text, at + 2, text.len), text, ret_error);
    struct str first = str_slice(text, 0, dash), last = str_slice(text, dash + 1, text.len);
    if (dash < text.len && is_dash_range(first, last, &from, &to))
        return add_range(s, a, STR(""), first.len, from, to, text, ret_error);
    first = str_slice(text, 0, plus);
    last = str_slice(text, plus + 1, text.len);
    bool counted = plus < text.len && all_digits(first) && first.len <= DIGITS_MAX && all_digits(last) &&
                   last.len <= DIGITS_MAX && str_int64(first, &from) && str_int64(last, &to);
    if (counted)
        return add_range(s, a, STR(""), first.len, from, from + to, text, ret_error);
    cli_serials_add(s, a, text);
    return true;
}

bool cli_serials_read(struct cli_serials *s, struct arena *a, struct str list, struct str *ret_error)
{
    while (list.len > 0) {
        struct str one = str_slice(list, 0, str_find(list, ','));
        list = str_slice(list, one.len + 1, list.len);
        one = str_trim(one);
        if (!str_empty(one) && !read_one(s, a, one, ret_error))
            return false;
    }
    return true;
}
