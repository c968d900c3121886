/*
 * writer: who writes. Jobs queue up; a worker takes what is there, runs all in one transaction, commits once (durably), and only
 * then each job's done() is called. A refused or failed job is undone alone.
 *
 * Where the database is near (SQLite) there is one worker, and it also does all checkpoints. Where it is far (PostgreSQL) there
 * are several, beside those of other processes (docs/internals/decisions/0016-several-writers.md).
 */
#ifndef SERVICE_WRITER_H
#define SERVICE_WRITER_H

#include "service/ctx.h"
#include "service/ledger.h"

struct writer;
struct waiter;

struct writer_job {
    /* Do the work. On a worker's thread, inside a transaction; job->ctx.db is the writing connection. When it says no, all
     * it wrote is undone. It may be run several times (tries says which), when another job of its group, or another writer, was in
     * the way: what it left outside the database must be made anew. */
    bool (*run)(struct writer_job *job);
    /* Where the database is far, before run(): note what will be looked up (service/foresight.h). NULL: nothing. False:
     * ctx.failure. */
    bool (*foresee)(struct writer_job *job);
    /* run() only decides and sets this (and numbers): then it does the writing, once the numbers are ready. NULL before run(). */
    bool (*finish)(struct writer_job *job);
    struct ledger_numbers numbers;
    /* The verdict is durable (or refused). On a thread which gives all answers: return quickly. */
    void (*done)(struct writer_job *job);
    struct ctx ctx;     /* arena, actor and now are the caller's; db is filled in by the writer */
    void *state;        /* the caller's */
    bool ok;            /* run() said true and the commit succeeded; otherwise ctx.refusal or ctx.failure says why */
    bool unknown;       /* the commit's outcome is not known: repeat with the same id */
    bool keeps_masters; /* a command: it changes no product, location or party, so what is known of them stays
                         * (service/masters.h), and it may run beside others of its kind */
    size_t weight;      /* rows of it; a heavy one is not put together with others where several can write */
    bool expects_no;    /* it writes and then often says no (a dry run): run it in a savepoint at once */
    int tries;          /* how often run() was called */
    bool wrote;         /* set by run() when there is something to commit; a replayed answer leaves it false */
    struct writer_job *next; /* the writer's own, as are: */
    struct ledger *ledger;
    struct waiter *waiter;
};

struct writer_stats {
    uint64_t commits, jobs, refused, failed;
    uint64_t run_ns, commit_ns; /* time spent in groups, and of it in commits */
    uint64_t checkpoint_ns;
    unsigned queued, group_max;
};

/* Events first..last are durable, and no smaller seq will come any more. Always called on one and the same thread. */
typedef void (*writer_listener)(void *state, int64_t first_seq, int64_t last_seq);

/* Open the writing connection (migrated) and start the thread. NULL and a sentence in error on failure. */
struct writer *writer_start(const char *url, enum db_mode mode, writer_listener listener, void *listener_state,
                            char *error, size_t error_size);
/* Finish what is queued, checkpoint, close. */
void writer_stop(struct writer *w);
/* Queue a job; false when too many wait (the job was not taken). The job must stay until done(). */
bool writer_submit(struct writer *w, struct writer_job *job);
/* Submit and wait for the verdict (done is not called). For the command line, imports and tests. */
bool writer_call(struct writer *w, struct writer_job *job);
void writer_stats(struct writer *w, struct writer_stats *ret);
/* Seq up to which the ledger stands: every event up to it is durable, and no smaller one will come. */
int64_t writer_last_seq(struct writer *w);
/* Wait until what was answered so far stands in the ledger (where it is near it always does); at most a few seconds. */
void writer_settle(struct writer *w);
/* Changes soon after any process has changed master data or people; 0 where only one process writes. */
int64_t writer_masters_version(struct writer *w);

/* The ledger's tail, kept in memory by the writer; commands append through it (service/ledger.h). */
struct ledger *writer_ledger(struct writer_job *job);

#endif
