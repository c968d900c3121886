/*
 * fate: what becomes of a unit once it is with its owner: registered, sold on, brought back, claimed, stolen.
 */
#ifndef DEMO_FATE_H
#define DEMO_FATE_H

#include "demo/story.h"

enum {
    FATE_QUIET,
    FATE_REGISTERED,
    FATE_SOLD_ON,
    FATE_BROUGHT_BACK,
    FATE_CLAIMED,
    FATE_WORN,
    FATE_TOTAL
}; /* cards of s->fates */

/* It was delivered to that customer. */
void demo_fate(struct story *s, struct item *item, int customer);

#endif
