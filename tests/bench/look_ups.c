/*
 * look_ups: one unit by its serial, by the end of it, by another number that it bears, and with its last events; and as
 * /v1/scan finds it, which asks for everything that may be called so: by the serial, an element string, a Digital Link. Beside them a bare
 * HTTP reply of the library alone (src/http/bare.c) to the same client, or the engine's own clients where it has them.
 */
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/data.h"
#include "http/bare.h"

enum { BARE_THREADS = 2 };

struct look {
    const char *name;
    void (*path)(struct bench *b, long range, char *out, size_t size);
    long range;
};

struct look_run {
    struct bench *b;
    const struct look *look;
};

static void by_serial(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/products/THING/units/SN%010ld", (long)bench_random(b, (uint64_t)range));
}

static void with_events(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/products/THING/units/SN%010ld?events=20", (long)bench_random(b, (uint64_t)range));
}

static void by_suffix(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/units?serial_suffix=%07ld", (long)bench_random(b, (uint64_t)range) % 10000000);
}

static void by_identifier(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/scan?code=" DATA_IDENTIFIER, (long)bench_random(b, (uint64_t)range));
}

static void scan_serial(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/scan?code=SN%010ld", (long)bench_random(b, (uint64_t)range));
}

/* As a scanner gives a GS1 Data Matrix: "]d2", then (01) and (21). */
static void scan_elements(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/scan?code=%%5Dd201" DATA_GTIN "21SN%010ld", (long)bench_random(b, (uint64_t)range));
}

static void scan_link(struct bench *b, long range, char *out, size_t size)
{
    snprintf(out, size, "/v1/scan?code=https%%3A%%2F%%2Fid.example.org%%2F01%%2F" DATA_GTIN "%%2F21%%2FSN%010ld",
             (long)bench_random(b, (uint64_t)range));
}

static void make_look(void *state, uint64_t i, struct buf *out)
{
    const struct look_run *r = state;
    char path[120];
    (void)i;
    r->look->path(r->b, r->look->range, path, sizeof path);
    bench_request(&r->b->server, out, "GET", path, (struct str){0});
}

static void make_bare(void *state, uint64_t i, struct buf *out)
{
    (void)state, (void)i;
    buf_z(out, "GET /bare HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

static double rate_of(const struct load_result *r)
{
    return (double)r->requests / r->seconds;
}

/* As many look-ups by as many connections, and bare replies in the same breath. */
static bool run_look(struct bench *b, const struct look *l, int bare_port, int connections, struct load_result *ret,
                     struct load_result *ret_bare)
{
    struct look_run run = {b, l};
    const struct load_plan bare = {bare_port, connections, b->o->seconds / 2, 0, make_bare, NULL},
                           plan = {b->server.port, connections, b->o->seconds, 0, make_look, &run};
    if (!load_run(&bare, ret_bare, b->error) || !load_run(&plan, ret, b->error))
        return false;
    if (ret->refused)
        snprintf(b->error, sizeof b->error, "%s: %d %.140s", l->name, ret->last_status, ret->last_body);
    return ret->refused == 0;
}

static void report_times(struct bench *b, const char *name, int connections, const struct load_result *value,
                         const struct load_result *raw)
{
    char text[100];
    const char *many = connections == 1 ? "1 connection" : "64 connections";
    snprintf(text, sizeof text, "%s, %s, p50", name, many);
    report_time(b->report, text, "ms", value->p50_ms, raw->p50_ms);
    snprintf(text, sizeof text, "%s, %s, p99", name, many);
    report_time(b->report, text, "ms", value->p99_ms, raw->p99_ms);
}

/* The round whose rate is the median, with its times. */
static int by_rate(const void *a, const void *b)
{
    double x = rate_of(a), y = rate_of(b);
    return (x > y) - (x < y);
}

static bool measure(struct bench *b, const struct look *l, int bare_port, int connections)
{
    struct load_result values[BENCH_ROUNDS_MAX], bares[BENCH_ROUNDS_MAX];
    int n = b->o->rounds;
    for (int i = 0; i < n; i++)
        if (!run_look(b, l, bare_port, connections, &values[i], &bares[i]))
            return false;
    qsort(values, (size_t)n, sizeof *values, by_rate);
    qsort(bares, (size_t)n, sizeof *bares, by_rate);
    const struct load_result *value = &values[n / 2], *bare = &bares[n / 2];
    if (connections > 1) {
        char name[100];
        double raw =
            b->o->engine->look_ups ? b->o->engine->look_ups(b->place.url, b->o->seconds, b->things) : rate_of(bare);
        if (raw < 0)
            return bench_failed(b, "plain look-ups");
        snprintf(name, sizeof name, "%s, 64 connections", l->name);
        report_rate(b->report, name, "1/s", rate_of(value), raw);
    }
    report_times(b, l->name, connections, value, bare);
    return true;
}

bool measure_look_ups(struct bench *b)
{
    long with_history;
    if (!data_histories(b, &with_history))
        return false;
    const struct look looks[] = {
        {"look-up by serial", by_serial, b->things},      {"look-up with last 20 events", with_events, with_history},
        {"look-up by suffix", by_suffix, b->things},      {"look-up by identifier", by_identifier, b->parts},
        {"scan of a serial", scan_serial, b->things},     {"scan of an element string", scan_elements, b->things},
        {"scan of a Digital Link", scan_link, b->things},
    };
    struct http_bare *bare = http_bare_start(BARE_THREADS);
    bool ok = bare != NULL;
    for (size_t i = 0; ok && i < sizeof looks / sizeof looks[0]; i++)
        ok = measure(b, &looks[i], http_bare_port(bare), BENCH_CONNECTIONS) &&
             measure(b, &looks[i], http_bare_port(bare), 1);
    if (bare)
        http_bare_stop(bare);
    return ok;
}
