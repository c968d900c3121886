/*
 * person: users, their sessions and API keys, and what can be right about them. Pure; tokens and password hashes are
 * service/secret.h's.
 */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/lifecycle.h"
#include "domain/refusal.h"

struct user {
    int64_t id;               /* 0: not stored yet */
    struct str name;          /* unique, never changes: the ledger bears it */
    struct str password_hash; /* argon2id in its own text form; empty: may not sign in with a password */
    unsigned roles;           /* ROLE_BITs */
    bool active;
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

struct session {
    struct hash token; /* SHA-256 of it; the token itself is nowhere */
    int64_t user_id;
    msec created_at, expires_at;
    struct str device;
};

struct api_key {
    int64_t id; /* 0: not stored yet */
    struct str name;
    struct hash token;
    int64_t user_id;
    struct str user_name; /* when it was read */
    unsigned roles;       /* ROLE_BITs: scope; never more than the user's own count */
    msec created_at;
    msec expires_at; /* 0: never */
    msec revoked_at; /* 0: not revoked */
};

/* All but the password is well formed. False, and *refusal says what is not. */
bool user_valid(struct arena *a, const struct user *u, struct refusal *refusal);
/* Long enough, no absurd length, not just the name. */
bool password_valid(struct arena *a, struct str password, struct str user_name, struct refusal *refusal);
/* user_roles are those that the key's user has. */
bool api_key_valid(struct arena *a, const struct api_key *k, unsigned user_roles, msec now, struct refusal *refusal);
/* What somebody works with: a line of at most LIMIT_CODE_CHARS, or empty. */
bool device_valid(struct arena *a, struct str device, struct refusal *refusal);

#endif
