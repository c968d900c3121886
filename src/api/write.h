/*
 * write: a handler's work on the writer's thread. The handler reads query and body, then
 *
 *     return api_write(call, create, state);
 *
 * create(call, state) runs in the writer's transaction with api_ctx(call)->db as the writing connection (twice, when another job
 * of its group had to be undone: the first reply is forgotten then). It returns true after it
 * has completed the reply (reply.h), or false with ctx.refusal or ctx.failure. The reply is sent when the commit is durable;
 * a refusal undoes the work and becomes a problem document.
 *
 * On routes with ROUTE_IDEMPOTENT an Idempotency-Key makes the answer part of the transaction: the same key with the same
 * request gives the same answer again (Idempotent-Replayed: true), with another request it is refused (id_reused). Keys belong to one
 * user. They are kept for API_IDEMPOTENCY_DAYS. Commands do not use this: their key is the event's id, for ever.
 */
#ifndef API_WRITE_H
#define API_WRITE_H

#include "api/reply.h"

enum { API_IDEMPOTENCY_DAYS = 30 };

/* The caller's Idempotency-Key goes into call->idempotency_key, if there is one and the route honours it. False with a refusal. */
bool api_idempotency_key(struct call *call);
/* What makes a request the same as another: path, query and body. */
struct hash api_request_digest(const struct call *call);
/* state may be NULL; it must live in the arena. A work that wrote nothing says so: call->job.wrote = false. */
enum http_outcome api_write(struct call *call, bool (*work)(struct call *call, void *state), void *state);
/* In a work that has only decided: this completes the reply, once the writer has numbers ready (service/writer.h). */
void api_write_later(struct call *call, bool (*finish)(struct call *call, void *state));

#endif
