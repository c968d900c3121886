/*
 * things: the units of the story, and which of them are free on which shelf.
 */
#ifndef DEMO_THINGS_H
#define DEMO_THINGS_H

#include "demo/story.h"

void demo_items_add(struct story *s, struct items *list, struct item *item);
/* False when it was not in the list. */
bool demo_items_drop(struct items *list, const struct item *item);
/* A list of just one; until the task ends. */
struct items demo_one(struct story *s, struct item *item);

/* A unit that is still to come, with the next serial of its product. NULL when as many as were asked for are there. */
struct item *demo_item_new(struct story *s, int product, struct demo_lot *lot);
/* How many more there may be. */
int demo_items_left(const struct story *s);
/* The command that brought them into being was given: look up their keys. */
void demo_items_learn(struct story *s, struct items items);
struct item *demo_item_by_id(struct story *s, int64_t id);

/* On a shelf of a site, free for all. */
void demo_shelve(struct story *s, struct item *item, enum demo_site site);
void demo_shelve_all(struct story *s, struct items items, enum demo_site site);
/* From its shelf into a process. */
void demo_unshelve(struct story *s, struct item *item);
int demo_free(const struct story *s, enum demo_site site, int product);
/* Up to n free ones, oldest first, into a process. Returns how many. */
int demo_take(struct story *s, enum demo_site site, int product, int n, struct items *list);
/* Any free one of a site, or of products with one of these marks (0: any); stays where it is. NULL: there is none. */
struct item *demo_any_free(struct story *s, enum demo_site site, unsigned what);
/* Any that is with a customer and in no process, delivered at least so many days ago; NULL: none was found. */
struct item *demo_any_away(struct story *s, int days);
/* The bin where it lies, or is to lie. */
struct str demo_bin_of(struct story *s, const struct item *item, enum demo_site site);
/* Its shelf life lets it be sold for some time yet. */
bool demo_fresh(const struct story *s, const struct item *item);
/* It, or something inside it, is held or not fresh: it may not leave. */
bool demo_bound(const struct story *s, const struct item *item);
/* The device that it is inside of, and that is inside none. */
struct item *demo_outermost(struct item *item);
void demo_set_state(struct items items, enum item_state state);

struct demo_lot *demo_lot_new(struct story *s, int product, msec made);

#endif
