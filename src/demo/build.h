/*
 * build: devices that the company puts together: numbered here (commission), filled with parts (install), put on the shelf.
 */
#ifndef DEMO_BUILD_H
#define DEMO_BUILD_H

#include "demo/story.h"

/* What is put together today, as far as there are parts. */
void demo_build_today(struct story *s);
/* A device on the shelf fails its test, or is wanted with another part; false when none is there. */
bool demo_build_rework(struct story *s);

#endif
