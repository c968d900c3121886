/*
 * doctor: do the tables that answer questions say what the ledger says? Replays every event into an empty store with the very code
 * that wrote the tables (service/project.h), and compares all rows, both ways. Also lets the database look at its own pages,
 * indexes, constraints and references.
 *
 * Whether the ledger itself is what was recorded is another question: service/verify.h. Doctor believes what the events say.
 */
#ifndef SERVICE_DOCTOR_H
#define SERVICE_DOCTOR_H

#include "service/ctx.h"
#include "service/progress.h"

struct doctor_difference {
    const char *table;
    struct str key;            /* values of the key's columns; arena, as are: */
    const char *column;        /* NULL: the whole row */
    struct str ledger, stored; /* what each side says; "no such row" when column is NULL */
};

enum { DOCTOR_LISTED_MAX = 100 };

struct doctor_report {
    int64_t events;      /* replayed */
    int64_t rows;        /* compared */
    int64_t differences; /* values that differ, and rows that only one side has */
    size_t listed;
    struct doctor_difference list[DOCTOR_LISTED_MAX];
    /* An event that cannot be applied ends the replay; nothing was compared then. 0: none. */
    int64_t stuck_seq;
    struct str stuck_why;
    int64_t faults; /* of pages, indexes, constraints, references */
    size_t fault_count;
    struct str fault_list[DOCTOR_LISTED_MAX];
};

static inline bool doctor_well(const struct doctor_report *r)
{
    return r->differences == 0 && r->stuck_seq == 0 && r->faults == 0;
}

/* Examine the database of ctx->db (a reading connection outside a transaction), as of now. progress may be NULL. False only when
 * the world failed (ctx->failure), the disk for the replay included: it needs about as much room as the database itself. */
bool service_doctor(struct ctx *ctx, const struct progress *progress, struct doctor_report *ret);

#endif
