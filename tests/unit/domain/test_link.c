/*
 * Tests of domain/link.h: what strangers are told of a unit, by its status and by what is allowed; link types; GS1 values.
 */
#include "domain/link.h"

#include "testing.h"

#define DAY     ((msec)86400000)
#define ALL     ((1u << LINK_SHOW_TOTAL) - 1)
#define ACTIONS ((1u << LINK_ACTION_TOTAL) - 1)

static const msec now = 20000 * DAY;

static struct link_view full(enum status status)
{
    return (struct link_view){.unit_id = 1,
                              .product_id = 2,
                              .product = STR("Pump"),
                              .sku = STR("P"),
                              .gtin = STR("04006381333931"),
                              .serial = STR("S"),
                              .lot = STR("L"),
                              .expires = now + DAY,
                              .status = status,
                              .holds = HOLD_BIT(HOLD_RECALL),
                              .warranty_from = now - DAY,
                              .warranty_months = 12,
                              .suspect = true};
}

static struct link_settings allowing(unsigned shown)
{
    struct link_settings s;
    link_settings_defaults(&s);
    s.pages = true;
    s.shown = shown;
    s.actions = ACTIONS;
    return s;
}

static void states(void **state)
{
    static const enum link_state want[STATUS_TOTAL] = {
        [STATUS_ALLOCATED] = LINK_UNKNOWN,   [STATUS_IN_STOCK] = LINK_UNSOLD,    [STATUS_RESERVED] = LINK_UNSOLD,
        [STATUS_PICKED] = LINK_UNSOLD,       [STATUS_PACKED] = LINK_UNSOLD,      [STATUS_IN_TRANSIT] = LINK_UNSOLD,
        [STATUS_DELIVERED] = LINK_SOLD,      [STATUS_ON_LOAN] = LINK_UNSOLD,     [STATUS_RETURNED] = LINK_UNSOLD,
        [STATUS_IN_REPAIR] = LINK_UNSOLD,    [STATUS_INSTALLED] = LINK_UNSOLD,   [STATUS_MISSING] = LINK_SOUGHT,
        [STATUS_STOLEN] = LINK_STOLEN_STATE, [STATUS_SCRAPPED] = LINK_WITHDRAWN, [STATUS_VOID] = LINK_UNKNOWN,
    };
    const struct link_settings s = allowing(ALL);
    (void)state;
    for (int i = STATUS_ALLOCATED; i < STATUS_TOTAL; i++) {
        struct link_view v = full((enum status)i), owned = v;
        link_view_limit(&v, &s, now);
        assert_row(v.state == want[i], status_names[i]);
        owned.owned = true;
        link_view_limit(&owned, &s, now);
        assert_row(owned.state == (want[i] == LINK_UNSOLD ? LINK_SOLD : want[i]), status_names[i]);
    }
}

/* With any set of fields allowed, what is not allowed is empty, and what is allowed is there. */
static void only_what_is_allowed(void **state)
{
    (void)state;
    for (unsigned shown = 0; shown <= ALL; shown++) {
        const struct link_settings s = allowing(shown);
        struct link_view v = full(STATUS_DELIVERED);
        link_view_limit(&v, &s, now);
        assert_int_equal(v.product.len > 0, shown >> LINK_SHOW_PRODUCT & 1);
        assert_int_equal(v.sku.len > 0, shown >> LINK_SHOW_SKU & 1);
        assert_int_equal(v.gtin.len > 0, shown >> LINK_SHOW_GTIN & 1);
        assert_int_equal(v.serial.len > 0, shown >> LINK_SHOW_SERIAL & 1);
        assert_int_equal(v.lot.len > 0, shown >> LINK_SHOW_LOT & 1);
        assert_int_equal(v.expires > 0, shown >> LINK_SHOW_EXPIRY & 1);
        assert_int_equal(v.warranty == WARRANTY_ACTIVE, shown >> LINK_SHOW_WARRANTY & 1);
        assert_int_equal(v.warranty_until > 0, shown >> LINK_SHOW_WARRANTY & 1);
        assert_int_equal(v.recalled, shown >> LINK_SHOW_RECALL & 1);
        assert_int_equal(v.suspect, shown >> LINK_SHOW_SUSPECT & 1);
        assert_int_equal(v.tells_state, shown >> LINK_SHOW_STATUS & 1);
    }
}

static void nothing_at_all(void **state)
{
    static const struct link_view nothing = {.state = LINK_UNKNOWN};
    struct link_settings s = allowing(ALL);
    struct link_view v[4] = {full(STATUS_VOID), full(STATUS_DELIVERED), {0}, full(STATUS_ALLOCATED)};
    (void)state;
    v[1].hidden = true;
    for (size_t i = 0; i < COUNT(v); i++) {
        link_view_limit(&v[i], &s, now);
        assert_memory_equal(&v[i], &nothing, sizeof nothing);
        assert_int_equal(link_view_actions(&v[i], &s), 0);
    }
    s.pages = false;
    v[0] = full(STATUS_DELIVERED);
    link_view_limit(&v[0], &s, now);
    assert_memory_equal(&v[0], &nothing, sizeof nothing);
}

/* What is offered tells nothing of a status that is not told. */
static void actions(void **state)
{
    (void)state;
    const struct link_settings told = allowing(ALL), untold = allowing(ALL & ~(1u << LINK_SHOW_STATUS));
    for (int i = STATUS_IN_STOCK; i < STATUS_VOID; i++) {
        struct link_view v = full((enum status)i), w = v;
        link_view_limit(&v, &told, now);
        link_view_limit(&w, &untold, now);
        unsigned want = v.state == LINK_SOLD ? ACTIONS : 1u << LINK_FOUND;
        assert_row(link_view_actions(&v, &told) == want, status_names[i]);
        assert_row(link_view_actions(&w, &untold) == ACTIONS, status_names[i]);
    }
}

static void link_types_asked(void **state)
{
    static const struct {
        const char *asked, *want;
    } rows[] = {
        {"gs1:pip", "pip"},
        {"pip", "pip"},
        {"https://ref.gs1.org/voc/pip", "pip"},
        {"https://gs1.org/voc/pip", "pip"},
        {"http://gs1.org/voc/pip", "pip"},
        {"https://evil.example/voc/pip", ""},
        {"javascript:x", ""},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(str_is(link_type_short(str_of(rows[i].asked)), rows[i].want), rows[i].asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states),  cmocka_unit_test(only_what_is_allowed), cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(actions), cmocka_unit_test(link_types_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
