/*
 * dice: small seeded random numbers, so that whatever was drawn can be drawn again. Not for secrets.
 */
#ifndef TESTS_DICE_H
#define TESTS_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

static inline uint64_t dice_next(struct dice *d)
{
    d->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = d->state;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline int64_t dice_below(struct dice *d, int64_t n)
{
    return (int64_t)(dice_next(d) % (uint64_t)n);
}

/* True once in n times. */
static inline bool dice_one_in(struct dice *d, int64_t n)
{
    return dice_below(d, n) == 0;
}

#endif
