/*
 * practice_door: how a request gets into the practice company, and what it finds there. See practice.h.
 */
#include <assert.h>
#include <stdlib.h>

#include "api/practice.h"
#include "api/state.h"
#include "store/person.h"

/* First segments behind /practice/v1/ that can be reached; nothing else can. */
static const char *const rooms[] = {"products", "locations", "parties",   "lots",   "units",  "commands", "packages",
                                    "scan",     "trace",     "stock",     "events", "ledger", "imports",  "jobs",
                                    "stream",   "dashboard", "numbering", "pools",  "labels"};

/* What would reach paper: refused with a sentence of its own. */
static const char *const presses[] = {"print", "printers"};

bool practice_asked(const struct call *call)
{
    const struct http_request *r = &call->x->request;
    return call->app->practice && r->segment_count >= 2 && str_is(r->segments[0], "practice") &&
           str_is(r->segments[1], "v1");
}

static bool begins_with(const struct http_request *r, const char *const *names, size_t count)
{
    for (size_t i = 0; r->segment_count > 1 && i < count; i++)
        if (str_is(r->segments[1], names[i]))
            return true;
    return false;
}

static bool open_to_all(struct ctx *ctx, const struct http_request *r)
{
    if (begins_with(r, rooms, sizeof rooms / sizeof rooms[0]))
        return true;
    if (begins_with(r, presses, sizeof presses / sizeof presses[0]))
        return ctx_refuse(ctx, REFUSED_NO_ROUTE, NULL,
                          "Practice has no printers and no print jobs, so that nothing of it reaches paper. "
                          "POST /practice/v1/labels/render draws its labels as PDF.");
    return ctx_refuse(ctx, REFUSED_NO_ROUTE, NULL, "There is nothing at %.*s.", STR_ARG(str_slice(r->path, 0, 200)));
}

/* ---- who they are in there ---- */

struct trainee_job {
    struct writer_job job; /* first */
    struct user user;
};

static bool make_trainee(struct writer_job *job)
{
    struct trainee_job *j = (struct trainee_job *)job;
    job->wrote = true;
    return ctx_check(&job->ctx, store_user_insert(job->ctx.db, &j->user, &j->user.id));
}

static enum db_result find_trainee(struct call *call, struct user *ret)
{
    struct db *db;
    enum db_result r = readers_take(call->app->readers, &db);
    if (r != DB_OK)
        return r;
    r = store_user_by_name(db, api_arena(call), api_ctx(call)->actor.name, ret);
    readers_give(call->app->readers, db);
    return r;
}

/* A user who never can sign in; when somebody else was faster, theirs. */
static enum db_result introduce(struct call *call, struct user *ret)
{
    const struct ctx *ctx = api_ctx(call);
    struct trainee_job j = {
        .job = {.run = make_trainee, .ctx = {.arena = call->x->arena, .actor = ctx->actor, .now = ctx->now}},
        .user = {.name = ctx->actor.name, .roles = ctx->actor.roles, .active = true, .created_at = ctx->now}};
    if (writer_call(call->app->writer, &j.job)) {
        *ret = j.user;
        return DB_ROW;
    }
    return j.job.ctx.failure == DB_UNIQUE ? find_trainee(call, ret) : j.job.ctx.failure;
}

/* The same person with the same roles; only the key is another. */
static bool become_trainee(struct call *call)
{
    struct user u = {0};
    struct ctx *ctx = api_ctx(call);
    enum db_result r = find_trainee(call, &u);
    if (r == DB_DONE)
        r = introduce(call, &u);
    if (r == DB_ROW)
        ctx->actor.id = u.id;
    return ctx_check(ctx, r == DB_DONE ? DB_FAILED : r);
}

/* ---- in ---- */

static bool room_to_write(struct call *call)
{
    return call->x->request.method == HTTP_GET || !practice_full(call->company) || ctx_check(api_ctx(call), DB_FULL);
}

bool practice_enter(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    struct http_request *r = &call->x->request;
    struct practice *p = call->app->practice;
    r->segments++;
    r->segment_count--;
    if (!open_to_all(ctx, r) || !identity_of(call))
        return false;
    call->company = practice_take(p);
    if (!call->company)
        return ctx_refuse(ctx, REFUSED_NO_PRACTICE, NULL, "There is no practice company now.");
    call->app = practice_app(call->company);
    return become_trainee(call) && room_to_write(call);
}

/* ---- out ---- */

/* A stream reads from the company until it ends. */
struct visit {
    struct http_stream inner;
    struct practice_company *company;
};

static int64_t visit_read(void *state, char *out, size_t max)
{
    struct visit *v = state;
    return v->inner.read(v->inner.state, out, max);
}

static void visit_free(void *state)
{
    struct visit *v = state;
    v->inner.free_state(v->inner.state);
    practice_drop(v->company);
    free(v);
}

void practice_leave(struct call *call)
{
    struct practice_company *c = call->company;
    struct http_stream *s = &call->x->reply.stream;
    call->company = NULL;
    if (!c)
        return;
    if (!s->read) {
        practice_drop(c);
        return;
    }
    struct visit *v = calloc(1, sizeof *v);
    assert(v);
    *v = (struct visit){.inner = *s, .company = c};
    *s = (struct http_stream){.read = visit_read, .free_state = visit_free, .state = v};
}
