#include "domain/serial_range.h"

const char *const serial_range_names[SERIAL_RANGE_VERDICTS] = {"good", "prefixes", "falls", "widths", "too_many"};

/* "SN0098" as SN and 98 with 4 digits. */
struct counted {
    struct str head, digits;
    int64_t number;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(struct str s)
{
    size_t n = 0;
    while (n < s.len && is_digit(s.ptr[n]))
        n++;
    return n == s.len && n > 0;
}

/* At most SERIAL_RANGE_DIGITS count, the rest belongs to the head. */
static bool counted(struct str code, struct counted *ret)
{
    size_t n = 0;
    while (n < code.len && n < SERIAL_RANGE_DIGITS && is_digit(code.ptr[code.len - 1 - n]))
        n++;
    ret->head = str_slice(code, 0, code.len - n);
    ret->digits = str_slice(code, code.len - n, n);
    return n > 0 && str_int64(ret->digits, &ret->number);
}

static enum serial_range_verdict range_of(const struct counted *from, int64_t count, int64_t max,
                                          struct serial_range *ret)
{
    if (count > max)
        return SERIAL_RANGE_TOO_MANY;
    *ret = (struct serial_range){from->head, (int)from->digits.len, from->number, count};
    return SERIAL_RANGE_GOOD;
}

/* Equal width, or no zeros in front that would not be there when counting. */
static bool widths_fit(const struct counted *from, const struct counted *to)
{
    bool zeros = from->digits.ptr[0] == '0' && from->digits.len > 1;
    return from->digits.len == to->digits.len ||
           (!zeros && from->digits.len < to->digits.len && to->digits.ptr[0] != '0');
}

static enum serial_range_verdict between(const struct counted *from, const struct counted *to, int64_t max,
                                         struct serial_range *ret)
{
    if (!str_eq(from->head, to->head))
        return SERIAL_RANGE_PREFIXES;
    if (to->number < from->number)
        return SERIAL_RANGE_FALLS;
    return widths_fit(from, to) ? range_of(from, to->number - from->number + 1, max, ret) : SERIAL_RANGE_WIDTHS;
}

static size_t find_dots(struct str s)
{
    for (size_t i = 1; i + 1 < s.len; i++)
        if (s.ptr[i] == '.' && s.ptr[i + 1] == '.')
            return i;
    return s.len;
}

/* "SN0098..SN0103", "SN0098..103"; a third dot is forgiven. */
static enum serial_range_verdict dots(struct str first, struct str last, int64_t max, struct serial_range *ret)
{
    struct counted from, to;
    if (last.len && last.ptr[0] == '.')
        last = str_trim(str_slice(last, 1, last.len));
    if (!counted(first, &from) || !counted(last, &to))
        return SERIAL_RANGE_PREFIXES;
    if (str_empty(to.head) && to.digits.len < from.digits.len) { /* what is left out is the same */
        char text[SERIAL_RANGE_DIGITS + 1];
        size_t same = from.digits.len - to.digits.len;
        memcpy(text, from.digits.ptr, same);
        memcpy(text + same, to.digits.ptr, to.digits.len);
        if (!str_int64((struct str){text, from.digits.len}, &to.number))
            return SERIAL_RANGE_PREFIXES;
        to.head = from.head;
        to.digits = from.digits;
    } else if (str_empty(to.head) && to.digits.len == from.digits.len) {
        to.head = from.head;
    }
    return between(&from, &to, max, ret);
}

/* Where the one '-' (or the longer one that word processors make of it) stands between digits. */
static bool dash(struct str piece, struct str *ret_first, struct str *ret_last)
{
    static const char en_dash[] = "\xE2\x80\x93";
    size_t at = 0;
    while (at < piece.len && (is_digit(piece.ptr[at]) || piece.ptr[at] == ' '))
        at++;
    struct str rest = str_slice(piece, at, piece.len);
    size_t len = str_starts(rest, STR("-")) ? 1 : str_starts(rest, STR(en_dash)) ? 3 : 0;
    *ret_first = str_trim(str_slice(piece, 0, at));
    *ret_last = str_trim(str_slice(rest, len, rest.len));
    return len && all_digits(*ret_first) && all_digits(*ret_last) && ret_first->len <= SERIAL_RANGE_DIGITS &&
           ret_last->len <= SERIAL_RANGE_DIGITS;
}

/* "100+20", "SN0098+20" */
static bool plus(struct str piece, struct counted *ret_from, int64_t *ret_count)
{
    size_t at = piece.len;
    while (at > 0 && piece.ptr[at - 1] != '+')
        at--;
    struct str many = str_trim(str_slice(piece, at, piece.len));
    return at > 0 && all_digits(many) && many.len <= 6 && str_int64(many, ret_count) && *ret_count > 0 &&
           counted(str_trim(str_slice(piece, 0, at - 1)), ret_from);
}

enum serial_range_verdict serial_range_read(struct str piece, int64_t max, struct serial_range *ret)
{
    struct str first, last;
    struct counted from, to;
    int64_t count;
    size_t at = find_dots(piece);
    *ret = (struct serial_range){.head = piece, .count = 1};
    if (at < piece.len)
        return dots(str_trim(str_slice(piece, 0, at)), str_trim(str_slice(piece, at + 2, piece.len)), max, ret);
    if (dash(piece, &first, &last) && counted(first, &from) && counted(last, &to)) {
        enum serial_range_verdict v = between(&from, &to, max, ret);
        if (v == SERIAL_RANGE_GOOD || v == SERIAL_RANGE_TOO_MANY)
            return v;
        *ret = (struct serial_range){.head = piece, .count = 1}; /* a serial with a hyphen in it */
        return SERIAL_RANGE_GOOD;
    }
    return plus(piece, &from, &count) ? range_of(&from, count, max, ret) : SERIAL_RANGE_GOOD;
}

const char *serial_range_why(enum serial_range_verdict verdict)
{
    switch (verdict) {
    case SERIAL_RANGE_PREFIXES:
        return "both ends must begin alike and end in digits, as in SN0098..SN0103";
    case SERIAL_RANGE_FALLS:
        return "it ends before it begins";
    case SERIAL_RANGE_WIDTHS:
        return "with zeros in front both ends must have the same number of digits";
    case SERIAL_RANGE_TOO_MANY:
        return "it stands for too many serials";
    default:
        return "";
    }
}

struct str serial_range_at(struct arena *a, const struct serial_range *r, int64_t i)
{
    if (r->width == 0)
        return r->head;
    return arena_fmt(a, "%.*s%0*lld", STR_ARG(r->head), r->width, (long long)r->first + (long long)i);
}

static bool stands_between(char c)
{
    return c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t';
}

bool serial_range_piece(struct str *rest, struct str *ret)
{
    while (rest->len) {
        size_t end = 0;
        while (end < rest->len && !stands_between(rest->ptr[end]))
            end++;
        struct str piece = str_trim(str_slice(*rest, 0, end));
        *rest = str_slice(*rest, end + 1, rest->len);
        if (piece.len >= 2 && piece.ptr[0] == '"' && piece.ptr[piece.len - 1] == '"')
            piece = str_slice(piece, 1, piece.len - 2);
        if (str_empty(piece))
            continue;
        *ret = piece;
        return true;
    }
    return false;
}
