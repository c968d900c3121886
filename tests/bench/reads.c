/*
 * reads: lists, stock, traces and histories over one connection, each beside a plain query that fetches the same rows from the
 * same database. What a plain query does not do: find out which way is quick, check rights, make JSON, speak HTTP.
 */
#include "base/json.h"
#include "base/time.h"
#include "bench/bench.h"
#include "bench/data.h"

enum { TIMES_MAX = 2000, TIMES_MIN = 3 };

#define UNIT_COLUMNS                                                                                                   \
    "u.id, u.serial, u.status, u.holds, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq,"        \
    " u.events, u.attributes, p.sku, p.name, l.code, l.name, h.code, h.name, o.code, s.code, s.name, lot.number"
#define UNIT_TABLES                                                                                                    \
    " FROM unit u JOIN product p ON p.id = u.product_id LEFT JOIN location l ON l.id = u.location_id"                  \
    " LEFT JOIN party h ON h.id = u.party_id LEFT JOIN party o ON o.id = u.owner_id"                                   \
    " LEFT JOIN party s ON s.id = u.supplier_id LEFT JOIN lot ON lot.id = u.lot_id"
#define UNITS "SELECT " UNIT_COLUMNS UNIT_TABLES " WHERE "
#define TRACED                                                                                                         \
    "SELECT " UNIT_COLUMNS ", t.id, t.serial, t.status, tp.sku, tl.code, th.code, th.name" UNIT_TABLES                 \
    " LEFT JOIN unit t ON t.id = u.parent_id LEFT JOIN product tp ON tp.id = t.product_id"                             \
    " LEFT JOIN location tl ON tl.id = t.location_id LEFT JOIN party th ON th.id = t.party_id"                         \
    " WHERE u.lot_id = (SELECT id FROM lot WHERE number = $1) ORDER BY u.id"
#define STOCK(group)                                                                                                   \
    "SELECT " group ", sum(k.quantity) FROM stock k JOIN product p ON p.id = k.product_id"                             \
    " JOIN location l ON l.id = k.location_id WHERE k.quantity > 0 GROUP BY " group " ORDER BY 1 LIMIT 51"
#define HISTORY                                                                                                        \
    "SELECT x.seq, x.command, x.carried, x.event_time, x.status, a.name, l.code, h.code, e.body FROM event_unit x"     \
    " JOIN event e ON e.seq = x.seq JOIN app_user a ON a.id = x.actor_id LEFT JOIN location l ON l.id = x.location_id" \
    " LEFT JOIN party h ON h.id = x.party_id WHERE x.unit_id = $1 ORDER BY x.seq DESC"

/* What a path or a query is about; each stands in a path as %s. */
enum about { NOTHING, LOT, PLACE, SITE, SUPPLIER, HOLDER, PREFIX, PREFIX_END, LATE, LATE_END, FIRST_THING, ABOUTS };

struct known {
    char text[ABOUTS][40]; /* as it stands in a path */
    char raw[ABOUTS][40];  /* as a query compares it */
};

static const struct read {
    const char *name, *path, *sql;
    enum about about[2];
    bool all; /* streamed whole, not a page */
} reads[] = {
    {"stock by product and status", "/v1/stock?group=product,status", STOCK("p.sku, k.status"), {0}, false},
    {"stock by product, place and status", "/v1/stock", STOCK("p.sku, l.code, k.status"), {0}, false},
    {"list: product, in stock",
     "/v1/units?product=THING&status=in_stock",
     UNITS "u.product_id = (SELECT id FROM product WHERE sku = 'THING') AND u.status = 2 ORDER BY u.id LIMIT 51",
     {0},
     false},
    {"list: one bin",
     "/v1/units?location=%s",
     UNITS "u.location_id = (SELECT id FROM location WHERE code = $1) ORDER BY u.id LIMIT 51",
     {PLACE},
     false},
    {"list: site of 1,000 bins, in stock",
     "/v1/units?location=%s&status=in_stock",
     UNITS "u.location_id + 0 IN (SELECT x.id FROM location x JOIN location y ON y.id = x.parent_id WHERE y.code = $1)"
           " AND u.status = 2 ORDER BY u.id LIMIT 51",
     {SITE},
     false},
    {"list: lot",
     "/v1/units?lot=%s",
     UNITS "u.lot_id = (SELECT id FROM lot WHERE number = $1) ORDER BY u.id LIMIT 51",
     {LOT},
     false},
    {"list: supplier",
     "/v1/units?supplier=%s",
     UNITS "u.supplier_id = (SELECT id FROM party WHERE code = $1) ORDER BY u.id LIMIT 51",
     {SUPPLIER},
     false},
    {"list: customer",
     "/v1/units?party=%s",
     UNITS "u.party_id = (SELECT id FROM party WHERE code = $1) ORDER BY u.id LIMIT 51",
     {HOLDER},
     false},
    {"list: serial prefix",
     "/v1/units?serial_prefix=%s",
     UNITS "u.serial >= $1 AND u.serial < $2 ORDER BY u.serial, u.product_id LIMIT 51",
     {PREFIX, PREFIX_END},
     false},
    {"list: received from a day on",
     "/v1/units?received_from=%s",
     UNITS "u.received_at >= $1 ORDER BY u.received_at, u.id LIMIT 51",
     {LATE},
     false},
    {"list: the same, by key",
     "/v1/units?received_from=%s&sort=id",
     UNITS "u.received_at >= $1 ORDER BY u.id LIMIT 51",
     {LATE},
     false},
    {"list: changed in a time, by key",
     "/v1/units?changed_from=%s&changed_to=%s",
     UNITS "u.changed_at >= $1 AND u.changed_at < $2 ORDER BY u.id LIMIT 51",
     {LATE, LATE_END},
     false},
    {"trace of a lot, first page", "/v1/trace?lot=%s", TRACED " LIMIT 51", {LOT}, false},
    {"trace of a lot, all", "/v1/trace?format=ndjson&lot=%s", TRACED, {LOT}, true},
    {"history of 1,000 events, first page", "/v1/units/%s/history", HISTORY " LIMIT 51", {FIRST_THING}, false},
    {"history of 1,000 events, all", "/v1/units/%s/history?format=ndjson", HISTORY, {FIRST_THING}, true},
};
enum { READS = sizeof reads / sizeof reads[0] };

struct read_run {
    struct bench *b;
    char path[200];
};

static void make_read(void *state, uint64_t i, struct buf *out)
{
    const struct read_run *r = state;
    (void)i;
    bench_request(&r->b->server, out, "GET", r->path, (struct str){0});
}

/* ---- over HTTP ---- */

/* Milliseconds of one page: the median of as many as fit, warm. */
static bool time_page(struct read_run *run, double *ret_ms)
{
    struct bench *b = run->b;
    struct load_result done;
    const struct load_plan warm = {b->server.port, 1, 0, TIMES_MIN, make_read, run},
                           plan = {b->server.port, 1, b->o->seconds / 4, 0, make_read, run};
    if (!load_run(&warm, &done, b->error) || !load_run(&plan, &done, b->error))
        return false;
    if (done.refused)
        snprintf(b->error, sizeof b->error, "%.90s: %d %.90s", run->path, done.last_status, done.last_body);
    *ret_ms = done.p50_ms;
    return done.refused == 0;
}

static bool time_all(struct read_run *run, double *ret_ms, long *ret_rows)
{
    struct bench *b = run->b;
    double times[BENCH_ROUNDS_MAX];
    for (int i = 0; i < b->o->rounds; i++) {
        struct buf body = {0};
        int64_t started = time_monotonic_ns();
        int status = bench_ask(&b->server, "GET", run->path, (struct str){0}, &body);
        times[i] = (double)(time_monotonic_ns() - started) / 1e6;
        *ret_rows = 0;
        for (size_t k = 0; k < body.len; k++)
            *ret_rows += body.ptr[k] == '\n';
        buf_free(&body);
        if (status != 200)
            return bench_failed(b, run->path);
    }
    *ret_ms = bench_median(times, b->o->rounds);
    return true;
}

/* ---- the plain query ---- */

static bool time_raw(struct bench *b, struct raw *raw, const struct read *r, const struct known *k, double *ret_ms,
                     long *ret_rows)
{
    static const char *const nothing[2] = {"", ""};
    const char *values[2] = {nothing[0], nothing[1]};
    double times[TIMES_MAX], spent = 0;
    int count = 0, n = 0;
    for (; count < 2 && r->about[count]; count++)
        values[count] = k->raw[r->about[count]];
    while (n < TIMES_MAX && (n < TIMES_MIN || spent < b->o->seconds / 4)) {
        double seconds = b->o->engine->fetch(raw, r->sql, values, count, ret_rows);
        if (seconds < 0) {
            snprintf(b->error, sizeof b->error, "the plain query of %s: %.120s", r->name, b->o->engine->error(raw));
            return false;
        }
        times[n++] = seconds * 1e3;
        spent += seconds;
    }
    *ret_ms = bench_median(times, n);
    return true;
}

/* ---- all ---- */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void write_path(struct read_run *run, const struct read *r, const struct known *k)
{
    snprintf(run->path, sizeof run->path, r->path, k->text[r->about[0]], k->text[r->about[1]]);
}
#pragma GCC diagnostic pop

static bool measure(struct bench *b, struct raw *raw, const struct read *r, const struct known *k)
{
    struct read_run run = {.b = b};
    double ms = 0, raw_ms = 0;
    long rows = 0, raw_rows = 0;
    write_path(&run, r, k);
    if (!time_raw(b, raw, r, k, &raw_ms, &raw_rows) || !(r->all ? time_all(&run, &ms, &rows) : time_page(&run, &ms)))
        return false;
    if (r->all && rows != raw_rows) {
        snprintf(b->error, sizeof b->error, "%s: %ld rows, but the plain query has %ld", r->name, rows, raw_rows);
        return false;
    }
    if (raw_rows == 0)
        return bench_failed(b, r->name);
    report_time(b->report, r->name, "ms", ms, raw_ms);
    return true;
}

/* A member of the unit with this number, as text. */
static bool member_of(struct bench *b, long number, const char *name, char out[40])
{
    char path[80];
    struct buf body = {0};
    struct json_error error;
    snprintf(path, sizeof path, "/v1/products/THING/units/SN%010ld", number);
    bool ok = bench_ask(&b->server, "GET", path, (struct str){0}, &body) == 200;
    struct json *root = ok ? json_parse(buf_view(&body), &error) : NULL;
    const struct json *v = json_get(root, name);
    if (json_kind(v) == JSON_STRING)
        snprintf(out, 40, "%.*s", STR_ARG(json_string(v)));
    else
        snprintf(out, 40, "%lld", (long long)json_int(v));
    json_free(root);
    buf_free(&body);
    return v != NULL;
}

/* When a thing was received. */
static bool know_time(struct bench *b, struct known *k, enum about about, long number)
{
    struct time_zoned t;
    if (!member_of(b, number, "received_at", k->text[about]) || !time_parse(str_of(k->text[about]), &t))
        return false;
    snprintf(k->raw[about], sizeof k->raw[about], "%lld", (long long)t.at);
    return true;
}

static bool know(struct bench *b, struct known *k)
{
    static const char *const fixed[ABOUTS] = {
        [LOT] = DATA_LOT,  [PLACE] = "B0003",      [SITE] = "SITE",           [SUPPLIER] = "ACME",
        [HOLDER] = "CUST", [PREFIX] = "SN0000000", [PREFIX_END] = "SN0000001"};
    *k = (struct known){0};
    for (int i = 0; i < ABOUTS; i++)
        if (fixed[i]) {
            snprintf(k->text[i], sizeof k->text[i], "%s", fixed[i]);
            snprintf(k->raw[i], sizeof k->raw[i], "%s", fixed[i]);
        }
    if (!member_of(b, 0, "id", k->text[FIRST_THING]) || !know_time(b, k, LATE, b->things / 2) ||
        !know_time(b, k, LATE_END, b->things - 1))
        return bench_failed(b, "asking for a unit");
    snprintf(k->raw[FIRST_THING], sizeof k->raw[FIRST_THING], "%s", k->text[FIRST_THING]);
    return true;
}

bool measure_reads(struct bench *b)
{
    struct known k;
    if (!data_recall(b) || !know(b, &k))
        return false;
    struct raw *raw = b->o->engine->open(b->place.url, false, b->error);
    bool ok = raw != NULL;
    for (int i = 0; ok && i < READS; i++)
        ok = measure(b, raw, &reads[i], &k);
    b->o->engine->close(raw);
    if (ok)
        report_note(b->report, "(the lot has %ld units, each in a host of its own)", b->parts);
    return ok;
}
