/*
 * command_units: goes through the rows of a command, finds each unit, decides, and collects who takes part: the named units,
 * what is inside the packages that were named, and what is inside the units and so goes along.
 */
#include "base/limits.h"
#include "domain/identifier.h"
#include "service/command_work.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/unit.h"

/* ---- refusals ---- */

bool work_refused(struct work *w, int row)
{
    struct ctx *ctx = w->ctx;
    if (!refused(&ctx->refusal))
        return false; /* the world failed */
    if (row && !ctx->refusal.row && !w->command->single)
        ctx->refusal.row = row;
    struct command_result *result = w->result;
    bool all = w->command->partial && w->command->row_count > COMMAND_REFUSALS_MAX;
    size_t room = all ? w->command->row_count : COMMAND_REFUSALS_MAX;
    if (!result->refusals)
        result->refusals = ARENA_ARRAY(ctx->arena, room, struct refusal);
    if (!result->refusals)
        return ctx_check(ctx, DB_FAILED);
    if (result->refusal_count < room)
        result->refusals[result->refusal_count++] = ctx->refusal;
    result->refused_rows++;
    ctx->refusal = (struct refusal){0};
    return true;
}

/* ---- who takes part already ---- */

/* One that comes into being has no key yet, but a product and a serial. */
static struct seen_key unit_key(const struct unit *u)
{
    return u->id ? (struct seen_key){.number = u->id} : (struct seen_key){.number = -u->product_id, .text = u->serial};
}

static bool unit_stands(const struct work *w, const struct seen *s, int row)
{
    (void)row;
    if (s->at >= w->unit_count)
        return false;
    struct seen_key k = unit_key(&w->units[s->at].before);
    return k.number == s->key.number && str_eq(k.text, s->key.text);
}

/* ---- taking part ---- */

static struct work_unit *next_slot(struct work *w)
{
    if (w->unit_count == w->unit_cap) {
        size_t cap = w->unit_cap ? w->unit_cap * 2 : 4;
        struct work_unit *more = arena_grow(w->ctx->arena, w->units, w->unit_cap, cap, sizeof *more);
        if (!more)
            return NULL;
        w->units = more;
        w->unit_cap = cap;
    }
    return &w->units[w->unit_count++];
}

/* It takes part for the first time. */
static bool claim(struct work *w, const struct unit *u, int row)
{
    const struct product *p;
    int before = 0;
    struct seen_key key = unit_key(u);
    if (work_see(w, &w->seen, &key, row, w->unit_count, unit_stands, &before))
        return true;
    return before && work_product_by_id(w, u->product_id, &p) &&
           ctx_refuse(w->ctx, REFUSED_REPEATED_IN_BULK, "units", "%.*s %.*s is in this command already (row %d)",
                      STR_ARG(p->sku), STR_ARG(u->serial), before > 0 ? before : row);
}

static bool push(struct work *w, const struct unit *u, const struct event_terms *terms, const struct command_row *row,
                 bool carried)
{
    const struct product *p;
    if (!work_product_by_id(w, u->product_id, &p))
        return false;
    w->last_terms = w->unit_count ? w->units[w->unit_count - 1].terms : NULL;
    if (!w->last_terms || !event_terms_equal(w->last_terms, terms)) {
        struct event_terms *kept = ARENA_NEW(w->ctx->arena, struct event_terms);
        if (!kept)
            return ctx_check(w->ctx, DB_FAILED);
        *kept = *terms;
        w->last_terms = kept;
    }
    struct work_unit *slot = next_slot(w);
    if (!slot)
        return ctx_check(w->ctx, DB_FAILED);
    *slot = (struct work_unit){
        .before = *u,
        .named = {.id = u->id, .product = {p->id, p->sku}, .serial = u->serial, .carried = carried},
        .terms = w->last_terms,
        .row = row ? row->row : 0,
    };
    if (row && !carried) {
        slot->named.identifiers = row->identifiers;
        slot->named.identifier_count = row->identifier_count;
        slot->named.attributes = row->attributes;
    }
    return true;
}

/* What binds a unit binds it inside another one too: what is recalled does not leave the house in a good one. */
static bool may_go_along(struct work *w, const struct unit *u, const struct event_terms *terms)
{
    const struct product *p;
    struct lot lot = {0};
    bool held = u->holds && lifecycle_moves_on(terms->command, terms->to);
    if (!held && (!u->lot_id || !w->table->expired_refused))
        return true;
    if (!work_product_by_id(w, u->product_id, &p))
        return false;
    if (held)
        return ctx_refuse(w->ctx, REFUSED_UNIT_HELD, NULL, "%.*s %.*s, which would go along, is on hold",
                          STR_ARG(p->sku), STR_ARG(u->serial));
    if (!ctx_check(w->ctx, store_lot_by_id(w->ctx->db, w->ctx->arena, u->lot_id, &lot)))
        return false;
    if (lot.expires_at == 0 || lot.expires_at > w->at.at)
        return true;
    return ctx_refuse(w->ctx, REFUSED_UNIT_EXPIRED, NULL, "%.*s %.*s, which would go along, has expired",
                      STR_ARG(p->sku), STR_ARG(u->serial));
}

bool work_add(struct work *w, const struct unit *u, const struct event_terms *terms, const struct command_row *row,
              bool carried)
{
    if (carried && !may_go_along(w, u, terms))
        return false;
    return claim(w, u, row ? row->row : 0) && push(w, u, terms, row, carried);
}

static bool add_contents(struct work *w, const struct unit *u, const struct event_terms *terms, int depth)
{
    int64_t *ids;
    size_t n;
    if (foresight_children(w->ledger->foresight, u->id) == FORESEEN_ABSENT)
        return true;
    if (!ctx_check(w->ctx, store_unit_children(w->ctx->db, w->ctx->arena, u->id, &ids, &n)))
        return false;
    if (n && depth >= LIMIT_CONTAINMENT_DEPTH)
        return ctx_refuse(w->ctx, REFUSED_TOO_DEEP, NULL, "units are nested at most %d deep", LIMIT_CONTAINMENT_DEPTH);
    for (size_t i = 0; i < n; i++) {
        struct unit child;
        if (!ctx_check(w->ctx, work_find_unit(w, ids[i], &child)) || !work_add(w, &child, terms, NULL, true) ||
            !add_contents(w, &child, terms, depth + 1))
            return false;
    }
    return true;
}

bool work_add_contents(struct work *w, const struct unit *u, const struct event_terms *terms)
{
    int depth = w->command->code == COMMAND_INSTALL ? w->parent_depth + 1
                                                    : 0; /* what is below counts together with what is above */
    return u->id == 0 || add_contents(w, u, terms, depth);
}

/* ---- packages ---- */

static bool package_units(struct work *w, int64_t package_id, struct buf *ids, int depth)
{
    int64_t *own;
    struct ref *inner;
    size_t own_count, inner_count;
    foresight_touch(w->ledger->foresight, TOUCHED_PACKAGE, package_id, (struct str){0});
    if (depth >= LIMIT_CONTAINMENT_DEPTH)
        return ctx_refuse(w->ctx, REFUSED_TOO_DEEP, "package", "packages are nested at most %d deep",
                          LIMIT_CONTAINMENT_DEPTH);
    if (!ctx_check(w->ctx, store_unit_ids_in_package(w->ctx->db, w->ctx->arena, package_id, &own, &own_count)) ||
        !ctx_check(w->ctx, store_package_children(w->ctx->db, w->ctx->arena, package_id, &inner, &inner_count)))
        return false;
    if (own_count)
        buf_add(ids, own, own_count * sizeof *own);
    for (size_t i = 0; i < inner_count; i++)
        if (!package_units(w, inner[i].id, ids, depth + 1))
            return false;
    return true;
}

bool work_package_units(struct work *w, int64_t package_id, int depth, int64_t **ret_ids, size_t *ret_count)
{
    struct buf ids = {0};
    bool ok = package_units(w, package_id, &ids, depth);
    *ret_count = ids.len / sizeof(int64_t);
    *ret_ids = ARENA_ARRAY(w->ctx->arena, *ret_count + 1, int64_t);
    if (ok && *ret_ids && ids.len)
        memcpy(*ret_ids, ids.ptr, ids.len);
    buf_free(&ids);
    if (ok && *ret_count > LIMIT_BULK_UNITS)
        return ctx_refuse(w->ctx, REFUSED_TOO_MANY, "package", "%zu units; one command takes at most %d", *ret_count,
                          LIMIT_BULK_UNITS);
    return ok && *ret_ids;
}

/* ---- one row ---- */

/* The row's own fields where it has them, else the shared ones. */
static struct command_fields fields_of(const struct work *w, const struct command_row *row)
{
    struct command_fields f = w->command->shared;
    const struct command_fields *own = row->own;
    if (!own)
        return f;
    if (own->location.len)
        f.location = own->location;
    if (own->party.len)
        f.party = own->party;
    if (own->order.len)
        f.order = own->order;
    if (own->lot.len)
        f.lot = own->lot;
    if (own->expires)
        f.expires = own->expires;
    if (own->made)
        f.made = own->made;
    return f;
}

/* What must be known in words: for a refusal that people read. */
static void explain(struct work *w, struct decision *d)
{
    d->location_code = work_location_code(w, d->unit->location_id);
    d->party_code = work_party_code(w, d->unit->party_id);
    d->owner_code = work_party_code(w, d->unit->owner_id);
    struct package p;
    enum db_result r = d->unit->package_id ? work_find_package_by_id(w, d->unit->package_id, &p) : DB_DONE;
    if (ctx_check(w->ctx, r) && r == DB_ROW)
        d->package_code = p.code;
}

/* Nothing else is in its package, and that is in no other: to move the unit is to move the package. */
static bool alone_in_package(struct work *w, const struct unit *u, bool *ret)
{
    struct package p = {0};
    struct ref *inner;
    size_t inner_count;
    int64_t n = 0;
    if (!ctx_check(w->ctx, work_find_package_by_id(w, u->package_id, &p)) ||
        !ctx_check(w->ctx, store_unit_count_in_package(w->ctx->db, u->package_id, &n)) ||
        !ctx_check(w->ctx, store_package_children(w->ctx->db, w->ctx->arena, u->package_id, &inner, &inner_count)))
        return false;
    *ret = n == 1 && !p.parent_id && inner_count == 0;
    return true;
}

/* Where the unit was before it left. */
static bool know_last_place(struct work *w, const struct unit *u, struct decide_place *ret)
{
    struct location l = {0};
    int64_t id = 0;
    if (!ctx_check(w->ctx, store_unit_last_location(w->ctx->db, u->id, STATUS_IN_TRANSIT, &id)) ||
        (id && !ctx_check(w->ctx, store_location_by_id(w->ctx->db, w->ctx->arena, id, &l))))
        return false;
    *ret = (struct decide_place){{l.id, l.code}, l.kind, l.active};
    return true;
}

/* What only some commands must know. */
static bool know_more(struct work *w, struct decision *d)
{
    const struct unit *u = d->unit;
    switch (w->command->code) {
    case COMMAND_DELIVER:
        d->party_code = work_party_code(w, u->party_id);
        break;
    case COMMAND_INSPECT:
        d->owner = (struct ref){u->owner_id, work_party_code(w, u->owner_id)};
        break;
    case COMMAND_VOID_SHIPMENT:
        if (!know_last_place(w, u, &d->last_place))
            return false;
        break;
    default:
        break;
    }
    return !u->package_id || d->whole_package || alone_in_package(w, u, &d->whole_package);
}

/* A parent must not be inside the unit that is put into it. What is outermost around the parent says whether it may be opened. */
static bool look_around_parent(struct work *w, const struct unit *u, struct decision *d)
{
    if (w->command->code != COMMAND_INSTALL || !(w->table->from & STATUS_BIT(u->status)))
        return true; /* what its status forbids is said first */
    struct unit at = w->parent;
    for (w->parent_depth = 0; at.parent_id; w->parent_depth++) {
        if (at.parent_id == u->id)
            return ctx_refuse(w->ctx, REFUSED_CIRCULAR_CONTAINMENT, "parent", "%.*s is inside %.*s already",
                              STR_ARG(w->parent.serial), STR_ARG(u->serial));
        if (w->parent_depth >= LIMIT_CONTAINMENT_DEPTH - 1)
            return ctx_refuse(w->ctx, REFUSED_TOO_DEEP, "parent", "units are nested at most %d deep",
                              LIMIT_CONTAINMENT_DEPTH);
        if (!ctx_check(w->ctx, work_find_unit(w, at.parent_id, &at)))
            return false;
    }
    d->outermost = at.status;
    return true;
}

static bool load_for_remove(struct work *w, const struct unit *u, struct decision *d)
{
    if (w->command->code != COMMAND_REMOVE || w->command->has_parent || !u->parent_id)
        return true;
    struct unit *parent = ARENA_NEW(w->ctx->arena, struct unit);
    const struct product *p;
    if (!parent || !ctx_check(w->ctx, work_find_unit(w, u->parent_id, parent)) ||
        !work_product_by_id(w, parent->product_id, &p))
        return false;
    d->parent = parent;
    d->parent_sku = p->sku;
    return true;
}

static bool decision_for(struct work *w, const struct unit *u, const struct command_row *row, struct decision *d)
{
    struct command_fields f = fields_of(w, row);
    const struct product *p;
    *d = (struct decision){.command = w->command,
                           .roles = w->ctx->actor.roles,
                           .at = w->at.at,
                           .unit = u,
                           .order = f.order,
                           .package = w->package,
                           .parent = w->parent.status == STATUS_NONE ? NULL : &w->parent,
                           .parent_sku = w->parent_sku,
                           .parent_location = w->parent_location,
                           .parent_party = w->parent_party,
                           .whole_package = d->whole_package};
    if (!work_location(w, f.location, &d->location) || !work_party(w, f.party, &d->party) ||
        !load_for_remove(w, u, d) || !work_product_by_id(w, u->product_id, &p) ||
        !work_lot(w, p, &f, &d->lot, &d->lot_expires))
        return false;
    d->sku = p->sku;
    d->product_active = p->active;
    d->warranty_months = (int)p->warranty_months;
    return know_more(w, d);
}

/* Expiry of the lot the unit is from, when the command must look at it. */
static bool know_expiry(struct work *w, const struct unit *u, struct decision *d)
{
    if (d->lot.id || !u->lot_id || !w->table->expired_refused)
        return true;
    struct lot lot = {0};
    if (!ctx_check(w->ctx, store_lot_by_id(w->ctx->db, w->ctx->arena, u->lot_id, &lot)))
        return false;
    d->lot_expires = lot.expires_at;
    return true;
}

static bool take_part(struct work *w, const struct unit *u, const struct command_row *row, bool whole_package)
{
    struct decision d = {.whole_package = whole_package};
    struct event_terms terms;
    if (!decision_for(w, u, row, &d) || !know_expiry(w, u, &d) || !look_around_parent(w, u, &d))
        return false;
    if (!decide(w->ctx->arena, &d, &terms, &w->ctx->refusal)) {
        explain(w, &d);
        return decide(w->ctx->arena, &d, &terms, &w->ctx->refusal);
    }
    return claim(w, u, row->row) && work_lot_keep(w, &terms) && push(w, u, &terms, row, false);
}

static bool moves_contents(const struct work *w)
{
    const uint64_t stay = COMMAND_BIT(COMMAND_HOLD) | COMMAND_BIT(COMMAND_RELEASE_HOLD) | COMMAND_BIT(COMMAND_CLAIM) |
                          COMMAND_BIT(COMMAND_RESERVE) | COMMAND_BIT(COMMAND_RELEASE) | COMMAND_BIT(COMMAND_ALLOCATE) |
                          COMMAND_BIT(COMMAND_COMMISSION) | COMMAND_BIT(COMMAND_VOID);
    return !(stay & COMMAND_BIT(w->command->code));
}

/* whole_package: all that is in the outermost package around it takes part. */
static bool unit_row(struct work *w, const struct unit *u, const struct command_row *row, bool whole_package)
{
    if (!take_part(w, u, row, whole_package))
        return false;
    return !moves_contents(w) || work_add_contents(w, u, w->last_terms);
}

/* An identifier stands for the row that named it: for this one, or for one that takes part. */
static bool identifier_stands(const struct work *w, const struct seen *s, int row)
{
    return s->row == row || (s->at < w->unit_count && w->units[s->at].row == s->row);
}

static bool identifier_once(struct work *w, const struct identifier *n, int row)
{
    struct seen_key key = {.kind = n->kind, .text = n->value};
    int before;
    if (work_see(w, &w->seen_identifiers, &key, row, w->unit_count, identifier_stands, &before))
        return true;
    return before && ctx_refuse(w->ctx, REFUSED_DUPLICATE_IDENTIFIER, "identifiers",
                                "%.*s %.*s stands in row %d already", STR_ARG(n->kind), STR_ARG(n->value), before);
}

static bool identifier_fits(struct work *w, const struct identifier *n, int row, const struct unit *u)
{
    int64_t owner = 0;
    foresight_touch(w->ledger->foresight, TOUCHED_IDENTIFIER, 0, n->value);
    enum db_result r = DB_DONE;
    if (foresight_identifier(w->ledger->foresight, n->kind, n->value) != FORESEEN_ABSENT)
        r = store_identifier_owner(w->ctx->db, n->kind, n->value, &owner);
    if (r == DB_ROW && owner != u->id)
        return ctx_refuse(w->ctx, REFUSED_DUPLICATE_IDENTIFIER, "identifiers", "%.*s %.*s belongs to unit %lld",
                          STR_ARG(n->kind), STR_ARG(n->value), (long long)owner);
    if (!ctx_check(w->ctx, r))
        return false;
    bool there = r == DB_ROW;
    if (there != n->removed)
        return ctx_refuse(w->ctx, n->removed ? REFUSED_BAD_VALUE : REFUSED_DUPLICATE_IDENTIFIER, "identifiers",
                          "%.*s %.*s is %s", STR_ARG(n->kind), STR_ARG(n->value),
                          n->removed ? "not one of this unit's" : "known for this unit already");
    return identifier_once(w, n, row);
}

bool work_identifiers_fit(struct work *w, struct identifier *identifiers, size_t count, int row, const struct unit *u)
{
    for (size_t i = 0; i < count; i++) {
        struct identifier *n = &identifiers[i];
        if (!identifier_normalise(w->ctx->arena, n->kind, n->value, &w->ctx->refusal, &n->value) ||
            !identifier_fits(w, n, row, u))
            return false;
    }
    return true;
}

static bool package_row(struct work *w, const struct command_row *row)
{
    struct package p;
    enum db_result r = work_find_package(w, row->package, &p);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_PACKAGE, "package", "there is no package '%.*s'",
                          STR_ARG(row->package));
    int64_t *ids;
    size_t n;
    if (!ctx_check(w->ctx, r) || !work_package_units(w, p.id, 0, &ids, &n))
        return false;
    if (n == 0)
        return ctx_refuse(w->ctx, REFUSED_NO_UNITS, "package", "package '%.*s' is empty", STR_ARG(row->package));
    for (size_t i = 0; i < n; i++) {
        struct unit u;
        if (!ctx_check(w->ctx, work_find_unit(w, ids[i], &u)) || !unit_row(w, &u, row, p.parent_id == 0))
            return false;
    }
    return true;
}

static bool one_row(struct work *w, const struct command_row *row)
{
    struct unit u;
    if (row->package.len)
        return package_row(w, row);
    return work_unit_by_ref(w, &row->ref, &u) &&
           work_identifiers_fit(w, row->identifiers, row->identifier_count, row->row, &u) &&
           unit_row(w, &u, row, false);
}

bool work_rows(struct work *w)
{
    const struct command *c = w->command;
    for (size_t i = 0; i < c->row_count; i++) {
        size_t units = w->unit_count;
        if (one_row(w, &c->rows[i]))
            continue;
        w->unit_count = units; /* a package of which one unit is refused does not go in part */
        if (!work_refused(w, c->rows[i].row))
            return false;
    }
    return true;
}
