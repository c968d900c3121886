/*
 * command_correct: puts right what was recorded wrongly. Nothing is edited: a new event states what each unit is from now on,
 * either changed outright (serial, lot, identifiers, attributes) or as it was before an event that is undone.
 */
#include "domain/apply.h"
#include "domain/serial_format.h"
#include "service/command_work.h"
#include "store/unit.h"

static struct event_terms correction_terms(const struct work *w)
{
    return (struct event_terms){.command = COMMAND_CORRECT, .hold = -1, .covered = -1, .reason = w->command->reason,
                                .note = w->command->note, .undo = w->command->undo};
}

static bool add_corrected(struct work *w, const struct unit *before, const struct unit *after, const struct command_row *row)
{
    struct event_terms terms = correction_terms(w);
    struct unit *state = ARENA_NEW(w->ctx->arena, struct unit);
    if (!state)
        return ctx_check(w->ctx, DB_FAILED);
    *state = *after;
    if (!work_add(w, before, &terms, row, false))
        return false;
    struct event_unit *named = &w->units[w->unit_count - 1].named;
    named->state = state;
    named->attributes = (struct str){0}; /* in the state already */
    return true;
}

/* ---- changed outright ---- */

static bool correct_serial(struct work *w, const struct product *p, const struct unit *before, struct unit *after)
{
    struct str serial = w->command->new_serial;
    struct ctx *ctx = w->ctx;
    if (str_empty(serial) || str_eq(serial, before->serial))
        return true;
    if (w->command->row_count != 1)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "serial_new", "one unit at a time can be given a new serial");
    if (!serial_fits(ctx->arena, p->serial_format, serial, &ctx->refusal))
        return false;
    struct unit other;
    int64_t former = 0;
    enum db_result r = store_unit_by_serial(ctx->db, ctx->arena, p->id, serial, &other);
    if (r == DB_ROW)
        return ctx_refuse(ctx, REFUSED_DUPLICATE_SERIAL, "serial_new", "%.*s %.*s exists already: %s", STR_ARG(p->sku),
                          STR_ARG(serial), status_names[other.status]);
    if (r == DB_DONE)
        r = store_former_serial_owner(ctx->db, p->id, serial, &former);
    if (r == DB_ROW && former != before->id)
        return ctx_refuse(ctx, REFUSED_DUPLICATE_SERIAL, "serial_new", "unit %lld bore %.*s before it was renumbered",
                          (long long)former, STR_ARG(serial));
    after->serial = serial;
    return ctx_check(ctx, r);
}

static bool same_unit(const struct unit *a, const struct unit *b)
{
    return str_eq(a->serial, b->serial) && a->lot_id == b->lot_id && str_eq(a->attributes, b->attributes);
}

static bool correct_row(struct work *w, const struct command_row *row)
{
    struct unit before, after;
    const struct product *p;
    struct ref lot;
    msec expires;
    if (!work_unit_by_ref(w, &row->ref, &before))
        return false;
    if (before.status == STATUS_NONE || before.status == STATUS_VOID)
        return ctx_refuse(w->ctx, before.status == STATUS_NONE ? REFUSED_UNKNOWN_UNIT : REFUSED_WRONG_STATUS, "serial",
                          "%.*s: there is nothing to correct", STR_ARG(before.serial));
    after = before;
    struct command_fields f = w->command->shared;
    if (row->own && row->own->lot.len)
        f.lot = row->own->lot;
    if (!work_product_by_id(w, before.product_id, &p) || !correct_serial(w, p, &before, &after) ||
        !work_lot(w, p, &f, &lot, &expires) || !work_identifiers_fit(w, row, &before))
        return false;
    if (lot.id)
        after.lot_id = lot.id;
    if (row->attributes.len)
        after.attributes = row->attributes;
    if (same_unit(&before, &after) && row->identifier_count == 0)
        return ctx_refuse(w->ctx, REFUSED_NOTHING_TO_CORRECT, NULL, "%.*s %.*s is so already", STR_ARG(p->sku),
                          STR_ARG(before.serial));
    return add_corrected(w, &before, &after, row);
}

/* ---- as it was before an event ---- */

/* Fold the unit's events before seq. */
static bool state_before(struct work *w, int64_t unit_id, int64_t seq, struct unit *ret)
{
    int64_t *seqs;
    size_t n;
    *ret = (struct unit){.status = STATUS_NONE};
    if (!ctx_check(w->ctx, store_unit_seqs_before(w->ctx->db, w->ctx->arena, unit_id, seq, &seqs, &n)))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct event_row row;
        struct event e;
        const char *why;
        if (!ctx_check(w->ctx, store_event_by_seq(w->ctx->db, w->ctx->arena, seqs[i], &row)))
            return false;
        if (!event_read(w->ctx->arena, row.body, &e, &why))
            return ctx_check(w->ctx, DB_CORRUPT);
        e.seq = seqs[i];
        for (size_t k = 0; k < e.unit_count; k++)
            if (e.units[k].id == unit_id)
                unit_apply(ret, &e, &e.units[k]);
    }
    return true;
}

/* The identifiers that the event gave are taken away, those it took are given back. */
static bool invert_identifiers(struct work *w, const struct event_unit *x, struct event_unit *named)
{
    named->identifier_count = x->identifier_count;
    named->identifiers = ARENA_ARRAY(w->ctx->arena, x->identifier_count + 1, struct identifier);
    if (!named->identifiers)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < x->identifier_count; i++) {
        named->identifiers[i] = x->identifiers[i];
        named->identifiers[i].removed = !x->identifiers[i].removed;
    }
    return true;
}

/* What is inside a parent is where the parent is now. */
static bool place_in_parent(struct work *w, struct unit *u)
{
    struct unit parent = {0};
    if (!u->parent_id)
        return true;
    if (!work_refresh(w, u->parent_id, &parent))
        return false;
    u->location_id = parent.location_id;
    u->party_id = parent.party_id;
    return true;
}

static bool undo_unit(struct work *w, const struct event *e, const struct event_unit *x)
{
    struct unit now, before;
    if (!work_refresh(w, x->id, &now))
        return false;
    if (now.last_seq != e->seq)
        return ctx_refuse(w->ctx, REFUSED_NOT_LAST_EVENT, "undo", "%.*s %.*s: event %lld came after it", STR_ARG(x->product.code),
                          STR_ARG(now.serial), (long long)now.last_seq);
    if (!state_before(w, x->id, e->seq, &before) || !place_in_parent(w, &before))
        return false;
    if (before.status == STATUS_NONE)
        before = (struct unit){.id = now.id, .product_id = now.product_id, .serial = now.serial, .status = STATUS_ALLOCATED};
    return add_corrected(w, &now, &before, NULL) && invert_identifiers(w, x, &w->units[w->unit_count - 1].named);
}

/* With rows, only the units they name are put back. */
static bool row_names(struct work *w, const struct event_unit *x, bool *ret)
{
    *ret = w->command->row_count == 0;
    for (size_t i = 0; !*ret && i < w->command->row_count; i++) {
        struct unit u;
        if (!work_unit_by_ref(w, &w->command->rows[i].ref, &u))
            return false;
        *ret = u.id == x->id;
    }
    return true;
}

static bool undo_event(struct work *w, const struct event *e)
{
    if (e->package_count)
        return ctx_refuse(w->ctx, REFUSED_BAD_VALUE, "undo", "packing packages is put right with %s",
                          e->terms.command == COMMAND_PACK ? "unpack" : "pack");
    for (size_t i = 0; i < e->unit_count; i++) {
        bool named;
        if (!row_names(w, &e->units[i], &named))
            return false;
        if (named && !undo_unit(w, e, &e->units[i]) && !work_refused(w, (int)i + 1))
            return false;
    }
    return true;
}

static bool undo(struct work *w)
{
    struct event_row row;
    struct event e;
    const char *why;
    char id[ID_TEXT_LEN + 1];
    id_print(w->command->undo, id);
    enum db_result r = store_event_by_id(w->ctx->db, w->ctx->arena, w->command->undo, &row);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_EVENT, "undo", "there is no event %s", id);
    if (!ctx_check(w->ctx, r))
        return false;
    if (!event_read(w->ctx->arena, row.body, &e, &why))
        return ctx_check(w->ctx, DB_CORRUPT);
    e.seq = row.seq;
    return undo_event(w, &e);
}

bool work_correct(struct work *w)
{
    const struct command *c = w->command;
    if (!id_eq(c->undo, (struct id){0}))
        return undo(w);
    for (size_t i = 0; i < c->row_count; i++)
        if (!correct_row(w, &c->rows[i]) && !work_refused(w, c->rows[i].row))
            return false;
    return true;
}
