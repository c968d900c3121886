/*
 * service/product: making, changing and finding products. create and change write: call them inside a writer job.
 */
#ifndef SERVICE_PRODUCT_H
#define SERVICE_PRODUCT_H

#include "service/ctx.h"
#include "store/product.h"

/* in without id, version and birth; *ret is what was stored. */
bool service_product_create(struct ctx *ctx, const struct product *in, struct product *ret);
/* in is what was read (its id and version count), with what shall be different; changed_meanwhile when its version is gone. */
bool service_product_change(struct ctx *ctx, const struct product *in, struct product *ret);
bool service_product_get(struct ctx *ctx, struct str sku, struct product *ret); /* not_found */
bool service_product_find(struct ctx *ctx, struct str sku, const char *field,
                          struct product *ret); /* unknown_product */
bool service_product_list(struct ctx *ctx, const struct product_filter *f, struct product_list *ret);

#endif
