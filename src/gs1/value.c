/*
 * value: see the header. Which rule looks at which component is in spec/gs1.json; the rules are in piece_*.c.
 */
#include "gs1/value.h"

#include "gs1/piece.h"

#define N_ GS1_SET_N
#define X_ GS1_SET_X
#define Y_ GS1_SET_Y
#define Z_ GS1_SET_Z

static const unsigned char sets[256] = {
    ['!'] = X_,
    ['"'] = X_,
    ['%' ... ','] = X_,
    ['#'] = Y_,
    ['-'] = X_ | Y_ | Z_,
    ['.'] = X_,
    ['/'] = X_ | Y_,
    ['0' ... '9'] = N_ | X_ | Y_ | Z_,
    [':' ... '?'] = X_,
    ['_'] = X_ | Z_,
    ['A' ... 'Z'] = X_ | Y_ | Z_,
    ['a' ... 'z'] = X_ | Z_,
};

unsigned gs1_sets_of(char c)
{
    return sets[(unsigned char)c];
}

static const gs1_piece_fn rules[GS1_CHECK_COUNT] = {
    [GS1_CHECK_CSUM] = gs1_piece_csum,
    [GS1_CHECK_CSUMALPHA] = gs1_piece_csumalpha,
    [GS1_CHECK_GCPPOS1] = gs1_piece_gcppos1,
    [GS1_CHECK_GCPPOS2] = gs1_piece_gcppos2,
    [GS1_CHECK_YYMMDD] = gs1_piece_yymmdd,
    [GS1_CHECK_YYMMD0] = gs1_piece_yymmd0,
    [GS1_CHECK_YYYYMMDD] = gs1_piece_yyyymmdd,
    [GS1_CHECK_HH] = gs1_piece_hh,
    [GS1_CHECK_MI] = gs1_piece_mi,
    [GS1_CHECK_SS] = gs1_piece_ss,
    [GS1_CHECK_HHMI] = gs1_piece_hhmi,
    [GS1_CHECK_ISO3166] = gs1_piece_iso3166,
    [GS1_CHECK_ISO3166999] = gs1_piece_iso3166999,
    [GS1_CHECK_ISO3166ALPHA2] = gs1_piece_iso3166alpha2,
    [GS1_CHECK_ISO4217] = gs1_piece_iso4217,
    [GS1_CHECK_ISO5218] = gs1_piece_iso5218,
    [GS1_CHECK_MEDIATYPE] = gs1_piece_mediatype,
    [GS1_CHECK_PACKAGETYPE] = gs1_piece_packagetype,
    [GS1_CHECK_YESNO] = gs1_piece_yesno,
    [GS1_CHECK_WINDING] = gs1_piece_winding,
    [GS1_CHECK_ZERO] = gs1_piece_zero,
    [GS1_CHECK_NONZERO] = gs1_piece_nonzero,
    [GS1_CHECK_NOZEROPREFIX] = gs1_piece_nozeroprefix,
    [GS1_CHECK_HASNONDIGIT] = gs1_piece_hasnondigit,
    [GS1_CHECK_HYPHEN] = gs1_piece_hyphen,
    [GS1_CHECK_IMPORTERIDX] = gs1_piece_importeridx,
    [GS1_CHECK_PCENC] = gs1_piece_pcenc,
    [GS1_CHECK_LATITUDE] = gs1_piece_latitude,
    [GS1_CHECK_LONGITUDE] = gs1_piece_longitude,
    [GS1_CHECK_PIECEOFTOTAL] = gs1_piece_pieceoftotal,
    [GS1_CHECK_POSINSEQSLASH] = gs1_piece_posinseqslash,
    [GS1_CHECK_IBAN] = gs1_piece_iban,
    [GS1_CHECK_COUPONCODE] = gs1_piece_couponcode,
    [GS1_CHECK_COUPONPOSOFFER] = gs1_piece_couponposoffer,
};

/* What each set allows, for the sentence. */
static const struct {
    enum gs1_rule rule;
    const char *allows;
} set_texts[] = {
    [GS1_SET_N] = {GS1_RULE_DIGITS, "digits"},
    [GS1_SET_X] = {GS1_RULE_CHARACTERS, "digits, letters and ! \" % & ' ( ) * + , - . / : ; < = > ? _"},
    [GS1_SET_Y] = {GS1_RULE_CAPITALS, "digits, capital letters and # - /"},
    [GS1_SET_Z] = {GS1_RULE_BASE64, "letters, digits, - and _"},
};

/* Letters that look like digits, in many typefaces and to many eyes. */
static char digit_alike(char c)
{
    static const char letters[] = "OoQDIl|iSsBZzGgb", digits[] = "0000111155822966";
    const char *found = c ? strchr(letters, c) : NULL;
    return found ? digits[found - letters] : '\0';
}

static bool wrong_character(const struct gs1_piece *p, unsigned set, size_t i)
{
    char c = p->text.ptr[i], text[GS1_BYTE_TEXT];
    gs1_problem_set(p->problem, set_texts[set].rule, p->number, p->at + i,
                    "%s at character %zu of AI (%s) is not allowed there, only %s.", gs1_byte_text(c, text),
                    p->at + i + 1, p->number, set_texts[set].allows);
    if (set == GS1_SET_N && digit_alike(c))
        gs1_problem_add(p->problem, "It looks like the digit %c.", digit_alike(c));
    else if (set == GS1_SET_Y && c >= 'a' && c <= 'z')
        gs1_problem_add(p->problem, "Capital letters are needed.");
    return false;
}

/* Filling up to groups of four (RFC 4648); none at all is as good. */
static bool base64_end(const struct gs1_piece *p, size_t len)
{
    size_t filled = p->text.len - len;
    if (filled <= 2 && (filled == 0 || p->text.len % 4 == 0))
        return true;
    return gs1_problem_set(
        p->problem, GS1_RULE_BASE64, p->number, p->at + len,
        "The value of AI (%s) ends in %zu of \"=\", which does not fit its length: leave them out, or "
        "fill up to a multiple of four.",
        p->number, filled);
}

static bool characters(const struct gs1_piece *p, unsigned set)
{
    size_t len = p->text.len;
    if (set == GS1_SET_Z) {
        while (len > 0 && p->text.ptr[len - 1] == '=')
            len--;
    }
    for (size_t i = 0; i < len; i++) {
        if (!(sets[(unsigned char)p->text.ptr[i]] & set))
            return wrong_character(p, set, i);
    }
    return set != GS1_SET_Z || base64_end(p, len);
}

static bool piece_check(const struct gs1_part *part, const struct gs1_piece *p)
{
    if (!characters(p, part->set))
        return false;
    for (size_t i = 0; i < GS1_CHECKS_MAX && part->checks[i]; i++) {
        if (!rules[part->checks[i]](p))
            return false;
    }
    return true;
}

static bool wrong_length(const struct gs1_ai *ai, const char *number, struct str value, struct gs1_problem *ret)
{
    bool is_short = value.len < ai->min;
    enum gs1_rule rule = value.len == 0 ? GS1_RULE_EMPTY_VALUE : is_short ? GS1_RULE_SHORT : GS1_RULE_LONG;
    const char *unit = ai->part_count == 1 && ai->parts[0].set == GS1_SET_N ? "digits" : "characters";
    size_t at = is_short ? value.len : ai->max;
    if (value.len == 0)
        gs1_problem_set(ret, rule, number, 0, "AI (%s) has no value.", number);
    else
        gs1_problem_set(ret, rule, number, at, "The value of AI (%s) is too %s: %zu characters.", number,
                        is_short ? "short" : "long", value.len);
    if (ai->min == ai->max)
        gs1_problem_add(ret, "It has exactly %u %s.", ai->max, unit);
    else
        gs1_problem_add(ret, "It has %u to %u %s.", ai->min, ai->max, unit);
    return false;
}

bool gs1_value_check(const struct gs1_ai *ai, const char *number, struct str value, int year, struct gs1_problem *ret)
{
    if (value.len < ai->min || value.len > ai->max || value.len == 0)
        return wrong_length(ai, number, value, ret);
    size_t at = 0;
    for (size_t i = 0; i < ai->part_count && at < value.len; i++) {
        const struct gs1_part *part = &ai->parts[i];
        struct gs1_piece p = {number, str_slice(value, at, part->max), at, year, ret};
        if (p.text.len < part->min)
            return gs1_problem_set(ret, GS1_RULE_SHORT, number, value.len,
                                   "The value of AI (%s) is cut off: from character %zu on it needs %u characters, and "
                                   "has %zu.",
                                   number, at + 1, part->min, p.text.len);
        if (!piece_check(part, &p))
            return false;
        at += p.text.len;
    }
    return true;
}
