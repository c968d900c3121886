/*
 * command_write: turns who takes part into events of at most LIMIT_EVENT_UNITS units, appends and projects them; and tells
 * the answer, from the events alone, also when the same id comes again.
 */
#include "base/limits.h"
#include "domain/apply.h"
#include "service/authorise.h"
#include "service/command_work.h"
#include "service/project.h"
#include "store/unit.h"

/* ---- cutting into events ---- */

static size_t run_length(const struct work *w, size_t from)
{
    size_t n = 0;
    while (from + n < w->unit_count && n < LIMIT_EVENT_UNITS && w->units[from + n].terms == w->units[from].terms)
        n++;
    return n;
}

static int count_parts(const struct work *w)
{
    int parts = 0;
    for (size_t at = 0; at < w->unit_count; at += run_length(w, at))
        parts++;
    return parts;
}

void work_numbers(const struct work *w, struct ledger_numbers *ret)
{
    *ret = (struct ledger_numbers){.events = count_parts(w), .packages = w->package.id == PACKAGE_NEW};
    for (size_t i = 0; i < w->unit_count; i++)
        ret->units += w->units[i].named.id == 0;
}

/* A package that comes into being gets its key now, in all that speaks of it. */
static void number_package(struct work *w)
{
    if (w->package.id != PACKAGE_NEW)
        return;
    w->package.id = ++w->ledger->last_package_id;
    for (size_t i = 0; i < w->unit_count; i++)
        if (w->units[i].terms->package.id == PACKAGE_NEW)
            w->units[i].terms->package.id = w->package.id;
}

static struct event event_of(struct work *w, int part, int parts)
{
    const struct command *c = w->command;
    return (struct event){
        .id = part == 1 ? c->id : id_derive(c->id, (uint64_t)part),
        .command_id = c->id,
        .part = part,
        .parts = parts,
        .time = w->at,
        .actor = {w->ctx->actor.id, w->ctx->actor.name},
        .device = w->ctx->actor.device,
    };
}

/* Units that come into being get their keys now, so that refused ones use up none. */
static bool fill_units(struct work *w, struct event *e, struct unit *before, size_t from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct work_unit *u = &w->units[from + i];
        if (u->named.id == 0)
            u->named.id = ++w->ledger->last_unit_id;
        e->units[i] = u->named;
        before[i] = u->before;
    }
    e->unit_count = n;
    return true;
}

/* ---- the answer ---- */

static size_t own_units(const struct event *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->unit_count; i++)
        n += !e->units[i].carried;
    return n;
}

/* What the event's one unit is afterwards: applied to what it was before, or (before NULL) as its history has it. */
static bool state_after(struct ctx *ctx, const struct event *e, const struct unit *before, struct unit *ret)
{
    *ret = (struct unit){0};
    if (!before)
        return ctx_check(ctx, store_event_unit_state(ctx->db, e->units[0].id, e->seq, ret));
    *ret = *before;
    unit_apply(ret, e, &e->units[0]);
    return true;
}

/* A repeat is answered with the first answer, also when a place or party has another code by now. */
static bool code_then(struct ctx *ctx, const char *kind, int64_t id, int64_t seq, struct str *code)
{
    return id == 0 || ctx_check(ctx, store_former_code(ctx->db, ctx->arena, kind, id, seq, code));
}

static bool show_unit(struct ctx *ctx, struct ledger *ledger, struct command_result *r, const struct event *e,
                      const struct unit *before)
{
    struct unit state;
    if (!state_after(ctx, e, before, &state))
        return false;
    struct work names = {.ctx = ctx, .ledger = ledger};
    r->has_unit = true;
    r->unit = e->units[0];
    if (r->unit.state)
        r->unit.serial = r->unit.state->serial; /* the event names it as it was */
    r->unit_status = state.status;
    bool at_named = state.location_id && state.location_id == e->terms.location.id;
    bool with_named = state.party_id && state.party_id == e->terms.party.id;
    r->unit_location = at_named ? e->terms.location.code : work_location_code(&names, state.location_id);
    r->unit_party = with_named ? e->terms.party.code : work_party_code(&names, state.party_id);
    if (ctx->failure != DB_OK)
        return false;
    return before || ((at_named || code_then(ctx, "location", state.location_id, e->seq, &r->unit_location)) &&
                      (with_named || code_then(ctx, "party", state.party_id, e->seq, &r->unit_party)));
}

static bool tell_event(struct work *w, const struct event *e, const struct unit *before)
{
    struct ctx *ctx = w->ctx;
    struct command_result *r = w->result;
    if (!r->events)
        r->events = ARENA_ARRAY(ctx->arena, (size_t)e->parts, struct command_event);
    if (!r->events)
        return ctx_check(ctx, DB_FAILED);
    size_t own = own_units(e);
    r->id = e->command_id;
    r->code = e->terms.command;
    r->time = e->time;
    r->recorded_at = e->recorded_at;
    r->events[r->event_count++] = (struct command_event){e->id, e->seq, own};
    r->unit_count += own;
    bool only = e->parts == 1 && own == 1 && !e->units[0].carried;
    return !only || show_unit(ctx, w->ledger, r, e, before);
}

/* ---- writing ---- */

static bool write_event(struct work *w, int part, int parts, size_t from, size_t n, struct pending *pending)
{
    struct event e = event_of(w, part, parts);
    struct unit *before = w->part_before;
    e.units = w->part_units;
    fill_units(w, &e, before, from, n);
    if (n)
        e.terms = *w->units[from].terms;
    if (part == 1) {
        e.packages = w->packages;
        e.package_count = w->package_count;
    }
    return ledger_append(w->ctx, w->ledger, &e, w->command->digest) && project_event(w->ctx, &e, before, pending) &&
           tell_event(w, &e, before);
}

static bool write_refused_rows(struct work *w)
{
    struct command_result *r = w->result;
    if (r->refused_rows == 0)
        return true;
    r->refused = service_refusals_json(w->ctx->arena, r->refusals, r->refusal_count);
    return ctx_check(w->ctx, store_command_refusal_insert(w->ctx->db, w->command->id, r->refused));
}

/* Used for one event after the other: with 100,000 units, room for each of their own would be a fifth of all memory taken. */
static bool make_room(struct work *w)
{
    size_t n = w->unit_count < LIMIT_EVENT_UNITS ? w->unit_count : LIMIT_EVENT_UNITS;
    w->part_before = ARENA_ARRAY(w->ctx->arena, n, struct unit);
    w->part_units = ARENA_ARRAY(w->ctx->arena, n, struct event_unit);
    return w->part_before && w->part_units;
}

bool work_write(struct work *w)
{
    struct pending *kept = w->ledger->pending;
    struct pending *pending = kept ? kept : pending_new(w->ctx->arena, w->unit_count, NULL);
    int parts = count_parts(w), part = 1;
    if (!pending || !make_room(w))
        return ctx_check(w->ctx, DB_FAILED);
    number_package(w);
    for (size_t at = 0; at < w->unit_count; part++) {
        size_t n = run_length(w, at);
        if (!write_event(w, part, parts, at, n, pending))
            return false;
        at += n;
    }
    return (kept || project_pending(w->ctx, pending)) && write_refused_rows(w);
}

/* ---- the same id again ---- */

static bool replay_event(struct work *w, const struct event_row *row)
{
    struct event e;
    const char *why;
    if (!event_read(w->ctx->arena, row->body, &e, &why))
        return ctx_check(w->ctx, DB_CORRUPT);
    e.seq = row->seq;
    return tell_event(w, &e, NULL);
}

bool work_replay(struct work *w, const struct event_row *first)
{
    struct event e;
    const char *why;
    if (!event_read(w->ctx->arena, first->body, &e, &why))
        return ctx_check(w->ctx, DB_CORRUPT);
    if (e.part > 1)
        return ctx_refuse(w->ctx, REFUSED_ID_REUSED, "id",
                          "the id is that of event %lld, one of several of another command", (long long)first->seq);
    w->result->replayed = true;
    if (!replay_event(w, first))
        return false;
    for (int part = 2; part <= e.parts; part++) {
        struct event_row row;
        enum db_result r = store_event_by_seq(w->ctx->db, w->ctx->arena, first->seq + part - 1, &row);
        if (r != DB_ROW)
            return ctx_check(w->ctx, r == DB_DONE ? DB_CORRUPT : r);
        if (!replay_event(w, &row))
            return false;
    }
    return ctx_check(w->ctx, store_command_refusal(w->ctx->db, w->ctx->arena, w->command->id, &w->result->refused));
}
