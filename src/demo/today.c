#include "demo/today.h"

#include "demo/act.h"
#include "demo/buy.h"
#include "demo/orders.h"
#include "demo/repair.h"
#include "demo/things.h"
#include "demo/trouble.h"

enum { PALLET_UNITS = 14, SEARCHES = 60 };

/* An order that goes just so far. */
static void order(struct story *s, int units, enum order_stage until)
{
    struct order *o = demo_order_new(s, demo_number(s, KIND_TRADE), DEMO_WAREHOUSE, demo_trade(&s->random));
    o->until = until;
    for (int i = 0; i < SEARCHES && o->items.count < units; i++) {
        const struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
        int rest = units - o->items.count;
        if (item && !(demo_products[item->product].what & DEMO_OWN))
            demo_take(s, DEMO_WAREHOUSE, item->product, rest < 5 ? rest : 5, &o->items);
    }
    demo_order_place(s, o);
}

static void orders(struct story *s, void *unused)
{
    (void)unused;
    order(s, PALLET_UNITS, ORDER_PACKED);
    order(s, 3, ORDER_RESERVED);
    order(s, 4, ORDER_PICKED);
    order(s, 5, ORDER_SHIPPED);
}

/* On the bench since some days, in reception since yesterday. */
static void repair(struct story *s, enum repair_stage until)
{
    struct item *item = NULL;
    for (int i = 0; i < SEARCHES && (!item || !demo_is_device(item->product)); i++)
        item = demo_any_away(s, 0);
    if (item)
        demo_repair(s, item, false, until);
}

static void bench(struct story *s, void *unused)
{
    (void)unused;
    repair(s, REPAIR_ON_BENCH);
}

static void reception(struct story *s, void *unused)
{
    (void)unused;
    repair(s, REPAIR_RETURNED);
}

/* One of ours goes, and nothing is known of it yet. */
static void vanish(struct story *s, enum command_code code, struct str reason, enum demo_site site)
{
    struct item *item = demo_any_free(s, site, 0);
    if (!item)
        return;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, code, demo_one(s, item));
    c->reason = reason;
    demo_give(s, c, site);
    item->state = ITEM_GONE;
}

static void losses(struct story *s, void *unused)
{
    (void)unused;
    vanish(s, COMMAND_REPORT_MISSING, STR("not in its bin when it was to be picked"), DEMO_WAREHOUSE);
    vanish(s, COMMAND_REPORT_STOLEN, STR("display case broken open over night; reported to the police"),
           demo_any_free(s, DEMO_STORE, 0) ? DEMO_STORE : DEMO_WAREHOUSE);
}

static void loan(struct story *s, void *unused)
{
    (void)unused;
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, DEMO_LENT);
    if (!item)
        item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item)
        return;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_CHECK_OUT, demo_one(s, item));
    c->shared.party = demo_staff(3);
    c->shared.order = demo_number(s, KIND_LOAN);
    c->due = demo_moment(demo_day_of(s->now) + 21, 18 * 60);
    demo_give(s, c, DEMO_WAREHOUSE);
}

static void announced(struct story *s, void *unused)
{
    (void)unused;
    demo_buy_announced(s, demo_scaled(s, 40, 4));
}

static void warning(struct story *s, void *unused)
{
    (void)unused;
    if (!demo_recall_open(s))
        demo_plan(s, demo_days(s, 1, 1, 9, 10), warning, NULL);
}

void demo_today_plan(struct story *s)
{
    int day = s->closing_day;
    demo_plan(s, demo_at(s, day - 11, 9 * 60, 11 * 60), warning, NULL);
    demo_plan(s, demo_at(s, day - 8, 9 * 60, 11 * 60), bench, NULL);
    demo_plan(s, demo_at(s, day, 8 * 60, 9 * 60), orders, NULL);
    demo_plan(s, demo_at(s, day, 9 * 60, 10 * 60), losses, NULL);
    demo_plan(s, demo_at(s, day, 10 * 60, 11 * 60), announced, NULL);
    demo_plan(s, demo_at(s, day, 11 * 60, 12 * 60), demo_buy_rest, NULL);
    demo_plan(s, demo_at(s, day, 13 * 60, 14 * 60), loan, NULL);
    demo_plan(s, demo_at(s, day, 14 * 60, 15 * 60), reception, NULL);
}
