/*
 * service/event_read: events by filter, and one event as it was hashed. Reads only.
 */
#ifndef SERVICE_EVENT_READ_H
#define SERVICE_EVENT_READ_H

#include "service/ctx.h"
#include "store/event_list.h"
#include "store/ledger.h"

bool service_event_list(struct ctx *ctx, const struct event_filter *f, struct event_items *ret);
/* An event by its id, or by its place in the ledger as a number. Refused: not_found. */
bool service_event_get(struct ctx *ctx, struct str name, struct event_row *ret);
/* Key of a user by name. Refused: bad_value. */
bool service_actor_id(struct ctx *ctx, struct str name, int64_t *ret_id);

#endif
