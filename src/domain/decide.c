#include "domain/decide.h"

#include <stdio.h>

#include "domain/location.h"

/* One guard: true lets pass. They run in order; the first that refuses speaks. */
typedef bool (*guard)(struct arena *a, const struct decision *d, struct refusal *r);

static const struct lifecycle_command *table(const struct decision *d)
{
    return &lifecycle_commands[d->command->code];
}

static enum status target(const struct decision *d)
{
    const struct lifecycle_command *l = table(d);
    switch (l->effect) {
    case LIFECYCLE_TO_STATUS:
        return l->to;
    case LIFECYCLE_TO_SEEN:
        return d->unit->status == STATUS_MISSING ? STATUS_IN_STOCK : STATUS_NONE;
    case LIFECYCLE_TO_CHOICE:
        return lifecycle_choice_by_name(l, d->command->choice)->to;
    case LIFECYCLE_TO_SAME:
    case LIFECYCLE_TO_EXPLICIT:
        break;
    }
    return STATUS_NONE;
}

static bool no(struct arena *a, const struct decision *d, struct refusal *r, enum refusal_code code, const char *field,
               const char *text, struct str what)
{
    const struct unit *u = d->unit;
    r->allowed = lifecycle_allowed(u->status, u->holds, d->roles);
    return refuse(r, a, code, field, "%.*s %.*s: %s%s%.*s", STR_ARG(d->sku), STR_ARG(u->serial), text,
                  what.len ? " " : "", STR_ARG(what));
}

/* A stolen or missing unit raises an alarm wherever it is scanned, whatever else would be wrong. */
static bool no_alarm(struct arena *a, const struct decision *d, struct refusal *r)
{
    const struct unit *u = d->unit;
    if (table(d)->from & STATUS_BIT(u->status))
        return true;
    if (u->status == STATUS_STOLEN)
        return no(a, d, r, REFUSED_UNIT_STOLEN, NULL, "it is reported stolen; keep it here and call a manager",
                  (struct str){0});
    if (u->status == STATUS_MISSING)
        return no(a, d, r, REFUSED_UNIT_MISSING, NULL, "it is missing in the books; use 'find' to bring it back",
                  (struct str){0});
    return true;
}

static bool exists_as_needed(struct arena *a, const struct decision *d, struct refusal *r)
{
    const struct lifecycle_command *l = table(d);
    bool creates = (l->from & STATUS_BIT(STATUS_NONE)) != 0;
    if (d->unit->status == STATUS_NONE && !creates)
        return no(a, d, r, REFUSED_UNKNOWN_UNIT, "serial", "nobody has received, made or announced this unit",
                  (struct str){0});
    if (d->unit->status == STATUS_NONE && !d->product_active)
        return no(a, d, r, REFUSED_PRODUCT_CLOSED, "product", "the product is closed", (struct str){0});
    if (!creates || (l->from & STATUS_BIT(d->unit->status)))
        return true;
    char where[256];
    struct str place = d->location_code.len ? d->location_code : d->party_code;
    int n = snprintf(where, sizeof where, "it exists already: %s%s%.*s", status_names[d->unit->status],
                     place.len ? (d->location_code.len ? " in " : " with ") : "", STR_ARG(place));
    return no(a, d, r, REFUSED_DUPLICATE_SERIAL, "serial", n > 0 ? where : "", (struct str){0});
}

static bool status_allows(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (table(d)->from & STATUS_BIT(d->unit->status))
        return true;
    char text[120];
    snprintf(text, sizeof text, "it is %s, and %s is not possible then", status_names[d->unit->status], table(d)->name);
    return no(a, d, r, REFUSED_WRONG_STATUS, NULL, text, (struct str){0});
}

static bool not_held(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (d->unit->holds == 0 || !lifecycle_moves_on(d->command->code, target(d)))
        return true;
    char holds[80] = "";
    size_t used = 0;
    for (int h = 0; h < HOLD_TOTAL; h++)
        if (d->unit->holds & HOLD_BIT(h))
            used += (size_t)snprintf(holds + used, sizeof holds - used, "%s%s", used ? ", " : "", hold_names[h]);
    return no(a, d, r, REFUSED_UNIT_HELD, NULL, "it is on hold:", str_of(holds));
}

static bool not_expired(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (!table(d)->expired_refused || d->lot_expires == 0 || d->lot_expires > d->at)
        return true;
    char date[TIME_TEXT_MAX];
    time_print_date(d->lot_expires, date);
    return no(a, d, r, REFUSED_UNIT_EXPIRED, NULL, "its lot expired on", str_of(date));
}

static bool location_usable(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (!d->location.ref.id)
        return true;
    if (!d->location.active)
        return no(a, d, r, REFUSED_LOCATION_CLOSED, "location", "the location is closed:", d->location.ref.code);
    if (!location_keeps_units(d->location.kind))
        return no(a, d, r, REFUSED_LOCATION_KIND, "location", "units are not kept in a location of kind",
                  str_of(location_kind_names[d->location.kind]));
    return true;
}

static bool party_usable(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (d->party.ref.id && !d->party.active && d->command->code != COMMAND_RETURN &&
        d->command->code != COMMAND_CHECK_IN)
        return no(a, d, r, REFUSED_PARTY_CLOSED, "party", "the party is closed:", d->party.ref.code);
    return true;
}

/* A unit in a package does not leave it silently. */
static bool package_together(struct arena *a, const struct decision *d, struct refusal *r)
{
    const uint64_t together =
        COMMAND_BIT(COMMAND_MOVE) | COMMAND_BIT(COMMAND_SHIP) | COMMAND_BIT(COMMAND_VOID_SHIPMENT);
    enum command_code code = d->command->code;
    bool moved_by_count = code == COMMAND_COUNT_SEEN && d->location.ref.id != d->unit->location_id;
    if (!d->unit->package_id || d->whole_package || !((together & COMMAND_BIT(code)) || moved_by_count))
        return true;
    return no(a, d, r, REFUSED_INSIDE_PACKAGE, NULL, "it is inside package", d->package_code);
}

static bool order_matches(struct arena *a, const struct decision *d, struct refusal *r)
{
    const uint64_t bound = COMMAND_BIT(COMMAND_PICK) | COMMAND_BIT(COMMAND_PACK) | COMMAND_BIT(COMMAND_SHIP) |
                           COMMAND_BIT(COMMAND_RELEASE);
    struct str held_for = d->unit->order_ref;
    if (!(bound & COMMAND_BIT(d->command->code)) || !d->order.len || !held_for.len || str_eq(d->order, held_for))
        return true;
    return no(a, d, r, REFUSED_RESERVED_FOR_OTHER, "order", "it is held for order", held_for);
}

/* Who gives it back, claims or returns a loan must be who has it. */
static bool party_is_holder(struct arena *a, const struct decision *d, struct refusal *r)
{
    const uint64_t checked = COMMAND_BIT(COMMAND_RETURN) | COMMAND_BIT(COMMAND_CHECK_IN) | COMMAND_BIT(COMMAND_CLAIM);
    const struct unit *u = d->unit;
    int64_t who = d->party.ref.id;
    if (!(checked & COMMAND_BIT(d->command->code)) || !who || who == u->party_id || who == u->owner_id)
        return true;
    return no(a, d, r, REFUSED_WRONG_PARTY, "party", "it went to", d->party_code.len ? d->party_code : d->owner_code);
}

static bool party_known(struct arena *a, const struct decision *d, struct refusal *r)
{
    const struct unit *u = d->unit;
    if (d->command->code == COMMAND_DELIVER && !d->party.ref.id && !u->party_id)
        return no(a, d, r, REFUSED_MISSING_FIELD, "party",
                  "it was sent to a place, not to a party: say to whom it is delivered", (struct str){0});
    bool send_back = d->command->code == COMMAND_INSPECT && str_is(d->command->choice, "send_back");
    if (send_back && !d->party.ref.id && !d->owner.id)
        return no(a, d, r, REFUSED_MISSING_FIELD, "party", "it has no owner: say to whom it is sent back",
                  (struct str){0});
    return true;
}

static bool hold_makes_sense(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (d->command->code != COMMAND_HOLD && d->command->code != COMMAND_RELEASE_HOLD)
        return true;
    int hold = name_index(hold_names, HOLD_TOTAL, d->command->hold);
    bool set = (d->unit->holds & HOLD_BIT(hold)) != 0, setting = d->command->code == COMMAND_HOLD;
    if (setting && set)
        return no(a, d, r, REFUSED_HOLD_SET, "hold", "it has this hold already:", d->command->hold);
    if (!setting && !set)
        return no(a, d, r, REFUSED_HOLD_NOT_SET, "hold", "it does not have this hold:", d->command->hold);
    return true;
}

static bool parent_fits(struct arena *a, const struct decision *d, struct refusal *r)
{
    const unsigned open = STATUS_BIT(STATUS_IN_STOCK) | STATUS_BIT(STATUS_RETURNED) | STATUS_BIT(STATUS_IN_REPAIR) |
                          STATUS_BIT(STATUS_ON_LOAN) | STATUS_BIT(STATUS_DELIVERED);
    const struct unit *p = d->parent;
    if (d->command->code == COMMAND_REMOVE && d->command->has_parent && p && d->unit->parent_id != p->id)
        return no(a, d, r, REFUSED_NOT_IN_PARENT, "parent", "it is not inside", p->serial);
    if (d->command->code != COMMAND_INSTALL)
        return true;
    if (p->id == d->unit->id)
        return no(a, d, r, REFUSED_CIRCULAR_CONTAINMENT, "parent", "it cannot be installed in itself", (struct str){0});
    if (open & STATUS_BIT(d->outermost))
        return true;
    char text[120];
    snprintf(text, sizeof text,
             p->status == STATUS_INSTALLED ? "its parent is inside something that is %s:" : "its parent is %s:",
             status_names[d->outermost]);
    return no(a, d, r, REFUSED_PARENT_STATUS, "parent", text, p->serial);
}

/* What comes out of a parent that is with a party must come to a place of ours. */
static bool removed_somewhere(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (d->command->code != COMMAND_REMOVE || d->location.ref.id || d->unit->location_id ||
        str_is(d->command->choice, "scrap"))
        return true;
    return no(a, d, r, REFUSED_MISSING_FIELD, "location",
              "its parent is not in a place of ours: say where the unit is now", (struct str){0});
}

static bool shipment_came_from_somewhere(struct arena *a, const struct decision *d, struct refusal *r)
{
    if (d->command->code != COMMAND_VOID_SHIPMENT || d->location.ref.id)
        return true;
    if (!d->last_place.ref.id)
        return no(a, d, r, REFUSED_MISSING_FIELD, "location", "say where it is now", (struct str){0});
    bool usable = d->last_place.active && location_keeps_units(d->last_place.kind);
    return usable || no(a, d, r, REFUSED_LOCATION_CLOSED, "location",
                        "say where it is now, since the location that it left is closed:", d->last_place.ref.code);
}

static const guard guards[] = {
    no_alarm,        exists_as_needed, status_allows,    not_held,          not_expired,
    location_usable, party_usable,     package_together, order_matches,     party_is_holder,
    party_known,     hold_makes_sense, parent_fits,      removed_somewhere, shipment_came_from_somewhere,
};

/* ---- what would be true ---- */

static int covered(const struct decision *d)
{
    if (d->command->code != COMMAND_CLAIM)
        return -1;
    const struct unit *u = d->unit;
    return u->warranty_from && d->warranty_months && d->at < time_add_months(u->warranty_from, d->warranty_months);
}

/* A unit that is installed is where its parent is. */
static void place_with_parent(struct event_terms *t, const struct decision *d)
{
    t->location = d->parent_location;
    t->party = d->parent_party;
}

static void settle(const struct decision *d, struct event_terms *t)
{
    const struct unit *u = d->unit;
    if (t->command == COMMAND_DELIVER && !t->party.id)
        t->party = (struct ref){u->party_id, d->party_code};
    if (t->command == COMMAND_INSPECT && t->to == STATUS_IN_TRANSIT) {
        t->location = (struct ref){0};
        if (!t->party.id)
            t->party = d->owner;
    }
    if (t->command == COMMAND_VOID_SHIPMENT && !t->location.id)
        t->location = d->last_place.ref;
    if (t->command == COMMAND_SHIP && t->party.id)
        t->location = (struct ref){0};
    if (t->command == COMMAND_INSTALL)
        place_with_parent(t, d);
}

bool decide(struct arena *a, const struct decision *d, struct event_terms *ret_terms, struct refusal *ret)
{
    for (size_t i = 0; i < sizeof guards / sizeof guards[0]; i++)
        if (!guards[i](a, d, ret))
            return false;
    const struct command *c = d->command;
    *ret_terms = (struct event_terms){
        .command = c->code,
        .to = target(d),
        .choice = c->choice,
        .location = d->location.ref,
        .party = d->party.ref,
        .package = d->package,
        .lot = d->lot,
        .lot_expires = d->lot.id ? d->lot_expires : 0,
        .hold = c->hold.len ? name_index(hold_names, HOLD_TOTAL, c->hold) : -1,
        .order = d->order,
        .count = c->count,
        .reason = c->reason,
        .note = c->note,
        .due = c->due,
        .covered = covered(d),
        .undo = c->undo,
    };
    if (d->parent) {
        ret_terms->parent = (struct ref){d->parent->id, d->parent->serial};
        ret_terms->parent_sku = d->parent_sku;
    }
    settle(d, ret_terms);
    return true;
}
