#include "cli/bench/bench.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/bench/load.h"
#include "cli/bench/raw.h"
#include "cli/bench/server.h"
#include "http/bare.h"

enum {
    BULK = 10000,
    ROUNDS = 5,
    BINS = 1000,
    FIRST_BIN_ID = 3,
    HISTORY_UNITS = 20000,
    HISTORY_EVENTS = 20,
    CONNECTIONS = 64,
    FIGURES_MAX = 40
};

struct figure {
    const char *name, *unit;
    double value, raw,
        wanted;    /* raw 0: none; wanted: least ratio, or (no raw) the most that the value may be; 0: not bounded */
    bool at_least; /* the value must be at least wanted */
};

struct bench {
    const struct bench_options *o;
    char dir[200], db[220], copy[220], error[200];
    struct bench_server server;
    long held;
    uint64_t random;
    long range; /* units to draw from */
    bool with_events;
    struct figure figures[FIGURES_MAX];
    int count;
};

static bool failed(struct bench *b, const char *what)
{
    fprintf(stderr, "serno bench: %s: %s\n", what, b->error[0] ? b->error : "failed");
    return false;
}

static void note(struct bench *b, struct figure f)
{
    b->figures[b->count++] = f;
    fprintf(b->o->out, "%-58s %12.2f %-10s", f.name, f.value, f.unit);
    if (f.raw > 0)
        fprintf(b->o->out, "  raw %12.2f  ratio %5.2f", f.raw, f.value / f.raw);
    if (f.wanted > 0) {
        double reached = f.raw > 0 ? f.value / f.raw : f.value;
        bool good = f.raw > 0 || f.at_least ? reached >= f.wanted : reached < f.wanted;
        fprintf(b->o->out, "  %s %.2f: %s", f.raw > 0 || f.at_least ? ">=" : "<", f.wanted, good ? "kept" : "MISSED");
    }
    fputc('\n', b->o->out);
    fflush(b->o->out);
}

static uint64_t next_random(struct bench *b)
{
    b->random ^= b->random << 13;
    b->random ^= b->random >> 7;
    b->random ^= b->random << 17;
    return b->random;
}

/* ---- preparing ---- */

static bool ask(struct bench *b, const char *path, struct buf *body)
{
    struct buf answer = {0};
    int status = bench_ask(&b->server, "POST", path, buf_view(body), &answer);
    if (status != 201)
        snprintf(b->error, sizeof b->error, "%s: %d %.*s", path, status, (int)(answer.len < 150 ? answer.len : 150),
                 answer.ptr);
    buf_clear(body);
    buf_free(&answer);
    return status == 201;
}

static bool make_masters(struct bench *b)
{
    struct buf body = {0};
    buf_z(&body, "{\"sku\":\"BENCH\",\"name\":\"Bench thing\"}");
    bool ok = ask(b, "/v1/products", &body);
    buf_z(&body, "{\"code\":\"ACME\",\"name\":\"Acme\",\"kind\":\"supplier\"}");
    ok = ok && ask(b, "/v1/parties", &body);
    buf_z(&body, "{\"code\":\"SITE\",\"kind\":\"site\"}");
    ok = ok && ask(b, "/v1/locations", &body);
    buf_z(&body, "{\"code\":\"DOCK\",\"kind\":\"zone\",\"parent\":\"SITE\"}");
    ok = ok && ask(b, "/v1/locations", &body);
    for (int i = 0; ok && i < BINS; i++) {
        buf_fmt(&body, "{\"code\":\"B%04d\",\"kind\":\"bin\",\"parent\":\"SITE\"}", i);
        ok = ask(b, "/v1/locations", &body);
    }
    buf_free(&body);
    return ok;
}

static void bulk_body(struct buf *body, long from, long n, const char *location, bool receive)
{
    buf_fmt(body, "{\"product\":\"BENCH\",\"location\":\"%s\"%s,\"serials\":[", location,
            receive ? ",\"party\":\"ACME\",\"order\":\"PO-BENCH\"" : "");
    for (long i = 0; i < n; i++)
        buf_fmt(body, "%s\"SN%010ld\"", i ? "," : "", from + i);
    buf_z(body, "]}");
}

/* Seconds of one bulk receipt of n units; negative on failure. */
static double receive(struct bench *b, long n)
{
    struct buf body = {0};
    bulk_body(&body, b->held, n, "DOCK", true);
    int64_t started = time_monotonic_ns();
    bool ok = ask(b, "/v1/commands/receive", &body);
    double seconds = (double)(time_monotonic_ns() - started) / 1e9;
    buf_free(&body);
    b->held += n;
    return ok ? seconds : -1;
}

static bool fill(struct bench *b, long units)
{
    while (b->held < units) {
        long n = units - b->held < LIMIT_BULK_UNITS ? units - b->held : LIMIT_BULK_UNITS;
        if (receive(b, n) < 0)
            return false;
    }
    return true;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

static bool copy_database(struct bench *b)
{
    char bytes[1 << 16];
    size_t n;
    FILE *from = fopen(b->db, "rb"), *to = fopen(b->copy, "wb");
    bool ok = from && to;
    while (ok && (n = fread(bytes, 1, sizeof bytes, from)) > 0)
        ok = fwrite(bytes, 1, n, to) == n;
    if (from)
        fclose(from);
    if (to)
        ok = fclose(to) == 0 && ok;
    return ok;
}

static long file_bytes(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

/* ---- receiving ---- */

static bool measure_receive(struct bench *b, double *ret_seconds)
{
    double times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++)
        if ((times[i] = receive(b, BULK)) < 0)
            return false;
    *ret_seconds = median(times, ROUNDS);
    return true;
}

static bool raw_receive_median(struct bench *b, double *ret_seconds)
{
    struct raw raw;
    double times[ROUNDS];
    bool ok = copy_database(b) && raw_open(&raw, b->copy, b->error);
    for (int i = 0; ok && i < ROUNDS; i++)
        ok = (times[i] = raw_receive(&raw, BULK)) >= 0;
    if (ok) {
        *ret_seconds = median(times, ROUNDS);
        raw_close(&raw);
    }
    return ok;
}

static bool bench_receive(struct bench *b, double *ret_small, double *ret_large)
{
    double raw;
    if (!fill(b, BULK) || !measure_receive(b, ret_small))
        return failed(b, "receiving");
    bench_server_stop(&b->server);
    if (!raw_receive_median(b, &raw) || !bench_server_start(&b->server, b->db, b->error))
        return failed(b, "raw receiving");
    note(b, (struct figure){"receive 10,000 with 10,000 held", "units/s", BULK / *ret_small, BULK / raw, 0.4, false});
    if (!fill(b, b->o->units * 1000L) || !measure_receive(b, ret_large))
        return failed(b, "receiving");
    bench_server_stop(&b->server);
    long bytes = file_bytes(b->db);
    if (!raw_receive_median(b, &raw) || !bench_server_start(&b->server, b->db, b->error))
        return failed(b, "raw receiving");
    note(b, (struct figure){"receive 10,000 with all held", "units/s", BULK / *ret_large, BULK / raw, 0.4, false});
    note(b, (struct figure){"receive 10,000 with all held, time", "s", *ret_large, 0, 0.25, false});
    note(b, (struct figure){"the same against 10,000 held", "times", *ret_large / *ret_small, 0, 1.2, false});
    note(b, (struct figure){"database per received unit", "bytes", (double)bytes / (double)b->held, 0, 600, false});
    note(b, (struct figure){"start of the server with all held", "s", b->server.start_seconds, 0, 1.0, false});
    return true;
}

/* ---- scans ---- */

static void make_scan(void *state, uint64_t i, struct buf *out)
{
    struct bench *b = state;
    char body[300], id[ID_TEXT_LEN + 1];
    (void)i;
    id_print(id_new(time_now()), id);
    int n = snprintf(body, sizeof body,
                     "{\"id\":\"%s\",\"product\":\"BENCH\",\"serial\":\"SN%010ld\",\"location\":\"B%04d\"}", id,
                     (long)(next_random(b) % (uint64_t)b->range), (int)(next_random(b) % BINS));
    bench_request(&b->server, out, "POST", "/v1/commands/move", (struct str){body, (size_t)n});
}

static bool run_load(struct bench *b, load_make make, int connections, double seconds, uint64_t requests, int port,
                     struct load_result *ret)
{
    struct load_plan plan = {port, connections, seconds, requests, make, b};
    if (!load_run(&plan, ret, b->error))
        return false;
    if (ret->refused == 0)
        return true;
    snprintf(b->error, sizeof b->error, "%llu requests refused, the last with %d: %.120s",
             (unsigned long long)ret->refused, ret->last_status, ret->last_body);
    return false;
}

/* Seconds a raw move takes, on a copy of the database as it is now. */
static bool raw_moves(struct bench *b, double *ret_rate)
{
    struct raw raw;
    int n = (int)(b->o->seconds * 10000);
    if (!copy_database(b) || !raw_open(&raw, b->copy, b->error))
        return false;
    double warm = raw_move(&raw, n / 4, b->range, FIRST_BIN_ID, BINS),
           seconds = raw_move(&raw, n, b->range, FIRST_BIN_ID, BINS);
    raw_close(&raw);
    *ret_rate = n / seconds;
    return warm > 0 && seconds > 0;
}

/* A figure of GET /metrics, 0 when it is not there. */
static double metric(struct str text, const char *name)
{
    const char *at = memmem(text.ptr, text.len, name, strlen(name));
    while (at && (at == text.ptr || at[-1] != '\n'))
        at = memmem(at + 1, text.len - (size_t)(at + 1 - text.ptr), name, strlen(name));
    return at ? strtod(at + strlen(name), NULL) : 0;
}

/* Where the writer's time goes, since the server started. */
static void bench_writer(struct bench *b)
{
    struct buf text = {0};
    if (bench_ask(&b->server, "GET", "/metrics", (struct str){0}, &text) == 200) {
        struct str t = buf_view(&text);
        double jobs = metric(t, "serno_writer_jobs_total "), groups = metric(t, "serno_writer_commits_total ");
        double run = metric(t, "serno_writer_run_seconds_total "),
               commit = metric(t, "serno_writer_commit_seconds_total ");
        double checkpoint = metric(t, "serno_writer_checkpoint_seconds_total ");
        fprintf(b->o->out,
                "  the writer, per scan: rules and rows %.1f us, commit %.1f us, checkpoints %.1f us; %.1f a group\n",
                (run - commit) / jobs * 1e6, commit / jobs * 1e6, checkpoint / jobs * 1e6, jobs / groups);
    }
    buf_free(&text);
}

static bool bench_scans(struct bench *b)
{
    double raw;
    struct load_result many, one;
    b->range = b->o->units * 1000L;
    bench_server_stop(&b->server);
    if (!raw_moves(b, &raw) || !bench_server_start(&b->server, b->db, b->error))
        return failed(b, "raw scans");
    if (!run_load(b, make_scan, CONNECTIONS, b->o->seconds / 4, 0, b->server.port, &many) ||
        !run_load(b, make_scan, CONNECTIONS, b->o->seconds, 0, b->server.port, &many))
        return failed(b, "scans");
    bench_writer(b);
    if (!run_load(b, make_scan, 1, b->o->seconds / 2, 0, b->server.port, &one))
        return failed(b, "scans");
    note(b, (struct figure){"scans (move), 64 connections", "scans/s", (double)many.requests / many.seconds, raw, 0.8,
                            false});
    note(b, (struct figure){"  of them, p99", "ms", many.p99_ms, 0, 0, false});
    note(b, (struct figure){"scan, 1 client, p50", "ms", one.p50_ms, 0, 2.0, false});
    note(b, (struct figure){"scan, 1 client, p99", "ms", one.p99_ms, 0, 0, false});
    return true;
}

/* ---- looking up ---- */

static void make_look_up(void *state, uint64_t i, struct buf *out)
{
    struct bench *b = state;
    char path[120];
    (void)i;
    snprintf(path, sizeof path, "/v1/products/BENCH/units/SN%010ld%s", (long)(next_random(b) % (uint64_t)b->range),
             b->with_events ? "?events=20" : "");
    bench_request(&b->server, out, "GET", path, (struct str){0});
}

static void make_bare(void *state, uint64_t i, struct buf *out)
{
    (void)state, (void)i;
    buf_z(out, "GET /bare HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

static bool make_histories(struct bench *b)
{
    struct buf body = {0};
    bool ok = true;
    for (int i = 0; ok && i < HISTORY_EVENTS; i++) {
        char bin[16];
        snprintf(bin, sizeof bin, "B%04d", i);
        bulk_body(&body, 0, HISTORY_UNITS, bin, false);
        ok = ask(b, "/v1/commands/move", &body);
    }
    buf_free(&body);
    return ok;
}

static bool bench_look_ups(struct bench *b)
{
    struct load_result bare, plain, with_events, one;
    struct http_bare *server = http_bare_start(2);
    bool ok = server && run_load(b, make_bare, CONNECTIONS, b->o->seconds / 2, 0, http_bare_port(server), &bare);
    if (server)
        http_bare_stop(server);
    b->range = b->o->units * 1000L;
    b->with_events = false;
    ok = ok && run_load(b, make_look_up, CONNECTIONS, b->o->seconds / 2, 0, b->server.port, &plain) &&
         run_load(b, make_look_up, 1, b->o->seconds / 4, 0, b->server.port, &one) && make_histories(b);
    b->range = HISTORY_UNITS;
    b->with_events = true;
    ok = ok && run_load(b, make_look_up, CONNECTIONS, b->o->seconds / 2, 0, b->server.port, &with_events);
    if (!ok)
        return failed(b, "looking up");
    double raw = (double)bare.requests / bare.seconds;
    note(b, (struct figure){"look-up by serial, 64 connections", "replies/s", (double)plain.requests / plain.seconds,
                            raw, 0.35, false});
    note(b, (struct figure){"look-up with its last 20 events", "replies/s",
                            (double)with_events.requests / with_events.seconds, raw, 0.25, false});
    note(b, (struct figure){"look-up, 1 client, p99", "ms", one.p99_ms, 0, 2.0, false});
    return true;
}

static void bench_memory_of_server(struct bench *b)
{
    double resident, anonymous;
    bench_memory(&b->server, &resident, &anonymous);
    note(b, (struct figure){"memory of the server, resident", "MB", resident, 0, 150, false});
    note(b, (struct figure){"  of it, its own", "MB", anonymous, 0, 0, false});
}

/* ---- all ---- */

static bool open_bench(struct bench *b)
{
    const char *parent = b->o->dir ? b->o->dir : getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
    snprintf(b->dir, sizeof b->dir, "%s/serno-bench-XXXXXX", parent);
    if (!mkdtemp(b->dir)) {
        snprintf(b->error, sizeof b->error, "cannot make a directory in %s", parent);
        return failed(b, "preparing");
    }
    snprintf(b->db, sizeof b->db, "%s/bench.db", b->dir);
    snprintf(b->copy, sizeof b->copy, "%s/raw.db", b->dir);
    return (bench_server_start(&b->server, b->db, b->error) && make_masters(b)) || failed(b, "preparing");
}

static void close_bench(struct bench *b)
{
    bench_server_stop(&b->server);
    DIR *dir = opendir(b->dir);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char path[500];
        snprintf(path, sizeof path, "%s/%s", b->dir, e->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(b->dir);
}

static bool write_json(const struct bench *b)
{
    struct buf text = {0};
    struct json_out o;
    json_out_init(&o, &text);
    json_begin_array(&o);
    for (int i = 0; i < b->count; i++) {
        char value[64];
        json_begin_object(&o);
        json_field_z(&o, "name", b->figures[i].name);
        json_field_z(&o, "unit", b->figures[i].unit);
        snprintf(value, sizeof value, "%.4f", b->figures[i].value);
        json_key(&o, "value");
        json_put_raw(&o, str_of(value));
        snprintf(value, sizeof value, "%.4f", b->figures[i].raw);
        json_key(&o, "raw");
        json_put_raw(&o, str_of(value));
        json_end_object(&o);
    }
    json_end_array(&o);
    FILE *f = fopen(b->o->json, "w");
    bool ok = f && fwrite(text.ptr, 1, text.len, f) == text.len;
    if (f)
        ok = fclose(f) == 0 && ok;
    buf_free(&text);
    return ok;
}

static bool wanted(const struct bench *b, const char *part)
{
    return !b->o->only || strcmp(b->o->only, part) == 0;
}

/* Each part leaves the wanted number of units held. */
static bool run_parts(struct bench *b)
{
    double small, large;
    bool ok = wanted(b, "receive") ? bench_receive(b, &small, &large) : fill(b, b->o->units * 1000L);
    if (ok && wanted(b, "scans"))
        ok = bench_scans(b);
    return ok && (!wanted(b, "look-ups") || bench_look_ups(b));
}

int bench_run(const struct bench_options *o)
{
    struct bench b = {.o = o, .random = UINT64_C(2463534242)};
    fprintf(o->out, "Serno bench: %d,000 units held, %.0f s a measurement\n\n", o->units, o->seconds);
    bool ok = open_bench(&b) && run_parts(&b);
    if (ok)
        bench_memory_of_server(&b);
    close_bench(&b);
    if (ok && o->json)
        ok = write_json(&b);
    return ok ? 0 : 5;
}
