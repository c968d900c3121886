/*
 * result: running a statement that is waited for, and its rows: whole, or in portions through a cursor.
 */
#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

/* ---- running ---- */

/* A statement outside a transaction is one by itself; within one that has failed nothing is done. */
enum db_result pq_may_run(struct pq *db)
{
    if (db->tx != PQ_TX_NONE) {
        if (db->first.result != DB_OK)
            db->last = db->first;
        return db->lost ? DB_LOST : db->first.result;
    }
    enum db_result r = pq_ready(db);
    if (r == DB_OK)
        pq_start_anew(db, PQ_TX_NONE);
    return r;
}

/* What is waited for sees all that was gathered; what is sent, what it names. */
static enum db_result get_ready(struct pq_query *q, bool waits)
{
    enum db_result r = pq_may_run(q->db);
    if (r == DB_OK)
        r = pq_flush_for(waits ? NULL : q, q->db);
    if (r == DB_OK)
        r = pq_prepare(q);
    return r;
}

/* The cursor's rows come with the next FETCH. */
static enum db_result declare(struct pq_query *q)
{
    assert(q->db->tx != PQ_TX_NONE && "rows in portions need a transaction");
    struct buf sql = {0};
    buf_fmt(&sql, "DECLARE c%u NO SCROLL CURSOR FOR %s", q->number, q->sql);
    buf_char(&sql, '\0');
    enum db_result r = pq_begin_explicitly(q->db);
    if (r == DB_OK)
        r = pq_send_typed(q, sql.ptr, NULL);
    buf_free(&sql);
    q->cursor = r == DB_OK;
    q->tx = q->db->tx_number;
    return r;
}

/* As many rows as take little memory, to judge by the last portion: an event of a bulk has 100 KB. */
static int next_size(const struct pq_query *q)
{
    if (!q->result)
        return PQ_PORTION_FIRST;
    size_t each = PQresultMemorySize(q->result) / (size_t)q->portion + 1;
    size_t fit = PQ_PORTION_BYTES / each;
    return fit > PQ_PORTION ? PQ_PORTION : fit < 1 ? 1 : (int)fit;
}

/* The next rows are on their way while the caller looks at these. */
static enum db_result ask_ahead(struct pq_query *q)
{
    char sql[64];
    q->portion = next_size(q);
    snprintf(sql, sizeof sql, "FETCH %d FROM c%u", q->portion, q->number);
    enum db_result r = pq_send_text(q->db, sql, &q->ahead);
    q->asked = r == DB_OK;
    return r;
}

static enum db_result take_portion(struct pq_query *q)
{
    enum db_result r = q->ahead ? q->db->first.result : pq_drain(q->db);
    q->asked = false;
    if (r != DB_OK)
        return r;
    PQclear(q->result);
    q->result = q->ahead;
    q->ahead = NULL;
    q->row = -1;
    if (PQntuples(q->result) < q->portion)
        return DB_OK;
    r = ask_ahead(q);
    pq_sync(q->db);
    pq_push(q->db);
    return r;
}

static void note_key(struct pq_query *q)
{
    if (PQntuples(q->result) == 1)
        q->db->last_id = pq_number(q->result, 0, 0);
    PQclear(q->result);
    q->result = NULL;
}

static enum db_result start(struct pq_query *q)
{
    enum db_result r = get_ready(q, true);
    if (r == DB_OK && q->streams)
        r = declare(q);
    if (r == DB_OK)
        r = q->streams ? ask_ahead(q) : pq_send_prepared(q, &q->result);
    if (r == DB_OK)
        r = q->streams ? take_portion(q) : pq_drain(q->db);
    if (r == DB_OK && q->key)
        note_key(q);
    q->started = r == DB_OK;
    q->row = -1;
    return r;
}

static enum db_result next_portion(struct pq_query *q)
{
    if (q->cursor && q->tx == q->db->tx_number && q->db->first.result != DB_OK)
        return q->db->first.result;
    if (!q->asked || q->tx != q->db->tx_number)
        return DB_DONE;
    return take_portion(q);
}

enum db_result pq_step(struct query *base)
{
    struct pq_query *q = (struct pq_query *)base;
    if (q->id < Q_COUNT && pq_is_transaction(q->id)) {
        enum db_result r = pq_transaction(q->db, q->id);
        return r == DB_OK ? DB_DONE : r;
    }
    enum db_result r = q->started ? DB_OK : start(q);
    if (r == DB_OK && ++q->row >= PQntuples(q->result)) {
        q->row--;
        r = next_portion(q);
        q->row += r == DB_OK;
        if (r == DB_OK && PQntuples(q->result) == 0)
            r = DB_DONE;
    }
    return r == DB_OK ? DB_ROW : r;
}

void pq_stream(struct query *base)
{
    struct pq_query *q = (struct pq_query *)base;
    assert(!q->started);
    q->streams = true;
}

/* An answer that is on its way has a place where it goes, which must not be another query's by then. */
static void close_cursor(struct pq_query *q)
{
    struct pq *db = q->db;
    char sql[32];
    snprintf(sql, sizeof sql, "CLOSE c%u", q->number);
    if (q->asked && !q->ahead)
        pq_drain(db);
    if (q->tx == db->tx_number && !db->lost && db->first.result == DB_OK)
        pq_send_text(db, sql, NULL);
    PQclear(q->ahead);
    q->ahead = NULL;
}

void pq_end(struct query *base)
{
    struct pq_query *q = (struct pq_query *)base;
    if (q->cursor)
        close_cursor(q);
    PQclear(q->result);
    q->result = NULL;
    free(q->digits);
    q->digits = NULL;
    q->busy = q->started = q->streams = q->cursor = q->asked = false;
    pq_unbind(q);
}

enum db_result pq_send(struct query *base)
{
    struct pq_query *q = (struct pq_query *)base;
    if (q->db->tx == PQ_TX_NONE || q->key) { /* nobody would wait for it */
        enum db_result r = pq_step(base);
        pq_end(base);
        return r == DB_DONE || r == DB_ROW ? DB_OK : r;
    }
    enum db_result r = get_ready(q, false);
    if (r == DB_OK)
        r = pq_send_prepared(q, NULL);
    pq_end(base);
    return r;
}

/* ---- columns ---- */

static uint64_t wire(const char *bytes, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)bytes[i];
    return v;
}

/* A numeric (of a sum, say): digits of base 10000, the first with the weight 10000^weight. Fractions are cut off. */
static int64_t numeric(const char *bytes)
{
    int digits = (int)wire(bytes, 2), weight = (int16_t)wire(bytes + 2, 2);
    bool negative = wire(bytes + 4, 2) == 0x4000;
    int64_t v = 0;
    for (int i = 0; i <= weight; i++)
        if (__builtin_mul_overflow(v, 10000, &v) ||
            __builtin_sub_overflow(v, i < digits ? (int64_t)wire(bytes + 8 + 2 * i, 2) : 0, &v))
            return negative ? INT64_MIN : INT64_MAX;
    return negative ? v : v == INT64_MIN ? INT64_MAX : -v;
}

static int64_t from_float(const char *bytes)
{
    uint64_t bits = wire(bytes, 8);
    double d;
    memcpy(&d, &bits, sizeof d);
    return d > -9e18 && d < 9e18 ? (int64_t)d : 0;
}

int64_t pq_number(const PGresult *result, int row, int i)
{
    const char *bytes = PQgetvalue(result, row, i);
    int64_t v = 0;
    if (PQgetisnull(result, row, i))
        return 0;
    switch (PQftype(result, i)) {
    case PQ_INT8:
        return (int64_t)wire(bytes, 8);
    case PQ_INT4:
        return (int32_t)wire(bytes, 4);
    case PQ_INT2:
        return (int16_t)wire(bytes, 2);
    case PQ_OID:
        return (int64_t)wire(bytes, 4);
    case PQ_BOOL:
        return bytes[0] != 0;
    case PQ_FLOAT8:
        return from_float(bytes);
    case PQ_NUMERIC:
        return numeric(bytes);
    default:
        str_int64((struct str){bytes, (size_t)PQgetlength(result, row, i)}, &v);
        return v;
    }
}

int64_t pq_col_int(struct query *base, int i)
{
    struct pq_query *q = (struct pq_query *)base;
    assert(q->result && i >= 0 && i < PQnfields(q->result));
    return pq_number(q->result, q->row, i);
}

static bool is_number(Oid type)
{
    return type == PQ_INT8 || type == PQ_INT4 || type == PQ_INT2 || type == PQ_OID || type == PQ_BOOL ||
           type == PQ_NUMERIC;
}

/* A number as a decimal text, which lives as long as the row. */
static struct str digits(struct pq_query *q, int i)
{
    enum { DIGITS = 24 };
    if (!q->digits)
        q->digits = calloc((size_t)PQnfields(q->result), DIGITS);
    assert(q->digits);
    char *text = q->digits + (size_t)i * DIGITS;
    int n = snprintf(text, DIGITS, "%lld", (long long)pq_number(q->result, q->row, i));
    return (struct str){text, (size_t)n};
}

struct str pq_col_str(struct query *base, int i)
{
    struct pq_query *q = (struct pq_query *)base;
    assert(q->result && i >= 0 && i < PQnfields(q->result));
    if (PQgetisnull(q->result, q->row, i))
        return (struct str){0};
    if (is_number(PQftype(q->result, i)))
        return digits(q, i);
    return (struct str){PQgetvalue(q->result, q->row, i), (size_t)PQgetlength(q->result, q->row, i)};
}

bool pq_col_null(struct query *base, int i)
{
    struct pq_query *q = (struct pq_query *)base;
    assert(q->result && i >= 0 && i < PQnfields(q->result));
    return PQgetisnull(q->result, q->row, i);
}
