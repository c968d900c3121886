/*
 * trace_json: the answer of a trace or of a unit's contents on the wire.
 */
#ifndef API_TRACE_JSON_H
#define API_TRACE_JSON_H

#include "api/reply.h"
#include "service/trace.h"

/* direction: "forward" or "backward"; NULL: contents. */
enum http_outcome trace_json_reply(struct call *call, const struct trace *t, const char *direction);

#endif
