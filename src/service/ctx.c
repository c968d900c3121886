#include "service/ctx.h"

bool ctx_check(struct ctx *ctx, enum db_result r)
{
    if (r == DB_OK || r == DB_ROW || r == DB_DONE)
        return true;
    ctx->failure = r;
    return false;
}
