/*
 * print_again: labels that were printed once are printed once more: a new job, with a reason.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "domain/valid.h"
#include "service/print_job.h"
#include "service/printer.h"

static void digest_of(const struct print_job *first, const struct print_again *r, unsigned char ret[16])
{
    struct buf text = {0};
    buf_fmt(&text, "again %lld\n%.*s\n%.*s\n", (long long)first->number, STR_ARG(r->printer), STR_ARG(r->reason));
    for (size_t i = 0; i < r->count; i++)
        buf_fmt(&text, "%lld\n", (long long)r->positions[i]);
    struct hash digest = hash_sha256(buf_view(&text));
    memcpy(ret, digest.bytes, 16);
    buf_free(&text);
}

static bool copy_label(struct ctx *ctx, const struct print_job *first, int64_t position, int64_t to,
                       struct print_label *ret)
{
    enum db_result r = store_print_label(ctx->db, ctx->arena, first->number, position, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, "labels", "The job has %lld labels, and none at %lld.",
                          (long long)first->labels, (long long)position);
    if (!ctx_check(ctx, r))
        return false;
    if (label_shown(ret) == LABEL_VOID)
        return ctx_refuse(ctx, REFUSED_LABEL_VOID, "labels", "Label %lld says %.*s, which is %.*s now.",
                          (long long)position, STR_ARG(ret->code), STR_ARG(ret->now));
    if (!label_out(ret->state) && ret->state != LABEL_CANCELLED)
        return ctx_refuse(ctx, REFUSED_LABEL_STATE, "labels",
                          "Label %lld is %s: it is still to come, or to be decided on.", (long long)position,
                          label_state_names[ret->state]);
    *ret = (struct print_label){.position = to,
                                .unit_id = ret->unit_id,
                                .package_id = ret->package_id,
                                .location_id = ret->location_id,
                                .product_id = ret->unit_id ? 0 : ret->product_id,
                                .code = ret->code,
                                .data = ret->data};
    return true;
}

static bool prepare(struct ctx *ctx, const struct print_job *first, const struct print_again *r, struct print_new *n)
{
    struct printer p;
    if (!service_printer_find(ctx, str_empty(r->printer) ? first->printer : r->printer, &p))
        return false;
    n->job = (struct print_job){.id = r->id,
                                .printer_id = p.id,
                                .target = first->target,
                                .template = first->template,
                                .actor_id = ctx->actor.id,
                                .device = ctx->actor.device,
                                .created_at = ctx->now,
                                .labels = (int64_t)r->count,
                                .reason = r->reason,
                                .reprint_of = first->number};
    digest_of(first, r, n->job.digest);
    n->labels = ARENA_ARRAY(ctx->arena, r->count ? r->count : 1, struct print_label);
    return n->labels ? ctx_check(ctx, store_print_job_layout(ctx->db, ctx->arena, first->number, &n->job.layout))
                     : ctx_check(ctx, DB_FAILED);
}

bool service_print_again(struct ctx *ctx, struct id of, const struct print_again *r, struct print_view *ret,
                         bool *ret_repeated)
{
    struct print_view first;
    struct print_new n = {0};
    if (!valid_text(ctx->arena, r->reason, "reason", LIMIT_TEXT_CHARS, VALID_NEEDED, &ctx->refusal) ||
        !service_print_get(ctx, of, &first) || !prepare(ctx, &first.job, r, &n) ||
        !service_print_known(ctx, &n, ret, ret_repeated))
        return false;
    if (*ret_repeated)
        return true;
    if (r->count == 0 || r->count > PRINT_LABELS_MAX)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "labels", "Name 1 to %d labels.", PRINT_LABELS_MAX);
    for (size_t i = 0; i < r->count; i++)
        if (!copy_label(ctx, &first.job, r->positions[i], (int64_t)i + 1, &n.labels[i]))
            return false;
    return service_print_create(ctx, &n, ret, ret_repeated);
}
