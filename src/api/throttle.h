/*
 * throttle: failed sign-ins per name and address. After THROTTLE_FREE failures each further one doubles the time to wait.
 */
#ifndef API_THROTTLE_H
#define API_THROTTLE_H

#include "base/str.h"
#include "base/time.h"

enum { THROTTLE_FREE = 5, THROTTLE_WAIT_MAX_S = 900 };

struct throttle;

struct throttle *throttle_new(void);
void throttle_free(struct throttle *t); /* NULL is fine */
/* May name try from address? 0: yes, and the attempt counts as a failure until throttle_pass says otherwise (so that many at once
 * do not slip through). Otherwise the seconds to wait. */
int throttle_attempt(struct throttle *t, struct str name, struct str address, msec now);
/* The attempt was good: forget the failures. */
void throttle_pass(struct throttle *t, struct str name, struct str address);

#endif
