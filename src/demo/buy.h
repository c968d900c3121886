/*
 * buy: purchase orders, from what the supplier announces to the bin in the warehouse.
 */
#ifndef DEMO_BUY_H
#define DEMO_BUY_H

#include "demo/story.h"

/* What was there when the company began to use Serno. */
void demo_buy_opening(struct story *s, void *unused);
/* What is ordered of suppliers today. */
void demo_buy_today(struct story *s);
/* Announced for the next days, and not here yet: so many units. */
void demo_buy_announced(struct story *s, int units);
/* What is still lacking of the units asked for: one last delivery. */
void demo_buy_rest(struct story *s, void *unused);

#endif
