#include "service/package_read.h"

bool service_package_view(struct ctx *ctx, struct str code, struct package_view *ret)
{
    struct package_view v = {0};
    struct package outer = {0};
    enum db_result r = store_package_by_code(ctx->db, ctx->arena, code, &v.package);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no package %.*s.", STR_ARG(code));
    if (!ctx_check(ctx, r))
        return false;
    if (v.package.parent_id && !ctx_check(ctx, store_package_by_id(ctx->db, ctx->arena, v.package.parent_id, &outer)))
        return false;
    v.outer = outer.code;
    if (!ctx_check(ctx, store_package_count(ctx->db, v.package.id, &v.units)) ||
        !ctx_check(ctx, store_packages_inside(ctx->db, ctx->arena, v.package.id, PACKAGES_INSIDE_MAX, &v.inside)))
        return false;
    *ret = v;
    return true;
}

bool service_package_units(struct ctx *ctx, int64_t id, int64_t after, int limit, struct unit_views *ret)
{
    struct id_list ids;
    return ctx_check(ctx, store_package_units(ctx->db, ctx->arena, id, after, limit, &ids)) &&
           service_unit_rows(ctx, &ids, ret);
}
