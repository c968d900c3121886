/*
 * command_parse: a request's body and query as a struct command. Three forms, one meaning:
 *
 *   application/json       one object: shared fields, and "unit", "serial", "serials", "units" or "package"
 *   application/x-ndjson   one row object a line; shared fields as query parameters
 *   text/csv               one row a line, columns named as the members of a row; shared fields as query parameters
 *
 * The command's id is the Idempotency-Key header, or the member "id"; without either a new one is made.
 */
#ifndef API_COMMAND_PARSE_H
#define API_COMMAND_PARSE_H

#include "api/call.h"
#include "domain/command.h"

/* Form only; false with ctx.refusal. Everything lives in the call's arena or its parsed body. */
bool api_command_parse(struct call *call, enum command_code code, struct command *ret);

/* What names a command: the id that its body gave (all zero: none), else the Idempotency-Key, else a new one. False with a refusal when the
 * body and the header name different ones. */
bool api_command_identify(struct call *call, struct id *ret);

#endif
