/*
 * print_template: the template of a print job by its id or its name, as GET /v1/labels/templates tells them.
 */
#include "api/label_source.h"
#include "api/print_new.h"

bool print_template(struct ctx *ctx, struct str *name, struct str *ret_body, struct label_template *ret)
{
    struct label_source s;
    if (!label_source_named(ctx, *name, &s)) {
        if (ctx->refusal.code == REFUSED_NOT_FOUND)
            ctx->refusal.code = REFUSED_UNKNOWN_TEMPLATE;
        return false;
    }
    *name = s.id;
    *ret_body = s.json;
    return label_template_read(ctx->arena, s.json, ret, &ctx->refusal);
}
