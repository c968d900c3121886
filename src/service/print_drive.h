/*
 * service/print_drive: the books of whoever drives a printer (api/printing.h): which labels are next, and what became of the last ones.
 * All of it writes: call it inside writer jobs. A label is `sending` in a committed transaction before its first byte goes out, so
 * whatever happens, only labels that are `sending` can be uncertain.
 */
#ifndef SERVICE_PRINT_DRIVE_H
#define SERVICE_PRINT_DRIVE_H

#include "service/ctx.h"
#include "store/print_job.h"
#include "store/printer.h"

enum { PRINT_LEASE_MS = 10000 /* a printer is one process's for so long; it is kept while it is driven */ };

/* Who drives what. */
struct print_drive {
    struct id holder; /* the process */
    int64_t printer_id;
};

/* What was taken last has become: LABEL_WAITING (no byte of it went out), LABEL_SENT, LABEL_CONFIRMED, LABEL_UNCERTAIN; LABEL_SENDING:
 * it is still under way, or nothing was taken. */
struct print_outcome {
    struct id job;
    enum label_state became;
};

struct print_work {
    bool lost;            /* another process drives the printer now: nothing was taken */
    bool idle;            /* there is nothing to do, or not before wait_until */
    msec wait_until;      /* 0: until somebody asks for more */
    struct print_job job; /* with layout */
    struct print_labels labels;
};

/* Begin to drive: what its last holder left `sending` becomes uncertain. *ret_mine false: another process does. */
bool service_print_begin(struct ctx *ctx, const struct print_drive *d, bool *ret_mine, struct printer *ret);
/* Note what became of the last labels, and take at most max more, of the oldest job that there is; they are `sending` once this is
 * committed. max 0: only tell the job. */
bool service_print_step(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last, int64_t max,
                        struct print_work *ret);
/* The printer has a problem. The job is paused; retry: it goes on by itself later, or when the printer is well again. stay: what was
 * taken is still under way, and the connection is kept. *ret_goes_on false: somebody has cancelled the job, or the printer is lost. */
bool service_print_trouble(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last,
                           enum print_problem problem, struct str detail, bool retry, bool stay, bool *ret_goes_on);
/* While something takes long: the printer stays ours. *ret_goes_on false: it is not, or somebody has cancelled the job. */
bool service_print_keep(struct ctx *ctx, const struct print_drive *d, struct id job, bool *ret_goes_on);
/* Stop driving it. */
bool service_print_end(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last);

/* For all who change labels: the job's state follows from theirs. Locked by the caller. */
bool print_job_settle(struct ctx *ctx, struct print_job *j);

#endif
