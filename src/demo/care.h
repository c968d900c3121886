/*
 * care: what keeps the stock in order: transfers between the sites, the sales floor, shelf life, counting.
 */
#ifndef DEMO_CARE_H
#define DEMO_CARE_H

#include "demo/story.h"

/* Spare parts to the repair centre, goods to the shop, refurbished ones back. */
void demo_care_transfers(struct story *s, void *unused);
/* From the back room to the sales floor. */
void demo_care_floor(struct story *s, void *unused);
/* What is too old to be sold is scrapped. */
void demo_care_expiry(struct story *s, void *unused);
/* The next area is counted. */
void demo_care_count(struct story *s, void *unused);
/* A free unit was found to be missing: look for it. The command was given. */
void demo_care_missing(struct story *s, struct item *item);

#endif
