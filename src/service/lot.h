/*
 * service/lot: making, changing and finding lots. create and change write: call them inside a writer job. Commands that name a
 * lot for the first time make it themselves.
 */
#ifndef SERVICE_LOT_H
#define SERVICE_LOT_H

#include "service/ctx.h"
#include "store/lot.h"

/* in without id, version and birth; its product_sku says which product. Without expires_at it expires after the product's shelf
 * life, when made_at is given. *ret is what was stored. */
bool service_lot_create(struct ctx *ctx, const struct lot *in, struct lot *ret);
/* in is what was read (its id and version count), with what shall be different: number and dates. changed_meanwhile when its
 * version is gone. */
bool service_lot_change(struct ctx *ctx, const struct lot *in, struct lot *ret);
bool service_lot_get(struct ctx *ctx, int64_t id, struct lot *ret); /* not_found */
bool service_lot_list(struct ctx *ctx, const struct lot_filter *f, struct lot_list *ret);

#endif
