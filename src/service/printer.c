#include "service/printer.h"

static bool taken(struct ctx *ctx, const struct printer *p)
{
    return ctx_refuse(ctx, REFUSED_DUPLICATE, "name", "There is a printer '%.*s' already.", STR_ARG(p->name));
}

bool service_printer_create(struct ctx *ctx, const struct printer *in, struct printer *ret)
{
    struct printer p = *in;
    p.active = true;
    p.created_at = ctx->now;
    p.version = 1;
    printer_normalise(&p);
    if (!printer_valid(ctx->arena, &p, &ctx->refusal))
        return false;
    enum db_result r = store_printer_insert(ctx->db, &p, &p.id);
    if (r == DB_UNIQUE)
        return taken(ctx, &p);
    if (!ctx_check(ctx, r))
        return false;
    *ret = p;
    return true;
}

bool service_printer_change(struct ctx *ctx, const struct printer *in, struct printer *ret)
{
    struct printer p = *in;
    printer_normalise(&p);
    if (!printer_valid(ctx->arena, &p, &ctx->refusal))
        return false;
    enum db_result r = store_printer_update(ctx->db, &p);
    if (r == DB_UNIQUE)
        return taken(ctx, &p);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "the printer is no longer as it was read");
    if (!ctx_check(ctx, r))
        return false;
    p.version++;
    *ret = p;
    return true;
}

bool service_printer_get(struct ctx *ctx, struct str name, struct printer *ret)
{
    enum db_result r = store_printer_by_name(ctx->db, ctx->arena, name, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no printer '%.*s'.", STR_ARG(name));
    return ctx_check(ctx, r);
}

bool service_printer_find(struct ctx *ctx, struct str name, struct printer *ret)
{
    enum db_result r = store_printer_by_name(ctx->db, ctx->arena, name, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_PRINTER, "printer", "There is no printer '%.*s'.", STR_ARG(name));
    if (!ctx_check(ctx, r))
        return false;
    return ret->active ||
           ctx_refuse(ctx, REFUSED_PRINTER_CLOSED, "printer", "The printer %.*s is closed.", STR_ARG(name));
}

bool service_printer_list(struct ctx *ctx, const struct store_page *page, struct printer_list *ret)
{
    return ctx_check(ctx, store_printer_list(ctx->db, ctx->arena, page, ret));
}
