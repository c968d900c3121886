/*
 * dispatch: from an exchange to a handler and back: request id, route, identity, role. See app.h for the entry points.
 */
#ifndef API_DISPATCH_H
#define API_DISPATCH_H

#include "api/call.h"

/* A call answered HTTP_LATER has its reply: send it. The call must not be touched afterwards. Any thread. */
void call_finish(struct call *call);
/* outcome, or the refusal of a request that was answered in part only. */
enum http_outcome call_checked(struct call *call, enum http_outcome outcome);

#endif
