/*
 * piece_code: codes from lists (countries, currencies, package types ...), IBAN, percent-encoded text. See piece.h.
 */
#include "gs1/piece.h"

#include <stdlib.h>

#include "gs1/codes.h"

static int compare(const void *key, const void *item)
{
    return str_cmp(*(const struct str *)key, str_of(*(const char *const *)item));
}

static bool listed(struct str code, const char *const *list, size_t count)
{
    return bsearch(&code, list, count, sizeof *list, compare) != NULL;
}

static bool has_small_letter(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
            return true;
    }
    return false;
}

static bool one_of(const struct gs1_piece *p, const char *const *list, size_t count, enum gs1_rule rule,
                   const char *what)
{
    if (listed(p->text, list, count))
        return true;
    gs1_problem_set(p->problem, rule, p->number, p->at, "\"%.*s\" at character %zu of AI (%s) is no %s.",
                    STR_ARG(p->text), p->at + 1, p->number, what);
    if (has_small_letter(p->text))
        gs1_problem_add(p->problem, "It is written in capitals.");
    return false;
}

bool gs1_piece_iso3166(const struct gs1_piece *p)
{
    return one_of(p, gs1_country_numbers, gs1_country_numbers_count, GS1_RULE_COUNTRY_NUMBER,
                  "country code of ISO 3166-1 (three digits)");
}

bool gs1_piece_iso3166999(const struct gs1_piece *p)
{
    return str_is(p->text, "999") || one_of(p, gs1_country_numbers, gs1_country_numbers_count, GS1_RULE_COUNTRY_NUMBER,
                                            "country code of ISO 3166-1 (three digits), nor 999 for several countries");
}

bool gs1_piece_iso3166alpha2(const struct gs1_piece *p)
{
    return one_of(p, gs1_country_letters, gs1_country_letters_count, GS1_RULE_COUNTRY_LETTERS,
                  "country code of ISO 3166-1 (two letters)");
}

bool gs1_piece_iso4217(const struct gs1_piece *p)
{
    return one_of(p, gs1_currencies, gs1_currencies_count, GS1_RULE_CURRENCY,
                  "currency code of ISO 4217 (three digits)");
}

bool gs1_piece_mediatype(const struct gs1_piece *p)
{
    return one_of(p, gs1_media_types, gs1_media_types_count, GS1_RULE_MEDIA_TYPE, "AIDC media type (01-10, 80-99)");
}

bool gs1_piece_packagetype(const struct gs1_piece *p)
{
    return one_of(p, gs1_package_types, gs1_package_types_count, GS1_RULE_PACKAGE_TYPE,
                  "package type of UN/CEFACT Recommendation 21");
}

static bool one_character(const struct gs1_piece *p, const char *allowed, enum gs1_rule rule, const char *meaning)
{
    if (p->text.len == 1 && strchr(allowed, p->text.ptr[0]))
        return true;
    return gs1_problem_set(p->problem, rule, p->number, p->at, "\"%.*s\" at character %zu of AI (%s) must be %s.",
                           STR_ARG(p->text), p->at + 1, p->number, meaning);
}

bool gs1_piece_iso5218(const struct gs1_piece *p)
{
    return one_character(p, "0129", GS1_RULE_SEX,
                         "0 (not known), 1 (male), 2 (female) or 9 (not applicable), as ISO/IEC 5218 has it");
}

bool gs1_piece_yesno(const struct gs1_piece *p)
{
    return one_character(p, "01", GS1_RULE_YES_NO, "0 (no) or 1 (yes)");
}

bool gs1_piece_winding(const struct gs1_piece *p)
{
    return one_character(p, "019", GS1_RULE_WINDING, "0 (face out), 1 (face in) or 9 (undefined)");
}

bool gs1_piece_hyphen(const struct gs1_piece *p)
{
    return one_character(p, "-", GS1_RULE_HYPHEN, "a hyphen, which means minus, or be left out");
}

bool gs1_piece_importeridx(const struct gs1_piece *p)
{
    return one_character(p, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", GS1_RULE_IMPORTER,
                         "an importer index: one of 0-9 A-Z a-z - _");
}

static bool is_hex(char c)
{
    return gs1_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

bool gs1_piece_pcenc(const struct gs1_piece *p)
{
    struct str s = p->text;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '%' && (i + 2 >= s.len || !is_hex(s.ptr[i + 1]) || !is_hex(s.ptr[i + 2])))
            return gs1_problem_set(p->problem, GS1_RULE_PERCENT, p->number, p->at + i,
                                   "%% at character %zu of AI (%s) must be followed by two hexadecimal digits; a "
                                   "percent sign itself is %%25.",
                                   p->at + i + 1, p->number);
    }
    return true;
}

/* ISO 13616: the first four characters behind the others, letters as 10 to 35; the remainder by 97 is 1. */
static unsigned iban_remainder(struct str s)
{
    unsigned sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[(i + 4) % s.len];
        sum = gs1_is_digit(c) ? (sum * 10 + (unsigned)(c - '0')) % 97 : (sum * 100 + (unsigned)(c - 'A' + 10)) % 97;
    }
    return sum;
}

bool gs1_piece_iban(const struct gs1_piece *p)
{
    struct str s = p->text;
    if (s.len <= 4)
        return gs1_problem_set(p->problem, GS1_RULE_IBAN, p->number, p->at,
                               "\"%.*s\" of AI (%s) is too short to be an IBAN.", STR_ARG(s), p->number);
    for (size_t i = 0; i < s.len; i++) {
        if (!gs1_is_digit(s.ptr[i]) && (s.ptr[i] < 'A' || s.ptr[i] > 'Z'))
            return gs1_problem_set(p->problem, GS1_RULE_IBAN, p->number, p->at + i,
                                   "\"%c\" at character %zu of AI (%s) cannot be in an IBAN: digits and capital "
                                   "letters only.",
                                   s.ptr[i], p->at + i + 1, p->number);
    }
    if (!listed(str_slice(s, 0, 2), gs1_country_letters, gs1_country_letters_count))
        return gs1_problem_set(p->problem, GS1_RULE_IBAN, p->number, p->at,
                               "The IBAN of AI (%s) begins with \"%.2s\", which is no country code.", p->number, s.ptr);
    return iban_remainder(s) == 1 || gs1_problem_set(p->problem, GS1_RULE_IBAN, p->number, p->at + 2,
                                                     "The check digits \"%.2s\" of the IBAN %.*s of AI (%s) do not fit "
                                                     "the rest.",
                                                     s.ptr + 2, STR_ARG(s), p->number);
}
