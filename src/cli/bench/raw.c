#include "cli/bench/raw.h"

#include <stdio.h>

#include "base/id.h"
#include "base/time.h"
#include "store/ledger.h"
#include "store/unit.h"

enum { BODY_BYTES_BULK = 26000, BODY_BYTES_SCAN = 330, GROUP = 100 };

static const char filler[BODY_BYTES_BULK];

static uint64_t next_random(struct raw *r)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 7;
    r->random ^= r->random << 17;
    return r->random;
}

bool raw_open(struct raw *r, const char *path, char error[200])
{
    msec recorded;
    *r = (struct raw){.random = UINT64_C(88172645463325252)};
    if (db_open(path, DB_PLAIN, &r->db, error, 200) != DB_OK)
        return false;
    return store_unit_last_id(r->db, &r->next_unit) == DB_ROW &&
           store_event_last(r->db, &r->next_seq, &recorded) == DB_ROW;
}

void raw_close(struct raw *r)
{
    db_close(r->db);
}

static bool insert_event(struct raw *r, enum command_code command, int64_t location, size_t units, size_t body,
                         struct event *ret)
{
    struct event e = {.id = id_new(time_now()),
                      .time = {time_now(), 0},
                      .recorded_at = time_now(),
                      .actor = {1, {0}},
                      .unit_count = units};
    e.terms.command = command;
    e.terms.location.id = location;
    e.terms.order = STR("PO-BENCH");
    if (command != COMMAND_RECEIVE)
        e.terms.order = (struct str){0};
    struct event_row row = {.seq = ++r->next_seq, .body = {filler, body}};
    e.seq = row.seq;
    *ret = e;
    return store_event_insert(r->db, &e, &row) == DB_OK;
}

static bool insert_unit(struct raw *r, const struct event *e)
{
    char serial[32];
    int len = snprintf(serial, sizeof serial, "RAW%010lld", (long long)++r->next_unit);
    struct unit u = {.id = r->next_unit,
                     .product_id = 1,
                     .serial = {serial, (size_t)len},
                     .status = STATUS_IN_STOCK,
                     .location_id = 2,
                     .supplier_id = 1,
                     .received_at = time_now(),
                     .changed_at = time_now(),
                     .last_seq = r->next_seq,
                     .events = 1};
    return store_unit_insert(r->db, &u) == DB_OK && store_event_unit_insert(r->db, &u, e, false) == DB_OK;
}

double raw_receive(struct raw *r, int n)
{
    int64_t started = time_monotonic_ns();
    struct event e;
    if (db_begin(r->db) != DB_OK)
        return -1;
    for (int i = 0; i < n; i++) {
        if (i % 1000 == 0 && !insert_event(r, COMMAND_RECEIVE, 2, 1000, BODY_BYTES_BULK, &e))
            return -1;
        if (!insert_unit(r, &e))
            return -1;
    }
    if (store_stock_change(r->db, 1, 2, STATUS_IN_STOCK, n) != DB_OK || db_commit(r->db) != DB_OK)
        return -1;
    double seconds = (double)(time_monotonic_ns() - started) / 1e9;
    db_checkpoint(r->db, false);
    return seconds;
}

/* Find the unit by its serial, write it elsewhere, its history row, its event, its counts. */
static bool move(struct raw *r, struct arena *a, int64_t unit, int64_t bin)
{
    struct unit before, after;
    struct event e;
    char serial[32];
    int len = snprintf(serial, sizeof serial, "SN%010lld", (long long)unit - 1);
    if (store_unit_by_serial(r->db, a, 1, (struct str){serial, (size_t)len}, &before) != DB_ROW)
        return false;
    after = before;
    after.location_id = bin;
    after.changed_at = time_now();
    after.last_seq = r->next_seq + 1;
    after.events++;
    bool ok = insert_event(r, COMMAND_MOVE, bin, 1, BODY_BYTES_SCAN, &e) &&
              store_unit_update(r->db, &before, &after) == DB_OK &&
              store_event_unit_insert(r->db, &after, &e, false) == DB_OK;
    if (!ok || before.location_id == bin)
        return ok;
    return store_stock_change(r->db, before.product_id, before.location_id, before.status, -1) == DB_OK &&
           store_stock_change(r->db, after.product_id, bin, after.status, 1) == DB_OK;
}

double raw_move(struct raw *r, int n, int64_t units, int64_t first_bin, int64_t bins)
{
    struct arena *a = arena_new(0);
    int64_t started = time_monotonic_ns();
    bool ok = true;
    for (int i = 0; ok && i < n; i++) {
        if (i % GROUP == 0)
            ok = db_begin(r->db) == DB_OK;
        int64_t unit = 1 + (int64_t)(next_random(r) % (uint64_t)units);
        int64_t bin = first_bin + (int64_t)(next_random(r) % (uint64_t)bins);
        ok = ok && move(r, a, unit, bin);
        arena_reset(a);
        if (i % GROUP == GROUP - 1 || i == n - 1) {
            ok = ok && db_commit(r->db) == DB_OK;
            db_checkpoint(r->db, false);
        }
    }
    double seconds = (double)(time_monotonic_ns() - started) / 1e9;
    arena_free(a);
    return ok ? seconds : -1;
}
