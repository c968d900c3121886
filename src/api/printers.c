/*
 * printers: /v1/printers: made, changed, looked at; how one is now, and a label to try it with.
 */
#include <stdio.h>

#include "api/handlers.h"
#include "api/print_line.h"
#include "api/print_new.h"
#include "api/resource.h"
#include "api/state.h"
#include "label/label.h"
#include "service/printer.h"

enum { DPI_DEFAULT = 203, PATIENCE_DEFAULT_S = 10 };

#define AT(member) offsetof(struct printer, member)

static const struct api_field fields[] = {
    {"name", API_FIELD_TEXT, AT(name), API_FIELD_NEEDED},
    {"kind", API_FIELD_CHOICE, AT(kind), API_FIELD_NEEDED, 0, PRINTER_KIND_TOTAL - 1, printer_kind_names},
    {"host", API_FIELD_TEXT, AT(host), API_FIELD_OR_NULL},
    {"port", API_FIELD_INT, AT(port), 0, 0, 65535},
    {"queue", API_FIELD_TEXT, AT(queue), API_FIELD_OR_NULL},
    {"language", API_FIELD_CHOICE, AT(language), 0, 0, PRINTER_LANGUAGE_TOTAL - 1, printer_language_names},
    {"dpi", API_FIELD_INT, AT(dpi), 0, 203, 600},
    {"confirm", API_FIELD_CHOICE, AT(confirm), 0, 0, PRINTER_CONFIRM_TOTAL - 1, printer_confirm_names},
    {"batch", API_FIELD_INT, AT(batch), 0, 1, PRINTER_BATCH_MAX},
    {"patience", API_FIELD_INT, AT(patience), 0, 1, PRINTER_PATIENCE_MAX_S},
    {"template", API_FIELD_TEXT, AT(template), API_FIELD_OR_NULL},
    {"active", API_FIELD_BOOL, AT(active)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static void defaults(void *thing)
{
    struct printer *p = thing;
    p->dpi = DPI_DEFAULT;
    p->batch = 1;
    p->patience = PATIENCE_DEFAULT_S;
    p->active = true;
}

static bool get(struct call *call, void *ret)
{
    return service_printer_get(api_ctx(call), api_param(call, "name"), ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_printer_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_printer_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    (void)a;
    return ((const struct printer *)thing)->name;
}

static const struct api_resource printers = {
    .path = "/v1/printers/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct printer),
    .version_at = AT(version),
    .defaults = defaults,
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_printers_get(struct call *call)
{
    return api_resource_get(call, &printers);
}

enum http_outcome api_printers_create(struct call *call)
{
    return api_resource_create(call, &printers);
}

enum http_outcome api_printers_change(struct call *call)
{
    return api_resource_change(call, &printers);
}

/* ---- the list ---- */

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct store_page page = *(const struct store_page *)filter;
    struct printer_list found;
    page.after = after;
    page.limit = limit;
    if (!service_printer_list(ctx, &page, &found))
        return false;
    *ret_rows = found.items;
    *ret_count = found.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &printers.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &printers.fields, row);
}

static const struct api_list list = {.name = "printers", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

enum http_outcome api_printers_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct store_page *filter = ARENA_NEW(api_arena(call), struct store_page);
    if (!filter)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_resource_filter(&q, filter);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &printers, &list, filter, &page);
}

/* ---- how it is now ---- */

static enum http_outcome reply_trouble(struct call *call, const struct printer *p, bool good,
                                       const struct print_trouble *t, const enum printer_confirm *found)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "printer", p->name);
    json_field_bool(&o, "ready", good);
    if (!good) {
        json_field_z(&o, "problem", print_problem_names[t->problem]);
        json_field_str(&o, "detail", str_of(t->detail));
    }
    if (good && found && p->kind == PRINTER_RAW9100)
        json_field_z(&o, "confirm_found", printer_confirm_names[*found]);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

static bool reachable(struct call *call, const struct printer *p)
{
    return p->kind != PRINTER_BROWSER ||
           ctx_refuse(api_ctx(call), REFUSED_BAD_VALUE, "printer", "%.*s is a browser's printer: only people reach it.",
                      STR_ARG(p->name));
}

/* Read before the printer is asked: no connection to the database is kept meanwhile. Who waits for printers while the server stops is told so. */
static bool look_up(struct call *call, bool (*more)(struct call *call, const struct printer *p, struct buf *out),
                    struct printer *ret, struct buf *out)
{
    struct ctx *ctx = api_ctx(call);
    struct db *db;
    if (!ctx_check(ctx, atomic_load(&call->app->stopping) ? DB_BUSY : readers_take(call->app->readers, &db)))
        return false;
    ctx->db = db;
    bool good = get(call, ret) && reachable(call, ret) && (!more || more(call, ret, out));
    ctx->db = NULL;
    readers_give(call->app->readers, db);
    return good;
}

/* Asked as it is set up, and then what it could do: nothing is printed. */
enum http_outcome api_printers_status(struct call *call)
{
    struct printer p;
    struct print_trouble t;
    enum printer_confirm found = PRINTER_CONFIRM_NONE;
    if (!look_up(call, NULL, &p, NULL))
        return api_problem(call);
    struct print_line *line = print_line_new(&p);
    bool good = print_line_ready(line, &t);
    if (good && p.kind == PRINTER_RAW9100)
        found = print_line_probe(line);
    print_line_free(line);
    return reply_trouble(call, &p, good, &t, &found);
}

/* ---- a label to try it with ---- */

static void told(void *state, enum print_problem problem, const char *detail)
{
    struct print_trouble *t = state;
    t->problem = problem;
    snprintf(t->detail, sizeof t->detail, "%s", detail);
}

static bool no_patience(void *state, bool stalled)
{
    (void)state;
    return !stalled;
}

static bool try_it(const struct printer *p, struct str document, struct print_trouble *t)
{
    struct print_trouble said = {0};
    const struct print_watch watch = {.stalled = told, .tick = no_patience, .state = &said};
    struct print_line *line = print_line_new(p);
    bool good = print_line_ready(line, t) && print_line_send(line, "serno test", document, &watch, t);
    if (!good && said.problem)
        *t = said;
    print_line_free(line);
    return good;
}

static bool draw_example(struct call *call, const struct printer *p, struct buf *out)
{
    struct label_template t;
    struct label_values values;
    struct str body, name = p->template;
    struct ctx *ctx = api_ctx(call);
    const struct label_options options = {
        .format = p->language == PRINTER_ZPL ? LABEL_ZPL : LABEL_PDF, .dpi = (int)p->dpi, .start = 1};
    if (str_empty(p->template))
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, "template", "The printer %.*s has no template of its own to try.",
                          STR_ARG(p->name));
    if (!print_template(ctx, &name, &body, &t))
        return false;
    label_values_example(t.thing, &values);
    return label_draw(ctx->arena, &t, &options, &values, out, &ctx->refusal) ||
           (!refused(&ctx->refusal) && ctx_check(ctx, DB_FAILED));
}

enum http_outcome api_printers_test(struct call *call)
{
    struct printer p;
    struct print_trouble t = {0};
    struct buf document = {0};
    if (!look_up(call, draw_example, &p, &document)) {
        buf_free(&document);
        return api_problem(call);
    }
    bool good = try_it(&p, buf_view(&document), &t);
    buf_free(&document);
    return reply_trouble(call, &p, good, &t, NULL);
}
