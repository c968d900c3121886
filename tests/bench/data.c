#include "bench/data.h"

#include "base/limits.h"
#include "base/time.h"

enum { HISTORY_THINGS = 20000, HISTORY_EVENTS = 20, LONG_HISTORY = 1000, SPECIAL_MAX = 100000, LOAD_STEPS = 10 };

/* ---- masters ---- */

static bool make_one(struct bench *b, const char *path, const char *text)
{
    struct buf body = {0};
    buf_z(&body, text);
    bool ok = bench_post(b, path, &body);
    buf_free(&body);
    return ok;
}

static bool make_masters(struct bench *b)
{
    static const char *const masters[][2] = {
        {"/v1/products", "{\"sku\":\"THING\",\"name\":\"Thing\",\"gtin\":\"" DATA_GTIN "\"}"},
        {"/v1/products", "{\"sku\":\"HOST\",\"name\":\"Thing with a part in it\"}"},
        {"/v1/products", "{\"sku\":\"PART\",\"name\":\"Part\"}"},
        {"/v1/parties", "{\"code\":\"ACME\",\"name\":\"Acme\",\"kind\":\"supplier\"}"},
        {"/v1/parties", "{\"code\":\"PARTCO\",\"name\":\"Parts and Co\",\"kind\":\"supplier\"}"},
        {"/v1/parties", "{\"code\":\"CUST\",\"name\":\"Customer\",\"kind\":\"customer\"}"},
        {"/v1/locations", "{\"code\":\"SITE\",\"kind\":\"site\"}"},
        {"/v1/locations", "{\"code\":\"DOCK\",\"kind\":\"zone\",\"parent\":\"SITE\"}"},
    };
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof masters / sizeof masters[0]; i++)
        ok = make_one(b, masters[i][0], masters[i][1]);
    for (int i = 0; ok && i < BENCH_BINS; i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"code\":\"B%04d\",\"kind\":\"bin\",\"parent\":\"SITE\"}", i);
        ok = make_one(b, "/v1/locations", text);
    }
    return ok;
}

/* ---- units ---- */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void put_serial(struct buf *body, const char *format, long number)
{
    char serial[40];
    snprintf(serial, sizeof serial, format, number);
    buf_z(body, serial);
}
#pragma GCC diagnostic pop

void data_bulk(struct buf *body, const char *product, const char *serial_format, long from, long n, const char *members)
{
    buf_fmt(body, "{\"product\":\"%s\",%s\"serials\":[", product, members);
    for (long i = 0; i < n; i++) {
        buf_z(body, i ? ",\"" : "\"");
        put_serial(body, serial_format, from + i);
        buf_char(body, '"');
    }
    buf_z(body, "]}");
}

static bool bulk(struct bench *b, const char *command, const char *product, const char *serial_format, long from,
                 long n, const char *members)
{
    struct buf body = {0};
    char path[60];
    snprintf(path, sizeof path, "/v1/commands/%s", command);
    data_bulk(&body, product, serial_format, from, n, members);
    bool ok = bench_post(b, path, &body);
    buf_free(&body);
    return ok;
}

static bool receive_parts(struct bench *b)
{
    struct buf body = {0};
    buf_z(&body,
          "{\"product\":\"PART\",\"location\":\"DOCK\",\"party\":\"PARTCO\",\"lot\":\"" DATA_LOT "\",\"units\":[");
    for (long i = 0; i < b->parts; i++)
        buf_fmt(&body, "%s{\"serial\":\"PT%010ld\",\"identifiers\":{\"tag\":\"" DATA_IDENTIFIER "\"}}", i ? "," : "", i,
                i);
    buf_z(&body, "]}");
    bool ok = bench_post(b, "/v1/commands/receive", &body);
    buf_free(&body);
    return ok;
}

/* Things from one number to another, and behind them their share of the hosts. */
static bool receive_step(struct bench *b, long from, long to, int step)
{
    char members[100];
    snprintf(members, sizeof members, "\"location\":\"B%04d\",\"party\":\"ACME\",\"order\":\"PO-%d\",",
             step % BENCH_BINS, step);
    long host = (long)((double)from / (double)b->things * (double)b->hosts),
         last_host = (long)((double)to / (double)b->things * (double)b->hosts);
    return bulk(b, "receive", "THING", "SN%010ld", from, to - from, members) &&
           (host == last_host || bulk(b, "receive", "HOST", "HT%010ld", host, last_host - host, members));
}

static bool receive_all(struct bench *b)
{
    long step = b->things / LOAD_STEPS;
    step = step < LIMIT_BULK_UNITS ? step : LIMIT_BULK_UNITS;
    bool ok = true, parts = false;
    int number = 0;
    for (long from = 0; ok && from < b->things; from += step) {
        ok = receive_step(b, from, from + step < b->things ? from + step : b->things, number++);
        if (ok && !parts && from >= b->things / 2)
            ok = parts = receive_parts(b);
    }
    b->next = b->things;
    return ok;
}

bool data_load(struct bench *b, long units, double *ret_seconds)
{
    b->hosts = b->parts = units / 10 < SPECIAL_MAX ? units / 10 : SPECIAL_MAX;
    b->things = units - b->hosts - b->parts;
    if (!make_masters(b))
        return bench_failed(b, "making products and places");
    int64_t started = time_monotonic_ns();
    bool ok = receive_all(b);
    *ret_seconds = (double)(time_monotonic_ns() - started) / 1e9;
    return ok || bench_failed(b, "loading");
}

/* ---- histories ---- */

static void make_move_of_first(void *state, uint64_t i, struct buf *out)
{
    struct bench *b = state;
    char body[120];
    int n = snprintf(body, sizeof body, "{\"product\":\"THING\",\"serial\":\"SN0000000000\",\"location\":\"B%04d\"}",
                     (int)(i % BENCH_BINS));
    bench_request(&b->server, out, "POST", "/v1/commands/move", (struct str){body, (size_t)n});
}

bool data_histories(struct bench *b, long *ret_things)
{
    struct load_result done;
    long things = b->things / 4 < HISTORY_THINGS ? b->things / 4 : HISTORY_THINGS;
    bool ok = true;
    for (int i = 0; ok && i < HISTORY_EVENTS; i++) {
        char members[60];
        snprintf(members, sizeof members, "\"location\":\"B%04d\",", i);
        ok = bulk(b, "move", "THING", "SN%010ld", 0, things, members);
    }
    if (!ok || !bench_load(b, make_move_of_first, BENCH_CONNECTIONS, 0, LONG_HISTORY - HISTORY_EVENTS - 1, &done))
        return bench_failed(b, "making histories");
    *ret_things = things;
    return true;
}

/* ---- a recall ---- */

static void make_install(void *state, uint64_t i, struct buf *out)
{
    struct bench *b = state;
    char body[200];
    int n = snprintf(
        body, sizeof body,
        "{\"product\":\"PART\",\"serial\":\"PT%010ld\",\"parent\":{\"product\":\"HOST\",\"serial\":\"HT%010ld\"}}",
        (long)i, (long)i);
    bench_request(&b->server, out, "POST", "/v1/commands/install", (struct str){body, (size_t)n});
}

bool data_recall(struct bench *b)
{
    static const char *const way[][2] = {
        {"pick", ""}, {"pack", ""}, {"ship", "\"party\":\"CUST\","}, {"deliver", "\"party\":\"CUST\","}};
    struct load_result done;
    bool ok = bench_load(b, make_install, BENCH_CONNECTIONS, 0, (uint64_t)b->parts, &done);
    for (size_t i = 0; ok && i < sizeof way / sizeof way[0]; i++)
        ok = bulk(b, way[i][0], "HOST", "HT%010ld", 0, b->hosts / 10, way[i][1]);
    return ok || bench_failed(b, "building parts in");
}
