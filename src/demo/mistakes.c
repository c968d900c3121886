/*
 * mistakes: what people do or read wrongly, and put right afterwards: always by another event.
 */
#include "demo/act.h"
#include "demo/things.h"
#include "demo/trouble.h"

enum { MOVED_MAX = 5 };

struct mistake {
    struct items items;
    struct id event;
};

static void undo(struct story *s, void *what)
{
    struct mistake *m = what;
    struct command *c = demo_act(s, COMMAND_CORRECT, (struct items){0});
    c->undo = m->event;
    c->reason = STR("scanned by mistake");
    demo_give(s, c, DEMO_WAREHOUSE);
    demo_shelve_all(s, m->items, DEMO_WAREHOUSE);
}

static void put_right_later(struct story *s, struct items items, const struct command_result *r)
{
    struct mistake *m = demo_keep(s, sizeof *m);
    if (!r)
        return;
    *m = (struct mistake){items, r->events[0].id};
    demo_plan(s, demo_soon(s, 4, 45), undo, m);
}

static struct items kept(struct story *s, struct item *item)
{
    struct items one = {0};
    demo_items_add(s, &one, item);
    return one;
}

/* The wrong one goes into the scrap container in the books. */
bool demo_mistake_scrap(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item || item->inside.count)
        return false;
    demo_unshelve(s, item);
    struct command *c = demo_act(s, COMMAND_SCRAP, demo_one(s, item));
    c->reason = STR("casing broken");
    put_right_later(s, kept(s, item), demo_give(s, c, DEMO_WAREHOUSE));
    return true;
}

/* Several are scanned into a place where nobody brought them. */
bool demo_mistake_move(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    struct items moved = {0};
    if (!item || item->inside.count)
        return false;
    demo_take(s, DEMO_WAREHOUSE, item->product, MOVED_MAX, &moved);
    struct command *c = demo_act(s, COMMAND_MOVE, moved);
    c->shared.location = AT_QUALITY;
    put_right_later(s, moved, demo_give(s, c, DEMO_WAREHOUSE));
    return true;
}

static struct demo_lot *another_lot(struct story *s, const struct item *item)
{
    for (int i = 0; i < s->lot_count; i++) {
        struct demo_lot *lot = s->all_lots[i];
        if (lot != item->lot && lot->product == item->product && lot->came && lot->came < s->now - 2 * (msec)DEMO_DAY &&
            (!lot->expires || lot->expires > s->now + 100 * (msec)DEMO_DAY))
            return lot;
    }
    return NULL;
}

bool demo_mistake_lot(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, DEMO_LOTS);
    struct demo_lot *lot = item ? another_lot(s, item) : NULL;
    if (!lot)
        return false;
    struct command *c = demo_act(s, COMMAND_CORRECT, demo_one(s, item));
    c->shared.lot = lot->number;
    c->reason = STR("lot compared with the box");
    demo_give(s, c, DEMO_WAREHOUSE);
    item->lot = lot;
    return true;
}

bool demo_mistake_label(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, 0);
    if (!item)
        return false;
    struct identifier number = {.kind = STR("maker_serial"),
                                .value = arena_fmt(s->scratch, "M%06lld", 100000 + 17LL * ++s->tags)};
    struct command *c = demo_act(s, COMMAND_CORRECT, demo_one(s, item));
    c->rows[0].identifiers = &number;
    c->rows[0].identifier_count = 1;
    c->reason = STR("the maker's own number was under a sticker");
    demo_give(s, c, DEMO_WAREHOUSE);
    return true;
}

bool demo_mistake_firmware(struct story *s)
{
    struct item *item = demo_any_free(s, DEMO_WAREHOUSE, DEMO_FIRM);
    if (!item)
        return false;
    struct items shelf = s->shelves[DEMO_WAREHOUSE][item->product];
    struct items some = {shelf.at, shelf.count < MOVED_MAX ? shelf.count : MOVED_MAX, 0};
    struct command *c = demo_act(s, COMMAND_CORRECT, some);
    struct str now = arena_fmt(s->scratch, "{\"firmware\":\"4.0.%lld\"}", (long long)++s->tags);
    for (int i = 0; i < some.count; i++)
        c->rows[i].attributes = now;
    c->reason = STR("firmware updated in the warehouse");
    demo_give(s, c, DEMO_WAREHOUSE);
    return true;
}
