#include "demo/care.h"

#include <stdlib.h>

#include "demo/act.h"
#include "demo/clear.h"
#include "demo/orders.h"
#include "demo/things.h"
#include "service/unit_list.h"

enum { TRANSFER_MAX = 200, FLOOR_MAX = 12, LAST_DAYS = 45, FOUND_PERCENT = 60, COUNT_MAX = 100000 };

/* ---- transfers ---- */

static int wanted(const struct story *s, enum demo_site to, int p)
{
    unsigned what = demo_products[p].what;
    if (to == DEMO_CENTRE)
        return what & DEMO_PART ? demo_scaled(s, 10, 1) : 0;
    return what & DEMO_SHOP ? demo_scaled(s, 10, 1) : 0;
}

static void replenish(struct story *s, enum demo_site to)
{
    struct order *o = demo_order_new(s, demo_number(s, KIND_TRANSFER), DEMO_WAREHOUSE, -1);
    o->transfer = true;
    o->to = to;
    for (int p = 0; p < DEMO_PRODUCTS && o->items.count < TRANSFER_MAX; p++) {
        int lacks = wanted(s, to, p) - demo_free(s, to, p), there = demo_free(s, DEMO_WAREHOUSE, p);
        if (lacks > 0)
            demo_take(s, DEMO_WAREHOUSE, p, lacks < there ? lacks : there, &o->items);
    }
    demo_order_place(s, o);
}

static void bring_back(struct story *s)
{
    struct order *o = demo_order_new(s, demo_number(s, KIND_TRANSFER), DEMO_CENTRE, -1);
    o->transfer = true;
    o->to = DEMO_WAREHOUSE;
    for (int p = 0; p < DEMO_PRODUCTS; p++)
        if (!(demo_products[p].what & DEMO_PART))
            demo_take(s, DEMO_CENTRE, p, TRANSFER_MAX, &o->items);
    demo_order_place(s, o);
}

void demo_care_transfers(struct story *s, void *unused)
{
    (void)unused;
    replenish(s, DEMO_CENTRE);
    replenish(s, DEMO_STORE);
    bring_back(s);
}

void demo_care_floor(struct story *s, void *unused)
{
    (void)unused;
    struct items shown = {0};
    for (int p = 0; p < DEMO_PRODUCTS && shown.count < FLOOR_MAX; p++)
        for (int i = 0; i < s->shelves[DEMO_STORE][p].count && i < 1; i++)
            if (s->shelves[DEMO_STORE][p].at[i]->bin % 2 == 0)
                demo_items_add(s, &shown, s->shelves[DEMO_STORE][p].at[i]);
    if (shown.count == 0)
        return;
    for (int i = 0; i < shown.count; i++)
        shown.at[i]->bin++; /* odd ones are on the floor */
    struct command *c = demo_act(s, COMMAND_MOVE, shown);
    demo_to_bins(s, c, shown, DEMO_STORE);
    c->note = STR("on display");
    demo_give(s, c, DEMO_STORE);
}

/* ---- shelf life ---- */

static void scrap_old(struct story *s, enum demo_site site, int p)
{
    struct items old = {0};
    const struct items *shelf = &s->shelves[site][p];
    for (int i = 0; i < shelf->count; i++) {
        const struct demo_lot *lot = shelf->at[i]->lot;
        if (lot && lot->expires && lot->expires < s->now + LAST_DAYS * (msec)DEMO_DAY)
            demo_items_add(s, &old, shelf->at[i]);
    }
    if (old.count == 0)
        return;
    for (int i = 0; i < old.count; i++)
        demo_unshelve(s, old.at[i]);
    struct command *c = demo_act(s, COMMAND_SCRAP, old);
    c->reason = STR("end of shelf life");
    demo_give(s, c, site);
    demo_set_state(old, ITEM_GONE);
}

void demo_care_expiry(struct story *s, void *unused)
{
    (void)unused;
    for (int p = 0; p < DEMO_PRODUCTS; p++)
        for (int site = 0; demo_products[p].shelf_days && site < DEMO_SITES; site++)
            scrap_old(s, (enum demo_site)site, p);
    for (int i = 0; i < s->item_count; i++)
        if (s->items[i]->state == ITEM_FREE && s->items[i]->inside.count && demo_bound(s, s->items[i]))
            demo_clear(s, s->items[i], s->items[i]->site);
}

/* ---- missing ones ---- */

static struct str found_at(struct story *s, const struct item *item)
{
    return demo_bin_of(s, item, item->site);
}

static void turn_up(struct story *s, void *what)
{
    struct item *item = what;
    if (!demo_items_drop(&s->missing, item))
        return; /* a count was quicker */
    item->bin += 2 + demo_random_below(&s->random, 9);
    struct command *c = demo_act(s, COMMAND_FIND, demo_one(s, item));
    c->shared.location = found_at(s, item);
    c->note = STR("was in another bin");
    demo_give(s, c, item->site);
    demo_shelve(s, item, item->site);
}

static void write_off(struct story *s, void *what)
{
    struct item *item = what;
    if (!demo_items_drop(&s->missing, item))
        return;
    struct command *c = demo_act(s, COMMAND_SCRAP, demo_one(s, item));
    c->reason = STR("not found within three months, written off");
    demo_give(s, c, item->site);
    item->state = ITEM_GONE;
}

void demo_care_missing(struct story *s, struct item *item)
{
    demo_unshelve(s, item);
    demo_items_add(s, &s->missing, item);
    if (demo_random_percent(&s->random, FOUND_PERCENT))
        demo_plan(s, demo_days(s, 1, 12, 9, 16), turn_up, item);
    else
        demo_plan(s, demo_days(s, 88, 100, 9, 12), write_off, item);
}

/* ---- counting ---- */

/* A unit that the books say is in the area. */
struct expected {
    struct item *item;
    struct str location;
};

struct sheet {
    struct expected *all;
    int count;
    struct str number;
    struct items lost;
};

static int by_location(const void *a, const void *b)
{
    const struct expected *x = a, *y = b;
    int d = str_cmp(x->location, y->location);
    return d ? d : (x->item->id > y->item->id) - (x->item->id < y->item->id);
}

/* What the database expects there. */
static void print_sheet(struct story *s, const struct demo_area *area, struct sheet *sheet)
{
    const unsigned counted = STATUS_BIT(STATUS_IN_STOCK) | STATUS_BIT(STATUS_RESERVED) | STATUS_BIT(STATUS_RETURNED);
    struct unit_filter f = {.statuses = counted, .limit = COUNT_MAX};
    struct unit_codes codes = {.location = str_of(area->code)};
    struct unit_views views;
    arena_reset(s->ctx->arena);
    if (!service_unit_codes(s->ctx, &codes, &f) || !service_unit_list(s->ctx, &f, &views)) {
        demo_fail(s, "the units in %s cannot be listed", area->code);
        return;
    }
    sheet->all = ARENA_ARRAY(s->scratch, views.count + 1, struct expected);
    for (size_t i = 0; i < views.count; i++) {
        struct item *item = demo_item_by_id(s, views.items[i].unit.id);
        if (item)
            sheet->all[sheet->count++] = (struct expected){item, arena_str(s->scratch, views.items[i].location.code)};
    }
    qsort(sheet->all, (size_t)sheet->count, sizeof *sheet->all, by_location);
}

/* Some are not where they should be: one lies in the next bin, one is nowhere. */
static void disagree(struct story *s, const struct demo_area *area, struct sheet *sheet)
{
    struct expected *moved = &sheet->all[demo_random_below(&s->random, sheet->count)];
    struct expected *lost = &sheet->all[demo_random_below(&s->random, sheet->count)];
    if (moved->item->state == ITEM_FREE) {
        moved->item->bin += 2;
        moved->location = demo_bin_of(s, moved->item, area->site);
    }
    if (lost != moved && lost->item->state == ITEM_FREE) {
        demo_items_add(s, &sheet->lost, lost->item);
        *lost = sheet->all[--sheet->count];
    }
    qsort(sheet->all, (size_t)sheet->count, sizeof *sheet->all, by_location);
}

/* Something that was missing since long lies there. */
static struct item *old_acquaintance(struct story *s, const struct demo_area *area)
{
    for (int i = 0; i < s->missing.count; i++)
        if (s->missing.at[i]->site == area->site && demo_random_percent(&s->random, 40))
            return s->missing.at[i];
    return NULL;
}

static void record_seen(struct story *s, const struct demo_area *area, const struct sheet *sheet)
{
    struct items seen = {0};
    for (int i = 0; i < sheet->count; i++)
        demo_items_add(s, &seen, sheet->all[i].item);
    struct item *again = old_acquaintance(s, area);
    if (again)
        demo_items_add(s, &seen, again);
    struct command *c = demo_act(s, COMMAND_COUNT_SEEN, seen);
    for (int i = 0; i < sheet->count; i++)
        demo_own(s, c, i)->location = sheet->all[i].location;
    if (again)
        demo_own(s, c, sheet->count)->location = sheet->all[sheet->count / 2].location;
    c->count = sheet->number;
    demo_give(s, c, area->site);
    if (again && demo_items_drop(&s->missing, again))
        demo_shelve(s, again, area->site);
}

void demo_care_count(struct story *s, void *unused)
{
    (void)unused;
    const struct demo_area *area = &demo_areas[s->area++ % DEMO_AREAS];
    struct demo_date d = demo_date_of(demo_day_of(s->now));
    struct sheet sheet = {.number = arena_fmt(s->scratch, "CC-%04d-%02d-%s", d.year, d.month, area->code)};
    print_sheet(s, area, &sheet);
    if (sheet.count < 4)
        return;
    disagree(s, area, &sheet);
    record_seen(s, area, &sheet);
    if (sheet.lost.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_COUNT_NOT_SEEN, sheet.lost);
    c->count = sheet.number;
    demo_give(s, c, area->site);
    for (int i = 0; i < sheet.lost.count; i++)
        demo_care_missing(s, sheet.lost.at[i]);
}
