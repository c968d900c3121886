/*
 * event_json: events on the wire, as lists and histories show them.
 */
#ifndef API_EVENT_JSON_H
#define API_EVENT_JSON_H

#include "api/cells.h"
#include "base/json.h"
#include "store/event_list.h"

extern const char *const event_csv_columns[];

/* An object with what the event says, without its units. */
void event_json_item(struct json_out *o, const struct event_item *e);
/* The same without the braces. */
void event_json_item_members(struct json_out *o, const struct event_item *e);
void event_csv_item(struct api_cells *out, const struct event_item *e);
/* What an event says besides place, party and status: into an object that the caller has begun. */
void event_json_terms(struct json_out *o, const struct event *e);

#endif
