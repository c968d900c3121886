/*
 * print_template: the template of a print job by its id, as GET /v1/labels/templates tells it.
 */
#include "api/label_source.h"
#include "api/print_new.h"

bool print_template(struct ctx *ctx, struct str id, struct str *ret_body, struct label_template *ret)
{
    struct label_source s;
    if (!label_source_find(ctx, id, &s)) {
        if (ctx->refusal.code == REFUSED_NOT_FOUND)
            ctx->refusal.code = REFUSED_UNKNOWN_TEMPLATE;
        return false;
    }
    *ret_body = s.json;
    return label_template_read(ctx->arena, s.json, ret, &ctx->refusal);
}
