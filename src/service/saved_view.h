/*
 * service/saved_view: filters of lists under a name. Everybody has their own and sees those that others share; administrators may
 * change and remove shared ones, too. Not part of the ledger.
 */
#ifndef SERVICE_SAVED_VIEW_H
#define SERVICE_SAVED_VIEW_H

#include "domain/saved_view.h"
#include "service/ctx.h"

/* One's own, or a shared one. */
bool service_saved_view_get(struct ctx *ctx, int64_t id, struct saved_view *ret);
bool service_saved_view_list(struct ctx *ctx, struct str page, int64_t after, int limit, struct saved_view **ret,
                             size_t *ret_count);
bool service_saved_view_create(struct ctx *ctx, const struct saved_view *in, struct saved_view *ret);
/* Name, query and shared; in->version is that which was read. */
bool service_saved_view_change(struct ctx *ctx, const struct saved_view *in, struct saved_view *ret);
bool service_saved_view_delete(struct ctx *ctx, int64_t id);

#endif
