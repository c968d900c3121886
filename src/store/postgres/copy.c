/*
 * copy: gathered rows of a table written by one COPY in binary form. COPY and the pipeline exclude each other, so everything sent is
 * waited for first.
 */
#include "store/postgres/pq.h"

enum { PIECE_BYTES = 256 * 1024 };

static enum db_result lost(struct pq *db)
{
    pq_set_lost(db, PQerrorMessage(db->conn));
    return DB_LOST;
}

/* The last result of what is under way, which must be of this kind. */
static enum db_result expect(struct pq *db, ExecStatusType kind)
{
    PGresult *result = PQgetResult(db->conn);
    enum db_result r = DB_OK;
    if (PQresultStatus(result) == PGRES_FATAL_ERROR)
        r = pq_note(db, result, db->tx_number);
    else if (PQresultStatus(result) != kind)
        r = lost(db);
    PQclear(result);
    return r;
}

/* With what COPY is ended; the buffer is as it was afterwards. */
static enum db_result put(struct pq *db, struct buf *rows)
{
    size_t len = rows->len;
    buf_add(rows, "\377\377", 2);
    for (size_t at = 0; at < rows->len;) {
        size_t piece = rows->len - at < PIECE_BYTES ? rows->len - at : PIECE_BYTES;
        int put = PQputCopyData(db->conn, rows->ptr + at, (int)piece);
        if (put < 0)
            return lost(db);
        at += put ? piece : 0;
        pq_push(db);
    }
    rows->len = len;
    return PQputCopyEnd(db->conn, NULL) < 0 ? lost(db) : DB_OK;
}

/* Read until the server is ready for the next statement. */
static void finish(struct pq *db)
{
    PGresult *more;
    while ((more = PQgetResult(db->conn)))
        PQclear(more);
    if (PQstatus(db->conn) == CONNECTION_BAD || !PQenterPipelineMode(db->conn))
        lost(db);
}

static enum db_result begin(struct pq *db, const struct pq_table *t)
{
    struct buf sql = {0};
    buf_fmt(&sql, "COPY %s (%s) FROM STDIN (FORMAT binary)", t->name, t->columns);
    buf_char(&sql, '\0');
    bool ok = PQexitPipelineMode(db->conn) && PQsendQuery(db->conn, sql.ptr);
    buf_free(&sql);
    return ok ? expect(db, PGRES_COPY_IN) : lost(db);
}

enum db_result pq_copy(struct pq *db, struct pq_table *t)
{
    enum db_result r = pq_drain(db);
    if (r != DB_OK)
        return r;
    r = begin(db, t);
    if (r == DB_OK)
        r = put(db, &t->rows);
    if (r == DB_OK)
        r = expect(db, PGRES_COMMAND_OK);
    if (PQstatus(db->conn) == CONNECTION_OK)
        finish(db);
    return db->lost ? DB_LOST : r;
}
