/*
 * command_undo: a correction that undoes an event: its units are as they were before it. Only the last event of a unit can be
 * undone. What is inside such a unit goes along to where that was; what was inside something is where that is now.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "domain/location.h"
#include "service/authorise.h"
#include "service/command_work.h"
#include "store/location.h"
#include "store/unit.h"

/* ---- as it was ---- */

/* The identifiers that the event gave are taken away, those it took are given back, unless another unit has them by now. */
static bool invert_identifiers(struct work *w, const struct event_unit *x, struct event_unit *named)
{
    const struct unit u = {.id = x->id};
    named->identifier_count = x->identifier_count;
    named->identifiers = ARENA_ARRAY(w->ctx->arena, x->identifier_count + 1, struct identifier);
    if (!named->identifiers)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < x->identifier_count; i++) {
        named->identifiers[i] = x->identifiers[i];
        named->identifiers[i].removed = !x->identifiers[i].removed;
    }
    return work_identifiers_fit(w, named->identifiers, named->identifier_count, 0, &u);
}

/* A place that was closed, or made for something else, since then takes nothing back. */
static bool location_open(struct work *w, const struct unit *u)
{
    struct location l = {0};
    if (!u->location_id || u->status == STATUS_INSTALLED)
        return true;
    if (!ctx_check(w->ctx, store_location_by_id(w->ctx->db, w->ctx->arena, u->location_id, &l)))
        return false;
    if (!location_keeps_units(l.kind))
        return ctx_refuse(w->ctx, REFUSED_LOCATION_KIND, "undo",
                          "%.*s was in location %.*s, where no units are kept by now", STR_ARG(u->serial),
                          STR_ARG(l.code));
    return l.active ||
           ctx_refuse(w->ctx, REFUSED_LOCATION_CLOSED, "undo", "%.*s was in location %.*s, which is closed by now",
                      STR_ARG(u->serial), STR_ARG(l.code));
}

/* What is not here yet has nothing inside. */
static bool holds_nothing(struct work *w, const struct unit *now)
{
    int64_t *ids;
    size_t n;
    if (!ctx_check(w->ctx, store_unit_children(w->ctx->db, w->ctx->arena, now->id, &ids, &n)))
        return false;
    return n == 0 ||
           ctx_refuse(w->ctx, REFUSED_NOT_LAST_EVENT, "undo", "%.*s: unit %lld was installed in it after that",
                      STR_ARG(now->serial), (long long)ids[0]);
}

static bool undo_unit(struct work *w, const struct event *e, const struct event_unit *x, const struct past *past)
{
    struct unit now, before = *past_unit(past, x->id);
    if (!work_refresh(w, x->id, &now))
        return false;
    if (now.last_seq != e->seq)
        return ctx_refuse(w->ctx, REFUSED_NOT_LAST_EVENT, "undo", "%.*s %.*s: event %lld came after it",
                          STR_ARG(x->product.code), STR_ARG(now.serial), (long long)now.last_seq);
    if (now.status == STATUS_VOID)
        return ctx_refuse(w->ctx, REFUSED_WRONG_STATUS, "undo", "%.*s %.*s: a void number never comes back",
                          STR_ARG(x->product.code), STR_ARG(now.serial));
    if (before.status == STATUS_NONE)
        before =
            (struct unit){.id = now.id, .product_id = now.product_id, .serial = now.serial, .status = STATUS_ALLOCATED};
    if (before.status == STATUS_ALLOCATED && !holds_nothing(w, &now))
        return false;
    return location_open(w, &before) && work_add_corrected(w, &now, &before, NULL, false) &&
           invert_identifiers(w, x, &w->units[w->unit_count - 1].named);
}

/* ---- which units ---- */

struct pick {
    const struct event_unit *unit;
    int row; /* that named it */
};

static bool pick_row(struct work *w, const struct event *e, const struct command_row *row, struct pick *ret)
{
    struct unit u;
    if (!work_unit_by_ref(w, &row->ref, &u))
        return false;
    for (size_t i = 0; i < e->unit_count; i++) {
        *ret = (struct pick){&e->units[i], row->row};
        if (e->units[i].id == u.id)
            return true;
    }
    return ctx_refuse(w->ctx, REFUSED_UNKNOWN_UNIT, "undo", "%.*s took no part in that event", STR_ARG(u.serial));
}

/* All units of the event, or, with rows, only those that they name. */
static bool pick_units(struct work *w, const struct event *e, struct pick *picks, size_t *ret_count)
{
    const struct command *c = w->command;
    size_t n = 0;
    for (size_t i = 0; i < e->unit_count && c->row_count == 0; i++)
        picks[n++] = (struct pick){&e->units[i], (int)i + 1};
    for (size_t i = 0; i < c->row_count; i++) {
        if (pick_row(w, e, &c->rows[i], &picks[n]))
            n++;
        else if (!work_refused(w, c->rows[i].row))
            return false;
    }
    *ret_count = n;
    return true;
}

static bool know_past(struct work *w, const struct event *e, const struct pick *picks, size_t count, struct past *ret)
{
    int64_t *ids = ARENA_ARRAY(w->ctx->arena, count, int64_t);
    if (!ids)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < count; i++)
        ids[i] = picks[i].unit->id;
    return work_past(w, ids, count, e->seq, ret);
}

static int by_row(const void *a, const void *b)
{
    const struct refusal *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

static bool undo_units(struct work *w, const struct event *e)
{
    size_t room = w->command->row_count ? w->command->row_count : e->unit_count, count;
    struct pick *picks = ARENA_ARRAY(w->ctx->arena, room, struct pick);
    struct past past;
    if (!picks)
        return ctx_check(w->ctx, DB_FAILED);
    if (!pick_units(w, e, picks, &count) || !know_past(w, e, picks, count, &past))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t units = w->unit_count;
        if (undo_unit(w, e, picks[i].unit, &past))
            continue;
        w->unit_count = units;
        if (!work_refused(w, picks[i].row))
            return false;
    }
    if (w->result->refusal_count) /* some were refused before the others were looked at */
        qsort(w->result->refusals, w->result->refusal_count, sizeof *w->result->refusals, by_row);
    return true;
}

/* ---- what is inside what, afterwards ---- */

static struct unit *stated(struct work *w, int64_t id)
{
    for (size_t i = 0; i < w->unit_count; i++)
        if (w->units[i].before.id == id)
            return (struct unit *)(uintptr_t)w->units[i].named.state;
    return NULL;
}

/* What is inside these units now and is not put back itself goes along. The list grows as it is walked. */
static bool add_what_is_inside(struct work *w)
{
    for (size_t i = 0; i < w->unit_count; i++) {
        int64_t *ids;
        size_t n;
        if (!ctx_check(w->ctx, store_unit_children(w->ctx->db, w->ctx->arena, w->units[i].before.id, &ids, &n)))
            return false;
        for (size_t k = 0; k < n; k++) {
            struct unit child;
            if (stated(w, ids[k]))
                continue;
            if (!work_refresh(w, ids[k], &child) || !work_add_corrected(w, &child, &child, NULL, true))
                return false;
        }
    }
    return true;
}

/* The outermost unit around u, as it is afterwards. */
static bool outermost(struct work *w, const struct unit *u, struct unit *ret)
{
    *ret = *u;
    for (int depth = 0; ret->parent_id; depth++) {
        const struct unit *around = stated(w, ret->parent_id);
        if (ret->parent_id == u->id)
            return ctx_refuse(w->ctx, REFUSED_CIRCULAR_CONTAINMENT, "undo", "%.*s would be inside itself",
                              STR_ARG(u->serial));
        if (depth >= LIMIT_CONTAINMENT_DEPTH)
            return ctx_refuse(w->ctx, REFUSED_TOO_DEEP, "undo", "units are nested at most %d deep",
                              LIMIT_CONTAINMENT_DEPTH);
        if (around)
            *ret = *around;
        else if (!work_refresh(w, ret->parent_id, ret))
            return false;
    }
    return true;
}

static bool place_what_is_inside(struct work *w)
{
    for (size_t i = 0; i < w->unit_count; i++) {
        struct unit *u = stated(w, w->units[i].before.id), top;
        if (!u->parent_id)
            continue;
        if (!outermost(w, u, &top))
            return false;
        u->location_id = top.location_id;
        u->party_id = top.party_id;
    }
    return true;
}

static bool undo_event(struct work *w, const struct event *e)
{
    if (e->package_count)
        return ctx_refuse(w->ctx, REFUSED_BAD_VALUE, "undo", "packing packages is put right with %s",
                          e->terms.command == COMMAND_PACK ? "unpack" : "pack");
    return undo_units(w, e) && add_what_is_inside(w) && place_what_is_inside(w);
}

bool work_undo(struct work *w)
{
    struct event_row row;
    struct event e;
    const char *why;
    char id[ID_TEXT_LEN + 1];
    id_print(w->command->undo, id);
    foresight_touch(w->ledger->foresight, TOUCHED_COMMAND, 0,
                    (struct str){(const char *)w->command->undo.bytes, sizeof w->command->undo.bytes});
    enum db_result r = store_event_by_id(w->ctx->db, w->ctx->arena, w->command->undo, &row);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_EVENT, "undo", "there is no event %s", id);
    if (!ctx_check(w->ctx, r))
        return false;
    if (!event_read(w->ctx->arena, row.body, &e, &why))
        return ctx_check(w->ctx, DB_CORRUPT);
    e.seq = row.seq;
    return service_authorise_undo(w->ctx, &e) && undo_event(w, &e);
}
