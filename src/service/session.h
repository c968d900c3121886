/*
 * service/session: being signed in. Who has a right to a session is decided before (the password was right).
 */
#ifndef SERVICE_SESSION_H
#define SERVICE_SESSION_H

#include "service/secret.h"
#include "service/user.h"

enum {
    SESSION_HOURS = 7 * 24, /* from sign-in, whatever happens in between */
    SESSIONS_PER_USER = 50  /* older ones end */
};

/* Writer's thread. A session for the user as they were when their password was checked; they must still be active and have that
 * password (wrong_password otherwise). The token is told this once. */
bool service_session_create(struct ctx *ctx, const struct user *checked, struct str device, struct session *ret,
                            char ret_token[SECRET_TOKEN_LEN + 1]);
/* Writer's thread. */
bool service_session_end(struct ctx *ctx, struct hash token);
/* Writer's thread. What nobody can use any more goes: expired sessions, answers kept since before the instant. */
bool service_purge(struct ctx *ctx, msec answers_before);

#endif
