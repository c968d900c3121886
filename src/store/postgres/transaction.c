/*
 * transaction: begin, commit, rollback and savepoints, with as few round trips as can be: only a commit and the end of a savepoint
 * are waited for.
 */
#include <assert.h>

#include "store/postgres/pq.h"

void pq_start_anew(struct pq *db, enum pq_tx tx)
{
    db->tx = tx;
    db->tx_number++;
    db->implied = false;
    db->first = (struct pq_failure){0};
}

/*
 * It travels with the first statement of the transaction. A reader's is left out: all statements between two syncs are one
 * transaction, of the kind that its connection was set to, and to begin and end it by statements would double the cost of a look-up.
 */
static enum db_result begin(struct pq *db, enum query_id id)
{
    assert(db->tx == PQ_TX_NONE && "a transaction in a transaction");
    enum db_result r = pq_ready(db);
    if (r != DB_OK)
        return r;
    pq_start_anew(db, id == Q_TX_BEGIN_READ ? PQ_TX_READ : PQ_TX_WRITE);
    db->implied = db->mode == DB_READ && id == Q_TX_BEGIN_READ;
    if (db->implied)
        return DB_OK;
    r = pq_send_kept(db, id, NULL);
    if (r != DB_OK)
        db->tx = PQ_TX_NONE;
    return r;
}

/* The connection went while a commit was under way: an answer to something before it says that the server did not come to it. */
static enum db_result lost_in_commit(const struct pq *db)
{
    return db->first.sqlstate[0] && !db->commit_failed ? DB_LOST : DB_UNKNOWN;
}

static enum db_result judge_commit(struct pq *db, enum db_result r, PGresult *answer)
{
    if (db->lost || PQtransactionStatus(db->conn) == PQTRANS_IDLE)
        db->tx = PQ_TX_NONE;
    if (db->lost)
        return lost_in_commit(db);
    if (r != DB_OK)
        return r;
    if (!str_is(str_of(PQcmdStatus(answer)), "COMMIT"))
        return pq_note_own(db, DB_FAILED, "the server undid the transaction");
    return db->warned ? DB_UNKNOWN : DB_OK; /* done here, but not where it had to be too */
}

enum db_result pq_begin_explicitly(struct pq *db)
{
    enum db_result r = db->implied ? pq_send_kept(db, Q_TX_BEGIN_READ, NULL) : DB_OK;
    db->implied = db->implied && r != DB_OK;
    return r;
}

static enum db_result commit(struct pq *db, enum query_id id)
{
    if (db->tx == PQ_TX_NONE)
        return pq_note_own(db, DB_FAILED, "there is no transaction to commit");
    enum db_result r = pq_flush_for(NULL, db);
    if (r != DB_OK)
        return r;
    pq_look(db);
    if (db->lost)
        return DB_LOST;
    PGresult *answer = NULL;
    db->warned = db->commit_failed = false;
    db->commit = &answer;
    r = pq_send_kept(db, id, &answer);
    if (r == DB_OK)
        r = pq_drain(db);
    r = judge_commit(db, r, answer);
    db->commit = NULL;
    PQclear(answer);
    return r;
}

/* To the server even if the transaction has failed: what was sent before ends at a sync. */
static void send_anyway(struct pq *db, enum query_id id)
{
    if (db->sent_count >= PQ_UNDER_WAY / 2)
        pq_drain(db);
    if (db->unsynced)
        pq_sync(db);
    pq_send_kept(db, id, NULL);
    pq_sync(db);
}

static enum db_result rollback(struct pq *db, enum query_id id)
{
    pq_drop_gathered(db);
    if (db->tx == PQ_TX_NONE)
        return DB_OK;
    if (!db->lost && db->implied && db->unsynced)
        pq_sync(db);
    if (!db->lost && !db->implied)
        send_anyway(db, id);
    pq_push(db);
    pq_start_anew(db, PQ_TX_NONE);
    return DB_OK;
}

static enum db_result savepoint(struct pq *db, enum query_id id)
{
    enum db_result r = pq_flush_for(NULL, db);
    return r == DB_OK ? pq_send_kept(db, id, NULL) : r;
}

/* Waited for: what failed within the savepoint is told while it can be undone alone. */
static enum db_result savepoint_keep(struct pq *db, enum query_id id)
{
    enum db_result r = savepoint(db, id);
    return r == DB_OK ? pq_drain(db) : r;
}

static enum db_result savepoint_undo(struct pq *db, enum query_id id)
{
    pq_drop_gathered(db);
    if (!db->lost)
        send_anyway(db, id);
    pq_drain(db);
    if (db->lost)
        return DB_LOST;
    if (PQtransactionStatus(db->conn) == PQTRANS_INTRANS)
        db->first = (struct pq_failure){0};
    return db->first.result;
}

typedef enum db_result (*runner)(struct pq *db, enum query_id id);

static runner runner_of(enum query_id id)
{
    switch (id) {
    case Q_TX_BEGIN:
    case Q_TX_BEGIN_READ:
        return begin;
    case Q_TX_COMMIT:
        return commit;
    case Q_TX_ROLLBACK:
        return rollback;
    case Q_TX_SAVEPOINT:
        return savepoint;
    case Q_TX_SAVEPOINT_KEEP:
        return savepoint_keep;
    case Q_TX_SAVEPOINT_UNDO:
        return savepoint_undo;
    default:
        return NULL;
    }
}

bool pq_is_transaction(enum query_id id)
{
    return runner_of(id) != NULL;
}

enum db_result pq_keep_transactions(struct pq *db)
{
    enum db_result r = DB_OK;
    for (int id = 0; id < Q_COUNT && r == DB_OK; id++)
        if (pq_is_transaction((enum query_id)id))
            r = pq_keep(db, (enum query_id)id);
    return r == DB_OK ? pq_drain(db) : r;
}

enum db_result pq_transaction(struct pq *db, enum query_id id)
{
    return runner_of(id)(db, id);
}
