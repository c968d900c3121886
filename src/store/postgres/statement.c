/*
 * statement: named and free texts, what is bound to them, and their preparation on the server, which comes with their first use on a
 * connection: only then it is known of which types the values are.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

static struct query *begin_query(struct pq_query *q)
{
    assert(!q->busy && "a query must be ended before it is used again");
    q->busy = true;
    return &q->base;
}

static void set_up(struct pq *db, struct pq_query *q, enum query_id id, struct str sql, bool locks)
{
    unsigned flags = id < Q_COUNT ? query_texts[id].flags : 0;
    q->base.driver = &postgres_driver;
    q->db = db;
    q->id = id;
    q->number = ++db->numbers;
    q->key = flags & QUERY_KEY;
    pq_read_text(q, sql, q->key ? " RETURNING id" : locks ? " FOR NO KEY UPDATE" : "");
    q->bulk = flags & QUERY_BULK;
}

struct query *pq_named(struct db *base, enum query_id id)
{
    struct pq *db = (struct pq *)base;
    bool locks = (query_texts[id].flags & QUERY_LOCK) && db->mode != DB_READ && db->tx == PQ_TX_WRITE;
    struct pq_query *q = locks ? &db->locking[id] : &db->named[id];
    const char *sql = query_texts[id].sql[DB_POSTGRES];
    if (!q->sql)
        set_up(db, q, id, sql ? str_of(sql) : STR("SELECT 'this query is not for PostgreSQL'::int"), locks);
    return begin_query(q);
}

/* ---- free texts ---- */

static void forget(struct pq_query *q)
{
    free(q->sql);
    free(q->named);
    free(q->values);
    free(q->types);
    free(q->digits);
    *q = (struct pq_query){.row = 0};
}

/* The server forgets it too, with the next thing that it is asked; unless the transaction has failed and it would not listen. */
static void deallocate(struct pq *db, const struct pq_query *q)
{
    char sql[40];
    snprintf(sql, sizeof sql, "DEALLOCATE s%u", q->number);
    if (q->session == db->session && !db->lost && db->first.result == DB_OK)
        pq_send_text(db, sql, NULL);
}

static struct pq_text_query *text_slot(struct pq *db, struct str sql)
{
    struct pq_text_query *oldest = NULL;
    for (int i = 0; i < PQ_TEXT_QUERIES; i++) {
        struct pq_text_query *t = &db->texts[i];
        if (t->given && !t->query.busy && str_is(sql, t->given))
            return t;
        if (!t->query.busy && (!oldest || t->used < oldest->used))
            oldest = t;
    }
    assert(oldest && "too many queries open at once");
    if (oldest->given)
        deallocate(db, &oldest->query);
    forget(&oldest->query);
    free(oldest->given);
    oldest->given = malloc(sql.len + 1); /* not strndup: the text has no end mark */
    assert(oldest->given);
    memcpy(oldest->given, sql.ptr, sql.len);
    oldest->given[sql.len] = '\0';
    return oldest;
}

struct query *pq_free_text(struct db *base, struct str sql)
{
    struct pq *db = (struct pq *)base;
    struct pq_text_query *t = text_slot(db, sql);
    t->used = ++db->clock;
    if (!t->query.sql)
        set_up(db, &t->query, Q_COUNT, sql, false);
    return begin_query(&t->query);
}

void pq_statements_free(struct pq *db)
{
    for (int i = 0; i < Q_COUNT; i++) {
        forget(&db->named[i]);
        forget(&db->locking[i]);
    }
    for (int i = 0; i < PQ_TEXT_QUERIES; i++) {
        forget(&db->texts[i].query);
        free(db->texts[i].given);
    }
}

/* ---- values ---- */

/* What a text does not ask for is not kept: PostgreSQL's own text of a query may need less. */
static void bind(struct query *base, int i, struct pq_value v)
{
    struct pq_query *q = (struct pq_query *)base;
    assert(i >= 1 && !q->started);
    if (i <= q->params)
        q->values[i] = v;
}

void pq_bind_int(struct query *base, int i, int64_t v)
{
    bind(base, i, (struct pq_value){.kind = PQ_NUMBER, .number = v});
}

void pq_bind_str(struct query *base, int i, struct str v)
{
    bind(base, i, (struct pq_value){.kind = PQ_STR, .bytes = v.ptr, .len = v.len});
}

void pq_bind_blob(struct query *base, int i, const void *bytes, size_t len)
{
    bind(base, i, (struct pq_value){.kind = PQ_BLOB, .bytes = bytes, .len = len});
}

void pq_bind_null(struct query *base, int i)
{
    bind(base, i, (struct pq_value){.kind = PQ_NULL});
}

void pq_bind_array(struct query *base, int i, enum db_array kind, const void *values, size_t count)
{
    static const enum pq_kind kinds[] = {[DB_INTS] = PQ_NUMBERS, [DB_STRS] = PQ_STRS, [DB_BLOBS] = PQ_BLOBS};
    bind(base, i, (struct pq_value){.kind = kinds[kind], .bytes = values, .len = count});
}

void pq_unbind(struct pq_query *q)
{
    if (q->values)
        memset(q->values, 0, ((size_t)q->params + 1) * sizeof *q->values);
}

/* ---- preparation ---- */

/* Rows that may be gathered get the types of their columns; other values the types that they have. */
static void guess_types(struct pq_query *q)
{
    for (int i = 1; i <= q->params; i++)
        q->types[i] = !q->named[i] ? PQ_INT8 : q->bulk ? 0 : pq_type_of(&q->values[i]);
}

static enum db_result send_prepare(struct pq_query *q, PGresult **prepared, PGresult **described)
{
    struct pq *db = q->db;
    char name[24];
    snprintf(name, sizeof name, "s%u", q->number);
    if (!PQsendPrepare(db->conn, name, q->sql, q->params, q->types + 1)) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return DB_LOST;
    }
    pq_sent_add(db, false, prepared);
    if (!PQsendDescribePrepared(db->conn, name)) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return DB_LOST;
    }
    pq_sent_add(db, false, described);
    return pq_drain(db);
}

enum db_result pq_prepare(struct pq_query *q)
{
    struct pq *db = q->db;
    if (q->session == db->session)
        return DB_OK;
    enum db_result r = pq_drain(db);
    if (r != DB_OK)
        return r;
    PGresult *prepared = NULL, *described = NULL;
    guess_types(q);
    int64_t changes = db->changes;
    r = send_prepare(q, &prepared, &described);
    for (int i = 1; r == DB_OK && i <= q->params; i++)
        q->types[i] = PQparamtype(described, i - 1);
    if (r == DB_OK)
        q->session = db->session;
    db->changes = changes;
    PQclear(prepared);
    PQclear(described);
    return r;
}
