/*
 * numbering: reads patterns and judges schemes. The numbers themselves: numbering_make.c.
 */
#include "domain/numbering.h"

#include "base/buf.h"
#include "domain/valid.h"

const char *const numbering_kind_names[NUMBERING_KINDS] = {"unit", "package"};
const char *const numbering_restart_names[RESTARTS] = {"year", "month", "week", "day", "site", "lot", "product"};

/* ---- patterns ---- */

/* What may stand between { and }. */
static const struct {
    const char *name;
    enum numbering_part_kind kind;
    int max;                      /* takes a width from 1 to max; 0: takes none */
    const char *format, *between; /* what it looks like, as a serial format; '#' and '*' are repeated by the width */
} words[] = {
    {"seq", PART_SEQ, NUMBERING_SEQ_MAX, "#", ":6"},
    {"random", PART_RANDOM, NUMBERING_RANDOM_MAX, "*", ":10"},
    {"yyyy", PART_YYYY, 0, "#{4}", ""},
    {"yy", PART_YY, 0, "#{2}", ""},
    {"mm", PART_MM, 0, "#{2}", ""},
    {"dd", PART_DD, 0, "#{2}", ""},
    {"ddd", PART_DDD, 0, "#{3}", ""},
    {"ww", PART_WW, 0, "#{2}", ""},
    {"sku", PART_SKU, 0, "?{1,80}", ""},
    {"site", PART_SITE, 0, "?{1,80}", ""},
    {"lot", PART_LOT, 0, "?{1,80}", ""},
};
enum { WORDS = sizeof words / sizeof words[0] };

static const char *const check_names[NUMBERING_CHECKS] = {"mod10", "luhn", "mod37_36"};
static const char allowed[] =
    "allowed are {seq:6}, {random:10}, {yyyy}, {yy}, {mm}, {dd}, {ddd}, {ww}, {sku}, {site}, {lot}, "
    "{check:mod10}, {check:luhn}, {check:mod37_36}, and \\{ for the character itself";

/* A pattern being read. */
struct reader {
    struct arena *arena;
    struct str text;
    size_t at; /* byte */
    struct numbering_pattern *pattern;
    struct refusal *refusal;
};

/* Which character byte `at` is, from 1. */
static size_t place(const struct reader *r, size_t at)
{
    return str_chars(str_slice(r->text, 0, at)) + 1;
}

static bool wrong(const struct reader *r, size_t at, const char *what)
{
    return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern", "pattern, character %zu: %s", place(r, at), what);
}

static struct numbering_part *new_part(struct reader *r, enum numbering_part_kind kind, size_t at)
{
    struct numbering_pattern *p = r->pattern;
    if (p->count == NUMBERING_PARTS_MAX) {
        refuse(r->refusal, r->arena, REFUSED_TOO_LONG, "pattern", "pattern, character %zu: at most %d parts",
               place(r, at), NUMBERING_PARTS_MAX);
        return NULL;
    }
    p->has |= PART_BIT(kind);
    p->parts[p->count] = (struct numbering_part){.kind = kind, .at = place(r, at)};
    return &p->parts[p->count++];
}

/* Text up to the next brace; a \ makes the character behind it itself. */
static bool read_text(struct reader *r)
{
    struct buf b = {0};
    size_t from = r->at;
    bool good = true;
    while (good && r->at < r->text.len && r->text.ptr[r->at] != '{') {
        char c = r->text.ptr[r->at];
        if (c == '}' || (c == '\\' && r->at + 1 == r->text.len)) {
            good =
                wrong(r, r->at,
                      c == '}' ? "a } without its {; write \\} for the character" : "a \\ at the end escapes nothing");
            break;
        }
        r->at += c == '\\';
        buf_add(&b, r->text.ptr + r->at++, 1);
    }
    struct numbering_part *part = good ? new_part(r, PART_TEXT, from) : NULL;
    if (part)
        part->text = arena_str(r->arena, buf_view(&b));
    buf_free(&b);
    return part != NULL;
}

static bool read_check(struct reader *r, struct str name, size_t at)
{
    for (int i = 0; i < NUMBERING_CHECKS; i++) {
        if (!str_is(name, check_names[i]))
            continue;
        struct numbering_part *part = new_part(r, PART_CHECK, at);
        if (part)
            part->check = (enum numbering_check)i;
        return part != NULL;
    }
    return wrong(r, at, "a check is one of {check:mod10}, {check:luhn} and {check:mod37_36}");
}

static bool read_width(struct reader *r, int word, struct str text, size_t at, int *ret)
{
    int64_t n = 0;
    if (text.len > 0 && text.len < 3 && text.ptr[0] != '-' && str_int64(text, &n) && n > 0 && n <= words[word].max) {
        *ret = (int)n;
        return true;
    }
    return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern",
                  "pattern, character %zu: say how many characters {%s} has, from 1 to %d, as in {%s%s}", place(r, at),
                  words[word].name, words[word].max, words[word].name, words[word].between);
}

static bool read_word(struct reader *r, int word, struct str width, bool has_width, size_t at)
{
    int n = 0;
    if (!words[word].max && has_width)
        return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern", "pattern, character %zu: {%s} takes no width",
                      place(r, at), words[word].name);
    if (words[word].max && !read_width(r, word, width, at, &n))
        return false;
    bool again = words[word].max && (r->pattern->has & PART_BIT(words[word].kind));
    if (again)
        return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern",
                      "pattern, character %zu: {%s} stands there a second time; once is all it can be", place(r, at),
                      words[word].name);
    struct numbering_part *part = new_part(r, words[word].kind, at);
    if (!part)
        return false;
    part->width = n;
    if (part->kind == PART_SEQ)
        r->pattern->seq_width = n;
    if (part->kind == PART_RANDOM)
        r->pattern->random_width = n;
    return true;
}

/* "{seq:6}" */
static bool read_brace(struct reader *r)
{
    size_t at = r->at;
    struct str rest = str_slice(r->text, at + 1, r->text.len);
    size_t end = str_find(rest, '}');
    if (end == rest.len)
        return wrong(r, at, "a { that is never closed; write \\{ for the character");
    struct str inside = str_slice(rest, 0, end);
    size_t colon = str_find(inside, ':');
    struct str name = str_slice(inside, 0, colon), width = str_slice(inside, colon + 1, inside.len);
    r->at = at + end + 2;
    if (str_is(name, "check"))
        return read_check(r, width, at);
    for (int i = 0; i < WORDS; i++)
        if (str_is(name, words[i].name))
            return read_word(r, i, width, colon < inside.len, at);
    return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern", "pattern, character %zu: there is no {%.*s}; %s",
                  place(r, at), STR_ARG(name), allowed);
}

/* What stands before a check is what it can check. */
static bool checks_work(struct reader *r)
{
    const struct numbering_pattern *p = r->pattern;
    for (size_t i = 0; i < p->count; i++) {
        if (p->parts[i].kind != PART_CHECK)
            continue;
        bool alphanumeric = p->parts[i].check == CHECK_MOD37_36;
        const char *name = check_names[p->parts[i].check];
        bool letters = false;
        for (size_t k = 0; k < i; k++) {
            const struct numbering_part *before = &p->parts[k];
            bool text_fits = before->kind != PART_TEXT || numbering_check_char(p->parts[i].check, before->text);
            letters = letters || !text_fits ||
                      (!alphanumeric && (before->kind == PART_RANDOM ||
                                         (before->kind == PART_CHECK && before->check == CHECK_MOD37_36)));
        }
        if (i == 0 || letters)
            return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern",
                          "pattern, character %zu: {check:%s} is made over all that stands before it, which must be %s",
                          p->parts[i].at, name,
                          alphanumeric ? "digits and capital letters A-Z only"
                                       : "digits only; {check:mod37_36} takes letters too");
    }
    return true;
}

static bool dates_agree(struct reader *r)
{
    unsigned has = r->pattern->has, days = PART_BIT(PART_MM) | PART_BIT(PART_DD) | PART_BIT(PART_DDD);
    if ((has & PART_BIT(PART_WW)) && (has & days))
        return refuse(
            r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern",
            "pattern: the year of {ww} is not always that of {mm}, {dd} and {ddd}; use either the week or the day");
    if (!(has & (PART_BIT(PART_SEQ) | PART_BIT(PART_RANDOM))))
        return refuse(r->refusal, r->arena, REFUSED_BAD_VALUE, "pattern",
                      "pattern: without {seq:6} or {random:10} all numbers would be the same; %s", allowed);
    return true;
}

bool numbering_pattern_read(struct arena *a, struct str text, struct numbering_pattern *ret, struct refusal *refusal)
{
    *ret = (struct numbering_pattern){.count = 0};
    struct reader r = {.arena = a, .text = text, .pattern = ret, .refusal = refusal};
    if (!valid_text(a, text, "pattern", LIMIT_NAME_CHARS, VALID_NEEDED, refusal))
        return false;
    while (r.at < text.len)
        if (!(text.ptr[r.at] == '{' ? read_brace(&r) : read_text(&r)))
            return false;
    return dates_agree(&r) && checks_work(&r);
}

static void escaped(struct buf *b, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("#@*?{}\\", text.ptr[i]))
            buf_add(b, "\\", 1);
        buf_add(b, text.ptr + i, 1);
    }
}

static const char *word_format(enum numbering_part_kind kind)
{
    for (int i = 0; i < WORDS; i++)
        if (words[i].kind == kind)
            return words[i].format;
    return "";
}

struct str numbering_pattern_format(struct arena *a, const struct numbering_pattern *p)
{
    struct buf b = {0};
    for (size_t i = 0; i < p->count; i++) {
        const struct numbering_part *part = &p->parts[i];
        if (part->kind == PART_TEXT)
            escaped(&b, part->text);
        else if (part->kind == PART_CHECK)
            buf_z(&b, part->check == CHECK_MOD37_36 ? "*" : "#");
        else if (part->width)
            buf_fmt(&b, "%s{%d}", word_format(part->kind), part->width);
        else
            buf_z(&b, word_format(part->kind));
    }
    struct str format = arena_str(a, buf_view(&b));
    buf_free(&b);
    return format;
}

/* ---- schemes ---- */

/* A counter that begins anew gives the same numbers again, unless the number says for what it counts. */
static const struct {
    unsigned parts[3]; /* one of each set must be there; 0: nothing more */
    const char *needs;
} restart_needs[RESTARTS] = {
    [RESTART_YEAR] = {{PART_BIT(PART_YYYY) | PART_BIT(PART_YY)}, "{yyyy} or {yy}"},
    [RESTART_MONTH] = {{PART_BIT(PART_YYYY) | PART_BIT(PART_YY), PART_BIT(PART_MM)}, "{mm} and {yyyy} or {yy}"},
    [RESTART_WEEK] = {{PART_BIT(PART_YYYY) | PART_BIT(PART_YY), PART_BIT(PART_WW)}, "{ww} and {yyyy} or {yy}"},
    [RESTART_DAY] = {{PART_BIT(PART_YYYY) | PART_BIT(PART_YY), PART_BIT(PART_DD) | PART_BIT(PART_DDD)},
                     "{ddd}, or {mm} and {dd}, and {yyyy} or {yy}"},
    [RESTART_SITE] = {{PART_BIT(PART_SITE)}, "{site}"},
    [RESTART_LOT] = {{PART_BIT(PART_LOT)}, "{lot}"},
    [RESTART_PRODUCT] = {{0}, ""}, /* serials are unique per product */
};

static bool restart_valid(struct arena *a, const struct numbering_scheme *s, const struct numbering_pattern *p,
                          struct refusal *refusal)
{
    if (s->restart && !p->seq_width)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "restart",
                      "restart: the pattern has no counter; put {seq:6} into it");
    if (s->kind == NUMBERING_PACKAGE && (s->restart & RESTART_BIT(RESTART_PRODUCT)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "restart", "restart: a package is of no product");
    bool days = (p->has & PART_BIT(PART_DDD)) || (p->has & PART_BIT(PART_MM));
    for (int i = 0; i < RESTARTS; i++) {
        if (!(s->restart & RESTART_BIT(i)))
            continue;
        bool good = i != RESTART_DAY || days;
        for (int k = 0; k < 3 && restart_needs[i].parts[k]; k++)
            good = good && (p->has & restart_needs[i].parts[k]);
        if (!good)
            return refuse(
                refusal, a, REFUSED_BAD_VALUE, "restart",
                "restart: a counter that begins anew with each %s would give the same numbers again; put %s into "
                "the pattern",
                numbering_restart_names[i], restart_needs[i].needs);
    }
    return true;
}

/* A number of digits only with GS1's check digit at its end is an SSCC, and that has 18. */
static bool sscc_valid(struct arena *a, const struct numbering_pattern *p, struct refusal *refusal)
{
    int digits = 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct numbering_part *part = &p->parts[i];
        static const int widths[] = {[PART_YYYY] = 4, [PART_YY] = 2, [PART_MM] = 2,   [PART_DD] = 2,
                                     [PART_DDD] = 3,  [PART_WW] = 2, [PART_CHECK] = 1};
        bool known = part->kind <= PART_WW || part->kind == PART_CHECK;
        if (!known || part->kind == PART_RANDOM ||
            (part->kind == PART_TEXT && !numbering_check_char(CHECK_MOD10, part->text)))
            return true;
        digits += part->kind == PART_TEXT  ? (int)part->text.len
                  : part->kind == PART_SEQ ? part->width
                                           : widths[part->kind];
    }
    const struct numbering_part *last = &p->parts[p->count - 1];
    if (last->kind != PART_CHECK || last->check != CHECK_MOD10 || digits == 18)
        return true;
    int would = p->seq_width + 18 - digits;
    if (would < 1 || would > NUMBERING_SEQ_MAX)
        return refuse(
            refusal, a, REFUSED_BAD_VALUE, "pattern",
            "pattern: an SSCC has 18 digits (extension digit, company prefix, counter, check digit), this has %d",
            digits);
    return refuse(refusal, a, REFUSED_BAD_VALUE, "pattern",
                  "pattern: an SSCC has 18 digits, this has %d; {seq:%d} would fit", digits, would);
}

static bool kind_valid(struct arena *a, const struct numbering_scheme *s, const struct numbering_pattern *p,
                       struct refusal *refusal)
{
    if (s->kind == NUMBERING_UNIT)
        return true;
    if (p->has & (PART_BIT(PART_SKU) | PART_BIT(PART_LOT)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "pattern",
                      "pattern: a package is of no product or lot; leave {sku} and {lot} out");
    return sscc_valid(a, p, refusal);
}

bool numbering_scheme_valid(struct arena *a, const struct numbering_scheme *s, struct refusal *refusal)
{
    struct numbering_pattern p;
    int would;
    if (!valid_code(a, s->code, "code", refusal) ||
        !valid_text(a, s->name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, refusal) ||
        !numbering_pattern_read(a, s->pattern, &p, refusal))
        return false;
    if (p.seq_width && !valid_range(a, s->first, "first", 0, numbering_seq_max(p.seq_width), refusal))
        return false;
    if (p.random_width && !numbering_hard_to_guess(p.random_width, 1, &would))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "pattern",
                      "pattern: {random:%d} is too easy to guess; {random:%d} is the shortest", p.random_width, would);
    return kind_valid(a, s, &p, refusal) && restart_valid(a, s, &p, refusal);
}
