/*
 * What store/product.h, location.h, party.h and lot.h promise, on a fresh database of any driver.
 */
#include "base/limits.h"
#include "fresh.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/product.h"

static int64_t add_product(struct fresh *f, const char *sku)
{
    struct product p = {.sku = str_of(sku), .name = str_of(sku), .active = true, .created_at = 1000};
    int64_t id = 0;
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_OK);
    assert_true(id > 0);
    return id;
}

static int64_t add_location(struct fresh *f, const char *code, enum location_kind kind, int64_t parent)
{
    struct location l = {.code = str_of(code), .kind = kind, .parent_id = parent, .active = true, .created_at = 1000};
    int64_t id = 0;
    assert_int_equal(store_location_insert(f->db, &l, &id), DB_OK);
    return id;
}

static int64_t add_party(struct fresh *f, const char *code, enum party_kind kind)
{
    struct party p = {.code = str_of(code), .name = str_of(code), .kind = kind, .active = true, .created_at = 1000};
    int64_t id = 0;
    assert_int_equal(store_party_insert(f->db, &p, &id), DB_OK);
    return id;
}

static int64_t add_lot(struct fresh *f, int64_t product_id, const char *number)
{
    struct lot l = {.product_id = product_id, .number = str_of(number), .created_at = 1000};
    int64_t id = 0;
    assert_int_equal(store_lot_insert(f->db, &l, &id), DB_OK);
    return id;
}

/* "A,B,C" of the codes on a page. */
#define JOIN(f, list, member)                                                                                          \
    ({                                                                                                                 \
        struct buf joined = {0};                                                                                       \
        for (size_t n = 0; n < (list).count; n++)                                                                      \
            buf_fmt(&joined, "%s%.*s", n ? "," : "", STR_ARG((list).items[n].member));                                 \
        struct str joined_text = arena_str((f)->arena, buf_view(&joined));                                             \
        buf_free(&joined);                                                                                             \
        joined_text;                                                                                                   \
    })

/* Products -----------------------------------------------------------------------------------------------------------*/

static const struct product full_product = {
    .sku = {"ROUTER", 6},
    .gtin = {"04006381333931", 14},
    .name = {"Router \xC3\xA4", 9},
    .category = {"Network", 7},
    .warranty_months = 24,
    .shelf_life_days = 365,
    .maintenance_interval_days = 90,
    .serial_format = {"SN####", 6},
    .attributes = {"{\"a\":1}", 7},
    .active = true,
    .created_at = 1234567890123,
};

static void assert_same_product(const struct product *a, const struct product *b)
{
    assert_true(str_eq(a->sku, b->sku) && str_eq(a->gtin, b->gtin) && str_eq(a->name, b->name));
    assert_true(str_eq(a->category, b->category) && str_eq(a->serial_format, b->serial_format));
    assert_true(str_eq(a->attributes, b->attributes));
    assert_int_equal(a->warranty_months, b->warranty_months);
    assert_int_equal(a->shelf_life_days, b->shelf_life_days);
    assert_int_equal(a->maintenance_interval_days, b->maintenance_interval_days);
    assert_int_equal(a->active, b->active);
    assert_int_equal(a->created_at, b->created_at);
}

static void product_comes_back_as_it_was(void **state)
{
    struct fresh *f = *state;
    struct product got;
    int64_t id = 0;
    assert_int_equal(store_product_by_sku(f->db, f->arena, STR("ROUTER"), &got), DB_DONE);
    assert_int_equal(store_product_insert(f->db, &full_product, &id), DB_OK);
    assert_int_equal(store_product_by_id(f->db, f->arena, id, &got), DB_ROW);
    assert_same_product(&got, &full_product);
    assert_int_equal(got.id, id);
    assert_int_equal(got.version, 1);
    assert_int_equal(store_product_by_sku(f->db, f->arena, STR("ROUTER"), &got), DB_ROW);
    assert_same_product(&got, &full_product);
    assert_int_equal(store_product_by_gtin(f->db, f->arena, STR("04006381333931"), &got), DB_ROW);
    assert_int_equal(got.id, id);
    assert_int_equal(store_product_by_sku(f->db, f->arena, STR("router"), &got), DB_DONE); /* codes are exact */
    assert_int_equal(store_product_by_gtin(f->db, f->arena, STR(""), &got), DB_DONE);
    assert_int_equal(store_product_by_id(f->db, f->arena, id + 1, &got), DB_DONE);
}

static void product_keys_are_unique(void **state)
{
    struct fresh *f = *state;
    struct product p = full_product;
    int64_t id = 0;
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_OK);
    p.gtin = (struct str){0};
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_UNIQUE);
    p.sku = STR("OTHER");
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_OK); /* many may have no GTIN */
    p.sku = STR("THIRD");
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_OK);
    p.id = id;
    p.version = 1;
    p.gtin = full_product.gtin;
    assert_int_equal(store_product_update(f->db, &p), DB_UNIQUE);
}

static void product_bounds_are_kept_by_the_database(void **state)
{
    struct fresh *f = *state;
    struct product p = full_product;
    int64_t id = 0;
    p.warranty_months = 1201;
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_CONSTRAINT);
    p = full_product;
    p.gtin = STR("4006381333931");
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_CONSTRAINT);
    p = full_product;
    p.sku = STR("");
    assert_int_equal(store_product_insert(f->db, &p, &id), DB_CONSTRAINT);
    assert_int_equal(id, 0);
}

static void product_changes_count(void **state)
{
    struct fresh *f = *state;
    struct product p = full_product, got;
    assert_int_equal(store_product_insert(f->db, &p, &p.id), DB_OK);
    p.version = 1;
    p.sku = STR("ROUTER-2");
    p.name = STR("Better");
    p.gtin = p.attributes = (struct str){0};
    p.active = false;
    assert_int_equal(store_product_update(f->db, &p), DB_OK);
    assert_int_equal(store_product_update(f->db, &p), DB_DONE); /* somebody (we) was faster */
    assert_int_equal(store_product_by_sku(f->db, f->arena, STR("ROUTER-2"), &got), DB_ROW);
    assert_same_product(&got, &p);
    assert_int_equal(got.version, 2);
    p.id += 1;
    p.version = 2;
    assert_int_equal(store_product_update(f->db, &p), DB_DONE);
}

static void product_lists(void **state)
{
    struct fresh *f = *state;
    static const char *const skus[] = {"B-1", "A_1", "C%1", "a-2", "A-3", "A\\4"};
    for (size_t i = 0; i < COUNT(skus); i++)
        add_product(f, skus[i]);
    struct product p = full_product;
    p.active = false;
    assert_int_equal(store_product_insert(f->db, &p, &p.id), DB_OK);
    const struct {
        const char *name;
        struct product_filter filter;
        const char *skus;
        bool more;
    } rows[] = {
        {"all", {{.limit = 10}}, "A-3,A\\4,A_1,B-1,C%1,ROUTER,a-2", false},
        {"first page", {{.limit = 2}}, "A-3,A\\4", true},
        {"next page", {{.limit = 3, .after = STR("A\\4")}}, "A_1,B-1,C%1", true},
        {"last page", {{.limit = 3, .after = STR("B-1")}}, "C%1,ROUTER,a-2", false},
        {"behind the end", {{.limit = 3, .after = STR("z")}}, "", false},
        {"closed", {{.limit = 9, .active = STORE_CLOSED}}, "ROUTER", false},
        {"open", {{.limit = 9, .active = STORE_ACTIVE}}, "A-3,A\\4,A_1,B-1,C%1,a-2", false},
        {"in any case", {{.limit = 9, .text = STR("a")}}, "A-3,A\\4,A_1,a-2", false},
        {"a wildcard is a character", {{.limit = 9, .text = STR("_")}}, "A_1", false},
        {"another", {{.limit = 9, .text = STR("%")}}, "C%1", false},
        {"the escape itself", {{.limit = 9, .text = STR("\\")}}, "A\\4", false},
        {"by name", {{.limit = 9, .text = STR("outer \xC3\xA4")}}, "ROUTER", false},
        {"category", {{.limit = 9}, .category = STR("Network")}, "ROUTER", false},
        {"category is exact", {{.limit = 9}, .category = STR("Net")}, "", false},
        {"GTIN", {{.limit = 9}, .gtin = STR("04006381333931")}, "ROUTER", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct product_list list;
        assert_row(store_product_list(f->db, f->arena, &rows[i].filter, &list) == DB_OK, rows[i].name);
        assert_row(str_is(JOIN(f, list, sku), rows[i].skus), rows[i].name);
        assert_row(list.more == rows[i].more, rows[i].name);
    }
}

/* Locations ----------------------------------------------------------------------------------------------------------*/

/* HQ (zone A (bins A1, A2), zone B), REP standing alone */
struct tree {
    int64_t hq, a, a1, a2, b, rep;
};

static struct tree plant(struct fresh *f)
{
    struct tree t;
    t.hq = add_location(f, "HQ", LOCATION_SITE, 0);
    t.a = add_location(f, "HQ-A", LOCATION_ZONE, t.hq);
    t.a1 = add_location(f, "HQ-A1", LOCATION_BIN, t.a);
    t.a2 = add_location(f, "HQ-A2", LOCATION_BIN, t.a);
    t.b = add_location(f, "HQ-B", LOCATION_ZONE, t.hq);
    t.rep = add_location(f, "REP", LOCATION_REPAIR, 0);
    return t;
}

static void location_comes_back_as_it_was(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    struct location in = {
        .code = STR("HQ-C"),
        .name = STR("Cage"),
        .kind = LOCATION_ZONE,
        .parent_id = t.hq,
        .gln = STR("9521321000018"),
        .attributes = STR("{}"),
        .active = true,
        .created_at = 42,
    };
    struct location got;
    int64_t id = 0;
    assert_int_equal(store_location_insert(f->db, &in, &id), DB_OK);
    assert_int_equal(store_location_by_code(f->db, f->arena, STR("HQ-C"), &got), DB_ROW);
    assert_true(got.id == id && str_eq(got.name, in.name) && got.kind == in.kind && got.parent_id == t.hq);
    assert_true(str_is(got.parent_code, "HQ") && str_eq(got.gln, in.gln) && str_eq(got.attributes, in.attributes));
    assert_true(got.active && got.created_at == 42 && got.version == 1);
    assert_int_equal(store_location_by_gln(f->db, f->arena, in.gln, &got), DB_ROW);
    assert_int_equal(got.id, id);
    assert_int_equal(store_location_by_id(f->db, f->arena, t.hq, &got), DB_ROW);
    assert_true(got.parent_id == 0 && str_empty(got.parent_code));
    assert_int_equal(store_location_by_code(f->db, f->arena, STR("NONE"), &got), DB_DONE);
    assert_int_equal(store_location_by_gln(f->db, f->arena, STR("0000000000000"), &got), DB_DONE);
    assert_int_equal(store_location_by_id(f->db, f->arena, 999, &got), DB_DONE);
}

static void location_constraints(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    struct location l = {.code = STR("HQ"), .kind = LOCATION_SITE, .active = true};
    int64_t id = 0;
    assert_int_equal(store_location_insert(f->db, &l, &id), DB_UNIQUE);
    l.code = STR("NEW");
    l.parent_id = 999;
    assert_int_equal(store_location_insert(f->db, &l, &id), DB_CONSTRAINT);
    assert_int_equal(store_location_by_id(f->db, f->arena, t.hq, &l), DB_ROW);
    l.parent_id = l.id;
    assert_int_equal(store_location_update(f->db, &l), DB_CONSTRAINT); /* in itself */
}

static void location_changes_count(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    struct location l, got;
    assert_int_equal(store_location_by_id(f->db, f->arena, t.a2, &l), DB_ROW);
    l.code = STR("HQ-B1");
    l.name = STR("moved");
    l.parent_id = t.b;
    l.active = false;
    assert_int_equal(store_location_update(f->db, &l), DB_OK);
    assert_int_equal(store_location_update(f->db, &l), DB_DONE);
    assert_int_equal(store_location_by_code(f->db, f->arena, STR("HQ-B1"), &got), DB_ROW);
    assert_true(got.id == t.a2 && got.version == 2 && !got.active && str_is(got.parent_code, "HQ-B"));
    assert_str(got.name, "moved");
}

static void location_tree(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    struct id_list ids;
    struct location_list above;
    struct location_children children;
    int height = -1;
    assert_int_equal(store_location_subtree(f->db, f->arena, t.a, &ids), DB_OK);
    id_list_sort(&ids, false);
    assert_int_equal(ids.count, 3);
    assert_true(ids.at[0] == t.a && ids.at[1] == t.a1 && ids.at[2] == t.a2);
    assert_int_equal(store_location_subtree(f->db, f->arena, t.hq, &ids), DB_OK);
    assert_int_equal(ids.count, 5);
    assert_int_equal(store_location_subtree(f->db, f->arena, 999, &ids), DB_OK);
    assert_int_equal(ids.count, 0);

    assert_int_equal(store_location_ancestors(f->db, f->arena, t.a1, &above), DB_OK);
    assert_str(JOIN(f, above, code), "HQ-A,HQ");
    assert_int_equal(store_location_ancestors(f->db, f->arena, t.hq, &above), DB_OK);
    assert_int_equal(above.count, 0);

    assert_int_equal(store_location_height(f->db, t.hq, &height), DB_OK);
    assert_int_equal(height, 2);
    assert_int_equal(store_location_height(f->db, t.a1, &height), DB_OK);
    assert_int_equal(height, 0);

    struct location b;
    assert_int_equal(store_location_by_id(f->db, f->arena, t.b, &b), DB_ROW);
    b.active = false;
    assert_int_equal(store_location_update(f->db, &b), DB_OK);
    assert_int_equal(store_location_children(f->db, t.hq, &children), DB_OK);
    assert_true(children.all == 2 && children.active == 1 && children.kinds == LOCATION_BIT(LOCATION_ZONE));
    assert_int_equal(store_location_children(f->db, t.rep, &children), DB_OK);
    assert_true(children.all == 0 && children.active == 0 && children.kinds == 0);
}

/* The tree's rules are the service's; should the database hold a loop nevertheless, every question still ends. */
static void location_loop_ends(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    struct location hq;
    struct id_list ids;
    struct location_list above;
    int height;
    assert_int_equal(store_location_by_id(f->db, f->arena, t.hq, &hq), DB_ROW);
    hq.parent_id = t.a1;
    assert_int_equal(store_location_update(f->db, &hq), DB_OK);
    assert_int_equal(store_location_subtree(f->db, f->arena, t.a, &ids), DB_OK);
    assert_int_equal(ids.count, 5);
    assert_int_equal(store_location_ancestors(f->db, f->arena, t.a1, &above), DB_OK);
    assert_int_equal(above.count, LIMIT_LOCATION_DEPTH);
    assert_int_equal(store_location_height(f->db, t.a, &height), DB_OK);
    assert_true(height > LIMIT_LOCATION_DEPTH);
}

static void location_lists(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    const struct {
        const char *name;
        struct location_filter filter;
        const char *codes;
        bool more;
    } rows[] = {
        {"all", {{.limit = 9}}, "HQ,HQ-A,HQ-A1,HQ-A2,HQ-B,REP", false},
        {"a page", {{.limit = 2, .after = STR("HQ-A")}}, "HQ-A1,HQ-A2", true},
        {"of a kind", {{.limit = 9}, .kinds = LOCATION_BIT(LOCATION_SITE)}, "HQ", false},
        {"of two kinds",
         {{.limit = 9}, .kinds = LOCATION_BIT(LOCATION_BIN) | LOCATION_BIT(LOCATION_REPAIR)},
         "HQ-A1,HQ-A2,REP",
         false},
        {"children", {{.limit = 9}, .parent_id = t.hq}, "HQ-A,HQ-B", false},
        {"all below", {{.limit = 9}, .within_id = t.a}, "HQ-A,HQ-A1,HQ-A2", false},
        {"bins below", {{.limit = 9}, .within_id = t.hq, .kinds = LOCATION_BIT(LOCATION_BIN)}, "HQ-A1,HQ-A2", false},
        {"closed", {{.limit = 9, .active = STORE_CLOSED}}, "", false},
        {"by text", {{.limit = 9, .text = STR("-a")}}, "HQ-A,HQ-A1,HQ-A2", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct location_list list;
        assert_row(store_location_list(f->db, f->arena, &rows[i].filter, &list) == DB_OK, rows[i].name);
        assert_row(str_is(JOIN(f, list, code), rows[i].codes), rows[i].name);
        assert_row(list.more == rows[i].more, rows[i].name);
    }
}

static void location_stock(void **state)
{
    struct fresh *f = *state;
    struct tree t = plant(f);
    int64_t stock = -1, product = add_product(f, "P");
    assert_int_equal(store_location_stock(f->db, t.a1, &stock), DB_OK);
    assert_int_equal(stock, 0);
    for (int status = 2; status <= 3; status++) {
        struct query *q = db_query_text(
            f->db, STR("INSERT INTO stock (product_id, location_id, status, quantity) VALUES (?1, ?2, ?3, 7)"));
        query_int(q, 1, product);
        query_int(q, 2, t.a1);
        query_int(q, 3, status);
        assert_int_equal(query_run(q), DB_OK);
    }
    assert_int_equal(store_location_stock(f->db, t.a1, &stock), DB_OK);
    assert_int_equal(stock, 14);
    assert_int_equal(store_location_stock(f->db, t.a, &stock), DB_OK);
    assert_int_equal(stock, 0); /* what is below is not in it itself */
}

/* Parties ------------------------------------------------------------------------------------------------------------*/

static void party_comes_back_as_it_was(void **state)
{
    struct fresh *f = *state;
    struct party in = {
        .code = STR("C-1"),
        .name = STR("Ada"),
        .kind = PARTY_SUPPLIER,
        .gln = STR("9521321000018"),
        .email = STR("ada@example.org"),
        .phone = STR("+49 1"),
        .address = STR("Street 1\nTown"),
        .contact = STR("Ada herself"),
        .attributes = STR("{\"vip\":true}"),
        .active = true,
        .created_at = 42,
    };
    struct party got;
    int64_t id = 0;
    assert_int_equal(store_party_insert(f->db, &in, &id), DB_OK);
    assert_int_equal(store_party_by_code(f->db, f->arena, STR("C-1"), &got), DB_ROW);
    assert_true(got.id == id && str_eq(got.name, in.name) && got.kind == in.kind && str_eq(got.gln, in.gln));
    assert_true(str_eq(got.email, in.email) && str_eq(got.phone, in.phone) && str_eq(got.address, in.address));
    assert_true(str_eq(got.contact, in.contact) && str_eq(got.attributes, in.attributes));
    assert_true(got.active && got.created_at == 42 && got.version == 1);
    assert_int_equal(store_party_by_gln(f->db, f->arena, in.gln, &got), DB_ROW);
    assert_int_equal(store_party_by_id(f->db, f->arena, id, &got), DB_ROW);
    assert_int_equal(store_party_by_id(f->db, f->arena, id + 1, &got), DB_DONE);
    assert_int_equal(store_party_by_code(f->db, f->arena, STR("C-2"), &got), DB_DONE);
    assert_int_equal(store_party_insert(f->db, &in, &id), DB_UNIQUE);
}

static void party_changes_count(void **state)
{
    struct fresh *f = *state;
    struct party p, got;
    int64_t id = add_party(f, "C-1", PARTY_CUSTOMER);
    assert_int_equal(store_party_by_id(f->db, f->arena, id, &p), DB_ROW);
    p.code = STR("K-1");
    p.kind = PARTY_STAFF;
    p.email = STR("new@example.org");
    p.active = false;
    assert_int_equal(store_party_update(f->db, &p), DB_OK);
    assert_int_equal(store_party_update(f->db, &p), DB_DONE);
    assert_int_equal(store_party_by_code(f->db, f->arena, STR("K-1"), &got), DB_ROW);
    assert_true(got.id == id && got.version == 2 && got.kind == PARTY_STAFF && !got.active);
    assert_str(got.email, "new@example.org");
}

static void party_lists(void **state)
{
    struct fresh *f = *state;
    add_party(f, "S-2", PARTY_SUPPLIER);
    add_party(f, "C-1", PARTY_CUSTOMER);
    add_party(f, "S-1", PARTY_SUPPLIER);
    add_party(f, "X", PARTY_CARRIER);
    const struct {
        const char *name;
        struct party_filter filter;
        const char *codes;
        bool more;
    } rows[] = {
        {"all", {{.limit = 9}}, "C-1,S-1,S-2,X", false},
        {"a page", {{.limit = 2, .after = STR("C-1")}}, "S-1,S-2", true},
        {"of a kind", {{.limit = 9}, .kinds = PARTY_BIT(PARTY_SUPPLIER)}, "S-1,S-2", false},
        {"of two kinds", {{.limit = 9}, .kinds = PARTY_BIT(PARTY_CUSTOMER) | PARTY_BIT(PARTY_CARRIER)}, "C-1,X", false},
        {"by text", {{.limit = 9, .text = STR("s-")}}, "S-1,S-2", false},
        {"closed", {{.limit = 9, .active = STORE_CLOSED}}, "", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct party_list list;
        assert_row(store_party_list(f->db, f->arena, &rows[i].filter, &list) == DB_OK, rows[i].name);
        assert_row(str_is(JOIN(f, list, code), rows[i].codes), rows[i].name);
        assert_row(list.more == rows[i].more, rows[i].name);
    }
}

/* Lots ---------------------------------------------------------------------------------------------------------------*/

static void lot_comes_back_as_it_was(void **state)
{
    struct fresh *f = *state;
    int64_t product = add_product(f, "MILK"), id = 0;
    struct lot in = {.product_id = product, .number = STR("L1"), .expires_at = 2000, .made_at = 1000, .created_at = 42},
               got;
    assert_int_equal(store_lot_insert(f->db, &in, &id), DB_OK);
    assert_int_equal(store_lot_by_number(f->db, f->arena, product, STR("L1"), &got), DB_ROW);
    assert_true(got.id == id && got.product_id == product && str_is(got.product_sku, "MILK") &&
                str_is(got.number, "L1"));
    assert_true(got.expires_at == 2000 && got.made_at == 1000 && got.created_at == 42 && got.version == 1);
    assert_int_equal(store_lot_by_id(f->db, f->arena, id, &got), DB_ROW);
    assert_int_equal(store_lot_by_id(f->db, f->arena, id + 1, &got), DB_DONE);
    assert_int_equal(store_lot_by_number(f->db, f->arena, product, STR("L2"), &got), DB_DONE);
    assert_int_equal(store_lot_by_number(f->db, f->arena, product + 1, STR("L1"), &got), DB_DONE);
}

static void lot_constraints_and_changes(void **state)
{
    struct fresh *f = *state;
    int64_t milk = add_product(f, "MILK"), cheese = add_product(f, "CHEESE"), id = 0;
    struct lot l = {.product_id = milk, .number = STR("L1")}, got;
    assert_int_equal(store_lot_insert(f->db, &l, &id), DB_OK);
    assert_int_equal(store_lot_insert(f->db, &l, &id), DB_UNIQUE);
    l.product_id = cheese;
    assert_int_equal(store_lot_insert(f->db, &l, &id), DB_OK); /* the same number of another product */
    l.product_id = 999;
    assert_int_equal(store_lot_insert(f->db, &l, &id), DB_CONSTRAINT);
    assert_int_equal(store_lot_by_id(f->db, f->arena, id, &got), DB_ROW);
    got.number = STR("L-ONE");
    got.expires_at = 5000;
    assert_int_equal(store_lot_update(f->db, &got), DB_OK);
    assert_int_equal(store_lot_update(f->db, &got), DB_DONE);
    assert_int_equal(store_lot_by_number(f->db, f->arena, cheese, STR("L-ONE"), &got), DB_ROW);
    assert_true(got.version == 2 && got.expires_at == 5000 && got.made_at == 0);
}

static void lot_lists(void **state)
{
    struct fresh *f = *state;
    int64_t milk = add_product(f, "MILK"), cheese = add_product(f, "CHEESE");
    int64_t b = add_lot(f, milk, "B"), b2 = add_lot(f, cheese, "B");
    add_lot(f, milk, "A");
    add_lot(f, cheese, "C");
    add_lot(f, milk, "C");
    const struct {
        const char *name;
        struct lot_filter filter;
        const char *skus, *numbers;
        bool more;
    } rows[] = {
        {"all", {{.limit = 9}}, "MILK,MILK,CHEESE,CHEESE,MILK", "A,B,B,C,C", false},
        {"between two of one number", {{.limit = 2, .after = STR("B"), .after_id = b}}, "CHEESE,CHEESE", "B,C", true},
        {"of a product", {{.limit = 9}, .product_id = milk}, "MILK,MILK,MILK", "A,B,C", false},
        {"a page of a product", {{.limit = 1, .after = STR("A")}, .product_id = milk}, "MILK", "B", true},
        {"of a number", {{.limit = 9}, .number = STR("B")}, "MILK,CHEESE", "B,B", false},
        {"a page of a number", {{.limit = 9, .after_id = b}, .number = STR("B")}, "CHEESE", "B", false},
        {"behind them", {{.limit = 9, .after_id = b2}, .number = STR("B")}, "", "", false},
        {"product and number", {{.limit = 9}, .product_id = cheese, .number = STR("B")}, "CHEESE", "B", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct lot_list list;
        assert_row(store_lot_list(f->db, f->arena, &rows[i].filter, &list) == DB_OK, rows[i].name);
        assert_row(str_is(JOIN(f, list, number), rows[i].numbers), rows[i].name);
        assert_row(str_is(JOIN(f, list, product_sku), rows[i].skus), rows[i].name);
        assert_row(list.more == rows[i].more, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(product_comes_back_as_it_was),
        FRESH_TEST(product_keys_are_unique),
        FRESH_TEST(product_bounds_are_kept_by_the_database),
        FRESH_TEST(product_changes_count),
        FRESH_TEST(product_lists),
        FRESH_TEST(location_comes_back_as_it_was),
        FRESH_TEST(location_constraints),
        FRESH_TEST(location_changes_count),
        FRESH_TEST(location_tree),
        FRESH_TEST(location_loop_ends),
        FRESH_TEST(location_lists),
        FRESH_TEST(location_stock),
        FRESH_TEST(party_comes_back_as_it_was),
        FRESH_TEST(party_changes_count),
        FRESH_TEST(party_lists),
        FRESH_TEST(lot_comes_back_as_it_was),
        FRESH_TEST(lot_constraints_and_changes),
        FRESH_TEST(lot_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
