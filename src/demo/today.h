/*
 * today: how things stand when the history ends: something of everything is under way, so that a visitor finds units of each status.
 */
#ifndef DEMO_TODAY_H
#define DEMO_TODAY_H

#include "demo/story.h"

void demo_today_plan(struct story *s);

#endif
