#include "demo/fate.h"

#include "demo/act.h"
#include "demo/clear.h"
#include "demo/repair.h"
#include "demo/things.h"

/* Still with its owner, and nothing else going on. */
static bool away(const struct item *item)
{
    return item->state == ITEM_AWAY;
}

static void register_it(struct story *s, void *what)
{
    struct item *item = what;
    if (!away(item))
        return;
    if (item->owner == DEMO_COUNTER_SALE)
        item->owner = demo_private(&s->random); /* now we know who bought it */
    struct command *c = demo_act(s, COMMAND_REGISTER, demo_one(s, item));
    c->shared.party = demo_customer(item->owner);
    demo_give(s, c, DEMO_STORE);
}

static void sell_on(struct story *s, void *what)
{
    struct item *item = what;
    if (!away(item))
        return;
    int buyer = item->owner < DEMO_RESELLERS ? demo_firm(&s->random) : demo_private(&s->random);
    if (buyer == item->owner)
        return;
    struct command *c = demo_act(s, COMMAND_TRANSFER_OWNERSHIP, demo_one(s, item));
    c->shared.party = demo_customer(buyer);
    c->reason = item->owner < DEMO_RESELLERS ? STR("sold by the reseller") : STR("sold on, told by the new owner");
    demo_give(s, c, DEMO_STORE);
    item->owner = buyer;
}

/* ---- brought back within the month ---- */

static void look_at_it(struct story *s, void *what)
{
    struct item *item = what;
    bool good = !item->held && demo_fresh(s, item) && demo_random_percent(&s->random, 85);
    if (good)
        demo_clear(s, item, DEMO_WAREHOUSE);
    struct command *c = demo_act(s, COMMAND_INSPECT, demo_one(s, item));
    c->choice = good ? STR("restock") : STR("scrap");
    c->note = good ? STR("complete, no traces of use") : STR("damaged, not worth repairing");
    demo_give(s, c, DEMO_WAREHOUSE);
    if (!good) {
        item->state = ITEM_GONE;
        return;
    }
    c = demo_act(s, COMMAND_PUT_AWAY, demo_one(s, item));
    demo_to_bins(s, c, demo_one(s, item), DEMO_WAREHOUSE);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve(s, item, DEMO_WAREHOUSE);
}

static void bring_back(struct story *s, void *what)
{
    static const char *const reasons[] = {"does not suit", "ordered twice", "wrong model ordered", "arrived too late"};
    struct item *item = what;
    if (!away(item))
        return;
    item->state = ITEM_BUSY;
    struct command *c = demo_act(s, COMMAND_RETURN, demo_one(s, item));
    c->shared.location = AT_RETURNS;
    c->shared.party = demo_customer(item->owner);
    c->shared.order = demo_number(s, KIND_REPAIR);
    c->reason = str_of(reasons[demo_random_below(&s->random, 4)]);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_plan(s, demo_days(s, 0, 3, 8, 16), look_at_it, item);
}

/* ---- broken ---- */

static void claim(struct story *s, void *what)
{
    if (away(what))
        demo_repair(s, what, true, REPAIR_DONE);
}

static void wear_out(struct story *s, void *what)
{
    if (away(what))
        demo_repair(s, what, false, REPAIR_DONE);
}

void demo_fate(struct story *s, struct item *item, int customer)
{
    static const struct {
        demo_task task;
        int days_from, days_to;
    } fates[FATE_TOTAL] = {
        [FATE_REGISTERED] = {register_it, 1, 25},  [FATE_SOLD_ON] = {sell_on, 5, 300},
        [FATE_BROUGHT_BACK] = {bring_back, 3, 21}, [FATE_CLAIMED] = {claim, 15, 500},
        [FATE_WORN] = {wear_out, 200, 600},
    };
    int fate = demo_deck_deal(&s->fates, &s->random);
    item->state = ITEM_AWAY;
    item->owner = customer;
    demo_items_add(s, &s->sold, item);
    if (!fates[fate].task || (!demo_is_device(item->product) && (fate == FATE_REGISTERED || fate == FATE_SOLD_ON)))
        return;
    demo_plan(s, demo_days(s, fates[fate].days_from, fates[fate].days_to, 8, 19), fates[fate].task, item);
    if (customer < DEMO_RESELLERS && fate == FATE_REGISTERED) /* by whom the reseller sold it to */
        demo_plan(s, demo_days(s, 1, 2, 8, 17), sell_on, item);
}
