/*
 * import_options: what the query of POST /v1/imports and /v1/imports/columns says. For imports.c and its neighbours.
 */
#ifndef API_IMPORT_OPTIONS_H
#define API_IMPORT_OPTIONS_H

#include "api/call.h"
#include "service/import.h"

/* False with the refusal unsupported_type. */
bool api_import_is_csv(struct call *call);
/* All of them; texts are in the call's arena. False with a refusal. */
bool api_import_options(struct call *call, struct import_options *ret);
/* Kind and layout alone. */
bool api_import_kind(struct call *call, enum import_kind *ret_kind, enum import_layout *ret_layout);
/* import_job.c: the client would rather not wait for the answer (Prefer: respond-async, RFC 7240). */
bool api_import_async_wanted(struct call *call);
/* The import as a job; answers 202. */
enum http_outcome api_import_async(struct call *call, const struct import_options *o);
/* What is refused when rows are bad and nothing was written. */
void api_import_refuse(struct ctx *ctx, const struct import_outcome *o);

#endif
