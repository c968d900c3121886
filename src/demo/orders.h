/*
 * orders: units on their way out: reserved, picked in waves, packed, collected by the carrier, delivered; with what may go wrong
 * on the way. Transfers between our own sites go the same way.
 */
#ifndef DEMO_ORDERS_H
#define DEMO_ORDERS_H

#include "demo/story.h"

/* number: demo_number() of a new one, or that of a case that goes on. */
struct order *demo_order_new(struct story *s, struct str number, enum demo_site from, int customer);
/* Reserve what is in it, and let it go its way. Nothing happens when it is empty. */
void demo_order_place(struct story *s, struct order *o);
/* Packed already: to be collected. */
void demo_order_dock(struct story *s, struct order *o);
/* A carton, in the packages of the order. */
struct str demo_order_carton(struct story *s, struct order *o);

/* At their times of the day, for a site (an enum demo_site * as what). */
void demo_wave(struct story *s, void *site);
void demo_collection(struct story *s, void *site);

#endif
