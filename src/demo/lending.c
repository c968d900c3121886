/*
 * lending: units are lent to staff and customers, and mostly come back.
 */
#include "demo/act.h"
#include "demo/things.h"
#include "demo/trouble.h"

enum { NEVER_PERCENT = 6, LATE_DAYS_MAX = 12 };

struct loan {
    struct item *item;
    struct str number;
};

static void come_back(struct story *s, void *what)
{
    struct loan *l = what;
    struct item *item = l->item;
    struct command *c = demo_act(s, COMMAND_CHECK_IN, demo_one(s, item));
    c->shared.location = demo_bin_of(s, item, item->site);
    c->note = STR("complete");
    demo_give(s, c, item->site);
    demo_shelve(s, item, item->site);
}

static void miss(struct story *s, void *what)
{
    struct loan *l = what;
    struct command *c = demo_act(s, COMMAND_REPORT_MISSING, demo_one(s, l->item));
    c->reason = STR("lent, never brought back, nobody knows where it is");
    demo_give(s, c, l->item->site);
    l->item->state = ITEM_GONE;
}

/* Mostly by our own people, sometimes by a customer who waits for a repair or tries something out. */
static struct str borrower(struct story *s, const struct item *item)
{
    bool ours = (demo_products[item->product].what & DEMO_OWN) || demo_random_percent(&s->random, 50);
    return ours ? demo_staff(demo_random_below(&s->random, DEMO_STAFF)) : demo_customer(demo_firm(&s->random));
}

bool demo_lend(struct story *s)
{
    enum demo_site site = demo_random_percent(&s->random, 50) ? DEMO_WAREHOUSE : DEMO_STORE;
    struct item *item = demo_any_free(s, site, DEMO_LENT);
    if (!item)
        return false;
    struct loan *l = demo_keep(s, sizeof *l);
    *l = (struct loan){item, demo_number(s, KIND_LOAN)};
    int days = demo_random_between(&s->random, 1, 8) * 7;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_CHECK_OUT, demo_one(s, item));
    c->shared.party = borrower(s, item);
    c->shared.order = l->number;
    c->due = demo_moment(demo_day_of(s->now) + days, 18 * 60);
    demo_give(s, c, site);
    if (demo_random_percent(&s->random, NEVER_PERCENT))
        demo_plan(s, demo_days(s, days + 60, days + 90, 9, 12), miss, l);
    else
        demo_plan(s, demo_days(s, days > 9 ? days - 9 : 1, days + LATE_DAYS_MAX, 9, 17), come_back, l);
    return true;
}
