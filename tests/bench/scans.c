/*
 * scans: moves of random things to random bins, one unit a command, beside the same row changes in a plain loop.
 */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/time.h"
#include "bench/bench.h"

enum { PLAIN_MOVES = 200 };

static void make_scan(void *state, uint64_t i, struct buf *out)
{
    struct bench *b = state;
    char body[200], id[ID_TEXT_LEN + 1];
    (void)i;
    id_print(id_new(time_now()), id);
    int n = snprintf(body, sizeof body,
                     "{\"id\":\"%s\",\"product\":\"THING\",\"serial\":\"SN%010ld\",\"location\":\"B%04d\"}", id,
                     (long)bench_random(b, (uint64_t)b->things), (int)bench_random(b, BENCH_BINS));
    bench_request(&b->server, out, "POST", "/v1/commands/move", (struct str){body, (size_t)n});
}

/* A figure of GET /metrics, 0 when it is not there. */
static double metric(struct str text, const char *name)
{
    const char *at = memmem(text.ptr, text.len, name, strlen(name));
    while (at && (at == text.ptr || at[-1] != '\n'))
        at = memmem(at + 1, text.len - (size_t)(at + 1 - text.ptr), name, strlen(name));
    return at ? strtod(at + strlen(name), NULL) : 0;
}

/* Where the writer's time went. The server was started behind the loading: it has done nothing but scans. */
static void note_writer(struct bench *b)
{
    struct buf text = {0};
    if (bench_ask(&b->server, "GET", "/metrics", (struct str){0}, &text) == 200) {
        struct str t = buf_view(&text);
        double jobs = metric(t, "serno_writer_jobs_total "), groups = metric(t, "serno_writer_commits_total ");
        double run = metric(t, "serno_writer_run_seconds_total "),
               commit = metric(t, "serno_writer_commit_seconds_total "),
               checkpoint = metric(t, "serno_writer_checkpoint_seconds_total ");
        report_note(b->report,
                    "(the writer, per scan: rules and rows %.1f us, commit %.1f us, checkpoints %.1f us; %.1f a group)",
                    (run - commit) / jobs * 1e6, commit / jobs * 1e6, checkpoint / jobs * 1e6, jobs / groups);
    }
    buf_free(&text);
}

struct scan_figures {
    double rate, p99, raw;
};

static bool scan_round(struct bench *b, int connections, struct scan_figures *ret)
{
    struct load_result done;
    double raw = b->o->engine->scans(b->raw, b->o->seconds, b->things);
    if (raw < 0) {
        snprintf(b->error, sizeof b->error, "the plain loop: %s", b->o->engine->error(b->raw));
        return false;
    }
    if (!bench_load(b, make_scan, connections, b->o->seconds, 0, &done))
        return false;
    *ret = (struct scan_figures){(double)done.requests / done.seconds, done.p99_ms, raw};
    return true;
}

static bool many(struct bench *b)
{
    double rates[BENCH_ROUNDS_MAX], p99s[BENCH_ROUNDS_MAX], raws[BENCH_ROUNDS_MAX];
    struct scan_figures f;
    if (!scan_round(b, BENCH_CONNECTIONS, &f)) /* both are warm behind this */
        return false;
    for (int i = 0; i < b->o->rounds; i++) {
        if (!scan_round(b, BENCH_CONNECTIONS, &f))
            return false;
        rates[i] = f.rate;
        p99s[i] = f.p99;
        raws[i] = f.raw;
    }
    double raw = bench_median(raws, b->o->rounds);
    report_rate(b->report, "scan, 64 connections", "1/s", bench_median(rates, b->o->rounds), raw);
    /* With 64 on their way, one that waits for its turn waits as long as 64 take. */
    report_time(b->report, "scan, 64 connections, p99", "ms", bench_median(p99s, b->o->rounds),
                BENCH_CONNECTIONS * 1e3 / raw);
    note_writer(b);
    return true;
}

/* One at a time: each is a flush of the disk, and so is each transaction of one move in the plain loop. */
static bool one_round(struct bench *b, int round, struct load_result *ret, double *ret_raw_p50, double *ret_raw_p99)
{
    double times[PLAIN_MOVES];
    const struct raw_bulk moves = {RAW_MOVE, round * PLAIN_MOVES, 1, PLAIN_MOVES};
    if (!b->o->engine->bulk(b->raw, &moves, times))
        return bench_failed(b, "the plain loop");
    *ret_raw_p50 = bench_median(times, PLAIN_MOVES) * 1e3; /* sorts them */
    *ret_raw_p99 = times[PLAIN_MOVES * 99 / 100] * 1e3;
    return bench_load(b, make_scan, 1, b->o->seconds / 2, 0, ret);
}

static bool one(struct bench *b)
{
    double p50s[BENCH_ROUNDS_MAX], p99s[BENCH_ROUNDS_MAX], raw_p50s[BENCH_ROUNDS_MAX], raw_p99s[BENCH_ROUNDS_MAX];
    int n = b->o->rounds;
    for (int i = 0; i < n; i++) {
        struct load_result done;
        if (!one_round(b, i, &done, &raw_p50s[i], &raw_p99s[i]))
            return false;
        p50s[i] = done.p50_ms;
        p99s[i] = done.p99_ms;
    }
    report_time(b->report, "scan, 1 connection, p50", "ms", bench_median(p50s, n), bench_median(raw_p50s, n));
    report_time(b->report, "scan, 1 connection, p99", "ms", bench_median(p99s, n), bench_median(raw_p99s, n));
    return true;
}

bool measure_scans(struct bench *b)
{
    return many(b) && one(b);
}
