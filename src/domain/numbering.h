/*
 * numbering: schemes by which numbers are made: their small language, what lets a counter begin anew, and the number itself. Pure: the
 * counter, the facts and the random bytes are handed in. What serials of others look like is domain/serial_format.h.
 *
 *     {seq:6}        the counter, 6 digits, zeros in front       {sku}    the product's SKU
 *     {random:10}    10 characters that nobody can guess         {site}   code of the site
 *     {yyyy} {yy}    the year, and its last two digits           {lot}    the lot's number
 *     {mm} {dd}      month and day of the month                  {check:mod10}     GS1's check digit over all before it
 *     {ddd}          day of the year                             {check:luhn}      Luhn's, as IMEIs have it
 *     {ww}           week of ISO 8601, 01 to 53                  {check:mod37_36}  ISO/IEC 7064, MOD 37,36
 *     \{             the character { itself; likewise for any other; else the character itself
 *
 * Beside {ww} the year is the one that the week belongs to (1 January 2027 is in week 53 of 2026). The date is that of the command's
 * time in the zone that it was given in; without a time it is the day in UTC.
 */
#ifndef DOMAIN_NUMBERING_H
#define DOMAIN_NUMBERING_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/time.h"
#include "domain/refusal.h"

enum numbering_kind { NUMBERING_UNIT, NUMBERING_PACKAGE, NUMBERING_KINDS };
extern const char *const numbering_kind_names[NUMBERING_KINDS]; /* "unit", "package" */

/* What lets a scheme's counter begin anew; there is one counter for each year, each site ... */
enum numbering_restart {
    RESTART_YEAR,
    RESTART_MONTH,
    RESTART_WEEK,
    RESTART_DAY,
    RESTART_SITE,
    RESTART_LOT,
    RESTART_PRODUCT,
    RESTARTS
};
#define RESTART_BIT(r) (1U << (r))
extern const char *const numbering_restart_names[RESTARTS]; /* "year" ... */

struct numbering_scheme {
    int64_t id; /* 0: not stored yet */
    struct str code, name;
    enum numbering_kind kind;
    struct str pattern;
    unsigned restart; /* RESTART_BITs */
    int64_t first;    /* with which number counters begin */
    bool active;
    msec created_at;
    int64_t version;
    struct str format; /* of the numbers it makes, as domain/serial_format.h; filled in for who reads it */
};

/* ---- patterns ---- */

enum numbering_part_kind {
    PART_TEXT,
    PART_SEQ,
    PART_RANDOM,
    PART_YYYY,
    PART_YY,
    PART_MM,
    PART_DD,
    PART_DDD,
    PART_WW,
    PART_SKU,
    PART_SITE,
    PART_LOT,
    PART_CHECK
};
#define PART_BIT(kind) (1U << (kind))

enum numbering_check { CHECK_MOD10, CHECK_LUHN, CHECK_MOD37_36, NUMBERING_CHECKS };

struct numbering_part {
    enum numbering_part_kind kind;
    int width;                  /* seq, random */
    enum numbering_check check; /* check */
    struct str text;            /* text */
    size_t at;                  /* which character of the pattern it begins with, from 1 */
};

enum {
    NUMBERING_PARTS_MAX = 32,
    NUMBERING_SEQ_MAX = 15,    /* digits of a counter */
    NUMBERING_RANDOM_MAX = 32, /* random characters */
    NUMBERING_BYTES_MAX = LIMIT_SERIAL_CHARS * 4,
    NUMBERING_GUESS_ODDS = 10000 /* one guess in so many may hit a number that exists, at most */
};

/* Capitals and digits: of 0 O, 1 I L, 2 Z, 5 S and 8 B at most one each, as they are taken for each other, and no vowels, so that no words come
 * out. 24 characters: 4.58 bits each. */
#define NUMBERING_ALPHABET "2346789CDFGHJKMNPQRTVWXY"

struct numbering_pattern {
    struct numbering_part parts[NUMBERING_PARTS_MAX];
    size_t count;
    unsigned has; /* PART_BITs */
    int seq_width, random_width;
};

/* Read it; the refusal names the character where it is wrong, and what is allowed there. */
bool numbering_pattern_read(struct arena *a, struct str text, struct numbering_pattern *ret, struct refusal *refusal);
/* The format that all its numbers have (domain/serial_format.h), in the arena. */
struct str numbering_pattern_format(struct arena *a, const struct numbering_pattern *p);
/* Well formed, and what it asks for goes together: kind, pattern, restart, first. */
bool numbering_scheme_valid(struct arena *a, const struct numbering_scheme *s, struct refusal *refusal);

/* ---- numbers ---- */

/* What is known when numbers are made. */
struct numbering_facts {
    struct str sku, site, lot; /* empty: not given */
    struct time_zoned time;
};

/* A pattern with the facts in it: what is left are the counter, random characters and checks. */
struct numbering_maker {
    struct numbering_part parts[NUMBERING_PARTS_MAX]; /* text, seq, random, check only */
    size_t count;
    int seq_width, random_width;
    struct str
        head; /* the text before the counter, when that comes before all that is random or checked: numbers sort by it */
    bool sorted;  /* numbers rise with the counter, as bytes */
    size_t chars; /* of each number */
};

/* The facts that the pattern and restart need are there, and the number will be a serial or a package's code. */
bool numbering_prepare(struct arena *a, const struct numbering_scheme *s, const struct numbering_facts *facts,
                       struct numbering_maker *ret, struct refusal *refusal);
/* What the counter counts: "2026 BER"; empty: everything. In the arena; the facts are there (numbering_prepare). */
struct str numbering_period(struct arena *a, const struct numbering_scheme *s, const struct numbering_facts *facts);
/* Random bytes, portion by portion; fill is random_bytes() but in tests. */
struct numbering_dice {
    void (*fill)(void *out, size_t len);
    size_t left;
    unsigned char bytes[1024];
};
/* The number with this counter into out; its length. The counter fits its width. dice NULL: '?' for what is random. */
size_t numbering_make(const struct numbering_maker *m, int64_t seq, struct numbering_dice *dice,
                      char out[NUMBERING_BYTES_MAX]);
/* Greatest counter that its width holds. */
int64_t numbering_seq_max(int width);
/* May one guess at one of `issued` numbers with so many random characters? Otherwise *ret_width would do. */
bool numbering_hard_to_guess(int width, int64_t issued, int *ret_width);

/* ---- check characters ---- */

/* Check character behind text; '\0' when text has what cannot be checked (or nothing). Luhn: ISO/IEC 7812-1 annex B; mod10: GS1 General
 * Specifications 7.9; mod37_36: ISO/IEC 7064, hybrid system, 0-9 and A-Z. */
char numbering_check_char(enum numbering_check check, struct str text);

#endif
