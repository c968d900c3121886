/*
 * writer: one thread, one writing connection, group commit.
 *
 * A group is what has queued up while the last commit was under way, so its size follows the load by itself: one client waits
 * for one flush of the disk; a thousand share one.
 */
#include "service/writer.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "service/ledger.h"
#include "service/move.h"

struct chain {
    struct writer_job *first, *last;
};

struct writer {
    pthread_t thread, answerer;
    pthread_mutex_t lock;
    pthread_cond_t work;     /* something was queued, or stop */
    pthread_cond_t verdicts; /* a group is durable, or the writer has ended */
    struct chain waiting, decided;
    unsigned queued;
    bool stopping, ended;
    struct writer_stats stats;
    int64_t last_seq; /* durable */

    /* Only the writer's thread: */
    struct db *db;
    struct ledger ledger;
    writer_listener listener;
    void *listener_state;

    /* Only the answering thread: */
    int64_t announced_seq;
};

struct ledger *writer_ledger(struct writer_job *job)
{
    return job->ledger;
}

/* ---- a group ---- */

static void append(struct chain *chain, struct writer_job *first, struct writer_job *last)
{
    if (chain->last)
        chain->last->next = first;
    else
        chain->first = first;
    chain->last = last;
}

/* Take what is queued, at most LIMIT_GROUP_COMMANDS; waits when there is nothing. NULL: stop. */
static struct writer_job *take_group(struct writer *w, unsigned *ret_count)
{
    pthread_mutex_lock(&w->lock);
    while (!w->waiting.first && !w->stopping)
        pthread_cond_wait(&w->work, &w->lock);
    struct writer_job *group = w->waiting.first, *end = NULL;
    unsigned n = 0;
    for (struct writer_job *job = group; job && n < LIMIT_GROUP_COMMANDS; job = job->next, n++)
        end = job;
    if (end) {
        w->waiting.first = end->next;
        end->next = NULL;
        if (!w->waiting.first)
            w->waiting.last = NULL;
    }
    w->queued -= n;
    if (n > w->stats.group_max)
        w->stats.group_max = n;
    pthread_mutex_unlock(&w->lock);
    *ret_count = n;
    return group;
}

/* Nothing of the group is written, and whoever waits hears why; what a rule said may have rested on what is undone now. */
static void fail_group(struct writer_job *group, enum db_result why, bool unknown)
{
    for (struct writer_job *job = group; job; job = job->next) {
        job->ok = false;
        job->ctx.refusal = (struct refusal){0};
        job->ctx.failure = why;
        job->unknown = unknown;
    }
}

static void undo_group(struct writer *w, const struct ledger *before)
{
    db_rollback(w->db);
    ledger_restore(&w->ledger, before);
}

/* After such a failure the engine may have undone the whole transaction by itself: the group cannot go on. */
static bool breaks_group(enum db_result failure)
{
    return failure != DB_OK && failure != DB_UNIQUE && failure != DB_CONSTRAINT && failure != DB_APPEND_ONLY;
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

/* Run a job anew: what a first try said is forgotten. */
static bool try_job(struct writer *w, struct writer_job *job)
{
    job->ctx.db = w->db;
    job->ctx.refusal = (struct refusal){0};
    job->ctx.failure = DB_OK;
    job->ledger = &w->ledger;
    job->wrote = false;
    job->tries++;
    job->ok = job->run(job);
    judge_memory(job);
    if (!job->ok && job->ctx.failure == DB_FAILED)
        job->ctx.failure_text = arena_str(job->ctx.arena, str_of(db_error(w->db)));
    if (!job->keeps_masters)
        masters_forget(w->ledger.masters);
    return job->ok;
}

/* One job in its savepoint: when it says no, what it wrote is undone, and the others go on. */
static void run_guarded(struct writer *w, struct writer_job *job)
{
    struct ledger before = w->ledger;
    job->ok = false;
    if (!ctx_check(&job->ctx, db_savepoint(w->db)))
        return;
    if (try_job(w, job) && ctx_check(&job->ctx, db_savepoint_keep(w->db)))
        return;
    job->ok = false;
    db_savepoint_undo(w->db);
    ledger_restore(&w->ledger, &before);
}

/*
 * One job without a savepoint: SQLite copies each page that is first changed under one, which costs a scan a third of its time,
 * and a job that says no nearly always says so before it has written anything. False: it had written; nothing of the group may
 * stay.
 */
static bool run_freely(struct writer *w, struct writer_job *job)
{
    struct ledger before = w->ledger;
    int64_t writes = db_writes(w->db);
    if (try_job(w, job))
        return true;
    bool clean = db_writes(w->db) == writes;
    if (clean)
        w->ledger = before;
    return clean;
}

/* All jobs, one after the other. False: the group must be undone and run again, guarded. */
static bool run_jobs(struct writer *w, struct writer_job *group, bool guarded, bool *ret_wrote)
{
    *ret_wrote = false;
    for (struct writer_job *job = group; job; job = job->next) {
        if (guarded || job->expects_no)
            run_guarded(w, job);
        else if (!run_freely(w, job))
            return false;
        *ret_wrote = *ret_wrote || (job->ok && job->wrote);
        if (breaks_group(job->ctx.failure))
            return true;
    }
    return true;
}

static enum db_result broken(const struct writer_job *group)
{
    for (; group; group = group->next)
        if (breaks_group(group->ctx.failure))
            return group->ctx.failure;
    return DB_OK;
}

/* In one transaction, which is open afterwards; DB_OK, or why it cannot be. */
static enum db_result run_transaction(struct writer *w, struct writer_job *group, bool *ret_wrote)
{
    struct ledger before = w->ledger;
    enum db_result r = db_begin(w->db);
    if (r != DB_OK)
        return r;
    bool done = run_jobs(w, group, false, ret_wrote);
    if (!done && broken(group) == DB_OK) {
        undo_group(w, &before);
        if ((r = db_begin(w->db)) != DB_OK)
            return r;
        run_jobs(w, group, true, ret_wrote);
    }
    return broken(group);
}

/* Run all in one transaction and make them durable. */
static void run_group(struct writer *w, struct writer_job *group)
{
    struct ledger before = w->ledger;
    bool wrote = false;
    enum db_result r = run_transaction(w, group, &wrote);
    if (r != DB_OK) {
        undo_group(w, &before);
        fail_group(group, r, false);
        return;
    }
    if (!wrote) {
        db_rollback(w->db);
        return;
    }
    int64_t started = time_monotonic_ns();
    r = db_commit(w->db);
    pthread_mutex_lock(&w->lock);
    w->stats.commit_ns += (uint64_t)(time_monotonic_ns() - started);
    pthread_mutex_unlock(&w->lock);
    if (r == DB_OK)
        return;
    /* SQLite undoes a commit that failed; what the disk keeps is decided when the log is read again, so nobody is told "no". */
    undo_group(w, &before);
    fail_group(group, r, r != DB_FULL && r != DB_BUSY);
}

static void count_group(struct writer *w, struct writer_job *group, unsigned n, int64_t started)
{
    pthread_mutex_lock(&w->lock);
    w->stats.commits++;
    w->stats.jobs += n;
    for (struct writer_job *job = group; job; job = job->next) {
        w->stats.refused += !job->ok && refused(&job->ctx.refusal);
        w->stats.failed += !job->ok && job->ctx.failure != DB_OK;
    }
    w->stats.run_ns += (uint64_t)(time_monotonic_ns() - started);
    w->last_seq = w->ledger.last_seq;
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
    w->decided = (struct chain){0};
    *ret_last_seq = w->last_seq;
    pthread_mutex_unlock(&w->lock);
    return first;
}

static void announce(struct writer *w, int64_t last_seq)
{
    int64_t first = w->announced_seq + 1;
    if (last_seq < first)
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

static void tidy(struct writer *w)
{
    int64_t started = time_monotonic_ns();
    masters_trim(w->ledger.masters);
    db_checkpoint(w->db, false);
    pthread_mutex_lock(&w->lock);
    w->stats.checkpoint_ns += (uint64_t)(time_monotonic_ns() - started);
    pthread_mutex_unlock(&w->lock);
}

static void *work(void *state)
{
    struct writer *w = state;
    unsigned n;
    for (;;) {
        struct writer_job *group = take_group(w, &n);
        if (!group)
            return NULL;
        int64_t started = time_monotonic_ns();
        run_group(w, group);
        count_group(w, group, n, started);
        hand_over(w, group);
        tidy(w);
    }
}

/* ---- outside ---- */

static bool open_database(struct writer *w, const char *url, enum db_mode mode, char *error, size_t error_size)
{
    if (db_open(url, mode, &w->db, error, error_size) != DB_OK)
        return false;
    enum db_result r = db_migrate(w->db);
    if (r != DB_OK) {
        snprintf(error, error_size, "cannot use '%s': %s", url, db_result_text(r));
        return false;
    }
    if (!service_move_finished(w->db, url, error, error_size))
        return false;
    w->ledger.masters = masters_new();
    struct arena *arena = arena_new(0);
    struct ctx ctx = {.arena = arena, .db = w->db};
    bool loaded = ledger_load(&ctx, &w->ledger);
    arena_free(arena);
    if (!loaded)
        snprintf(error, error_size, "cannot read the ledger of '%s': %s", url, db_result_text(ctx.failure));
    w->announced_seq = w->last_seq = w->ledger.last_seq;
    return loaded;
}

static void close_writer(struct writer *w)
{
    db_close(w->db);
    masters_free(w->ledger.masters);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->verdicts);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

/* The writer has ended: give the last verdicts. */
static void end_answers(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->ended = true;
    pthread_cond_signal(&w->verdicts);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->answerer, NULL);
}

struct writer *writer_start(const char *url, enum db_mode mode, writer_listener listener, void *listener_state,
                            char *error, size_t error_size)
{
    struct writer *w = calloc(1, sizeof *w);
    assert(w);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    pthread_cond_init(&w->verdicts, NULL);
    w->listener = listener;
    w->listener_state = listener_state;
    if (!open_database(w, url, mode, error, error_size)) {
        close_writer(w);
        return NULL;
    }
    if (pthread_create(&w->answerer, NULL, answer, w) != 0) {
        snprintf(error, error_size, "cannot start a thread");
        close_writer(w);
        return NULL;
    }
    if (pthread_create(&w->thread, NULL, work, w) != 0) {
        snprintf(error, error_size, "cannot start the writer's thread");
        end_answers(w);
        close_writer(w);
        return NULL;
    }
    return w;
}

void writer_stop(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    end_answers(w);
    db_checkpoint(w->db, true);
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
    pthread_mutex_lock(&w->lock);
    int64_t seq = w->last_seq;
    pthread_mutex_unlock(&w->lock);
    return seq;
}
