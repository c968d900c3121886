/*
 * local_user: who works on a database without signing in. Everything in the ledger has an actor, so the person at the keyboard gets a
 * user of their own ("local:ana"), an administrator without a password: whoever may write the file may do everything anyway.
 */
#ifndef CLI_LOCAL_USER_H
#define CLI_LOCAL_USER_H

#include "api/app.h"

/* The user of that name, made when there is none. Texts are in the arena. False with a sentence in error. */
bool local_user(struct app *app, struct arena *a, const char *name, struct actor *ret, char *error, size_t size);

#endif
