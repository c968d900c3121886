#include "service/label_template.h"

#include "service/authorise.h"

bool service_label_template_get(struct ctx *ctx, int64_t id, struct stored_template *ret)
{
    enum db_result r = store_label_template_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, "template", "there is no label template %lld", (long long)id);
    return ctx_check(ctx, r);
}

bool service_label_template_named(struct ctx *ctx, struct str name, struct stored_template *ret, bool *ret_found)
{
    enum db_result r = store_label_template_by_name(ctx->db, ctx->arena, name, ret);
    *ret_found = r == DB_ROW;
    return ctx_check(ctx, r);
}

bool service_label_template_list(struct ctx *ctx, enum label_for thing, int64_t after, int limit,
                                 struct stored_template **ret, size_t *ret_count)
{
    return ctx_check(ctx, store_label_template_list(ctx->db, ctx->arena, thing, after, limit, ret, ret_count));
}

static bool taken(struct ctx *ctx, const struct stored_template *t)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, "name", "There is a label template '%.*s' already.", STR_ARG(t->name));
}

static bool room_for_one(struct ctx *ctx)
{
    int64_t count = 0;
    if (!ctx_check(ctx, store_label_template_count(ctx->db, &count)))
        return false;
    return count < LABEL_TEMPLATES_MAX ||
           ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "There are never more than %d label templates; remove one first.",
                      LABEL_TEMPLATES_MAX);
}

bool service_label_template_create(struct ctx *ctx, const struct stored_template *in, struct stored_template *ret)
{
    struct stored_template t = *in;
    t.created_at = ctx->now;
    t.version = 1;
    if (!service_authorise(ctx, MAY_WRITE_LABELS) || !room_for_one(ctx))
        return false;
    enum db_result r = store_label_template_insert(ctx->db, &t, &t.id);
    if (r == DB_UNIQUE)
        return taken(ctx, &t);
    if (!ctx_check(ctx, r))
        return false;
    *ret = t;
    return true;
}

bool service_label_template_change(struct ctx *ctx, const struct stored_template *in, struct stored_template *ret)
{
    if (!service_authorise(ctx, MAY_WRITE_LABELS))
        return false;
    enum db_result r = store_label_template_update(ctx->db, in);
    if (r == DB_UNIQUE)
        return taken(ctx, in);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the template is no longer as it was read");
    if (!ctx_check(ctx, r))
        return false;
    *ret = *in;
    ret->version++;
    return true;
}

bool service_label_template_delete(struct ctx *ctx, int64_t id)
{
    struct stored_template t;
    return service_authorise(ctx, MAY_WRITE_LABELS) && service_label_template_get(ctx, id, &t) &&
           ctx_check(ctx, store_label_template_delete(ctx->db, id));
}
