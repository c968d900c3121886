#include "service/unit_far.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "service/masters.h"
#include "store/lot.h"
#include "store/package.h"
#include "store/reserve.h"
#include "store/unit.h"
#include "store/unit_rows.h"

/* What a reading connection remembers, and the number of the change up to which it is true; -1: nothing was read with it yet. */
struct known {
    struct masters *masters;
    int64_t version;
};

enum { NOT_TOLD = -2 };

/* Of one look-up. */
struct look {
    struct db *db;
    struct arena *arena;
    struct known *known;
    int64_t version; /* in the view that is read; NOT_TOLD */
    bool numbers;
};

static void free_known(void *thing)
{
    struct known *k = thing;
    masters_free(k->masters);
    free(k);
}

static struct known *known_of(struct db *db)
{
    struct known *k = db_kept(db);
    if (k)
        return k;
    k = calloc(1, sizeof *k);
    assert(k);
    *k = (struct known){masters_new(), -1};
    db_keep(db, k, free_known);
    return k;
}

/* What is remembered was not true: forget it, and look again. */
static bool stale(struct look *l)
{
    if (l->known->version == l->version)
        return false;
    masters_forget(l->known->masters);
    l->known->version = l->version;
    return true;
}

static struct str own(struct arena *a, struct str text)
{
    return text.len ? arena_str(a, text) : (struct str){0};
}

static enum db_result name_party(struct look *l, int64_t id, struct named *ret)
{
    const struct party *p;
    enum db_result r = id ? masters_party_by_id(l->known->masters, l->db, id, &p) : DB_DONE;
    if (r == DB_ROW)
        *ret = (struct named){own(l->arena, p->code), own(l->arena, p->name)};
    return r;
}

static enum db_result name_parties(struct look *l, struct unit_view *v)
{
    enum db_result r = name_party(l, v->unit.party_id, &v->party);
    if (r == DB_ROW || r == DB_DONE)
        r = name_party(l, v->unit.owner_id, &v->owner);
    if (r == DB_ROW || r == DB_DONE)
        r = name_party(l, v->unit.supplier_id, &v->supplier);
    return r;
}

/* From the top of the tree down. */
static void turn(struct str *path, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct str held = path[i];
        path[i] = path[n - 1 - i];
        path[n - 1 - i] = held;
    }
}

static enum db_result name_place(struct look *l, struct unit_view *v)
{
    const struct location *place;
    enum db_result r = DB_DONE;
    for (int64_t id = v->unit.location_id; id && v->path_count < LIMIT_LOCATION_DEPTH; id = place->parent_id) {
        r = masters_location_by_id(l->known->masters, l->db, id, &place);
        if (r != DB_ROW)
            return r;
        struct str code = own(l->arena, place->code);
        if (v->path_count == 0)
            v->location = (struct named){code, own(l->arena, place->name)};
        v->path[v->path_count++] = code;
    }
    turn(v->path, v->path_count);
    return r;
}

static enum db_result name_product(struct look *l, struct unit_view *v)
{
    const struct product *p;
    enum db_result r = masters_product_by_id(l->known->masters, l->db, v->unit.product_id, &p);
    if (r != DB_ROW)
        return r;
    v->product = (struct named){own(l->arena, p->sku), own(l->arena, p->name)};
    v->gtin = own(l->arena, p->gtin);
    v->warranty_months = p->warranty_months;
    return DB_ROW;
}

static enum db_result name_parent(struct look *l, struct unit_view *v)
{
    struct unit parent;
    const struct product *p;
    enum db_result r = store_unit_by_id(l->db, l->arena, v->unit.parent_id, &parent);
    if (r == DB_ROW)
        r = masters_product_by_id(l->known->masters, l->db, parent.product_id, &p);
    if (r != DB_ROW)
        return r;
    v->parent_serial = parent.serial;
    v->parent_sku = own(l->arena, p->sku);
    return DB_ROW;
}

/* What few units have. */
static enum db_result name_rest(struct look *l, struct unit_view *v)
{
    struct lot lot;
    struct package package;
    enum db_result r = DB_DONE;
    if (v->unit.lot_id && (r = store_lot_by_id(l->db, l->arena, v->unit.lot_id, &lot)) == DB_ROW) {
        v->lot = lot.number;
        v->lot_expires = lot.expires_at;
    }
    if (v->unit.package_id && (r == DB_ROW || r == DB_DONE) &&
        (r = store_package_by_id(l->db, l->arena, v->unit.package_id, &package)) == DB_ROW)
        v->package = package.code;
    if (v->unit.parent_id && (r == DB_ROW || r == DB_DONE))
        r = name_parent(l, v);
    return r;
}

static bool good(enum db_result r)
{
    return r == DB_ROW || r == DB_DONE || r == DB_OK;
}

/* The row is there, and what is remembered is true. */
static enum db_result name_all(struct look *l, struct unit_view *v)
{
    enum db_result r = name_product(l, v);
    if (good(r))
        r = name_place(l, v);
    if (good(r))
        r = name_parties(l, v);
    if (good(r))
        r = name_rest(l, v);
    if (good(r) && l->numbers)
        r = store_unit_numbers(l->db, l->arena, v);
    return good(r) ? DB_ROW : r;
}

/* What the row alone cannot tell. */
static bool has_more(const struct look *l, const struct unit *u)
{
    return l->numbers || u->lot_id || u->package_id || u->parent_id;
}

/* DB_ROW: the row is in ret, and what is remembered is true of it. */
static enum db_result look_id(struct look *l, int64_t id, struct unit_view *ret)
{
    memset(ret, 0, sizeof *ret);
    enum db_result r = store_unit_bare(l->db, l->arena, id, &ret->unit, &l->version, &l->numbers);
    if (r == DB_ROW)
        stale(l);
    return r;
}

/* By what is remembered of the product; l->version is known afterwards, whether or not there is such a unit. */
static enum db_result find(struct look *l, struct str sku, struct str serial, struct unit *ret)
{
    const struct product *p;
    enum db_result r = masters_product_by_sku(l->known->masters, l->db, sku, &p);
    if (r == DB_ROW)
        r = store_unit_bare_by_serial(l->db, l->arena, p->id, serial, ret, &l->version, &l->numbers);
    if (r != DB_DONE)
        return r;
    enum db_result told = store_masters_version(l->db, &l->version);
    return told == DB_OK ? DB_DONE : told;
}

static enum db_result look_serial(struct look *l, struct str sku, struct str serial, struct unit_view *ret)
{
    memset(ret, 0, sizeof *ret);
    enum db_result r = find(l, sku, serial, &ret->unit);
    return good(r) && stale(l) ? find(l, sku, serial, &ret->unit) : r;
}

/* The row was found: tell the rest, or (alone) only if it needs no more statements. */
static enum db_result tell(struct look *l, struct unit_view *ret, bool alone, bool *ret_whole)
{
    *ret_whole = !alone || !has_more(l, &ret->unit);
    enum db_result r = *ret_whole ? name_all(l, ret) : DB_ROW;
    masters_trim(l->known->masters);
    return r;
}

enum db_result unit_far_view(struct db *db, struct arena *a, int64_t id, struct unit_view *ret)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db)};
    bool whole;
    enum db_result r = look_id(&l, id, ret);
    return r == DB_ROW ? tell(&l, ret, false, &whole) : r;
}

enum db_result unit_far_view_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                       struct unit_view *ret)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db)};
    bool whole;
    enum db_result r = look_serial(&l, sku, serial, ret);
    return r == DB_ROW ? tell(&l, ret, false, &whole) : r;
}

enum db_result unit_far_glance(struct db *db, struct arena *a, int64_t id, struct unit_view *ret, bool *ret_whole)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db)};
    enum db_result r = look_id(&l, id, ret);
    return r == DB_ROW ? tell(&l, ret, true, ret_whole) : r;
}

enum db_result unit_far_glance_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                         struct unit_view *ret, bool *ret_whole)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db)};
    enum db_result r = look_serial(&l, sku, serial, ret);
    return r == DB_ROW ? tell(&l, ret, true, ret_whole) : r;
}

/* ---- many ---- */

/* What is beside the unit is in its view already. */
static enum db_result name_known(struct look *l, struct unit_view *v)
{
    enum db_result r = name_product(l, v);
    if (good(r))
        r = name_place(l, v);
    if (good(r))
        r = name_parties(l, v);
    return good(r) ? DB_OK : r;
}

static enum db_result name_many(struct look *l, struct unit_view *views, size_t count)
{
    enum db_result r = DB_OK;
    for (size_t i = 0; i < count && r == DB_OK; i++)
        if (views[i].unit.id)
            r = name_known(l, &views[i]);
    masters_trim(l->known->masters);
    return r;
}

enum db_result unit_far_views(struct db *db, struct arena *a, const int64_t *ids, size_t count, struct unit_view *ret)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db), .version = NOT_TOLD};
    enum db_result r = count ? store_unit_rows_by_id(db, a, ids, count, ret, &l.version) : DB_OK;
    if (r != DB_OK || l.version == NOT_TOLD)
        return r;
    stale(&l);
    return name_many(&l, ret, count);
}

/* Keys of the products by what is remembered of them; 0: there is none. */
static enum db_result find_products(struct look *l, const struct unit_wanted *wanted, size_t count, int64_t *ret)
{
    for (size_t i = 0; i < count; i++) {
        const struct product *p;
        enum db_result r = masters_product_by_sku(l->known->masters, l->db, wanted[i].sku, &p);
        if (!good(r))
            return r;
        ret[i] = r == DB_ROW ? p->id : 0;
    }
    return DB_OK;
}

/* l->version is known afterwards, whether or not there are such units. */
static enum db_result find_many(struct look *l, const struct unit_wanted *wanted, size_t count, struct unit_view *ret)
{
    int64_t *products = ARENA_ARRAY(l->arena, count, int64_t);
    struct str *serials = ARENA_ARRAY(l->arena, count, struct str);
    if (!products || !serials)
        return DB_FAILED;
    for (size_t i = 0; i < count; i++)
        serials[i] = wanted[i].serial;
    enum db_result r = find_products(l, wanted, count, products);
    l->version = NOT_TOLD;
    if (r == DB_OK)
        r = store_unit_rows_by_serial(l->db, l->arena, products, serials, count, ret, &l->version);
    if (r == DB_OK && l->version == NOT_TOLD)
        r = store_masters_version(l->db, &l->version);
    return r;
}

enum db_result unit_far_views_by_serial(struct db *db, struct arena *a, const struct unit_wanted *wanted, size_t count,
                                        struct unit_view *ret)
{
    struct look l = {.db = db, .arena = a, .known = known_of(db)};
    enum db_result r = find_many(&l, wanted, count, ret);
    if (r == DB_OK && stale(&l))
        r = find_many(&l, wanted, count, ret);
    return r == DB_OK ? name_many(&l, ret, count) : r;
}
