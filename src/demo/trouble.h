/*
 * trouble: what happens now and then and is not planned by anybody: units go missing, are stolen, break, are lent, held, recalled,
 * or recorded wrongly. One table of it (trouble.c), spread over the two years.
 */
#ifndef DEMO_TROUBLE_H
#define DEMO_TROUBLE_H

#include "demo/story.h"

/* Plan all of it. */
void demo_trouble_plan(struct story *s);

/* One of each; false when there is no unit that it could happen to just now. */
/* lending.c */
bool demo_lend(struct story *s);
/* recall.c: a lot is recalled. open: not long ago, and far from over. */
bool demo_recall(struct story *s);
bool demo_recall_open(struct story *s);
/* mistakes.c */
bool demo_mistake_scrap(struct story *s);
bool demo_mistake_move(struct story *s);
bool demo_mistake_lot(struct story *s);
bool demo_mistake_label(struct story *s);
bool demo_mistake_firmware(struct story *s);

#endif
