/*
 * company: a few hundred units with everything around them, made from a seed, in a database and in plain arrays
 * beside it: so that what a query answers can be compared with what a loop over the arrays says.
 */
#ifndef TESTS_STORE_COMPANY_H
#define TESTS_STORE_COMPANY_H

#include "fresh.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/product.h"
#include "store/unit.h"

enum {
    COMPANY_UNITS = 400,
    COMPANY_ID_STEP = 200, /* between keys, so that they lie in several groups of unit_tail */
    COMPANY_PRODUCTS = 4,
    COMPANY_LOCATIONS = 14,
    COMPANY_PARTIES = 6,
    COMPANY_LOTS = 6
};

#define COMPANY_START INT64_C(1700000000000)
enum { COMPANY_HOUR_MS = 3600000 };

struct company {
    struct fresh *f;
    unsigned seed;
    struct unit units[COMPANY_UNITS];                /* by key */
    int64_t location_parents[COMPANY_LOCATIONS + 1]; /* by key, from 1 */
    struct lot lots[COMPANY_LOTS + 1];
};

static inline unsigned company_random(struct company *c, unsigned below)
{
    c->seed = c->seed * 1664525u + 1013904223u;
    return (c->seed >> 8) % below;
}

static inline void company_run(struct fresh *f, const char *sql)
{
    if (query_run(db_query_text(f->db, str_of(sql))) != DB_OK)
        fail_msg("%s: %s", sql, db_error(f->db));
}

static inline void company_master(struct company *c)
{
    static const enum location_kind kinds[] = {LOCATION_SITE, LOCATION_ZONE, LOCATION_BIN};
    int64_t id;
    struct arena *a = c->f->arena;
    company_run(c->f, "INSERT INTO app_user (id, name, roles, created_at) VALUES (1, 'olga', 1, 0), (2, 'max', 2, 0)");
    for (int i = 1; i <= COMPANY_PRODUCTS; i++) {
        struct product p = {.sku = arena_fmt(a, "P%d", i),
                            .name = arena_fmt(a, "Product %d", i),
                            .warranty_months = i == 1 ? 0 : 24,
                            .active = true};
        assert_int_equal(store_product_insert(c->f->db, &p, &id), DB_OK);
        assert_int_equal(id, i);
    }
    /* Two sites (1, 2), two zones in each (3..6), bins in the zones (7..14). */
    for (int i = 1; i <= COMPANY_LOCATIONS; i++) {
        int level = i <= 2 ? 0 : i <= 6 ? 1 : 2;
        int64_t parent = level == 0 ? 0 : level == 1 ? 1 + i % 2 : 3 + i % 4;
        struct location l = {
            .code = arena_fmt(a, "L%02d", i), .kind = kinds[level], .parent_id = parent, .active = true};
        assert_int_equal(store_location_insert(c->f->db, &l, &id), DB_OK);
        assert_int_equal(id, i);
        c->location_parents[i] = parent;
    }
    for (int i = 1; i <= COMPANY_PARTIES; i++) {
        struct party p = {.code = arena_fmt(a, "C%d", i),
                          .name = arena_fmt(a, "Party %d", i),
                          .kind = PARTY_CUSTOMER,
                          .active = true};
        assert_int_equal(store_party_insert(c->f->db, &p, &id), DB_OK);
        assert_int_equal(id, i);
    }
    /* Lot numbers repeat over products. */
    for (int i = 1; i <= COMPANY_LOTS; i++) {
        c->lots[i] = (struct lot){.product_id = 1 + i % COMPANY_PRODUCTS, .number = arena_fmt(a, "LOT%d", i % 3)};
        assert_int_equal(store_lot_insert(c->f->db, &c->lots[i], &c->lots[i].id), DB_OK);
    }
}

static inline void company_place(struct company *c, struct unit *u)
{
    enum place place = status_places[u->status];
    if (place == PLACE_EITHER || place == PLACE_PARENT)
        place = company_random(c, 2) ? PLACE_LOCATION : PLACE_PARTY;
    if (place == PLACE_LOCATION)
        u->location_id = 1 + company_random(c, COMPANY_LOCATIONS);
    if (place == PLACE_PARTY)
        u->party_id = 1 + company_random(c, COMPANY_PARTIES);
}

static inline struct str company_serial(struct company *c, int i)
{
    static const char *const shapes[] = {"SN%05d", "sn-%d",    "\xC3\xA4%d\xC3\xB6", "SN%05d\xE2\x82\xAC",
                                         "%d",     "SN%05d-X7"};
    struct buf b = {0};
    const char *shape = shapes[company_random(c, COUNT(shapes))];
    char text[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, shape, i * 7 % 1000);
#pragma GCC diagnostic pop
    buf_z(&b, text);
    struct str serial = arena_str(c->f->arena, buf_view(&b));
    buf_free(&b);
    return serial;
}

static inline bool company_serial_free(const struct company *c, int before, int64_t product, struct str serial)
{
    for (int i = 0; i < before; i++)
        if (c->units[i].product_id == product && str_eq(c->units[i].serial, serial))
            return false;
    return true;
}

static inline void company_unit(struct company *c, int i)
{
    struct unit *u = &c->units[i];
    *u = (struct unit){.id = (i + 1) * (int64_t)COMPANY_ID_STEP,
                       .product_id = 1 + company_random(c, COMPANY_PRODUCTS),
                       .events = 1,
                       .last_seq = i + 1};
    do
        u->serial = company_serial(c, i);
    while (!company_serial_free(c, i, u->product_id, u->serial));
    u->status = (enum status)(1 + company_random(c, STATUS_TOTAL - 1));
    if (company_random(c, 3) == 0)
        u->status = STATUS_IN_STOCK;
    if (u->status == STATUS_INSTALLED && i == 0)
        u->status = STATUS_IN_STOCK;
    if (u->status == STATUS_INSTALLED)
        u->parent_id = c->units[company_random(c, (unsigned)i)].id;
    company_place(c, u);
    if (u->status == STATUS_DELIVERED)
        u->owner_id = u->party_id, u->warranty_from = COMPANY_START;
    if (company_random(c, 10) == 0)
        u->holds = 1 + company_random(c, 7);
    if (company_random(c, 2))
        u->supplier_id = 1 + company_random(c, COMPANY_PARTIES);
    int lot = 1 + (int)company_random(c, COMPANY_LOTS);
    if (c->lots[lot].product_id == u->product_id)
        u->lot_id = c->lots[lot].id;
    if (company_random(c, 8))
        u->received_at = COMPANY_START + (msec)(company_random(c, 50) * COMPANY_HOUR_MS);
    u->changed_at = COMPANY_START + (msec)company_random(c, 100) * COMPANY_HOUR_MS;
    if (store_unit_insert(c->f->db, u) != DB_OK)
        fail_msg("unit %d (%s): %s", i, status_names[u->status], db_error(c->f->db));
    if (u->location_id)
        assert_int_equal(store_stock_change(c->f->db, u->product_id, u->location_id, u->status, 1), DB_OK);
}

static inline struct company *company_new(struct fresh *f)
{
    struct company *c = arena_alloc(f->arena, sizeof *c);
    c->f = f;
    c->seed = 20261123;
    assert_int_equal(db_begin(f->db), DB_OK);
    company_master(c);
    for (int i = 0; i < COMPANY_UNITS; i++)
        company_unit(c, i);
    assert_int_equal(db_commit(f->db), DB_OK);
    return c;
}

/* at is where, or below it. */
static inline bool company_within(const struct company *c, int64_t at, int64_t where)
{
    while (at && at != where)
        at = c->location_parents[at];
    return at == where && at != 0;
}

#endif
