/*
 * command_load: looks up what a command names by code.
 */
#include "base/limits.h"
#include "service/command_work.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/product.h"
#include "store/unit.h"

static struct masters *masters(struct work *w)
{
    return w->ledger->masters;
}

bool work_product(struct work *w, struct str sku, const struct product **ret)
{
    if (str_empty(sku))
        return ctx_refuse(w->ctx, REFUSED_MISSING_FIELD, "product", "name the product of the serial");
    *ret = w->product;
    if (w->product && str_eq(w->product->sku, sku))
        return true;
    enum db_result r = masters_product_by_sku(masters(w), w->ctx->db, sku, ret);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_PRODUCT, "product", "there is no product '%.*s'", STR_ARG(sku));
    if (r == DB_ROW)
        w->product = *ret;
    return ctx_check(w->ctx, r);
}

bool work_product_by_id(struct work *w, int64_t id, const struct product **ret)
{
    *ret = w->product;
    if (w->product && w->product->id == id)
        return true;
    enum db_result r = masters_product_by_id(masters(w), w->ctx->db, id, ret);
    if (r == DB_ROW)
        w->product = *ret;
    return ctx_check(w->ctx, r);
}

bool work_location(struct work *w, struct str code, struct decide_place *ret)
{
    *ret = (struct decide_place){.active = true};
    if (str_empty(code))
        return true;
    const struct location *l = w->location;
    bool last = l && str_eq(l->code, code);
    enum db_result r = last ? DB_ROW : masters_location_by_code(masters(w), w->ctx->db, code, &l);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_LOCATION, "location", "there is no location '%.*s'", STR_ARG(code));
    if (!ctx_check(w->ctx, r))
        return false;
    w->location = l;
    *ret = (struct decide_place){{l->id, l->code}, l->kind, l->active};
    return true;
}

bool work_party(struct work *w, struct str code, struct decide_party *ret)
{
    *ret = (struct decide_party){.active = true};
    if (str_empty(code))
        return true;
    const struct party *p = w->party;
    bool last = p && str_eq(p->code, code);
    enum db_result r = last ? DB_ROW : masters_party_by_code(masters(w), w->ctx->db, code, &p);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_PARTY, "party", "there is no party '%.*s'", STR_ARG(code));
    if (!ctx_check(w->ctx, r))
        return false;
    w->party = p;
    *ret = (struct decide_party){{p->id, p->code}, p->active};
    return true;
}

struct str work_location_code(struct work *w, int64_t id)
{
    const struct location *l;
    enum db_result r = id ? masters_location_by_id(masters(w), w->ctx->db, id, &l) : DB_DONE;
    ctx_check(w->ctx, r);
    return r == DB_ROW ? l->code : (struct str){0};
}

struct str work_party_code(struct work *w, int64_t id)
{
    const struct party *p;
    enum db_result r = id ? masters_party_by_id(masters(w), w->ctx->db, id, &p) : DB_DONE;
    ctx_check(w->ctx, r);
    return r == DB_ROW ? p->code : (struct str){0};
}

/* ---- lots ---- */

static bool new_lot(struct work *w, const struct product *p, const struct command_fields *f, struct lot *ret)
{
    *ret = (struct lot){.id = LOT_NEW,
                        .product_id = p->id,
                        .number = f->lot,
                        .expires_at = f->expires,
                        .made_at = f->made,
                        .created_at = w->ctx->now};
    if (!ret->expires_at)
        ret->expires_at = lot_default_expiry(ret, p->shelf_life_days);
    return lot_valid(w->ctx->arena, ret, &w->ctx->refusal);
}

bool work_lot_keep(struct work *w, struct event_terms *terms)
{
    struct lot *lot = &w->lot;
    if (terms->lot.id != LOT_NEW)
        return true;
    foresight_touch(w->ledger->foresight, TOUCHED_LOT, lot->product_id, lot->number);
    if (!ctx_check(w->ctx, store_lot_insert(w->ctx->db, lot, &lot->id)))
        return false;
    terms->lot.id = lot->id;
    return true;
}

bool work_lot(struct work *w, const struct product *p, const struct command_fields *f, struct ref *ret,
              msec *ret_expires)
{
    *ret = (struct ref){0};
    *ret_expires = 0;
    if (str_empty(f->lot))
        return true;
    struct lot lot = w->lot;
    if (lot.id <= 0 || lot.product_id != p->id || !str_eq(lot.number, f->lot)) {
        foresight_touch(w->ledger->foresight, TOUCHED_LOT, p->id, f->lot);
        enum db_result r = store_lot_by_number(w->ctx->db, w->ctx->arena, p->id, f->lot, &lot);
        bool creates = (w->table->from & STATUS_BIT(STATUS_NONE)) != 0;
        if (r == DB_DONE && !creates)
            return ctx_refuse(w->ctx, REFUSED_UNKNOWN_LOT, "lot", "product %.*s has no lot '%.*s'", STR_ARG(p->sku),
                              STR_ARG(f->lot));
        if (r == DB_DONE ? !new_lot(w, p, f, &lot) : !ctx_check(w->ctx, r))
            return false;
        w->lot = lot;
    }
    *ret = (struct ref){lot.id, lot.number};
    *ret_expires = lot.expires_at;
    return true;
}

/* ---- units: as foreseen, or asked for now; in either case the command has to do with them ---- */

static enum db_result touch_unit(struct work *w, enum db_result r, const struct unit *u)
{
    if (r == DB_ROW) {
        foresight_touch(w->ledger->foresight, TOUCHED_UNIT, u->id, (struct str){0});
        foresight_touch(w->ledger->foresight, TOUCHED_SERIAL, u->product_id, u->serial);
    }
    return r;
}

enum db_result work_find_unit(struct work *w, int64_t id, struct unit *ret)
{
    bool known = foresight_unit(w->ledger->foresight, id, ret) == FORESEEN;
    return touch_unit(w, known ? DB_ROW : store_unit_by_id(w->ctx->db, w->ctx->arena, id, ret), ret);
}

enum db_result work_find_serial(struct work *w, int64_t product_id, struct str serial, struct unit *ret)
{
    foresight_touch(w->ledger->foresight, TOUCHED_SERIAL, product_id, serial);
    switch (foresight_unit_by_serial(w->ledger->foresight, product_id, serial, ret)) {
    case FORESEEN:
        return touch_unit(w, DB_ROW, ret);
    case FORESEEN_ABSENT:
        return DB_DONE;
    default:
        return touch_unit(w, store_unit_by_serial(w->ctx->db, w->ctx->arena, product_id, serial, ret), ret);
    }
}

static bool unit_by_code(struct work *w, struct str code, struct unit *ret)
{
    int64_t ids[3];
    size_t n = 0;
    if (!ctx_check(w->ctx, store_unit_ids_by_code(w->ctx->db, code, ids, 3, &n)))
        return false;
    if (n == 0)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_UNIT, "code", "no unit bears '%.*s'", STR_ARG(code));
    if (n > 1)
        return ctx_refuse(w->ctx, REFUSED_AMBIGUOUS_SERIAL, "code", "several units bear '%.*s'; name the product too",
                          STR_ARG(code));
    return ctx_check(w->ctx, work_find_unit(w, ids[0], ret));
}

static bool unit_by_id(struct work *w, int64_t id, struct unit *ret)
{
    enum db_result r = work_find_unit(w, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_UNIT, "unit", "there is no unit with id %lld", (long long)id);
    return ctx_check(w->ctx, r);
}

bool work_refresh(struct work *w, int64_t id, struct unit *ret)
{
    return ctx_check(w->ctx, work_find_unit(w, id, ret));
}

/* A number that was borne before and given up never comes back. */
static bool serial_free(struct work *w, const struct product *p, struct str serial)
{
    int64_t owner = 0;
    if (foresight_former(w->ledger->foresight, p->id, serial) == FORESEEN_ABSENT)
        return true;
    enum db_result r = store_former_serial_owner(w->ctx->db, p->id, serial, &owner);
    if (r == DB_ROW)
        return ctx_refuse(w->ctx, REFUSED_DUPLICATE_SERIAL, "serial",
                          "%.*s %.*s: unit %lld bore this serial before it was renumbered", STR_ARG(p->sku),
                          STR_ARG(serial), (long long)owner);
    return ctx_check(w->ctx, r);
}

bool work_serial_fits(struct work *w, const struct product *p, struct str serial)
{
    if (!str_eq(w->format.pattern, p->serial_format))
        serial_format_open(w->ctx->arena, p->serial_format, &w->format);
    return serial_fits(w->ctx->arena, &w->format, serial, &w->ctx->refusal);
}

bool work_unit_by_ref(struct work *w, const struct unit_ref *ref, struct unit *ret)
{
    *ret = (struct unit){.status = STATUS_NONE};
    if (ref->id)
        return unit_by_id(w, ref->id, ret);
    if (ref->code.len)
        return unit_by_code(w, ref->code, ret);
    if (str_empty(ref->serial))
        return ctx_refuse(w->ctx, REFUSED_MISSING_FIELD, "serial", "name the unit: product and serial, id, or code");
    if (str_empty(ref->product))
        return unit_by_code(w, ref->serial, ret);
    const struct product *p;
    if (!work_product(w, ref->product, &p))
        return false;
    bool fresh =
        w->command->fresh && !db_far(w->ctx->db); /* where it is far it was foreseen, and that must be touched */
    enum db_result r = fresh ? DB_DONE : work_find_serial(w, p->id, ref->serial, ret);
    if (r != DB_DONE)
        return ctx_check(w->ctx, r);
    *ret = (struct unit){.status = STATUS_NONE, .product_id = p->id, .serial = ref->serial};
    if (fresh)
        return work_serial_fits(w, p, ref->serial);
    bool creates = (w->table->from & STATUS_BIT(STATUS_NONE)) != 0;
    return !creates || (work_serial_fits(w, p, ref->serial) && serial_free(w, p, ref->serial));
}

/* ---- what all rows share ---- */

enum db_result work_find_package(struct work *w, struct str code, struct package *ret)
{
    foresight_touch(w->ledger->foresight, TOUCHED_PACKAGE, 0, code);
    enum db_result r = store_package_by_code(w->ctx->db, w->ctx->arena, code, ret);
    if (r == DB_ROW)
        foresight_touch(w->ledger->foresight, TOUCHED_PACKAGE, ret->id, (struct str){0});
    return r;
}

enum db_result work_find_package_by_id(struct work *w, int64_t id, struct package *ret)
{
    foresight_touch(w->ledger->foresight, TOUCHED_PACKAGE, id, (struct str){0});
    return store_package_by_id(w->ctx->db, w->ctx->arena, id, ret);
}

static bool load_package(struct work *w, struct str code, bool create, struct ref *ret)
{
    struct package p;
    enum db_result r = work_find_package(w, code, &p);
    if (r == DB_DONE && create) {
        *ret = (struct ref){PACKAGE_NEW, code};
        return true;
    }
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_PACKAGE, "package", "there is no package '%.*s'", STR_ARG(code));
    if (!ctx_check(w->ctx, r))
        return false;
    *ret = (struct ref){p.id, p.code};
    return true;
}

/* No package may come to be inside itself, nor too deep. */
static bool package_may_hold(struct work *w, struct ref child)
{
    int64_t at = w->package.id;
    for (w->package_depth = 0; at; w->package_depth++) { /* a new one is in none */
        if (at == child.id)
            return ctx_refuse(w->ctx, REFUSED_CIRCULAR_CONTAINMENT, "packages", "package %.*s would be inside itself",
                              STR_ARG(child.code));
        if (w->package_depth >= LIMIT_CONTAINMENT_DEPTH)
            return ctx_refuse(w->ctx, REFUSED_TOO_DEEP, "packages", "packages are nested at most %d deep",
                              LIMIT_CONTAINMENT_DEPTH);
        struct package p = {0};
        if (at != PACKAGE_NEW && !ctx_check(w->ctx, work_find_package_by_id(w, at, &p)))
            return false;
        at = p.parent_id;
    }
    return true;
}

/* One of the units in the package tells for all: they go everywhere together. *ret STATUS_NONE: it is empty. */
static bool package_status(struct work *w, int64_t id, int depth, enum status *ret)
{
    struct ref *inner;
    size_t count;
    if (!ctx_check(w->ctx, store_unit_status_in_package(w->ctx->db, id, ret)))
        return false;
    if (*ret != STATUS_NONE || depth >= LIMIT_CONTAINMENT_DEPTH)
        return true;
    if (!ctx_check(w->ctx, store_package_children(w->ctx->db, w->ctx->arena, id, &inner, &count)))
        return false;
    for (size_t i = 0; i < count && *ret == STATUS_NONE; i++)
        if (!package_status(w, inner[i].id, depth + 1, ret))
            return false;
    return true;
}

/* Nothing is packed into, or with, what has left already: it would be neither here nor there. */
static bool package_is_here(struct work *w, struct ref package, const char *field)
{
    enum status status = STATUS_NONE;
    bool asked = w->command->code != COMMAND_UNPACK && package.id != PACKAGE_NEW;
    if (asked && !package_status(w, package.id, 0, &status))
        return false;
    return status == STATUS_NONE || status == STATUS_PACKED ||
           ctx_refuse(w->ctx, REFUSED_WRONG_STATUS, field, "what is in package %.*s is %s", STR_ARG(package.code),
                      status_names[status]);
}

static bool load_packages(struct work *w)
{
    const struct command *c = w->command;
    if (c->package.len &&
        (!load_package(w, c->package, true, &w->package) || !package_is_here(w, w->package, "package")))
        return false;
    if (c->package_count && c->code == COMMAND_PACK && !w->package.id)
        return ctx_refuse(w->ctx, REFUSED_MISSING_FIELD, "package", "name the package to put the packages into");
    w->packages = ARENA_ARRAY(w->ctx->arena, c->package_count + 1, struct ref);
    if (!w->packages)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < c->package_count; i++) {
        if (!load_package(w, c->packages[i], false, &w->packages[i]) || !package_may_hold(w, w->packages[i]) ||
            !package_is_here(w, w->packages[i], "packages"))
            return false;
        w->package_count++;
    }
    return true;
}

static bool load_parent(struct work *w)
{
    if (!w->command->has_parent)
        return true;
    if (!work_unit_by_ref(w, &w->command->parent, &w->parent)) {
        w->ctx->refusal.field = refused(&w->ctx->refusal) ? "parent" : NULL;
        return false;
    }
    if (w->parent.status == STATUS_NONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_UNIT, "parent", "there is no parent unit %.*s %.*s",
                          STR_ARG(w->command->parent.product), STR_ARG(w->command->parent.serial));
    const struct product *p;
    if (!work_product_by_id(w, w->parent.product_id, &p))
        return false;
    w->parent_sku = p->sku;
    w->parent_location = (struct ref){w->parent.location_id, work_location_code(w, w->parent.location_id)};
    w->parent_party = (struct ref){w->parent.party_id, work_party_code(w, w->parent.party_id)};
    return true;
}

bool work_shared(struct work *w)
{
    return load_packages(w) && load_parent(w);
}
