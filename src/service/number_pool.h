/*
 * service/number_pool: blocks of numbers that were allocated to a line, a supplier or a site. A pool is made by issuing its numbers
 * (service/numbering.h); here it is read, changed, made void, and ends by itself.
 */
#ifndef SERVICE_NUMBER_POOL_H
#define SERVICE_NUMBER_POOL_H

#include "service/numbering.h"

bool service_number_pool_get(struct ctx *ctx, struct id id, struct number_pool *ret);
bool service_number_pool_list(struct ctx *ctx, const struct number_pool_filter *f, struct number_pool **ret,
                              size_t *ret_count);
/* Name and expiry; in->version: what was read. */
bool service_number_pool_change(struct ctx *ctx, const struct number_pool *in, struct number_pool *ret);

/* All that is unused becomes void: the ordinary command `void`. */
struct pool_void {
    struct id pool, id; /* id: of the command */
    struct str reason;
    struct ctx *ctx;
    struct ledger *ledger;
    struct number_pool before;
    struct command command;
    struct command_result result;
    struct work *work; /* NULL: nothing is to be written */
    bool gathered;
};

/* As the steps of service/numbering.h. */
bool service_pool_void_foresee(struct pool_void *v, struct ctx *ctx, struct ledger *ledger);
bool service_pool_void_decide(struct pool_void *v, struct ctx *ctx, struct ledger *ledger);
bool service_pool_void_write(struct pool_void *v);

/* Some pool has expired, and not all of its unused numbers are void yet. */
bool service_number_pool_due(struct ctx *ctx, bool *ret);
enum { POOL_EXPIRY_STEP = 5000 }; /* numbers made void at once, so that nobody waits for long */
/* Make the next of them void, as the user `serno (numbering)`, who cannot sign in. A writer's job for itself. *ret_count: how many. */
bool service_number_pool_expire(struct ctx *ctx, struct ledger *ledger, int64_t *ret_count);

#endif
