/*
 * gather: look-ups by serial, where the database is far. A statement there costs mostly the messages that carry it and the waking of
 * who waits, so look-ups that come while others are under way are asked for together: what has queued up while the database answered
 * the last statement goes into the next one. Each is true of a moment after it came. While few are under way each goes
 * its own, shorter way.
 *
 * docs/internals/decisions/0017-a-look-up-is-one-statement.md
 */
#ifndef API_GATHER_H
#define API_GATHER_H

#include "api/call.h"

struct gather;

struct gather *gather_start(struct app *app, int threads);
/* Answers what is queued. */
void gather_stop(struct gather *g); /* NULL is fine */

/* True: few look up now; the caller does, by itself, and then says gather_end. False: gather_add. */
bool gather_begin(struct gather *g);
void gather_end(struct gather *g);
/* HTTP_LATER, or HTTP_DONE with the refusal overloaded when too many wait. */
enum http_outcome gather_add(struct gather *g, struct call *call);

#endif
