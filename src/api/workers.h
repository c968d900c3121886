/*
 * workers: a few threads for what takes long (hashing passwords, imports, wide traces), so that the network's threads stay free for
 * scans. Each pool has a bounded queue; its threads run at a lower priority.
 */
#ifndef API_WORKERS_H
#define API_WORKERS_H

#include "api/call.h"

struct workers;

struct workers *workers_start(int threads, int queue_max);
/* Finishes what is queued. */
void workers_stop(struct workers *w); /* NULL is fine */
int workers_queued(struct workers *w);

/* Run step(call) on a worker and send the reply that it completes; step may also return HTTP_LATER (api_write). The handler
 * returns what this returns: HTTP_LATER, or HTTP_DONE with the refusal overloaded when too many wait. */
enum http_outcome api_later(struct call *call, struct workers *w, enum http_outcome (*step)(struct call *call));

#endif
