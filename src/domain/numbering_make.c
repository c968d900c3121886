/*
 * numbering_make: numbers from a pattern that was read: dates, facts, counters, random characters, check characters.
 */
#include "base/buf.h"
#include "domain/numbering.h"
#include "domain/valid.h"
#include "gs1/check.h"

/* ---- dates ---- */

struct day {
    int year, month, day, of_year, week, week_year;
};

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Whether the ISO year has 53 weeks: it begins on a Thursday, or is a leap year that begins on a Wednesday. 0 is Monday. */
static bool long_year(int first_weekday, int year)
{
    return first_weekday == 3 || (first_weekday == 2 && leap(year));
}

/* ISO 8601: week 1 is the one with the year's first Thursday. */
static void find_week(struct day *d, int weekday)
{
    int first_weekday = ((weekday - (d->of_year - 1)) % 7 + 7) % 7;
    d->week = (d->of_year - 1 - weekday + 10) / 7;
    d->week_year = d->year;
    if (d->week == 0) {
        int before = d->year - 1, days = leap(before) ? 366 : 365;
        d->week_year = before;
        d->week = long_year((first_weekday - days % 7 + 7) % 7, before) ? 53 : 52;
    } else if (d->week == 53 && !long_year(first_weekday, d->year)) {
        d->week_year++;
        d->week = 1;
    }
}

static struct day day_of(struct time_zoned t)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const int64_t day_ms = INT64_C(86400000);
    msec local = t.at + (msec)t.offset_min * 60000;
    int64_t days = local >= 0 ? local / day_ms : -((-local + day_ms - 1) / day_ms);
    char text[TIME_TEXT_MAX];
    int64_t year = 0, month = 1, day = 1;
    time_print_date(local, text);
    str_int64((struct str){text, 4}, &year);
    str_int64((struct str){text + 5, 2}, &month);
    str_int64((struct str){text + 8, 2}, &day);
    struct day d = {.year = (int)year, .month = (int)month, .day = (int)day};
    d.of_year = before[d.month - 1] + d.day + (d.month > 2 && leap(d.year));
    find_week(&d, (int)(((days + 3) % 7 + 7) % 7)); /* 1 January 1970 was a Thursday */
    return d;
}

/* ---- check characters ---- */

static int value_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

static char luhn(struct str text)
{
    int sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        int v = value_of(text.ptr[text.len - 1 - i]);
        if (v < 0 || v > 9)
            return '\0';
        v = i % 2 == 0 ? v * 2 : v;
        sum += v > 9 ? v - 9 : v;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

/* ISO/IEC 7064, hybrid system: the modulus is 36, that of the doubled remainder 37. */
static char mod37_36(struct str text)
{
    int p = 36;
    for (size_t i = 0; i < text.len; i++) {
        int v = value_of(text.ptr[i]);
        if (v < 0)
            return '\0';
        int s = (p + v) % 36;
        p = (s ? s : 36) * 2 % 37;
    }
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - p) % 36];
}

char numbering_check_char(enum numbering_check check, struct str text)
{
    if (str_empty(text))
        return '\0';
    switch (check) {
    case CHECK_MOD10:
        return gs1_check_digit(text);
    case CHECK_LUHN:
        return luhn(text);
    default:
        return mod37_36(text);
    }
}

/* ---- how many there can be ---- */

int64_t numbering_seq_max(int width)
{
    int64_t max = 1;
    for (int i = 0; i < width; i++)
        max *= 10;
    return max - 1;
}

bool numbering_hard_to_guess(int width, int64_t issued, int *ret_width)
{
    const double letters = sizeof NUMBERING_ALPHABET - 1, wanted = (double)issued * NUMBERING_GUESS_ODDS;
    double all = 1;
    int n = 0;
    for (; all <= wanted; n++)
        all *= letters;
    *ret_width = n;
    return width >= n;
}

/* ---- preparing ---- */

static struct str fact_text(struct arena *a, const struct numbering_part *part, const struct numbering_facts *f,
                            const struct day *d, bool weeks)
{
    int year = weeks ? d->week_year : d->year;
    switch (part->kind) {
    case PART_TEXT:
        return part->text;
    case PART_YYYY:
        return arena_fmt(a, "%04d", year);
    case PART_YY:
        return arena_fmt(a, "%02d", year % 100);
    case PART_MM:
        return arena_fmt(a, "%02d", d->month);
    case PART_DD:
        return arena_fmt(a, "%02d", d->day);
    case PART_DDD:
        return arena_fmt(a, "%03d", d->of_year);
    case PART_WW:
        return arena_fmt(a, "%02d", d->week);
    case PART_SKU:
        return f->sku;
    case PART_SITE:
        return f->site;
    default:
        return f->lot;
    }
}

static bool facts_there(struct arena *a, const struct numbering_scheme *s, const struct numbering_pattern *p,
                        const struct numbering_facts *f, struct refusal *refusal)
{
    const struct {
        unsigned part, restart;
        struct str fact;
        const char *field;
    } needed[] = {
        {PART_BIT(PART_SKU), RESTART_BIT(RESTART_PRODUCT), f->sku, "product"},
        {PART_BIT(PART_SITE), RESTART_BIT(RESTART_SITE), f->site, "site"},
        {PART_BIT(PART_LOT), RESTART_BIT(RESTART_LOT), f->lot, "lot"},
    };
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (((p->has & needed[i].part) || (s->restart & needed[i].restart)) && str_empty(needed[i].fact))
            return refuse(refusal, a, REFUSED_MISSING_FIELD, needed[i].field, "scheme %.*s (%.*s) needs the %s",
                          STR_ARG(s->code), STR_ARG(s->pattern), needed[i].field);
    return true;
}

/* Text next to text becomes one. */
static void put_text(struct arena *a, struct numbering_maker *m, struct str text)
{
    struct numbering_part *last = m->count ? &m->parts[m->count - 1] : NULL;
    m->chars += str_chars(text);
    if (last && last->kind == PART_TEXT)
        last->text = arena_fmt(a, "%.*s%.*s", STR_ARG(last->text), STR_ARG(text));
    else
        m->parts[m->count++] = (struct numbering_part){.kind = PART_TEXT, .text = text};
}

static bool checkable(struct arena *a, const struct numbering_maker *m, struct refusal *refusal)
{
    for (size_t i = 0; i < m->count; i++)
        for (size_t k = 0; m->parts[i].kind == PART_CHECK && k < i; k++)
            if (m->parts[k].kind == PART_TEXT && !numbering_check_char(m->parts[i].check, m->parts[k].text))
                return refuse(refusal, a, REFUSED_BAD_VALUE, "scheme",
                              "'%.*s' in the number cannot be checked: a check character is made over %s only",
                              STR_ARG(m->parts[k].text),
                              m->parts[i].check == CHECK_MOD37_36 ? "digits and capital letters A-Z" : "digits");
    return true;
}

static bool short_enough(struct arena *a, const struct numbering_scheme *s, const struct numbering_maker *m,
                         struct refusal *refusal)
{
    size_t max = s->kind == NUMBERING_UNIT ? LIMIT_SERIAL_CHARS : LIMIT_CODE_CHARS;
    return m->chars <= max ||
           refuse(refusal, a, REFUSED_TOO_LONG, "scheme",
                  "numbers of scheme %.*s would have %zu characters; at most %zu", STR_ARG(s->code), m->chars, max);
}

bool numbering_prepare(struct arena *a, const struct numbering_scheme *s, const struct numbering_facts *facts,
                       struct numbering_maker *ret, struct refusal *refusal)
{
    struct numbering_pattern p;
    if (!numbering_pattern_read(a, s->pattern, &p, refusal) || !facts_there(a, s, &p, facts, refusal))
        return false;
    struct day d = day_of(facts->time);
    *ret = (struct numbering_maker){.seq_width = p.seq_width, .random_width = p.random_width};
    for (size_t i = 0; i < p.count; i++) {
        const struct numbering_part *part = &p.parts[i];
        bool fixed = part->kind != PART_SEQ && part->kind != PART_RANDOM && part->kind != PART_CHECK;
        if (fixed) {
            put_text(a, ret, fact_text(a, part, facts, &d, (p.has & PART_BIT(PART_WW)) != 0));
            continue;
        }
        ret->sorted = ret->sorted ||
                      (part->kind == PART_SEQ && ret->count <= 1 && (!ret->count || ret->parts[0].kind == PART_TEXT));
        ret->chars += part->kind == PART_CHECK ? 1 : (size_t)part->width;
        ret->parts[ret->count++] = *part;
    }
    if (ret->sorted && ret->parts[0].kind == PART_TEXT)
        ret->head = ret->parts[0].text;
    return checkable(a, ret, refusal) && short_enough(a, s, ret, refusal);
}

struct str numbering_period(struct arena *a, const struct numbering_scheme *s, const struct numbering_facts *f)
{
    struct day d = day_of(f->time);
    struct buf b = {0};
    struct numbering_pattern p;
    struct refusal ignored = {0};
    bool weeks = numbering_pattern_read(a, s->pattern, &p, &ignored) && (p.has & PART_BIT(PART_WW));
    const unsigned dated =
        RESTART_BIT(RESTART_YEAR) | RESTART_BIT(RESTART_MONTH) | RESTART_BIT(RESTART_WEEK) | RESTART_BIT(RESTART_DAY);
    if (s->restart & dated)
        buf_fmt(&b, "%04d", weeks ? d.week_year : d.year);
    if (s->restart & (RESTART_BIT(RESTART_MONTH) | RESTART_BIT(RESTART_DAY)))
        buf_fmt(&b, "-%02d", d.month);
    if (s->restart & RESTART_BIT(RESTART_DAY))
        buf_fmt(&b, "-%02d", d.day);
    if (s->restart & RESTART_BIT(RESTART_WEEK))
        buf_fmt(&b, "-W%02d", d.week);
    const struct str named[] = {s->restart & RESTART_BIT(RESTART_SITE) ? f->site : (struct str){0},
                                s->restart & RESTART_BIT(RESTART_LOT) ? f->lot : (struct str){0},
                                s->restart & RESTART_BIT(RESTART_PRODUCT) ? f->sku : (struct str){0}};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (named[i].len)
            buf_fmt(&b, "%s%.*s", b.len ? "\t" : "", STR_ARG(named[i])); /* no code has a TAB */
    struct str period = arena_str(a, buf_view(&b));
    buf_free(&b);
    return period;
}

/* ---- making ---- */

static char random_char(struct numbering_dice *dice)
{
    const unsigned letters = sizeof NUMBERING_ALPHABET - 1, fair = 256 - 256 % letters;
    for (;;) {
        if (dice->left == 0) {
            dice->fill(dice->bytes, sizeof dice->bytes);
            dice->left = sizeof dice->bytes;
        }
        unsigned byte = dice->bytes[--dice->left];
        dice->bytes[dice->left] = 0;
        if (byte < fair) /* else some letters would come more often */
            return NUMBERING_ALPHABET[byte % letters];
    }
}

static size_t put_seq(char *out, int width, int64_t seq)
{
    for (int i = width; i-- > 0; seq /= 10)
        out[i] = (char)('0' + seq % 10);
    return (size_t)width;
}

size_t numbering_make(const struct numbering_maker *m, int64_t seq, struct numbering_dice *dice,
                      char out[NUMBERING_BYTES_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct numbering_part *part = &m->parts[i];
        switch (part->kind) {
        case PART_SEQ:
            len += put_seq(out + len, part->width, seq);
            break;
        case PART_RANDOM:
            for (int k = 0; k < part->width; k++)
                out[len++] = dice ? random_char(dice) : '?';
            break;
        case PART_CHECK: {
            char c = numbering_check_char(part->check, (struct str){out, len});
            out[len++] = c ? c : '?';
            break;
        }
        default:
            memcpy(out + len, part->text.ptr, part->text.len);
            len += part->text.len;
        }
    }
    return len;
}
