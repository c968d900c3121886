#include "domain/serial_format.h"

#include "base/limits.h"
#include "domain/valid.h"

enum { WORDS = LIMIT_SERIAL_CHARS / 64 + 1 }; /* one bit for each place between characters */

/* Places in the serial, as bits. */
struct places {
    uint64_t bits[WORDS];
};

/* One element of a pattern with its repetition. */
struct element {
    enum { LITERAL, DIGIT, CAPITAL, ALNUM, ANY } kind;
    struct str literal; /* one character */
    int min, max;
};

/* A pattern being read. */
struct reader {
    struct str rest;
    const char *why; /* set when it cannot be read */
};

/* Length of the UTF-8 character that s begins with; anything broken counts as one byte. */
static size_t char_len(struct str s)
{
    unsigned char c = (unsigned char)s.ptr[0];
    size_t len = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    return len <= s.len ? len : 1;
}

static struct str take_char(struct reader *r)
{
    struct str c = str_slice(r->rest, 0, char_len(r->rest));
    r->rest = str_slice(r->rest, c.len, r->rest.len);
    return c;
}

static bool fail(struct reader *r, const char *why)
{
    r->why = why;
    return false;
}

static bool read_count(struct str text, int *ret)
{
    int64_t n;
    if (text.len > 3 || (text.len && text.ptr[0] == '-') || !str_int64(text, &n) || n > LIMIT_SERIAL_CHARS)
        return false;
    *ret = (int)n;
    return true;
}

/* "{4}" or "{4,6}" when it comes next. */
static bool read_repetition(struct reader *r, struct element *e)
{
    e->min = e->max = 1;
    if (!r->rest.len || r->rest.ptr[0] != '{')
        return true;
    size_t end = str_find(r->rest, '}');
    if (end == r->rest.len)
        return fail(r, "a { is never closed");
    struct str inside = str_slice(r->rest, 1, end - 1);
    size_t comma = str_find(inside, ',');
    struct str upper = comma < inside.len ? str_slice(inside, comma + 1, inside.len) : inside;
    if (!read_count(str_slice(inside, 0, comma), &e->min) || !read_count(upper, &e->max))
        return fail(r, "between { and } stands a number up to 128, or two with a comma");
    if (e->max < 1 || e->min > e->max)
        return fail(r, "a repetition must be at least once, and the smaller number comes first");
    r->rest = str_slice(r->rest, end + 1, r->rest.len);
    return true;
}

/* False at the end, or with r->why. */
static bool read_element(struct reader *r, struct element *e)
{
    static const char classes[] = "#@*?";
    if (!r->rest.len)
        return false;
    e->literal = take_char(r);
    char c = e->literal.ptr[0];
    const char *class = memchr(classes, c, 4);
    e->kind = class ? DIGIT + (unsigned)(class - classes) : LITERAL;
    if (c == '{' || c == '}')
        return fail(r, "a { or } repeats the element before it; write \\{ for the character");
    if (c == '\\') {
        if (!r->rest.len)
            return fail(r, "a \\ at the end escapes nothing");
        e->literal = take_char(r);
    }
    return read_repetition(r, e);
}

static bool matches(const struct element *e, struct str c)
{
    char first = c.ptr[0];
    bool digit = first >= '0' && first <= '9', capital = first >= 'A' && first <= 'Z';
    switch (e->kind) {
    case LITERAL:
        return str_eq(e->literal, c);
    case DIGIT:
        return digit;
    case CAPITAL:
        return capital;
    case ALNUM:
        return digit || capital || (first >= 'a' && first <= 'z');
    case ANY:
        return true;
    }
    return false;
}

/* Places of characters that the element takes. */
static struct places matching(const struct element *e, const struct str *chars, size_t count)
{
    struct places p = {0};
    for (size_t i = 0; i < count; i++)
        p.bits[i / 64] |= (uint64_t)matches(e, chars[i]) << (i % 64);
    return p;
}

/* Where one can be after taking one matching character; false when nowhere. */
static bool step(struct places *at, const struct places *match)
{
    uint64_t carry = 0, any = 0;
    for (int w = 0; w < WORDS; w++) {
        uint64_t taken = at->bits[w] & match->bits[w];
        at->bits[w] = taken << 1 | carry;
        carry = taken >> 63;
        any |= at->bits[w];
    }
    return any != 0;
}

/* Where one can be after the element with its repetition. */
static struct places after_element(const struct element *e, struct places at, const struct str *chars, size_t count)
{
    struct places match = matching(e, chars, count), reached = {0};
    if (e->min == 0)
        reached = at;
    for (int n = 1; n <= e->max && step(&at, &match); n++)
        for (int w = 0; n >= e->min && w < WORDS; w++)
            reached.bits[w] |= at.bits[w];
    return reached;
}

bool serial_format_match(struct str pattern, struct str serial)
{
    struct str chars[LIMIT_SERIAL_CHARS];
    size_t count = 0;
    struct reader s = {.rest = serial}, r = {.rest = pattern};
    if (str_empty(pattern))
        return true;
    for (; s.rest.len && count < LIMIT_SERIAL_CHARS; count++)
        chars[count] = take_char(&s);
    if (s.rest.len || pattern.len > LIMIT_CODE_CHARS * 4 || str_chars(pattern) > LIMIT_CODE_CHARS)
        return false;
    struct places at = {{1}};
    struct element e;
    while (read_element(&r, &e))
        at = after_element(&e, at, chars, count);
    return !r.why && (at.bits[count / 64] >> (count % 64) & 1);
}

/* ---- regular expressions ---- */

#define REGEX_MARK "regex:"

static struct str regex_of(struct str pattern)
{
    return str_slice(pattern, sizeof REGEX_MARK - 1, pattern.len);
}

static bool regex_valid(struct arena *a, struct str pattern, struct refusal *refusal)
{
    struct regex_error error;
    const char *field = "serial_format";
    size_t mark = sizeof REGEX_MARK - 1;
    if (!valid_text(a, pattern, field, LIMIT_REGEX_CHARS + mark, 0, refusal))
        return false;
    if (str_empty(regex_of(pattern)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "serial_format: behind regex: stands a regular expression");
    return regex_compile(a, regex_of(pattern), &error) ||
           refuse(refusal, a, REFUSED_BAD_VALUE, field, "serial_format, character %zu: %s", error.at + mark,
                  error.text);
}

void serial_format_open(struct arena *a, struct str pattern, struct serial_format *ret)
{
    struct regex_error error;
    bool is_regex = str_starts(pattern, STR("regex:"));
    *ret = (struct serial_format){.pattern = pattern};
    if (is_regex)
        ret->regex = regex_compile(a, regex_of(pattern), &error);
}

/* ---- the whole ---- */

bool serial_format_valid(struct arena *a, struct str pattern, struct refusal *refusal)
{
    const char *field = "serial_format";
    if (str_starts(pattern, STR("regex:")))
        return regex_valid(a, pattern, refusal);
    if (!valid_text(a, pattern, field, LIMIT_CODE_CHARS, 0, refusal))
        return false;
    struct reader r = {.rest = pattern};
    struct element e;
    int shortest = 0;
    for (; read_element(&r, &e); shortest += e.min)
        ;
    if (r.why)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "serial_format, character %zu: %s",
                      str_chars(pattern) - str_chars(r.rest), r.why);
    if (shortest > LIMIT_SERIAL_CHARS)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field,
                      "serial_format asks for %d characters; a serial has at most %d", shortest, LIMIT_SERIAL_CHARS);
    return true;
}

bool serial_valid(struct arena *a, struct str serial, struct refusal *refusal)
{
    if (!valid_text(a, serial, "serial", LIMIT_SERIAL_CHARS, VALID_NEEDED, refusal))
        return false;
    if (serial.ptr[0] == ' ' || serial.ptr[serial.len - 1] == ' ')
        return refuse(refusal, a, REFUSED_BAD_VALUE, "serial", "a serial must not begin or end with a space");
    return true;
}

bool serial_fits(struct arena *a, const struct serial_format *format, struct str serial, struct refusal *refusal)
{
    if (!serial_valid(a, serial, refusal))
        return false;
    bool is_regex = str_starts(format->pattern, STR("regex:"));
    enum regex_verdict verdict = format->regex ? regex_match(format->regex, serial) : REGEX_NO_MATCH;
    if (is_regex ? verdict == REGEX_MATCH : serial_format_match(format->pattern, serial))
        return true;
    if (verdict == REGEX_GAVE_UP)
        return refuse(
            refusal, a, REFUSED_BAD_SERIAL_FORMAT, "serial",
            "whether serial %.*s looks like %.*s could not be found out in %d steps: the expression tries too much",
            STR_ARG(serial), STR_ARG(format->pattern), LIMIT_REGEX_STEPS);
    return refuse(refusal, a, REFUSED_BAD_SERIAL_FORMAT, "serial", "serial %.*s does not look like %.*s",
                  STR_ARG(serial), STR_ARG(format->pattern));
}
