/*
 * service/location: making, changing and finding places, and keeping their tree a tree. create and change write: call them inside
 * a writer job.
 */
#ifndef SERVICE_LOCATION_H
#define SERVICE_LOCATION_H

#include "service/ctx.h"
#include "store/location.h"

/* in without id, version and birth; its parent_code says in which place it is (empty: it stands alone). *ret is what was stored. */
bool service_location_create(struct ctx *ctx, const struct location *in, struct location *ret);
/* in is what was read (its id and version count), with what shall be different; parent_code counts, not parent_id.
 * Refused, besides what is malformed: to stand inside itself (circular_location), more than LIMIT_LOCATION_DEPTH levels (too_deep),
 * a kind that does not fit above or below, closing while something is in it (location_occupied), opening in a closed parent
 * (location_closed), changed_meanwhile when its version is gone. */
bool service_location_change(struct ctx *ctx, const struct location *in, struct location *ret);
bool service_location_get(struct ctx *ctx, struct str code, struct location *ret); /* not_found */
bool service_location_find(struct ctx *ctx, struct str code, const char *field,
                           struct location *ret); /* unknown_location */
bool service_location_list(struct ctx *ctx, const struct location_filter *f, struct location_list *ret);

#endif
