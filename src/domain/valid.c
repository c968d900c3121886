#include "domain/valid.h"

#include <inttypes.h>

#include "base/json.h"
#include "base/limits.h"
#include "gs1/check.h"

static bool has_control(struct str s, bool lines)
{
    if (!lines)
        return str_has_control(s);
    for (size_t i = 0; i < s.len; i++)
        if (str_has_control(str_slice(s, i, 1)) && !memchr("\t\r\n", s.ptr[i], 3))
            return true;
    return false;
}

bool valid_text(struct arena *a, struct str text, const char *field, size_t chars_max, unsigned flags,
                struct refusal *refusal)
{
    if ((flags & VALID_NEEDED) && str_empty(text))
        return refuse(refusal, a, REFUSED_MISSING_FIELD, field, "%s must not be empty", field);
    if ((flags & VALID_NEEDED) && str_empty(str_trim(text)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s must not be blank", field);
    if (str_chars(text) > chars_max)
        return refuse(refusal, a, REFUSED_TOO_LONG, field, "%s has %zu characters; at most %zu are allowed", field,
                      str_chars(text), chars_max);
    if (has_control(text, flags & VALID_LINES))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s has a control character in it, such as a TAB", field);
    return true;
}

bool valid_code(struct arena *a, struct str code, const char *field, struct refusal *refusal)
{
    if (!valid_text(a, code, field, LIMIT_CODE_CHARS, VALID_NEEDED, refusal))
        return false;
    if (str_trim(code).len != code.len)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s must not begin or end with a space", field);
    if (str_is(code, ".") || str_is(code, "..")) /* clients take them out of an address */
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s must not be %.*s alone", field, STR_ARG(code));
    return true;
}

static bool key_verdict(struct arena *a, enum gs1_verdict v, struct str key, const char *field, const char *lengths,
                        char expected, struct refusal *refusal)
{
    switch (v) {
    case GS1_VALID:
        return true;
    case GS1_NOT_DIGITS:
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s must be %s digits and nothing else", field, lengths);
    case GS1_WRONG_LENGTH:
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s has %zu digits; it must have %s", field, key.len,
                      lengths);
    case GS1_WRONG_CHECK_DIGIT:
        return refuse(refusal, a, REFUSED_BAD_CHECK_DIGIT, field, "the last digit of %s %.*s must be %c", field,
                      STR_ARG(key), expected);
    }
    return false;
}

bool valid_gtin(struct arena *a, struct str gtin, const char *field, struct refusal *refusal)
{
    char expected = 0;
    enum gs1_verdict v = str_empty(gtin) ? GS1_VALID : gs1_gtin_check(gtin, &expected);
    return key_verdict(a, v, gtin, field, "8, 12, 13 or 14", expected, refusal);
}

bool valid_gln(struct arena *a, struct str gln, const char *field, struct refusal *refusal)
{
    char expected = 0;
    enum gs1_verdict v = str_empty(gln) ? GS1_VALID : gs1_gln_check(gln, &expected);
    return key_verdict(a, v, gln, field, "13", expected, refusal);
}

bool valid_range(struct arena *a, int64_t v, const char *field, int64_t min, int64_t max, struct refusal *refusal)
{
    if (v < min || v > max)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field,
                      "%s is %" PRId64 "; it must be between %" PRId64 " and %" PRId64, field, v, min, max);
    return true;
}

bool valid_date(struct arena *a, msec at, const char *field, struct refusal *refusal)
{
    const msec end = INT64_C(7258118400000); /* 2200-01-01 */
    if (at < 0 || at >= end)
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s must be in the years 1970 to 2199", field);
    return true;
}

bool valid_attributes(struct arena *a, struct str json, struct refusal *refusal)
{
    if (str_empty(json))
        return true;
    if (json.len > LIMIT_ATTRIBUTES_BYTES)
        return refuse(refusal, a, REFUSED_TOO_LONG, "attributes", "attributes have %zu bytes; at most %d are allowed",
                      json.len, LIMIT_ATTRIBUTES_BYTES);
    struct json_error error;
    struct json *v = json_parse(json, &error);
    bool object = json_kind(v) == JSON_OBJECT;
    json_free(v);
    if (!object)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "attributes", "attributes must be a JSON object");
    return true;
}
