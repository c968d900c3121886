#include "domain/apply.h"

static void place_at(struct unit *u, int64_t location, int64_t party)
{
    u->location_id = location;
    u->party_id = party;
}

/* Where the unit is afterwards, from what the event says and where it was. */
static void apply_place(struct unit *u, const struct event_terms *t)
{
    switch (status_places[u->status]) {
    case PLACE_NOWHERE:
        place_at(u, 0, 0);
        return;
    case PLACE_LOCATION:
        place_at(u, t->location.id ? t->location.id : u->location_id, 0);
        return;
    case PLACE_PARTY:
        place_at(u, 0, t->party.id ? t->party.id : u->party_id);
        return;
    case PLACE_EITHER:
    case PLACE_PARENT:
        if (t->location.id)
            place_at(u, t->location.id, 0);
        else if (t->party.id)
            place_at(u, 0, t->party.id);
        return;
    }
}

/* It went along: it is where its carrier is now. */
static void apply_carried(struct unit *u, const struct event_terms *t)
{
    if (u->status != STATUS_INSTALLED) {
        apply_place(u, t);
        return;
    }
    enum place place = t->to == STATUS_NONE ? PLACE_PARENT : status_places[t->to];
    if (place == PLACE_NOWHERE)
        place_at(u, 0, 0);
    else if (place == PLACE_PARTY && t->party.id)
        place_at(u, 0, t->party.id);
    else if (place == PLACE_LOCATION && t->location.id)
        place_at(u, t->location.id, 0);
    else if (place == PLACE_EITHER || place == PLACE_PARENT)
        apply_place(u, t);
}

/* What a status makes meaningless is forgotten (the ledger still knows). */
static void forget(struct unit *u)
{
    const unsigned packed = STATUS_BIT(STATUS_PACKED) | STATUS_BIT(STATUS_IN_TRANSIT) | STATUS_BIT(STATUS_DELIVERED);
    const unsigned ordered = STATUS_BIT(STATUS_RESERVED) | STATUS_BIT(STATUS_PICKED) | STATUS_BIT(STATUS_PACKED) |
                             STATUS_BIT(STATUS_IN_TRANSIT);
    unsigned now = STATUS_BIT(u->status);
    if (!(now & packed))
        u->package_id = 0;
    if (!(now & ordered))
        u->order_ref = (struct str){0};
    if (u->status != STATUS_INSTALLED)
        u->parent_id = 0;
    if (u->status == STATUS_IN_STOCK) {
        u->owner_id = 0;
        u->warranty_from = 0;
    }
}

static void apply_receipt(struct unit *u, const struct event *e)
{
    if (!u->supplier_id)
        u->supplier_id = e->terms.party.id;
    if (!u->received_at)
        u->received_at = e->time.at;
}

static void apply_owner(struct unit *u, const struct event *e, int64_t party)
{
    if (!u->warranty_from)
        u->warranty_from = e->time.at;
    u->owner_id = party;
    u->party_id = party;
}

static void apply_command(struct unit *u, const struct event *e)
{
    const struct event_terms *t = &e->terms;
    switch (t->command) {
    case COMMAND_ALLOCATE:
        u->supplier_id = t->party.id;
        break;
    case COMMAND_RECEIVE:
    case COMMAND_COMMISSION:
        apply_receipt(u, e);
        break;
    case COMMAND_DELIVER:
        apply_owner(u, e, u->party_id);
        break;
    case COMMAND_REGISTER:
    case COMMAND_TRANSFER_OWNERSHIP:
        apply_owner(u, e, t->party.id);
        break;
    case COMMAND_HOLD:
        u->holds |= HOLD_BIT(t->hold);
        break;
    case COMMAND_RELEASE_HOLD:
        u->holds &= ~HOLD_BIT(t->hold);
        break;
    case COMMAND_INSTALL:
        u->parent_id = t->parent.id;
        break;
    case COMMAND_UNPACK:
        u->package_id = 0;
        break;
    default:
        break;
    }
    if (t->package.id && u->status == STATUS_PACKED)
        u->package_id = t->package.id;
    if (t->lot.id)
        u->lot_id = t->lot.id;
    if (t->order.len &&
        !u->order_ref.len) /* what is held for one order is not held for another because it is moved for that */
        u->order_ref = t->order;
}

static void apply_state(struct unit *u, const struct unit *state)
{
    struct unit now = *state;
    now.id = u->id;
    now.events = u->events;
    *u = now;
}

void unit_apply(struct unit *u, const struct event *e, const struct event_unit *x)
{
    if (u->status == STATUS_NONE) {
        u->id = x->id;
        u->product_id = x->product.id;
        u->serial = x->serial;
    }
    if (x->attributes.len)
        u->attributes = x->attributes;
    if (x->state) {
        apply_state(u, x->state);
    } else if (x->carried) {
        apply_carried(u, &e->terms);
    } else {
        if (e->terms.to != STATUS_NONE)
            u->status = e->terms.to;
        apply_place(u, &e->terms);
        apply_command(u, e);
        forget(u);
    }
    u->last_seq = e->seq;
    u->changed_at = e->time.at;
    u->events++;
}
