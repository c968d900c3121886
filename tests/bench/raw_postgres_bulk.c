/*
 * Long transactions on PostgreSQL over one connection: units are found and changed 1,000 at a time with statements over arrays; new
 * rows are written by COPY in its binary form, table by table, or where they are few with an INSERT each, which is quicker then.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "bench/raw_postgres.h"
#include "domain/lifecycle.h"
#include "domain/tail.h"

enum { COPY_ROWS = 16, COPY_PIECE = 65536, INT8_OID = 20, TEXT_OID = 25, SERIAL_BYTES = 32 };

/* In the order in which they refer to each other. */
enum table { UNIT, TAIL, EVENT, HISTORY, TABLES };
enum statement { FIND = TABLES, MOVE, STATUS, SHIP, STOCK, STATEMENTS }; /* those before FIND insert into a table */

#define UNIT_WRITTEN                                                                                                   \
    "id, product_id, changed_at, last_seq, events, status, location_id, supplier_id, received_at, serial, order_ref"
#define CHANGE "UPDATE unit SET changed_at = $2, last_seq = $3, events = events + 1, "

static const char *const texts[STATEMENTS] = {
    [UNIT] = "INSERT INTO unit (" UNIT_WRITTEN ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    [TAIL] = "INSERT INTO unit_tail (unit_id, grp, tail) VALUES ($1, $2, $3)",
    [EVENT] = "INSERT INTO event (" PG_EVENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    [HISTORY] = "INSERT INTO event_unit (" PG_HISTORY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [FIND] = "SELECT " PG_UNIT_COLUMNS
             " FROM unit WHERE serial = ANY ($1::text[]) AND product_id = $2 ORDER BY id FOR UPDATE",
    [MOVE] = CHANGE "location_id = $4 WHERE id = ANY ($1::bigint[])",
    [STATUS] = CHANGE "status = $4::smallint WHERE id = ANY ($1::bigint[])",
    [SHIP] = CHANGE "status = $4::smallint, location_id = NULL, party_id = $5 WHERE id = ANY ($1::bigint[])",
    [STOCK] = PG_STOCK,
};
static const char *const copies[TABLES] = {
    [UNIT] = "COPY unit (" UNIT_WRITTEN ") FROM STDIN (FORMAT binary)",
    [TAIL] = "COPY unit_tail (unit_id, grp, tail) FROM STDIN (FORMAT binary)",
    [EVENT] = "COPY event (" PG_EVENT_COLUMNS ") FROM STDIN (FORMAT binary)",
    [HISTORY] = "COPY event_unit (" PG_HISTORY_COLUMNS ") FROM STDIN (FORMAT binary)",
};
static const char copy_head[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";

static const struct change {
    enum command_code command;
    int status; /* afterwards; 0: as before */
    enum statement statement;
} changes[] = {
    [RAW_RECEIVE] = {COMMAND_RECEIVE, STATUS_IN_STOCK, FIND}, [RAW_MOVE] = {COMMAND_MOVE, 0, MOVE},
    [RAW_PICK] = {COMMAND_PICK, STATUS_PICKED, STATUS},       [RAW_PACK] = {COMMAND_PACK, STATUS_PACKED, STATUS},
    [RAW_SHIP] = {COMMAND_SHIP, STATUS_IN_TRANSIT, SHIP},
};

struct pg_bulk {
    struct pg_link *link;
    int64_t product, supplier, customer, dock, bulk_bin;
    int64_t next_unit, seq;
    msec now;
    /* Of the transaction under way: */
    const struct change *change;
    int units;
    int taken[PG_BINS + 2], added[PG_BINS + 2], status_before, status_after;
    struct buf rows[TABLES], array;
    char body[PG_BODY_MAX];
};

/* ---- writing rows ---- */

static bool add_row(struct pg_bulk *b, enum table t, const struct pg_row *row)
{
    struct buf *out = &b->rows[t];
    int rows = t == EVENT ? b->units / PG_EVENT_UNITS : b->units;
    if (rows < COPY_ROWS)
        return pg_do(b->link, (int)t, row);
    if (!out->len)
        buf_add(out, copy_head, sizeof copy_head);
    pg_put(out, 2, row->count);
    for (int i = 0; i < row->count; i++) {
        pg_put(out, 4, row->values[i] ? row->lengths[i] : -1);
        if (row->values[i])
            buf_add(out, row->values[i], (size_t)row->lengths[i]);
    }
    return true;
}

static bool copy_table(struct pg_bulk *b, enum table t)
{
    PGconn *conn = b->link->conn;
    struct buf *out = &b->rows[t];
    PGresult *result = PQexec(conn, copies[t]);
    bool ok = PQresultStatus(result) == PGRES_COPY_IN || pg_failed(b->link, result);
    PQclear(result);
    if (!ok)
        return false;
    pg_put(out, 2, -1);
    for (size_t at = 0; at < out->len; at += COPY_PIECE)
        if (PQputCopyData(conn, out->ptr + at, (int)(out->len - at < COPY_PIECE ? out->len - at : COPY_PIECE)) != 1)
            return pg_failed(b->link, NULL);
    if (PQputCopyEnd(conn, NULL) != 1)
        return pg_failed(b->link, NULL);
    while ((result = PQgetResult(conn))) {
        ok = ok && (PQresultStatus(result) == PGRES_COMMAND_OK || pg_failed(b->link, result));
        PQclear(result);
    }
    buf_clear(out);
    return ok;
}

static bool copy_all(struct pg_bulk *b)
{
    bool ok = true;
    for (enum table t = UNIT; ok && t < TABLES; t++)
        ok = !b->rows[t].len || copy_table(b, t);
    return ok;
}

/* ---- rows ---- */

static bool insert_event(struct pg_bulk *b, int64_t location, int units)
{
    static const char zeros[32];
    struct pg_row row = {0};
    b->now = time_now();
    struct id id = id_new(b->now);
    pg_int(&row, 8, ++b->seq);
    pg_int(&row, 8, b->now);
    pg_int(&row, 8, b->now);
    pg_int(&row, 8, 1);
    pg_key(&row, location);
    pg_int(&row, 4, units);
    pg_int(&row, 2, b->change->command);
    pg_bytes(&row, id.bytes, sizeof id.bytes);
    pg_bytes(&row, zeros, 16);
    pg_bytes(&row, zeros, 32);
    if (b->change->command == COMMAND_RECEIVE)
        pg_bytes(&row, "PO-BENCH", 8);
    else
        pg_null(&row);
    pg_bytes(&row, b->body, (size_t)(PG_BODY_BYTES + PG_BODY_UNIT_BYTES * (units - 1)));
    return add_row(b, EVENT, &row);
}

static bool insert_history(struct pg_bulk *b, int64_t unit, int status, int64_t location, int64_t party)
{
    struct pg_row row = {0};
    pg_int(&row, 8, unit);
    pg_int(&row, 8, b->seq);
    pg_int(&row, 8, b->now);
    pg_int(&row, 8, 1);
    pg_key(&row, location);
    pg_key(&row, party);
    pg_int(&row, 2, b->change->command);
    pg_int(&row, 2, 0);
    pg_int(&row, 2, status);
    return add_row(b, HISTORY, &row);
}

static bool insert_tail(struct pg_bulk *b, const char *serial, int len)
{
    char tail[TAIL_MAX];
    struct pg_row row = {0};
    pg_int(&row, 8, b->next_unit);
    pg_int(&row, 4, b->next_unit >> TAIL_GROUP_SHIFT);
    pg_bytes(&row, tail, serial_tail((struct str){serial, (size_t)len}, tail));
    return add_row(b, TAIL, &row);
}

static bool insert_unit(struct pg_bulk *b, long n)
{
    char serial[SERIAL_BYTES];
    int len = snprintf(serial, sizeof serial, "SN%010ld", n);
    struct pg_row row = {0};
    pg_int(&row, 8, ++b->next_unit);
    pg_int(&row, 8, b->product);
    pg_int(&row, 8, b->now);
    pg_int(&row, 8, b->seq);
    pg_int(&row, 4, 1);
    pg_int(&row, 2, STATUS_IN_STOCK);
    pg_int(&row, 8, b->dock);
    pg_int(&row, 8, b->supplier);
    pg_int(&row, 8, b->now);
    pg_bytes(&row, serial, (size_t)len);
    pg_bytes(&row, "PO-BENCH", 8);
    return add_row(b, UNIT, &row) && insert_tail(b, serial, len) &&
           insert_history(b, b->next_unit, STATUS_IN_STOCK, b->dock, 0);
}

static bool change_stock(struct pg_bulk *b, int64_t location, int status, int by)
{
    struct pg_row row = {0};
    pg_int(&row, 8, b->product);
    pg_int(&row, 8, location);
    pg_int(&row, 8, by);
    pg_int(&row, 2, status);
    pg_int(&row, 2, 0);
    return pg_do(b->link, STOCK, &row);
}

/* Counts of the transaction, written once. */
static bool write_counts(struct pg_bulk *b)
{
    bool ok = true;
    for (int i = 0; ok && i < PG_BINS + 2; i++)
        ok = (!b->taken[i] || change_stock(b, b->dock + i, b->status_before, -b->taken[i])) &&
             (!b->added[i] || change_stock(b, b->dock + i, b->status_after, b->added[i]));
    return ok;
}

/* ---- many units with one statement ---- */

static void begin_array(struct buf *out, int type, int count)
{
    buf_clear(out);
    pg_put(out, 4, 1); /* one dimension, */
    pg_put(out, 4, 0); /* no NULL, */
    pg_put(out, 4, type);
    pg_put(out, 4, count);
    pg_put(out, 4, 1); /* counted from 1 */
}

static PGresult *find_units(struct pg_bulk *b, long from, int count)
{
    struct pg_row row = {0};
    begin_array(&b->array, TEXT_OID, count);
    for (int i = 0; i < count; i++) {
        char serial[SERIAL_BYTES];
        int len = snprintf(serial, sizeof serial, "SN%010ld", from + i);
        pg_put(&b->array, 4, len);
        buf_add(&b->array, serial, (size_t)len);
    }
    pg_bytes(&row, b->array.ptr, b->array.len);
    pg_int(&row, 8, b->product);
    PGresult *found = pg_run(b->link, FIND, &row);
    if (!found || PQntuples(found) == count)
        return found;
    snprintf(b->link->error, sizeof b->link->error, "%d of %d units are there", PQntuples(found), count);
    PQclear(found);
    return NULL;
}

static bool update_units(struct pg_bulk *b, const PGresult *found)
{
    enum statement s = b->change->statement;
    struct pg_row row = {0};
    begin_array(&b->array, INT8_OID, PQntuples(found));
    for (int i = 0; i < PQntuples(found); i++) {
        pg_put(&b->array, 4, 8);
        pg_put(&b->array, 8, pg_get(found, i, PG_ID));
    }
    pg_bytes(&row, b->array.ptr, b->array.len);
    pg_int(&row, 8, b->now);
    pg_int(&row, 8, b->seq);
    if (s == MOVE)
        pg_int(&row, 8, b->bulk_bin);
    else
        pg_int(&row, 2, b->change->status);
    if (s == SHIP)
        pg_int(&row, 8, b->customer);
    return pg_do(b->link, (int)s, &row);
}

/* Its history, and what it counts. */
static bool note_unit(struct pg_bulk *b, const PGresult *found, int i)
{
    enum statement s = b->change->statement;
    int64_t before = pg_get(found, i, PG_LOCATION), after = s == MOVE ? b->bulk_bin : s == SHIP ? 0 : before;
    b->status_before = (int)pg_get(found, i, PG_STATUS);
    b->status_after = b->change->status ? b->change->status : b->status_before;
    b->taken[before - b->dock]++;
    if (after)
        b->added[after - b->dock]++;
    return insert_history(b, pg_get(found, i, PG_ID), b->status_after, after, s == SHIP ? b->customer : 0);
}

static bool change_units(struct pg_bulk *b, long from, int count)
{
    PGresult *found = find_units(b, from, count);
    bool ok = found && update_units(b, found);
    for (int i = 0; ok && i < count; i++)
        ok = note_unit(b, found, i);
    PQclear(found);
    return ok;
}

/* ---- transactions ---- */

static bool receive_units(struct pg_bulk *b, long from, int count)
{
    bool ok = true;
    for (int i = 0; ok && i < count; i++)
        ok = insert_unit(b, from + i);
    b->added[0] += count;
    b->status_after = STATUS_IN_STOCK;
    return ok;
}

static bool transaction(struct pg_bulk *b, long from)
{
    enum command_code command = b->change->command;
    int64_t location = command == COMMAND_RECEIVE ? b->dock : command == COMMAND_MOVE ? b->bulk_bin : 0;
    memset(b->taken, 0, sizeof b->taken);
    memset(b->added, 0, sizeof b->added);
    bool ok = pg_exec(b->link, "BEGIN");
    for (int i = 0; ok && i < b->units; i += PG_EVENT_UNITS) {
        int count = b->units - i < PG_EVENT_UNITS ? b->units - i : PG_EVENT_UNITS;
        ok = insert_event(b, location, count) &&
             (command == COMMAND_RECEIVE ? receive_units(b, from + i, count) : change_units(b, from + i, count));
    }
    return ok && copy_all(b) && write_counts(b) && pg_exec(b->link, "COMMIT");
}

bool pg_bulk_run(struct pg_bulk *b, const struct raw_bulk *bulk, double *times)
{
    b->change = &changes[bulk->change];
    b->units = bulk->units;
    b->seq = pg_number(b->link, "SELECT max(seq) FROM event");
    b->next_unit = pg_number(b->link, "SELECT max(id) FROM unit");
    for (int i = 0; i < bulk->commands; i++) {
        int64_t started = time_monotonic_ns();
        if (!transaction(b, bulk->from + (long)i * bulk->units))
            return false;
        times[i] = (double)(time_monotonic_ns() - started) / 1e9;
    }
    return true;
}

void pg_bulk_free(struct pg_bulk *b)
{
    if (!b)
        return;
    for (int t = 0; t < TABLES; t++)
        buf_free(&b->rows[t]);
    buf_free(&b->array);
    free(b);
}

struct pg_bulk *pg_bulk_new(struct pg_link *l)
{
    struct pg_bulk *b = calloc(1, sizeof *b);
    assert(b);
    b->link = l;
    if (!pg_prepare_all(l, texts, STATEMENTS) || !pg_body(l, b->body)) {
        pg_bulk_free(b);
        return NULL;
    }
    b->product = pg_number(l, "SELECT id FROM product WHERE sku = 'THING'");
    b->supplier = pg_number(l, "SELECT id FROM party WHERE code = 'ACME'");
    b->customer = pg_number(l, "SELECT id FROM party WHERE code = 'CUST'");
    b->dock = pg_number(l, "SELECT id FROM location WHERE code = 'DOCK'");
    b->bulk_bin = pg_number(l, "SELECT id FROM location WHERE code = 'B0007'");
    return b;
}
