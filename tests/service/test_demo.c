/*
 * The demo company in small: it uses every command, leaves units of every status, its books agree with its ledger, and the same seed
 * tells the same story.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "company.h"
#include "demo/demo.h"
#include "demo/training.h"
#include "service/doctor.h"

enum { UNITS = 600, SEED = 7 };
static const msec monday_0900 = 1795424400000; /* 2026-11-23T09:00:00Z */

static enum demo_result make(struct company *c, uint64_t seed, int units, msec until, struct demo_report *ret,
                             char error[600])
{
    struct demo_options o = {
        .seed = seed, .units = units, .until = until, .admin = {1, STR("anna"), ROLE_BIT(ROLE_ADMIN), STR("test")}};
    return demo_make(c->writer, c->arena, &o, ret, error, 600);
}

static void make_well(struct company *c, uint64_t seed, int units, msec until, struct demo_report *ret)
{
    char error[600] = "";
    company_open(c);
    if (make(c, seed, units, until, ret, error) != DEMO_MADE)
        fail_msg("seed %llu: %s", (unsigned long long)seed, error);
}

static int64_t number_of(struct company *c, struct str sql)
{
    struct query *q = db_query_text(c->db, sql);
    assert_int_equal(query_step(q), DB_ROW);
    int64_t n = query_col_int(q, 0);
    query_end(q);
    return n;
}

/* ---- what is in it ---- */

static void test_all_commands(struct company *c, const struct demo_report *r)
{
    int64_t sum = 0;
    for (int i = 0; i < COMMAND_TOTAL; i++) {
        if (r->commands[i] == 0)
            fail_msg("nobody used %s", lifecycle_commands[i].name);
        sum += r->commands[i];
    }
    assert_int_equal(sum, r->events);
    assert_int_equal(number_of(c, STR("SELECT count(*) FROM event")), r->events);
    assert_int_equal(number_of(c, STR("SELECT count(DISTINCT command) FROM event")), COMMAND_TOTAL);
}

static void test_all_statuses(struct company *c, const struct demo_report *r)
{
    for (int i = STATUS_ALLOCATED; i < STATUS_TOTAL; i++)
        if (r->statuses[i] == 0)
            fail_msg("no unit is %s", status_names[i]);
    assert_int_equal(r->units, UNITS);
    assert_int_equal(number_of(c, STR("SELECT count(*) FROM unit")), UNITS);
    assert_true(r->holds > 0);
}

/* Counted from the units, both ways. */
static void test_stock_is_counted(struct company *c)
{
    static const char counted[] =
        "SELECT product_id, location_id, status, count(*) AS n FROM unit WHERE location_id IS NOT NULL "
        "GROUP BY 1, 2, 3";
    static const char kept[] = "SELECT product_id, location_id, status, quantity AS n FROM stock WHERE quantity > 0";
    struct str there = arena_fmt(c->arena, "SELECT count(*) FROM (%s EXCEPT %s)", counted, kept);
    struct str back = arena_fmt(c->arena, "SELECT count(*) FROM (%s EXCEPT %s)", kept, counted);
    assert_int_equal(number_of(c, there), 0);
    assert_int_equal(number_of(c, back), 0);
}

static void test_times(struct company *c)
{
    assert_int_equal(
        number_of(c, STR("SELECT count(*) FROM event_unit a JOIN event_unit b ON b.unit_id = a.unit_id AND "
                         "b.seq > a.seq AND b.event_time < a.event_time")),
        0);
    int64_t first = number_of(c, STR("SELECT min(event_time) FROM event"));
    int64_t last = number_of(c, STR("SELECT max(event_time) FROM event"));
    assert_true(last <= monday_0900);
    assert_true(last > monday_0900 - 4 * COMPANY_DAY);
    assert_in_range((uint64_t)((last - first) / COMPANY_DAY), 720, 735);
}

static void test_doctor(struct company *c)
{
    struct doctor_report *r = ARENA_NEW(c->arena, struct doctor_report);
    struct ctx ctx = {.arena = c->arena, .db = c->db, .now = monday_0900};
    assert_true(service_doctor(&ctx, NULL, r));
    for (size_t i = 0; i < r->listed; i++)
        print_message("%s %.*s: %.*s / %.*s\n", r->list[i].table, STR_ARG(r->list[i].key), STR_ARG(r->list[i].ledger),
                      STR_ARG(r->list[i].stored));
    assert_true(doctor_well(r));
    assert_true(r->events > 1000);
}

static void test_examples(const struct demo_report *r)
{
    assert_true(r->serial.code.len > 0);
    assert_true(r->device.code.len > 0);
    assert_true(r->package.code.len == 18);
    for (int i = 0; i < DEMO_SIGN_INS; i++)
        assert_true(strlen(r->sign_ins[i].password) >= 10);
}

static void test_company(void **state)
{
    struct company c;
    struct demo_report r;
    (void)state;
    make_well(&c, SEED, UNITS, monday_0900, &r);
    test_all_commands(&c, &r);
    test_all_statuses(&c, &r);
    test_stock_is_counted(&c);
    test_times(&c);
    test_doctor(&c);
    test_examples(&r);
    company_close(&c);
}

/* ---- the same again ---- */

/* Hash of the first bodies, without the times at which they were recorded; at most so many. */
static struct hash hash_of(struct company *c, int64_t most)
{
    struct hash_stream s;
    struct query *q = db_query_text(c->db, STR("SELECT body FROM event ORDER BY seq LIMIT ?1"));
    query_int(q, 1, most);
    hash_begin(&s);
    while (query_step(q) == DB_ROW) {
        struct str body = query_col_str(q, 0);
        static const char member[] = "\"recorded\":\"";
        const char *at = memmem(body.ptr, body.len, member, sizeof member - 1);
        assert_non_null(at);
        size_t head = (size_t)(at - body.ptr), behind = head + sizeof member - 1;
        behind += str_find(str_slice(body, behind, body.len), '"');
        hash_more(&s, body.ptr, head);
        hash_more(&s, body.ptr + behind, body.len - behind);
    }
    query_end(q);
    return hash_end(&s);
}

static void test_same_seed(void **state)
{
    struct company a, b, other;
    struct demo_report ra, rb, ro;
    (void)state;
    make_well(&a, SEED, UNITS, monday_0900, &ra);
    make_well(&b, SEED, UNITS, monday_0900, &rb);
    make_well(&other, SEED + 1, UNITS, monday_0900, &ro);
    assert_int_equal(ra.events, rb.events);
    assert_true(hash_eq(hash_of(&a, INT64_MAX), hash_of(&b, INT64_MAX)));
    assert_false(hash_eq(hash_of(&a, INT64_MAX), hash_of(&other, INT64_MAX)));
    assert_string_not_equal(ra.sign_ins[0].password, rb.sign_ins[0].password);
    company_close(&a);
    company_close(&b);
    company_close(&other);
}

/* Told later on the same day, it only goes on. */
static void test_later(void **state)
{
    struct company a, b;
    struct demo_report ra, rb;
    (void)state;
    make_well(&a, SEED, UNITS, monday_0900, &ra);
    make_well(&b, SEED, UNITS, monday_0900 + 5 * INT64_C(3600000), &rb);
    assert_true(rb.events > ra.events);
    assert_true(hash_eq(hash_of(&a, ra.events), hash_of(&b, ra.events)));
    company_close(&a);
    company_close(&b);
}

/* ---- whatever the seed and the day ---- */

static void test_other_days(void **state)
{
    static const struct {
        const char *until;
        uint64_t seed;
        int units;
    } rows[] = {
        {"2026-11-22T23:30:00Z", 1, DEMO_UNITS_MIN}, /* a Sunday */
        {"2027-01-02T12:00:00Z", 2, DEMO_UNITS_MIN}, /* after holidays */
        {"2028-02-29T07:00:00Z", 3, DEMO_UNITS_MIN}, /* no such day two years before */
        {"2026-03-29T02:30:00Z", 4, DEMO_UNITS_MIN}, /* the clock goes forward */
        {"2026-08-14T22:00:00Z", 5, 2000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct company c;
        struct demo_report r;
        struct time_zoned until;
        assert_true(time_parse(str_of(rows[i].until), &until));
        make_well(&c, rows[i].seed, rows[i].units, until.at, &r);
        assert_int_equal(r.units, rows[i].units);
        for (int k = STATUS_ALLOCATED; k < STATUS_TOTAL; k++)
            if (r.statuses[k] == 0)
                fail_msg("%s: no unit is %s", rows[i].until, status_names[k]);
        company_close(&c);
    }
}

/* ---- refused ---- */

static void test_refused(void **state)
{
    struct company c;
    struct demo_report r;
    char error[600] = "";
    (void)state;
    company_open(&c);
    assert_int_equal(make(&c, SEED, DEMO_UNITS_MIN - 1, monday_0900, &r, error), DEMO_REFUSED);
    assert_non_null(strstr(error, "units"));
    assert_int_equal(number_of(&c, STR("SELECT count(*) FROM product")), 4); /* the test's own */
    assert_int_equal(make(&c, SEED, DEMO_UNITS_MIN, monday_0900, &r, error), DEMO_MADE);
    assert_int_equal(make(&c, SEED, DEMO_UNITS_MIN, monday_0900, &r, error), DEMO_REFUSED);
    assert_non_null(strstr(error, "events already"));
    company_close(&c);
}

static bool insert_dock(struct ctx *ctx, struct ledger *l, void *state)
{
    struct product p = {.sku = STR("DOCK-C"), .name = STR("Dock"), .active = true, .version = 1};
    int64_t id;
    (void)l, (void)state;
    return ctx_check(ctx, store_product_insert(ctx->db, &p, &id));
}

/* Its master data do not mix with those that are there: all or nothing. */
static void test_in_the_way(void **state)
{
    struct company c;
    struct demo_report r;
    char error[600] = "";
    (void)state;
    company_open(&c);
    assert_true(company_write(&c, insert_dock, NULL, NULL));
    assert_int_equal(make(&c, SEED, DEMO_UNITS_MIN, monday_0900, &r, error), DEMO_REFUSED);
    assert_non_null(strstr(error, "DOCK-C"));
    assert_int_equal(number_of(&c, STR("SELECT count(*) FROM product")), 5);
    assert_int_equal(number_of(&c, STR("SELECT count(*) FROM event")), 0);
    company_close(&c);
}

/* The units of each lesson stand where they should, and the books agree. */
static void test_training(void **state)
{
    static const struct {
        const char *mode;
        int status, units, named; /* named: serials that are told */
    } rows[] = {
        {"look_up", STATUS_DELIVERED, 1, 1}, {"receive", STATUS_NONE, 0, 6},       {"move", STATUS_IN_STOCK, 6, 6},
        {"pick", STATUS_IN_STOCK, 6, 6},     {"pack", STATUS_PICKED, 6, 6},        {"ship", STATUS_PACKED, 2, 2},
        {"return", STATUS_DELIVERED, 4, 4},  {"check_out", STATUS_IN_STOCK, 4, 4}, {"check_in", STATUS_ON_LOAN, 4, 4},
        {"count", STATUS_IN_STOCK, 4, 4},    {"hold", STATUS_IN_STOCK, 3, 3}};
    struct company c;
    struct demo_report r;
    struct training t;
    char error[600] = "";
    (void)state;
    make_well(&c, SEED, DEMO_UNITS_MIN, monday_0900, &r);
    const struct training_options o = {.actor = {1, STR("anna"), ROLE_BIT(ROLE_ADMIN), STR("test")},
                                       .now = monday_0900,
                                       .product = r.serial.product,
                                       .serial = r.serial.code};
    if (!training_make(c.writer, c.arena, &o, &t, error, sizeof error))
        fail_msg("%s", error);
    for (int i = 0; i < TRAINING_LESSONS; i++) {
        const struct training_lesson *l = &t.lessons[i];
        int64_t there = 0;
        assert_string_equal(l->mode, rows[i].mode);
        assert_int_equal(l->serial_count, rows[i].named);
        for (int n = 0; n < l->serial_count; n++)
            there += number_of(&c, arena_fmt(c.arena, "SELECT count(*) FROM unit WHERE serial = '%.*s' AND status = %d",
                                             STR_ARG(l->serials[n]), rows[i].status));
        if (there != rows[i].units)
            fail_msg("%s: %d units are there", l->mode, (int)there);
    }
    assert_int_equal(number_of(&c, STR("SELECT count(*) FROM event")), t.size);
    test_doctor(&c);
    company_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_training),   cmocka_unit_test(test_company),    cmocka_unit_test(test_same_seed),
        cmocka_unit_test(test_later),      cmocka_unit_test(test_other_days), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_in_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
