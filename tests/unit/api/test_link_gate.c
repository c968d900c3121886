/*
 * Tests of api/link_gate.h, with a clock of its own: which addresses are one network, who must wait, and who need not.
 */
#include "api/link_gate.h"

#include "testing.h"

static const msec start = INT64_C(1700000000000);
enum { PER_MINUTE = 60, ALL_PER_S = 200 };

static bool same(const char *a, const char *b)
{
    struct gate_network na = gate_network_of(str_of(a)), nb = gate_network_of(str_of(b));
    return memcmp(&na, &nb, sizeof na) == 0;
}

static void networks(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"192.0.2.1", "192.0.2.254", true},        {"192.0.2.1", "192.0.3.1", false},
        {"::ffff:192.0.2.1", "192.0.2.9", true},   {"2001:db8:1:2::1", "2001:db8:1:ffff::2", true},
        {"2001:db8:1::1", "2001:db8:2::1", false}, {"192.0.2.1", "2001:db8::1", false},
        {"unknown", "something else", true},       {"", "192.0.2.1", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(same(rows[i].a, rows[i].b) == rows[i].same, rows[i].a);
}

static int view(struct gate *g, const char *address, const char *page, msec after)
{
    return gate_view(g, gate_network_of(str_of(address)), str_of(page), PER_MINUTE, ALL_PER_S, start + after);
}

static void one_network(void **state)
{
    (void)state;
    struct gate *g = gate_new();
    for (int i = 0; i < PER_MINUTE; i++) {
        char page[16];
        snprintf(page, sizeof page, "/p/%d", i);
        assert_int_equal(view(g, "192.0.2.1", page, 0), 0);
    }
    assert_int_equal(view(g, "192.0.2.77", "/p/x", 0), 1);
    assert_int_equal(view(g, "192.0.3.1", "/p/x", 0), 0);
    assert_int_equal(view(g, "192.0.2.1", "/p/x", 1000), 0); /* one a second comes again */
    assert_int_equal(view(g, "192.0.2.1", "/p/x", 1000), 1);
    for (int i = 0; i < PER_MINUTE; i++) /* and all after a minute */
        assert_int_equal(view(g, "192.0.2.1", "/p/y", 120000), 0);
    gate_free(g);
}

static void one_page(void **state)
{
    (void)state;
    struct gate *g = gate_new();
    int in = 0;
    for (int i = 0; i < 2 * PER_MINUTE * GATE_PAGE_TIMES; i++) {
        char address[24];
        snprintf(address, sizeof address, "192.%d.%d.1", i / 256, i % 256);
        in += view(g, address, "/p/x", i) == 0; /* one each ms */
    }
    assert_in_range(in, PER_MINUTE * GATE_PAGE_TIMES, PER_MINUTE * GATE_PAGE_TIMES + 4);
    assert_int_equal(view(g, "198.51.100.1", "/p/y", 0), 0);
    gate_free(g);
}

static void everybody(void **state)
{
    (void)state;
    struct gate *g = gate_new();
    int in = 0;
    for (int i = 0; i < 10000; i++) { /* within two seconds */
        char address[24], page[16];
        snprintf(address, sizeof address, "10.%d.%d.1", i / 256, i % 256);
        snprintf(page, sizeof page, "/p/%d", i);
        in += view(g, address, page, i / 5) == 0;
    }
    assert_in_range(in, 4 * ALL_PER_S - 10, 4 * ALL_PER_S + 10); /* two seconds at once, and two that passed */
    gate_free(g);
}

static void reports(void **state)
{
    (void)state;
    struct gate *g = gate_new();
    struct gate_network n = gate_network_of(STR("192.0.2.1"));
    for (int i = 0; i < 5; i++)
        assert_int_equal(gate_report(g, n, STR("/p/x"), 5, start), 0);
    int wait = gate_report(g, n, STR("/p/x"), 5, start);
    assert_in_range(wait, 719, 720);
    assert_int_equal(gate_report(g, n, STR("/p/x"), 5, start + 720000), 0);
    gate_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks),  cmocka_unit_test(one_network), cmocka_unit_test(one_page),
        cmocka_unit_test(everybody), cmocka_unit_test(reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
