/*
 * piece: the rules for one component of a value, each a small function that takes the component and says yes or fills a problem. The
 * table that names them is in value.c; the characters have been checked before a rule is asked. For src/gs1/ only.
 */
#ifndef GS1_PIECE_H
#define GS1_PIECE_H

#include "gs1/problem.h"

struct gs1_piece {
    const char *number; /* of the AI */
    struct str text;    /* the component; never empty */
    size_t at;          /* where it begins in the value */
    int year;           /* this year */
    struct gs1_problem *problem;
};

typedef bool (*gs1_piece_fn)(const struct gs1_piece *p);

/* check digits, keys, numbers: piece_number.c */
bool gs1_piece_csum(const struct gs1_piece *p);
bool gs1_piece_csumalpha(const struct gs1_piece *p);
bool gs1_piece_gcppos1(const struct gs1_piece *p);
bool gs1_piece_gcppos2(const struct gs1_piece *p);
bool gs1_piece_zero(const struct gs1_piece *p);
bool gs1_piece_nonzero(const struct gs1_piece *p);
bool gs1_piece_nozeroprefix(const struct gs1_piece *p);
bool gs1_piece_hasnondigit(const struct gs1_piece *p);
bool gs1_piece_latitude(const struct gs1_piece *p);
bool gs1_piece_longitude(const struct gs1_piece *p);
bool gs1_piece_pieceoftotal(const struct gs1_piece *p);
bool gs1_piece_posinseqslash(const struct gs1_piece *p);
/* dates and times: piece_date.c */
bool gs1_piece_yymmdd(const struct gs1_piece *p);
bool gs1_piece_yymmd0(const struct gs1_piece *p);
bool gs1_piece_yyyymmdd(const struct gs1_piece *p);
bool gs1_piece_hh(const struct gs1_piece *p);
bool gs1_piece_mi(const struct gs1_piece *p);
bool gs1_piece_ss(const struct gs1_piece *p);
bool gs1_piece_hhmi(const struct gs1_piece *p);
/* codes: piece_code.c */
bool gs1_piece_iso3166(const struct gs1_piece *p);
bool gs1_piece_iso3166999(const struct gs1_piece *p);
bool gs1_piece_iso3166alpha2(const struct gs1_piece *p);
bool gs1_piece_iso4217(const struct gs1_piece *p);
bool gs1_piece_iso5218(const struct gs1_piece *p);
bool gs1_piece_mediatype(const struct gs1_piece *p);
bool gs1_piece_packagetype(const struct gs1_piece *p);
bool gs1_piece_yesno(const struct gs1_piece *p);
bool gs1_piece_winding(const struct gs1_piece *p);
bool gs1_piece_hyphen(const struct gs1_piece *p);
bool gs1_piece_importeridx(const struct gs1_piece *p);
bool gs1_piece_pcenc(const struct gs1_piece *p);
bool gs1_piece_iban(const struct gs1_piece *p);
/* coupons: piece_coupon.c */
bool gs1_piece_couponcode(const struct gs1_piece *p);
bool gs1_piece_couponposoffer(const struct gs1_piece *p);

static inline bool gs1_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Value of the first `digits` digits of s. */
static inline unsigned gs1_piece_value(struct str s, size_t from, size_t digits)
{
    unsigned n = 0;
    for (size_t i = from; i < from + digits; i++)
        n = n * 10 + (unsigned)(s.ptr[i] - '0');
    return n;
}

#endif
