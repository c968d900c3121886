/*
 * element: see the header. Reading the raw and the bracketed form, and writing both; how elements fit together is in pairing.c.
 */
#include "gs1/element.h"

#include "gs1/value.h"

/* What an element is going to be, before its value is checked; NULL when the message is full. */
static struct gs1_element *append(struct gs1_message *m, const struct gs1_ai *ai, struct str number, struct str value,
                                  size_t at)
{
    if (m->count == GS1_ELEMENTS_MAX)
        return NULL;
    struct gs1_element *e = &m->items[m->count];
    e->ai = ai;
    e->value = value;
    e->at = at;
    memset(e->number, 0, sizeof e->number);
    memcpy(e->number, number.ptr, number.len);
    return e;
}

bool gs1_message_add(struct gs1_message *m, const struct gs1_ai *ai, struct str number, struct str value, size_t at,
                     int year, struct gs1_problem *ret_problem)
{
    struct gs1_element *e = append(m, ai, number, value, at);
    if (!e)
        return gs1_problem_set(ret_problem, GS1_RULE_TOO_LONG, NULL, at, "There are more than %d elements.",
                               GS1_ELEMENTS_MAX);
    if (!gs1_value_check(ai, e->number, value, year, ret_problem)) {
        ret_problem->at += at;
        return false;
    }
    m->count++;
    return true;
}

static bool size_ok(struct str text, struct gs1_problem *ret_problem)
{
    if (str_empty(text))
        return gs1_problem_set(ret_problem, GS1_RULE_EMPTY, NULL, 0, "Nothing was read.");
    if (text.len > GS1_TEXT_MAX)
        return gs1_problem_set(ret_problem, GS1_RULE_TOO_LONG, NULL, GS1_TEXT_MAX,
                               "The text has %zu bytes; no symbol holds more than %d.", text.len, GS1_TEXT_MAX);
    return true;
}

/* ---- raw ---- */

static bool no_such_ai(struct str data, size_t at, struct gs1_problem *r)
{
    struct str rest = str_slice(data, at, GS1_AI_DIGITS_MAX);
    char text[GS1_BYTE_TEXT];
    size_t digits = 0;
    while (digits < rest.len && rest.ptr[digits] >= '0' && rest.ptr[digits] <= '9')
        digits++;
    if (rest.len == 1 || (digits == rest.len && digits < gs1_ai_digits(rest)))
        return gs1_problem_set(r, GS1_RULE_CUT, NULL, at,
                               "The data ends at byte %zu in the middle of an Application Identifier.", data.len);
    if (digits < 2)
        return gs1_problem_set(
            r, GS1_RULE_UNKNOWN_AI, NULL, at + digits,
            "At byte %zu an Application Identifier should begin, with two digits at least, but there "
            "is %s.",
            at + digits + 1, gs1_byte_text(rest.ptr[digits], text));
    if (digits < gs1_ai_digits(rest))
        return gs1_problem_set(
            r, GS1_RULE_UNKNOWN_AI, NULL, at + digits,
            "An Application Identifier that begins with %.2s has %zu digits, but at byte %zu there is "
            "%s.",
            rest.ptr, gs1_ai_digits(rest), at + digits + 1, gs1_byte_text(rest.ptr[digits], text));
    size_t shown = gs1_ai_digits(rest) ? gs1_ai_digits(rest) : 2;
    return gs1_problem_set(r, GS1_RULE_UNKNOWN_AI, NULL, at, "There is no Application Identifier %.*s (byte %zu).",
                           (int)shown, rest.ptr, at + 1);
}

static size_t value_end(struct str data, size_t at, const struct gs1_ai *ai)
{
    size_t until = ai->predefined && data.len - at > ai->max ? at + ai->max : data.len;
    const char *separator = memchr(data.ptr + at, GS1_SEPARATOR, until - at);
    return separator ? (size_t)(separator - data.ptr) : until;
}

/* One element at *at, which moves behind it and its separator. */
static bool raw_element(struct str data, size_t *at, int year, struct gs1_message *m, struct gs1_problem *r)
{
    struct str number = str_slice(data, *at, gs1_ai_digits(str_slice(data, *at, 2)));
    const struct gs1_ai *ai = gs1_ai_find(number);
    if (!ai)
        return no_such_ai(data, *at, r);
    size_t from = *at + number.len, end = value_end(data, from, ai);
    if (!gs1_message_add(m, ai, number, str_slice(data, from, end - from), from, year, r))
        return false;
    *at = end + (end < data.len && data.ptr[end] == GS1_SEPARATOR);
    return true;
}

static bool raw_elements(struct str data, int year, struct gs1_message *m, struct gs1_problem *r)
{
    m->count = 0;
    size_t at = data.ptr[0] == GS1_SEPARATOR;
    if (at == data.len)
        return gs1_problem_set(r, GS1_RULE_EMPTY, NULL, 0, "There is a separator (FNC1) and nothing else.");
    while (at < data.len) {
        if (data.ptr[at] == GS1_SEPARATOR)
            return gs1_problem_set(r, GS1_RULE_SEPARATOR, NULL, at,
                                   "Two separators (FNC1) stand one behind the other at byte %zu.", at + 1);
        if (!raw_element(data, &at, year, m, r))
            return false;
    }
    return true;
}

/* Does a value read as further elements without a fault from somewhere on? *ret_at is where, *rest is what. An AI whose value is checked
 * by more than its characters convinces more than one that takes anything. */
static bool swallowed(const struct gs1_element *e, bool convincing, int year, struct gs1_message *rest, size_t *ret_at)
{
    struct gs1_problem unused;
    for (size_t i = e->ai->min; i + 2 < e->value.len && i <= e->ai->max; i++) {
        struct str tail = str_slice(e->value, i, e->value.len);
        const struct gs1_ai *ai = gs1_ai_find(str_slice(tail, 0, gs1_ai_digits(tail)));
        if (ai && (!convincing || ai->parts[0].checks[0]) && raw_elements(tail, year, rest, &unused)) {
            *ret_at = e->at + i;
            return true;
        }
    }
    return false;
}

/* A value that is too long: perhaps it swallowed the next element, because a separator is missing. */
static void missing_separator(const struct gs1_element *e, int year, struct gs1_problem *r)
{
    struct gs1_message rest = {.count = 0};
    size_t at = 0;
    if (swallowed(e, true, year, &rest, &at) || swallowed(e, false, year, &rest, &at))
        gs1_problem_add(r, "From byte %zu on it reads as (%s)%.*s: a separator (FNC1) seems to be missing before it.",
                        at + 1, rest.items[0].number, STR_ARG(rest.items[0].value));
}

/* Digits alone look like everything. */
static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!(gs1_sets_of(s.ptr[i]) & GS1_SET_N))
            return true;
    }
    return false;
}

bool gs1_raw_doubt(const struct gs1_message *m, int year, struct gs1_problem *ret_doubt)
{
    struct gs1_message rest = {.count = 0};
    size_t at = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct gs1_element *e = &m->items[i];
        if (e->ai->min == e->ai->max || !has_letter(e->value) || !swallowed(e, true, year, &rest, &at) ||
            gs1_message_get(m, rest.items[0].number))
            continue;
        gs1_problem_set(
            ret_doubt, GS1_RULE_SEPARATOR, e->number, at,
            "The value of AI (%s) is %.*s. From byte %zu on it reads as (%s)%.*s: is a separator (FNC1) missing "
            "before it?",
            e->number, STR_ARG(e->value), at + 1, rest.items[0].number, STR_ARG(rest.items[0].value));
        return true;
    }
    return false;
}

bool gs1_raw_read(struct str data, int year, struct gs1_message *ret, struct gs1_problem *ret_problem)
{
    ret->count = 0;
    if (!size_ok(data, ret_problem))
        return false;
    if (raw_elements(data, year, ret, ret_problem))
        return true;
    if (ret_problem->rule == GS1_RULE_LONG)
        missing_separator(&ret->items[ret->count], year, ret_problem);
    return false;
}

/* ---- bracketed ---- */

/* Length of "(digits)" at the beginning of s, 0 when it is none: two to four digits. */
static size_t opening(struct str s)
{
    size_t n = 1;
    while (n < s.len && n <= GS1_AI_DIGITS_MAX && s.ptr[n] >= '0' && s.ptr[n] <= '9')
        n++;
    return s.len > n && s.ptr[0] == '(' && n >= 3 && s.ptr[n] == ')' ? n + 1 : 0;
}

/* Where the value that begins at `at` ends; *ret_escaped says whether \( is in it. */
static size_t bracketed_end(struct str text, size_t at, bool *ret_escaped)
{
    *ret_escaped = false;
    for (; at < text.len; at++) {
        if (text.ptr[at] == '\\' && at + 1 < text.len && text.ptr[at + 1] == '(') {
            *ret_escaped = true;
            at++;
        } else if (text.ptr[at] == '(' && opening(str_slice(text, at, text.len))) {
            break;
        }
    }
    return at;
}

/* Copy without the backslashes before brackets. */
static struct str unescape(struct arena *a, struct str value)
{
    struct str copy = arena_str(a, value);
    char *out = (char *)copy.ptr;
    copy.len = 0;
    for (size_t i = 0; out && i < value.len; i++) {
        if (value.ptr[i] != '\\' || i + 1 == value.len || value.ptr[i + 1] != '(')
            out[copy.len++] = value.ptr[i];
    }
    return copy;
}

/* People put blanks between AI and value, and between elements; no value has any. */
static struct str without_blanks(struct str s)
{
    while (s.len > 0 && s.ptr[0] == ' ')
        s = str_slice(s, 1, s.len);
    while (s.len > 0 && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

static bool bracketed_element(struct arena *a, struct str text, size_t *at, int year, struct gs1_message *m,
                              struct gs1_problem *r)
{
    size_t head = opening(str_slice(text, *at, text.len));
    struct str number = str_slice(text, *at + 1, head - 2);
    const struct gs1_ai *ai = gs1_ai_find(number);
    if (!ai) {
        gs1_problem_set(r, GS1_RULE_UNKNOWN_AI, NULL, *at, "There is no Application Identifier (%.*s) (byte %zu).",
                        STR_ARG(number), *at + 1);
        if (m->count)
            gs1_problem_add(r, "If it belongs to the value before it, write \\(%.*s).", STR_ARG(number));
        return false;
    }
    bool escaped;
    size_t from = *at + head, end = bracketed_end(text, from, &escaped);
    struct str value = without_blanks(str_slice(text, from, end - from));
    *at = end;
    return gs1_message_add(m, ai, number, escaped ? unescape(a, value) : value, (size_t)(value.ptr - text.ptr), year,
                           r);
}

bool gs1_bracketed_read(struct arena *a, struct str text, int year, struct gs1_message *ret,
                        struct gs1_problem *ret_problem)
{
    ret->count = 0;
    if (!size_ok(text, ret_problem))
        return false;
    if (!opening(text))
        return gs1_problem_set(ret_problem, GS1_RULE_BRACKET, NULL, 0,
                               "The text does not begin with an Application Identifier in brackets, as in "
                               "(01)09506000134352.");
    size_t at = 0;
    while (at < text.len) {
        if (!bracketed_element(a, text, &at, year, ret, ret_problem))
            return false;
    }
    return true;
}

/* ---- writing ---- */

const struct gs1_element *gs1_message_get(const struct gs1_message *m, const char *number)
{
    for (size_t i = 0; i < m->count; i++) {
        if (strcmp(m->items[i].number, number) == 0)
            return &m->items[i];
    }
    return NULL;
}

struct str gs1_message_value(const struct gs1_message *m, const char *number)
{
    const struct gs1_element *e = gs1_message_get(m, number);
    return e ? e->value : (struct str){0};
}

struct writing {
    char *out; /* room for twice the values and all that stands between them */
    size_t len;
};

static bool writing_begin(struct arena *a, const struct gs1_message *m, struct writing *w)
{
    size_t room = 1;
    for (size_t i = 0; i < m->count; i++)
        room += 2 * m->items[i].value.len + GS1_AI_DIGITS_MAX + 2;
    w->out = arena_alloc(a, room);
    w->len = 0;
    return w->out != NULL;
}

static void put(struct writing *w, struct str s)
{
    memcpy(w->out + w->len, s.ptr, s.len);
    w->len += s.len;
}

static void put_raw(struct writing *w, const struct gs1_element *e, bool *separate)
{
    if (*separate)
        w->out[w->len++] = GS1_SEPARATOR;
    put(w, str_of(e->number));
    put(w, e->value);
    *separate = !e->ai->predefined;
}

struct str gs1_raw_write(struct arena *a, const struct gs1_message *m, bool predefined_first)
{
    struct writing w;
    if (!writing_begin(a, m, &w))
        return (struct str){0};
    bool separate = false;
    for (size_t i = 0; i < m->count; i++) {
        if (!predefined_first || m->items[i].ai->predefined)
            put_raw(&w, &m->items[i], &separate);
    }
    for (size_t i = 0; predefined_first && i < m->count; i++) {
        if (!m->items[i].ai->predefined)
            put_raw(&w, &m->items[i], &separate);
    }
    return (struct str){w.out, w.len};
}

struct str gs1_bracketed_write(struct arena *a, const struct gs1_message *m)
{
    struct writing w;
    if (!writing_begin(a, m, &w))
        return (struct str){0};
    for (size_t i = 0; i < m->count; i++) {
        const struct gs1_element *e = &m->items[i];
        put(&w, STR("("));
        put(&w, str_of(e->number));
        put(&w, STR(")"));
        for (size_t k = 0; k < e->value.len; k++) {
            if (opening(str_slice(e->value, k, e->value.len)))
                w.out[w.len++] = '\\';
            w.out[w.len++] = e->value.ptr[k];
        }
    }
    return (struct str){w.out, w.len};
}
