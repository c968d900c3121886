/*
 * identity: from a token to an actor. Tokens are random and stored as SHA-256 only; what the database says about one is remembered
 * for a few seconds, or until somebody changes users, sessions or keys: here, or in another process that works on the same database.
 */
#ifndef API_IDENTITY_H
#define API_IDENTITY_H

#include "api/call.h"

struct identities;

struct identities *identities_new(void);
void identities_free(struct identities *ids); /* NULL is fine */
/* Users, sessions or keys have changed (durably): look everything up again. Any thread. */
void identities_forget(struct identities *ids);

/* Fill in call's actor and via from its Authorization or Cookie header. False with a refusal (unauthenticated, forbidden,
 * bad_request) or failure. */
bool identity_of(struct call *call);
/* The request bears a good token; whether that suffices for what it asks is not looked at. Any thread. */
bool identity_known(struct app *app, const struct http_request *r);
/* The token of that hash is still good. Any thread. */
bool identity_still(struct app *app, struct hash token);

#endif
