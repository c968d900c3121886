/*
 * recall: a supplier warns of a lot. Every unit of it is held wherever it is; what is with us is blocked and scrapped, what is with
 * customers is called back and replaced as far as they answer; what is built into something stays marked.
 */
#include "demo/act.h"
#include "demo/clear.h"
#include "demo/orders.h"
#include "demo/things.h"
#include "demo/trouble.h"

enum { ANSWER_PERCENT = 60, SETTLED_DAYS = 40, LEAST = 2, LEFT_WORTH = 3 };

struct recall {
    struct str number;
    struct demo_lot *lot;
    struct items all, here;
    bool open;
};

struct reply {
    const struct recall *recall;
    struct item *item;
};

/* ---- which lot ---- */

static bool live(const struct item *item)
{
    return item->state == ITEM_FREE || item->state == ITEM_AWAY || item->state == ITEM_INSIDE;
}

/* The units of the lot that would be held. How far that reaches: those that have left us count most; -1 when one of them is in some
 * process, which must not be cut across. */
static int reach(struct story *s, const struct demo_lot *lot, struct items *ret)
{
    int n = 0, away = 0;
    for (int i = 0; i < s->item_count; i++) {
        const struct item *item = s->items[i];
        if (item->lot != lot || item->held)
            continue;
        enum item_state whole = demo_outermost(s->items[i])->state;
        if (whole == ITEM_BUSY || whole == ITEM_COMING)
            return -1;
        n += live(item);
        away += item->state == ITEM_AWAY || item->state == ITEM_INSIDE;
        if (ret && live(item))
            demo_items_add(s, ret, s->items[i]);
    }
    return away ? n + LEFT_WORTH * away : -1;
}

static struct demo_lot *widest(struct story *s)
{
    struct demo_lot *best = NULL;
    int most = LEAST - 1;
    for (int i = 0; i < s->lot_count; i++) {
        struct demo_lot *lot = s->all_lots[i];
        if (!lot->came || lot->came > s->now - SETTLED_DAYS * (msec)DEMO_DAY)
            continue;
        int n = reach(s, lot, NULL);
        if (n > most) {
            most = n;
            best = lot;
        }
    }
    return best;
}

/* ---- what follows ---- */

static void scrap_stock(struct story *s, void *what)
{
    const struct recall *r = what;
    struct command *c = demo_act(s, COMMAND_SCRAP, r->here);
    c->reason = arena_fmt(s->scratch, "recall %.*s, handed over for recycling", STR_ARG(r->number));
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_set_state(r->here, ITEM_GONE);
}

static void scrap_returned(struct story *s, void *what)
{
    const struct reply *reply = what;
    struct command *c = demo_act(s, COMMAND_INSPECT, demo_one(s, reply->item));
    c->choice = STR("scrap");
    c->shared.order = reply->recall->number;
    c->note = STR("recalled, destroyed");
    demo_give(s, c, DEMO_WAREHOUSE);
    reply->item->state = ITEM_GONE;
}

static void come_back(struct story *s, void *what)
{
    const struct reply *reply = what;
    struct item *item = reply->item;
    if (item->state != ITEM_AWAY || !item->held)
        return;
    item->state = ITEM_BUSY;
    struct command *c = demo_act(s, COMMAND_RETURN, demo_one(s, item));
    c->shared.location = AT_RETURNS;
    c->shared.party = demo_customer(item->owner);
    c->shared.order = reply->recall->number;
    c->reason = STR("recalled");
    demo_give(s, c, DEMO_WAREHOUSE);
    struct order *o = demo_order_new(s, reply->recall->number, DEMO_WAREHOUSE, item->owner);
    demo_take(s, DEMO_WAREHOUSE, item->product, 1, &o->items);
    demo_order_place(s, o);
    if (!reply->recall->open)
        demo_plan(s, demo_days(s, 1, 8, 9, 15), scrap_returned, what);
}

static void write_to_owner(struct story *s, struct recall *r, struct item *item)
{
    struct reply *reply = demo_keep(s, sizeof *reply);
    *reply = (struct reply){r, item};
    if (demo_random_percent(&s->random, ANSWER_PERCENT))
        demo_plan(s, demo_days(s, r->open ? 1 : 5, r->open ? 9 : 60, 9, 16), come_back, reply);
}

/* What is in the warehouse is brought to the blocked goods; nothing of it is free any more. */
static void block_stock(struct story *s, struct recall *r)
{
    struct items near = {0};
    for (int i = 0; i < r->all.count; i++) {
        struct item *item = r->all.at[i];
        if (item->state != ITEM_FREE)
            continue;
        demo_unshelve(s, item);
        demo_items_add(s, &r->here, item);
        if (item->site == DEMO_WAREHOUSE)
            demo_items_add(s, &near, item);
    }
    if (near.count) {
        struct command *c = demo_act(s, COMMAND_MOVE, near);
        c->shared.location = AT_QUALITY;
        demo_give(s, c, DEMO_WAREHOUSE);
    }
    if (r->here.count && !r->open)
        demo_plan(s, demo_days(s, 10, 30, 9, 12), scrap_stock, r);
}

/* ---- devices on the shelf with a recalled part inside ---- */

static void device_is_checked(struct story *s, void *what)
{
    struct item *device = what;
    demo_clear(s, device, device->site);
    struct command *c = demo_act(s, COMMAND_PUT_AWAY, demo_one(s, device));
    demo_to_bins(s, c, demo_one(s, device), device->site);
    demo_give(s, c, device->site);
    demo_shelve(s, device, device->site);
}

static void block_devices(struct story *s, const struct recall *r)
{
    for (int i = 0; i < r->all.count; i++) {
        struct item *device = demo_outermost(r->all.at[i]);
        if (device == r->all.at[i] || device->state != ITEM_FREE)
            continue;
        demo_unshelve(s, device);
        if (device->site == DEMO_WAREHOUSE) {
            struct command *c = demo_act(s, COMMAND_MOVE, demo_one(s, device));
            c->shared.location = AT_QUALITY;
            c->note = STR("a part inside is recalled");
            demo_give(s, c, DEMO_WAREHOUSE);
        }
        if (!r->open)
            demo_plan(s, demo_days(s, 2, 12, 9, 15), device_is_checked, device);
    }
}

static bool recall(struct story *s, bool open)
{
    struct recall *r = demo_keep(s, sizeof *r);
    *r = (struct recall){.number = demo_number(s, KIND_RECALL), .lot = widest(s), .open = open};
    if (!r->lot)
        return false;
    reach(s, r->lot, &r->all);
    struct command *c = demo_act(s, COMMAND_HOLD, r->all);
    c->hold = STR("recall");
    c->reason =
        arena_fmt(s->scratch, "%.*s: the supplier warns of lot %.*s", STR_ARG(r->number), STR_ARG(r->lot->number));
    demo_give(s, c, DEMO_WAREHOUSE);
    for (int i = 0; i < r->all.count; i++) {
        r->all.at[i]->held = true;
        if (r->all.at[i]->state == ITEM_AWAY)
            write_to_owner(s, r, r->all.at[i]);
    }
    block_stock(s, r);
    block_devices(s, r);
    if (open)
        s->recalled = r->lot;
    return true;
}

bool demo_recall(struct story *s)
{
    return recall(s, false);
}

bool demo_recall_open(struct story *s)
{
    return recall(s, true);
}
