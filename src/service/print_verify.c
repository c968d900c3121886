#include "service/print_verify.h"

#include "base/limits.h"
#include "service/print_drive.h"
#include "service/scan.h"
#include "service/settings.h"

const char *const print_verdict_names[] = {
    [VERDICT_RIGHT] = "right", [VERDICT_AGAIN] = "again",           [VERDICT_WRONG] = "wrong",
    [VERDICT_VOID] = "void",   [VERDICT_UNREADABLE] = "unreadable",
};

/* ---- which label ---- */

static bool look(struct ctx *ctx, int64_t number, const struct print_label *of, int64_t *ret_position)
{
    enum db_result r = store_print_label_find(ctx->db, number, of, ret_position);
    if (r == DB_DONE)
        *ret_position = 0;
    return ctx_check(ctx, r);
}

/* The first thing that the code may name and this job has a label of; *ret_position 0: none. */
static bool find(struct ctx *ctx, const struct print_job *j, const struct scan *s, int64_t *ret_position)
{
    *ret_position = 0;
    for (size_t i = 0; i < s->units.count && *ret_position == 0; i++)
        if (!look(ctx, j->number, &(struct print_label){.unit_id = s->units.items[i].unit.id}, ret_position))
            return false;
    struct print_label of = {.package_id = s->has_package ? s->package.package.id : 0,
                             .location_id = s->has_location ? s->location.id : 0,
                             .product_id = s->has_product ? s->product.id : 0};
    return *ret_position != 0 || look(ctx, j->number, &of, ret_position);
}

/* What was read is a number that the unit bore before: it is an old label. */
static bool is_old(const struct scan *s, const struct print_label *l)
{
    struct str number = scan_number(&s->read);
    for (size_t i = 0; i < s->units.count; i++) {
        const struct unit_view *v = &s->units.items[i];
        for (size_t k = 0; v->unit.id == l->unit_id && k < v->former_count; k++)
            if (str_eq(v->former[k], number))
                return true;
    }
    return false;
}

/* ---- verdicts ---- */

static struct str name_of(struct ctx *ctx, const struct scan *s)
{
    if (s->units.count)
        return arena_fmt(ctx->arena, "unit %.*s of %.*s", STR_ARG(s->units.items[0].unit.serial),
                         STR_ARG(s->units.items[0].product.code));
    if (s->has_location)
        return arena_fmt(ctx->arena, "location %.*s", STR_ARG(s->location.code));
    if (s->has_package)
        return arena_fmt(ctx->arena, "package %.*s", STR_ARG(s->package.package.code));
    if (s->has_product)
        return arena_fmt(ctx->arena, "product %.*s", STR_ARG(s->product.sku));
    return arena_fmt(ctx->arena, "%s", scan_kind_names[s->kind]);
}

static bool stranger(struct ctx *ctx, struct print_job *j, const struct scan *s, struct print_reading *r)
{
    r->verdict = s->kind == SCAN_UNKNOWN ? VERDICT_UNREADABLE : VERDICT_WRONG;
    struct str name = name_of(ctx, s);
    r->detail = r->verdict == VERDICT_WRONG
                    ? arena_fmt(ctx->arena, "This is %.*s: no label of this job is for it.", STR_ARG(name))
                    : STR("Nothing with this code is known.");
    j->wrong_scans++;
    return true;
}

static bool is_void(struct ctx *ctx, struct print_job *j, struct print_reading *r)
{
    r->verdict = VERDICT_VOID;
    r->detail = arena_fmt(ctx->arena, "This label is void: it is %.*s now. Print a new one and destroy this.",
                          STR_ARG(r->label.now));
    j->wrong_scans++;
    return true;
}

/* The job has a label of the thing, but has not printed it: what was scanned is another. */
static bool not_printed(struct ctx *ctx, struct print_job *j, struct print_reading *r)
{
    r->verdict = VERDICT_WRONG;
    r->detail = arena_fmt(ctx->arena, "Label %lld of this job is %s: what was read is an earlier label of %.*s.",
                          (long long)r->label.position, label_state_names[r->label.state], STR_ARG(r->label.code));
    j->wrong_scans++;
    return true;
}

/* It is in somebody's hand, so it came out. */
static bool came_out(struct ctx *ctx, struct print_label *l)
{
    if (l->state != LABEL_UNCERTAIN)
        return true;
    l->state = LABEL_SENT;
    l->changed_at = ctx->now;
    return ctx_check(ctx, store_print_label_set(ctx->db, l, ctx->actor.id));
}

static bool ours(struct ctx *ctx, struct print_reading *r)
{
    struct print_label *l = &r->label;
    r->verdict = l->verified_at ? VERDICT_AGAIN : VERDICT_RIGHT;
    r->detail = l->verified_at ? arena_fmt(ctx->arena, "Label %lld (%.*s) was read already.", (long long)l->position,
                                           STR_ARG(l->code))
                               : arena_fmt(ctx->arena, "Label %lld: %.*s.", (long long)l->position, STR_ARG(l->code));
    if (!came_out(ctx, l) || !ctx_check(ctx, store_print_label_verify(ctx->db, l, ctx->now, ctx->actor.id)))
        return false;
    return ctx_check(ctx, store_print_label(ctx->db, ctx->arena, l->job, l->position, l));
}

static bool judge(struct ctx *ctx, struct print_job *j, const struct scan *s, struct print_reading *r)
{
    int64_t position;
    if (!find(ctx, j, s, &position))
        return false;
    if (position == 0)
        return stranger(ctx, j, s, r);
    if (!ctx_check(ctx, store_print_label(ctx->db, ctx->arena, j->number, position, &r->label)))
        return false;
    if (is_old(s, &r->label) || label_shown(&r->label) == LABEL_VOID)
        return is_void(ctx, j, r);
    if (r->label.state == LABEL_WAITING || r->label.state == LABEL_CANCELLED)
        return not_printed(ctx, j, r);
    return ours(ctx, r);
}

static bool may_be_read(struct ctx *ctx, const struct print_job *j)
{
    return j->state != PRINT_VERIFIED ||
           ctx_refuse(ctx, REFUSED_PRINT_STATE, NULL,
                      "The job is verified: it is closed, and nothing more is read back.");
}

/* The code, read with what is set. */
static bool scan_code(struct ctx *ctx, struct str code, struct scan *ret)
{
    struct settings own;
    struct gs1_company_prefixes prefixes = {0};
    return service_settings_get(ctx, &own) && gs1_company_prefixes_read(ctx->arena, own.company_prefixes, &prefixes) &&
           service_scan(ctx, code, &prefixes, ret);
}

bool service_print_verify(struct ctx *ctx, struct id id, struct str code, struct print_reading *ret)
{
    struct print_job j;
    struct scan s = {0};
    *ret = (struct print_reading){.code = code};
    return print_job_open(ctx, id, &j) && may_be_read(ctx, &j) && scan_code(ctx, code, &s) && judge(ctx, &j, &s, ret) &&
           ctx_check(ctx, store_print_job_set(ctx->db, &j, 0)) && print_job_done(ctx, &j, &ret->job);
}

/* ---- closing ---- */

bool service_print_close(struct ctx *ctx, struct id id, struct print_view *ret)
{
    struct print_job j;
    if (!print_job_open(ctx, id, &j))
        return false;
    if (j.state != PRINT_PRINTED && j.state != PRINT_VERIFIED)
        return ctx_refuse(ctx, REFUSED_PRINT_STATE, NULL,
                          "The job is %s: it can be closed when all its labels are printed.",
                          print_state_names[j.state]);
    if (j.state == PRINT_PRINTED) {
        j.state = PRINT_VERIFIED;
        j.ended_at = ctx->now;
        j.ended_by = ctx->actor.name;
    }
    return ctx_check(ctx, store_print_job_set(ctx->db, &j, ctx->actor.id)) && print_job_done(ctx, &j, ret);
}
