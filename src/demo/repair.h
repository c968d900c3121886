/*
 * repair: a device comes back broken and goes home again, usually with another part inside; or is replaced, or scrapped.
 */
#ifndef DEMO_REPAIR_H
#define DEMO_REPAIR_H

#include "demo/story.h"

/* How it ends: cards of s->cures. */
enum { CURE_PART, CURE_SETTINGS, CURE_NOTHING_FOUND, CURE_REPLACED, CURE_REFURBISHED, CURE_HOPELESS, CURE_TOTAL };
/* How far it goes. */
enum repair_stage { REPAIR_DONE, REPAIR_RETURNED, REPAIR_ON_BENCH };

/* The owner of a unit that is away finds it broken; warranty: and claims. */
void demo_repair(struct story *s, struct item *item, bool warranty, enum repair_stage until);

#endif
