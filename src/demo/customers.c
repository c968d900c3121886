#include "demo/customers.h"

#include "demo/act.h"
#include "demo/fate.h"
#include "demo/orders.h"
#include "demo/things.h"

enum { BUILT_SHARE = 2, PART_SHARE = 5, TURNOVER = 19, SHOP_TURNOVER = 25, THOUSAND = 1000, LINES_MAX = 3 };

struct visit {
    enum order_kind kind;
    int units;
};

/* ---- what they want ---- */

static int appeal(int p)
{
    const struct demo_product *d = &demo_products[p];
    if (d->what & DEMO_OWN)
        return 0;
    if (d->what & DEMO_BUILT)
        return BUILT_SHARE * demo_build_weight(p);
    return d->what & DEMO_PART ? d->share / PART_SHARE : d->share;
}

/* A product that is there. -1: none. */
static int choose(struct story *s, enum demo_site site)
{
    int sum = 0, p = 0;
    for (int i = 0; i < DEMO_PRODUCTS; i++)
        sum += demo_free(s, site, i) ? appeal(i) : 0;
    if (sum == 0)
        return -1;
    for (int n = demo_random_below(&s->random, sum);; p++) {
        n -= demo_free(s, site, p) ? appeal(p) : 0;
        if (n < 0)
            return p;
    }
}

static void fill(struct story *s, struct order *o, int units, int lines)
{
    for (int i = 0; i < lines && o->items.count < units; i++) {
        int p = choose(s, o->from), rest = units - o->items.count;
        if (p < 0)
            return;
        int n = i == lines - 1 ? rest : demo_random_between(&s->random, (rest + 1) / 2, rest);
        int there = demo_free(s, o->from, p), most = there > 8 ? there / 2 : there;
        demo_take(s, o->from, p, n < most ? n : most, &o->items);
    }
}

static void order(struct story *s, void *what)
{
    const struct visit *v = what;
    bool trade = v->kind == KIND_TRADE;
    int customer = trade                                 ? demo_trade(&s->random)
                   : demo_random_percent(&s->random, 25) ? demo_private(&s->random)
                                                         : demo_firm(&s->random);
    struct order *o = demo_order_new(s, demo_number(s, v->kind), DEMO_WAREHOUSE, customer);
    fill(s, o, v->units, trade ? demo_random_between(&s->random, 1, LINES_MAX) : 1);
    o->mishap = (enum order_mishap)demo_deck_deal(&s->mishaps, &s->random);
    demo_order_place(s, o);
}

/* ---- over the counter ---- */

static void hand_over(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_DELIVER, o->items);
    c->shared.order = o->number;
    demo_give(s, c, DEMO_STORE);
    demo_fate(s, o->items.at[0], o->customer);
}

static void pay(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_SHIP, o->items);
    c->shared.order = o->number;
    c->shared.party = demo_customer(o->customer);
    demo_give(s, c, DEMO_STORE);
    demo_plan(s, s->now + demo_random_between(&s->random, 2000, 20000), hand_over, o);
}

static void bag(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_PACK, o->items);
    c->shared.order = o->number;
    demo_give(s, c, DEMO_STORE);
    demo_plan(s, s->now + demo_random_between(&s->random, 20000, 90000), pay, o);
}

static void visit_shop(struct story *s, void *what)
{
    (void)what;
    struct order *o = demo_order_new(s, demo_number(s, KIND_SHOP), DEMO_STORE, DEMO_COUNTER_SALE);
    fill(s, o, 1, 1);
    if (o->items.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_PICK, o->items);
    c->shared.order = o->number;
    c->shared.location = AT_DESK;
    demo_give(s, c, DEMO_STORE);
    demo_plan(s, s->now + demo_random_between(&s->random, 20000, 120000), bag, o);
}

/* ---- a day ---- */

static int64_t free_units(const struct story *s, enum demo_site site)
{
    int64_t n = 0;
    for (int p = 0; p < DEMO_PRODUCTS; p++)
        n += appeal(p) ? demo_free(s, site, p) : 0;
    return n;
}

static void plan_visit(struct story *s, msec at, demo_task task, enum order_kind kind, int units)
{
    struct visit *v = demo_keep(s, sizeof *v);
    *v = (struct visit){kind, units};
    demo_plan(s, at, task, v);
}

void demo_customers_today(struct story *s, int day)
{
    int64_t busy = demo_busy(day, day, 1); /* 1,000,000 on a usual day */
    int largest = demo_scaled(s, 34, 6);
    s->demand += free_units(s, DEMO_WAREHOUSE) * TURNOVER * busy / 1000000;
    while (demo_working_day(day) && s->demand >= THOUSAND) {
        bool trade = demo_deck_deal(&s->buyers, &s->random) == 1;
        int units = trade ? demo_random_between(&s->random, 2, largest) : demo_random_between(&s->random, 1, 2);
        plan_visit(s, demo_at(s, day, 450, 1050), order, trade ? KIND_TRADE : KIND_WEB, units);
        s->demand -= units * (int64_t)THOUSAND;
    }
    s->shop_demand += busy ? free_units(s, DEMO_STORE) * SHOP_TURNOVER : 0;
    for (; busy && s->shop_demand >= THOUSAND; s->shop_demand -= THOUSAND)
        plan_visit(s, demo_at(s, day, 600, 1140), visit_shop, KIND_SHOP, 1);
}
