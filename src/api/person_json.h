/*
 * person_json: users and keys as they go over the wire, and what signing in and changing a password share.
 */
#ifndef API_PERSON_JSON_H
#define API_PERSON_JSON_H

#include "api/reply.h"
#include "domain/person.h"

void api_user_json(struct json_out *o, const struct user *u);
/* token: told once, when the key is made; NULL afterwards. */
void api_key_json(struct json_out *o, const struct api_key *k, const char *token);
/* May somebody try a password for name from this call's address? Counts as a failure until throttle_pass. False with the refusal
 * throttled, and Retry-After set. */
bool api_throttle(struct call *call, struct str name);

#endif
