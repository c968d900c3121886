#include "demo/repair.h"

#include "demo/act.h"
#include "demo/clear.h"
#include "demo/fate.h"
#include "demo/orders.h"
#include "demo/things.h"

enum { TRIES_MAX = 4, SAVED_PERCENT = 35 };

/* One case. */
struct repair {
    struct item *item;
    struct str number;
    int owner, cure, bench, tries;
    bool warranty;
    enum repair_stage until;
    struct item *faulty; /* a part that was taken out */
};

/* What breaks, by category; the last row is for all others. */
static const struct {
    const char *category, *faults[3];
} breakdowns[] = {
    {"Notebooks", {"battery lasts half an hour", "display flickers", "does not wake up"}},
    {"Tablets", {"touch does not react at the edge", "does not charge", "switches off after some minutes"}},
    {"Phones", {"does not charge", "no sound in calls", "battery lasts half a day"}},
    {"Computers", {"error message when starting", "loud fan", "switches off under load"}},
    {"Servers", {"a disk is reported as failed", "memory errors in the log", "loud fan"}},
    {"Network", {"loses the connection", "two ports are dead", "starts again and again"}},
    {"Video", {"picture is out of focus", "no picture at night", "loses the connection"}},
    {"Displays", {"line of dead pixels", "display flickers", "does not wake up"}},
    {"Printing", {"paper jam", "streaks on each page", "loses the network"}},
    {"Power", {"beeps, battery is worn out", "does not switch over", "gets hot"}},
    {"Parts", {"is not recognised", "errors in the test", "fails after some hours"}},
    {"Consumables", {"streaks on each page", "is not recognised", "leaks"}},
    {NULL, {"does not switch on", "does not charge", "works only now and then"}},
};

static struct str fault_of(const struct item *item)
{
    size_t i = 0;
    while (breakdowns[i].category && strcmp(breakdowns[i].category, demo_products[item->product].category) != 0)
        i++;
    return str_of(breakdowns[i].faults[item->nth % 3]);
}

static struct command *act_on(struct story *s, const struct repair *r, enum command_code code)
{
    struct command *c = demo_act(s, code, demo_one(s, r->item));
    c->shared.order = r->number;
    return c;
}

/* ---- the parts ---- */

/* The part that is to be replaced: of what is inside, else one that such devices have. -1: none. */
static int part_needed(const struct repair *r)
{
    const struct items *inside = &r->item->inside;
    if (inside->count)
        return inside->at[r->item->nth % inside->count]->product;
    return demo_repair_part(r->item->product, (int)r->item->nth);
}

static void judge_part(struct story *s, void *what)
{
    struct repair *r = what;
    bool saved = !r->faulty->held && demo_random_percent(&s->random, SAVED_PERCENT);
    struct command *c = demo_act(s, COMMAND_FINISH_REPAIR, demo_one(s, r->faulty));
    c->choice = saved ? STR("fixed") : STR("unfixable");
    c->shared.order = r->number;
    if (saved)
        c->shared.location = demo_bin_of(s, r->faulty, DEMO_CENTRE);
    demo_give(s, c, DEMO_CENTRE);
    if (saved)
        demo_shelve(s, r->faulty, DEMO_CENTRE);
    else
        r->faulty->state = ITEM_GONE;
}

static void take_out(struct story *s, struct repair *r, int product)
{
    struct item *part = NULL;
    for (int i = 0; i < r->item->inside.count && !part; i++)
        if (r->item->inside.at[i]->product == product)
            part = r->item->inside.at[i];
    if (!part)
        return; /* it was never recorded what it was made of */
    bool dead = demo_random_percent(&s->random, 40);
    struct command *c = demo_act(s, COMMAND_REMOVE, demo_one(s, part));
    c->choice = dead ? STR("scrap") : STR("faulty");
    c->shared.order = r->number;
    c->shared.location = dead ? (struct str){0} : demo_bench(s->scratch, r->bench);
    demo_give(s, c, DEMO_CENTRE);
    demo_items_drop(&r->item->inside, part);
    part->parent = NULL;
    part->state = dead ? ITEM_GONE : ITEM_BUSY;
    r->faulty = part;
    if (!dead)
        demo_plan(s, demo_days(s, 1, 6, 9, 16), judge_part, r);
}

static void put_in(struct story *s, struct repair *r, int product)
{
    struct items part = {0};
    demo_take(s, DEMO_CENTRE, product, 1, &part);
    struct command *c = demo_act(s, COMMAND_INSTALL, part);
    c->parent = (struct unit_ref){.product = str_of(demo_products[r->item->product].sku), .serial = r->item->serial};
    c->has_parent = true;
    c->shared.order = r->number;
    demo_give(s, c, DEMO_CENTRE);
    part.at[0]->state = ITEM_INSIDE;
    part.at[0]->parent = r->item;
    demo_items_add(s, &r->item->inside, part.at[0]);
}

/* Good parts go back to the shelf; what is under recall does not. */
static void strip_of(struct story *s, struct repair *r, struct items parts, bool good)
{
    if (parts.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_REMOVE, parts);
    c->choice = good ? STR("good") : STR("scrap");
    c->shared.order = r->number;
    if (good)
        demo_to_bins(s, c, parts, DEMO_CENTRE);
    demo_give(s, c, DEMO_CENTRE);
    for (int i = 0; i < parts.count; i++)
        parts.at[i]->parent = NULL;
    demo_set_state(parts, ITEM_GONE);
    if (good)
        demo_shelve_all(s, parts, DEMO_CENTRE);
}

/* What can still be used is taken out before the rest is scrapped. */
static void strip(struct story *s, struct repair *r)
{
    struct items good = {0}, bad = {0};
    for (int i = 0; i < r->item->inside.count; i++) {
        struct item *part = r->item->inside.at[i];
        demo_items_add(s, part->held ? &bad : &good, part);
    }
    strip_of(s, r, good, true);
    strip_of(s, r, bad, false);
    r->item->inside.count = 0;
}

/* ---- the end ---- */

static void replace(struct story *s, const struct repair *r)
{
    struct order *o = demo_order_new(s, r->number, DEMO_WAREHOUSE, r->owner);
    demo_take(s, DEMO_WAREHOUSE, r->item->product, 1, &o->items);
    demo_order_place(s, o);
}

static void go_home(struct story *s, struct repair *r)
{
    struct order *o = demo_order_new(s, r->number, DEMO_CENTRE, r->owner);
    demo_items_add(s, &o->items, r->item);
    struct command *c = act_on(s, r, COMMAND_FINISH_REPAIR);
    c->choice = STR("fixed_packed");
    c->shared.location = AT_CENTRE_OUT;
    c->package = demo_order_carton(s, o);
    c->note =
        r->cure == CURE_PART ? STR("part replaced, tested for two hours") : STR("set up anew, tested for two hours");
    demo_give(s, c, DEMO_CENTRE);
    demo_order_dock(s, o);
    if (r->cure == CURE_PART)
        demo_items_add(s, &s->repaired, r->item);
}

static void refurbish(struct story *s, struct repair *r)
{
    struct command *c = act_on(s, r, COMMAND_FINISH_REPAIR);
    c->choice = STR("fixed");
    c->shared.location = demo_bin_of(s, r->item, DEMO_CENTRE);
    c->note = STR("refurbished; the owner gets a new one");
    demo_give(s, c, DEMO_CENTRE);
    demo_shelve(s, r->item, DEMO_CENTRE);
    replace(s, r);
}

static void give_up(struct story *s, struct repair *r)
{
    strip(s, r);
    struct command *c = act_on(s, r, COMMAND_FINISH_REPAIR);
    c->choice = STR("unfixable");
    c->note = STR("main board beyond repair");
    demo_give(s, c, DEMO_CENTRE);
    r->item->state = ITEM_GONE;
    if (r->warranty)
        replace(s, r);
}

static void finish(struct story *s, void *what)
{
    struct repair *r = what;
    if (r->cure != CURE_HOPELESS)
        demo_clear(s, r->item, DEMO_CENTRE);
    if (r->cure == CURE_HOPELESS)
        give_up(s, r);
    else if (r->cure == CURE_REFURBISHED)
        refurbish(s, r);
    else
        go_home(s, r);
}

/* ---- on the bench ---- */

static void work(struct story *s, void *what);

static void start(struct story *s, void *what)
{
    struct repair *r = what;
    struct command *c = act_on(s, r, COMMAND_START_REPAIR);
    c->shared.location = demo_bench(s->scratch, r->bench);
    demo_give(s, c, DEMO_CENTRE);
    if (r->until != REPAIR_ON_BENCH)
        demo_plan(s, demo_soon(s, 20, 150), work, r);
}

static void wait_for_part(struct story *s, struct repair *r)
{
    struct command *c = act_on(s, r, COMMAND_PUT_AWAY);
    c->shared.location = AT_WAITING;
    c->note = STR("waits for a part");
    demo_give(s, c, DEMO_CENTRE);
    demo_plan(s, demo_days(s, 3, 5, 8, 15), start, r);
}

static void work(struct story *s, void *what)
{
    struct repair *r = what;
    int part = r->cure == CURE_PART ? part_needed(r) : -1;
    bool there = part >= 0 && demo_free(s, DEMO_CENTRE, part) > 0;
    if (part >= 0 && !there && r->tries++ < TRIES_MAX) {
        wait_for_part(s, r);
        return;
    }
    if (there) {
        take_out(s, r, part);
        put_in(s, r, part);
    } else if (r->cure == CURE_PART) {
        r->cure = CURE_SETTINGS;
    }
    demo_plan(s, demo_soon(s, 30, 200), finish, r);
}

/* ---- reception ---- */

static void home_again(struct story *s, void *what)
{
    struct repair *r = what;
    demo_give_courier(s, demo_act(s, COMMAND_DELIVER, demo_one(s, r->item)));
    demo_fate(s, r->item, r->owner);
}

static void send_back(struct story *s, struct repair *r)
{
    struct command *c = act_on(s, r, COMMAND_INSPECT);
    c->choice = STR("send_back");
    c->note = STR("no fault found");
    demo_give(s, c, DEMO_CENTRE);
    demo_plan(s, demo_days(s, 1, 3, 9, 17), home_again, r);
}

static void write_off(struct story *s, struct repair *r)
{
    struct command *c = act_on(s, r, COMMAND_INSPECT);
    c->choice = STR("scrap");
    c->reason = STR("not worth repairing");
    demo_give(s, c, DEMO_CENTRE);
    r->item->state = ITEM_GONE;
    replace(s, r);
}

static void examine(struct story *s, void *what)
{
    struct repair *r = what;
    bool whole = r->item->inside.count > 0 || r->item->held;
    if (!demo_fresh(s, r->item) || (!whole && (r->cure == CURE_REPLACED || !demo_is_device(r->item->product)))) {
        write_off(s, r);
    } else if (r->cure == CURE_NOTHING_FOUND && !demo_bound(s, r->item)) {
        send_back(s, r);
    } else {
        struct command *c = act_on(s, r, COMMAND_INSPECT);
        c->choice = STR("repair");
        c->shared.location = demo_bench(s->scratch, r->bench);
        demo_give(s, c, DEMO_CENTRE);
        demo_plan(s, demo_soon(s, 30, 500), start, r);
    }
}

static void come_in(struct story *s, void *what)
{
    struct repair *r = what;
    struct command *c = act_on(s, r, COMMAND_RETURN);
    c->shared.location = AT_CENTRE_IN;
    c->shared.party = demo_customer(r->owner);
    c->reason = fault_of(r->item);
    demo_give(s, c, DEMO_CENTRE);
    r->item->site = DEMO_CENTRE;
    if (r->until != REPAIR_RETURNED)
        demo_plan(s, demo_days(s, 0, 3, 8, 16), examine, r);
}

void demo_repair(struct story *s, struct item *item, bool warranty, enum repair_stage until)
{
    struct repair *r = demo_keep(s, sizeof *r);
    *r = (struct repair){.item = item,
                         .number = demo_number(s, KIND_REPAIR),
                         .owner = item->owner,
                         .warranty = warranty,
                         .until = until,
                         .bench = demo_random_below(&s->random, DEMO_BENCHES),
                         .cure = demo_deck_deal(&s->cures, &s->random)};
    item->state = ITEM_BUSY;
    if (until == REPAIR_ON_BENCH)
        r->cure = CURE_SETTINGS; /* no other gets there for sure */
    if (!warranty) {
        come_in(s, r);
        return;
    }
    struct command *c = act_on(s, r, COMMAND_CLAIM);
    c->reason = fault_of(item);
    c->shared.party = demo_customer(item->owner);
    demo_give(s, c, DEMO_STORE);
    demo_plan(s, demo_days(s, 2, 6, 9, 15), come_in, r);
}
