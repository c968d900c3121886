/*
 * service/user: people who may sign in, and what they may. Passwords come hashed (service/secret.h): hashing is slow and does not
 * belong on the writer's thread.
 */
#ifndef SERVICE_USER_H
#define SERVICE_USER_H

#include "domain/person.h"
#include "service/ctx.h"

struct user_change {
    bool set_roles, set_active;
    unsigned roles;
    bool active;
    struct str password_hash; /* empty: the old one stays */
    const struct hash *keep;  /* the session that goes on when a new password ends all others; NULL: none */
};

/* Anybody may look at themselves, administrators and auditors at everybody. Refused: not_found, forbidden. */
bool service_user_get(struct ctx *ctx, int64_t id, struct user *ret);
/* By name behind after; active as store_user_list. */
bool service_user_list(struct ctx *ctx, struct str after, int active, int limit, struct user **ret, size_t *ret_count);

/* Writer's thread. Administrators only. Refused besides what user_valid says: duplicate. */
bool service_user_create(struct ctx *ctx, const struct user *in, struct user *ret);
/* Writer's thread. Administrators change anybody, everybody may change their own password. A closed user's sessions end; so do all
 * others when the password is new. Refused: not_found, forbidden, last_admin. */
bool service_user_change(struct ctx *ctx, int64_t id, const struct user_change *change, struct user *ret);
/* Writer's thread. Makes the administrator "admin" when there is no user at all; *ret_made says whether. For the first start. */
bool service_user_first(struct ctx *ctx, struct str password_hash, bool *ret_made);

#endif
