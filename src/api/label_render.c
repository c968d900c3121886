/*
 * label_render: POST /v1/labels/preview and /v1/labels/render: labels drawn for the one who asks. Slow routes: on a background worker.
 *
 * A document is drawn into a file without a name and sent when it is complete, so that what is wrong with the 9,000th label is told with a
 * status, and memory stays flat.
 */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/label_source.h"
#include "api/reply.h"
#include "api/state.h"
#include "base/limits.h"
#include "base/temp.h"
#include "label/label.h"
#include "service/label_data.h"
#include "service/unit_read.h"

enum { LABELS_AT_ONCE = 500 /* values that are read at once */ };

struct drawing {
    struct call *call;
    struct label_template template;
    struct label_options options;
    struct label_things things; /* count 0: the examples */
    const struct json *values;  /* preview: said instead of what is there; NULL: none */
    int file;                   /* -1: none yet */
};

/* ---- what is asked for ---- */

static bool refuse_body(struct api_body *b, const char *name, const char *says)
{
    if (!b->failed)
        ctx_refuse(api_ctx(b->call), REFUSED_BAD_VALUE, name, "%s", says);
    b->failed = true;
    return false;
}

static bool texts_of(struct api_body *b, const char *name, const struct json *list, struct label_things *t)
{
    t->count = json_count(list);
    struct str *codes = ARENA_ARRAY(api_arena(b->call), t->count ? t->count : 1, struct str);
    if (!codes || json_kind(list) != JSON_ARRAY)
        return refuse_body(b, name, "This is a list of texts.");
    for (size_t i = 0; i < t->count; i++) {
        codes[i] = json_string(json_at(list, i));
        if (str_empty(codes[i]))
            return refuse_body(b, name, "This is a list of texts that are not empty.");
    }
    t->codes = codes;
    return true;
}

static bool keys_of(struct api_body *b, const char *name, const struct json *list, struct label_things *t)
{
    t->count = json_count(list);
    int64_t *keys = ARENA_ARRAY(api_arena(b->call), t->count ? t->count : 1, int64_t);
    if (!keys || json_kind(list) != JSON_ARRAY)
        return refuse_body(b, name, "This is a list of units' ids.");
    for (size_t i = 0; i < t->count; i++) {
        keys[i] = json_int(json_at(list, i));
        if (keys[i] <= 0)
            return refuse_body(b, name, "This is a list of units' ids: whole numbers.");
    }
    t->units = keys;
    return true;
}

/* The members that name the things; which of them belongs to the template is said by its kind. */
static void read_things(struct api_body *b, struct label_things *t, const struct json *lists[LABEL_FOR_TOTAL + 1])
{
    static const char *const names[LABEL_FOR_TOTAL + 1] = {"serials", "packages", "locations", "products", "units"};
    for (int i = 0; i <= LABEL_FOR_TOTAL; i++) {
        lists[i] = NULL;
        api_body_any(b, names[i], &lists[i]);
    }
    api_body_str(b, "product", &t->product);
}

static bool choose_things(struct api_body *b, struct label_things *t, enum label_for thing,
                          const struct json *lists[LABEL_FOR_TOTAL + 1])
{
    static const char *const names[LABEL_FOR_TOTAL + 1] = {"serials", "packages", "locations", "products", "units"};
    static const char *const says[LABEL_FOR_TOTAL] = {
        "This template is for units: send units (ids), or product and serials.",
        "This template is for packages: send packages (codes).",
        "This template is for locations: send locations (codes).",
        "This template is for products: send products (SKUs)."};
    t->thing = thing;
    for (int i = 0; i <= LABEL_FOR_TOTAL; i++)
        if (lists[i] && i != (int)thing && !(i == LABEL_FOR_TOTAL && thing == LABEL_FOR_UNIT))
            return refuse_body(b, names[i], says[thing]);
    bool by_key = thing == LABEL_FOR_UNIT && lists[LABEL_FOR_TOTAL] != NULL;
    if (by_key && (lists[LABEL_FOR_UNIT] || t->product.len))
        return refuse_body(b, "units", "Send either units, or product and serials.");
    if (thing == LABEL_FOR_UNIT && !by_key && (lists[LABEL_FOR_UNIT] != NULL) != (t->product.len > 0))
        return refuse_body(b, "product", "Serials belong to a product: send both.");
    if (by_key)
        return keys_of(b, "units", lists[LABEL_FOR_TOTAL], t);
    return !lists[thing] || texts_of(b, names[thing], lists[thing], t);
}

static void read_options(struct api_body *b, enum label_format format, struct label_options *o)
{
    int64_t dpi = LABEL_DPI_MIDDLE, start = 1;
    int f = (int)format;
    api_body_choice(b, "format", label_format_names, LABEL_FORMAT_TOTAL, &f);
    api_body_int(b, "dpi", LABEL_DPI_LOW, LABEL_DPI_HIGH, &dpi);
    api_body_int(b, "start", 1, 10000, &start);
    *o = (struct label_options){(enum label_format)f, (int)dpi, (int)start};
}

static bool read_template(struct call *call, const struct json *json, bool whole, struct label_template *ret)
{
    struct ctx *ctx = api_ctx(call);
    if (json_kind(json) == JSON_STRING)
        return label_source_template(ctx, json_string(json), ret);
    if (!whole)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "template", "This is the id of a template.");
    return label_template_parse(ctx->arena, json, ret, &ctx->refusal);
}

static bool count_fits(struct drawing *d, bool preview)
{
    struct ctx *ctx = api_ctx(d->call);
    bool picture = d->options.format == LABEL_PNG || d->options.format == LABEL_SVG;
    size_t most = preview || picture ? 1 : LIMIT_LABELS;
    if (d->things.count > most)
        return ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "%zu labels are wanted; at most %zu can be drawn %s",
                          d->things.count, most,
                          preview   ? "as a preview"
                          : picture ? "as a picture"
                                    : "in one document");
    return preview || d->things.count > 0 ||
           ctx_refuse(ctx, REFUSED_MISSING_FIELD, NULL, "Say of which %ss labels are wanted.",
                      label_for_names[d->things.thing]);
}

static bool read_drawing(struct call *call, bool preview, struct drawing *d)
{
    struct api_body b;
    const struct json *template = NULL, *lists[LABEL_FOR_TOTAL + 1];
    *d = (struct drawing){.call = call, .file = -1};
    if (!api_body_open(&b, call))
        return false;
    api_body_any(&b, "template", &template);
    api_body_need(&b, "template");
    read_options(&b, preview ? LABEL_PNG : LABEL_PDF, &d->options);
    read_things(&b, &d->things, lists);
    if (preview)
        api_body_any(&b, "values", &d->values);
    if (!api_body_close(&b) || !read_template(call, template, preview, &d->template))
        return false;
    if (!choose_things(&b, &d->things, d->template.thing, lists))
        return false;
    d->things.fields = label_template_fields(&d->template);
    return count_fits(d, preview);
}

/* ---- drawing ---- */

static bool to_file(void *state, const void *bytes, size_t len)
{
    const struct drawing *d = state;
    for (const char *at = bytes; len > 0;) {
        ssize_t n = write(d->file, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool no_file(struct call *call)
{
    log_line(&call->app->log, LOG_ERROR, "%.*s: no labels: %s", STR_ARG(call->request_id), strerror(errno));
    return ctx_check(api_ctx(call), errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? DB_FULL : DB_FAILED);
}

static bool refused_at(struct drawing *d, size_t i)
{
    struct ctx *ctx = api_ctx(d->call);
    if (!refused(&ctx->refusal))
        return no_file(d->call);
    if (d->things.count > 1) {
        ctx->refusal.row = (int)i + 1;
        ctx->refusal.detail = arena_fmt(ctx->arena, "label %zu: %.*s", i + 1, STR_ARG(ctx->refusal.detail));
    }
    return false;
}

/* The next labels; their values live until they are drawn. */
static bool draw_part(struct drawing *d, struct label_job *job, struct ctx *part, size_t from, size_t count)
{
    struct ctx *ctx = api_ctx(d->call);
    arena_reset(part->arena);
    struct label_values *values = ARENA_ARRAY(part->arena, count, struct label_values);
    if (!values || !service_label_values(part, &d->things, from, count, values)) {
        ctx->refusal = part->refusal;
        ctx->refusal.detail = arena_str(ctx->arena, part->refusal.detail);
        ctx->failure = values ? part->failure : DB_FAILED;
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!label_add(job, &values[i], &ctx->refusal))
            return refused_at(d, from + i);
    return true;
}

static bool draw_things(struct drawing *d, struct label_job *job)
{
    struct ctx part = *api_ctx(d->call);
    bool good = true;
    part.arena = arena_new(LIMIT_ARENA_BYTES);
    for (size_t at = 0; good && at < d->things.count; at += LABELS_AT_ONCE) {
        size_t left = d->things.count - at;
        if (atomic_load(&d->call->app->stopping))
            good = ctx_check(api_ctx(d->call), DB_BUSY);
        else
            good = draw_part(d, job, &part, at, left < LABELS_AT_ONCE ? left : LABELS_AT_ONCE);
    }
    arena_free(part.arena);
    return good;
}

/* What a preview is to say instead of what is there. */
static bool override(struct drawing *d, struct label_values *v)
{
    struct ctx *ctx = api_ctx(d->call);
    void *it = NULL;
    struct str name;
    const struct json *value;
    while (json_next(d->values, &it, &name, &value)) {
        enum label_field f = label_field_find(name, d->template.thing);
        struct str names = label_field_names(ctx->arena, d->template.thing);
        if (f == LABEL_FIELD_TOTAL || json_kind(value) != JSON_STRING)
            return ctx_refuse(ctx, REFUSED_UNKNOWN_FIELD, "values", "'%.*s' is no text that a %s has; these are: %.*s",
                              STR_ARG(name), label_for_names[d->template.thing], STR_ARG(names));
        if (str_chars(json_string(value)) > LIMIT_TEXT_CHARS)
            return ctx_refuse(ctx, REFUSED_TOO_LONG, "values", "%s has more than %d characters", label_fields[f].name,
                              LIMIT_TEXT_CHARS);
        v->at[f] = json_string(value);
    }
    return true;
}

static bool draw_one(struct drawing *d, struct label_job *job)
{
    struct label_values v;
    struct ctx *ctx = api_ctx(d->call);
    label_values_example(d->template.thing, &v);
    if (d->things.count > 0 && !service_label_values(ctx, &d->things, 0, 1, &v))
        return false;
    return override(d, &v) && (label_add(job, &v, &ctx->refusal) || refused_at(d, 0));
}

static bool draw(struct drawing *d, bool preview)
{
    struct ctx *ctx = api_ctx(d->call);
    d->file = temp_file(temp_directory());
    if (d->file < 0)
        return no_file(d->call);
    struct label_job *job =
        label_begin(ctx->arena, &d->template, &d->options, (struct label_sink){to_file, d}, &ctx->refusal);
    bool good = job && (preview ? draw_one(d, job) : draw_things(d, job));
    if (good && !label_end(job))
        good = no_file(d->call);
    label_free(job);
    return good;
}

/* All labels are of one moment. */
static bool draw_at_once(struct drawing *d, bool preview)
{
    struct ctx *ctx = api_ctx(d->call);
    if (db_far(ctx->db)) /* each part is one statement, and so of one moment itself */
        return draw(d, preview);
    if (!service_read_begin(ctx))
        return false;
    bool good = draw(d, preview);
    service_read_end(ctx);
    return good;
}

/* ---- the answer ---- */

struct sending {
    struct app *app;
    int file;
};

static int64_t send_part(void *state, char *out, size_t max)
{
    const struct sending *s = state;
    if (atomic_load(&s->app->stopping))
        return HTTP_STREAM_BROKEN;
    ssize_t n = read(s->file, out, max);
    return n > 0 ? n : n == 0 ? HTTP_STREAM_END : HTTP_STREAM_BROKEN;
}

static void send_free(void *state)
{
    struct sending *s = state;
    close(s->file);
    free(s);
}

/* Takes the file over. NULL: the world failed. */
static struct sending *sending_new(const struct drawing *d)
{
    struct sending *s = malloc(sizeof *s);
    assert(s);
    *s = (struct sending){d->call->app, d->file};
    if (lseek(d->file, 0, SEEK_SET) == 0)
        return s;
    send_free(s);
    return NULL;
}

static enum http_outcome send(struct drawing *d, bool preview)
{
    struct call *call = d->call;
    struct sending *s = sending_new(d);
    if (!s)
        return api_failure(call, DB_FAILED);
    api_reply_header(call, "Content-Disposition",
                     arena_fmt(api_arena(call), "%s; filename=\"label%s.%s\"", preview ? "inline" : "attachment",
                               preview ? "" : "s", label_format_names[d->options.format]));
    return api_reply_stream(call, 200, label_format_types[d->options.format],
                            (struct http_stream){.read = send_part, .free_state = send_free, .state = s});
}

static enum http_outcome render(struct call *call, bool preview)
{
    struct drawing d;
    bool read = read_drawing(call, preview, &d);
    if (read && draw_at_once(&d, preview))
        return send(&d, preview);
    if (read && d.file >= 0)
        close(d.file);
    return api_problem(call);
}

enum http_outcome api_labels_preview(struct call *call)
{
    return render(call, true);
}

enum http_outcome api_labels_render(struct call *call)
{
    return render(call, false);
}
