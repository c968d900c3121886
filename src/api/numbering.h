/*
 * api/numbering: what the files about numbers share: what an ask says, ids, numbers as a list.
 */
#ifndef API_NUMBERING_H
#define API_NUMBERING_H

#include "api/body.h"
#include "api/list.h"
#include "service/numbering.h"

/* Members scheme, product, site, lot, count (1 to count_max) and time. */
void api_numbering_ask_read(struct api_body *b, int64_t count_max, struct numbering_ask *k);
/* "numbers": [...] */
void api_numbers_json(struct json_out *o, const struct numbering_answer *answer);
/* Issue numbers for a body that was read and closed; the answer is the same for numbers and for pools. */
enum http_outcome api_numbers_write(struct call *call, const struct numbering_ask *ask);
/* {id} of the route: a UUID; false with not_found when it is none. */
bool api_issue_id(struct call *call, struct id *ret);
/* The numbers of an issue, as a list. */
enum http_outcome api_numbers_list(struct call *call);
/* A cursor of lists that begin with the newest: "TIME ID". Empty: from the beginning. */
struct str api_numbering_key(struct arena *a, msec at, struct id id);
bool api_numbering_key_read(struct ctx *ctx, struct str after, struct numbering_place *ret);

#endif
