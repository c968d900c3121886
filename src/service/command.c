#include "service/command.h"

#include "base/json.h"
#include "service/authorise.h"
#include "service/command_work.h"
#include "service/project.h"

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

static enum db_result known_event(struct work *w, struct event_row *ret)
{
    const struct id *id = &w->command->id;
    struct foresight *f = w->ledger->foresight;
    foresight_touch(f, TOUCHED_COMMAND, 0, (struct str){(const char *)id->bytes, sizeof id->bytes});
    if (foresight_event(f, *id) == FORESEEN_ABSENT)
        return DB_DONE;
    return store_event_by_id(w->ctx->db, w->ctx->arena, *id, ret);
}

static bool id_reused(struct work *w, const struct event_row *row)
{
    return ctx_refuse(w->ctx, REFUSED_ID_REUSED, "id", "the id was used for event %lld with other content",
                      (long long)row->seq);
}

static bool same_content(const struct work *w, const struct event_row *row)
{
    return memcmp(row->digest, w->command->digest, sizeof row->digest) == 0;
}

/* A known id: the first answer again, or the refusal that it was used for something else. */
static bool repeat(struct work *w, bool *ret_known)
{
    struct event_row row;
    enum db_result r = known_event(w, &row);
    *ret_known = r == DB_ROW;
    if (r != DB_ROW)
        return ctx_check(w->ctx, r);
    return same_content(w, &row) ? work_replay(w, &row) : id_reused(w, &row);
}

/* What takes part is known: refuse, or let it be written. */
static bool settle(struct work *w)
{
    struct command_result *r = w->result;
    bool nothing = w->unit_count == 0;
    if (r->refused_rows && (!w->command->partial || nothing)) {
        w->ctx->refusal = r->refusals[0];
        return false;
    }
    return !nothing || ctx_refuse(w->ctx, REFUSED_NO_UNITS, "units", "the command names no unit");
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

static bool decide_all(struct work *w, bool *ret_known)
{
    if (!repeat(w, ret_known) || *ret_known)
        return *ret_known && !refused(&w->ctx->refusal) && w->ctx->failure == DB_OK;
    if (w->command->code == COMMAND_CORRECT)
        return work_shared(w) && work_correct(w) && settle(w);
    return work_shared(w) && work_rows(w) && add_packages(w) && settle(w);
}

/* Where others write too, the same command may have been done by one of them while we waited for its units: after our look for its
 * id, and before that at the units, which do not allow it any more. Then the refusal is none, or that the id was used. */
static bool done_meanwhile(struct work *w)
{
    struct event_row row;
    if (!db_far(w->ctx->db) || !refused(&w->ctx->refusal))
        return false;
    enum db_result r = store_event_by_id(w->ctx->db, w->ctx->arena, w->command->id, &row);
    if (!ctx_check(w->ctx, r) || r != DB_ROW)
        return false;
    w->ctx->refusal = (struct refusal){0};
    *w->result = (struct command_result){.id = w->command->id, .code = w->command->code};
    return same_content(w, &row) ? work_replay(w, &row) : id_reused(w, &row);
}

static struct work *work_new(struct ctx *ctx, struct ledger *ledger, const struct command *c,
                             struct command_result *result)
{
    struct work *w = ARENA_NEW(ctx->arena, struct work);
    struct command *own = ARENA_NEW(ctx->arena, struct command);
    if (!w || !own)
        return NULL;
    *own = *c;
    *w = (struct work){
        .ctx = ctx,
        .ledger = ledger,
        .command = own,
        .table = &lifecycle_commands[c->code],
        .at = c->has_time ? c->time : (struct time_zoned){ctx->now, 0},
        .result = result,
        .parent = {.status = STATUS_NONE},
    };
    bool ready = own->prepared || command_prepare(ctx->arena, own, ctx->now, &ctx->refusal);
    return ready ? w : NULL;
}

bool service_command_decide(struct ctx *ctx, struct ledger *ledger, const struct command *c, struct command_result *ret,
                            struct work **ret_work)
{
    *ret = (struct command_result){.id = c->id, .code = c->code};
    *ret_work = NULL;
    if (!service_authorise_given(ctx, c))
        return false;
    struct work *w = work_new(ctx, ledger, c, ret);
    if (!w)
        return refused(&ctx->refusal) ? false : ctx_check(ctx, DB_FAILED);
    bool known = false;
    if (!decide_all(w, &known) && (known || !done_meanwhile(w)))
        return false;
    *ret_work = ret->replayed ? NULL : w;
    return true;
}

void service_command_numbers(const struct work *w, struct ledger_numbers *ret)
{
    work_numbers(w, ret);
}

bool service_command_write(struct work *w)
{
    return work_write(w);
}

/* Where the database is far it pays to look up the rows of a bulk at once. */
static bool foresee(struct ctx *ctx, struct ledger *ledger, const struct command *c)
{
    if (!ledger->far)
        return true;
    foresight_clear(ledger->foresight);
    foresight_begin(ledger->foresight, true);
    return service_command_foresee(ctx, ledger, c) && ctx_check(ctx, foresight_load(ledger->foresight, ctx->db));
}

bool service_command(struct ctx *ctx, struct ledger *ledger, const struct command *c, struct command_result *ret)
{
    struct work *w;
    struct ledger_numbers need;
    if (!foresee(ctx, ledger, c) || !service_command_decide(ctx, ledger, c, ret, &w))
        return false;
    if (!w)
        return true;
    service_command_numbers(w, &need);
    return ledger_number(ctx, ledger, &need, ctx->now) && service_command_write(w) &&
           (!ledger->pending || project_units(ctx, ledger->pending));
}
