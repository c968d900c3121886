/*
 * service/print_job: print jobs as people ask for them: made, looked at, paused, cancelled, decided on, printed again. Who drives a
 * printer is service/print_drive.h, reading back service/print_verify.h. What changes something runs inside a writer job.
 */
#ifndef SERVICE_PRINT_JOB_H
#define SERVICE_PRINT_JOB_H

#include "domain/label_field.h"
#include "service/ctx.h"
#include "store/print_job.h"
#include "store/printer.h"

/* What shall be printed: things by code, or units by key. */
struct print_request {
    struct id id;        /* made by the client: the same again is the same job */
    struct str printer;  /* name */
    struct str template; /* name; empty: the printer's */
    enum label_for target;
    struct str product;      /* SKU: whose units the codes name; empty: each names one unit by itself */
    const struct str *codes; /* serials, codes of packages or locations, SKUs */
    const int64_t *units;    /* keys, instead of codes */
    size_t count;
};

/* A job as it will be stored. */
struct print_new {
    struct print_job job;
    struct print_label *labels;
};

struct print_again {
    struct id id;       /* of the new job */
    struct str printer; /* name; empty: the same */
    struct str reason;
    const int64_t *positions; /* labels of the first job */
    size_t count;
};

struct print_view {
    struct print_job job;
    struct print_counts counts;
};

/* Who and what: on a reading connection, before anything is written; ret->job.template may name none that exists, and its layout is
 * left to the caller. Refused: unknown_printer, printer_closed, unknown_unit ... with the row. */
bool service_print_prepare(struct ctx *ctx, const struct print_request *r, struct print_new *ret);
/* It is there already, and *ret is it. Refused: id_reused. *ret_known false: it is not. */
bool service_print_known(struct ctx *ctx, const struct print_new *n, struct print_view *ret, bool *ret_known);
/* Store it, unless it is known. */
bool service_print_create(struct ctx *ctx, struct print_new *n, struct print_view *ret, bool *ret_repeated);
/* Digest of what was asked for; service_print_prepare sets it, too. */
void service_print_digest(const struct print_request *r, unsigned char ret[16]);
/* Labels that were printed, once more, as they were: a new job. Refused: label_void, label_state, not_found. */
bool service_print_again(struct ctx *ctx, struct id of, const struct print_again *r, struct print_view *ret,
                         bool *ret_repeated);

bool service_print_get(struct ctx *ctx, struct id id, struct print_view *ret); /* not_found */
bool service_print_list(struct ctx *ctx, const struct print_job_filter *f, struct print_jobs *ret);
/* Not those of a unit that is not there: not_found. */
bool service_print_of_unit(struct ctx *ctx, int64_t unit_id, int64_t before, int64_t position, int limit,
                           struct print_traces *ret);

/* Refused: not_found, print_state. */
bool service_print_cancel(struct ctx *ctx, struct id id, struct print_view *ret);
bool service_print_pause(struct ctx *ctx, struct id id, struct print_view *ret);
bool service_print_resume(struct ctx *ctx, struct id id, struct print_view *ret);
/* These labels came out; or they did not, and are to be printed. All of them are uncertain, or it is refused: label_state. */
bool service_print_decide(struct ctx *ctx, struct id id, const int64_t *positions, size_t count, bool came_out,
                          struct print_view *ret);

/* For service/print_*.c: the job, locked; and its state from its labels' afterwards. */
bool print_job_open(struct ctx *ctx, struct id id, struct print_job *ret);
bool print_job_done(struct ctx *ctx, struct print_job *j, struct print_view *ret);

#endif
