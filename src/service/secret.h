/*
 * secret: passwords and tokens. A password is kept as argon2id (64 MiB, two passes: about a tenth of a second, so never on a
 * thread that scans wait for); a token is 32 random bytes, kept as SHA-256.
 */
#ifndef SERVICE_SECRET_H
#define SERVICE_SECRET_H

#include "base/hash.h"

enum { SECRET_HASH_MAX = 128, SECRET_TOKEN_LEN = 47 /* prefix of 4 and 43 characters base64url */ };

#define SECRET_SESSION_PREFIX "sns_"
#define SECRET_KEY_PREFIX     "snk_"

/* argon2id in its own text form, NUL terminated; false when the machine has not enough memory. Slow. */
bool service_password_hash(struct str password, char ret[SECRET_HASH_MAX]);
/* password is the one that was hashed. An empty hash takes as long as a real one and is never right. Slow. */
bool service_password_matches(struct str password, struct str hash);
/* A new token with that prefix, NUL terminated, and its hash. */
void service_token_new(const char *prefix, char ret_text[SECRET_TOKEN_LEN + 1], struct hash *ret_hash);
/* A password for one use: 20 characters that are not mistaken for each other, NUL terminated. */
void service_password_new(char ret[24]);

#endif
