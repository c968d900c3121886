/*
 * service/api_key: tokens for programs. A key belongs to a user and never may more than that user does.
 */
#ifndef SERVICE_API_KEY_H
#define SERVICE_API_KEY_H

#include "domain/person.h"
#include "service/ctx.h"
#include "service/secret.h"

/* Keys by id behind after_id: one's own; of everybody for administrators and auditors. */
bool service_api_key_list(struct ctx *ctx, int64_t after_id, int limit, struct api_key **ret, size_t *ret_count);

/* Writer's thread. in: name, roles (0: all that the user has), expires_at, user_id (0: the actor; others: administrators only).
 * The token is told this once. Refused besides what api_key_valid says: unknown user (not_found), forbidden. */
bool service_api_key_create(struct ctx *ctx, const struct api_key *in, struct api_key *ret,
                            char ret_token[SECRET_TOKEN_LEN + 1]);
/* Writer's thread. One's own; any for administrators. A key that is not the actor's to see is not_found. */
bool service_api_key_revoke(struct ctx *ctx, int64_t id);

#endif
