#include "demo/orders.h"

#include "demo/act.h"
#include "demo/fate.h"
#include "demo/things.h"

enum { CARTON = 4, PALLET_FROM = 3, LOST_MAX = 3, FOUND_PERCENT = 60 };

struct order *demo_order_new(struct story *s, struct str number, enum demo_site from, int customer)
{
    struct order *o = demo_keep(s, sizeof *o);
    *o = (struct order){.number = number, .customer = customer, .from = from};
    return o;
}

static void queue(struct story *s, struct orders *list, struct order *o)
{
    if (list->count == list->cap) {
        int cap = list->cap ? list->cap * 2 : 16;
        struct order **at = demo_keep(s, (size_t)cap * sizeof(struct order *));
        if (list->count)
            memcpy(at, list->at, (size_t)list->count * sizeof *at);
        list->at = at;
        list->cap = cap;
    }
    list->at[list->count++] = o;
}

static struct str packing_place(enum demo_site site)
{
    return site == DEMO_WAREHOUSE ? AT_PACKING : site == DEMO_CENTRE ? AT_CENTRE_OUT : AT_DESK;
}

/* Back on their shelves: put away, and free. */
static void back_to_shelves(struct story *s, struct order *o)
{
    struct command *c = demo_act(s, COMMAND_PUT_AWAY, o->items);
    demo_to_bins(s, c, o->items, o->from);
    demo_give(s, c, o->from);
    demo_shelve_all(s, o->items, o->from);
}

/* ---- reserved ---- */

static void cancel(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_RELEASE, o->items);
    c->shared.order = o->number;
    c->reason = STR("cancelled by the customer");
    demo_give(s, c, o->from);
    demo_shelve_all(s, o->items, o->from);
}

void demo_order_place(struct story *s, struct order *o)
{
    if (o->items.count == 0)
        return;
    struct command *c = demo_act(s, COMMAND_RESERVE, o->items);
    c->shared.order = o->number;
    if (!o->transfer)
        c->shared.party = demo_customer(o->customer);
    demo_give(s, c, o->from);
    if (o->mishap == MISHAP_CANCELLED)
        demo_plan(s, demo_soon(s, 30, 400), cancel, o);
    else if (o->until != ORDER_RESERVED)
        queue(s, &s->waiting[o->from], o);
}

/* ---- picked ---- */

static void put_back(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_UNPICK, o->items);
    c->shared.order = o->number;
    c->reason = STR("cancelled by the customer");
    demo_to_bins(s, c, o->items, o->from);
    demo_give(s, c, o->from);
    demo_shelve_all(s, o->items, o->from);
}

static void pack(struct story *s, void *what);

static void after_picking(struct story *s, struct order *o, int nth)
{
    if (o->mishap == MISHAP_PUT_BACK)
        demo_plan(s, demo_soon(s, 20, 90), put_back, o);
    else if (o->until != ORDER_PICKED)
        demo_plan(s, demo_soon(s, 10 + nth * 4, 13 + nth * 4), pack, o);
}

/* All that waits, in one go through the aisles. */
void demo_wave(struct story *s, void *site)
{
    enum demo_site from = *(const enum demo_site *)site;
    struct orders wave = s->waiting[from];
    struct items all = {0};
    s->waiting[from] = (struct orders){0};
    if (wave.count == 0)
        return;
    for (int i = 0; i < wave.count; i++)
        for (int k = 0; k < wave.at[i]->items.count; k++)
            demo_items_add(s, &all, wave.at[i]->items.at[k]);
    struct command *c = demo_act(s, COMMAND_PICK, all);
    c->shared.location = packing_place(from);
    for (int i = 0, row = 0; i < wave.count; i++)
        for (int k = 0; k < wave.at[i]->items.count; k++)
            demo_own(s, c, row++)->order = wave.at[i]->number;
    demo_give(s, c, from);
    for (int i = 0; i < wave.count; i++)
        after_picking(s, wave.at[i], i);
}

/* ---- packed ---- */

struct str demo_order_carton(struct story *s, struct order *o)
{
    struct str *more = demo_keep(s, (size_t)(o->package_count + 1) * sizeof *more);
    if (o->package_count)
        memcpy(more, o->packages, (size_t)o->package_count * sizeof *more);
    more[o->package_count] = demo_package_number(s);
    o->packages = more;
    return o->packages[o->package_count++];
}

/* The cartons on one pallet, which is then what the order consists of. */
static void load_pallet(struct story *s, struct order *o)
{
    struct command *c = demo_act(s, COMMAND_PACK, (struct items){0});
    c->packages = o->packages;
    c->package_count = (size_t)o->package_count;
    c->package = demo_package_number(s);
    c->shared.order = o->number;
    c->note = STR("cartons on a pallet");
    struct str pallet = c->package;
    demo_give(s, c, o->from);
    o->packages = NULL;
    o->package_count = 0;
    demo_order_carton(s, o);
    o->packages[0] = pallet;
}

static void take_out(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act_packages(s, COMMAND_UNPACK, o->packages, o->package_count);
    c->shared.order = o->number;
    c->reason = STR("cancelled by the customer, goods stay here");
    demo_give(s, c, o->from);
    o->package_count = 0;
    demo_plan(s, demo_soon(s, 10, 60), put_back, o);
}

static void pack(struct story *s, void *what)
{
    struct order *o = what;
    for (int i = 0; i < o->items.count; i += CARTON) {
        int n = o->items.count - i < CARTON ? o->items.count - i : CARTON;
        struct command *c = demo_act(s, COMMAND_PACK, (struct items){o->items.at + i, n, n});
        c->package = demo_order_carton(s, o);
        c->shared.order = o->number;
        demo_give(s, c, o->from);
    }
    if (o->package_count >= PALLET_FROM) {
        load_pallet(s, o);
        if (o->until == ORDER_PACKED)
            s->pallet = o->packages[0];
    }
    if (o->mishap == MISHAP_TAKEN_OUT)
        demo_plan(s, demo_soon(s, 20, 120), take_out, o);
    else if (o->until != ORDER_PACKED)
        demo_order_dock(s, o);
}

void demo_order_dock(struct story *s, struct order *o)
{
    queue(s, &s->dock[o->from], o);
}

/* ---- on its way ---- */

static void arrive_at_site(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act_packages(s, COMMAND_RECEIVE, o->packages, o->package_count);
    c->shared.order = o->number;
    c->shared.location = o->to == DEMO_WAREHOUSE ? AT_GOODS_IN : o->to == DEMO_CENTRE ? AT_CENTRE_IN : AT_STORE_IN;
    demo_give(s, c, o->to);
    o->from = o->to;
    back_to_shelves(s, o);
}

static void deliver(struct story *s, void *what)
{
    struct order *o = what;
    demo_give_courier(s, demo_act_packages(s, COMMAND_DELIVER, o->packages, o->package_count));
    for (int i = 0; i < o->items.count; i++)
        demo_fate(s, o->items.at[i], o->customer);
}

static void restock(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_INSPECT, o->items);
    c->choice = STR("restock");
    c->note = STR("unopened");
    demo_give(s, c, DEMO_WAREHOUSE);
    o->from = DEMO_WAREHOUSE;
    back_to_shelves(s, o);
}

static void come_back(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act_packages(s, COMMAND_RETURN, o->packages, o->package_count);
    c->shared.location = AT_RETURNS;
    c->shared.party = demo_customer(o->customer);
    c->shared.order = o->number;
    c->reason = STR("delivery refused");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_plan(s, demo_days(s, 0, 2, 8, 15), restock, o);
}

static void turn_up(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_FIND, o->items);
    c->shared.location = AT_RETURNS;
    c->reason = STR("found at the carrier's hub and sent back");
    demo_give(s, c, DEMO_WAREHOUSE);
    o->from = DEMO_WAREHOUSE;
    back_to_shelves(s, o);
}

static void write_off(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_SCRAP, o->items);
    c->reason = STR("lost by the carrier, paid by its insurance");
    demo_give(s, c, o->from);
    demo_set_state(o->items, ITEM_GONE);
}

static void get_lost(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act(s, COMMAND_REPORT_MISSING, o->items);
    c->reason = STR("never arrived; the carrier is looking for it");
    demo_give(s, c, o->from);
    if (demo_random_percent(&s->random, FOUND_PERCENT))
        demo_plan(s, demo_days(s, 4, 20, 9, 15), turn_up, o);
    else
        demo_plan(s, demo_days(s, 40, 70, 9, 15), write_off, o);
}

static void miss_the_van(struct story *s, void *what)
{
    struct order *o = what;
    struct command *c = demo_act_packages(s, COMMAND_VOID_SHIPMENT, o->packages, o->package_count);
    c->shared.order = o->number;
    c->reason = STR("did not fit on the van");
    demo_give(s, c, o->from);
    o->mishap = MISHAP_NONE;
    demo_order_dock(s, o);
}

static void on_the_road(struct story *s, struct order *o)
{
    if (o->until == ORDER_SHIPPED)
        return;
    if (o->transfer)
        demo_plan(s, demo_days(s, 1, 1, 8, 11), arrive_at_site, o);
    else if (o->mishap == MISHAP_LEFT_BEHIND)
        demo_plan(s, demo_soon(s, 20, 50), miss_the_van, o);
    else if (o->mishap == MISHAP_REFUSED)
        demo_plan(s, demo_days(s, 2, 5, 9, 14), come_back, o);
    else if (o->mishap == MISHAP_LOST && o->items.count <= LOST_MAX)
        demo_plan(s, demo_days(s, 5, 9, 9, 16), get_lost, o);
    else
        demo_plan(s, demo_days(s, 1, 3, 9, 18), deliver, o);
}

static void load(struct story *s, struct orders orders, bool transfers)
{
    int n = 0, row = 0;
    for (int i = 0; i < orders.count; i++)
        n += orders.at[i]->transfer == transfers ? orders.at[i]->package_count : 0;
    if (n == 0)
        return;
    struct str *packages = ARENA_ARRAY(s->scratch, (size_t)n, struct str);
    struct command *c = demo_act_packages(s, COMMAND_SHIP, packages, n);
    for (int i = 0; i < orders.count; i++) {
        const struct order *o = orders.at[i];
        for (int k = 0; o->transfer == transfers && k < o->package_count; k++, row++) {
            struct command_fields *own = demo_own(s, c, row);
            c->rows[row].package = o->packages[k];
            own->order = o->number;
            own->party = o->transfer ? (struct str){0} : demo_customer(o->customer);
            own->location = o->transfer ? demo_way(o->from, o->to) : (struct str){0};
        }
    }
    c->note = transfers ? STR("with the own van") : demo_carrier(n);
    demo_give(s, c, orders.at[0]->from);
}

/* The carrier, and our own van, take all that stands ready. */
void demo_collection(struct story *s, void *site)
{
    enum demo_site from = *(const enum demo_site *)site;
    struct orders orders = s->dock[from];
    s->dock[from] = (struct orders){0};
    load(s, orders, false);
    load(s, orders, true);
    for (int i = 0; i < orders.count; i++)
        on_the_road(s, orders.at[i]);
}
