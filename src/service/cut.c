#include "service/cut.h"

#include "service/integrate.h"
#include "service/unit_read.h"
#include "store/reserve.h"
#include "store/sequence.h"

static enum db_result integrate(struct db *like)
{
    char error[256];
    struct db *db = NULL;
    enum db_result r = db_again(like, DB_WRITE, &db, error, sizeof error);
    if (r == DB_OK)
        r = integrate_all(db);
    db_close(db);
    return r;
}

/* The view is of the moment of its first question. */
static bool open_view(struct ctx *ctx)
{
    int64_t size;
    if (!service_read_begin(ctx))
        return false;
    if (ctx_check(ctx, store_head(ctx->db, &size)))
        return true;
    service_read_end(ctx);
    return false;
}

bool service_cut_begin(struct ctx *ctx)
{
    if (!db_far(ctx->db))
        return service_read_begin(ctx);
    if (!ctx_check(ctx, store_lock_all(ctx->db)))
        return false;
    bool open = ctx_check(ctx, integrate(ctx->db)) && open_view(ctx);
    if (ctx_check(ctx, store_unlock_all(ctx->db)))
        return open;
    if (open)
        service_read_end(ctx);
    return false;
}
