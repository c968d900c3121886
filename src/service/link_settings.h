/*
 * service/link_settings: what strangers may be told, which products have no pages, and where links lead. Not part of the ledger.
 */
#ifndef SERVICE_LINK_SETTINGS_H
#define SERVICE_LINK_SETTINGS_H

#include "service/ctx.h"
#include "store/link.h"

bool service_link_settings(struct ctx *ctx, struct link_settings *ret);
/* Administrators. in->version is that which was read. */
bool service_link_settings_change(struct ctx *ctx, const struct link_settings *in, struct link_settings *ret);

/* Has the product pages? Refused: unknown_product. */
bool service_link_product(struct ctx *ctx, struct str sku, bool *ret_pages);
/* Managers. */
bool service_link_product_change(struct ctx *ctx, struct str sku, bool pages);

bool service_link_target(struct ctx *ctx, int64_t id, struct link_target *ret);
bool service_link_target_list(struct ctx *ctx, struct str sku, int64_t after, int limit, struct link_target **ret,
                              size_t *ret_count);
/* Managers. in->sku names the product; empty: all. */
bool service_link_target_create(struct ctx *ctx, const struct link_target *in, struct link_target *ret);
bool service_link_target_change(struct ctx *ctx, const struct link_target *in, struct link_target *ret);
bool service_link_target_delete(struct ctx *ctx, int64_t id);
/* What a page or a linkset shows. */
bool service_link_targets_of(struct ctx *ctx, int64_t product_id, struct link_target **ret, size_t *ret_count);

#endif
