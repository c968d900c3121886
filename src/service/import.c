#include "service/import.h"

#include <assert.h>

#include "service/authorise.h"
#include "service/import_work.h"

const char *const import_mode_names[] = {[IMPORT_CHECK] = "check", [IMPORT_ALL] = "all", [IMPORT_GOOD] = "good"};

/* Who may write what an import writes: the same roles as for one at a time. */
static bool authorised(struct ctx *ctx, const struct import *im)
{
    static const unsigned roles[] = {[IMPORT_PRODUCTS] = MAY_WRITE_PRODUCTS,
                                     [IMPORT_LOCATIONS] = MAY_WRITE_LOCATIONS,
                                     [IMPORT_PARTIES] = MAY_WRITE_PARTIES};
    if (im->options.kind != IMPORT_UNITS)
        return service_authorise(ctx, roles[im->options.kind]);
    if (im->options.create &&
        (!service_authorise(ctx, MAY_WRITE_PRODUCTS) || !service_authorise(ctx, MAY_WRITE_LOCATIONS)))
        return false;
    return import_units_authorise(ctx, im);
}

void import_worked(struct import *im, size_t work)
{
    const char *step = im->options.mode == IMPORT_CHECK ? "checking" : "writing";
    im->work_done += work;
    assert(im->work_done <= im->work_total);
    size_t rows =
        im->work_total ? (size_t)((double)im->line_count * (double)im->work_done / (double)im->work_total) : 0;
    progress_tell(im->options.progress, step, (int64_t)rows, (int64_t)im->line_count);
}

static bool one_pass(struct ctx *ctx, struct ledger *ledger, struct import *im, struct str note)
{
    im->created = (struct import_counts){0};
    im->work_done = 0;
    return im->options.kind == IMPORT_UNITS ? import_units_pass(ctx, ledger, im, note) : import_master_pass(ctx, im);
}

/* Passes over the good lines until none is refused; the last one is left in an open savepoint. Each pass but the last finds a bad
 * line more, so they end. */
static bool run_passes(struct ctx *ctx, struct ledger *ledger, struct import *im, struct str note)
{
    const struct ledger before = *ledger;
    for (;;) {
        if (!ctx_check(ctx, db_savepoint(ctx->db)))
            return false;
        size_t bad = im->bad_count;
        bool ok = one_pass(ctx, ledger, im, note);
        bool stays =
            im->bad_count == bad || im->options.kind != IMPORT_UNITS; /* import_master.c: refused rows wrote nothing */
        if (ok && stays)
            return true;
        db_savepoint_undo(ctx->db);
        ledger_restore(ledger, &before);
        if (!ok)
            return false;
    }
}

static bool wanted(const struct import *im)
{
    switch (im->options.mode) {
    case IMPORT_ALL:
        return im->bad_count == 0;
    case IMPORT_GOOD:
        return !im->broken;
    case IMPORT_CHECK:
    case IMPORT_MODE_TOTAL:
        break;
    }
    return false;
}

static bool keep_report(struct ctx *ctx, const struct import *im, const struct import_outcome *o)
{
    assert(im->options.mode < IMPORT_MODE_TOTAL);
    struct import_run run = {
        .id = o->id,
        .created_at = ctx->now,
        .actor_id = ctx->actor.id,
        .kind = str_of(import_kind_names[im->options.kind]),
        .layout = str_of(import_layout_names[im->map.layout]),
        .mode = str_of(import_mode_names[im->options.mode]),
        .rows = (int64_t)o->rows,
        .good = (int64_t)o->good,
        .bad = (int64_t)o->bad,
        .written = o->written,
        .report = o->report,
        .rejects = import_rejects(ctx, im),
    };
    if (arena_exhausted(ctx->arena))
        return import_too_large(ctx);
    return ctx_check(ctx, store_import_run_insert(ctx->db, &run));
}

static bool tell(struct ctx *ctx, const struct import *im, struct import_outcome *o)
{
    o->rows = im->line_count;
    o->bad = im->bad_count;
    o->good = o->rows - o->bad;
    o->members = import_report_members(ctx, im, o);
    o->report = arena_fmt(ctx->arena, "{%.*s}", STR_ARG(o->members));
    if (arena_exhausted(ctx->arena))
        return import_too_large(ctx);
    return o->id == 0 || keep_report(ctx, im, o);
}

bool service_import_run(struct ctx *ctx, struct ledger *ledger, struct import *im, struct import_outcome *ret)
{
    const struct ledger before = *ledger;
    struct import_outcome o = {0};
    if (!authorised(ctx, im) || !ctx_check(ctx, store_import_run_next_id(ctx->db, &o.id)))
        return false;
    struct str note = arena_fmt(ctx->arena, "import %lld", (long long)o.id);
    if (!run_passes(ctx, ledger, im, note))
        return false;
    o.written = wanted(im);
    if (im->options.mode == IMPORT_CHECK)
        o.id = 0;
    if (!o.written) {
        db_savepoint_undo(ctx->db);
        ledger_restore(ledger, &before);
    } else if (!ctx_check(ctx, db_savepoint_keep(ctx->db))) {
        return false;
    }
    if (!tell(ctx, im, &o))
        return false;
    *ret = o;
    return true;
}

/* ---- earlier runs ---- */

static bool may_read(struct ctx *ctx)
{
    return service_authorise(ctx, MAY_WRITE_PRODUCTS | MAY_WRITE_PARTIES | lifecycle_commands[COMMAND_RECEIVE].roles |
                                      ROLE_BIT(ROLE_AUDITOR));
}

static bool found(struct ctx *ctx, enum db_result r, int64_t id)
{
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no import %lld", (long long)id);
    return ctx_check(ctx, r);
}

bool service_import_get(struct ctx *ctx, int64_t id, struct import_run *ret)
{
    return may_read(ctx) && found(ctx, store_import_run_by_id(ctx->db, ctx->arena, id, ret), id);
}

bool service_import_rejects(struct ctx *ctx, int64_t id, struct str *ret)
{
    return may_read(ctx) && found(ctx, store_import_run_rejects(ctx->db, ctx->arena, id, ret), id);
}

bool service_import_list(struct ctx *ctx, int64_t before, int limit, struct import_run_list *ret)
{
    return may_read(ctx) &&
           ctx_check(ctx, store_import_run_list(ctx->db, ctx->arena, before ? before : INT64_MAX, limit, ret));
}
