/*
 * writer_work: what the parts of the writer share (writer.c: the queue and the verdicts; writer_near.c, writer_far.c: how a group
 * is run and committed). Not for others.
 */
#ifndef SERVICE_WRITER_WORK_H
#define SERVICE_WRITER_WORK_H

#include <pthread.h>

#include "base/limits.h"
#include "service/writer.h"

struct sequencer;

/* A thread that writes, and its connection. */
struct worker {
    struct writer *writer;
    pthread_t thread;
    bool started;
    struct db *db;
    struct ledger ledger;
    struct arena *arena;     /* of the group */
    struct buf changed;      /* far: units, on their way to the database */
    int64_t masters_version; /* far: up to where ledger.masters is true */
    uint64_t commit_ns;      /* of the group */
};

struct job_chain {
    struct writer_job *first, *last;
};

struct writer {
    struct worker workers[LIMIT_WRITERS];
    int worker_count;
    bool far;
    pthread_t answerer;
    pthread_mutex_t lock;
    pthread_cond_t work;     /* something was queued, or stop */
    pthread_cond_t pause;    /* stop, for who waits a little */
    pthread_cond_t verdicts; /* a group is durable, or the writer has ended */
    struct job_chain waiting, decided;
    unsigned queued;
    bool stopping, ended;
    struct writer_stats stats;
    int64_t last_seq;            /* near: durable */
    struct sequencer *sequencer; /* far */

    writer_listener listener;
    void *listener_state;
    int64_t announced_seq; /* only the answering thread */
};

/* Run a job anew, with what a first try said forgotten; only run(). */
bool worker_try(struct worker *k, struct writer_job *job);
/* Its finish(), with the same verdict about memory and failures. */
bool worker_finish(struct worker *k, struct writer_job *job);
/* Nothing of the group is written, and whoever waits hears why; what a rule said may have rested on what is undone now. */
void worker_fail(struct writer_job *group, enum db_result why, bool unknown);
void worker_fail_one(struct writer_job *job, enum db_result why, bool unknown);

/* Run all in one transaction, and make them durable: every job has its verdict afterwards. */
void worker_run_near(struct worker *k, struct writer_job *group);
void worker_run_far(struct worker *k, struct writer_job *group);

#endif
