#include "demo/build.h"

#include "demo/act.h"
#include "demo/things.h"

enum { BATCH_MAX = 4, SEARCHES = 6 };

/* A batch of the same device. */
struct batch {
    struct str number;
    const struct demo_build *build;
    struct items devices, parts[BATCH_MAX]; /* the parts of each device */
    int wanted, fitted;
};

/* How many devices the parts on the shelves are enough for. */
static int parts_for(const struct story *s, const struct demo_build *b)
{
    int n = BATCH_MAX;
    for (int i = 0; b->parts[i].sku; i++) {
        int there = demo_free(s, DEMO_WAREHOUSE, demo_product_index(b->parts[i].sku)) / b->parts[i].count;
        n = there < n ? there : n;
    }
    return n;
}

/* Not enough of them: buy some. */
static void ask_for(struct story *s, const struct demo_build *b)
{
    for (int i = 0; b->parts[i].sku; i++) {
        int p = demo_product_index(b->parts[i].sku);
        if (demo_free(s, DEMO_WAREHOUSE, p) + s->coming[p] < b->parts[i].count)
            s->lacking[p] = b->parts[i].count;
    }
}

static const struct demo_build *choose(struct story *s)
{
    int sum = 0;
    for (int i = 0; i < DEMO_BUILDS; i++)
        sum += demo_builds[i].weight;
    for (int tries = 0; tries < SEARCHES; tries++) {
        int n = demo_random_below(&s->random, sum), i = 0;
        while (n >= demo_builds[i].weight)
            n -= demo_builds[i++].weight;
        if (parts_for(s, &demo_builds[i]) > 0)
            return &demo_builds[i];
        ask_for(s, &demo_builds[i]);
    }
    return NULL;
}

static void shelve_devices(struct story *s, void *what)
{
    struct batch *b = what;
    struct command *c = demo_act(s, COMMAND_PUT_AWAY, b->devices);
    c->shared.order = b->number;
    demo_to_bins(s, c, b->devices, DEMO_WAREHOUSE);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve_all(s, b->devices, DEMO_WAREHOUSE);
}

static void fit_parts(struct story *s, struct item *device, struct items parts, struct str order)
{
    struct command *c = demo_act(s, COMMAND_INSTALL, parts);
    c->parent = (struct unit_ref){.product = str_of(demo_products[device->product].sku), .serial = device->serial};
    c->has_parent = true;
    c->shared.order = order;
    demo_give(s, c, DEMO_WAREHOUSE);
    for (int i = 0; i < parts.count; i++)
        parts.at[i]->parent = device;
    demo_set_state(parts, ITEM_INSIDE);
}

/* The parts of the next device. */
static void fit(struct story *s, void *what)
{
    struct batch *b = what;
    struct item *device = b->devices.at[b->fitted];
    fit_parts(s, device, b->parts[b->fitted], b->number);
    device->inside = b->parts[b->fitted];
    s->device = device;
    if (++b->fitted < b->devices.count)
        demo_plan(s, demo_soon(s, 20, 45), fit, b);
    else
        demo_plan(s, demo_soon(s, 120, 240), shelve_devices, b); /* test run */
}

static void begin(struct story *s, void *what)
{
    struct batch *b = what;
    for (int i = 0; i < b->wanted; i++) {
        struct item *device = demo_item_new(s, demo_product_index(b->build->sku), NULL);
        if (device)
            demo_items_add(s, &b->devices, device);
        else /* there are to be no more units */
            demo_shelve_all(s, b->parts[i], DEMO_WAREHOUSE);
    }
    if (b->devices.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_COMMISSION, b->devices);
    c->shared.location = AT_ASSEMBLY;
    c->shared.order = b->number;
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_items_learn(s, b->devices);
    demo_set_state(b->devices, ITEM_BUSY);
    demo_plan(s, demo_soon(s, 20, 45), fit, b);
}

static void prepare(struct story *s, const struct demo_build *build, int n)
{
    struct batch *b = demo_keep(s, sizeof *b);
    *b = (struct batch){.number = demo_number(s, KIND_BUILD), .build = build, .wanted = n};
    for (int i = 0; i < n; i++)
        for (int k = 0; build->parts[k].sku; k++)
            demo_take(s, DEMO_WAREHOUSE, demo_product_index(build->parts[k].sku), build->parts[k].count, &b->parts[i]);
    s->built += n;
    demo_plan(s, demo_soon(s, 100, 200), begin, b);
}

void demo_build_today(struct story *s)
{
    while ((int64_t)s->to_build * s->busy_so_far / s->busy_total > s->built) {
        const struct demo_build *build = choose(s);
        if (!build)
            return;
        int can = parts_for(s, build), most = build->weight > 1 ? BATCH_MAX : 1;
        most = most < s->to_build - s->built ? most : s->to_build - s->built;
        prepare(s, build, demo_random_between(&s->random, 1, most < can ? most : can));
    }
}

/* ---- changed before it is sold ---- */

struct rework {
    struct item *device, *old;
    struct items fresh; /* in its place; none: the old one goes in again */
};

static void finish_rework(struct story *s, void *what)
{
    struct rework *r = what;
    struct command *c = demo_act(s, COMMAND_FINISH_REPAIR, demo_one(s, r->device));
    c->choice = STR("fixed");
    c->shared.location = demo_bin_of(s, r->device, DEMO_WAREHOUSE);
    c->note = STR("passed the test run");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve(s, r->device, DEMO_WAREHOUSE);
}

/* The old part, good for another device or good for nothing. */
static void take_out(struct story *s, const struct rework *r, bool good)
{
    struct item *old = r->old;
    struct command *c = demo_act(s, COMMAND_REMOVE, demo_one(s, old));
    c->choice = good ? STR("good") : STR("scrap");
    if (good)
        c->shared.location = r->fresh.count ? demo_bin_of(s, old, DEMO_WAREHOUSE) : AT_ASSEMBLY;
    c->reason = !good            ? STR("fails in the test run")
                : r->fresh.count ? STR("exchanged for a matched set")
                                 : STR("loose contact");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_items_drop(&r->device->inside, old);
    old->parent = NULL;
    old->state = ITEM_GONE;
    if (good && r->fresh.count)
        demo_shelve(s, old, DEMO_WAREHOUSE);
}

static void swap(struct story *s, void *what)
{
    struct rework *r = what;
    struct items in = r->fresh.count ? r->fresh : demo_one(s, r->old);
    take_out(s, r, r->fresh.count == 0 || (!r->old->held && demo_random_percent(&s->random, 50)));
    fit_parts(s, r->device, in, (struct str){0});
    demo_items_add(s, &r->device->inside, in.at[0]);
    demo_plan(s, demo_soon(s, 60, 150), finish_rework, r);
}

bool demo_build_rework(struct story *s)
{
    struct item *device = demo_any_free(s, DEMO_WAREHOUSE, DEMO_BUILT);
    if (!device || device->inside.count == 0)
        return false;
    struct rework *r = demo_keep(s, sizeof *r);
    *r = (struct rework){.device = device,
                         .old = device->inside.at[demo_random_below(&s->random, device->inside.count)]};
    if (demo_take(s, DEMO_WAREHOUSE, r->old->product, 1, &r->fresh) == 0 && r->old->held)
        return false;
    demo_unshelve(s, device);
    struct command *c = demo_act(s, COMMAND_START_REPAIR, demo_one(s, device));
    c->shared.location = AT_ASSEMBLY;
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_plan(s, demo_soon(s, 15, 60), swap, r);
    return true;
}
