#include "api/write.h"

#include <assert.h>

#include "api/dispatch.h"
#include "api/query.h"
#include "api/state.h"
#include "base/limits.h"
#include "store/idempotency.h"

static const struct id no_id;

/* ---- Idempotency-Key ---- */

/* Keys belong to a user and a route, so nobody is given another's answer. */
bool api_idempotency_key(struct call *call)
{
    struct str key = http_header(&call->x->request, "Idempotency-Key");
    if (key.ptr == NULL || !(call->route->flags & ROUTE_IDEMPOTENT))
        return true;
    if (str_empty(key) || key.len > LIMIT_NAME_CHARS || str_has_control(key))
        return ctx_refuse(api_ctx(call), REFUSED_BAD_REQUEST, "Idempotency-Key", "The key is a text of 1 to %d bytes.",
                          LIMIT_NAME_CHARS);
    call->idempotency_key = id_of_text(arena_fmt(api_arena(call), "%lld %s %.*s", (long long)api_ctx(call)->actor.id,
                                                 call->route->pattern, STR_ARG(key)));
    return true;
}

struct hash api_request_digest(const struct call *call)
{
    const struct http_request *r = &call->x->request;
    struct buf b = {0};
    buf_str(&b, r->path);
    for (size_t i = 0; i < r->query_count; i++)
        buf_fmt(&b, "\n%zu %.*s=%.*s", r->query[i].name.len, STR_ARG(r->query[i].name), STR_ARG(r->query[i].value));
    struct hash head = hash_sha256(buf_view(&b));
    buf_free(&b);
    return hash_prefixed(0, (struct str){(const char *)head.bytes, sizeof head.bytes}, r->body);
}

static bool replay(struct call *call, const struct idempotency *kept)
{
    struct hash digest = api_request_digest(call);
    if (memcmp(kept->digest, digest.bytes, sizeof kept->digest) != 0)
        return ctx_refuse(api_ctx(call), REFUSED_ID_REUSED, "Idempotency-Key",
                          "The key came with another request before.");
    api_reply_header(call, "Idempotent-Replayed", STR("true"));
    api_reply_text(call, kept->status, kept->status < 400 ? "application/json" : "application/problem+json",
                   kept->body);
    call->job.wrote = false;
    return true;
}

static bool keep_answer(struct call *call)
{
    struct hash digest = api_request_digest(call);
    struct idempotency kept = {.key = call->idempotency_key,
                               .status = call->x->reply.status,
                               .body = buf_view(&call->x->reply.body),
                               .created_at = api_ctx(call)->now};
    memcpy(kept.digest, digest.bytes, sizeof kept.digest);
    return ctx_check(api_ctx(call), store_idempotency_insert(api_ctx(call)->db, &kept));
}

static bool work_once(struct call *call)
{
    struct ctx *ctx = api_ctx(call);
    struct idempotency kept;
    enum db_result r = store_idempotency_find(ctx->db, ctx->arena, call->idempotency_key, &kept);
    if (!ctx_check(ctx, r))
        return false;
    if (r == DB_ROW)
        return replay(call, &kept);
    return call->work(call, call->work_state) && keep_answer(call);
}

static bool finish(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    return call->finish(call, call->work_state);
}

void api_write_later(struct call *call, bool (*finish_work)(struct call *call, void *state))
{
    assert(id_eq(call->idempotency_key, no_id) && "the answer must be complete when it is kept");
    call->finish = finish_work;
    call->job.finish = finish;
}

/* ---- on the writer's thread ---- */

static bool run(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    if (job->tries > 1) {
        api_reply_forget(call);
        call->errors = (struct str){0};
    }
    job->wrote = true;
    if (id_eq(call->idempotency_key, no_id))
        return call->work(call, call->work_state);
    return work_once(call);
}

static void done(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    if (job->ok && call->forget_identities)
        identities_forget(call->app->identities);
    if (job->ok && call->forget_settings)
        prefixes_forget(call->app->prefixes);
    if (!job->ok)
        api_problem(call);
    job->ctx.db = NULL;
    call_finish(call);
}

enum http_outcome api_write(struct call *call, bool (*work)(struct call *call, void *state), void *state)
{
    static_assert(offsetof(struct call, job) == 0, "a job is the beginning of its call");
    if (!api_query_none(call) || !api_idempotency_key(call))
        return api_problem(call);
    call->work = work;
    call->work_state = state;
    call->job.run = run;
    call->job.done = done;
    if (writer_submit(call->app->writer, &call->job))
        return HTTP_LATER;
    return api_refuse(call, REFUSED_OVERLOADED, NULL, "Too many commands are waiting.");
}
