#include "service/link_report.h"

#include "base/limits.h"
#include "domain/valid.h"
#include "service/authorise.h"
#include "service/command.h"

/* ---- strangers ---- */

static bool room_for_one(struct ctx *ctx, int64_t unit_id)
{
    int64_t all = 0, of_unit = 0;
    if (!ctx_check(ctx, store_link_report_waiting(ctx->db, LINK_WAITING_MAX, &all)) ||
        !ctx_check(ctx, store_link_report_waiting_of(ctx->db, unit_id, &of_unit)))
        return false;
    return (all < LINK_WAITING_MAX && of_unit < LINK_WAITING_UNIT_MAX) ||
           ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "Too many reports wait for an answer.");
}

bool service_link_report_create(struct ctx *ctx, const struct link_report *in)
{
    struct link_report r = *in;
    r.created_at = ctx->now;
    if (!link_report_valid(ctx->arena, &r, &ctx->refusal))
        return false;
    enum db_result same = store_link_report_same(ctx->db, &r);
    if (same == DB_ROW || !ctx_check(ctx, same))
        return same == DB_ROW;
    return room_for_one(ctx, r.unit_id) && ctx_check(ctx, store_link_report_insert(ctx->db, &r, &r.id));
}

/* ---- people ---- */

bool service_link_report(struct ctx *ctx, int64_t id, struct link_report *ret)
{
    enum db_result r = store_link_report_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no report %lld", (long long)id);
    return ctx_check(ctx, r);
}

bool service_link_report_list(struct ctx *ctx, const struct link_report_filter *f, int64_t before, int limit,
                              struct link_report **ret, size_t *ret_count)
{
    return ctx_check(ctx, store_link_report_list(ctx->db, ctx->arena, f, before, limit, ret, ret_count));
}

/* Commands that an accepted report may give, and where its reason goes. */
static const struct {
    enum link_action kind;
    enum command_code command;
    bool reason; /* the command takes one; otherwise it becomes the note */
} commands[] = {
    {LINK_REGISTER, COMMAND_REGISTER, false},   {LINK_REGISTER, COMMAND_TRANSFER_OWNERSHIP, true},
    {LINK_FOUND, COMMAND_FIND, false},          {LINK_FOUND, COMMAND_RECOVER, true},
    {LINK_STOLEN, COMMAND_REPORT_STOLEN, true},
};

static bool fill_command(struct ctx *ctx, const struct link_decision *d, const struct link_report *r, struct command *c)
{
    size_t i = 0, n = sizeof commands / sizeof commands[0];
    while (i < n && (commands[i].kind != r->kind || (int)commands[i].command != d->command))
        i++;
    if (i == n)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "command", "a report '%s' leads to no command '%s'",
                          link_action_names[r->kind], lifecycle_commands[d->command].name);
    struct command_row *row = ARENA_NEW(ctx->arena, struct command_row);
    if (!row)
        return ctx_check(ctx, DB_FAILED);
    row->row = 1;
    row->ref.product = r->sku;
    row->ref.serial = r->serial;
    struct str reason = d->reason.len ? d->reason : STR("reported on the page of its label");
    *c = (struct command){.id = id_new(ctx->now),
                          .code = commands[i].command,
                          .rows = row,
                          .row_count = 1,
                          .single = true,
                          .shared = {.location = d->location, .party = d->party}};
    *(commands[i].reason ? &c->reason : &c->note) = reason;
    return true;
}

static bool run_command(struct ctx *ctx, struct ledger *ledger, const struct link_decision *d,
                        const struct link_report *r, struct id *ret_event)
{
    struct command c;
    struct command_result result;
    if (!fill_command(ctx, d, r, &c) || !service_authorise_given(ctx, &c) ||
        !command_prepare(ctx->arena, &c, ctx->now, &ctx->refusal) || !service_command(ctx, ledger, &c, &result))
        return false;
    *ret_event = result.events[0].id;
    return true;
}

static bool valid_decision(struct ctx *ctx, const struct link_decision *d)
{
    if (!d->accept && d->command >= 0)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "command", "only an accepted report gives a command");
    return valid_text(ctx->arena, d->reason, "reason", LIMIT_TEXT_CHARS, VALID_LINES | (d->accept ? 0 : VALID_NEEDED),
                      &ctx->refusal);
}

bool service_link_report_decide(struct ctx *ctx, struct ledger *ledger, const struct link_decision *d,
                                struct link_report *ret)
{
    struct id event;
    struct link_report r;
    if (!service_authorise(ctx, ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT)) || !valid_decision(ctx, d) ||
        !service_link_report(ctx, d->id, &r))
        return false;
    if (r.state != LINK_WAITING)
        return ctx_refuse(ctx, REFUSED_REPORT_DECIDED, NULL, "report %lld was %s already", (long long)d->id,
                          link_report_state_names[r.state]);
    if (d->command >= 0 && !run_command(ctx, ledger, d, &r, &event))
        return false;
    r.state = d->accept ? LINK_ACCEPTED : LINK_DISMISSED;
    r.decided_at = ctx->now;
    r.reason = d->reason;
    enum db_result done = store_link_report_decide(ctx->db, &r, ctx->actor.id, d->command >= 0 ? event.bytes : NULL);
    if (done == DB_DONE)
        return ctx_refuse(ctx, REFUSED_REPORT_DECIDED, NULL, "somebody else has just decided it");
    return ctx_check(ctx, done) && service_link_report(ctx, d->id, ret);
}
