/*
 * random: a small generator that gives the same numbers for the same seed on every machine (splitmix64). For made-up data only:
 * nothing that must not be guessed comes from here.
 */
#ifndef DEMO_RANDOM_H
#define DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct demo_random {
    uint64_t state;
};

uint64_t demo_random_next(struct demo_random *r);
/* 0 to n - 1; n at least 1. */
int demo_random_below(struct demo_random *r, int n);
/* from to to, both included. */
int demo_random_between(struct demo_random *r, int from, int to);
bool demo_random_percent(struct demo_random *r, int percent);

/* Cards that are dealt one by one and shuffled again when all are out: each turns up as often as it should, however few are dealt. */
enum { DEMO_DECK_MAX = 64 };
struct demo_deck {
    unsigned char cards[DEMO_DECK_MAX];
    int count, at;
};

/* counts[i] cards with value i, for i below kinds. */
void demo_deck_fill(struct demo_deck *d, const unsigned char *counts, int kinds);
int demo_deck_deal(struct demo_deck *d, struct demo_random *r);

#endif
