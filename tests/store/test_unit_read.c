/*
 * What store/unit_read.h promises: everything that a unit points at by its code, its numbers, its history.
 */
#include "company.h"
#include "store/package.h"
#include "store/unit_read.h"

static void a_view_has_all_codes(void **state)
{
    struct company *c = company_new(*state);
    for (int i = 0; i < COMPANY_UNITS; i++) {
        const struct unit *u = &c->units[i];
        struct unit_view v, w;
        struct arena *a = c->f->arena;
        assert_int_equal(store_unit_view(c->f->db, a, u->id, &v), DB_ROW);
        assert_true(str_eq(v.unit.serial, u->serial));
        assert_str(v.product.code, arena_fmt(a, "P%d", (int)u->product_id).ptr);
        assert_int_equal(v.unit.status, u->status);
        assert_int_equal(v.unit.holds, u->holds);
        assert_int_equal(v.unit.received_at, u->received_at);
        assert_str(v.location.code, u->location_id ? arena_fmt(a, "L%02d", (int)u->location_id).ptr : "");
        assert_str(v.party.code, u->party_id ? arena_fmt(a, "C%d", (int)u->party_id).ptr : "");
        assert_str(v.supplier.name, u->supplier_id ? arena_fmt(a, "Party %d", (int)u->supplier_id).ptr : "");
        assert_int_equal(v.lot.len != 0, u->lot_id != 0);
        assert_int_equal(v.parent_serial.len != 0, u->parent_id != 0);
        assert_int_equal(store_unit_view_by_serial(c->f->db, a, v.product.code, u->serial, &w), DB_ROW);
        assert_int_equal(w.unit.id, u->id);
    }
}

static void the_path_goes_down_to_the_place(void **state)
{
    struct company *c = company_new(*state);
    for (int i = 0; i < COMPANY_UNITS; i++) {
        struct unit_view v;
        assert_int_equal(store_unit_view(c->f->db, c->f->arena, c->units[i].id, &v), DB_ROW);
        int64_t at = c->units[i].location_id;
        for (size_t n = v.path_count; n > 0; n--, at = c->location_parents[at])
            assert_str(v.path[n - 1], arena_fmt(c->f->arena, "L%02d", (int)at).ptr);
        assert_int_equal(at, 0);
    }
}

/* Deeper than the query itself goes. */
static void a_deep_path(void **state)
{
    struct company *c = company_new(*state);
    struct unit_view v;
    int64_t parent = 14;
    for (int i = 0; i < 6; i++) {
        struct location l = {
            .code = arena_fmt(c->f->arena, "DEEP%d", i), .kind = LOCATION_BIN, .parent_id = parent, .active = true};
        assert_int_equal(store_location_insert(c->f->db, &l, &parent), DB_OK);
    }
    struct unit u = {
        .id = 1, .product_id = 1, .serial = STR("deep"), .status = STATUS_IN_STOCK, .location_id = parent, .events = 1};
    assert_int_equal(store_unit_insert(c->f->db, &u), DB_OK);
    assert_int_equal(store_unit_view(c->f->db, c->f->arena, 1, &v), DB_ROW);
    assert_int_equal(v.path_count, 9);
    assert_str(v.path[8], "DEEP5");
    assert_str(v.path[2], "L14");
    assert_int_equal(c->location_parents[14] != 0, 1);
}

static void nobody_there(void **state)
{
    struct company *c = company_new(*state);
    struct unit_view v;
    struct id_list ids;
    int64_t id;
    assert_int_equal(store_unit_view(c->f->db, c->f->arena, 7, &v), DB_DONE);
    assert_int_equal(store_unit_view_by_serial(c->f->db, c->f->arena, STR("P1"), STR("none"), &v), DB_DONE);
    assert_int_equal(store_unit_view_by_serial(c->f->db, c->f->arena, STR("none"), c->units[0].serial, &v), DB_DONE);
    assert_int_equal(store_unit_by_gtin(c->f->db, STR("04006381333931"), c->units[0].serial, &id), DB_DONE);
    assert_int_equal(store_unit_ids_by_serial(c->f->db, c->f->arena, STR("none"), 5, &ids), DB_OK);
    assert_int_equal(ids.count, 0);
}

static void numbers_and_former_serials(void **state)
{
    struct company *c = company_new(*state);
    struct unit before = c->units[5], after = before;
    struct unit_view v;
    struct id_list ids;
    after.serial = STR("renumbered");
    for (int i = 0; i < 6; i++)
        assert_int_equal(store_identifier_insert(c->f->db, STR("mac"), arena_fmt(c->f->arena, "mac-%d", i), before.id),
                         DB_OK);
    assert_int_equal(store_unit_update(c->f->db, &before, &after), DB_OK);
    assert_int_equal(store_unit_view(c->f->db, c->f->arena, before.id, &v), DB_ROW);
    assert_int_equal(store_unit_numbers(c->f->db, c->f->arena, &v), DB_OK);
    assert_int_equal(v.identifier_count, 6);
    assert_str(v.identifiers[0].kind, "mac");
    assert_int_equal(v.former_count, 1);
    assert_true(str_eq(v.former[0], before.serial));
    assert_int_equal(store_unit_ids_by_number(c->f->db, c->f->arena, STR("mac-3"), 5, &ids), DB_OK);
    assert_int_equal(ids.count, 1);
    assert_int_equal(ids.at[0], before.id);
    assert_int_equal(store_unit_ids_by_number(c->f->db, c->f->arena, before.serial, 5, &ids), DB_OK);
    assert_int_equal(ids.count, 1);
}

/* Serials are unique within a product only. */
static void one_serial_of_several_products(void **state)
{
    struct company *c = company_new(*state);
    struct id_list ids;
    for (int i = 0; i < COMPANY_UNITS; i++) {
        size_t want = 0;
        for (int k = 0; k < COMPANY_UNITS; k++)
            want += str_eq(c->units[i].serial, c->units[k].serial);
        assert_int_equal(store_unit_ids_by_serial(c->f->db, c->f->arena, c->units[i].serial, 10, &ids), DB_OK);
        assert_int_equal(ids.count, want);
    }
}

static void history_newest_first(void **state)
{
    struct company *c = company_new(*state);
    struct unit_history h;
    for (int64_t seq = 1; seq <= 10; seq++) {
        struct unit u = c->units[3];
        struct event e = {.seq = seq, .actor = {1 + seq % 2, {NULL, 0}}, .terms.command = COMMAND_MOVE};
        u.location_id = seq;
        u.changed_at = COMPANY_START + seq;
        assert_int_equal(store_event_unit_insert(c->f->db, &u, &e, seq == 4), DB_OK);
    }
    assert_int_equal(store_unit_history(c->f->db, c->f->arena, c->units[3].id, INT64_MAX, 4, false, &h), DB_OK);
    assert_int_equal(h.count, 4);
    assert_int_equal(h.items[0].seq, 10);
    assert_str(h.items[0].actor, "olga");
    assert_str(h.items[1].actor, "max");
    assert_str(h.items[3].location, "L07");
    assert_int_equal(h.items[3].time, COMPANY_START + 7);
    assert_null(h.items[0].event);
    assert_int_equal(store_unit_history(c->f->db, c->f->arena, c->units[3].id, 7, 100, false, &h), DB_OK);
    assert_int_equal(h.count, 6);
    assert_int_equal(h.items[0].seq, 6);
    assert_true(h.items[2].carried);
    assert_int_equal(h.items[0].command, COMMAND_MOVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(a_view_has_all_codes),
        FRESH_TEST(the_path_goes_down_to_the_place),
        FRESH_TEST(a_deep_path),
        FRESH_TEST(nobody_there),
        FRESH_TEST(numbers_and_former_serials),
        FRESH_TEST(one_serial_of_several_products),
        FRESH_TEST(history_newest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
