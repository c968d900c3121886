/*
 * event_head: an event's bytes without its units. An event may name a thousand units; a history entry needs none of
 * them.
 */
#ifndef DOMAIN_EVENT_HEAD_H
#define DOMAIN_EVENT_HEAD_H

#include "domain/event.h"

/* As event_read (domain/event.h), but units, carried and packages stay unread: none are counted in *ret. */
bool event_read_head(struct arena *a, struct str bytes, struct event *ret, const char **ret_why);

#endif
