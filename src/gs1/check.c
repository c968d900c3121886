/*
 * check: see the header.
 */
#include "gs1/check.h"

enum { GTIN_LENGTHS = 1 << 8 | 1 << 12 | 1 << 13 | 1 << 14 };

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    }
    return s.len > 0;
}

char gs1_check_digit(struct str digits)
{
    if (!all_digits(digits))
        return '\0';
    unsigned sum = 0, weight = 3; /* 3, 1, 3, 1 ... from the right */
    for (size_t i = digits.len; i > 0; i--, weight ^= 2)
        sum = (sum + weight * (unsigned)(digits.ptr[i - 1] - '0')) % 10;
    return (char)('0' + (10 - sum) % 10);
}

bool gs1_check_ok(struct str digits)
{
    if (digits.len < 2 || !all_digits(digits))
        return false;
    return gs1_check_digit(str_slice(digits, 0, digits.len - 1)) == digits.ptr[digits.len - 1];
}

/* lengths is the set of right ones: bit n for n digits. */
static enum gs1_verdict check(struct str text, uint32_t lengths, char *ret_expected)
{
    if (!all_digits(text))
        return GS1_NOT_DIGITS;
    if (text.len > 31 || !(lengths >> text.len & 1))
        return GS1_WRONG_LENGTH;
    char expected = gs1_check_digit(str_slice(text, 0, text.len - 1));
    if (expected == text.ptr[text.len - 1])
        return GS1_VALID;
    if (ret_expected)
        *ret_expected = expected;
    return GS1_WRONG_CHECK_DIGIT;
}

enum gs1_verdict gs1_gtin_check(struct str text, char *ret_expected)
{
    return check(text, GTIN_LENGTHS, ret_expected);
}

enum gs1_verdict gs1_gln_check(struct str text, char *ret_expected)
{
    return check(text, 1u << GS1_GLN_LEN, ret_expected);
}

enum gs1_verdict gs1_sscc_check(struct str text, char *ret_expected)
{
    return check(text, 1u << GS1_SSCC_LEN, ret_expected);
}

enum gs1_verdict gs1_gtin_normalise(struct str text, char *ret_expected, char ret_gtin[GS1_GTIN_LEN + 1])
{
    enum gs1_verdict verdict = gs1_gtin_check(text, ret_expected);
    if (verdict == GS1_VALID)
        gs1_gtin_fill(text, ret_gtin);
    return verdict;
}

bool gs1_gtin_fill(struct str text, char ret_gtin[GS1_GTIN_LEN + 1])
{
    if (text.len > GS1_GTIN_LEN || !(GTIN_LENGTHS >> text.len & 1))
        return false;
    memset(ret_gtin, '0', GS1_GTIN_LEN);
    memcpy(ret_gtin + GS1_GTIN_LEN - text.len, text.ptr, text.len);
    ret_gtin[GS1_GTIN_LEN] = '\0';
    return true;
}
