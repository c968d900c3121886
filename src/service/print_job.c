#include "service/print_job.h"

#include "service/print_drive.h"
#include "service/unit_read.h"

static bool found(struct ctx *ctx, enum db_result r, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no print job %s.", text);
    return ctx_check(ctx, r);
}

/* ---- looking ---- */

bool service_print_get(struct ctx *ctx, struct id id, struct print_view *ret)
{
    return found(ctx, store_print_job(ctx->db, ctx->arena, id, &ret->job), id) &&
           ctx_check(ctx, store_print_counts(ctx->db, ret->job.number, &ret->counts));
}

bool service_print_list(struct ctx *ctx, const struct print_job_filter *f, struct print_jobs *ret)
{
    return ctx_check(ctx, store_print_job_list(ctx->db, ctx->arena, f, ret));
}

bool service_print_of_unit(struct ctx *ctx, int64_t unit_id, int64_t before, int64_t position, int limit,
                           struct print_traces *ret)
{
    struct unit_view unit;
    enum db_result r = store_unit_view(ctx->db, ctx->arena, unit_id, &unit);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no such unit");
    return ctx_check(ctx, r) &&
           ctx_check(ctx, store_print_label_of_unit(ctx->db, ctx->arena, unit_id, before, position, limit, ret));
}

/* ---- changing ---- */

bool print_job_open(struct ctx *ctx, struct id id, struct print_job *ret)
{
    return found(ctx, store_print_job_lock(ctx->db, id), id) &&
           found(ctx, store_print_job(ctx->db, ctx->arena, id, ret), id);
}

bool print_job_done(struct ctx *ctx, struct print_job *j, struct print_view *ret)
{
    if (!print_job_settle(ctx, j))
        return false;
    ret->job = *j;
    return ctx_check(ctx, store_print_counts(ctx->db, j->number, &ret->counts));
}

static bool wrong_state(struct ctx *ctx, const struct print_job *j, const char *what)
{
    return ctx_refuse(ctx, REFUSED_PRINT_STATE, NULL, "The job is %s: %s.", print_state_names[j->state], what);
}

/* What is on its way stays so: nobody knows better than the printer what becomes of it. */
bool service_print_cancel(struct ctx *ctx, struct id id, struct print_view *ret)
{
    struct print_job j;
    if (!print_job_open(ctx, id, &j))
        return false;
    if (j.state == PRINT_PRINTED || j.state == PRINT_VERIFIED)
        return wrong_state(ctx, &j, "nothing is left to be cancelled");
    if (j.state != PRINT_CANCELLED) {
        j.state = PRINT_CANCELLED;
        j.problem = PRINT_FINE;
        j.detail = STR("");
        j.next_try_at = 0;
        j.ended_at = ctx->now;
        j.ended_by = ctx->actor.name;
    }
    return ctx_check(ctx, store_print_label_turn(ctx->db, j.number, LABEL_WAITING, LABEL_CANCELLED, ctx->now)) &&
           ctx_check(ctx, store_print_job_set(ctx->db, &j, ctx->actor.id)) && print_job_done(ctx, &j, ret);
}

bool service_print_pause(struct ctx *ctx, struct id id, struct print_view *ret)
{
    struct print_job j;
    if (!print_job_open(ctx, id, &j))
        return false;
    if (j.state != PRINT_QUEUED && j.state != PRINT_PRINTING && j.state != PRINT_PAUSED)
        return wrong_state(ctx, &j, "only what is queued or printing can be paused");
    j.state = PRINT_PAUSED;
    j.problem = PRINT_BY_PERSON;
    j.detail = arena_fmt(ctx->arena, "by %.*s", STR_ARG(ctx->actor.name));
    j.next_try_at = 0;
    return print_job_done(ctx, &j, ret);
}

bool service_print_resume(struct ctx *ctx, struct id id, struct print_view *ret)
{
    struct print_job j;
    if (!print_job_open(ctx, id, &j))
        return false;
    if (j.state != PRINT_PAUSED && j.state != PRINT_QUEUED && j.state != PRINT_PRINTING)
        return wrong_state(ctx, &j, "only what is paused can be resumed");
    if (j.state == PRINT_PAUSED) {
        j.state = PRINT_QUEUED;
        j.problem = PRINT_FINE;
        j.detail = STR("");
        j.tries = 0;
        j.next_try_at = 0;
    }
    return print_job_done(ctx, &j, ret);
}

/* ---- a person decides ---- */

/* It came out; it did not and is printed again; or is not, because the job was cancelled. In a browser people print themselves: it stays
 * uncertain until it came out. */
static enum label_state decided(const struct print_job *j, const struct printer *p, bool came_out)
{
    if (came_out)
        return LABEL_SENT;
    if (j->state == PRINT_CANCELLED)
        return LABEL_CANCELLED;
    return p->kind == PRINTER_BROWSER ? LABEL_UNCERTAIN : LABEL_WAITING;
}

static bool find_label(struct ctx *ctx, const struct print_job *j, int64_t position, struct print_label *ret)
{
    enum db_result r = store_print_label(ctx->db, ctx->arena, j->number, position, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, "labels", "The job has %lld labels, and none at %lld.",
                          (long long)j->labels, (long long)position);
    return ctx_check(ctx, r);
}

static bool decide(struct ctx *ctx, const struct print_job *j, int64_t position, enum label_state becomes)
{
    struct print_label l;
    if (!find_label(ctx, j, position, &l))
        return false;
    if (l.state != LABEL_UNCERTAIN)
        return ctx_refuse(ctx, REFUSED_LABEL_STATE, "labels", "Label %lld (%.*s) is %s, not uncertain.",
                          (long long)position, STR_ARG(l.code), label_state_names[l.state]);
    l.state = becomes;
    l.changed_at = ctx->now;
    return ctx_check(ctx, store_print_label_set(ctx->db, &l, ctx->actor.id));
}

bool service_print_decide(struct ctx *ctx, struct id id, const int64_t *positions, size_t count, bool came_out,
                          struct print_view *ret)
{
    struct print_job j;
    struct printer p;
    if (!print_job_open(ctx, id, &j) || !ctx_check(ctx, store_printer_by_id(ctx->db, ctx->arena, j.printer_id, &p)))
        return false;
    if (j.state == PRINT_VERIFIED)
        return wrong_state(ctx, &j, "it is closed");
    for (size_t i = 0; i < count; i++)
        if (!decide(ctx, &j, positions[i], decided(&j, &p, came_out)))
            return false;
    return print_job_done(ctx, &j, ret);
}
