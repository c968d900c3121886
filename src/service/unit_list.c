#include "service/unit_list.h"

#include "service/location.h"
#include "service/product.h"
#include "service/unit_far.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/unit_read.h"

bool service_product_id(struct ctx *ctx, struct str sku, int64_t *ret_id)
{
    struct product found;
    if (str_empty(sku))
        return true;
    if (!service_product_find(ctx, sku, "product", &found))
        return false;
    *ret_id = found.id;
    return true;
}

bool service_location_id(struct ctx *ctx, struct str code, int64_t *ret_id)
{
    struct location found;
    if (str_empty(code))
        return true;
    if (!service_location_find(ctx, code, "location", &found))
        return false;
    *ret_id = found.id;
    return true;
}

bool service_party_id(struct ctx *ctx, struct str code, const char *field, int64_t *ret_id)
{
    struct party found;
    if (str_empty(code))
        return true;
    enum db_result r = store_party_by_code(ctx->db, ctx->arena, code, &found);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_PARTY, field, "There is no party %.*s.", STR_ARG(code));
    if (!ctx_check(ctx, r))
        return false;
    *ret_id = found.id;
    return true;
}

static bool lot_exists(struct ctx *ctx, const struct unit_filter *f)
{
    struct lot_list found;
    struct lot_filter wanted = {.page = {.limit = 1}, .product_id = f->product_id, .number = f->lot};
    if (str_empty(f->lot))
        return true;
    if (!ctx_check(ctx, store_lot_list(ctx->db, ctx->arena, &wanted, &found)))
        return false;
    return found.count > 0 || ctx_refuse(ctx, REFUSED_UNKNOWN_LOT, "lot", "There is no lot %.*s.", STR_ARG(f->lot));
}

bool service_unit_codes(struct ctx *ctx, const struct unit_codes *codes, struct unit_filter *f)
{
    return service_product_id(ctx, codes->product, &f->product_id) &&
           service_location_id(ctx, codes->location, &f->location_id) &&
           service_party_id(ctx, codes->party, "party", &f->party_id) &&
           service_party_id(ctx, codes->owner, "owner", &f->owner_id) &&
           service_party_id(ctx, codes->supplier, "supplier", &f->supplier_id) && lot_exists(ctx, f);
}

static enum db_result one_by_one(struct ctx *ctx, const struct id_list *ids, struct unit_view *ret)
{
    enum db_result r = DB_ROW;
    for (size_t i = 0; i < ids->count && (r == DB_ROW || r == DB_DONE); i++)
        r = store_unit_view(ctx->db, ctx->arena, ids->at[i], &ret[i]);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

/* Those that are there. */
static size_t close_up(struct unit_view *views, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (views[i].unit.id && n++ != i)
            views[n - 1] = views[i];
    return n;
}

bool service_unit_rows(struct ctx *ctx, const struct id_list *ids, struct unit_views *ret)
{
    struct unit_view *views = ARENA_ARRAY(ctx->arena, ids->count, struct unit_view);
    if (!views)
        return ctx_check(ctx, DB_FAILED);
    enum db_result r =
        db_far(ctx->db) ? unit_far_views(ctx->db, ctx->arena, ids->at, ids->count, views) : one_by_one(ctx, ids, views);
    if (!ctx_check(ctx, r))
        return false;
    *ret = (struct unit_views){views, close_up(views, ids->count)};
    return true;
}

bool service_unit_list(struct ctx *ctx, const struct unit_filter *f, struct unit_views *ret)
{
    struct id_list ids;
    return ctx_check(ctx, store_unit_list(ctx->db, ctx->arena, f, &ids)) && service_unit_rows(ctx, &ids, ret);
}
