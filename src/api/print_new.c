/*
 * print_new: POST /v1/print/jobs and its reprint: bodies that become print jobs. What is named is looked up on a reading connection, on a
 * thread for slow routes; the writer only stores.
 */
#include "api/print_new.h"

#include "api/handlers.h"
#include "api/print_json.h"
#include "api/state.h"
#include "api/write.h"
#include "domain/serial_range.h"
#include "service/unit_read.h"

/* ---- what is to be printed ---- */

struct subjects {
    struct ctx *ctx;
    struct print_request *request;
    struct str *codes;
    int64_t *units;
    size_t cap;
    const char *named; /* the member that has named them; NULL: none yet */
};

static bool add_code(struct subjects *s, struct str code)
{
    if (s->request->count == PRINT_LABELS_MAX)
        return ctx_refuse(s->ctx, REFUSED_TOO_MANY, s->named, "A print job has at most %d labels.", PRINT_LABELS_MAX);
    if (str_empty(code))
        return ctx_refuse(s->ctx, REFUSED_BAD_VALUE, s->named, "%s is a list of texts, none of them empty.", s->named);
    s->codes[s->request->count++] = code;
    return true;
}

static bool add_one(struct subjects *s, const struct json *v)
{
    return add_code(s, json_string(v));
}

static bool add_range(struct subjects *s, const struct json *v)
{
    struct str rest = json_string(v), piece;
    struct serial_range range;
    while (serial_range_piece(&rest, &piece)) {
        enum serial_range_verdict verdict = serial_range_read(piece, PRINT_LABELS_MAX, &range);
        if (verdict != SERIAL_RANGE_GOOD)
            return ctx_refuse(s->ctx, verdict == SERIAL_RANGE_TOO_MANY ? REFUSED_TOO_MANY : REFUSED_BAD_VALUE, s->named,
                              "'%.*s': %s", STR_ARG(piece), serial_range_why(verdict));
        for (int64_t i = 0; i < range.count; i++)
            if (!add_code(s, serial_range_at(s->ctx->arena, &range, i)))
                return false;
    }
    return true;
}

static bool add_unit(struct subjects *s, const struct json *v)
{
    if (json_int(v) <= 0)
        return ctx_refuse(s->ctx, REFUSED_BAD_VALUE, s->named, "units is a list of keys of units.");
    if (s->request->count == PRINT_LABELS_MAX)
        return ctx_refuse(s->ctx, REFUSED_TOO_MANY, s->named, "A print job has at most %d labels.", PRINT_LABELS_MAX);
    s->units[s->request->count++] = json_int(v);
    return true;
}

static const struct {
    const char *member;
    enum label_for target;
    bool (*add)(struct subjects *s, const struct json *v);
    bool keys, more; /* more: may stand beside the member before it */
} kinds[] = {
    {"serials", LABEL_FOR_UNIT, add_one, false, false},       {"serial_ranges", LABEL_FOR_UNIT, add_range, false, true},
    {"units", LABEL_FOR_UNIT, add_unit, true, false},         {"packages", LABEL_FOR_PACKAGE, add_one, false, false},
    {"locations", LABEL_FOR_LOCATION, add_one, false, false}, {"products", LABEL_FOR_PRODUCT, add_one, false, false},
};

static bool read_list(struct subjects *s, size_t kind, const struct json *v)
{
    const char *before = s->named;
    s->named = kinds[kind].member;
    if (before && !(kinds[kind].more && kind > 0 && strcmp(before, kinds[kind - 1].member) == 0))
        return ctx_refuse(s->ctx, REFUSED_BAD_REQUEST, s->named, "A print job is for things of one kind: %s or %s.",
                          before, s->named);
    if (json_kind(v) != JSON_ARRAY)
        return ctx_refuse(s->ctx, REFUSED_BAD_VALUE, s->named, "%s is a list.", s->named);
    s->request->target = kinds[kind].target;
    s->request->units = kinds[kind].keys ? s->units : NULL;
    for (size_t i = 0; i < json_count(v); i++)
        if (!kinds[kind].add(s, json_at(v, i)))
            return false;
    return true;
}

static bool read_subjects(struct api_body *b, struct print_request *r)
{
    struct ctx *ctx = api_ctx(b->call);
    struct subjects s = {.ctx = ctx,
                         .request = r,
                         .codes = ARENA_ARRAY(ctx->arena, PRINT_LABELS_MAX, struct str),
                         .units = ARENA_ARRAY(ctx->arena, PRINT_LABELS_MAX, int64_t)};
    if (!s.codes || !s.units)
        return ctx_check(ctx, DB_FAILED);
    r->codes = s.codes;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct json *v = NULL;
        if (api_body_any(b, kinds[i].member, &v) && !read_list(&s, i, v))
            return false;
    }
    return true;
}

/* Whoever repeats a request gives it an id, or an Idempotency-Key. */
static bool read_id(struct api_body *b, struct id *ret)
{
    struct str text;
    *ret = id_new(api_ctx(b->call)->now);
    return !api_body_str(b, "id", &text) || id_parse(text, ret) ||
           ctx_refuse(api_ctx(b->call), REFUSED_BAD_VALUE, "id", "id is a UUID.");
}

static bool read_request(struct call *call, struct print_request *r)
{
    struct api_body b;
    if (!api_body_open(&b, call) || !read_id(&b, &r->id))
        return false;
    api_body_need(&b, "printer");
    api_body_str(&b, "printer", &r->printer);
    api_body_str(&b, "template", &r->template);
    api_body_str(&b, "product", &r->product);
    return read_subjects(&b, r) && api_body_close(&b);
}

/* ---- making it ---- */

/* The template must be one for such things. */
static bool add_template(struct ctx *ctx, struct print_new *n)
{
    struct label_template t;
    if (!print_template(ctx, &n->job.template, &n->job.layout, &t))
        return false;
    return (int)t.thing == n->job.target ||
           ctx_refuse(ctx, REFUSED_BAD_VALUE, "template", "The template %.*s is for labels of a %s, not of a %s.",
                      STR_ARG(n->job.template), label_for_names[t.thing], label_for_names[n->job.target]);
}

/* On a reading connection of its own: the route writes, and has none. */
static bool prepare(struct call *call, const struct print_request *r, struct print_new *n)
{
    struct ctx *ctx = api_ctx(call);
    struct db *db;
    if (!ctx_check(ctx, readers_take(call->app->readers, &db)))
        return false;
    ctx->db = db;
    bool good = service_read_begin(ctx);
    if (good) {
        good = service_print_prepare(ctx, r, n) && add_template(ctx, n);
        service_read_end(ctx);
    }
    ctx->db = NULL;
    readers_give(call->app->readers, db);
    return good;
}

/* Has it been asked for before? Then things may have changed since, and it is answered all the same. */
static bool known(struct call *call, const struct print_request *r, struct print_view *ret, bool *ret_known)
{
    struct ctx *ctx = api_ctx(call);
    struct print_new n = {.job = {.id = r->id}};
    struct db *db;
    service_print_digest(r, n.job.digest);
    if (!ctx_check(ctx, readers_take(call->app->readers, &db)))
        return false;
    ctx->db = db;
    bool good = service_print_known(ctx, &n, ret, ret_known);
    ctx->db = NULL;
    readers_give(call->app->readers, db);
    return good;
}

static void reply_new(struct call *call, const struct print_view *v, bool repeated)
{
    char id[ID_TEXT_LEN + 1];
    id_print(v->job.id, id);
    printing_wake(call->app->printing);
    if (repeated)
        api_reply_header(call, "Idempotent-Replayed", STR("true"));
    api_reply_location(call, "/v1/print/jobs/", str_of(id));
    print_view_reply(call, repeated ? 200 : 201, v);
}

static bool create(struct call *call, void *state)
{
    struct print_view v;
    bool repeated;
    if (!service_print_create(api_ctx(call), state, &v, &repeated))
        return false;
    reply_new(call, &v, repeated);
    return true;
}

enum http_outcome api_print_jobs_create(struct call *call)
{
    struct print_view v;
    bool repeated;
    struct print_request *r = ARENA_NEW(api_arena(call), struct print_request);
    struct print_new *n = ARENA_NEW(api_arena(call), struct print_new);
    if (!r || !n)
        return api_failure(call, DB_FAILED);
    if (!read_request(call, r) || !known(call, r, &v, &repeated))
        return api_problem(call);
    if (repeated) {
        reply_new(call, &v, true);
        return HTTP_DONE;
    }
    return prepare(call, r, n) ? api_write(call, create, n) : api_problem(call);
}

/* ---- printed again ---- */

struct again {
    struct id of;
    struct print_again request;
};

static bool print_again(struct call *call, void *state)
{
    const struct again *a = state;
    struct print_view v;
    bool repeated;
    if (!service_print_again(api_ctx(call), a->of, &a->request, &v, &repeated))
        return false;
    reply_new(call, &v, repeated);
    return true;
}

enum http_outcome api_print_jobs_reprint(struct call *call)
{
    struct api_body b;
    int64_t *positions = NULL;
    struct again *a = ARENA_NEW(api_arena(call), struct again);
    if (!a)
        return api_failure(call, DB_FAILED);
    if (!print_param_id(call, &a->of) || !api_body_open(&b, call) || !read_id(&b, &a->request.id) ||
        !print_positions(&b, &positions, &a->request.count))
        return api_problem(call);
    a->request.positions = positions;
    api_body_str(&b, "printer", &a->request.printer);
    api_body_need(&b, "reason");
    api_body_str(&b, "reason", &a->request.reason);
    return api_body_close(&b) ? api_write(call, print_again, a) : api_problem(call);
}
