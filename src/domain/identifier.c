#include "domain/identifier.h"

#include "base/limits.h"
#include "domain/valid.h"

static const char field[] = "identifiers";

enum { IMEI_DIGITS = 15, MAC_DIGITS = 12, EPC_HEX_MIN = 16, EPC_HEX_MAX = 124 };

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'F');
}

static bool all(struct str s, bool (*is)(char))
{
    for (size_t i = 0; i < s.len; i++)
        if (!is(s.ptr[i]))
            return false;
    return s.len > 0;
}

/* s in capitals without any of the characters dropped; {NULL,0} when the arena is used up. */
static struct str squeeze(struct arena *a, struct str s, const char *dropped)
{
    char *out = arena_alloc(a, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < s.len; i++)
        if (s.ptr[i] == '\0' || !strchr(dropped, s.ptr[i]))
            out[len++] = upper(s.ptr[i]);
    return (struct str){out, len};
}

/* Luhn's digit for behind digits: from the right every other one doubled, digits of the products added up. */
static char luhn_digit(struct str digits)
{
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int d = digits.ptr[digits.len - 1 - i] - '0';
        int v = i % 2 == 0 ? d * 2 : d;
        sum += v > 9 ? v - 9 : v;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static bool normal_imei(struct arena *a, struct str value, struct refusal *refusal, struct str *ret)
{
    struct str imei = squeeze(a, value, " -");
    if (imei.len != IMEI_DIGITS || !all(imei, is_digit))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "an imei has 15 digits: %.*s", STR_ARG(value));
    char expected = luhn_digit(str_slice(imei, 0, IMEI_DIGITS - 1));
    if (imei.ptr[IMEI_DIGITS - 1] != expected)
        return refuse(refusal, a, REFUSED_BAD_CHECK_DIGIT, field, "the last digit of imei %.*s must be %c",
                      STR_ARG(value), expected);
    *ret = imei;
    return true;
}

static bool normal_mac(struct arena *a, struct str value, struct refusal *refusal, struct str *ret)
{
    struct str m = squeeze(a, value, ":-. ");
    if (m.len != MAC_DIGITS || !all(m, is_hex))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "a mac has 12 digits 0-9 and A-F: %.*s", STR_ARG(value));
    const char *p = m.ptr;
    *ret = arena_fmt(a, "%.2s:%.2s:%.2s:%.2s:%.2s:%.2s", p, p + 2, p + 4, p + 6, p + 8, p + 10);
    return true;
}

static bool normal_text(struct arena *a, struct str value, struct refusal *refusal, struct str *ret)
{
    if (!valid_text(a, value, field, LIMIT_SERIAL_CHARS, VALID_NEEDED, refusal))
        return false;
    if (str_trim(value).len != value.len)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "an identifier must not begin or end with a space");
    *ret = value;
    return true;
}

static bool normal_epc(struct arena *a, struct str value, struct refusal *refusal, struct str *ret)
{
    if (str_starts(value, STR("urn:epc:")))
        return normal_text(a, value, refusal, ret);
    struct str hex = squeeze(a, value, "");
    if (hex.len < EPC_HEX_MIN || hex.len > EPC_HEX_MAX || hex.len % 4 != 0 || !all(hex, is_hex))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field,
                      "an epc begins with urn:epc: or is a tag's memory in hex digits: %.*s", STR_ARG(value));
    *ret = hex;
    return true;
}

static const struct {
    const char *kind;
    bool (*normalise)(struct arena *a, struct str value, struct refusal *refusal, struct str *ret);
} rules[] = {
    {"imei", normal_imei},
    {"mac", normal_mac},
    {"epc", normal_epc},
};

bool identifier_kind_valid(struct arena *a, struct str kind, struct refusal *refusal)
{
    bool good = kind.len >= 1 && kind.len <= LIMIT_CODE_CHARS;
    for (size_t i = 0; i < kind.len && good; i++)
        good = is_digit(kind.ptr[i]) || kind.ptr[i] == '_' || (kind.ptr[i] >= 'a' && kind.ptr[i] <= 'z');
    if (!good)
        return refuse(
            refusal, a, REFUSED_BAD_VALUE, field,
            "a kind of identifier is a word of a-z, 0-9 and _, such as imei or asset_tag, of at most %d characters",
            LIMIT_CODE_CHARS);
    return true;
}

bool identifier_normalise(struct arena *a, struct str kind, struct str value, struct refusal *refusal, struct str *ret)
{
    if (!identifier_kind_valid(a, kind, refusal))
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (str_is(kind, rules[i].kind))
            return rules[i].normalise(a, value, refusal, ret);
    return normal_text(a, value, refusal, ret);
}
