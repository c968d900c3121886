/*
 * clear: makes a device fit to leave the house: what is recalled in it is checked, what is too old in it is taken out.
 */
#ifndef DEMO_CLEAR_H
#define DEMO_CLEAR_H

#include "demo/story.h"

/* It is at that site, on a bench or under inspection. */
void demo_clear(struct story *s, struct item *item, enum demo_site site);

#endif
