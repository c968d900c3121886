/*
 * request: taking a request target apart. Looking things up in a request is in http.h.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "http/guard.h"

/* As http_request_target, for a target that passed guard_target(): GUARD_OK, GUARD_TARGET_UTF8 or GUARD_QUERY_MANY
 * (also when the arena is used up). */
enum guard request_split_target(struct http_request *r, struct arena *a, struct str target);
/* Escapes (which must be well formed) resolved; with plus, '+' means a space. Points into raw when there is nothing
 * to do. False when the arena is used up. */
bool request_unescape(struct arena *a, struct str raw, bool plus, struct str *ret);

#endif
