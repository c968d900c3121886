#include "demo/trouble.h"

#include "demo/act.h"
#include "demo/build.h"
#include "demo/care.h"
#include "demo/fate.h"
#include "demo/things.h"

enum { QUIET_DAYS = 45, PLATES_MAX = 4 };

/* ---- missing, broken ---- */

static bool lose(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item)
        return false;
    struct command *c = demo_act(s, COMMAND_REPORT_MISSING, demo_one(s, item));
    c->reason = STR("not in its bin when it was to be picked");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_care_missing(s, item);
    return true;
}

static bool damage(struct story *s)
{
    static const char *const how[] = {"fell from the fork-lift truck", "water from the roof",
                                      "crushed by another pallet"};
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item || item->inside.count)
        return false;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_SCRAP, demo_one(s, item));
    c->reason = str_of(how[demo_random_below(&s->random, 3)]);
    demo_give(s, c, DEMO_WAREHOUSE);
    item->state = ITEM_GONE;
    return true;
}

/* ---- stolen ---- */

static void check(struct story *s, void *what)
{
    struct item *item = what;
    struct command *c = demo_act(s, COMMAND_INSPECT, demo_one(s, item));
    c->choice = STR("restock");
    c->note = STR("undamaged");
    demo_give(s, c, DEMO_STORE);
    c = demo_act(s, COMMAND_PUT_AWAY, demo_one(s, item));
    demo_to_bins(s, c, demo_one(s, item), DEMO_STORE);
    demo_give(s, c, DEMO_STORE);
    demo_shelve(s, item, DEMO_STORE);
}

static void recover(struct story *s, void *what)
{
    struct item *item = what;
    struct command *c = demo_act(s, COMMAND_RECOVER, demo_one(s, item));
    c->shared.location = AT_DESK;
    c->reason = STR("offered on an online market, brought back by the police");
    demo_give(s, c, DEMO_STORE);
    demo_plan(s, demo_days(s, 1, 3, 9, 16), check, item);
}

static bool theft(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_STORE, 0);
    if (!item)
        return false;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_REPORT_STOLEN, demo_one(s, item));
    c->reason = STR("taken from the display; reported to the police");
    demo_give(s, c, DEMO_STORE);
    if (s->counts[COMMAND_REPORT_STOLEN] % 2)
        demo_plan(s, demo_days(s, 6, 50, 10, 16), recover, item);
    return true;
}

static bool theft_from_owner(struct story *s)
{
    struct item *item = demo_any_away(s, 10);
    if (!item)
        return false;
    struct command *c = demo_act(s, COMMAND_REPORT_STOLEN, demo_one(s, item));
    c->reason = STR("stolen from the owner, who asks to be told when it turns up");
    demo_give(s, c, DEMO_STORE);
    item->state = ITEM_GONE;
    return true;
}

/* ---- held by law ---- */

static void lift(struct story *s, void *what)
{
    struct item *item = what;
    struct command *c = demo_act(s, COMMAND_RELEASE_HOLD, demo_one(s, item));
    c->hold = STR("legal");
    c->note = STR("the dispute is settled");
    demo_give(s, c, DEMO_WAREHOUSE);
    item->held = false;
    demo_shelve(s, item, item->site);
}

static bool dispute(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item)
        return false;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_HOLD, demo_one(s, item));
    c->hold = STR("legal");
    c->reason = STR("dispute with the supplier about this shipment");
    demo_give(s, c, DEMO_WAREHOUSE);
    item->held = true;
    demo_plan(s, demo_days(s, 40, 150, 9, 15), lift, item);
    return true;
}

/* ---- numbers that were printed for nothing ---- */

static void withdraw(struct story *s, void *what)
{
    const struct items *plates = what;
    struct command *c = demo_act(s, COMMAND_VOID, *plates);
    c->reason = STR("type plates misprinted");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_set_state(*plates, ITEM_GONE);
}

static bool misprint(struct story *s)
{
    struct items *plates = demo_keep(s, sizeof *plates);
    int p = demo_product_index(demo_random_percent(&s->random, 50) ? "WS-A" : "NAS-4");
    *plates = (struct items){0};
    for (int i = demo_random_between(&s->random, 1, PLATES_MAX); i > 0; i--)
        demo_items_add(s, plates, demo_item_new(s, p, NULL));
    struct command *c = demo_act(s, COMMAND_ALLOCATE, *plates);
    c->note = STR("type plates printed");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_items_learn(s, *plates);
    demo_plan(s, demo_days(s, 1, 2, 8, 10), withdraw, plates);
    return true;
}

/* ---- the table ---- */

struct trouble {
    bool (*happen)(struct story *s);
    int of_20000, least;   /* how often in a company of that size, and in the smallest */
    int days_from, before; /* when: from so many days after the beginning to so many before the end */
};

static const struct trouble troubles[] = {
    {lose, 26, 2, QUIET_DAYS, 20},
    {damage, 30, 1, QUIET_DAYS, 1},
    {theft, 9, 2, QUIET_DAYS, 60},
    {theft_from_owner, 8, 1, 2 * QUIET_DAYS, 5},
    {dispute, 5, 1, QUIET_DAYS, 10},
    {misprint, 8, 1, QUIET_DAYS, 200},
    {demo_lend, 130, 6, QUIET_DAYS, 1},
    {demo_recall, 2, 1, 250, 150},
    {demo_build_rework, 14, 1, 2 * QUIET_DAYS, 5},
    {demo_mistake_scrap, 7, 1, QUIET_DAYS, 3},
    {demo_mistake_move, 8, 1, QUIET_DAYS, 3},
    {demo_mistake_lot, 8, 1, 2 * QUIET_DAYS, 3},
    {demo_mistake_label, 20, 1, QUIET_DAYS, 3},
    {demo_mistake_firmware, 14, 1, QUIET_DAYS, 3},
};

static void happen(struct story *s, void *what)
{
    const struct trouble *t = what;
    if (!t->happen(s))
        demo_plan(s, demo_days(s, 1, 1, 8, 17), happen, what); /* no unit fits: another day */
}

void demo_trouble_plan(struct story *s)
{
    int span = s->closing_day - s->first_day;
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        const struct trouble *t = &troubles[i];
        for (int n = demo_scaled(s, t->of_20000, t->least); n > 0; n--)
            demo_plan(s, demo_days(s, t->days_from, span - t->before, 8, 17), happen, (void *)t);
    }
}
