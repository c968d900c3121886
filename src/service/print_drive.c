#include "service/print_drive.h"

enum { JOBS_AT_ONCE = 50 /* that are looked at in one step, when they turn out to be done */ };

/* ---- one job ---- */

static bool is_open(const struct print_job *j)
{
    return j->state == PRINT_QUEUED || j->state == PRINT_PRINTING || j->state == PRINT_PAUSED;
}

static void well_again(struct print_job *j)
{
    j->problem = PRINT_FINE;
    j->detail = STR("");
    j->tries = 0;
    j->next_try_at = 0;
}

bool print_job_settle(struct ctx *ctx, struct print_job *j)
{
    struct print_counts c;
    if (!ctx_check(ctx, store_print_counts(ctx->db, j->number, &c)))
        return false;
    if (j->state == PRINT_CANCELLED || j->state == PRINT_VERIFIED)
        return true;
    enum print_state state = print_state_of(&c);
    if (state == PRINT_PRINTING) {
        j->state = is_open(j) ? j->state : PRINT_QUEUED; /* a label is to be printed again */
        j->ended_at = 0;
    } else {
        well_again(j);
        j->ended_at = state == j->state && j->ended_at ? j->ended_at : ctx->now;
        j->state = state;
    }
    return ctx_check(ctx, store_print_job_set(ctx->db, j, 0));
}

static bool load(struct ctx *ctx, struct id id, struct print_job *ret)
{
    return ctx_check(ctx, store_print_job_lock(ctx->db, id)) &&
           ctx_check(ctx, store_print_job(ctx->db, ctx->arena, id, ret));
}

/* ---- what became of the last labels ---- */

static bool note(struct ctx *ctx, const struct print_outcome *last)
{
    struct print_job j;
    if (last->became == LABEL_SENDING)
        return true;
    if (!load(ctx, last->job, &j) ||
        !ctx_check(ctx, store_print_label_turn(ctx->db, j.number, LABEL_SENDING, last->became, ctx->now)))
        return false;
    if (j.state == PRINT_CANCELLED && last->became == LABEL_WAITING)
        return ctx_check(ctx, store_print_label_turn(ctx->db, j.number, LABEL_WAITING, LABEL_CANCELLED, ctx->now));
    if (label_out(last->became) && j.problem != PRINT_BY_PERSON) {
        well_again(&j);
        j.state = j.state == PRINT_PAUSED ? PRINT_PRINTING : j.state;
    }
    return print_job_settle(ctx, &j);
}

/* ---- the next ones ---- */

static bool take_one(struct ctx *ctx, struct print_label *l)
{
    l->state = str_eq(l->now, l->code) ? LABEL_SENDING : LABEL_VOID;
    l->changed_at = ctx->now;
    if (l->state == LABEL_SENDING) {
        l->sent_at = ctx->now;
        l->prints++;
    }
    return ctx_check(ctx, store_print_label_set(ctx->db, l, 0));
}

/* At most max labels that wait; what has another code by now is void and not printed. */
static bool take(struct ctx *ctx, const struct print_job *j, int64_t max, struct print_labels *ret)
{
    struct print_labels waiting;
    const struct print_label_filter f = {.states = 1U << LABEL_WAITING, .limit = (int)max};
    size_t kept = 0;
    if (!ctx_check(ctx, store_print_label_list(ctx->db, ctx->arena, j->number, &f, &waiting)))
        return false;
    for (size_t i = 0; i < waiting.count; i++) {
        struct print_label *l = &waiting.items[i];
        if (!take_one(ctx, l))
            return false;
        if (l->state == LABEL_SENDING)
            waiting.items[kept++] = *l;
    }
    waiting.count = kept;
    *ret = waiting;
    return true;
}

/* Some labels of this job, or none: then it is settled. */
static bool take_from(struct ctx *ctx, struct print_work *w, int64_t max)
{
    struct print_job *j = &w->job;
    if (!take(ctx, j, max, &w->labels))
        return false;
    if (w->labels.count == 0)
        return print_job_settle(ctx, j);
    j->state = PRINT_PRINTING;
    j->problem = PRINT_FINE; /* the tries are counted until a label has come out */
    j->detail = STR("");
    j->next_try_at = 0;
    j->started_at = j->started_at ? j->started_at : ctx->now;
    return ctx_check(ctx, store_print_job_set(ctx->db, j, 0)) &&
           ctx_check(ctx, store_print_job_layout(ctx->db, ctx->arena, j->number, &j->layout));
}

/* The oldest job that is not done; *ret_found false: there is none. */
static bool next_job(struct ctx *ctx, int64_t printer_id, struct print_work *w, bool *ret_found)
{
    struct id id;
    enum db_result r = store_print_job_next(ctx->db, printer_id, &id);
    *ret_found = r == DB_ROW;
    return ctx_check(ctx, r) && (r != DB_ROW || load(ctx, id, &w->job));
}

static bool anything_waits(struct ctx *ctx, const struct print_job *j, bool *ret)
{
    struct print_counts c;
    bool good = ctx_check(ctx, store_print_counts(ctx->db, j->number, &c));
    *ret = good && c.in[LABEL_WAITING] > 0;
    return good;
}

static bool find_work(struct ctx *ctx, const struct print_drive *d, int64_t max, struct print_work *w)
{
    for (int i = 0; i < JOBS_AT_ONCE; i++) {
        bool found, waits;
        if (!next_job(ctx, d->printer_id, w, &found))
            return false;
        if (!found)
            break;
        if (w->job.state == PRINT_PAUSED && w->job.next_try_at > ctx->now) {
            w->wait_until = w->job.next_try_at;
            break;
        }
        if (!anything_waits(ctx, &w->job, &waits))
            return false;
        if (waits && max == 0)
            return true;
        if (waits ? !take_from(ctx, w, max) : !print_job_settle(ctx, &w->job))
            return false;
        if (w->labels.count)
            return true;
        w->labels = (struct print_labels){0};
    }
    w->idle = true;
    return true;
}

static bool keep(struct ctx *ctx, const struct print_drive *d, bool *ret_lost)
{
    enum db_result r = store_printer_keep(ctx->db, d->holder, d->printer_id, PRINT_LEASE_MS);
    *ret_lost = r == DB_DONE;
    return ctx_check(ctx, r);
}

bool service_print_step(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last, int64_t max,
                        struct print_work *ret)
{
    struct print_work w = {0};
    if (!keep(ctx, d, &w.lost))
        return false;
    if (!w.lost && (!note(ctx, last) || !find_work(ctx, d, max, &w)))
        return false;
    *ret = w;
    return true;
}

/* ---- beginning, trouble, end ---- */

bool service_print_begin(struct ctx *ctx, const struct print_drive *d, bool *ret_mine, struct printer *ret)
{
    enum db_result r = store_printer_hold(ctx->db, d->holder, d->printer_id, PRINT_LEASE_MS);
    *ret_mine = r == DB_OK;
    if (r == DB_DONE || !ctx_check(ctx, r))
        return r == DB_DONE;
    return ctx_check(ctx, store_print_label_doubt(ctx->db, d->printer_id, ctx->now)) &&
           ctx_check(ctx, store_printer_by_id(ctx->db, ctx->arena, d->printer_id, ret));
}

/* A reason may come from far away, and be cut inside a character: a database that keeps texts takes none that is none. */
static struct str readable(struct str detail)
{
    size_t end = detail.len;
    str_utf8(detail, &end);
    return str_slice(detail, 0, end);
}

bool service_print_trouble(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last,
                           enum print_problem problem, struct str detail, bool retry, bool stay, bool *ret_goes_on)
{
    struct print_job j;
    bool lost;
    *ret_goes_on = false;
    if (!keep(ctx, d, &lost) || lost)
        return lost;
    if (!note(ctx, last) || !load(ctx, last->job, &j))
        return false;
    *ret_goes_on = is_open(&j);
    if (!is_open(&j) || j.problem == PRINT_BY_PERSON)
        return true;
    msec pause = stay || !retry ? 0 : print_pause_after(j.tries + 1);
    j.state = PRINT_PAUSED;
    j.problem = problem;
    j.detail = readable(detail);
    j.tries += stay ? 0 : 1;
    j.next_try_at = stay || pause ? ctx->now + pause : 0;
    return ctx_check(ctx, store_print_job_set(ctx->db, &j, 0));
}

bool service_print_keep(struct ctx *ctx, const struct print_drive *d, struct id job, bool *ret_goes_on)
{
    struct print_job j;
    bool lost;
    if (!keep(ctx, d, &lost) || !ctx_check(ctx, store_print_job(ctx->db, ctx->arena, job, &j)))
        return false;
    *ret_goes_on = !lost && j.state != PRINT_CANCELLED;
    return true;
}

bool service_print_end(struct ctx *ctx, const struct print_drive *d, const struct print_outcome *last)
{
    bool lost;
    if (!keep(ctx, d, &lost) || lost)
        return lost;
    return note(ctx, last) && ctx_check(ctx, store_printer_release(ctx->db, d->holder, d->printer_id));
}
