#include "api/job.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "api/reply.h"
#include "api/state.h"
#include "api/write.h"
#include "base/limits.h"
#include "domain/person.h"

enum { NICE = 5 };

static const struct {
    const char *name, *unit;
} kinds[] = {[JOB_IMPORT] = {"import", "rows"}, [JOB_VERIFY] = {"verify", "events"}};

static const char *const state_names[] = {[JOB_QUEUED] = "queued",
                                          [JOB_RUNNING] = "running",
                                          [JOB_DONE] = "done",
                                          [JOB_FAILED] = "failed",
                                          [JOB_CANCELLED] = "cancelled"};

struct job {
    struct job *next; /* older */
    /* Fixed when it is submitted: */
    struct id id;
    enum job_kind kind;
    struct actor actor; /* texts in the arena of the record */
    struct arena *record;
    msec created_at;
    struct id key; /* idempotency; all zero: none */
    struct hash digest;
    size_t held;
    /* Under the registry's lock: */
    enum job_state state;
    msec started_at, finished_at;
    struct buf result, problem;
    int64_t import_id;
    /* Told from the working thread, asked from any: */
    const char *_Atomic step;
    _Atomic int64_t done, total;
    _Atomic bool cancel;
    struct progress progress;
    struct job_work work; /* its arena ends with the work */
};

struct jobs {
    struct app *app;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *newest;
    bool stopping;
    pthread_t threads[JOB_THREADS];
    int thread_count;
};

/* ---- one job ---- */

static void tell(void *state, const char *step, int64_t done, int64_t total)
{
    struct job *job = state;
    atomic_store(&job->step, step);
    atomic_store(&job->done, done);
    atomic_store(&job->total, total);
}

static bool stopped(void *state)
{
    return atomic_load(&((struct job *)state)->cancel);
}

struct job *job_new(struct call *call, enum job_kind kind)
{
    struct job *job = calloc(1, sizeof *job);
    assert(job);
    const struct actor *actor = &api_ctx(call)->actor;
    msec now = api_ctx(call)->now;
    job->id = id_new(now);
    job->kind = kind;
    job->record = arena_new(0);
    job->actor = *actor;
    job->actor.name = arena_str(job->record, actor->name);
    job->actor.device = arena_str(job->record, actor->device);
    job->created_at = now;
    job->progress = (struct progress){.tell = tell, .state = job, .stopped = stopped};
    job->work = (struct job_work){.app = call->app,
                                  .ctx = {.arena = arena_new(LIMIT_ARENA_BYTES), .actor = job->actor},
                                  .progress = &job->progress,
                                  .request_id = arena_str(job->record, call->request_id)};
    return job;
}

struct job_work *job_work(struct job *job)
{
    return &job->work;
}

/* What only the work needed; it is the most. */
static void drop_work(struct job *job)
{
    arena_free(job->work.ctx.arena);
    job->work.ctx.arena = NULL;
    job->held = 0;
}

void job_free(struct job *job)
{
    drop_work(job);
    buf_free(&job->work.about);
    buf_free(&job->work.result);
    buf_free(&job->result);
    buf_free(&job->problem);
    arena_free(job->record);
    free(job);
}

static bool ended(const struct job *job)
{
    return job->state >= JOB_DONE;
}

/* ---- the registry; all with its lock held ---- */

/* The newest that have ended stay. */
static void forget_old(struct jobs *jobs)
{
    size_t count = 0, bytes = 0;
    struct job **at = &jobs->newest;
    while (*at) {
        struct job *job = *at;
        count += ended(job);
        bytes += job->result.len;
        if (!ended(job) || count == 1 || (count <= JOBS_KEPT && bytes <= JOBS_KEPT_BYTES)) {
            at = &job->next;
            continue;
        }
        *at = job->next;
        bytes -= job->result.len;
        job_free(job);
    }
}

static struct job *oldest_queued(struct jobs *jobs)
{
    struct job *found = NULL;
    for (struct job *job = jobs->newest; job; job = job->next)
        if (job->state == JOB_QUEUED)
            found = job;
    return found;
}

static bool has_room(const struct jobs *jobs, const struct job *one)
{
    size_t waiting = 0, held = one->held;
    for (const struct job *job = jobs->newest; job; job = job->next) {
        waiting += job->state == JOB_QUEUED;
        held += job->held;
    }
    return !jobs->stopping && waiting < JOBS_WAITING && held <= JOBS_HELD_BYTES;
}

static void end_job(struct jobs *jobs, struct job *job, enum job_state state)
{
    job->state = state;
    job->finished_at = jobs->app->log.now();
    drop_work(job);
    forget_old(jobs);
}

/* ---- the threads ---- */

/* The next job, running; NULL: stop. */
static struct job *next_job(struct jobs *jobs)
{
    struct job *job = NULL;
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->stopping && !(job = oldest_queued(jobs)))
        pthread_cond_wait(&jobs->changed, &jobs->lock);
    if (jobs->stopping)
        job = NULL;
    if (job) {
        job->state = JOB_RUNNING;
        job->started_at = jobs->app->log.now();
    }
    pthread_mutex_unlock(&jobs->lock);
    return job;
}

/* Why it failed, as a problem document. */
static void print_problem(struct job *job)
{
    struct ctx *ctx = &job->work.ctx;
    struct refusal r = ctx->refusal;
    struct json_out o;
    if (!refused(&r)) {
        r = (struct refusal){.code = api_failure_code(ctx->failure, job->work.unknown)};
        log_line(&job->work.app->log, LOG_ERROR, "%.*s: job %s: %s: %.*s", STR_ARG(job->work.request_id),
                 kinds[job->kind].name, db_result_text(ctx->failure), STR_ARG(ctx->failure_text));
    }
    json_out_init(&o, &job->problem);
    json_begin_object(&o);
    api_problem_json(&o, &r, job->work.request_id);
    json_end_object(&o);
}

static void finish(struct jobs *jobs, struct job *job, bool ok)
{
    bool cancelled = !ok && job->work.ctx.refusal.code == REFUSED_CANCELLED;
    pthread_mutex_lock(&jobs->lock);
    if (!ok && !cancelled)
        print_problem(job);
    job->result = job->work.result;
    job->work.result = (struct buf){0};
    job->import_id = job->work.import_id;
    if (ok)
        atomic_store(&job->done, atomic_load(&job->total));
    end_job(jobs, job, ok ? JOB_DONE : cancelled ? JOB_CANCELLED : JOB_FAILED);
    pthread_mutex_unlock(&jobs->lock);
}

static void *work(void *state)
{
    struct jobs *jobs = state;
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE); /* when it is refused, all runs as usual */
    for (struct job *job; (job = next_job(jobs));) {
        job->work.ctx.now = job->started_at;
        bool ok = progress_goes_on(&job->progress, &job->work.ctx) && job->work.run(&job->work);
        finish(jobs, job, ok);
    }
    return NULL;
}

struct jobs *jobs_start(struct app *app)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    assert(jobs);
    jobs->app = app;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->changed, NULL);
    for (int i = 0; i < JOB_THREADS; i++)
        if (pthread_create(&jobs->threads[jobs->thread_count], NULL, work, jobs) == 0)
            jobs->thread_count++;
    assert(jobs->thread_count > 0);
    return jobs;
}

void jobs_stop(struct jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->lock);
    jobs->stopping = true;
    for (struct job *job = jobs->newest; job; job = job->next)
        atomic_store(&job->cancel, true);
    pthread_cond_broadcast(&jobs->changed);
    pthread_mutex_unlock(&jobs->lock);
    for (int i = 0; i < jobs->thread_count; i++)
        pthread_join(jobs->threads[i], NULL);
    for (struct job *job = jobs->newest, *next; job; job = next) {
        next = job->next;
        job_free(job);
    }
    pthread_cond_destroy(&jobs->changed);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}

/* ---- telling ---- */

static void put_raw(struct json_out *o, const char *name, const struct buf *text)
{
    if (text->len == 0)
        return;
    json_key(o, name);
    json_put_raw(o, buf_view(text));
}

static void put_progress(struct json_out *o, const struct job *job)
{
    const char *step = atomic_load(&job->step);
    int64_t done = atomic_load(&job->done), total = atomic_load(&job->total);
    if (step && job->state == JOB_RUNNING)
        json_field_z(o, "step", step);
    json_field_int(o, "done", done);
    json_field_int(o, "total", total);
    json_field_z(o, "unit", kinds[job->kind].unit);
}

static void put_job(struct json_out *o, const struct job *job, bool with_result)
{
    char id[ID_TEXT_LEN + 1];
    id_print(job->id, id);
    json_begin_object(o);
    json_field_z(o, "id", id);
    json_field_z(o, "kind", kinds[job->kind].name);
    put_raw(o, "about", &job->work.about);
    json_field_z(o, "state", state_names[job->state]);
    put_progress(o, job);
    json_field_bool(o, "cancelling", job->state == JOB_RUNNING && atomic_load(&job->cancel));
    json_field_str(o, "actor", job->actor.name);
    api_json_time(o, "created_at", job->created_at);
    api_json_time_opt(o, "started_at", job->started_at);
    api_json_time_opt(o, "finished_at", job->finished_at);
    if (job->import_id)
        json_field_int(o, "import", job->import_id);
    put_raw(o, "problem", &job->problem);
    if (with_result)
        put_raw(o, "result", &job->result);
    json_end_object(o);
}

static bool may_see(const struct actor *actor, const struct job *job)
{
    return job->actor.id == actor->id || (actor->roles & (ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_ADMIN)));
}

void jobs_print(struct jobs *jobs, const struct actor *actor, struct json_out *o)
{
    pthread_mutex_lock(&jobs->lock);
    for (const struct job *job = jobs->newest; job; job = job->next)
        if (may_see(actor, job))
            put_job(o, job, false);
    pthread_mutex_unlock(&jobs->lock);
}

/* With the lock held; NULL with the refusal not_found: also one that the actor may not see. */
static struct job *find(struct jobs *jobs, struct ctx *ctx, struct str text)
{
    struct id id;
    bool good = id_parse(text, &id);
    for (struct job *job = jobs->newest; good && job; job = job->next)
        if (id_eq(job->id, id) && may_see(&ctx->actor, job))
            return job;
    ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no job '%.*s'; the server forgets them when it is restarted.",
               STR_ARG(text));
    return NULL;
}

bool job_print(struct jobs *jobs, struct ctx *ctx, struct str id, struct json_out *o)
{
    pthread_mutex_lock(&jobs->lock);
    const struct job *job = find(jobs, ctx, id);
    if (job)
        put_job(o, job, true);
    pthread_mutex_unlock(&jobs->lock);
    return job != NULL;
}

/* ---- cancelling ---- */

static bool may_cancel(struct ctx *ctx, const struct job *job)
{
    return job->actor.id == ctx->actor.id || (ctx->actor.roles & ROLE_BIT(ROLE_ADMIN)) ||
           ctx_refuse(ctx, REFUSED_FORBIDDEN, NULL, "Only %.*s and administrators may cancel this job.",
                      STR_ARG(job->actor.name));
}

bool job_cancel(struct jobs *jobs, struct ctx *ctx, struct str id)
{
    pthread_mutex_lock(&jobs->lock);
    struct job *job = find(jobs, ctx, id);
    bool ok = job && may_cancel(ctx, job);
    if (ok && !ended(job))
        atomic_store(&job->cancel, true);
    if (ok && job->state == JOB_QUEUED)
        end_job(jobs, job, JOB_CANCELLED);
    pthread_mutex_unlock(&jobs->lock);
    return ok;
}

/* ---- submitting ---- */

static const struct id no_id;

/* With the lock held: the job that came with this key before. */
static const struct job *find_key(const struct jobs *jobs, struct id key)
{
    for (const struct job *job = jobs->newest; job && !id_eq(key, no_id); job = job->next)
        if (id_eq(job->key, key))
            return job;
    return NULL;
}

enum verdict { ACCEPTED, REPEATED, REUSED, FULL };

/* The job is the registry's, or freed; ret tells it, or the one that it repeats. */
static enum verdict submit(struct jobs *jobs, struct job *job, struct json_out *ret, struct id *ret_id)
{
    pthread_mutex_lock(&jobs->lock);
    const struct job *first = find_key(jobs, job->key);
    enum verdict v = first ? REPEATED : has_room(jobs, job) ? ACCEPTED : FULL;
    if (first && memcmp(&first->digest, &job->digest, sizeof first->digest) != 0)
        v = REUSED;
    if (v == ACCEPTED) {
        job->next = jobs->newest;
        jobs->newest = job;
        pthread_cond_signal(&jobs->changed);
    }
    if (v == ACCEPTED || v == REPEATED) {
        const struct job *told = v == ACCEPTED ? job : first;
        *ret_id = told->id;
        put_job(ret, told, false);
    }
    pthread_mutex_unlock(&jobs->lock);
    if (v != ACCEPTED)
        job_free(job);
    return v;
}

static enum http_outcome accepted(struct call *call, struct id id, bool repeated, struct buf *body)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    api_reply_location(call, "/v1/jobs/", str_of(text));
    if (repeated)
        api_reply_header(call, "Idempotent-Replayed", STR("true"));
    return api_reply_json(call, 202, body);
}

enum http_outcome api_job_reply(struct call *call, struct job *job)
{
    struct id id;
    struct buf body = {0};
    struct json_out o;
    if (!api_idempotency_key(call)) {
        job_free(job);
        return api_problem(call);
    }
    job->key = call->idempotency_key;
    job->digest = api_request_digest(call);
    job->held = job->work.held;
    json_out_init(&o, &body);
    enum verdict v = submit(call->app->jobs, job, &o, &id);
    if (v == REUSED)
        return api_refuse(call, REFUSED_ID_REUSED, "Idempotency-Key", "The key came with another request before.");
    if (v == FULL)
        return api_refuse(call, REFUSED_OVERLOADED, NULL, "Too many jobs are waiting.");
    return accepted(call, id, v == REPEATED, &body);
}
