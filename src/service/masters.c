#include "service/masters.h"

#include <assert.h>
#include <stdlib.h>

#include "store/location.h"
#include "store/party.h"
#include "store/product.h"

/* Direct-mapped: a code has one slot; who came last has it. */
enum { SLOTS = 2048, KEPT_BYTES_MAX = 8 * 1024 * 1024 };

struct masters {
    struct arena *arena;
    const struct product *products[SLOTS], *products_by_id[SLOTS];
    const struct location *locations[SLOTS], *locations_by_id[SLOTS];
    const struct party *parties[SLOTS], *parties_by_id[SLOTS];
};

struct masters *masters_new(void)
{
    struct masters *m = calloc(1, sizeof *m);
    assert(m);
    m->arena = arena_new(0);
    return m;
}

void masters_free(struct masters *m)
{
    if (!m)
        return;
    arena_free(m->arena);
    free(m);
}

void masters_forget(struct masters *m)
{
    struct arena *arena = m->arena;
    arena_reset(arena);
    *m = (struct masters){.arena = arena};
}

void masters_trim(struct masters *m)
{
    if (arena_used(m->arena) > KEPT_BYTES_MAX)
        masters_forget(m);
}

static size_t slot_of(struct str code)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < code.len; i++)
        h = (h ^ (unsigned char)code.ptr[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32) % SLOTS;
}

static void keep_product(struct masters *m, const struct product *p)
{
    m->products[slot_of(p->sku)] = p;
    m->products_by_id[(size_t)p->id % SLOTS] = p;
}

static void keep_location(struct masters *m, const struct location *l)
{
    m->locations[slot_of(l->code)] = l;
    m->locations_by_id[(size_t)l->id % SLOTS] = l;
}

static void keep_party(struct masters *m, const struct party *p)
{
    m->parties[slot_of(p->code)] = p;
    m->parties_by_id[(size_t)p->id % SLOTS] = p;
}

enum db_result masters_product_by_sku(struct masters *m, struct db *db, struct str sku, const struct product **ret)
{
    *ret = m->products[slot_of(sku)];
    if (*ret && str_eq((*ret)->sku, sku))
        return DB_ROW;
    struct product *p = ARENA_NEW(m->arena, struct product);
    enum db_result r = store_product_by_sku(db, m->arena, sku, p);
    if (r == DB_ROW)
        keep_product(m, p);
    *ret = p;
    return r;
}

enum db_result masters_product_by_id(struct masters *m, struct db *db, int64_t id, const struct product **ret)
{
    *ret = m->products_by_id[(size_t)id % SLOTS];
    if (*ret && (*ret)->id == id)
        return DB_ROW;
    struct product *p = ARENA_NEW(m->arena, struct product);
    enum db_result r = store_product_by_id(db, m->arena, id, p);
    if (r == DB_ROW)
        keep_product(m, p);
    *ret = p;
    return r;
}

enum db_result masters_location_by_code(struct masters *m, struct db *db, struct str code, const struct location **ret)
{
    size_t slot = slot_of(code);
    *ret = m->locations[slot];
    if (*ret && str_eq((*ret)->code, code))
        return DB_ROW;
    struct location *l = ARENA_NEW(m->arena, struct location);
    enum db_result r = store_location_by_code(db, m->arena, code, l);
    if (r == DB_ROW)
        keep_location(m, l);
    *ret = l;
    return r;
}

enum db_result masters_location_by_id(struct masters *m, struct db *db, int64_t id, const struct location **ret)
{
    *ret = m->locations_by_id[(size_t)id % SLOTS];
    if (*ret && (*ret)->id == id)
        return DB_ROW;
    struct location *l = ARENA_NEW(m->arena, struct location);
    enum db_result r = store_location_by_id(db, m->arena, id, l);
    if (r == DB_ROW)
        keep_location(m, l);
    *ret = l;
    return r;
}

enum db_result masters_party_by_code(struct masters *m, struct db *db, struct str code, const struct party **ret)
{
    size_t slot = slot_of(code);
    *ret = m->parties[slot];
    if (*ret && str_eq((*ret)->code, code))
        return DB_ROW;
    struct party *p = ARENA_NEW(m->arena, struct party);
    enum db_result r = store_party_by_code(db, m->arena, code, p);
    if (r == DB_ROW)
        keep_party(m, p);
    *ret = p;
    return r;
}

enum db_result masters_party_by_id(struct masters *m, struct db *db, int64_t id, const struct party **ret)
{
    *ret = m->parties_by_id[(size_t)id % SLOTS];
    if (*ret && (*ret)->id == id)
        return DB_ROW;
    struct party *p = ARENA_NEW(m->arena, struct party);
    enum db_result r = store_party_by_id(db, m->arena, id, p);
    if (r == DB_ROW)
        keep_party(m, p);
    *ret = p;
    return r;
}
