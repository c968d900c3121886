/*
 * numbering_draw: makes as many numbers as were asked for. What something bears already is left out: a counter goes on behind it, a random
 * number is drawn again.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "service/numbering_work.h"

enum {
    DRAWS_MAX = 64,
    AHEAD = 1000 /* numbers that are looked at once where all were taken: there a counter was begun too low */
};
static const char last_char[] = "\xF4\x8F\xBF\xBF"; /* U+10FFFF: behind all that begins alike */

static int64_t product_id(const struct numbering_work *w)
{
    return w->product ? w->product->id : 0;
}

/* Number i into its place. */
static void make(struct numbering_work *w, size_t i, int64_t seq)
{
    char out[NUMBERING_BYTES_MAX];
    numbering_make(&w->maker, seq, &w->dice, out);
    w->numbers[i] = (struct str){w->bytes + i * w->length, w->length};
    memcpy(w->bytes + i * w->length, out, w->length);
}

/* Every number of one ask has the same length. */
static bool make_room(struct numbering_work *w)
{
    char out[NUMBERING_BYTES_MAX];
    size_t length = numbering_make(&w->maker, 0, NULL, out), n = (size_t)w->ask.count + AHEAD;
    if (!w->numbers)
        w->numbers = ARENA_ARRAY(w->ctx->arena, n, struct str);
    if (!w->bytes || w->length < length)
        w->bytes = ARENA_ARRAY(w->ctx->arena, n * length, char);
    w->length = length;
    return (w->numbers && w->bytes) || ctx_check(w->ctx, DB_FAILED);
}

static bool used_up(struct numbering_work *w, int64_t left)
{
    int width = w->maker.seq_width + 1;
    return ctx_refuse(w->ctx, REFUSED_NUMBERS_EXHAUSTED, "count",
                      "scheme %.*s (%.*s) has %lld numbers left%s%.*s; {seq:%d} would have room for more",
                      STR_ARG(w->scheme.code), STR_ARG(w->scheme.pattern), (long long)(left > 0 ? left : 0),
                      w->period.len ? " for " : "", STR_ARG(w->period), width);
}

static bool too_many_taken(struct numbering_work *w)
{
    return ctx_refuse(
        w->ctx, REFUSED_NUMBERS_EXHAUSTED, "scheme",
        "more than %d numbers of scheme %.*s from %lld on exist already; let it begin with a higher number (first)",
        NUMBERING_SKIPPED_MAX, STR_ARG(w->scheme.code), (long long)(w->counter.next - NUMBERING_SKIPPED_MAX));
}

/* Which of the numbers that count up from seq are taken: they lie between the first and the last, as bytes. */
static bool taken_between(struct numbering_work *w, int64_t seq, int64_t count, struct numbers_taken *ret)
{
    struct arena *a = w->ctx->arena;
    int width = w->maker.seq_width;
    struct str from = arena_fmt(a, "%.*s%0*lld", STR_ARG(w->maker.head), width, (long long)seq);
    struct str to =
        arena_fmt(a, "%.*s%0*lld%s", STR_ARG(w->maker.head), width, (long long)(seq + count - 1), last_char);
    return ctx_check(w->ctx, store_numbers_taken_between(w->ctx->db, a, product_id(w), from, to, ret));
}

static int compare(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool is_taken(const struct numbers_taken *t, struct str number)
{
    return t->count && bsearch(&number, t->items, t->count, sizeof *t->items, compare) != NULL;
}

/* Keep those of the numbers made..made+count that are free, until there are as many as wanted; how many. *ret_looked: how many were looked
 * at for that. */
static size_t keep_free(struct numbering_work *w, size_t made, size_t count, const struct numbers_taken *t,
                        size_t *ret_looked)
{
    size_t kept = 0, i = 0;
    for (; i < count && made + kept < (size_t)w->ask.count; i++) {
        struct str number = w->numbers[made + i];
        if (is_taken(t, number))
            continue;
        char *place = w->bytes + (made + kept) * w->length;
        memmove(place, number.ptr, number.len);
        w->numbers[made + kept++] = (struct str){place, number.len};
    }
    *ret_looked = i;
    return kept;
}

/* How many numbers are made next, when so many are wanted: more where none was free. */
static size_t portion(size_t wanted, bool none_free, int64_t left)
{
    size_t most = none_free && wanted < AHEAD ? AHEAD : wanted;
    return (int64_t)most < left ? most : (size_t)left;
}

/* Make the next so many numbers, and say which of them are taken. */
static bool try_counted(struct numbering_work *w, size_t made, size_t count, struct numbers_taken *ret)
{
    for (size_t i = 0; i < count; i++)
        make(w, made + i, w->counter.next + (int64_t)i);
    return w->maker.sorted ? taken_between(w, w->counter.next, (int64_t)count, ret)
                           : ctx_check(w->ctx, store_numbers_taken_of(w->ctx->db, w->ctx->arena, product_id(w),
                                                                      w->numbers + made, count, ret));
}

static bool draw_counted(struct numbering_work *w)
{
    size_t made = 0, wanted = (size_t)w->ask.count;
    int64_t max = numbering_seq_max(w->maker.seq_width);
    bool none_free = false;
    while (made < wanted) {
        struct numbers_taken taken = {.count = 0};
        size_t looked;
        int64_t left = max - w->counter.next + 1;
        if ((int64_t)(wanted - made) > left)
            return used_up(w, left + (int64_t)made);
        size_t more = portion(wanted - made, none_free, left);
        if (!try_counted(w, made, more, &taken))
            return false;
        size_t kept = keep_free(w, made, more, &taken, &looked);
        w->counter.next += (int64_t)looked;
        w->skipped += (int64_t)(looked - kept);
        none_free = kept == 0;
        made += kept;
        if (w->skipped > NUMBERING_SKIPPED_MAX)
            return too_many_taken(w);
    }
    return true;
}

/* ---- random ones ---- */

/* Which numbers were drawn already: a table of places, open addressed. */
struct drawn {
    uint32_t *slots; /* place + 1; 0: free */
    size_t cap;
    unsigned char key[16];
};

static bool drawn_new(struct numbering_work *w, struct drawn *ret)
{
    *ret = (struct drawn){.cap = 16};
    while (ret->cap < (size_t)w->ask.count * 2)
        ret->cap *= 2;
    ret->slots = ARENA_ARRAY(w->ctx->arena, ret->cap, uint32_t);
    w->dice.fill(ret->key, sizeof ret->key);
    return ret->slots || ctx_check(w->ctx, DB_FAILED);
}

/* False: number i was drawn before. */
static bool drawn_first(struct drawn *d, const struct numbering_work *w, size_t i)
{
    struct str n = w->numbers[i];
    size_t at = (size_t)hash_keyed(d->key, n.ptr, n.len) & (d->cap - 1);
    for (; d->slots[at]; at = (at + 1) & (d->cap - 1))
        if (str_eq(w->numbers[d->slots[at] - 1], n))
            return false;
    d->slots[at] = (uint32_t)i + 1;
    return true;
}

static bool draw_random(struct numbering_work *w)
{
    size_t made = 0, wanted = (size_t)w->ask.count;
    struct drawn drawn;
    for (int draws = 0; made < wanted && draws < DRAWS_MAX; draws++) {
        struct numbers_taken taken;
        size_t count = 0;
        if (!drawn_new(w, &drawn))
            return false;
        for (size_t i = 0; i < made; i++)
            drawn_first(&drawn, w, i);
        while (made + count < wanted) {
            make(w, made + count, 0);
            count += drawn_first(&drawn, w, made + count);
        }
        if (!ctx_check(w->ctx, store_numbers_taken_of(w->ctx->db, w->ctx->arena, product_id(w), w->numbers + made,
                                                      count, &taken)))
            return false;
        size_t looked, kept = keep_free(w, made, count, &taken, &looked);
        w->skipped += (int64_t)(looked - kept);
        made += kept;
        arena_drop(w->ctx->arena, drawn.slots, drawn.cap * sizeof *drawn.slots);
    }
    return made == wanted || too_many_taken(w);
}

static bool hard_to_guess(struct numbering_work *w)
{
    int would;
    int64_t issued =
        w->maker.seq_width ? 1 : w->counter.issued + w->ask.count; /* with a counter, one for each of its numbers */
    if (!w->maker.random_width || numbering_hard_to_guess(w->maker.random_width, issued, &would))
        return true;
    return ctx_refuse(w->ctx, REFUSED_NUMBERS_EXHAUSTED, "count",
                      "with %lld numbers of scheme %.*s one guess in %d would hit; {random:%d} would do",
                      (long long)issued, STR_ARG(w->scheme.code), NUMBERING_GUESS_ODDS, would);
}

bool numbering_draw(struct numbering_work *w)
{
    w->skipped = 0;
    if (!hard_to_guess(w) || !make_room(w))
        return false;
    if (!w->dice.fill)
        w->dice.fill = random_bytes;
    if (!(w->maker.seq_width ? draw_counted(w) : draw_random(w)))
        return false;
    w->counter.issued += w->ask.count;
    return true;
}
