#include "demo/clear.h"

#include "demo/act.h"
#include "demo/things.h"

static void lift(struct story *s, struct item *item, enum demo_site site)
{
    struct command *c = demo_act(s, COMMAND_RELEASE_HOLD, demo_one(s, item));
    c->hold = STR("recall");
    c->note = STR("checked as the recall asks for");
    demo_give(s, c, site);
    item->held = false;
}

static void take_out(struct story *s, struct item *part, enum demo_site site)
{
    struct command *c = demo_act(s, COMMAND_REMOVE, demo_one(s, part));
    c->choice = STR("scrap");
    c->reason = STR("end of shelf life");
    demo_give(s, c, site);
    demo_items_drop(&part->parent->inside, part);
    part->parent = NULL;
    part->state = ITEM_GONE;
}

void demo_clear(struct story *s, struct item *item, enum demo_site site)
{
    if (item->held)
        lift(s, item, site);
    for (int i = item->inside.count - 1; i >= 0; i--) {
        struct item *part = item->inside.at[i];
        demo_clear(s, part, site);
        if (!demo_fresh(s, part))
            take_out(s, part, site);
    }
}
