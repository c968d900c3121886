#include "api/print_driver.h"

#include <stdio.h>

#include "api/print_draw.h"
#include "api/print_line.h"
#include "api/printing.h"
#include "api/state.h"
#include "service/print_drive.h"

enum {
    KEEP_MS = PRINT_LEASE_MS / 3, /* between two signs of life of who waits for a printer */
    LOOK_MS = 1000,               /* ... when the printer is stuck: has somebody cancelled the job? */
    GIVE_UP_MS = 60 * 60 * 1000   /* a printer that is stuck in mid-label */
};

struct driver {
    const struct print_task *task;
    struct print_drive drive;
    struct arena *arena; /* of the printer */
    struct printer printer;
    struct print_line *line;
    struct print_outcome last;
    size_t count;                       /* labels that were taken last */
    bool known;                         /* last.job is known, even when nothing of it is under way */
    int64_t told_ms, stop_ms, stuck_ms; /* monotonic; 0: not yet */
    int64_t held_ms; /* the lease runs from then at least: the clock that goes on while the machine sleeps */
};

static int64_t now_ms(void)
{
    return time_monotonic_ns() / 1000000;
}

static int64_t lease_now_ms(void)
{
    return time_boottime_ms();
}

/* ---- the writer ---- */

struct drive_job {
    struct writer_job job; /* first */
    struct driver *driver;
    bool mine, goes_on;
    /* of a step */
    int64_t max;
    struct print_work work;
    /* of trouble */
    enum print_problem problem;
    struct str detail;
    bool retry, stay;
};

static bool run_begin(struct writer_job *job)
{
    struct drive_job *d = (struct drive_job *)job;
    job->wrote = true;
    return service_print_begin(&job->ctx, &d->driver->drive, &d->mine, &d->driver->printer);
}

static bool run_step(struct writer_job *job)
{
    struct drive_job *d = (struct drive_job *)job;
    job->wrote = true;
    return service_print_step(&job->ctx, &d->driver->drive, &d->driver->last, d->max, &d->work);
}

static bool run_trouble(struct writer_job *job)
{
    struct drive_job *d = (struct drive_job *)job;
    job->wrote = true;
    return service_print_trouble(&job->ctx, &d->driver->drive, &d->driver->last, d->problem, d->detail, d->retry,
                                 d->stay, &d->goes_on);
}

static bool run_keep(struct writer_job *job)
{
    struct drive_job *d = (struct drive_job *)job;
    job->wrote = true;
    return service_print_keep(&job->ctx, &d->driver->drive, d->driver->last.job, &d->goes_on);
}

static bool run_end(struct writer_job *job)
{
    job->wrote = true;
    return service_print_end(&job->ctx, &((struct drive_job *)job)->driver->drive,
                             &((struct drive_job *)job)->driver->last);
}

/* In a transaction, durable when it returns true. */
static bool write(struct driver *d, struct drive_job *job, struct arena *a, bool (*run)(struct writer_job *job))
{
    struct app *app = d->task->app;
    int64_t begun = lease_now_ms();
    job->driver = d;
    job->job.run = run;
    job->job.keeps_masters = true;
    job->job.ctx = (struct ctx){.arena = a, .now = app->log.now()};
    bool ok = writer_call(app->writer, &job->job);
    if (!ok)
        log_line(&app->log, LOG_ERROR, "printing: %s: %.*s", db_result_text(job->job.ctx.failure),
                 STR_ARG(job->job.ctx.failure_text));
    d->told_ms = now_ms();
    d->held_ms = ok ? begun : d->held_ms; /* not when it came back: it may have slept in between */
    return ok;
}

/* ---- while a label is under way ---- */

static void stalled(void *state, enum print_problem problem, const char *detail)
{
    struct driver *d = state;
    struct arena *a = arena_new(0);
    struct drive_job job = {.problem = problem, .detail = str_of(detail), .stay = true};
    d->stuck_ms = d->stuck_ms ? d->stuck_ms : now_ms();
    atomic_fetch_add(&d->task->meter->troubles, 1);
    write(d, &job, a, run_trouble);
    arena_free(a);
}

/* The lease is kept; a job that somebody has cancelled is not waited for. */
static bool still_wanted(struct driver *d)
{
    struct arena *a = arena_new(0);
    struct drive_job job = {.goes_on = true};
    bool ok = write(d, &job, a, run_keep);
    arena_free(a);
    return !ok || job.goes_on;
}

static bool tick(void *state, bool stuck)
{
    struct driver *d = state;
    int64_t now = now_ms();
    if (atomic_load(d->task->stopping) && !d->stop_ms)
        d->stop_ms = now;
    if (d->stop_ms && now - d->stop_ms > PRINT_STOP_MS)
        return false;
    if (d->stuck_ms && now - d->stuck_ms > GIVE_UP_MS)
        return false;
    return now - d->told_ms < (stuck ? LOOK_MS : KEEP_MS) || still_wanted(d) || !stuck;
}

/* ---- one batch ---- */

/* False: the printer has a problem; it is noted together with what became of the last labels, and it is over for now. */
static bool note_trouble(struct driver *d, const struct print_trouble *t, enum label_state became, bool retry)
{
    struct arena *a = arena_new(0);
    struct drive_job job = {.problem = t->problem, .detail = str_of(t->detail), .retry = retry};
    d->last.became = became;
    atomic_fetch_add(&d->task->meter->troubles, 1);
    if (became == LABEL_UNCERTAIN)
        atomic_fetch_add(&d->task->meter->uncertain, d->count);
    if (write(d, &job, a, run_trouble))
        d->last.became = LABEL_SENDING;
    arena_free(a);
    return false;
}

/* Its lease could have ended between the mark and the first byte, when this process was stopped for so long. */
static bool too_late(const struct driver *d)
{
    return lease_now_ms() - d->held_ms > PRINT_LEASE_MS / 2;
}

static struct str name_of(struct arena *a, const struct print_work *w)
{
    char id[ID_TEXT_LEN + 1];
    id_print(w->job.id, id);
    return arena_fmt(a, "serno %s %lld", id, (long long)w->labels.items[0].position);
}

static bool send_batch(struct driver *d, struct arena *a, struct print_work *w)
{
    struct buf document = {0};
    struct print_trouble t = {.became = LABEL_WAITING};
    const struct print_watch watch = {.stalled = stalled, .tick = tick, .state = d};
    d->last = (struct print_outcome){.job = w->job.id, .became = LABEL_WAITING};
    d->count = w->labels.count;
    d->stuck_ms = 0;
    if (!print_draw(a, &d->printer, &w->job, &w->labels, &document, t.detail, sizeof t.detail)) {
        t.problem = PRINT_NO_DRAWING;
        buf_free(&document);
        return note_trouble(d, &t, LABEL_WAITING, false);
    }
    d->last.became = LABEL_SENDING; /* until it is known better */
    if (too_late(d)) {
        t.problem = PRINT_OTHER_TROUBLE;
        snprintf(t.detail, sizeof t.detail, "this server was held up: nothing was sent, and it is tried again");
    }
    bool sent = !t.problem && print_line_send(d->line, name_of(a, w).ptr, buf_view(&document), &watch, &t);
    buf_free(&document);
    if (!sent)
        return note_trouble(d, &t, t.became, true);
    d->last.became = t.became;
    atomic_fetch_add(&d->task->meter->printed, d->count);
    return true;
}

/* Which job is next? False: none. */
static bool know_job(struct driver *d, struct arena *a)
{
    struct drive_job job = {.max = 0};
    if (d->known)
        return true;
    if (!write(d, &job, a, run_step) || job.work.lost || job.work.idle)
        return false;
    d->last.job = job.work.job.id;
    d->known = true;
    return true;
}

/* Nobody else may call the printer. */
static bool is_ours(struct driver *d)
{
    return !too_late(d) || (still_wanted(d) && !too_late(d));
}

/* The printer is called before anything is marked. False: nothing to do, or a problem. */
static bool get_ready(struct driver *d, struct arena *a)
{
    struct print_trouble t;
    if (!know_job(d, a) || !is_ours(d))
        return false;
    return print_line_ready(d->line, &t) || note_trouble(d, &t, d->last.became, true);
}

/* A few labels of the oldest job. False: over for now. */
static bool one_batch(struct driver *d)
{
    struct arena *a = arena_new(0);
    struct drive_job job = {.max = d->printer.batch};
    bool goes_on = (print_line_open(d->line) || get_ready(d, a)) && write(d, &job, a, run_step);
    if (goes_on)
        d->last.became = LABEL_SENDING; /* what became of them is noted */
    goes_on = goes_on && !job.work.lost && !job.work.idle && job.work.labels.count > 0 && send_batch(d, a, &job.work);
    arena_free(a);
    return goes_on;
}

static bool begin(struct driver *d)
{
    struct drive_job job = {.mine = false};
    return write(d, &job, d->arena, run_begin) && job.mine;
}

void print_drive(const struct print_task *task)
{
    struct driver d = {.task = task,
                       .drive = {.holder = task->holder, .printer_id = task->printer_id},
                       .arena = arena_new(0),
                       .last = {.became = LABEL_SENDING}};
    if (begin(&d)) {
        struct arena *a = arena_new(0);
        struct drive_job job = {.mine = true};
        d.line = print_line_new(&d.printer);
        while (!atomic_load(task->stopping) && one_batch(&d))
            ;
        print_line_free(d.line);
        write(&d, &job, a, run_end);
        arena_free(a);
    }
    arena_free(d.arena);
}
