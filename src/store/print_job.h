/*
 * store/print_job: print jobs and their labels in the database. Texts that come out are copied into the arena. Looking up: DB_ROW found,
 * DB_DONE there is none, or a failure of the world. Whoever changes a job or its labels locks the job first.
 */
#ifndef STORE_PRINT_JOB_H
#define STORE_PRINT_JOB_H

#include "domain/printing.h"
#include "store/db.h"

struct print_job_filter {
    unsigned states;    /* 1 << enum print_state; 0: any */
    int64_t printer_id; /* 0: any */
    struct str actor;   /* user name; empty: any */
    int64_t unit_id;    /* with a label of it; 0: any */
    int64_t before;     /* number; INT64_MAX: from the newest */
    int limit;
};
struct print_jobs {
    struct print_job *items; /* newest first */
    size_t count;
};

struct print_labels {
    struct print_label *items;
    size_t count;
};
struct print_label_filter {
    int64_t after;   /* position */
    unsigned states; /* 1 << enum label_state; 0: any */
    bool unread;     /* only those that were not read back */
    int limit;
};

/* A label, and the job that it is from. */
struct print_trace {
    struct print_label label;
    struct id job;
    struct str printer, actor, reason, template;
    msec created_at;
};
struct print_traces {
    struct print_trace *items;
    size_t count;
};

/* Until the transaction ends nobody else changes it. DB_DONE: there is none. */
enum db_result store_print_job_lock(struct db *db, struct id id);
/* Without the layout. */
enum db_result store_print_job(struct db *db, struct arena *a, struct id id, struct print_job *ret);
enum db_result store_print_job_layout(struct db *db, struct arena *a, int64_t number, struct str *ret);
enum db_result store_print_job_list(struct db *db, struct arena *a, const struct print_job_filter *f,
                                    struct print_jobs *ret);
/* DB_OK and its number, or a failure. */
enum db_result store_print_job_insert(struct db *db, const struct print_job *j, int64_t *ret_number);
/* What changes: state, problem, detail, tries, times, wrong scans; who ended it, when that is not 0. */
enum db_result store_print_job_set(struct db *db, const struct print_job *j, int64_t ended_by);
/* The oldest job that the printer may work on, now or later. */
enum db_result store_print_job_next(struct db *db, int64_t printer_id, struct id *ret);
enum db_result store_print_counts(struct db *db, int64_t number, struct print_counts *ret);
/* Jobs that are not done yet, of them paused ones; those that wait for a decision. */
enum db_result store_print_totals(struct db *db, int64_t *ret_open, int64_t *ret_paused, int64_t *ret_waiting);

/* May be under way still when it returns (query_bulk). */
enum db_result store_print_label_insert(struct db *db, const struct print_label *l);
/* By position. */
enum db_result store_print_label_list(struct db *db, struct arena *a, int64_t number,
                                      const struct print_label_filter *f, struct print_labels *ret);
enum db_result store_print_label(struct db *db, struct arena *a, int64_t number, int64_t position,
                                 struct print_label *ret);
/* Labels of a unit, newest job first; behind the label of that job and position (INT64_MAX, 0: all). */
enum db_result store_print_label_of_unit(struct db *db, struct arena *a, int64_t unit_id, int64_t before,
                                         int64_t position, int limit, struct print_traces *ret);
/* Position of a label of that thing; one that was not read back before others. Keys that are 0 do not count. */
enum db_result store_print_label_find(struct db *db, int64_t number, const struct print_label *of, int64_t *ret);
/* State, times and prints; who decided, when that is not 0. */
enum db_result store_print_label_set(struct db *db, const struct print_label *l, int64_t decided_by);
enum db_result store_print_label_verify(struct db *db, const struct print_label *l, msec now, int64_t by);
enum db_result store_print_label_turn(struct db *db, int64_t number, enum label_state from, enum label_state to,
                                      msec now);
/* Labels of this printer that are `sending` become uncertain: nobody sends them. */
enum db_result store_print_label_doubt(struct db *db, int64_t printer_id, msec now);

#endif
