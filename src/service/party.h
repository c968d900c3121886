/*
 * service/party: making, changing and finding parties. create and change write: call them inside a writer job.
 */
#ifndef SERVICE_PARTY_H
#define SERVICE_PARTY_H

#include "service/ctx.h"
#include "store/party.h"

/* in without id, version and birth; *ret is what was stored. */
bool service_party_create(struct ctx *ctx, const struct party *in, struct party *ret);
/* in is what was read (its id and version count), with what shall be different; changed_meanwhile when its version is gone. */
bool service_party_change(struct ctx *ctx, const struct party *in, struct party *ret);
bool service_party_get(struct ctx *ctx, struct str code, struct party *ret); /* not_found */
bool service_party_list(struct ctx *ctx, const struct party_filter *f, struct party_list *ret);

#endif
