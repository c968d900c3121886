/*
 * story: what the parts of the telling share. Not for others: see demo.h.
 *
 * A story is an agenda of tasks in order of time. A task looks at what it needs (here, or in the database), gives commands
 * (act.h) as of story->now, and plans what follows. What is remembered here is only who is where in which process; everything
 * else is asked of the database. After the first refusal or failure the story has failed: commands are no longer given, and the
 * telling ends. So tasks need not look at verdicts.
 */
#ifndef DEMO_STORY_H
#define DEMO_STORY_H

#include "demo/agenda.h"
#include "demo/calendar.h"
#include "demo/catalogue.h"
#include "demo/demo.h"
#include "demo/people.h"
#include "demo/places.h"
#include "demo/random.h"
#include "service/ledger.h"

enum item_state {
    ITEM_COMING, /* announced, or on its way in */
    ITEM_FREE,   /* on a shelf: anybody may take it */
    ITEM_BUSY,   /* some process has it */
    ITEM_AWAY,   /* with its owner */
    ITEM_INSIDE, /* built into another */
    ITEM_GONE    /* scrapped, void, lost for good */
};

struct demo_lot {
    struct str number;
    int product;
    msec made, expires, came; /* expires 0: never; came 0: not in the ledger yet */
};

struct items {
    struct item **at;
    int count, cap;
};

/* A unit. */
struct item {
    int64_t id;  /* 0: not in the ledger yet */
    int64_t nth; /* of its product, from 1 */
    int product;
    struct str serial;
    struct demo_lot *lot; /* NULL: none */
    struct item *parent;
    struct items inside;
    enum item_state state;
    enum demo_site site; /* while it is with us */
    int bin;
    int owner; /* customer, while it is away */
    bool held;
};

enum order_stage { ORDER_DELIVERED, ORDER_RESERVED, ORDER_PICKED, ORDER_PACKED, ORDER_SHIPPED };
enum order_mishap {
    MISHAP_NONE,
    MISHAP_CANCELLED,   /* while it was reserved */
    MISHAP_PUT_BACK,    /* after it was picked */
    MISHAP_TAKEN_OUT,   /* after it was packed */
    MISHAP_LEFT_BEHIND, /* the carrier did not take it */
    MISHAP_REFUSED,     /* by the customer */
    MISHAP_LOST,        /* on its way */
    MISHAP_TOTAL
};

/* Units on their way to a customer, or to another of our sites. */
struct order {
    struct str number;
    int customer;
    enum demo_site from, to; /* to: of a transfer */
    bool transfer;
    struct items items;
    struct str *packages; /* the outermost ones */
    int package_count;
    enum order_stage until; /* how far it goes */
    enum order_mishap mishap;
};

struct orders {
    struct order **at;
    int count, cap;
};

/* Cards of s->trouble: what is wrong with a delivery. */
enum { TROUBLE_NONE, TROUBLE_QUALITY, TROUBLE_MISREAD, TROUBLE_SHORT, TROUBLE_TOTAL };

enum order_kind {
    KIND_PURCHASE,
    KIND_TRADE,
    KIND_WEB,
    KIND_SHOP,
    KIND_TRANSFER,
    KIND_REPAIR,
    KIND_BUILD,
    KIND_LOAN,
    KIND_BACK,
    KIND_RECALL,
    KIND_TOTAL
};

struct story {
    const struct demo_options *options;
    struct arena *arena;   /* lives as long as the story */
    struct arena *scratch; /* of the task; a command's own arena is ctx->arena */
    struct ctx *ctx;       /* of the writer's job under way, as is: */
    struct ledger *ledger;
    struct demo_random random;
    struct demo_agenda agenda;
    msec now;
    int hand;                /* who gave the task's last command; -1: nobody yet */
    int first_day, last_day; /* of the history; the last one is today */
    int closing_day;         /* the last working day that is over */
    bool failed;
    char why[400];

    int64_t user_ids[DEMO_USERS];
    int64_t counts[COMMAND_TOTAL]; /* events of each command */
    int64_t events;

    struct item **items; /* in the order they came up */
    int item_count;
    struct item **by_id;                                 /* place id of it; options->units + 1 of them */
    int64_t serials[DEMO_PRODUCTS], nths[DEMO_PRODUCTS]; /* last number given */
    int64_t numbers[KIND_TOTAL], lots, packages, tags;
    struct items shelves[DEMO_SITES][DEMO_PRODUCTS]; /* free ones, oldest first */
    int coming[DEMO_PRODUCTS];                       /* bought, not on a shelf yet */
    int lacking[DEMO_PRODUCTS];                      /* for a device that waits for them */
    struct items sold;                               /* every unit that ever was delivered; see state */
    struct items missing;
    struct demo_lot **all_lots;
    int lot_count, lot_cap;

    struct orders waiting[DEMO_SITES], dock[DEMO_SITES]; /* for the next picking wave, for the next collection */
    struct demo_deck mishaps, fates, cures, trouble, buyers;

    int64_t busy_total, busy_so_far; /* demo_busy() of all days, of those before today */
    int to_buy, bought;              /* units, all in all */
    int to_build, built;
    int64_t demand, shop_demand; /* thousandths of a unit that customers still want today */
    int area;                    /* counted next */

    struct items repaired; /* worth looking up, as are: */
    struct item *device;
    struct demo_lot *recalled;
    struct str pallet;
};

/* ---- when (story.c) ---- */
void demo_plan(struct story *s, msec at, demo_task run, void *what);
/* Some minutes from now; the next working morning when that is after hours. */
msec demo_soon(struct story *s, int minutes_from, int minutes_to);
/* Between two times of the wall clock on a working day so many days ahead, or the next one after it. */
msec demo_days(struct story *s, int days_from, int days_to, int hour_from, int hour_to);
msec demo_at(struct story *s, int day, int minute_from, int minute_to);
/* So many of the whole company with 20,000 units, at least min. */
int demo_scaled(const struct story *s, int of_20000, int min);
void demo_fail(struct story *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Memory that must be there. */
void *demo_keep(struct story *s, size_t size);

#endif
