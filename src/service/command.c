#include "service/command.h"

#include "base/json.h"
#include "service/authorise.h"
#include "service/command_work.h"

struct str service_refusals_json(struct arena *a, const struct refusal *refusals, size_t count)
{
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_array(&o);
    for (size_t i = 0; i < count; i++) {
        const struct refusal *r = &refusals[i];
        json_begin_object(&o);
        if (r->row > 0)
            json_field_int(&o, "row", r->row);
        json_field_z(&o, "code", refusal_texts[r->code].name);
        if (r->field)
            json_field_z(&o, "field", r->field);
        json_field_str(&o, "detail", r->detail);
        json_end_object(&o);
    }
    json_end_array(&o);
    struct str text = arena_str(a, buf_view(&b));
    buf_free(&b);
    return text;
}

/* A known id: the first answer again, or the refusal that it was used for something else. */
static bool repeat(struct work *w, const unsigned char digest[16], bool *ret_known)
{
    struct event_row row;
    enum db_result r = store_event_by_id(w->ctx->db, w->ctx->arena, w->command->id, &row);
    *ret_known = r == DB_ROW;
    if (r != DB_ROW)
        return ctx_check(w->ctx, r);
    if (memcmp(row.digest, digest, sizeof row.digest) != 0)
        return ctx_refuse(w->ctx, REFUSED_ID_REUSED, "id", "the id was used for event %lld with other content",
                          (long long)row.seq);
    return work_replay(w, &row);
}

/* What takes part is known: refuse, or write. */
static bool settle(struct work *w, const unsigned char digest[16])
{
    struct command_result *r = w->result;
    bool nothing = w->unit_count == 0;
    if (r->refused_rows && (!w->command->partial || nothing)) {
        w->ctx->refusal = r->refusals[0];
        return false;
    }
    if (nothing)
        return ctx_refuse(w->ctx, REFUSED_NO_UNITS, "units", "the command names no unit");
    return work_write(w, digest);
}

/* Units inside child packages go along into, or out of, the package. */
static bool add_packages(struct work *w)
{
    struct event_terms terms = {.command = w->command->code,
                                .package = w->package,
                                .hold = -1,
                                .covered = -1,
                                .reason = w->command->reason,
                                .note = w->command->note,
                                .order = w->command->shared.order};
    for (size_t i = 0; i < w->package_count; i++) {
        int64_t *ids;
        size_t n;
        if (!work_package_units(w, w->packages[i].id, w->package_depth, &ids, &n))
            return false;
        for (size_t k = 0; k < n; k++) {
            struct unit u;
            if (!work_refresh(w, ids[k], &u) || !work_add(w, &u, &terms, NULL, true) ||
                !work_add_contents(w, &u, &terms))
                return false;
        }
    }
    return true;
}

static bool execute(struct work *w, const unsigned char digest[16])
{
    bool known;
    if (!repeat(w, digest, &known) || known)
        return known && !refused(&w->ctx->refusal) && w->ctx->failure == DB_OK;
    if (w->command->code == COMMAND_CORRECT)
        return work_shared(w) && work_correct(w) && settle(w, digest);
    return work_shared(w) && work_rows(w) && add_packages(w) && settle(w, digest);
}

bool service_command(struct ctx *ctx, struct ledger *ledger, const struct command *c, struct command_result *ret)
{
    struct command own = *c;
    *ret = (struct command_result){.id = c->id, .code = c->code};
    struct work w = {
        .ctx = ctx,
        .ledger = ledger,
        .command = &own,
        .table = &lifecycle_commands[c->code],
        .at = c->has_time ? c->time : (struct time_zoned){ctx->now, 0},
        .result = ret,
        .parent = {.status = STATUS_NONE},
    };
    if (!service_authorise_command(ctx, c->code))
        return false;
    if (!own.prepared && !command_prepare(ctx->arena, &own, ctx->now, &ctx->refusal))
        return false;
    return execute(&w, own.digest);
}
