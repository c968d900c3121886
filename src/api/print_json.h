/*
 * print_json: print jobs and labels as JSON, the same wherever they are answered.
 */
#ifndef API_PRINT_JSON_H
#define API_PRINT_JSON_H

#include "api/reply.h"
#include "service/print_verify.h"

/* Members, without braces. */
void print_job_json(struct json_out *o, const struct print_job *j);
/* The same with how far it is. */
void print_view_json(struct json_out *o, const struct print_view *v);
void print_label_json(struct json_out *o, const struct print_label *l);
/* A job as the whole reply. */
enum http_outcome print_view_reply(struct call *call, int status, const struct print_view *v);
/* The {id} of the route; false with the refusal not_found. */
bool print_param_id(struct call *call, struct id *ret);

#endif
