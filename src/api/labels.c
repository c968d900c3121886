/*
 * labels: /v1/labels/templates: what labels look like. Ready ones are part of the program, others are made here. Drawing is
 * label_render.c's.
 */
#include <inttypes.h>
#include <stdio.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/label_source.h"
#include "api/list.h"
#include "api/write.h"

/* ---- JSON ---- */

static void put_summary(struct json_out *o, const struct label_source *s, const struct label_template *t)
{
    int across = t->sheet.columns, down = t->sheet.rows;
    json_field_str(o, "id", s->id);
    json_field_str(o, "name", t->name);
    json_field_z(o, "for", label_for_names[t->thing]);
    json_field_bool(o, "ready", s->ready);
    json_field_int(o, "per_page", across ? across * down : 1);
    json_field_int(o, "version", s->version);
    api_json_time_opt(o, "created_at", s->created_at);
}

static void put_mm(struct json_out *o, const char *name, double mm)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%.10g", mm);
    json_key(o, name);
    json_put_raw(o, (struct str){text, (size_t)n});
}

static void put_listed(struct json_out *o, const void *row)
{
    const struct label_listed *l = row;
    json_begin_object(o);
    put_summary(o, &l->source, &l->template);
    put_mm(o, "width", l->template.width);
    put_mm(o, "height", l->template.height);
    json_end_object(o);
}

static enum http_outcome reply_template(struct call *call, int status, const struct label_source *s,
                                        const struct label_template *t)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    put_summary(&o, s, t);
    put_mm(&o, "width", t->width);
    put_mm(&o, "height", t->height);
    json_key(&o, "template");
    json_put_raw(&o, s->json);
    json_end_object(&o);
    return api_reply_json(call, status, &body);
}

/* ---- reading ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    int64_t place = 0;
    struct label_listed *rows;
    if (!str_empty(after) && (!str_int64(after, &place) || place < 0))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    if (!label_source_list(ctx, *(const enum label_for *)filter, place, limit, &rows, ret_count))
        return false;
    *ret_rows = rows;
    return true;
}

static struct str key(struct arena *a, const void *row)
{
    return arena_fmt(a, "%" PRId64, ((const struct label_listed *)row)->place);
}

static void row_csv(struct api_cells *out, const void *row)
{
    const struct label_listed *l = row;
    api_cell_str(out, l->source.id, true);
    api_cell_str(out, l->template.name, false);
    api_cell_str(out, str_of(label_for_names[l->template.thing]), false);
    api_cell_bool(out, l->source.ready, false);
    api_cell_int(out, l->source.version, false);
}

static const char *const columns[] = {"id", "name", "for", "ready", "version", NULL};
static const struct api_list list = {.name = "label-templates",
                                     .columns = columns,
                                     .row_size = sizeof(struct label_listed),
                                     .fetch = fetch,
                                     .json = put_listed,
                                     .csv = row_csv,
                                     .key = key};

enum http_outcome api_label_templates_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    int thing = LABEL_FOR_TOTAL;
    enum label_for *filter = ARENA_NEW(api_arena(call), enum label_for);
    if (!filter)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_query_choice(&q, "for", label_for_names, LABEL_FOR_TOTAL, &thing);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    *filter = (enum label_for)thing;
    return api_list_reply(call, &list, filter, &page);
}

enum http_outcome api_label_templates_get(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    struct label_source s;
    struct label_template t;
    if (!label_source_find(ctx, api_param(call, "id"), &s) ||
        !label_template_read(ctx->arena, s.json, &t, &ctx->refusal))
        return api_problem(call);
    return api_not_modified(call, s.version) ? HTTP_DONE : reply_template(call, 200, &s, &t);
}

/* ---- writing ---- */

/* A template that is to be stored: as it came, or a copy of another under a new name. */
struct writing {
    struct str json; /* empty: a copy */
    struct label_template template;
    struct str copy, name;
};

static bool no_room(struct ctx *ctx)
{
    return ctx_check(ctx, DB_FAILED);
}

/* The template as it is stored, and what it says. */
static bool take(struct ctx *ctx, const struct json *json, struct writing *w)
{
    struct buf text = {0};
    json_print(&text, json);
    w->json = arena_str(ctx->arena, buf_view(&text));
    buf_free(&text);
    if (!w->json.ptr)
        return no_room(ctx);
    return label_template_read(ctx->arena, w->json, &w->template, &ctx->refusal);
}

static bool read_new(struct call *call, struct writing *w)
{
    struct api_body b;
    const struct json *json = NULL;
    if (!api_body_open(&b, call))
        return false;
    bool whole = api_body_any(&b, "template", &json);
    bool copy = api_body_str(&b, "copy", &w->copy);
    bool name = api_body_str(&b, "name", &w->name);
    if (!api_body_close(&b))
        return false;
    if (whole == copy || copy != name)
        return ctx_refuse(api_ctx(call), REFUSED_BAD_REQUEST, "template",
                          "Send either a template, or copy (the id of another) and a new name.");
    return copy || take(api_ctx(call), json, w);
}

/* json with another name. */
static bool renamed(struct ctx *ctx, struct str text, struct str name, struct writing *w)
{
    struct json_error error;
    struct buf out = {0};
    struct json_out o;
    void *it = NULL;
    struct str member;
    const struct json *value;
    struct json *json = json_parse(text, &error);
    if (!json)
        return no_room(ctx);
    json_out_init(&o, &out);
    json_begin_object(&o);
    while (json_next(json, &it, &member, &value)) {
        json_key_str(&o, member);
        struct buf one = {0};
        json_print(&one, value);
        if (str_is(member, "name"))
            json_put_str(&o, name);
        else
            json_put_raw(&o, buf_view(&one));
        buf_free(&one);
    }
    json_end_object(&o);
    json_free(json);
    w->json = arena_str(ctx->arena, buf_view(&out));
    buf_free(&out);
    return label_template_read(ctx->arena, w->json, &w->template, &ctx->refusal);
}

static struct label_source stored(struct arena *a, const struct stored_template *t)
{
    return (struct label_source){.id = arena_fmt(a, "%" PRId64, t->id),
                                 .json = t->body,
                                 .key = t->id,
                                 .version = t->version,
                                 .created_at = t->created_at};
}

static bool create(struct call *call, void *state)
{
    struct ctx *ctx = api_ctx(call);
    struct writing w = *(struct writing *)state;
    struct label_source from;
    struct stored_template made;
    if (w.copy.len && (!label_source_find(ctx, w.copy, &from) || !renamed(ctx, from.json, w.name, &w)))
        return false;
    const struct stored_template in = {.name = w.template.name, .thing = w.template.thing, .body = w.json};
    if (!service_label_template_create(ctx, &in, &made))
        return false;
    struct label_source s = stored(ctx->arena, &made);
    api_etag(call, made.version);
    api_reply_location(call, "/v1/labels/templates/", s.id);
    reply_template(call, 201, &s, &w.template);
    return true;
}

enum http_outcome api_label_templates_create(struct call *call)
{
    struct writing *w = ARENA_NEW(api_arena(call), struct writing);
    if (!w)
        return api_failure(call, DB_FAILED);
    return read_new(call, w) ? api_write(call, create, w) : api_problem(call);
}

static bool own(struct ctx *ctx, const struct label_source *s)
{
    return !s->ready ||
           ctx_refuse(ctx, REFUSED_FORBIDDEN, NULL,
                      "'%.*s' comes with the program and stays as it is; make a copy and change that.", STR_ARG(s->id));
}

static bool change(struct call *call, void *state)
{
    const struct writing *w = state;
    struct ctx *ctx = api_ctx(call);
    struct label_source before;
    struct stored_template now;
    if (!label_source_find(ctx, api_param(call, "id"), &before) || !own(ctx, &before) ||
        !api_if_match(call, before.version))
        return false;
    const struct stored_template in = {before.key, w->template.name,  w->template.thing,
                                       w->json,    before.created_at, before.version};
    if (!service_label_template_change(ctx, &in, &now))
        return false;
    struct label_source s = stored(ctx->arena, &now);
    api_etag(call, now.version);
    reply_template(call, 200, &s, &w->template);
    return true;
}

enum http_outcome api_label_templates_change(struct call *call)
{
    struct api_body b;
    const struct json *json = NULL;
    struct writing *w = ARENA_NEW(api_arena(call), struct writing);
    if (!w)
        return api_failure(call, DB_FAILED);
    if (!api_body_open(&b, call))
        return api_problem(call);
    api_body_any(&b, "template", &json);
    api_body_need(&b, "template");
    if (!api_body_close(&b) || !take(api_ctx(call), json, w))
        return api_problem(call);
    return api_write(call, change, w);
}

static bool remove_template(struct call *call, void *state)
{
    (void)state;
    struct ctx *ctx = api_ctx(call);
    struct label_source s;
    if (!label_source_find(ctx, api_param(call, "id"), &s) || !own(ctx, &s) ||
        !service_label_template_delete(ctx, s.key))
        return false;
    api_reply_nothing(call);
    return true;
}

enum http_outcome api_label_templates_delete(struct call *call)
{
    return api_write(call, remove_template, NULL);
}
