/*
 * writer: the queue, the workers' threads, and the verdicts. How a group is run: writer_near.c, writer_far.c.
 *
 * A group is what has queued up while the last commit was under way, so its size follows the load by itself: one client waits
 * for one flush of the disk; a thousand share one.
 */
#include "service/writer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "service/move.h"
#include "service/sequencer.h"
#include "service/writer_work.h"

enum { HEAVY_ROWS = 500 }; /* a command of so many rows is run alone where others can write meanwhile */

struct ledger *writer_ledger(struct writer_job *job)
{
    return job->ledger;
}

/* ---- a group ---- */

static void append(struct job_chain *chain, struct writer_job *first, struct writer_job *last)
{
    if (chain->last)
        chain->last->next = first;
    else
        chain->first = first;
    chain->last = last;
}

/* Where several write, who needs all others out, or would keep them waiting for long, is run alone. */
static bool goes_with(const struct writer *w, const struct writer_job *first, const struct writer_job *job)
{
    bool alone = !first->keeps_masters || !job->keeps_masters || first->weight > HEAVY_ROWS || job->weight > HEAVY_ROWS;
    return !w->far || !alone;
}

/* The queue's beginning, at most LIMIT_GROUP_COMMANDS. */
static struct writer_job *cut_group(struct writer *w, unsigned *ret_count)
{
    struct writer_job *group = w->waiting.first, *end = NULL;
    unsigned n = 0;
    for (struct writer_job *job = group; job && n < LIMIT_GROUP_COMMANDS; job = job->next, n++) {
        if (end && !goes_with(w, group, job))
            break;
        end = job;
    }
    if (end) {
        w->waiting.first = end->next;
        end->next = NULL;
        if (!w->waiting.first)
            w->waiting.last = NULL;
    }
    *ret_count = n;
    return group;
}

/* Take what is queued; waits when there is nothing. NULL: stop. */
static struct writer_job *take_group(struct writer *w, unsigned *ret_count)
{
    pthread_mutex_lock(&w->lock);
    while (!w->waiting.first && !w->stopping)
        pthread_cond_wait(&w->work, &w->lock);
    struct writer_job *group = cut_group(w, ret_count);
    w->queued -= *ret_count;
    if (*ret_count > w->stats.group_max)
        w->stats.group_max = *ret_count;
    if (w->waiting.first)
        pthread_cond_signal(&w->work); /* for another worker */
    pthread_mutex_unlock(&w->lock);
    return group;
}

void worker_fail_one(struct writer_job *job, enum db_result why, bool unknown)
{
    job->ok = false;
    job->ctx.refusal = (struct refusal){0};
    job->ctx.failure = why;
    job->unknown = unknown;
}

void worker_fail(struct writer_job *group, enum db_result why, bool unknown)
{
    for (struct writer_job *job = group; job; job = job->next)
        worker_fail_one(job, why, unknown);
}

/* What was made with too little memory may lack any text, so it does not count; and it is this job's fault, not the group's. */
static void judge_memory(struct writer_job *job)
{
    struct ctx *ctx = &job->ctx;
    bool other = ctx->failure != DB_OK && ctx->failure != DB_FAILED && ctx->failure != DB_CORRUPT;
    if (other || !ctx->arena || !arena_exhausted(ctx->arena))
        return;
    job->ok = false;
    ctx->failure = DB_OK;
    ctx->refusal = (struct refusal){
        .code = REFUSED_TOO_MANY, .detail = STR("this takes more memory than one request may have; send it in parts")};
}

static bool judge(struct worker *k, struct writer_job *job)
{
    judge_memory(job);
    if (!job->ok && job->ctx.failure == DB_FAILED)
        job->ctx.failure_text = arena_str(job->ctx.arena, str_of(db_error(k->db)));
    return job->ok;
}

bool worker_try(struct worker *k, struct writer_job *job)
{
    job->ctx.db = k->db;
    job->ctx.refusal = (struct refusal){0};
    job->ctx.failure = DB_OK;
    job->ledger = &k->ledger;
    job->wrote = false;
    job->unknown = false;
    job->finish = NULL;
    job->numbers = (struct ledger_numbers){0};
    job->tries++;
    job->ok = job->run(job);
    if (!job->keeps_masters)
        masters_forget(k->ledger.masters);
    return judge(k, job);
}

bool worker_finish(struct worker *k, struct writer_job *job)
{
    job->ok = job->finish(job);
    return judge(k, job);
}

static void count_group(struct worker *k, struct writer_job *group, unsigned n, int64_t started)
{
    struct writer *w = k->writer;
    pthread_mutex_lock(&w->lock);
    w->stats.commits++;
    w->stats.jobs += n;
    for (struct writer_job *job = group; job; job = job->next) {
        w->stats.refused += !job->ok && refused(&job->ctx.refusal);
        w->stats.failed += !job->ok && job->ctx.failure != DB_OK;
    }
    w->stats.run_ns += (uint64_t)(time_monotonic_ns() - started);
    w->stats.commit_ns += k->commit_ns;
    if (!w->far)
        w->last_seq = k->ledger.last_seq;
    pthread_mutex_unlock(&w->lock);
}

/* ---- the verdicts ---- */

/* Waking whoever waits takes about as long as a scan itself, so another thread does it while the next group is run. */
static void hand_over(struct writer *w, struct writer_job *group)
{
    struct writer_job *last = group;
    for (; last->next; last = last->next)
        last->ctx.db = NULL;
    last->ctx.db = NULL;
    pthread_mutex_lock(&w->lock);
    append(&w->decided, group, last);
    pthread_cond_signal(&w->verdicts);
    pthread_mutex_unlock(&w->lock);
}

/* What was decided since the last time; waits when there is nothing. NULL: the writer has ended. */
static struct writer_job *take_decided(struct writer *w, int64_t *ret_last_seq)
{
    pthread_mutex_lock(&w->lock);
    while (!w->decided.first && !w->ended)
        pthread_cond_wait(&w->verdicts, &w->lock);
    struct writer_job *first = w->decided.first;
    w->decided = (struct job_chain){0};
    *ret_last_seq = w->last_seq;
    pthread_mutex_unlock(&w->lock);
    return first;
}

/* Where it is far, the sequencer does. */
static void announce(struct writer *w, int64_t last_seq)
{
    int64_t first = w->announced_seq + 1;
    if (w->far || last_seq < first)
        return;
    w->announced_seq = last_seq;
    if (w->listener)
        w->listener(w->listener_state, first, last_seq);
}

static void *answer(void *state)
{
    struct writer *w = state;
    struct writer_job *job;
    int64_t last_seq;
    while ((job = take_decided(w, &last_seq))) {
        announce(w, last_seq);
        while (job) {
            struct writer_job *next = job->next;
            job->done(job);
            job = next;
        }
    }
    return NULL;
}

static void tidy(struct worker *k)
{
    struct writer *w = k->writer;
    int64_t started = time_monotonic_ns();
    masters_trim(k->ledger.masters);
    db_checkpoint(k->db, false);
    pthread_mutex_lock(&w->lock);
    w->stats.checkpoint_ns += (uint64_t)(time_monotonic_ns() - started);
    pthread_mutex_unlock(&w->lock);
}

static void *work(void *state)
{
    struct worker *k = state;
    unsigned n;
    for (;;) {
        struct writer_job *group = take_group(k->writer, &n);
        if (!group)
            return NULL;
        int64_t started = time_monotonic_ns();
        k->commit_ns = 0;
        if (k->writer->far)
            worker_run_far(k, group);
        else
            worker_run_near(k, group);
        count_group(k, group, n, started);
        hand_over(k->writer, group);
        tidy(k);
    }
}

/* ---- outside ---- */

/* What a worker remembers; its connection is open. */
static bool prepare_worker(struct worker *k, const char *url, char *error, size_t error_size)
{
    k->ledger.far = k->writer->far;
    k->ledger.masters = masters_new();
    k->ledger.foresight = k->ledger.far ? foresight_new() : NULL;
    k->arena = arena_new(0);
    struct ctx ctx = {.arena = k->arena, .db = k->db};
    bool loaded = ledger_load(&ctx, &k->ledger);
    arena_reset(k->arena);
    if (!loaded)
        snprintf(error, error_size, "cannot read the ledger of '%s': %s", url, db_result_text(ctx.failure));
    return loaded;
}

static bool open_first(struct writer *w, const char *url, enum db_mode mode, char *error, size_t error_size)
{
    struct worker *k = &w->workers[0];
    if (db_open(url, mode, &k->db, error, error_size) != DB_OK)
        return false;
    enum db_result r = db_migrate(k->db);
    if (r != DB_OK) {
        char shown[128];
        bool denied = r == DB_DENIED;
        snprintf(error, error_size, "cannot use '%s': %s%s%s", db_url_shown(url, shown, sizeof shown),
                 db_result_text(r), denied ? ": " : "", denied ? db_error(k->db) : "");
        return false;
    }
    if (!service_move_finished(k->db, url, error, error_size))
        return false;
    w->far = db_far(k->db);
    w->worker_count = w->far ? LIMIT_WRITERS : 1;
    for (int i = 0; i < w->worker_count; i++)
        w->workers[i].writer = w;
    return prepare_worker(k, url, error, error_size);
}

static bool open_database(struct writer *w, const char *url, enum db_mode mode, char *error, size_t error_size)
{
    if (!open_first(w, url, mode, error, error_size))
        return false;
    for (int i = 1; i < w->worker_count; i++)
        if (db_open(url, DB_WRITE, &w->workers[i].db, error, error_size) != DB_OK ||
            !prepare_worker(&w->workers[i], url, error, error_size))
            return false;
    if (w->far) {
        w->sequencer = sequencer_start(url, w->listener, w->listener_state, error, error_size);
        return w->sequencer != NULL;
    }
    w->announced_seq = w->last_seq = w->workers[0].ledger.last_seq;
    return true;
}

static void close_writer(struct writer *w)
{
    sequencer_stop(w->sequencer);
    for (int i = 0; i < LIMIT_WRITERS; i++) {
        struct worker *k = &w->workers[i];
        db_close(k->db);
        masters_free(k->ledger.masters);
        foresight_free(k->ledger.foresight);
        buf_free(&k->changed);
        arena_free(k->arena);
    }
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->pause);
    pthread_cond_destroy(&w->verdicts);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

/* No more is taken; what is queued is done. */
static void end_workers(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->pause);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->worker_count; i++)
        if (w->workers[i].started)
            pthread_join(w->workers[i].thread, NULL);
}

/* The workers have ended: give the last verdicts. */
static void end_answers(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->ended = true;
    pthread_cond_signal(&w->verdicts);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->answerer, NULL);
}

static bool start_threads(struct writer *w, char *error, size_t error_size)
{
    snprintf(error, error_size, "cannot start a thread");
    if (pthread_create(&w->answerer, NULL, answer, w) != 0)
        return false;
    for (int i = 0; i < w->worker_count; i++) {
        struct worker *k = &w->workers[i];
        k->started = pthread_create(&k->thread, NULL, work, k) == 0;
        if (!k->started) {
            end_workers(w);
            end_answers(w);
            return false;
        }
    }
    return true;
}

struct writer *writer_start(const char *url, enum db_mode mode, writer_listener listener, void *listener_state,
                            char *error, size_t error_size)
{
    struct writer *w = calloc(1, sizeof *w);
    assert(w);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    pthread_cond_init(&w->pause, NULL);
    pthread_cond_init(&w->verdicts, NULL);
    w->listener = listener;
    w->listener_state = listener_state;
    if (open_database(w, url, mode, error, error_size) && start_threads(w, error, error_size))
        return w;
    close_writer(w);
    return NULL;
}

void writer_stop(struct writer *w)
{
    end_workers(w);
    end_answers(w);
    db_checkpoint(w->workers[0].db, true);
    close_writer(w);
}

bool writer_submit(struct writer *w, struct writer_job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&w->lock);
    bool taken = w->queued < LIMIT_QUEUE_COMMANDS && !w->stopping;
    bool idle = !w->waiting.first;
    if (taken) {
        append(&w->waiting, job, job);
        w->queued++;
    }
    if (taken && idle)
        pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    return taken;
}

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool finished;
};

static void wake_waiter(struct writer_job *job)
{
    struct waiter *waiter = job->waiter;
    pthread_mutex_lock(&waiter->lock);
    waiter->finished = true;
    pthread_cond_signal(&waiter->cond);
    pthread_mutex_unlock(&waiter->lock);
}

bool writer_call(struct writer *w, struct writer_job *job)
{
    struct waiter waiter = {.finished = false};
    pthread_mutex_init(&waiter.lock, NULL);
    pthread_cond_init(&waiter.cond, NULL);
    job->waiter = &waiter;
    job->done = wake_waiter;
    bool taken = writer_submit(w, job);
    pthread_mutex_lock(&waiter.lock);
    while (taken && !waiter.finished)
        pthread_cond_wait(&waiter.cond, &waiter.lock);
    pthread_mutex_unlock(&waiter.lock);
    pthread_cond_destroy(&waiter.cond);
    pthread_mutex_destroy(&waiter.lock);
    return taken && job->ok;
}

void writer_stats(struct writer *w, struct writer_stats *ret)
{
    pthread_mutex_lock(&w->lock);
    *ret = w->stats;
    ret->queued = w->queued;
    pthread_mutex_unlock(&w->lock);
}

int64_t writer_last_seq(struct writer *w)
{
    if (w->far)
        return sequencer_size(w->sequencer);
    pthread_mutex_lock(&w->lock);
    int64_t seq = w->last_seq;
    pthread_mutex_unlock(&w->lock);
    return seq;
}

void writer_settle(struct writer *w)
{
    if (w->far)
        sequencer_settle(w->sequencer);
}

int64_t writer_masters_version(struct writer *w)
{
    return w->far ? sequencer_masters_version(w->sequencer) : 0;
}
