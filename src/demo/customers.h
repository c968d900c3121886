/*
 * customers: who orders what, and how much a day.
 */
#ifndef DEMO_CUSTOMERS_H
#define DEMO_CUSTOMERS_H

#include "demo/story.h"

/* The day's orders and visits are planned. */
void demo_customers_today(struct story *s, int day);

#endif
