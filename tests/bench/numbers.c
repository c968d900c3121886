/*
 * numbers: numbers made by a scheme and the units that bear them, in one command: counted, at random, as a pool. Beside them the plain
 * loop's rows of as many units that are received, in one transaction.
 */
#include "base/time.h"
#include "bench/bench.h"

/* Serials of the plain loop, far behind those that are loaded or received elsewhere. */
enum { RAW_SERIALS_FROM_MILLIONS = 5000 };

static const struct kind {
    const char *name, *path, *members;
} kinds[] = {
    {"in a sequence", "/v1/numbering/numbers", "\"scheme\":\"SEQ\""},
    {"at random", "/v1/numbering/numbers", "\"scheme\":\"RANDOM\""},
    {"as a pool", "/v1/pools", "\"scheme\":\"SEQ\",\"name\":\"Line 2\",\"expires_at\":\"2099-12-31\""},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool post(struct bench *b, const char *path, const char *text)
{
    struct buf body = {0};
    buf_z(&body, text);
    bool ok = bench_post(b, path, &body);
    buf_free(&body);
    return ok;
}

static bool make_schemes(struct bench *b)
{
    return post(b, "/v1/numbering/schemes", "{\"code\":\"SEQ\",\"name\":\"Counted\",\"pattern\":\"N{yy}-{seq:9}\"}") &&
           post(b, "/v1/numbering/schemes", "{\"code\":\"RANDOM\",\"name\":\"Random\",\"pattern\":\"R{random:10}\"}") &&
           post(b, "/v1/products", "{\"sku\":\"NUMBERED\",\"name\":\"Numbered thing\",\"numbering\":\"SEQ\"}");
}

/* Seconds until the answer with all numbers was there; negative on failure. */
static double issue(struct bench *b, const struct kind *k, int count)
{
    struct buf body = {0};
    buf_fmt(&body, "{%s,\"product\":\"NUMBERED\",\"count\":%d}", k->members, count);
    int64_t started = time_monotonic_ns();
    bool ok = bench_post(b, k->path, &body);
    buf_free(&body);
    return ok ? (double)(time_monotonic_ns() - started) / 1e9 : -1;
}

static double plain(struct bench *b, int count, int nth)
{
    double seconds;
    const struct raw_bulk bulk = {RAW_RECEIVE, RAW_SERIALS_FROM_MILLIONS * 1000000L + (long)nth * count, count, 1};
    if (b->o->engine->bulk(b->raw, &bulk, &seconds))
        return seconds;
    snprintf(b->error, sizeof b->error, "the plain receive: %s", b->o->engine->error(b->raw));
    return -1;
}

bool measure_numbers(struct bench *b)
{
    double values[KINDS][BENCH_ROUNDS_MAX], raws[KINDS][BENCH_ROUNDS_MAX];
    int count = b->o->bulk_max;
    if (!make_schemes(b))
        return false;
    for (int round = 0; round < b->o->rounds; round++)
        for (int k = 0; k < KINDS; k++) {
            raws[k][round] = plain(b, count, round * KINDS + k);
            values[k][round] = raws[k][round] < 0 ? -1 : issue(b, &kinds[k], count);
            if (values[k][round] < 0)
                return false;
        }
    for (int k = 0; k < KINDS; k++) {
        char name[60];
        snprintf(name, sizeof name, "%d,000 numbers %s", count / 1000, kinds[k].name);
        report_time(b->report, name, "s", bench_median(values[k], b->o->rounds), bench_median(raws[k], b->o->rounds));
    }
    return true;
}
