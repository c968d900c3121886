/*
 * agenda: what is still to come in the story, soonest first; at the same instant in the order in which it was planned.
 */
#ifndef DEMO_AGENDA_H
#define DEMO_AGENDA_H

#include "base/time.h"

struct story;
typedef void (*demo_task)(struct story *s, void *what);

struct demo_entry {
    msec at;
    uint64_t order;
    demo_task run;
    void *what;
};

struct demo_agenda {
    struct demo_entry *heap; /* malloc */
    size_t count, cap;
    uint64_t planned;
};

void demo_agenda_add(struct demo_agenda *a, msec at, demo_task run, void *what);
/* The next entry at or before until; false when there is none. */
bool demo_agenda_take(struct demo_agenda *a, msec until, struct demo_entry *ret);
void demo_agenda_free(struct demo_agenda *a);

#endif
