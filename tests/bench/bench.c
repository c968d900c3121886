/*
 * bench: one size from the first unit to the last figure. The measurements themselves stand in scans.c, bulk.c, look_ups.c, reads.c,
 * labels.c, numbers.c.
 */
#include "bench/bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/data.h"

/* ---- what the parts share ---- */

bool bench_failed(struct bench *b, const char *what)
{
    if (!b->error[0])
        snprintf(b->error, sizeof b->error, "%s failed", what);
    return false;
}

uint64_t bench_random(struct bench *b, uint64_t below)
{
    b->random ^= b->random << 13;
    b->random ^= b->random >> 7;
    b->random ^= b->random << 17;
    return b->random % below;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

bool bench_post(struct bench *b, const char *path, struct buf *body)
{
    struct buf answer = {0};
    int status = bench_ask(&b->server, "POST", path, buf_view(body), &answer);
    if (status != 201)
        snprintf(b->error, sizeof b->error, "%s: %d %.*s", path, status, (int)(answer.len < 140 ? answer.len : 140),
                 answer.ptr ? answer.ptr : "");
    buf_clear(body);
    buf_free(&answer);
    return status == 201;
}

bool bench_load(struct bench *b, load_make make, int connections, double seconds, uint64_t requests,
                struct load_result *ret)
{
    const struct load_plan plan = {b->server.port, connections, seconds, requests, make, b};
    if (!load_run(&plan, ret, b->error))
        return false;
    if (ret->refused)
        snprintf(b->error, sizeof b->error, "%llu requests refused, the last with %d: %.140s",
                 (unsigned long long)ret->refused, ret->last_status, ret->last_body);
    return ret->refused == 0;
}

/* ---- one size ---- */

static bool start(struct bench *b)
{
    return bench_server_start(&b->server, b->o->serno, b->place.url, b->error);
}

/* Fill it, look at the file while nobody uses it, copy it for the plain loop. */
static bool load(struct bench *b, long units)
{
    double seconds;
    if (!start(b) || !data_load(b, units, &seconds))
        return false;
    report_fact(b->report, "loading over HTTP", "units/s", (double)units / seconds);
    bench_server_stop(&b->server);
    report_fact(b->report, "database per received unit", "bytes", b->o->engine->bytes(&b->place) / (double)units);
    if (!b->o->engine->copy(&b->place, b->error))
        return bench_failed(b, "copying the database");
    b->raw = b->o->engine->open(b->place.copy, true, b->error);
    if (!b->raw || !start(b))
        return bench_failed(b, "opening the copy");
    report_fact(b->report, "start of the server", "s", b->server.start_seconds);
    return true;
}

static bool wanted(const struct bench *b, const char *part)
{
    size_t len = strlen(part);
    const char *at = b->o->only;
    while (at && (at = strstr(at, part))) {
        bool begins = at == b->o->only || at[-1] == ',', ends = at[len] == ',' || at[len] == '\0';
        if (begins && ends)
            return true;
        at += len;
    }
    return !b->o->only;
}

/* Bulk commands come last: they add more units than the smaller sizes hold. */
static const struct {
    const char *name;
    bool (*measure)(struct bench *b);
} parts[] = {
    {"scans", measure_scans},   {"look-ups", measure_look_ups}, {"reads", measure_reads},
    {"labels", measure_labels}, {"numbers", measure_numbers},   {"bulk", measure_bulk},
};

static bool measure_all(struct bench *b)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof parts / sizeof parts[0]; i++) {
        if (!wanted(b, parts[i].name))
            continue;
        ok = parts[i].measure(b) || bench_failed(b, parts[i].name);
        struct bench_memory memory = bench_memory(&b->server);
        report_note(b->report, "(memory of the server behind %s: %.0f MB, %.0f of it its own; peak %.0f MB)",
                    parts[i].name, memory.resident_mb, memory.anonymous_mb, memory.peak_mb);
    }
    if (ok)
        report_fact(b->report, "peak memory of the server", "MB", bench_memory(&b->server).peak_mb);
    return ok;
}

static void clean(struct bench *b, const char *dir)
{
    bench_server_stop(&b->server);
    b->o->engine->close(b->raw);
    if (b->o->keep) {
        report_note(b->report, "(kept: %s; admin's password is %s)", b->place.url, b->server.password);
        return;
    }
    b->o->engine->remove(&b->place);
    rmdir(dir);
}

bool bench_size(const struct bench_options *o, struct report *report, long units)
{
    struct bench b = {.o = o, .report = report, .random = UINT64_C(2463534242)};
    char dir[200];
    snprintf(dir, sizeof dir, "%s/serno-bench-XXXXXX", o->dir);
    if (!mkdtemp(dir)) {
        fprintf(stderr, "serno-bench: cannot make a folder in %s\n", o->dir);
        return false;
    }
    report_size(report, units);
    bool ok = o->engine->place(dir, o->url, &b.place, b.error) && load(&b, units) && measure_all(&b);
    if (!ok)
        fprintf(stderr, "serno-bench: %s\n", b.error);
    clean(&b, dir);
    return ok;
}
