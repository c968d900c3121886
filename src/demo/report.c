#include "demo/report.h"

#include <stdio.h>

#include "store/unit.h"

enum { REPAIRED_WORTH = 100 };

struct report_job {
    struct writer_job job; /* first */
    struct story *story;
    struct demo_report *report;
    struct item *best; /* with its owner, after a long history */
    int64_t best_worth;
};

/* Repaired ones have the best stories. */
static void consider(struct report_job *j, struct item *item, const struct unit *u)
{
    int64_t worth = u->events;
    if (u->status != STATUS_DELIVERED)
        return;
    for (int i = 0; i < j->story->repaired.count; i++)
        if (j->story->repaired.at[i] == item)
            worth += REPAIRED_WORTH;
    if (worth > j->best_worth) {
        j->best = item;
        j->best_worth = worth;
    }
}

static bool count_unit(struct report_job *j, int64_t id)
{
    struct unit u;
    if (!ctx_check(&j->job.ctx, store_unit_by_id(j->job.ctx.db, j->job.ctx.arena, id, &u)))
        return false;
    j->report->units++;
    j->report->statuses[u.status]++;
    j->report->holds += u.holds != 0;
    consider(j, j->story->by_id[id], &u);
    return true;
}

static bool count(struct writer_job *job)
{
    struct report_job *j = (struct report_job *)job;
    *j->report = (struct demo_report){0};
    for (int64_t id = 1; id <= j->story->options->units; id++) {
        if (id % 1000 == 0)
            arena_reset(job->ctx.arena);
        if (!j->story->by_id[id] || !count_unit(j, id))
            return false;
    }
    return true;
}

static struct demo_example example(struct arena *a, const struct item *item)
{
    if (!item)
        return (struct demo_example){0};
    return (struct demo_example){str_of(demo_products[item->product].sku), arena_str(a, item->serial)};
}

/* A cabinet with servers with parts is the deepest. */
static struct item *deepest(const struct story *s)
{
    struct item *best = s->device;
    int rack = demo_product_index("RACK-12");
    for (int i = 0; i < s->item_count; i++)
        if (s->items[i]->product == rack && s->items[i]->inside.count)
            best = s->items[i];
    return best;
}

bool demo_report(struct writer *w, struct story *s, struct arena *a, struct demo_report *ret)
{
    struct arena *own = arena_new(0);
    struct report_job j = {.job = {.run = count, .ctx = {.arena = own, .now = s->now}}, .story = s, .report = ret};
    bool ok = writer_call(w, &j.job);
    if (!ok)
        snprintf(s->why, sizeof s->why, "the units cannot be counted");
    arena_free(own);
    memcpy(ret->commands, s->counts, sizeof ret->commands);
    ret->events = s->events;
    ret->packages = s->packages;
    ret->products = DEMO_PRODUCTS;
    ret->locations = demo_places_count();
    ret->parties = DEMO_PARTIES;
    ret->from = demo_moment(s->first_day, 12 * 60);
    ret->until = s->options->until;
    ret->serial = example(a, j.best);
    ret->device = example(a, deepest(s));
    ret->package = (struct demo_example){.code = arena_str(a, s->pallet)};
    if (s->recalled)
        ret->lot =
            (struct demo_example){str_of(demo_products[s->recalled->product].sku), arena_str(a, s->recalled->number)};
    return ok;
}
