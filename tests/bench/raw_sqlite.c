/*
 * raw_sqlite: the plain loops on SQLite: the library with its own file access, WAL, synchronous=FULL and the cache that the server's
 * writer has; the tables, indexes and triggers are those of the database that the server made.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"
#include "base/time.h"
#include "bench/raw.h"
#include "domain/lifecycle.h"
#include "domain/tail.h"

enum {
    EVENT_UNITS = 1000, /* in one event at most, as with the server */
    BODY_BYTES = 330,
    BODY_UNIT_BYTES = 26, /* of an event, and of each unit in it */
    SCAN_GROUP = 100,     /* moves in one transaction */
    BINS = 1000
};

enum statement {
    BEGIN,
    COMMIT,
    EVENT,
    UNIT,
    TAIL,
    HISTORY,
    FIND,
    MOVE,
    STATUS,
    SHIP,
    STOCK_ADD,
    STOCK_TAKE,
    STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [EVENT] = "INSERT INTO event (seq, id, command, event_time, recorded_at, actor_id, location_id, order_ref, units, "
              "digest, leaf,"
              " body) VALUES (?1, ?2, ?3, ?4, ?4, 1, ?5, ?6, ?7, zeroblob(16), zeroblob(32), ?8)",
    [UNIT] = "INSERT INTO unit (id, product_id, serial, status, location_id, supplier_id, order_ref, received_at, "
             "changed_at,"
             " last_seq, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'PO-BENCH', ?7, ?7, ?8, 1)",
    [TAIL] = "INSERT INTO unit_tail (grp, tail, unit_id) VALUES (?1, ?2, ?3)",
    [HISTORY] =
        "INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, location_id, party_id, actor_id)"
        " VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, 1)",
    [FIND] = "SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, "
             "package_id,"
             " lot_id, order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes FROM unit"
             " WHERE serial = ?1 AND product_id = ?2",
    [MOVE] = "UPDATE unit SET changed_at = ?2, last_seq = ?3, events = events + 1, location_id = ?4 WHERE id = ?1",
    [STATUS] = "UPDATE unit SET changed_at = ?2, last_seq = ?3, events = events + 1, status = ?4 WHERE id = ?1",
    [SHIP] = "UPDATE unit SET changed_at = ?2, last_seq = ?3, events = events + 1, status = ?4, location_id = NULL, "
             "party_id = ?5"
             " WHERE id = ?1",
    [STOCK_ADD] = "INSERT INTO stock (product_id, location_id, status, quantity) VALUES (?1, ?2, ?3, ?4)"
                  " ON CONFLICT (product_id, location_id, status) DO UPDATE SET quantity = quantity + ?4",
    [STOCK_TAKE] =
        "UPDATE stock SET quantity = quantity - ?4 WHERE product_id = ?1 AND location_id = ?2 AND status = ?3",
};

/* What was found of a unit. */
struct found {
    int64_t id, location;
    int status;
};

struct raw {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS], *query;
    const char *query_text;
    int64_t product, supplier, customer, dock, first_bin, bulk_bin;
    int64_t next_unit, seq;
    msec now;
    uint64_t random;
    char error[200];
};

/* ---- statements ---- */

static bool failed(struct raw *r)
{
    snprintf(r->error, sizeof r->error, "%s", sqlite3_errmsg(r->db));
    return false;
}

/* Of a statement without rows, which is bound already. */
static bool run(struct raw *r, enum statement s)
{
    int code = sqlite3_step(r->statements[s]);
    sqlite3_reset(r->statements[s]);
    return code == SQLITE_DONE || failed(r);
}

static void bind(struct raw *r, enum statement s, int i, int64_t v)
{
    if (v)
        sqlite3_bind_int64(r->statements[s], i, v);
    else
        sqlite3_bind_null(r->statements[s], i);
}

static void bind_bytes(struct raw *r, enum statement s, int i, const char *text, size_t len)
{
    sqlite3_bind_text(r->statements[s], i, text, (int)len, SQLITE_STATIC);
}

static int64_t number(struct raw *r, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = 0;
    if (sqlite3_prepare_v2(r->db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

static uint64_t random_below(struct raw *r, uint64_t below)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 7;
    r->random ^= r->random << 17;
    return r->random % below;
}

/* ---- opening ---- */

static bool prepare_all(struct raw *r)
{
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(r->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &r->statements[i], NULL) != SQLITE_OK)
            return failed(r);
    return true;
}

static void know(struct raw *r)
{
    r->product = number(r, "SELECT id FROM product WHERE sku = 'THING'");
    r->supplier = number(r, "SELECT id FROM party WHERE code = 'ACME'");
    r->customer = number(r, "SELECT id FROM party WHERE code = 'CUST'");
    r->dock = number(r, "SELECT id FROM location WHERE code = 'DOCK'");
    r->first_bin = number(r, "SELECT id FROM location WHERE code = 'B0000'");
    r->bulk_bin = number(r, "SELECT id FROM location WHERE code = 'B0007'");
    r->next_unit = number(r, "SELECT max(id) FROM unit");
    r->seq = number(r, "SELECT max(seq) FROM event");
}

static void close_raw(struct raw *r)
{
    if (!r)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(r->statements[i]);
    sqlite3_finalize(r->query);
    sqlite3_close(r->db);
    free(r);
}

static struct raw *open_raw(const char *url, bool writes, char error[200])
{
    struct raw *r = calloc(1, sizeof *r);
    assert(r);
    r->random = UINT64_C(88172645463325252);
    int flags = (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
    bool ok = sqlite3_open_v2(url, &r->db, flags, NULL) == SQLITE_OK &&
              sqlite3_exec(r->db,
                           "PRAGMA cache_size = -73728; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
                           "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384",
                           NULL, NULL, NULL) == SQLITE_OK;
    if (!ok)
        failed(r);
    ok = ok && (!writes || prepare_all(r));
    if (!ok) {
        snprintf(error, 200, "%s: %.150s", url, r->error);
        close_raw(r);
        return NULL;
    }
    know(r);
    return r;
}

static const char *error_text(const struct raw *r)
{
    return r->error;
}

/* ---- rows ---- */

static bool insert_event(struct raw *r, enum command_code command, int64_t location, int units)
{
    static const char body[BODY_BYTES + BODY_UNIT_BYTES * EVENT_UNITS];
    r->now = time_now();
    struct id id = id_new(r->now);
    sqlite3_bind_int64(r->statements[EVENT], 1, ++r->seq);
    sqlite3_bind_blob(r->statements[EVENT], 2, id.bytes, sizeof id.bytes, SQLITE_STATIC);
    sqlite3_bind_int(r->statements[EVENT], 3, (int)command);
    sqlite3_bind_int64(r->statements[EVENT], 4, r->now);
    bind(r, EVENT, 5, location);
    if (command == COMMAND_RECEIVE)
        bind_bytes(r, EVENT, 6, "PO-BENCH", 8);
    else
        sqlite3_bind_null(r->statements[EVENT], 6);
    sqlite3_bind_int(r->statements[EVENT], 7, units);
    sqlite3_bind_blob(r->statements[EVENT], 8, body, BODY_BYTES + BODY_UNIT_BYTES * (units - 1), SQLITE_STATIC);
    return run(r, EVENT);
}

static bool insert_history(struct raw *r, int64_t unit, enum command_code command, int status, int64_t location,
                           int64_t party)
{
    sqlite3_bind_int64(r->statements[HISTORY], 1, unit);
    sqlite3_bind_int64(r->statements[HISTORY], 2, r->seq);
    sqlite3_bind_int(r->statements[HISTORY], 3, (int)command);
    sqlite3_bind_int64(r->statements[HISTORY], 4, r->now);
    sqlite3_bind_int(r->statements[HISTORY], 5, status);
    bind(r, HISTORY, 6, location);
    bind(r, HISTORY, 7, party);
    return run(r, HISTORY);
}

static bool change_stock(struct raw *r, int64_t location, int status, int by)
{
    enum statement s = by > 0 ? STOCK_ADD : STOCK_TAKE;
    sqlite3_bind_int64(r->statements[s], 1, r->product);
    sqlite3_bind_int64(r->statements[s], 2, location);
    sqlite3_bind_int(r->statements[s], 3, status);
    sqlite3_bind_int(r->statements[s], 4, by > 0 ? by : -by);
    return run(r, s);
}

static int print_serial(char out[32], long n)
{
    return snprintf(out, 32, "SN%010ld", n);
}

static bool insert_tail(struct raw *r, const char *serial, int len)
{
    char tail[TAIL_MAX];
    size_t tail_len = serial_tail((struct str){serial, (size_t)len}, tail);
    sqlite3_bind_int64(r->statements[TAIL], 1, r->next_unit >> TAIL_GROUP_SHIFT);
    bind_bytes(r, TAIL, 2, tail, tail_len);
    sqlite3_bind_int64(r->statements[TAIL], 3, r->next_unit);
    return run(r, TAIL);
}

static bool insert_unit(struct raw *r, long n)
{
    char serial[32];
    int len = print_serial(serial, n);
    sqlite3_bind_int64(r->statements[UNIT], 1, ++r->next_unit);
    sqlite3_bind_int64(r->statements[UNIT], 2, r->product);
    bind_bytes(r, UNIT, 3, serial, (size_t)len);
    sqlite3_bind_int(r->statements[UNIT], 4, STATUS_IN_STOCK);
    sqlite3_bind_int64(r->statements[UNIT], 5, r->dock);
    sqlite3_bind_int64(r->statements[UNIT], 6, r->supplier);
    sqlite3_bind_int64(r->statements[UNIT], 7, r->now);
    sqlite3_bind_int64(r->statements[UNIT], 8, r->seq);
    return run(r, UNIT) && insert_tail(r, serial, len) &&
           insert_history(r, r->next_unit, COMMAND_RECEIVE, STATUS_IN_STOCK, r->dock, 0);
}

/* Reads the whole row, as the server must. */
static bool find(struct raw *r, long n, struct found *ret)
{
    char serial[32];
    sqlite3_stmt *stmt = r->statements[FIND];
    bind_bytes(r, FIND, 1, serial, (size_t)print_serial(serial, n));
    sqlite3_bind_int64(stmt, 2, r->product);
    bool there = sqlite3_step(stmt) == SQLITE_ROW;
    if (there)
        *ret =
            (struct found){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 5), sqlite3_column_int(stmt, 3)};
    for (int i = 0; there && i < sqlite3_column_count(stmt); i++)
        (void)sqlite3_column_bytes(stmt, i);
    sqlite3_reset(stmt);
    if (!there)
        snprintf(r->error, sizeof r->error, "there is no unit %s", serial);
    return there;
}

/* ---- scans ---- */

static bool move(struct raw *r, long n, int64_t bin)
{
    struct found f;
    if (!find(r, n, &f) || !insert_event(r, COMMAND_MOVE, bin, 1))
        return false;
    sqlite3_bind_int64(r->statements[MOVE], 1, f.id);
    sqlite3_bind_int64(r->statements[MOVE], 2, r->now);
    sqlite3_bind_int64(r->statements[MOVE], 3, r->seq);
    sqlite3_bind_int64(r->statements[MOVE], 4, bin);
    return run(r, MOVE) && insert_history(r, f.id, COMMAND_MOVE, f.status, bin, 0) &&
           (f.location == bin || (change_stock(r, f.location, f.status, -1) && change_stock(r, bin, f.status, 1)));
}

static double scans(struct raw *r, double seconds, long range)
{
    int64_t started = time_monotonic_ns(), end = started + (int64_t)(seconds * 1e9);
    long done = 0;
    while (time_monotonic_ns() < end) {
        bool ok = run(r, BEGIN);
        for (int i = 0; ok && i < SCAN_GROUP; i++)
            ok = move(r, (long)random_below(r, (uint64_t)range), r->first_bin + (int64_t)random_below(r, BINS));
        if (!ok || !run(r, COMMIT))
            return -1;
        done += SCAN_GROUP;
    }
    return (double)done / ((double)(time_monotonic_ns() - started) / 1e9);
}

/* ---- bulk ---- */

static const struct change {
    enum command_code command;
    int status; /* afterwards; 0: as before */
    enum statement statement;
} changes[] = {
    [RAW_RECEIVE] = {COMMAND_RECEIVE, STATUS_IN_STOCK, UNIT}, [RAW_MOVE] = {COMMAND_MOVE, 0, MOVE},
    [RAW_PICK] = {COMMAND_PICK, STATUS_PICKED, STATUS},       [RAW_PACK] = {COMMAND_PACK, STATUS_PACKED, STATUS},
    [RAW_SHIP] = {COMMAND_SHIP, STATUS_IN_TRANSIT, SHIP},
};

/* Counts of the transaction, written once. They leave locations in any order: at most BINS + 2 of them. */
struct counts {
    int taken[BINS + 2], added[BINS + 2];
    int status_before, status_after;
};

static bool write_counts(struct raw *r, const struct counts *c)
{
    bool ok = true;
    for (int i = 0; ok && i < BINS + 2; i++)
        ok = (!c->taken[i] || change_stock(r, r->dock + i, c->status_before, -c->taken[i])) &&
             (!c->added[i] || change_stock(r, r->dock + i, c->status_after, c->added[i]));
    return ok;
}

static bool change_unit(struct raw *r, const struct change *c, long n, struct counts *counts)
{
    struct found f;
    if (!find(r, n, &f))
        return false;
    int status = c->status ? c->status : f.status;
    int64_t location = c->statement == MOVE ? r->bulk_bin : c->statement == SHIP ? 0 : f.location;
    sqlite3_bind_int64(r->statements[c->statement], 1, f.id);
    sqlite3_bind_int64(r->statements[c->statement], 2, r->now);
    sqlite3_bind_int64(r->statements[c->statement], 3, r->seq);
    sqlite3_bind_int64(r->statements[c->statement], 4, c->statement == MOVE ? location : status);
    if (c->statement == SHIP)
        sqlite3_bind_int64(r->statements[SHIP], 5, r->customer);
    counts->status_before = f.status;
    counts->status_after = status;
    counts->taken[f.location - r->dock]++;
    if (location)
        counts->added[location - r->dock]++;
    return run(r, c->statement) &&
           insert_history(r, f.id, c->command, status, location, c->statement == SHIP ? r->customer : 0);
}

static bool transaction(struct raw *r, const struct raw_bulk *b, long from)
{
    const struct change *c = &changes[b->change];
    struct counts counts = {.status_after = STATUS_IN_STOCK};
    bool ok = run(r, BEGIN);
    for (int i = 0; ok && i < b->units; i++) {
        if (i % EVENT_UNITS == 0) {
            int64_t location = c->command == COMMAND_RECEIVE ? r->dock : c->command == COMMAND_MOVE ? r->bulk_bin : 0;
            ok = insert_event(r, c->command, location, b->units - i < EVENT_UNITS ? b->units - i : EVENT_UNITS);
        }
        ok = ok && (b->change == RAW_RECEIVE ? insert_unit(r, from + i) : change_unit(r, c, from + i, &counts));
    }
    if (b->change == RAW_RECEIVE)
        counts.added[0] = b->units;
    return ok && write_counts(r, &counts) && run(r, COMMIT);
}

static bool bulk(struct raw *r, const struct raw_bulk *b, double *times)
{
    for (int i = 0; i < b->commands; i++) {
        int64_t started = time_monotonic_ns();
        if (!transaction(r, b, b->from + (long)i * b->units))
            return false;
        times[i] = (double)(time_monotonic_ns() - started) / 1e9;
    }
    return true;
}

/* ---- reading ---- */

static bool prepare_query(struct raw *r, const char *sql)
{
    if (r->query_text == sql)
        return true;
    sqlite3_finalize(r->query);
    r->query = NULL;
    r->query_text = sql;
    return sqlite3_prepare_v3(r->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &r->query, NULL) == SQLITE_OK || failed(r);
}

static double fetch(struct raw *r, const char *sql, const char *const *values, int count, long *ret_rows)
{
    if (!prepare_query(r, sql))
        return -1;
    int64_t started = time_monotonic_ns();
    int code, columns = sqlite3_column_count(r->query);
    *ret_rows = 0;
    for (int i = 0; i < count; i++)
        sqlite3_bind_text(r->query, i + 1, values[i], -1, SQLITE_STATIC);
    while ((code = sqlite3_step(r->query)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            (void)sqlite3_column_bytes(r->query, i);
        ++*ret_rows;
    }
    sqlite3_reset(r->query);
    if (code != SQLITE_DONE) {
        failed(r);
        return -1;
    }
    return (double)(time_monotonic_ns() - started) / 1e9;
}

/* ---- files ---- */

static bool place(const char *dir, const char *url, struct raw_place *ret, char error[200])
{
    if (url) {
        snprintf(error, 200, "SQLite needs no --url, only --dir");
        return false;
    }
    snprintf(ret->url, sizeof ret->url, "%s/serno.db", dir);
    snprintf(ret->copy, sizeof ret->copy, "%s/plain.db", dir);
    return true;
}

static bool copy(const struct raw_place *p, char error[200])
{
    static char bytes[1 << 20];
    size_t n;
    FILE *from = fopen(p->url, "rb"), *to = fopen(p->copy, "wb");
    bool ok = from && to;
    while (ok && (n = fread(bytes, 1, sizeof bytes, from)) > 0)
        ok = fwrite(bytes, 1, n, to) == n;
    if (from)
        fclose(from);
    if (to)
        ok = fclose(to) == 0 && ok;
    if (!ok)
        snprintf(error, 200, "cannot copy %.80s: %m", p->url);
    return ok;
}

static void remove_all(const struct raw_place *p)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    for (int i = 0; i < 8; i++) {
        char path[420];
        snprintf(path, sizeof path, "%s%s", i % 2 ? p->copy : p->url, tails[i / 2]);
        unlink(path);
    }
}

static double bytes_of(const struct raw_place *p)
{
    struct stat st;
    return stat(p->url, &st) == 0 ? (double)st.st_size : 0;
}

const struct engine raw_sqlite = {
    .name = "sqlite",
    .place = place,
    .copy = copy,
    .remove = remove_all,
    .bytes = bytes_of,
    .open = open_raw,
    .close = close_raw,
    .error = error_text,
    .bulk = bulk,
    .scans = scans,
    .fetch = fetch,
};
