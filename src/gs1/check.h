/*
 * check: the GS1 mod-10 check digit and the plain numeric keys that end in it: GTIN-8/12/13/14, GLN, SSCC.
 * (General Specifications 7.9.) Longer keys that begin with such a number (GRAI, GDTI ...) are for the parser of element
 * strings; pairs of check characters (GMN) are another rule.
 */
#ifndef GS1_CHECK_H
#define GS1_CHECK_H

#include "base/str.h"

enum gs1_verdict {
    GS1_VALID,
    GS1_NOT_DIGITS,       /* something in it is no digit 0-9, or it is empty */
    GS1_WRONG_LENGTH,     /* digits only, but not as many as the key has */
    GS1_WRONG_CHECK_DIGIT /* all is well but the last digit */
};

enum { GS1_GTIN_LEN = 14, GS1_GLN_LEN = 13, GS1_SSCC_LEN = 18 };

/* Check digit ('0'..'9') that belongs behind digits; '\0' when digits holds anything else than digits, or nothing. */
char gs1_check_digit(struct str digits);
/* True when digits has two digits or more, all are digits, and the last one is right for those before it. */
bool gs1_check_ok(struct str digits);

/* What is wrong with a key. On GS1_WRONG_CHECK_DIGIT, and only then, *ret_expected is the digit that would be right
 * (ret_expected may be NULL). No white space is skipped. */
enum gs1_verdict gs1_gtin_check(struct str text, char *ret_expected); /* 8, 12, 13 or 14 digits */
enum gs1_verdict gs1_gln_check(struct str text, char *ret_expected);
enum gs1_verdict gs1_sscc_check(struct str text, char *ret_expected);
/* As gs1_gtin_check; on GS1_VALID ret_gtin is the 14-digit form (zeros put in front) and a NUL. */
enum gs1_verdict gs1_gtin_normalise(struct str text, char *ret_expected, char ret_gtin[GS1_GTIN_LEN + 1]);
/* Whatever is 8, 12, 13 or 14 bytes long with zeros in front to 14, unchecked, and a NUL; false when it is another length. */
bool gs1_gtin_fill(struct str text, char ret_gtin[GS1_GTIN_LEN + 1]);

#endif
