#include "service/settings.h"

#include "service/authorise.h"
#include "store/settings.h"

bool service_settings_get(struct ctx *ctx, struct settings *ret)
{
    enum db_result r = store_settings_get(ctx->db, ctx->arena, ret);
    if (r == DB_DONE)
        settings_defaults(ret);
    return ctx_check(ctx, r);
}

bool service_settings_change(struct ctx *ctx, const struct settings *in, struct settings *ret)
{
    if (!service_authorise(ctx, ROLE_BIT(ROLE_ADMIN)) || !settings_valid(ctx->arena, in, &ctx->refusal))
        return false;
    enum db_result r = store_settings_put(ctx->db, in);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the settings are no longer as they were read");
    if (!ctx_check(ctx, r))
        return false;
    *ret = *in;
    ret->version++;
    return true;
}
