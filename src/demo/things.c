#include "demo/things.h"

#include "demo/numbers.h"
#include "store/product.h"
#include "store/unit.h"

enum { SEARCHES = 40, STEP_MAX = 7, FRESH_DAYS = 60 };

/* ---- lists ---- */

void demo_items_add(struct story *s, struct items *list, struct item *item)
{
    if (list->count == list->cap) {
        int cap = list->cap ? list->cap * 2 : 4;
        struct item **at = demo_keep(s, (size_t)cap * sizeof(struct item *));
        if (list->count)
            memcpy(at, list->at, (size_t)list->count * sizeof(struct item *));
        list->at = at;
        list->cap = cap;
    }
    list->at[list->count++] = item;
}

bool demo_items_drop(struct items *list, const struct item *item)
{
    for (int i = 0; i < list->count; i++)
        if (list->at[i] == item) {
            list->count--;
            memmove(&list->at[i], &list->at[i + 1], (size_t)(list->count - i) * sizeof(struct item *));
            return true;
        }
    return false;
}

struct items demo_one(struct story *s, struct item *item)
{
    struct item **at = ARENA_ARRAY(s->scratch, 1, struct item *);
    *at = item;
    return (struct items){at, 1, 1};
}

void demo_set_state(struct items items, enum item_state state)
{
    for (int i = 0; i < items.count; i++)
        items.at[i]->state = state;
}

/* ---- units ---- */

int demo_items_left(const struct story *s)
{
    return s->options->units - s->item_count;
}

static struct str next_serial(struct story *s, int product)
{
    s->serials[product] += demo_random_between(&s->random, 1, STEP_MAX);
    return demo_serial(s->arena, demo_products[product].serial, s->serials[product]);
}

struct item *demo_item_new(struct story *s, int product, struct demo_lot *lot)
{
    if (demo_items_left(s) <= 0)
        return NULL;
    struct item *item = demo_keep(s, sizeof *item);
    *item = (struct item){.product = product, .lot = lot, .state = ITEM_COMING, .nth = ++s->nths[product]};
    item->serial = next_serial(s, product);
    item->bin = product + (demo_random_percent(&s->random, 20) ? 31 : 0);
    s->items[s->item_count++] = item;
    return item;
}

void demo_items_learn(struct story *s, struct items items)
{
    for (int i = 0; i < items.count && !s->failed; i++) {
        struct item *item = items.at[i];
        const struct demo_product *p = &demo_products[item->product];
        struct product product;
        struct unit u;
        /* Product keys follow the catalogue, but that is the database's to say. */
        if (store_product_by_sku(s->ctx->db, s->scratch, str_of(p->sku), &product) != DB_ROW ||
            store_unit_by_serial(s->ctx->db, s->scratch, product.id, item->serial, &u) != DB_ROW || u.id <= 0 ||
            u.id > s->options->units) {
            demo_fail(s, "%s %.*s cannot be found again", p->sku, STR_ARG(item->serial));
            return;
        }
        item->id = u.id;
        s->by_id[u.id] = item;
    }
}

struct item *demo_item_by_id(struct story *s, int64_t id)
{
    return id > 0 && id <= s->options->units ? s->by_id[id] : NULL;
}

/* ---- shelves ---- */

void demo_shelve(struct story *s, struct item *item, enum demo_site site)
{
    item->site = site;
    item->state = ITEM_FREE;
    item->owner = -1;
    demo_items_add(s, &s->shelves[site][item->product], item);
}

void demo_shelve_all(struct story *s, struct items items, enum demo_site site)
{
    for (int i = 0; i < items.count; i++)
        demo_shelve(s, items.at[i], site);
}

void demo_unshelve(struct story *s, struct item *item)
{
    demo_items_drop(&s->shelves[item->site][item->product], item);
    item->state = ITEM_BUSY;
}

int demo_free(const struct story *s, enum demo_site site, int product)
{
    return s->shelves[site][product].count;
}

int demo_take(struct story *s, enum demo_site site, int product, int n, struct items *list)
{
    struct items *shelf = &s->shelves[site][product];
    int taken = n < shelf->count ? n : shelf->count;
    for (int i = 0; i < taken; i++) {
        shelf->at[i]->state = ITEM_BUSY;
        demo_items_add(s, list, shelf->at[i]);
    }
    shelf->count -= taken;
    if (taken)
        memmove(shelf->at, shelf->at + taken, (size_t)shelf->count * sizeof(struct item *));
    return taken;
}

struct item *demo_any_free(struct story *s, enum demo_site site, unsigned what)
{
    int first = demo_random_below(&s->random, DEMO_PRODUCTS);
    for (int i = 0; i < DEMO_PRODUCTS; i++) {
        int p = (first + i) % DEMO_PRODUCTS;
        const struct items *shelf = &s->shelves[site][p];
        if (shelf->count && (!what || (demo_products[p].what & what)))
            return shelf->at[demo_random_below(&s->random, shelf->count)];
    }
    return NULL;
}

struct item *demo_any_away(struct story *s, int days)
{
    for (int i = 0; s->sold.count && i < SEARCHES; i++) {
        struct item *item = s->sold.at[demo_random_below(&s->random, s->sold.count)];
        struct unit u;
        if (item->state == ITEM_AWAY && store_unit_by_id(s->ctx->db, s->scratch, item->id, &u) == DB_ROW &&
            u.changed_at < s->now - (msec)days * DEMO_DAY)
            return item;
    }
    return NULL;
}

struct str demo_bin_of(struct story *s, const struct item *item, enum demo_site site)
{
    bool cage = (demo_products[item->product].what & DEMO_CAGE) != 0;
    return demo_bin(s->scratch, site, cage, item->bin);
}

struct item *demo_outermost(struct item *item)
{
    while (item->parent)
        item = item->parent;
    return item;
}

/* ---- lots ---- */

bool demo_fresh(const struct story *s, const struct item *item)
{
    const struct demo_lot *lot = item->lot;
    return !lot || !lot->expires || lot->expires > s->now + FRESH_DAYS * (msec)DEMO_DAY;
}

bool demo_bound(const struct story *s, const struct item *item)
{
    bool bound = item->held || !demo_fresh(s, item);
    for (int i = 0; !bound && i < item->inside.count; i++)
        bound = demo_bound(s, item->inside.at[i]);
    return bound;
}

struct demo_lot *demo_lot_new(struct story *s, int product, msec made)
{
    struct demo_lot *lot = demo_keep(s, sizeof *lot);
    struct demo_date d = demo_date_of(demo_day_of(made));
    int shelf = demo_products[product].shelf_days;
    made -= made % DEMO_DAY; /* a date */
    *lot = (struct demo_lot){.number =
                                 arena_fmt(s->arena, "L%02d%02d-%03lld", d.year % 100, d.month, (long long)++s->lots),
                             .product = product,
                             .made = made,
                             .expires = shelf ? made + (msec)shelf * DEMO_DAY : 0};
    if (s->lot_count == s->lot_cap) {
        int cap = s->lot_cap ? s->lot_cap * 2 : 64;
        struct demo_lot **all = demo_keep(s, (size_t)cap * sizeof(struct demo_lot *));
        if (s->lot_count)
            memcpy(all, s->all_lots, (size_t)s->lot_count * sizeof *all);
        s->all_lots = all;
        s->lot_cap = cap;
    }
    s->all_lots[s->lot_count++] = lot;
    return lot;
}
