/*
 * integrity: what can be looked through from outside a server: whether the constraints, indexes and triggers that guard the data are
 * there and in force. The bytes on its disks are the server's own affair (data checksums, pg_amcheck).
 */
#include <stdio.h>

#include "store/postgres/pq.h"

enum { TOLD_MAX = 100 };

/* Each gives texts, one problem a row. */
static const char *const checks[] = {
    "SELECT format('constraint %s of %s is not validated', conname, conrelid::regclass) FROM pg_constraint"
    " WHERE NOT convalidated AND connamespace = current_schema()::regnamespace ORDER BY 1",
    "SELECT format('index %s is not valid', indexrelid::regclass) FROM pg_index JOIN pg_class c ON c.oid = indrelid"
    " WHERE NOT (indisvalid AND indisready) AND c.relnamespace = current_schema()::regnamespace ORDER BY 1",
    "SELECT format('trigger %s of %s is off', tgname, tgrelid::regclass) FROM pg_trigger JOIN pg_class c ON c.oid = "
    "tgrelid"
    " WHERE tgenabled NOT IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace ORDER BY 1",
    "SELECT format('row %s of %s names in %s a row that is not there (%s)', key, relation, column_name, named) FROM "
    "dangling"
    " LIMIT 100",
    "SELECT format('nothing guards %s against %s', name, verb) FROM"
    " unnest(ARRAY['event', 'event_unit', 'merkle_node', 'command_refusal']) AS name,"
    " (VALUES ('UPDATE', 16), ('DELETE', 8)) AS verbs (verb, bit) WHERE NOT EXISTS (SELECT FROM pg_trigger t"
    " WHERE t.tgrelid = to_regclass(name) AND NOT t.tgisinternal AND (t.tgtype & bit) <> 0 AND (t.tgtype & 2) <> 0) "
    "ORDER BY 1",
};

static enum db_result check(struct pq *db, const char *sql, void (*problem)(void *, struct str), void *state)
{
    PGresult *result;
    enum db_result r = pq_ask(db, sql, &result);
    for (int i = 0; i < PQntuples(result) && i < TOLD_MAX; i++)
        problem(state, str_of(PQgetvalue(result, i, 0)));
    PQclear(result);
    return r;
}

enum db_result pq_integrity(struct db *base, void (*problem)(void *, struct str), void *state)
{
    struct pq *db = (struct pq *)base;
    enum db_result r = DB_OK;
    if (db->tx == PQ_TX_NONE && (r = pq_ready(db)) == DB_OK)
        pq_start_anew(db, PQ_TX_NONE);
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && r == DB_OK; i++)
        r = check(db, checks[i], problem, state);
    return r;
}
