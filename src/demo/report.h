/*
 * report: what is to be told about the company that was made, looked up in the database.
 */
#ifndef DEMO_REPORT_H
#define DEMO_REPORT_H

#include "demo/story.h"

/* False when the database cannot be read; s->why has a sentence. Sign-ins are left out. */
bool demo_report(struct writer *w, struct story *s, struct arena *a, struct demo_report *ret);

#endif
