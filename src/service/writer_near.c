/*
 * writer_near: a group where the database is in this process and nobody else writes. Jobs run one after the other, each sees what
 * the one before it wrote.
 */
#include "service/writer_work.h"

static void undo_group(struct worker *k, const struct ledger *before)
{
    db_rollback(k->db);
    ledger_restore(&k->ledger, before);
}

/* After such a failure the engine may have undone the whole transaction by itself: the group cannot go on. */
static bool breaks_group(enum db_result failure)
{
    return failure != DB_OK && failure != DB_UNIQUE && failure != DB_CONSTRAINT && failure != DB_APPEND_ONLY;
}

static bool run_whole(struct worker *k, struct writer_job *job)
{
    return worker_try(k, job) && (!job->finish || worker_finish(k, job));
}

/* One job in its savepoint: when it says no, what it wrote is undone, and the others go on. */
static void run_guarded(struct worker *k, struct writer_job *job)
{
    struct ledger before = k->ledger;
    job->ok = false;
    if (!ctx_check(&job->ctx, db_savepoint(k->db)))
        return;
    if (run_whole(k, job) && ctx_check(&job->ctx, db_savepoint_keep(k->db)))
        return;
    job->ok = false;
    db_savepoint_undo(k->db);
    ledger_restore(&k->ledger, &before);
}

/*
 * One job without a savepoint: SQLite copies each page that is first changed under one, which costs a scan a third of its time,
 * and a job that says no nearly always says so before it has written anything. False: it had written; nothing of the group may
 * stay.
 */
static bool run_freely(struct worker *k, struct writer_job *job)
{
    struct ledger before = k->ledger;
    int64_t writes = db_writes(k->db);
    if (run_whole(k, job))
        return true;
    bool clean = db_writes(k->db) == writes;
    if (clean)
        k->ledger = before;
    return clean;
}

/* All jobs, one after the other. False: the group must be undone and run again, guarded. */
static bool run_jobs(struct worker *k, struct writer_job *group, bool guarded, bool *ret_wrote)
{
    *ret_wrote = false;
    for (struct writer_job *job = group; job; job = job->next) {
        if (guarded || job->expects_no)
            run_guarded(k, job);
        else if (!run_freely(k, job))
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
static enum db_result run_transaction(struct worker *k, struct writer_job *group, bool *ret_wrote)
{
    struct ledger before = k->ledger;
    enum db_result r = db_begin(k->db);
    if (r != DB_OK)
        return r;
    bool done = run_jobs(k, group, false, ret_wrote);
    if (!done && broken(group) == DB_OK) {
        undo_group(k, &before);
        if ((r = db_begin(k->db)) != DB_OK)
            return r;
        run_jobs(k, group, true, ret_wrote);
    }
    return broken(group);
}

void worker_run_near(struct worker *k, struct writer_job *group)
{
    struct ledger before = k->ledger;
    bool wrote = false;
    enum db_result r = run_transaction(k, group, &wrote);
    if (r != DB_OK) {
        undo_group(k, &before);
        worker_fail(group, r, false);
        return;
    }
    if (!wrote) {
        db_rollback(k->db);
        return;
    }
    int64_t started = time_monotonic_ns();
    r = db_commit(k->db);
    k->commit_ns = (uint64_t)(time_monotonic_ns() - started);
    if (r == DB_OK)
        return;
    /* SQLite undoes a commit that failed; what the disk keeps is decided when the log is read again, so nobody is told "no". */
    undo_group(k, &before);
    worker_fail(group, r, r != DB_FULL && r != DB_BUSY);
}
