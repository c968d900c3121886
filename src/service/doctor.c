#include "service/doctor.h"

#include <stdlib.h>

#include "domain/event.h"
#include "service/project.h"
#include "service/cut.h"
#include "service/unit_read.h"
#include "store/ledger.h"
#include "store/ledger_scan.h"
#include "store/projection.h"

enum { EVENTS_PER_COMMIT = 20000, TOLD_EVERY = 4096 };

struct doctor {
    struct ctx *ctx;         /* of the database under examination */
    struct ctx anew;         /* of the empty store; its arena is for one event */
    struct pending *pending; /* in ctx's arena: it outlives an event */
    const struct progress *progress;
    struct doctor_report *report;
    int64_t last_seq;
};

/* ---- pages, indexes, constraints ---- */

static void note_fault(void *state, struct str text)
{
    struct doctor *d = state;
    struct doctor_report *r = d->report;
    r->faults++;
    if (r->fault_count < DOCTOR_LISTED_MAX)
        r->fault_list[r->fault_count++] = arena_str(d->ctx->arena, text);
}

static bool look_through(struct doctor *d)
{
    progress_tell(d->progress, "pages and indexes", 0, 0);
    enum db_result r = db_integrity(d->ctx->db, note_fault, d);
    if (r == DB_CORRUPT)
        note_fault(d, STR("the file is so damaged that not all of it can be read"));
    return r == DB_CORRUPT || ctx_check(d->ctx, r);
}

/* ---- replay ---- */

static void note_stuck(struct doctor *d, int64_t seq, const char *why)
{
    d->report->stuck_seq = seq;
    d->report->stuck_why = arena_str(d->ctx->arena, str_of(why));
}

/* A constraint that says no is the event's fault, not the world's. */
static bool is_constraint(enum db_result r)
{
    return r == DB_UNIQUE || r == DB_CONSTRAINT;
}

static bool apply(struct doctor *d, const struct ledger_row *row)
{
    struct event e;
    const char *why;
    if (!event_read(d->anew.arena, row->body, &e, &why)) {
        note_stuck(d, row->seq, why);
        return true;
    }
    e.seq = row->seq;
    if (project_event(&d->anew, &e, NULL, d->pending))
        return true;
    if (!is_constraint(d->anew.failure))
        return false;
    note_stuck(d, row->seq, db_error(d->anew.db));
    return true;
}

static bool apply_counts(struct doctor *d, int64_t seq)
{
    if (project_pending(&d->anew, d->pending))
        return true;
    if (!is_constraint(d->anew.failure))
        return false;
    note_stuck(d, seq, db_error(d->anew.db));
    return true;
}

static bool renew_transaction(struct doctor *d)
{
    return ctx_check(&d->anew, db_commit(d->anew.db)) && ctx_check(&d->anew, db_begin(d->anew.db));
}

static bool replay(struct doctor *d)
{
    struct doctor_report *report = d->report;
    struct query *q = store_ledger_scan(d->ctx->db, INT64_MIN, INT64_MAX);
    struct ledger_row row = {0};
    enum db_result r = DB_DONE;
    d->pending = pending_new(d->ctx->arena, STOCK_SLOTS_MAX, NULL);
    bool ok = ctx_check(d->ctx, d->pending ? DB_OK : DB_FAILED) && ctx_check(&d->anew, db_begin(d->anew.db));
    while (ok && !report->stuck_seq && (r = store_ledger_scan_next(q, &row)) == DB_ROW) {
        ok = apply(d, &row);
        arena_reset(d->anew.arena);
        if (++report->events % EVENTS_PER_COMMIT == 0)
            ok = ok && renew_transaction(d);
        if (report->events % TOLD_EVERY == 0)
            progress_tell(d->progress, "replay", report->events, d->last_seq);
    }
    query_end(q);
    progress_tell(d->progress, "replay", report->events, d->last_seq);
    return ok && ctx_check(d->ctx, r) && (report->stuck_seq || apply_counts(d, row.seq)) &&
           ctx_check(&d->anew, db_commit(d->anew.db));
}

/* ---- comparison ---- */

struct pair {
    const struct projection *table;
    struct query *ledger, *stored;
};

static void note_difference(struct doctor *d, struct doctor_difference x)
{
    struct doctor_report *r = d->report;
    r->differences++;
    if (r->listed < DOCTOR_LISTED_MAX)
        r->list[r->listed++] = x;
}

static void note_row(struct doctor *d, const struct pair *p, bool in_ledger)
{
    struct str key = d->report->listed < DOCTOR_LISTED_MAX
                         ? projection_key_text(p->table, in_ledger ? p->ledger : p->stored, d->ctx->arena)
                         : (struct str){0};
    const struct str there = STR("the row"), absent = STR("no such row");
    note_difference(d, (struct doctor_difference){.table = p->table->table,
                                                  .key = key,
                                                  .ledger = in_ledger ? there : absent,
                                                  .stored = in_ledger ? absent : there});
}

static void note_values(struct doctor *d, const struct pair *p)
{
    struct arena *a = d->ctx->arena;
    int column = p->table->keys - 1;
    while ((column = projection_difference(p->table, column + 1, p->ledger, p->stored)) >= 0) {
        struct doctor_difference x = {.table = p->table->table, .column = p->table->columns[column].name};
        if (d->report->listed < DOCTOR_LISTED_MAX) {
            x.key = projection_key_text(p->table, p->stored, a);
            x.ledger = projection_text(p->table, p->ledger, column, a);
            x.stored = projection_text(p->table, p->stored, column, a);
        }
        note_difference(d, x);
    }
}

static bool is_over(enum db_result r)
{
    return r != DB_ROW;
}

/* Both sides in the order of the key, side by side. */
static bool compare_rows(struct doctor *d, const struct pair *p)
{
    enum db_result l = query_step(p->ledger), s = query_step(p->stored);
    while (l == DB_ROW || s == DB_ROW) {
        int order = is_over(l) ? 1 : is_over(s) ? -1 : projection_key_cmp(p->table, p->ledger, p->stored);
        if (order != 0)
            note_row(d, p, order < 0);
        else
            note_values(d, p);
        if (order <= 0)
            l = query_step(p->ledger);
        if (order >= 0)
            s = query_step(p->stored);
        if (++d->report->rows % TOLD_EVERY == 0)
            progress_tell(d->progress, p->table->table, d->report->rows, 0);
        if ((l != DB_ROW && l != DB_DONE) || (s != DB_ROW && s != DB_DONE))
            break;
    }
    return ctx_check(&d->anew, l) && ctx_check(d->ctx, s);
}

static bool compare(struct doctor *d)
{
    bool ok = true;
    for (int i = 0; ok && i < projection_count; i++) {
        const struct projection *t = &projections[i];
        struct pair p = {t, db_query(d->anew.db, t->rows), db_query(d->ctx->db, t->rows)};
        query_stream(p.stored);
        ok = compare_rows(d, &p);
        query_end(p.ledger);
        query_end(p.stored);
    }
    progress_tell(d->progress, "compared", d->report->rows, d->report->rows);
    return ok;
}

/* ---- all ---- */

static bool examine(struct doctor *d)
{
    msec recorded_at;
    if (!ctx_check(d->ctx, store_event_last(d->ctx->db, &d->last_seq, &recorded_at)) || !look_through(d))
        return false;
    return replay(d) && (d->report->stuck_seq || compare(d));
}

static bool open_scratch(struct doctor *d)
{
    return ctx_check(d->ctx, db_scratch(d->ctx->db, &d->anew.db)) && ctx_check(d->ctx, db_migrate(d->anew.db));
}

bool service_doctor(struct ctx *ctx, const struct progress *progress, struct doctor_report *ret)
{
    *ret = (struct doctor_report){0};
    struct doctor *d = calloc(1, sizeof *d);
    if (!d)
        abort();
    *d = (struct doctor){.ctx = ctx, .anew = {.arena = arena_new(0)}, .progress = progress, .report = ret};
    bool ok = open_scratch(d) && service_cut_begin(ctx);
    if (ok) {
        ok = examine(d);
        service_read_end(ctx);
    }
    if (d->anew.failure != DB_OK && !is_constraint(d->anew.failure))
        ctx->failure = d->anew.failure;
    db_close(d->anew.db);
    arena_free(d->anew.arena);
    free(d);
    return ok;
}
