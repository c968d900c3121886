#include "demo/buy.h"

#include "demo/act.h"
#include "demo/numbers.h"
#include "demo/things.h"
#include "store/product.h"

enum { LINES_MAX = 4, OPENING_PERCENT = 8, SAMPLE_MAX = 4, DELIVERIES_EACH = 8 };

/* What comes on one purchase order. */
struct delivery {
    struct str number;
    int supplier;
    struct {
        int product, wanted;
        struct demo_lot *lot;
        struct items items; /* made up when the first is heard of them */
    } lines[LINES_MAX];
    int line_count;
    int trouble;
    int days_from;       /* from the announcement on */
    struct items sample; /* kept by quality */
    struct str misread;  /* what the first one's serial is taken for */
};

/* ---- what is short ---- */

static int shares(void)
{
    int sum = 0;
    for (int p = 0; p < DEMO_PRODUCTS; p++)
        sum += demo_products[p].share;
    return sum;
}

/* Units at hand or coming, for each thousandth of the product's share; the fewer the shorter. */
static int supply(const struct story *s, int p)
{
    int n = s->coming[p] - s->lacking[p];
    for (int site = 0; site < DEMO_SITES; site++)
        n += demo_free(s, (enum demo_site)site, p);
    return n * 1000 / demo_products[p].share;
}

/* Of one supplier (-1: of any), with some chance in it; a product that is in d already is not asked for. -1: none. */
static int shortest(struct story *s, int supplier, const struct delivery *d)
{
    int best = -1;
    int64_t best_supply = 0;
    for (int p = 0; p < DEMO_PRODUCTS; p++) {
        bool there = demo_products[p].share == 0 || (supplier >= 0 && demo_products[p].supplier != supplier);
        for (int i = 0; i < d->line_count; i++)
            there = there || d->lines[i].product == p;
        if (there)
            continue;
        int64_t n = (int64_t)(supply(s, p) + 1) * demo_random_between(&s->random, 60, 140);
        if (best < 0 || n < best_supply) {
            best = p;
            best_supply = n;
        }
    }
    return best;
}

/* Units of one line. */
static int quantity(struct story *s, int p)
{
    int64_t whole = (int64_t)s->options->units * demo_products[p].share / shares();
    int n = (int)(whole * demo_random_between(&s->random, 25, 75) / 100 / DELIVERIES_EACH);
    int least = demo_products[p].what & DEMO_OWN ? 1 : 2;
    least = s->lacking[p] > least ? s->lacking[p] : least;
    return n < least ? least : n > 10 ? n / 5 * 5 : n;
}

static void add_line(struct story *s, struct delivery *d, int p, int n)
{
    int i = d->line_count++;
    d->lines[i].product = p;
    d->lines[i].wanted = n;
    s->coming[p] += n;
    s->lacking[p] = 0;
    s->bought += n;
}

/* Now it is said, or seen, which ones they are; fewer when there are to be no more units. */
static void make_up(struct story *s, struct delivery *d, int i)
{
    int p = d->lines[i].product;
    if (demo_products[p].what & DEMO_LOTS)
        d->lines[i].lot = demo_lot_new(s, p, s->now - (msec)demo_random_between(&s->random, 15, 60) * DEMO_DAY);
    for (int k = 0; k < d->lines[i].wanted; k++) {
        struct item *item = demo_item_new(s, p, d->lines[i].lot);
        if (!item)
            break;
        demo_items_add(s, &d->lines[i].items, item);
        if (d->trouble == TROUBLE_MISREAD && i == 0 && k == 0) /* the next number, which no unit gets then */
            d->misread = demo_serial(s->arena, demo_products[p].serial, ++s->serials[p]);
    }
    s->coming[p] -= d->lines[i].wanted - d->lines[i].items.count;
}

static struct delivery *new_delivery(struct story *s)
{
    struct delivery *d = demo_keep(s, sizeof *d);
    *d = (struct delivery){.number = demo_number(s, KIND_PURCHASE), .days_from = 2};
    return d;
}

/* ---- the steps ---- */

static struct items all_items(struct story *s, struct delivery *d)
{
    struct items all = {0};
    for (int i = 0; i < d->line_count; i++)
        if (d->lines[i].items.count == 0)
            make_up(s, d, i);
    for (int i = 0; i < d->line_count; i++)
        for (int k = 0; k < d->lines[i].items.count; k++)
            demo_items_add(s, &all, d->lines[i].items.at[k]);
    return all;
}

/* Colour and firmware, for those that have them. Each comes in few variants. */
static struct str attributes_of(struct story *s, const struct item *item)
{
    static const char *const colours[] = {"black", "silver", "blue"};
    unsigned what = demo_products[item->product].what;
    if (what & DEMO_COLOUR)
        return arena_fmt(s->scratch, "{\"colour\":\"%s\"}", colours[item->nth % 3]);
    if (what & DEMO_FIRM)
        return arena_fmt(s->scratch, "{\"firmware\":\"%d.%d\"}", 2 + (demo_day_of(s->now) - s->first_day) / 300,
                         (demo_day_of(s->now) - s->first_day) / 90 % 4);
    return (struct str){0};
}

static void add_identifier(struct command_row *row, const char *kind, struct str value)
{
    row->identifiers[row->identifier_count++] = (struct identifier){.kind = str_of(kind), .value = value};
}

/* The numbers on the box: read when the thing is here. */
static void read_labels(struct story *s, struct command *c, struct items items)
{
    for (int i = 0; i < items.count; i++) {
        const struct item *item = items.at[i];
        unsigned what = demo_products[item->product].what;
        struct command_row *row = &c->rows[i];
        row->identifiers = ARENA_ARRAY(s->scratch, 3, struct identifier);
        if (what & DEMO_IMEI)
            add_identifier(row, "imei", demo_imei(s->scratch, item->product, item->nth));
        if (what & DEMO_MAC)
            add_identifier(row, "mac", demo_mac(s->scratch, item->product, item->nth));
        if (what & DEMO_OWN)
            add_identifier(row, "asset_tag", arena_fmt(s->scratch, "AT-%05lld", (long long)++s->tags));
        row->attributes = attributes_of(s, item);
    }
}

/* The lot of each unit stands in its row. */
static void name_lots(struct story *s, struct command *c, struct items items)
{
    for (int i = 0; i < items.count; i++) {
        struct demo_lot *lot = items.at[i]->lot;
        if (!lot)
            continue;
        lot->came = lot->came ? lot->came : s->now;
        struct command_fields *own = demo_own(s, c, i);
        own->lot = lot->number;
        own->made = lot->made;
        own->expires = lot->expires;
    }
}

static void void_one(struct story *s, void *what)
{
    struct item *item = what;
    struct command *c = demo_act(s, COMMAND_VOID, demo_one(s, item));
    c->reason = STR("never delivered; credited by the supplier");
    demo_give(s, c, DEMO_WAREHOUSE);
    item->state = ITEM_GONE;
    s->coming[item->product]--;
}

/* One of the announced units is not in the box. */
static void fall_short(struct story *s, struct delivery *d)
{
    struct items *items = &d->lines[0].items;
    if (d->trouble != TROUBLE_SHORT || items->count < 2)
        return;
    struct item *item = items->at[--items->count];
    demo_plan(s, demo_days(s, 15, 40, 9, 12), void_one, item);
}

static void put_away(struct story *s, void *what)
{
    struct delivery *d = what;
    struct items all = all_items(s, d), stay = {0};
    for (int i = 0; i < all.count; i++)
        if (!all.at[i]->held)
            demo_items_add(s, &stay, all.at[i]);
    for (int i = 0; i < all.count; i++)
        s->coming[all.at[i]->product]--;
    if (stay.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_PUT_AWAY, stay);
    c->shared.order = d->number;
    demo_to_bins(s, c, stay, DEMO_WAREHOUSE);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve_all(s, stay, DEMO_WAREHOUSE);
}

/* ---- what quality does with a sample ---- */

static void release_sample(struct story *s, struct delivery *d, struct str note)
{
    struct command *c = demo_act(s, COMMAND_RELEASE_HOLD, d->sample);
    c->hold = STR("quality");
    c->note = note;
    demo_give(s, c, DEMO_WAREHOUSE);
    for (int i = 0; i < d->sample.count; i++)
        d->sample.at[i]->held = false;
}

static void pass_sample(struct story *s, struct delivery *d)
{
    release_sample(s, d, STR("sample passed"));
    struct command *c = demo_act(s, COMMAND_PUT_AWAY, d->sample);
    demo_to_bins(s, c, d->sample, DEMO_WAREHOUSE);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve_all(s, d->sample, DEMO_WAREHOUSE);
}

static void sample_is_back(struct story *s, void *what)
{
    struct delivery *d = what;
    demo_give_courier(s, demo_act(s, COMMAND_DELIVER, d->sample));
}

static void fail_sample(struct story *s, struct delivery *d)
{
    release_sample(s, d, STR("sample failed, goes back to the supplier"));
    struct command *c = demo_act(s, COMMAND_INSPECT, d->sample);
    c->choice = STR("send_back");
    c->shared.party = demo_supplier(d->supplier);
    c->shared.order = demo_number(s, KIND_BACK);
    c->reason = STR("fails the incoming test");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_set_state(d->sample, ITEM_GONE);
    demo_plan(s, demo_days(s, 2, 5, 9, 15), sample_is_back, d);
}

static void judge_sample(struct story *s, void *what)
{
    struct delivery *d = what;
    if (demo_random_percent(&s->random, 75))
        pass_sample(s, d);
    else
        fail_sample(s, d);
}

static void take_sample(struct story *s, struct delivery *d)
{
    const struct items *items = &d->lines[0].items;
    if (d->trouble != TROUBLE_QUALITY)
        return;
    for (int i = 0; i < items->count && i < SAMPLE_MAX; i++) {
        items->at[i]->held = true;
        demo_items_add(s, &d->sample, items->at[i]);
    }
    struct command *c = demo_act(s, COMMAND_HOLD, d->sample);
    c->hold = STR("quality");
    c->reason = STR("sample for the incoming test");
    demo_give(s, c, DEMO_WAREHOUSE);
    c = demo_act(s, COMMAND_MOVE, d->sample);
    c->shared.location = AT_QUALITY;
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_set_state(d->sample, ITEM_BUSY);
    demo_plan(s, demo_days(s, 1, 4, 9, 16), judge_sample, d);
}

/* ---- a digit that was read wrongly ---- */

struct misread {
    struct item *item;
    struct str right;
};

static void reread(struct story *s, void *what)
{
    struct misread *m = what;
    struct command *c = demo_act(s, COMMAND_CORRECT, demo_one(s, m->item));
    c->new_serial = m->right;
    c->reason = STR("misread at goods in; compared with the type plate");
    demo_give(s, c, DEMO_WAREHOUSE);
    m->item->serial = m->right;
}

/* Of one unit the last digit is typed wrongly; somebody notices within days. */
static void misread(struct story *s, struct delivery *d)
{
    if (d->trouble != TROUBLE_MISREAD)
        return;
    struct misread *m = demo_keep(s, sizeof *m);
    *m = (struct misread){d->lines[0].items.at[0], d->lines[0].items.at[0]->serial};
    m->item->serial = d->misread;
    demo_plan(s, demo_days(s, 1, 3, 8, 11), reread, m);
}

/* ---- it comes ---- */

static void receive(struct story *s, void *what)
{
    struct delivery *d = what;
    bool announced = d->lines[0].items.count > 0;
    if (announced)
        fall_short(s, d);
    struct items all = all_items(s, d);
    if (all.count == 0)
        return;
    if (!announced)
        misread(s, d);
    struct command *c = demo_act(s, COMMAND_RECEIVE, all);
    c->shared.location = AT_GOODS_IN;
    c->shared.party = demo_supplier(d->supplier);
    c->shared.order = d->number;
    name_lots(s, c, all);
    read_labels(s, c, all);
    demo_give(s, c, DEMO_WAREHOUSE);
    if (!announced)
        demo_items_learn(s, all);
    take_sample(s, d);
    demo_plan(s, demo_soon(s, 20, 180), put_away, d);
}

static void announce(struct story *s, void *what)
{
    struct delivery *d = what;
    struct items all = all_items(s, d);
    if (all.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_ALLOCATE, all);
    c->shared.party = demo_supplier(d->supplier);
    c->shared.order = d->number;
    c->note = STR("from the supplier's dispatch advice");
    name_lots(s, c, all);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_items_learn(s, all);
    demo_plan(s, demo_days(s, d->days_from, d->days_from + 6, 7, 12), receive, d);
}

static struct delivery *order(struct story *s)
{
    struct delivery *d = new_delivery(s);
    int lines = demo_random_between(&s->random, 1, LINES_MAX), p = shortest(s, -1, d);
    d->supplier = demo_products[p].supplier;
    d->trouble = demo_deck_deal(&s->trouble, &s->random);
    while (p >= 0 && d->line_count < lines && s->to_buy > s->bought) {
        int n = quantity(s, p), most = s->to_buy - s->bought;
        add_line(s, d, p, n < most ? n : most);
        p = shortest(s, d->supplier, d);
    }
    return d;
}

void demo_buy_today(struct story *s)
{
    while ((int64_t)s->to_buy * s->busy_so_far / s->busy_total > s->bought && !s->failed) {
        struct delivery *d = order(s);
        if (demo_announces(d->supplier))
            demo_plan(s, demo_soon(s, 60, 600), announce, d);
        else
            demo_plan(s, demo_days(s, 1, 5, 7, 12), receive, d);
    }
}

/* ---- the beginning, and the end ---- */

void demo_buy_opening(struct story *s, void *unused)
{
    (void)unused;
    struct items all = {0};
    for (int p = 0; p < DEMO_PRODUCTS; p++) {
        int64_t n = (int64_t)s->options->units * OPENING_PERCENT / 100 * demo_products[p].share / shares();
        struct demo_lot *lot = NULL;
        if (demo_products[p].what & DEMO_LOTS)
            lot = demo_lot_new(s, p, s->now - (msec)demo_random_between(&s->random, 30, 90) * DEMO_DAY);
        for (int64_t i = 0; demo_products[p].share && i <= n; i++)
            demo_items_add(s, &all, demo_item_new(s, p, lot));
    }
    struct command *c = demo_act(s, COMMAND_RECEIVE, all);
    c->note = STR("opening stock");
    demo_to_bins(s, c, all, DEMO_WAREHOUSE);
    for (int i = 0; i < all.count; i++)
        demo_own(s, c, i)->party = demo_supplier(demo_products[all.at[i]->product].supplier);
    name_lots(s, c, all);
    read_labels(s, c, all);
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_items_learn(s, all);
    demo_shelve_all(s, all, DEMO_WAREHOUSE);
}

void demo_buy_announced(struct story *s, int units)
{
    struct delivery *d = new_delivery(s);
    int p = demo_product_index("NB14-16");
    d->supplier = demo_products[p].supplier;
    d->days_from = 8;
    add_line(s, d, p, units);
    if (units > 0)
        announce(s, d);
}

void demo_buy_rest(struct story *s, void *unused)
{
    (void)unused;
    struct delivery *d = new_delivery(s);
    int left = demo_items_left(s), p = shortest(s, -1, d);
    d->supplier = demo_products[p].supplier;
    for (; p >= 0 && d->line_count < LINES_MAX && left > 0; p = shortest(s, d->supplier, d)) {
        int n = d->line_count == LINES_MAX - 1 ? left : (left + 2) / 3;
        add_line(s, d, p, n);
        left -= n;
    }
    if (d->line_count)
        receive(s, d);
}
