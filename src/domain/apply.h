/*
 * apply: what an event does to a unit. Pure; used when a command is executed and when the ledger is replayed, so that both
 * must agree.
 */
#ifndef DOMAIN_APPLY_H
#define DOMAIN_APPLY_H

#include "domain/event.h"

/* *u as it is after event e, in which it is named by x. A unit that does not exist yet comes with status STATUS_NONE. */
void unit_apply(struct unit *u, const struct event *e, const struct event_unit *x);

#endif
