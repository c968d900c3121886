/*
 * bulk: commands that receive, move and ship 1 to 100,000 units, beside the same row changes in transactions of the same length.
 * The units that a round receives are new; those that it moves and ships are the next in the order of their serials, from the very
 * first: they lie where they were loaded.
 */
#include "bench/bench.h"
#include "bench/data.h"

static const struct step {
    const char *name;
    enum raw_change change;
    const char *members;
    bool silent; /* only the way to the next */
} steps[] = {
    {"receive", RAW_RECEIVE, "\"location\":\"DOCK\",\"party\":\"ACME\",\"order\":\"PO-BENCH\",", false},
    {"move", RAW_MOVE, "\"location\":\"B0007\",", false},
    {"pick", RAW_PICK, "", true},
    {"pack", RAW_PACK, "", true},
    {"ship", RAW_SHIP, "\"party\":\"CUST\",", false},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

static const struct length {
    int units, commands; /* in a round */
    const char *text;
} lengths[] = {{1, 200, "1"}, {100, 50, "100"}, {1000, 10, "1,000"}, {10000, 4, "10,000"}, {100000, 1, "100,000"}};
enum { LENGTHS = sizeof lengths / sizeof lengths[0], COMMANDS_MAX = 200 };

struct bulk_run {
    struct bench *b;
    const struct step *step;
    long from;
    int units;
};

static void make_bulk(void *state, uint64_t i, struct buf *out)
{
    struct bulk_run *r = state;
    struct buf body = {0};
    char path[60];
    snprintf(path, sizeof path, "/v1/commands/%s", r->step->name);
    data_bulk(&body, "THING", "SN%010ld", r->from + (long)i * r->units, r->units, r->step->members);
    bench_request(&r->b->server, out, "POST", path, buf_view(&body));
    buf_free(&body);
}

/* Units a second over HTTP and in the plain loop, on the same units. */
static bool run_step(struct bench *b, const struct step *s, const struct length *l, long from, double *ret,
                     double *ret_raw)
{
    struct load_result done;
    struct bulk_run run = {b, s, from, l->units};
    const struct load_plan plan = {b->server.port, 1, 0, (uint64_t)l->commands, make_bulk, &run};
    const struct raw_bulk raw = {s->change, from, l->units, l->commands};
    double times[COMMANDS_MAX], seconds = 0;
    if (!b->o->engine->bulk(b->raw, &raw, times)) {
        snprintf(b->error, sizeof b->error, "the plain %s: %s", s->name, b->o->engine->error(b->raw));
        return false;
    }
    if (!load_run(&plan, &done, b->error))
        return false;
    if (done.refused) {
        snprintf(b->error, sizeof b->error, "%s of %d units: %d %.140s", s->name, l->units, done.last_status,
                 done.last_body);
        return false;
    }
    for (int i = 0; i < l->commands; i++)
        seconds += times[i];
    *ret = l->units / (done.mean_ms / 1e3);
    *ret_raw = (double)l->units * l->commands / seconds;
    return true;
}

static bool run_length(struct bench *b, const struct length *l, long *shipped)
{
    double rates[STEPS][BENCH_ROUNDS_MAX], raws[STEPS][BENCH_ROUNDS_MAX];
    long units = (long)l->units * l->commands;
    for (int round = 0; round < b->o->rounds; round++) {
        for (int s = 0; s < STEPS; s++)
            if (!run_step(b, &steps[s], l, steps[s].change == RAW_RECEIVE ? b->next : *shipped, &rates[s][round],
                          &raws[s][round]))
                return false;
        b->next += units;
        *shipped += units;
    }
    for (int s = 0; s < STEPS; s++) {
        char name[60];
        snprintf(name, sizeof name, "%s %s", steps[s].name, l->text);
        if (!steps[s].silent)
            report_rate(b->report, name, "units/s", bench_median(rates[s], b->o->rounds),
                        bench_median(raws[s], b->o->rounds));
    }
    return true;
}

bool measure_bulk(struct bench *b)
{
    long shipped = 0;
    bool ok = true;
    for (int i = 0; ok && i < LENGTHS; i++) {
        bool asked = lengths[i].units != 1000 || b->o->bulk_max == 1000; /* 1,000 stands in for the longer ones */
        if (asked && lengths[i].units <= b->o->bulk_max)
            ok = run_length(b, &lengths[i], &shipped);
    }
    return ok;
}
