/*
 * reply: complete the reply of a call: JSON, problem documents, ETags. Each function returns HTTP_DONE, so that a handler can
 * `return api_reply_json(...)`.
 */
#ifndef API_REPLY_H
#define API_REPLY_H

#include "api/call.h"
#include "base/json.h"

/* body is taken over (it is emptied). */
enum http_outcome api_reply_json(struct call *call, int status, struct buf *body);
/* Any other type; body is taken over. */
enum http_outcome api_reply_bytes(struct call *call, int status, const char *type, struct buf *body);
/* A text that lives as long as the program or in the request's arena. */
enum http_outcome api_reply_text(struct call *call, int status, const char *type, struct str text);
/* Bytes that live as long as the program; they are neither copied nor packed. */
enum http_outcome api_reply_lasting(struct call *call, int status, const char *type, struct str bytes);
/* Bytes made while they are sent; the stream is taken over. */
enum http_outcome api_reply_stream(struct call *call, int status, const char *type, struct http_stream stream);
/* 204 */
enum http_outcome api_reply_nothing(struct call *call);
void api_reply_header(struct call *call, const char *name, struct str value);
/* Percent-encoded, for a segment of a path or a query. */
void api_escape(struct buf *out, struct str text);
/* Location header of a thing just made, below /v1: "/v1/products/" and the code, escaped. */
void api_reply_location(struct call *call, const char *prefix, struct str code);

/* Forget what was replied so far: the work is done anew. */
void api_reply_forget(struct call *call);

/* A service function said no: the problem document of ctx.refusal or ctx.failure. */
enum http_outcome api_problem(struct call *call);
/* Refuse here and now. */
enum http_outcome api_refuse(struct call *call, enum refusal_code code, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The database failed. */
enum http_outcome api_failure(struct call *call, enum db_result failure);
/* What a failure is called to those outside; unknown: whether the commit succeeded. */
enum refusal_code api_failure_code(enum db_result failure, bool unknown);
/* Members of a problem document for r, without the braces' outside: {"type", "title", "status", "detail", "code", ...}. */
void api_problem_json(struct json_out *o, const struct refusal *r, struct str request_id);

/* Sets the ETag of this version; true when If-None-Match has it: the reply is complete (304) and the handler returns HTTP_DONE. */
bool api_not_modified(struct call *call, int64_t version);
/* Sets the ETag of what a write made. */
void api_etag(struct call *call, int64_t version);
/* False with the refusal changed_meanwhile when there is an If-Match and it does not have this version. */
bool api_if_match(struct call *call, int64_t version);

/* Does If-None-Match have this tag (with its quotes)? */
bool api_tag_known(const struct call *call, struct str tag);

/* Instants as they go over the wire. */
void api_json_time(struct json_out *o, const char *name, msec at);     /* RFC 3339 with ms, UTC */
void api_json_time_opt(struct json_out *o, const char *name, msec at); /* nothing when at is 0 */
void api_json_date_opt(struct json_out *o, const char *name, msec at); /* "2026-11-23" */
/* Names of the bits set, as an array. */
void api_json_bits(struct json_out *o, const char *name, const char *const *names, int count, unsigned bits);

#endif
