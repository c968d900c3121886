/*
 * job: work that takes longer than somebody wants to wait for an answer: it runs on a thread of its own, tells how far it is, and can
 * be cancelled. What is known of jobs is in this process's memory only: the last JOBS_KEPT that have ended, and all that have not.
 *
 * A handler makes a job, fills in what to run, and submits it:
 *
 *     struct job *job = job_new(call, JOB_VERIFY);
 *     job->work.run = run;
 *     job->work.input = ...;          in job_arena(job)
 *     return api_job_reply(call, job);
 */
#ifndef API_JOB_H
#define API_JOB_H

#include "api/call.h"
#include "service/progress.h"

enum job_kind { JOB_IMPORT, JOB_VERIFY, JOB_KIND_TOTAL };
enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_STATE_TOTAL };

enum {
    JOB_THREADS = 2,                     /* jobs at once */
    JOBS_WAITING = 8,                    /* more are refused: overloaded */
    JOBS_HELD_BYTES = 256 * 1024 * 1024, /* of files that wait; more are refused */
    JOBS_KEPT = 50,                      /* that have ended */
    JOBS_KEPT_BYTES = 16 * 1024 * 1024   /* of their results; the older ones are forgotten */
};

struct jobs; /* the registry */
struct job;

/* The side of the one who does the work; only its thread touches it. */
struct job_work {
    struct app *app;
    struct ctx ctx; /* arena of its own, the actor, when it began; no connection */
    const struct progress *progress;
    /* False with ctx.refusal (cancelled is one) or ctx.failure. The result may be there all the same. */
    bool (*run)(struct job_work *work);
    void *input;
    size_t held;      /* bytes of the input */
    struct buf about; /* JSON object: what it is about */
    struct str request_id;
    /* What came of it: */
    struct buf result; /* JSON object */
    int64_t import_id; /* of a kept report; 0: none */
    bool unknown;      /* whether it was committed */
};

struct jobs *jobs_start(struct app *app);
/* Cancels what is under way. NULL is fine. */
void jobs_stop(struct jobs *jobs);

/* A job in the caller's name, not submitted yet; and what is to be filled in. */
struct job *job_new(struct call *call, enum job_kind kind);
struct job_work *job_work(struct job *job);
void job_free(struct job *job); /* of one that is not submitted */
/* Submit the job, which is taken over, and answer 202 with it. The call's Idempotency-Key: the first job again, while it is known. */
enum http_outcome api_job_reply(struct call *call, struct job *job);

/* The jobs that the caller may see, newest first, without their results, as JSON values of an array. */
void jobs_print(struct jobs *jobs, const struct actor *actor, struct json_out *o);
/* One of them, as a JSON value. False with the refusal not_found. */
bool job_print(struct jobs *jobs, struct ctx *ctx, struct str id, struct json_out *o);
/* Ask it to end; nothing happens to one that has ended. False with a refusal. */
bool job_cancel(struct jobs *jobs, struct ctx *ctx, struct str id);

#endif
