/*
 * writer_far: a group where the database is another process, and others write too. Each statement is a round trip, so the group
 * goes in rounds: look up (and lock, in the order of keys) what its commands name, decide all, take the numbers for all, write all.
 * Commands of a round never have to do with the same things; one that has waits for the next round.
 *
 * Commands run beside those of other writers, under a lock that all of them share; any other job has the lock for itself and so
 * runs alone, as everything does where the database is near. A lost race (a number taken meanwhile, a deadlock) undoes the group,
 * and it is run again on what is true by then.
 *
 * What was foreseen is locked in the order of keys, so it is waited for. What only shows while a command is decided (contents, what
 * an undone event named) comes in any order, and two who wait for each other would do so until the server looks for deadlocks,
 * after a second: so it is waited for briefly, but for the last try; by a job alone for the later half of its tries, since who has
 * waited for another writer's commit may find that this one has done the very same, and needs a try to see it.
 */
#include <assert.h>
#include <errno.h>
#include <time.h>

#include "service/project.h"
#include "service/sequencer.h"
#include "service/writer_work.h"
#include "store/reserve.h"

enum {
    TRIES = 3,                /* of a group; then each job alone */
    TRIES_ALONE = 12,         /* of a job */
    RECONNECT_MS = 15 * 1000, /* how long those who wait are kept waiting for the database to come back */
    RECONNECT_PAUSE_MS = 100,
    STOCK_UNITS = STOCK_SLOTS_MAX / 4
};

/* Jobs that are run in one transaction. */
struct batch {
    struct writer_job *jobs[LIMIT_GROUP_COMMANDS];
    size_t count;
    bool wrote;   /* there is something to commit */
    bool told;    /* there is an answer that says yes, be it to what was done before */
    bool dirty;   /* one that said no had written: nothing may stay, and each must run alone */
    bool patient; /* as long as it takes for what was not foreseen, too */
};

/* ---- a round ---- */

static enum db_result foresee(struct worker *k, struct writer_job *const *jobs, size_t count)
{
    foresight_clear(k->ledger.foresight);
    for (size_t i = 0; i < count; i++) {
        struct ctx *ctx = &jobs[i]->ctx;
        ctx->db = k->db;
        ctx->failure = DB_OK;
        jobs[i]->ledger = &k->ledger;
        if (jobs[i]->foresee && !jobs[i]->foresee(jobs[i]))
            return ctx->failure;
    }
    return foresight_load(k->ledger.foresight, k->db);
}

static void add_numbers(struct ledger_numbers *sum, const struct ledger_numbers *more)
{
    sum->events += more->events;
    sum->units += more->units;
    sum->packages += more->packages;
}

/* What was decided is written, each job with the numbers behind those of the one before it. */
static enum db_result finish(struct worker *k, struct writer_job *const *jobs, size_t count)
{
    struct ledger_numbers need = {0};
    msec now = 0;
    for (size_t i = 0; i < count; i++) {
        add_numbers(&need, &jobs[i]->numbers);
        now = jobs[i]->ctx.now > now ? jobs[i]->ctx.now : now;
    }
    if (count && !ledger_number(&jobs[0]->ctx, &k->ledger, &need, now))
        return jobs[0]->ctx.failure;
    for (size_t i = 0; i < count; i++)
        if (!worker_finish(k, jobs[i]))
            return jobs[i]->ctx.failure == DB_OK ? DB_RETRY : jobs[i]->ctx.failure;
    struct ctx ctx = {.arena = k->arena, .db = k->db};
    return project_units(&ctx, k->ledger.pending) ? DB_OK : ctx.failure;
}

/* Decide what can be decided together, and write it. The jobs that must wait are moved to the front; *count is how many. */
static enum db_result run_round(struct worker *k, struct batch *b, struct writer_job **jobs, size_t *count)
{
    struct writer_job *decided[LIMIT_GROUP_COMMANDS];
    size_t n = 0, left = 0;
    enum db_result r = foresee(k, jobs, *count);
    if (r == DB_OK && !b->patient)
        r = store_lock_briefly(k->db);
    for (size_t i = 0; i < *count && r == DB_OK; i++) {
        struct writer_job *job = jobs[i];
        int64_t writes = db_writes(k->db);
        foresight_begin(k->ledger.foresight, *count == 1);
        worker_try(k, job);
        r = job->ctx.failure;
        bool waits = foresight_collides(k->ledger.foresight);
        b->dirty = b->dirty || ((waits || !job->ok) && db_writes(k->db) != writes);
        if (waits) {
            jobs[left++] = job;
        } else if (job->ok) {
            foresight_keep(k->ledger.foresight);
            b->wrote = b->wrote || job->wrote;
            b->told = true;
            if (job->finish)
                decided[n++] = job;
        }
    }
    *count = left;
    return r == DB_OK && !b->dirty ? finish(k, decided, n) : r;
}

/* ---- a transaction ---- */

static enum db_result know_masters(struct worker *k, bool shared)
{
    int64_t version;
    enum db_result r = store_masters_lock(k->db, shared);
    if (r == DB_OK)
        r = store_masters_version(k->db, &version);
    if (r != DB_OK)
        return r;
    if (!shared || version != k->masters_version)
        masters_forget(k->ledger.masters);
    k->masters_version = version;
    return DB_OK;
}

static enum db_result begin(struct worker *k, bool shared)
{
    enum db_result r = db_begin(k->db);
    arena_reset(k->arena);
    k->ledger.pending = pending_new(k->arena, STOCK_UNITS, &k->changed);
    return r == DB_OK ? know_masters(k, shared) : r;
}

static enum db_result write_pending(struct worker *k)
{
    struct ctx ctx = {.arena = k->arena, .db = k->db};
    return project_pending(&ctx, k->ledger.pending) ? DB_OK : ctx.failure;
}

static enum db_result commit(struct worker *k)
{
    int64_t started = time_monotonic_ns();
    enum db_result r = db_commit(k->db);
    k->commit_ns += (uint64_t)(time_monotonic_ns() - started);
    if (r == DB_OK)
        sequencer_wake(k->writer->sequencer);
    return r;
}

/* All jobs of the batch; committed when DB_OK and something was written, or was told that another transaction has written; else
 * undone. */
static enum db_result run_transaction(struct worker *k, struct batch *b)
{
    struct writer_job *jobs[LIMIT_GROUP_COMMANDS];
    size_t left = b->count;
    assert(b->count && b->jobs[0]);
    bool shared = b->jobs[0]->keeps_masters;
    memcpy(jobs, b->jobs, b->count * sizeof jobs[0]);
    int64_t writes = db_writes(k->db);
    b->wrote = b->told = b->dirty = false;
    enum db_result r = begin(k, shared);
    while (r == DB_OK && left && !b->dirty)
        r = run_round(k, b, jobs, &left);
    bool confirm = !b->wrote && b->told && db_writes(k->db) == writes;
    bool undo = r != DB_OK || b->dirty || !(b->wrote || confirm);
    if (!undo)
        r = confirm ? store_confirm(k->db) : write_pending(k);
    if (!undo && r == DB_OK && !shared && b->wrote)
        r = store_masters_bump(k->db);
    if (!undo && r == DB_OK && (r = commit(k)) == DB_OK)
        return DB_OK;
    db_rollback(k->db);
    masters_forget(k->ledger.masters);
    return r;
}

/* ---- again, while it helps ---- */

/* False: the writer is to end. */
static bool pause_a_little(struct worker *k)
{
    struct writer *w = k->writer;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += RECONNECT_PAUSE_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&w->lock);
    bool go_on = !w->stopping;
    while (go_on && pthread_cond_timedwait(&w->pause, &w->lock, &until) != ETIMEDOUT)
        go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

static void fail_batch(struct batch *b, enum db_result why)
{
    for (size_t i = 0; i < b->count; i++)
        worker_fail_one(b->jobs[i], why, why == DB_UNKNOWN);
}

/* What another try may change: somebody was in the way, or has taken what two wanted. */
static bool worth_a_try(enum db_result r)
{
    return r == DB_RETRY || r == DB_UNIQUE || r == DB_CONSTRAINT || r == DB_FAILED;
}

/* DB_OK: every job has its verdict. DB_RETRY: it is best to run each alone. Otherwise why nothing was written. */
static enum db_result run_batch(struct worker *k, struct batch *b, int tries)
{
    int64_t until = time_monotonic_ns() + (int64_t)RECONNECT_MS * 1000000;
    for (int i = 0; i < tries;) {
        b->patient = i + 1 == tries || (b->count == 1 && i >= tries / 2);
        enum db_result r = run_transaction(k, b);
        if (r == DB_OK && !b->dirty)
            return DB_OK;
        if (r == DB_OK && b->count == 1)
            return DB_OK; /* it said no, and what it had written is undone */
        if (r == DB_OK)
            return DB_RETRY;
        if (r == DB_LOST && time_monotonic_ns() < until && pause_a_little(k))
            continue;
        bool in_the_way = r == DB_RETRY && b->count > 1; /* one job alone is in nobody's way */
        if (!worth_a_try(r) || in_the_way || ++i == tries)
            return r;
    }
    return DB_RETRY;
}

static void run_alone(struct worker *k, struct writer_job *job)
{
    struct batch b = {.jobs = {job}, .count = 1};
    enum db_result r = run_batch(k, &b, TRIES_ALONE);
    if (r != DB_OK)
        fail_batch(&b, r);
}

void worker_run_far(struct worker *k, struct writer_job *group)
{
    struct batch b = {.count = 0};
    for (struct writer_job *job = group; job; job = job->next)
        b.jobs[b.count++] = job;
    enum db_result r = run_batch(k, &b, b.count > 1 ? TRIES : TRIES_ALONE);
    if (r == DB_OK)
        return;
    if (b.count == 1 || !worth_a_try(r)) {
        fail_batch(&b, r);
        return;
    }
    for (size_t i = 0; i < b.count; i++)
        run_alone(k, b.jobs[i]);
}
