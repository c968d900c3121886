#include "api/label_source.h"

#include <inttypes.h>

#include "label_templates.gen.h"

static struct label_source ready_source(int i)
{
    return (struct label_source){.id = str_of(label_ready[i].id), .json = str_of(label_ready[i].json), .ready = true};
}

static struct label_source own_source(struct arena *a, const struct stored_template *t)
{
    return (struct label_source){.id = arena_fmt(a, "%" PRId64, t->id),
                                 .json = t->body,
                                 .key = t->id,
                                 .version = t->version,
                                 .created_at = t->created_at};
}

bool label_source_find(struct ctx *ctx, struct str id, struct label_source *ret)
{
    int64_t key;
    struct stored_template own;
    for (int i = 0; i < LABEL_READY; i++)
        if (str_is(id, label_ready[i].id)) {
            *ret = ready_source(i);
            return true;
        }
    if (!str_int64(id, &key) || key <= 0)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, "template",
                          "there is no label template '%.*s'; GET /v1/labels/templates lists them", STR_ARG(id));
    if (!service_label_template_get(ctx, key, &own))
        return false;
    *ret = own_source(ctx->arena, &own);
    return true;
}

/* False with a failure, or without: there is none. */
static bool by_name(struct ctx *ctx, struct str name, struct label_source *ret)
{
    bool found = false;
    struct stored_template own;
    struct label_template t;
    if (!service_label_template_named(ctx, name, &own, &found))
        return false;
    if (found)
        *ret = own_source(ctx->arena, &own);
    for (int i = 0; !found && i < LABEL_READY; i++) {
        *ret = ready_source(i);
        found = label_template_read(ctx->arena, ret->json, &t, &ctx->refusal) && str_eq(t.name, name);
    }
    return found;
}

bool label_source_named(struct ctx *ctx, struct str name, struct label_source *ret)
{
    if (label_source_find(ctx, name, ret))
        return true;
    struct refusal none = ctx->refusal;
    if (none.code != REFUSED_NOT_FOUND)
        return false;
    ctx->refusal = (struct refusal){0};
    if (by_name(ctx, name, ret))
        return true;
    if (ctx->failure == DB_OK)
        ctx->refusal = none;
    return false;
}

bool label_source_template(struct ctx *ctx, struct str name, struct label_template *ret)
{
    struct label_source s;
    return label_source_named(ctx, name, &s) && label_template_read(ctx->arena, s.json, ret, &ctx->refusal);
}

/* Of a template that was good when it was stored. */
static bool add(struct ctx *ctx, int64_t place, const struct label_source *s, struct label_listed *ret)
{
    *ret = (struct label_listed){.place = place, .source = *s};
    return label_template_read(ctx->arena, s->json, &ret->template, &ctx->refusal);
}

static bool add_ready(struct ctx *ctx, enum label_for thing, int64_t after, int limit, struct label_listed *rows,
                      size_t *count)
{
    for (int i = (int)after; i < LABEL_READY && *count < (size_t)limit; i++) {
        struct label_source s = ready_source(i);
        if (!add(ctx, i + 1, &s, &rows[*count]))
            return false;
        *count += thing == LABEL_FOR_TOTAL || rows[*count].template.thing == thing;
    }
    return true;
}

bool label_source_list(struct ctx *ctx, enum label_for thing, int64_t after, int limit, struct label_listed **ret,
                       size_t *ret_count)
{
    struct label_listed *rows = ARENA_ARRAY(ctx->arena, (size_t)limit, struct label_listed);
    size_t count = 0, own_count = 0;
    struct stored_template *own;
    if (!rows)
        return ctx_check(ctx, DB_FAILED);
    if (after < LABEL_READY && !add_ready(ctx, thing, after, limit, rows, &count))
        return false;
    int64_t behind = after > LABEL_READY ? after - LABEL_READY : 0;
    if (count < (size_t)limit && !service_label_template_list(ctx, thing, behind, limit - (int)count, &own, &own_count))
        return false;
    for (size_t i = 0; i < own_count; i++) {
        struct label_source s = own_source(ctx->arena, &own[i]);
        if (!add(ctx, LABEL_READY + own[i].id, &s, &rows[count++]))
            return false;
    }
    *ret = rows;
    *ret_count = count;
    return true;
}
