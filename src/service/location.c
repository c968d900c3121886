#include "service/location.h"

#include <inttypes.h>

#include "base/limits.h"

/* Another location has the value already. */
static bool taken(struct ctx *ctx, const char *field, struct str value, const struct location *who)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, field, "%s %.*s belongs to %s %.*s%s%.*s", field, STR_ARG(value),
                      location_kind_names[who->kind], STR_ARG(who->code), str_empty(who->parent_code) ? "" : " in ",
                      STR_ARG(who->parent_code));
}

static bool keys_free(struct ctx *ctx, const struct location *l)
{
    struct location other;
    enum db_result r = store_location_by_code(ctx->db, ctx->arena, l->code, &other);
    if (r == DB_ROW && other.id != l->id)
        return taken(ctx, "code", l->code, &other);
    if (!ctx_check(ctx, r) || str_empty(l->gln))
        return !ctx->failure;
    r = store_location_by_gln(ctx->db, ctx->arena, l->gln, &other);
    if (r == DB_ROW && other.id != l->id)
        return taken(ctx, "gln", l->gln, &other);
    return ctx_check(ctx, r);
}

/* It does not become its own ancestor, and the tree does not grow too deep. */
static bool tree_stays(struct ctx *ctx, const struct location *l, const struct location *parent)
{
    struct location_list above;
    int below = 0;
    if (!ctx_check(ctx, store_location_ancestors(ctx->db, ctx->arena, parent->id, &above)))
        return false;
    bool circular = parent->id == l->id;
    for (size_t i = 0; i < above.count; i++)
        circular = circular || above.items[i].id == l->id;
    if (circular)
        return ctx_refuse(ctx, REFUSED_CIRCULAR_LOCATION, "parent", "%.*s is %s %.*s", STR_ARG(parent->code),
                          parent->id == l->id ? "the same as" : "inside", STR_ARG(l->code));
    if (l->id && !ctx_check(ctx, store_location_height(ctx->db, l->id, &below)))
        return false;
    if ((int)above.count + 2 + below > LIMIT_LOCATION_DEPTH)
        return ctx_refuse(ctx, REFUSED_TOO_DEEP, "parent", "places can be nested %d deep at most",
                          LIMIT_LOCATION_DEPTH);
    return true;
}

/* Finds the parent by its code and sets parent_id; moved: it was somewhere else before. */
static bool settle(struct ctx *ctx, struct location *l, bool moved)
{
    struct location parent;
    l->parent_id = 0;
    if (str_empty(l->parent_code))
        return location_fits(ctx->arena, l, NULL, &ctx->refusal);
    if (!service_location_find(ctx, l->parent_code, "parent", &parent) || (moved && !tree_stays(ctx, l, &parent)) ||
        !location_fits(ctx->arena, l, &parent, &ctx->refusal))
        return false;
    if (l->active && !parent.active)
        return ctx_refuse(ctx, REFUSED_LOCATION_CLOSED, "parent", "its parent %.*s is closed", STR_ARG(parent.code));
    l->parent_id = parent.id;
    l->parent_code = parent.code;
    return true;
}

bool service_location_create(struct ctx *ctx, const struct location *in, struct location *ret)
{
    struct location l = *in;
    l.id = 0;
    l.version = 1;
    l.created_at = ctx->now;
    if (!location_valid(ctx->arena, &l, &ctx->refusal) || !keys_free(ctx, &l) || !settle(ctx, &l, true) ||
        !ctx_check(ctx, store_location_insert(ctx->db, &l, &l.id)))
        return false;
    *ret = l;
    return true;
}

/* What is in it allows it to become of another kind. */
static bool kind_may_change(struct ctx *ctx, const struct location *l, const struct location_children *children,
                            int64_t stock)
{
    unsigned misfits = location_misfits(l->kind, children->kinds);
    const char *kind = location_kind_names[l->kind];
    for (int k = 0; k < LOCATION_TOTAL; k++)
        if (misfits & LOCATION_BIT(k))
            return ctx_refuse(ctx, REFUSED_BAD_VALUE, "kind", "there is a %s inside, which cannot be in a %s",
                              location_kind_names[k], kind);
    if (stock > 0 && !location_keeps_units(l->kind))
        return ctx_refuse(ctx, REFUSED_LOCATION_KIND, "kind", "%" PRId64 " units are in it; none are kept in a %s",
                          stock, kind);
    return true;
}

static bool may_close(struct ctx *ctx, const struct location *l, const struct location_children *children,
                      int64_t stock)
{
    if (stock > 0)
        return ctx_refuse(ctx, REFUSED_LOCATION_OCCUPIED, "active", "units still in %.*s: %" PRId64, STR_ARG(l->code),
                          stock);
    if (children->active > 0)
        return ctx_refuse(ctx, REFUSED_LOCATION_OCCUPIED, "active", "places still open in %.*s: %" PRId64,
                          STR_ARG(l->code), children->active);
    return true;
}

/* Rules about what was and what shall be. */
static bool may_change(struct ctx *ctx, const struct location *was, const struct location *l)
{
    struct location_children children;
    int64_t stock = 0;
    bool closes = was->active && !l->active, turns = was->kind != l->kind;
    if (!closes && !turns)
        return true;
    return ctx_check(ctx, store_location_children(ctx->db, l->id, &children)) &&
           ctx_check(ctx, store_location_stock(ctx->db, l->id, &stock)) &&
           (!turns || kind_may_change(ctx, l, &children, stock)) && (!closes || may_close(ctx, l, &children, stock));
}

bool service_location_change(struct ctx *ctx, const struct location *in, struct location *ret)
{
    struct location l = *in, was;
    enum db_result r = store_location_by_id(ctx->db, ctx->arena, in->id, &was);
    if (r == DB_ROW) {
        if (!location_valid(ctx->arena, &l, &ctx->refusal) || !keys_free(ctx, &l) || !may_change(ctx, &was, &l) ||
            !settle(ctx, &l, !str_eq(was.parent_code, l.parent_code)))
            return false;
        r = store_location_update(ctx->db, &l);
        if (r == DB_OK && !str_eq(was.code, l.code))
            r = store_location_touch_children(ctx->db, l.id);
    }
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "location %.*s is no longer as it was read",
                          STR_ARG(l.code));
    if (!ctx_check(ctx, r))
        return false;
    l.version++;
    *ret = l;
    return true;
}

bool service_location_get(struct ctx *ctx, struct str code, struct location *ret)
{
    enum db_result r = store_location_by_code(ctx->db, ctx->arena, code, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no location '%.*s'", STR_ARG(code));
    return ctx_check(ctx, r);
}

bool service_location_find(struct ctx *ctx, struct str code, const char *field, struct location *ret)
{
    enum db_result r = store_location_by_code(ctx->db, ctx->arena, code, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_LOCATION, field, "there is no location '%.*s'", STR_ARG(code));
    return ctx_check(ctx, r);
}

bool service_location_list(struct ctx *ctx, const struct location_filter *f, struct location_list *ret)
{
    return ctx_check(ctx, store_location_list(ctx->db, ctx->arena, f, ret));
}
