/*
 * story: time: when things are planned, and what every day begins with.
 */
#include "demo/story.h"

#include <stdarg.h>
#include <stdio.h>

#include "demo/buy.h"
#include "demo/build.h"
#include "demo/care.h"
#include "demo/customers.h"
#include "demo/fate.h"
#include "demo/orders.h"
#include "demo/repair.h"
#include "demo/tell.h"
#include "demo/today.h"
#include "demo/trouble.h"

enum {
    YEARS = 2,
    DAY_BEGINS = 5 * 60 + 30,
    OPENS = 7 * 60 + 15,
    CLOSES = 18 * 60 + 30,
    COUNT_EVERY = 15,
    BUILD_PERCENT = 3
};

/* ---- when ---- */

void demo_plan(struct story *s, msec at, demo_task run, void *what)
{
    demo_agenda_add(&s->agenda, at > s->now ? at : s->now + 1, run, what);
}

msec demo_at(struct story *s, int day, int minute_from, int minute_to)
{
    return demo_moment(day, minute_from) + demo_random_below(&s->random, (minute_to - minute_from) * DEMO_MINUTE + 1);
}

static int working_day_from(int day)
{
    while (!demo_working_day(day))
        day++;
    return day;
}

msec demo_soon(struct story *s, int minutes_from, int minutes_to)
{
    msec at = s->now + (msec)minutes_from * DEMO_MINUTE +
              demo_random_below(&s->random, (minutes_to - minutes_from) * DEMO_MINUTE + 1);
    int day = demo_day_of(at);
    if (demo_working_day(day) && at <= demo_moment(day, CLOSES))
        return at;
    return demo_at(s, working_day_from(day + 1), OPENS, OPENS + 90);
}

msec demo_days(struct story *s, int days_from, int days_to, int hour_from, int hour_to)
{
    int day =
        demo_day_of(s->now) + demo_random_between(&s->random, days_from, days_to < days_from ? days_from : days_to);
    msec at = demo_at(s, working_day_from(day), hour_from * 60, hour_to * 60);
    return at > s->now ? at : demo_at(s, working_day_from(day + 1), hour_from * 60, hour_to * 60);
}

int demo_scaled(const struct story *s, int of_20000, int min)
{
    int n = (int)((int64_t)of_20000 * s->options->units / DEMO_UNITS);
    return n > min ? n : min;
}

/* ---- memory and failure ---- */

void demo_fail(struct story *s, const char *format, ...)
{
    va_list args;
    if (s->failed)
        return;
    s->failed = true;
    va_start(args, format);
    vsnprintf(s->why, sizeof s->why, format, args);
    va_end(args);
}

void *demo_keep(struct story *s, size_t size)
{
    return arena_alloc(s->arena, size); /* without a limit: it gives, or ends the program */
}

/* ---- every day ---- */

static const enum demo_site warehouse = DEMO_WAREHOUSE, centre = DEMO_CENTRE;

static void working_hours(struct story *s, int day)
{
    demo_plan(s, demo_at(s, day, 8 * 60, 8 * 60 + 10), demo_wave, (void *)&warehouse);
    demo_plan(s, demo_at(s, day, 10 * 60 + 10, 10 * 60 + 20), demo_wave, (void *)&warehouse);
    demo_plan(s, demo_at(s, day, 14 * 60 + 5, 14 * 60 + 15), demo_wave, (void *)&warehouse);
    demo_plan(s, demo_at(s, day, 14 * 60, 14 * 60 + 10), demo_wave, (void *)&centre);
    demo_plan(s, demo_at(s, day, 16 * 60 + 15, 16 * 60 + 30), demo_collection, (void *)&centre);
    demo_plan(s, demo_at(s, day, 16 * 60 + 45, 17 * 60), demo_collection, (void *)&warehouse);
    demo_buy_today(s);
    demo_build_today(s);
}

static void weekly(struct story *s, int day)
{
    static const struct {
        int weekday, minute;
        demo_task task;
    } routines[] = {
        {DEMO_MONDAY, 12 * 60, demo_care_transfers},
        {DEMO_MONDAY + 1, 8 * 60, demo_care_expiry},
        {DEMO_MONDAY + 2, 9 * 60, demo_care_floor},
    };
    for (size_t i = 0; i < sizeof routines / sizeof routines[0]; i++)
        if (demo_weekday(day) == routines[i].weekday && demo_working_day(day))
            demo_plan(s, demo_at(s, day, routines[i].minute, routines[i].minute + 45), routines[i].task, NULL);
}

static void begin_day(struct story *s, void *unused)
{
    (void)unused;
    int day = demo_day_of(s->now), period = (day - s->first_day) / COUNT_EVERY;
    if (demo_working_day(day))
        working_hours(s, day);
    weekly(s, day);
    if (demo_working_day(day) && period > s->area)
        demo_plan(s, demo_at(s, day, 17 * 60 + 30, 18 * 60), demo_care_count, NULL);
    demo_customers_today(s, day);
    s->busy_so_far += day < s->closing_day ? demo_busy(day, s->first_day, s->closing_day - s->first_day) : 0;
    demo_plan(s, demo_moment(day + 1, DAY_BEGINS), begin_day, NULL);
}

/* ---- from the beginning to the end ---- */

static void shuffle_decks(struct story *s)
{
    static const unsigned char mishaps[MISHAP_TOTAL] = {
        [MISHAP_NONE] = 49,       [MISHAP_CANCELLED] = 2, [MISHAP_PUT_BACK] = 1, [MISHAP_TAKEN_OUT] = 1,
        [MISHAP_LEFT_BEHIND] = 1, [MISHAP_REFUSED] = 2,   [MISHAP_LOST] = 1};
    static const unsigned char fates[FATE_TOTAL] = {[FATE_QUIET] = 41,       [FATE_REGISTERED] = 12, [FATE_SOLD_ON] = 2,
                                                    [FATE_BROUGHT_BACK] = 2, [FATE_CLAIMED] = 3,     [FATE_WORN] = 1};
    static const unsigned char cures[CURE_TOTAL] = {
        [CURE_PART] = 8,     [CURE_SETTINGS] = 4,    [CURE_NOTHING_FOUND] = 2,
        [CURE_REPLACED] = 2, [CURE_REFURBISHED] = 2, [CURE_HOPELESS] = 2};
    static const unsigned char trouble[TROUBLE_TOTAL] = {
        [TROUBLE_NONE] = 14, [TROUBLE_QUALITY] = 2, [TROUBLE_MISREAD] = 1, [TROUBLE_SHORT] = 1};
    static const unsigned char buyers[] = {6, 3};
    demo_deck_fill(&s->mishaps, mishaps, MISHAP_TOTAL);
    demo_deck_fill(&s->fates, fates, FATE_TOTAL);
    demo_deck_fill(&s->cures, cures, CURE_TOTAL);
    demo_deck_fill(&s->trouble, trouble, TROUBLE_TOTAL);
    demo_deck_fill(&s->buyers, buyers, 2);
}

/* The last working day whose evening is over. */
static int closing_day(msec until)
{
    int day = demo_day_of(until);
    while (!demo_working_day(day) || demo_moment(day, CLOSES + 60) > until)
        day--;
    return day;
}

static void set_dates(struct story *s)
{
    msec until = s->options->until;
    s->last_day = demo_day_of(until);
    s->closing_day = closing_day(until);
    struct demo_date d = demo_date_of(s->last_day);
    s->first_day = working_day_from(demo_day_from(d.year - YEARS, d.month, d.month == 2 && d.day == 29 ? 28 : d.day));
    s->now = demo_moment(s->first_day, 4 * 60);
    for (int day = s->first_day; day < s->closing_day; day++)
        s->busy_total += demo_busy(day, s->first_day, s->closing_day - s->first_day);
}

static void set_numbers(struct story *s)
{
    int units = s->options->units;
    s->items = demo_keep(s, (size_t)units * sizeof(struct item *));
    s->by_id = demo_keep(s, ((size_t)units + 1) * sizeof(struct item *));
    for (int p = 0; p < DEMO_PRODUCTS; p++)
        s->serials[p] = demo_random_between(&s->random, 1000, 120000);
}

/* How many are bought and built, besides what is there at first. */
static void share_out(struct story *s, void *unused)
{
    (void)unused;
    int units = s->options->units;
    s->to_build = units * BUILD_PERCENT / 100;
    s->to_buy = units - s->item_count - s->to_build - demo_scaled(s, 120, 12);
}

void demo_story_begin(struct story *s)
{
    set_dates(s);
    set_numbers(s);
    shuffle_decks(s);
    demo_plan(s, demo_moment(s->first_day, 5 * 60), demo_buy_opening, NULL);
    demo_plan(s, demo_moment(s->first_day, 5 * 60 + 1), share_out, NULL);
    demo_plan(s, demo_moment(s->first_day, DAY_BEGINS), begin_day, NULL);
    demo_trouble_plan(s);
    demo_today_plan(s);
}

bool demo_story_tell(struct story *s, msec until)
{
    struct demo_entry e;
    while (!s->failed && demo_agenda_take(&s->agenda, until, &e)) {
        s->now = e.at > s->now ? e.at : s->now; /* the task before may have taken its time */
        s->hand = -1;
        arena_reset(s->scratch);
        e.run(s, e.what);
    }
    return !s->failed;
}
