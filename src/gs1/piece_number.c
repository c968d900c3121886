/*
 * piece_number: check digits and characters, prefixes, pieces of a total. See piece.h.
 */
#include "gs1/piece.h"

#include "gs1/check.h"
#include "gs1/value.h"

static const char SET_X[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
static const char SET_CHECK[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; /* 32 characters that nobody confuses */

bool gs1_piece_csum(const struct gs1_piece *p)
{
    struct str body = str_slice(p->text, 0, p->text.len - 1);
    char right = gs1_check_digit(body), is = p->text.ptr[body.len];
    if (right == is)
        return true;
    return gs1_problem_set(p->problem, GS1_RULE_CHECK_DIGIT, p->number, p->at + body.len,
                           "The check digit of AI (%s) is wrong: %.*s ends in %c, and %c would be right. A digit was "
                           "misread or mistyped.",
                           p->number, STR_ARG(p->text), is, right);
}

static bool reference_value(const char *set, char c, unsigned *ret)
{
    const char *found = c ? strchr(set, c) : NULL;
    if (found)
        *ret = (unsigned)(found - set);
    return found != NULL;
}

bool gs1_check_characters(struct str text, char ret[2])
{
    static const unsigned char primes[] = {2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                           41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
    unsigned sum = 0, value = 0;
    if (text.len == 0 || text.len > sizeof primes)
        return false;
    for (size_t i = 0; i < text.len; i++) { /* weights from the right */
        if (!reference_value(SET_X, text.ptr[text.len - 1 - i], &value))
            return false;
        sum += value * primes[i];
    }
    sum %= 1021;
    ret[0] = SET_CHECK[sum >> 5];
    ret[1] = SET_CHECK[sum & 31];
    return true;
}

bool gs1_piece_csumalpha(const struct gs1_piece *p)
{
    struct str body = str_slice(p->text, 0, p->text.len > 2 ? p->text.len - 2 : 0);
    char right[2];
    if (!gs1_check_characters(body, right))
        return gs1_problem_set(p->problem, GS1_RULE_SHORT, p->number, p->at,
                               "The value of AI (%s) is too short: it ends in two check characters, and there must be "
                               "something before them.",
                               p->number);
    const char *is = p->text.ptr + body.len;
    if (is[0] == right[0] && is[1] == right[1])
        return true;
    gs1_problem_set(p->problem, GS1_RULE_CHECK_CHARACTERS, p->number, p->at + body.len,
                    "The check characters of AI (%s) are wrong: %.*s ends in %c%c, and %c%c would be right.", p->number,
                    STR_ARG(p->text), is[0], is[1], right[0], right[1]);
    if ((is[0] | 32) == (right[0] | 32) && (is[1] | 32) == (right[1] | 32))
        gs1_problem_add(p->problem, "They are capital letters.");
    return false;
}

static bool company_prefix(const struct gs1_piece *p, size_t from)
{
    for (size_t i = from; i < from + 2; i++) {
        if (i >= p->text.len)
            return gs1_problem_set(p->problem, GS1_RULE_COMPANY_PREFIX, p->number, p->at,
                                   "The value of AI (%s) is too short to hold a GS1 Company Prefix.", p->number);
        if (!gs1_is_digit(p->text.ptr[i]))
            return gs1_problem_set(p->problem, GS1_RULE_COMPANY_PREFIX, p->number, p->at + i,
                                   "The value of AI (%s) begins with a GS1 Company Prefix, which has digits only, not "
                                   "\"%c\" at character %zu.",
                                   p->number, p->text.ptr[i], p->at + i + 1);
    }
    return true;
}

bool gs1_piece_gcppos1(const struct gs1_piece *p)
{
    return company_prefix(p, 0);
}

bool gs1_piece_gcppos2(const struct gs1_piece *p)
{
    return company_prefix(p, 1);
}

static bool only_zeros(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '0')
            return false;
    }
    return true;
}

bool gs1_piece_zero(const struct gs1_piece *p)
{
    return only_zeros(p->text) ||
           gs1_problem_set(p->problem, GS1_RULE_ZERO, p->number, p->at,
                           "Character %zu of AI (%s) must be 0, not \"%.*s\".", p->at + 1, p->number, STR_ARG(p->text));
}

bool gs1_piece_nonzero(const struct gs1_piece *p)
{
    return !only_zeros(p->text) || gs1_problem_set(p->problem, GS1_RULE_NOT_ZERO, p->number, p->at,
                                                   "\"%.*s\" at character %zu of AI (%s) must not be zero.",
                                                   STR_ARG(p->text), p->at + 1, p->number);
}

bool gs1_piece_nozeroprefix(const struct gs1_piece *p)
{
    if (p->text.len == 1 || p->text.ptr[0] != '0')
        return true;
    return gs1_problem_set(p->problem, GS1_RULE_LEADING_ZERO, p->number, p->at,
                           "The value of AI (%s) must not begin with 0: %.*s.", p->number, STR_ARG(p->text));
}

bool gs1_piece_hasnondigit(const struct gs1_piece *p)
{
    for (size_t i = 0; i < p->text.len; i++) {
        if (!gs1_is_digit(p->text.ptr[i]))
            return true;
    }
    return gs1_problem_set(p->problem, GS1_RULE_NON_DIGIT, p->number, p->at,
                           "The value of AI (%s) must have at least one character that is no digit.", p->number);
}

static bool at_most(const struct gs1_piece *p, const char *most, enum gs1_rule rule, const char *what)
{
    if (memcmp(p->text.ptr, most, p->text.len) <= 0)
        return true;
    return gs1_problem_set(p->problem, rule, p->number, p->at,
                           "%.*s at character %zu of AI (%s) is no %s: at most %s is allowed.", STR_ARG(p->text),
                           p->at + 1, p->number, what, most);
}

bool gs1_piece_latitude(const struct gs1_piece *p)
{
    return at_most(p, "1800000000", GS1_RULE_LATITUDE, "latitude");
}

bool gs1_piece_longitude(const struct gs1_piece *p)
{
    return at_most(p, "3600000000", GS1_RULE_LONGITUDE, "longitude");
}

bool gs1_piece_pieceoftotal(const struct gs1_piece *p)
{
    unsigned piece = gs1_piece_value(p->text, 0, 2), total = gs1_piece_value(p->text, 2, 2);
    if (piece > 0 && total > 0 && piece <= total)
        return true;
    return gs1_problem_set(p->problem, GS1_RULE_PIECE, p->number, p->at,
                           "\"%.*s\" at character %zu of AI (%s) says piece %u of %u: neither may be zero, and the "
                           "piece not above the total.",
                           STR_ARG(p->text), p->at + 1, p->number, piece, total);
}

static bool ordinal(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!gs1_is_digit(s.ptr[i]))
            return false;
    }
    return s.len > 0 && s.ptr[0] != '0';
}

bool gs1_piece_posinseqslash(const struct gs1_piece *p)
{
    size_t slash = str_find(p->text, '/');
    struct str position = str_slice(p->text, 0, slash), end = str_slice(p->text, slash + 1, p->text.len);
    if (ordinal(position) && ordinal(end) &&
        (position.len < end.len || (position.len == end.len && str_cmp(position, end) <= 0)))
        return true;
    return gs1_problem_set(p->problem, GS1_RULE_POSITION, p->number, p->at,
                           "\"%.*s\" of AI (%s) is no position in a sequence: write it as 1/3, without leading zeros, "
                           "the first number not above the second.",
                           STR_ARG(p->text), p->number);
}
