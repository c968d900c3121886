/*
 * command_correct: puts right what was recorded wrongly. Nothing is edited: a new event states what each unit is from now on,
 * changed outright (serial, lot, identifiers, attributes). To be as it was before an event: command_undo.c.
 */
#include "domain/serial_format.h"
#include "service/command_work.h"
#include "store/unit.h"

static struct event_terms correction_terms(const struct work *w)
{
    return (struct event_terms){.command = COMMAND_CORRECT,
                                .hold = -1,
                                .covered = -1,
                                .reason = w->command->reason,
                                .note = w->command->note,
                                .undo = w->command->undo};
}

bool work_add_corrected(struct work *w, const struct unit *before, const struct unit *after,
                        const struct command_row *row, bool carried)
{
    struct event_terms terms = correction_terms(w);
    struct unit *state = ARENA_NEW(w->ctx->arena, struct unit);
    if (!state)
        return ctx_check(w->ctx, DB_FAILED);
    *state = *after;
    if (!work_add(w, before, &terms, row, carried))
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
    if (!work_serial_fits(w, p, serial))
        return false;
    struct unit other;
    int64_t former = 0;
    enum db_result r = work_find_serial(w, p->id, serial, &other);
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
        !work_lot(w, p, &f, &lot, &expires) ||
        !work_identifiers_fit(w, row->identifiers, row->identifier_count, row->row, &before))
        return false;
    if (lot.id)
        after.lot_id = lot.id;
    if (row->attributes.len)
        after.attributes = row->attributes;
    if (same_unit(&before, &after) && row->identifier_count == 0)
        return ctx_refuse(w->ctx, REFUSED_NOTHING_TO_CORRECT, NULL, "%.*s %.*s is so already", STR_ARG(p->sku),
                          STR_ARG(before.serial));
    return work_add_corrected(w, &before, &after, row, false);
}

bool work_correct(struct work *w)
{
    const struct command *c = w->command;
    if (!id_eq(c->undo, (struct id){0}))
        return work_undo(w);
    for (size_t i = 0; i < c->row_count; i++)
        if (!correct_row(w, &c->rows[i]) && !work_refused(w, c->rows[i].row))
            return false;
    return true;
}
