#include "demo/random.h"

#include <assert.h>

uint64_t demo_random_next(struct demo_random *r)
{
    uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

int demo_random_below(struct demo_random *r, int n)
{
    assert(n > 0);
    return (int)(demo_random_next(r) % (uint64_t)n);
}

int demo_random_between(struct demo_random *r, int from, int to)
{
    return from + demo_random_below(r, to - from + 1);
}

bool demo_random_percent(struct demo_random *r, int percent)
{
    return demo_random_below(r, 100) < percent;
}

void demo_deck_fill(struct demo_deck *d, const unsigned char *counts, int kinds)
{
    d->count = 0;
    for (int k = 0; k < kinds; k++)
        for (int i = 0; i < counts[k]; i++) {
            assert(d->count < DEMO_DECK_MAX);
            d->cards[d->count++] = (unsigned char)k;
        }
    d->at = d->count;
}

static void shuffle(struct demo_deck *d, struct demo_random *r)
{
    for (int i = d->count - 1; i > 0; i--) {
        int k = demo_random_below(r, i + 1);
        unsigned char card = d->cards[i];
        d->cards[i] = d->cards[k];
        d->cards[k] = card;
    }
    d->at = 0;
}

int demo_deck_deal(struct demo_deck *d, struct demo_random *r)
{
    if (d->at == d->count)
        shuffle(d, r);
    return d->cards[d->at++];
}
