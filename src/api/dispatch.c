#include "api/dispatch.h"

#include <assert.h>
#include <malloc.h>

#include "api/link_path.h"
#include "api/link_public.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/state.h"
#include "api/web.h"
#include "service/authorise.h"

/* ---- a call's beginning and end ---- */

static bool id_is_fine(struct str id)
{
    if (id.len == 0 || id.len > API_REQUEST_ID_MAX)
        return false;
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] == '\0' ||
            !strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.", id.ptr[i]))
            return false;
    return true;
}

/* The client's own when it is harmless, otherwise one that is unique in this process' life and unlikely in another's. */
static struct str request_id(struct app *app, struct http_exchange *x)
{
    struct str given = http_header(&x->request, "X-Request-Id");
    if (id_is_fine(given))
        return given;
    uint32_t n = atomic_fetch_add_explicit(&app->request_number, 1, memory_order_relaxed);
    return arena_fmt(x->arena, "%08x-%08x", app->request_salt, n);
}

static struct call *call_new(struct app *app, struct http_exchange *x)
{
    struct call *call = ARENA_NEW(x->arena, struct call);
    assert(call && "the arena of a request begins empty");
    call->app = app;
    call->x = x;
    call->job.ctx.arena = x->arena;
    call->job.ctx.now = app->log.now();
    call->request_id = request_id(app, x);
    x->user = call;
    return call;
}

enum { TRIM_BYTES = 4 * 1024 * 1024 };

static void call_end(struct call *call)
{
    bool large = call->body && call->x->request.body.len > TRIM_BYTES;
    json_free(call->body);
    call->body = NULL;
    if (large)
        malloc_trim(0); /* a tree of many small pieces, or it would stay with the process for good */
}

void call_finish(struct call *call)
{
    call_end(call);
    practice_leave(call);
    http_exchange_finish(call->x);
}

/* ---- the way to the handler ---- */

static enum http_outcome no_route(struct call *call, unsigned allowed)
{
    struct str path = str_slice(call->x->request.path, 0, 200);
    if (allowed == 0)
        return api_refuse(call, REFUSED_NO_ROUTE, NULL, "There is nothing at %.*s.", STR_ARG(path));
    struct str methods = route_methods_text(api_arena(call), allowed);
    api_reply_header(call, "Allow", methods);
    if (link_public_path(&call->x->request))
        link_public_cors(call);
    if (call->x->request.method == HTTP_OPTIONS)
        return api_reply_nothing(call);
    return api_refuse(call, REFUSED_NO_METHOD, NULL, "%.*s takes %.*s.", STR_ARG(path), STR_ARG(methods));
}

/* Who asks for something that does not exist shall not think that they got it. */
enum http_outcome call_checked(struct call *call, enum http_outcome outcome)
{
    if (arena_exhausted(api_arena(call))) /* any text of the reply may be missing */
        return api_refuse(call, REFUSED_TOO_MANY, NULL,
                          "This takes more memory than one request may have; ask for less.");
    return api_query_none(call) ? outcome : api_problem(call);
}

/* By a handler that only reads. */
static enum http_outcome answered(struct call *call)
{
    enum http_outcome outcome = call->route->handler(call);
    assert(outcome == HTTP_DONE && "a handler that answers later has ROUTE_WRITES");
    return call_checked(call, outcome);
}

/* With a reading connection when the route asks for one. Also the step of a slow route, on its worker. */
static enum http_outcome run_handler(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    if (call->route->flags & (ROUTE_WRITES | ROUTE_BOARD))
        return call->route->handler(call);
    if (call->route->flags & ROUTE_NO_DB)
        return answered(call);
    enum db_result r = readers_take(call->app->readers, &ctx->db);
    if (r != DB_OK)
        return api_failure(call, r);
    enum http_outcome outcome = answered(call);
    readers_give(call->app->readers, ctx->db);
    ctx->db = NULL;
    return outcome;
}

/* Alone, or with those that come while others are under way. A question about more than the unit is answered alone. */
static enum http_outcome run_gathered(struct call *call)
{
    struct gather *g = call->app->gather;
    if (!g || call->x->request.query_count)
        return run_handler(call);
    if (!gather_begin(g))
        return gather_add(g, call);
    enum http_outcome outcome = run_handler(call);
    gather_end(g);
    return outcome;
}

static bool admitted(struct call *call)
{
    if (call->route->flags & ROUTE_PUBLIC)
        return true;
    if (call->via != VIA_LOCAL && !call->company && !identity_of(call))
        return false;
    return service_authorise(api_ctx(call), call->route->roles);
}

/* Which is made as a whole before any of it can be sent: not on the network's threads. */
static bool takes_a_workbook(const struct call *call)
{
    return call->x->request.method == HTTP_GET && str_is(http_query(&call->x->request, "format"), "xlsx");
}

static enum http_outcome answer(struct call *call)
{
    unsigned allowed = 0;
    if (practice_asked(call) && !practice_enter(call))
        return api_problem(call);
    call->route = route_find(call->app->routes, &call->x->request, call->params, &allowed);
    if (!call->route && allowed == 0)
        call->route = link_path_route(&call->x->request, &allowed);
    if (!call->route && allowed == 0 && api_web_answers(&call->x->request))
        return api_web(call);
    if (!call->route)
        return no_route(call, allowed);
    if (!admitted(call))
        return api_problem(call);
    if (call->route->flags & ROUTE_SLOW)
        return api_later(call, call->app->background, run_handler);
    if (call->route->flags & ROUTE_DEVICE)
        return api_later(call, call->app->devices, run_handler);
    if (takes_a_workbook(call))
        return api_later(call, call->app->books, run_handler);
    if (call->route->flags & ROUTE_GATHERED)
        return run_gathered(call);
    return run_handler(call);
}

static enum http_outcome handle(struct call *call)
{
    enum http_outcome outcome = answer(call);
    if (outcome == HTTP_DONE) {
        call_end(call);
        practice_leave(call);
    }
    return outcome;
}

enum http_outcome app_handle(void *app, struct http_exchange *x)
{
    return handle(call_new(app, x));
}

enum http_outcome app_handle_as(struct app *app, struct http_exchange *x, const struct actor *actor)
{
    struct call *call = call_new(app, x);
    call->via = VIA_LOCAL;
    api_ctx(call)->actor = *actor;
    return handle(call);
}
