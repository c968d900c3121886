/*
 * event_head: parts of an event's bytes. An event may name a thousand units: a history entry needs none of them, and who
 * looks for units needs nothing else.
 */
#ifndef DOMAIN_EVENT_HEAD_H
#define DOMAIN_EVENT_HEAD_H

#include "domain/event.h"

/* As event_read (domain/event.h), but units, carried and packages stay unread: none are counted in *ret. */
bool event_read_head(struct arena *a, struct str bytes, struct event *ret, const char **ret_why);
/* Hand the key of each unit that the event names, also of those that only went along, to take, until that says false.
 * False when the bytes are not an event, or take said false. */
bool event_unit_keys(struct str bytes, bool (*take)(void *state, int64_t unit_id), void *state);

#endif
