/*
 * pipeline: what is sent to the server and not answered yet. Answers come in the order of what was sent, so waiting for one is
 * reading all before it. The connection never blocks on writing alone: while it writes it also reads, or both sides could stand with
 * full buffers.
 */
#include <assert.h>
#include <poll.h>

#include "store/postgres/pq.h"

enum { PUSH_EVERY = 16 };

static struct pq_sent take_oldest(struct pq *db)
{
    struct pq_sent s = db->sent[db->sent_from];
    db->sent_from = (db->sent_from + 1) % (sizeof db->sent / sizeof db->sent[0]);
    db->sent_count--;
    return s;
}

void pq_sent_add(struct pq *db, bool sync, PGresult **keep)
{
    enum { SLOTS = sizeof db->sent / sizeof db->sent[0] };
    assert(db->sent_count < SLOTS);
    db->sent[(db->sent_from + db->sent_count++) % SLOTS] = (struct pq_sent){sync, db->tx_number, keep};
    db->unsynced = sync ? 0 : db->unsynced + 1;
    db->unasked = sync ? 0 : db->unasked + 1;
}

void pq_set_lost(struct pq *db, const char *why)
{
    db->lost = true;
    if (db->last.result != DB_LOST)
        pq_note_own(db, DB_LOST, "%s", why && why[0] ? why : "the connection is gone");
    else if (db->first.result == DB_OK)
        db->first = db->last;
    db->sent_count = db->unsynced = db->unasked = db->unflushed = 0;
}

/* ---- reading ---- */

/* The answer to a sync, and a failure that only showed at it. */
static void read_sync(struct pq *db, const struct pq_sent *s)
{
    for (;;) {
        PGresult *result = PQgetResult(db->conn);
        ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_FATAL_ERROR)
            pq_note(db, result, s->tx);
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC)
            return;
        if (PQstatus(db->conn) == CONNECTION_BAD) {
            pq_set_lost(db, PQerrorMessage(db->conn));
            return;
        }
    }
}

static int64_t rows_changed(PGresult *result)
{
    static const char *const verbs[] = {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"};
    struct str status = str_of(PQcmdStatus(result));
    int64_t n = 0;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (str_starts(status, str_of(verbs[i])))
            str_int64(str_of(PQcmdTuples(result)), &n);
    return n;
}

static void read_statement(struct pq *db, const struct pq_sent *s)
{
    PGresult *result = PQgetResult(db->conn), *more;
    if (!result) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return;
    }
    while ((more = PQgetResult(db->conn)))
        PQclear(more);
    ExecStatusType status = PQresultStatus(result);
    bool good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    if (status == PGRES_FATAL_ERROR) {
        pq_note(db, result, s->tx);
        db->commit_failed = s->keep && s->keep == db->commit;
    }
    if (good)
        db->changes = rows_changed(result);
    db->writes += good && s->keep ? db->changes : 0; /* others were counted when they were sent */
    if (PQstatus(db->conn) == CONNECTION_BAD)
        pq_set_lost(db, PQerrorMessage(db->conn));
    if (good && s->keep)
        *s->keep = result;
    else
        PQclear(result);
}

static void read_oldest(struct pq *db)
{
    struct pq_sent s = take_oldest(db);
    if (s.sync)
        read_sync(db, &s);
    else
        read_statement(db, &s);
}

/* ---- writing ---- */

/* Until all is with the server, and what it answers meanwhile is with us. */
static void push_all(struct pq *db)
{
    while (PQflush(db->conn) == 1) {
        struct pollfd fd = {.fd = PQsocket(db->conn), .events = POLLIN | POLLOUT};
        poll(&fd, 1, -1);
        if ((fd.revents & POLLIN) && !PQconsumeInput(db->conn))
            break;
    }
    db->unflushed = 0;
}

void pq_push(struct pq *db)
{
    if (!db->lost)
        push_all(db);
}

void pq_sync(struct pq *db)
{
    if (db->lost || !PQpipelineSync(db->conn)) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return;
    }
    pq_sent_add(db, true, NULL);
}

/* Something was put into the pipeline, or could not be. */
static enum db_result sent(struct pq *db, int ok, PGresult **keep)
{
    if (!ok) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return DB_LOST;
    }
    pq_sent_add(db, false, keep);
    if (++db->unflushed >= PUSH_EVERY)
        push_all(db);
    return DB_OK;
}

/* Room for more; what was sent long ago has been answered by now, or is waited for. */
static enum db_result make_room(struct pq *db)
{
    if (db->lost)
        return DB_LOST;
    if (db->sent_count < PQ_UNDER_WAY)
        return DB_OK;
    PQsendFlushRequest(db->conn);
    while (db->sent_count > PQ_UNDER_WAY / 2)
        read_oldest(db);
    return db->first.result;
}

enum db_result pq_send_encoded(struct pq_query *q, const struct pq_encoded *e, PGresult **keep)
{
    struct pq *db = q->db;
    char name[24];
    enum db_result r = make_room(db);
    if (r != DB_OK)
        return r;
    snprintf(name, sizeof name, "s%u", q->number);
    return sent(db, PQsendQueryPrepared(db->conn, name, q->params, e->bytes, e->lengths, e->formats, 1), keep);
}

enum db_result pq_send_prepared(struct pq_query *q, PGresult **keep)
{
    struct pq_encoded e;
    if (!pq_encode(q, &e))
        return DB_FAILED;
    q->db->writes += q->writes && !keep;
    return pq_send_encoded(q, &e, keep);
}

enum db_result pq_send_typed(struct pq_query *q, const char *sql, PGresult **keep)
{
    struct pq_encoded e;
    struct pq *db = q->db;
    enum db_result r = make_room(db);
    if (r != DB_OK || !pq_encode(q, &e))
        return r != DB_OK ? r : DB_FAILED;
    return sent(db, PQsendQueryParams(db->conn, sql, q->params, q->types + 1, e.bytes, e.lengths, e.formats, 1), keep);
}

enum db_result pq_send_text(struct pq *db, const char *sql, PGresult **keep)
{
    enum db_result r = make_room(db);
    if (r != DB_OK)
        return r;
    return sent(db, PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 1), keep);
}

enum db_result pq_send_kept(struct pq *db, enum query_id id, PGresult **keep)
{
    enum db_result r = make_room(db);
    if (r != DB_OK)
        return r;
    return sent(db, PQsendQueryPrepared(db->conn, query_texts[id].name, 0, NULL, NULL, NULL, 1), keep);
}

enum db_result pq_keep(struct pq *db, enum query_id id)
{
    return sent(db, PQsendPrepare(db->conn, query_texts[id].name, query_texts[id].sql[DB_POSTGRES], 0, NULL), NULL);
}

/* ---- waiting ---- */

/* A sync would end a transaction that has no BEGIN. */
static void ask_for_answers(struct pq *db)
{
    if (!db->implied) {
        pq_sync(db);
        return;
    }
    PQsendFlushRequest(db->conn);
    push_all(db);
    db->unasked = 0;
}

enum db_result pq_drain(struct pq *db)
{
    if (db->unasked)
        ask_for_answers(db);
    while (db->sent_count)
        read_oldest(db);
    return db->first.result;
}

enum db_result pq_ask(struct pq *db, const char *sql, PGresult **ret)
{
    *ret = NULL;
    enum db_result r = pq_send_text(db, sql, ret);
    if (r == DB_OK)
        r = pq_drain(db);
    if (r != DB_OK) {
        PQclear(*ret);
        *ret = NULL;
    }
    return r;
}
