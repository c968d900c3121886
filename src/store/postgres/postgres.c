/*
 * postgres: the driver for PostgreSQL 15 and newer, through libpq. Here are a connection's beginning and end, scripts and versions;
 * pq.h says where the rest is.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

static bool knows(const char *url)
{
    return str_starts(str_of(url), STR("postgresql://")) || str_starts(str_of(url), STR("postgres://"));
}

static void close_db(struct db *base)
{
    struct pq *db = (struct pq *)base;
    pq_bulk_free(db);
    pq_statements_free(db);
    PQfinish(db->conn);
    buf_free(&db->scratch);
    buf_free(&db->pointers);
    free(db->url);
    free(db);
}

static struct pq *new_db(const char *url, enum db_mode mode)
{
    struct pq *db = calloc(1, sizeof *db);
    assert(db);
    db->base.driver = &postgres_driver;
    db->url = strdup(url);
    assert(db->url);
    db->mode = mode;
    return db;
}

/* ---- asking ---- */

/* A number that a statement gives; -1: there is none, or it failed. */
static int64_t ask_number(struct pq *db, const char *sql)
{
    PGresult *result;
    if (db->tx == PQ_TX_NONE) {
        if (pq_ready(db) != DB_OK)
            return -1;
        pq_start_anew(db, PQ_TX_NONE);
    }
    int64_t n = -1;
    if (pq_ask(db, sql, &result) == DB_OK && PQntuples(result) == 1)
        n = pq_number(result, 0, 0);
    PQclear(result);
    return n;
}

static const char has_schema[] = "SELECT (to_regclass('schema_version') IS NOT NULL)::int";
static const char has_tables[] =
    "SELECT count(*) FROM unnest(ARRAY['schema_version', 'meta', 'app_user', 'product', 'unit', 'event'])"
    " AS name WHERE to_regclass(name) IS NOT NULL";

static int version(struct db *base)
{
    struct pq *db = (struct pq *)base;
    if (ask_number(db, has_schema) != 1)
        return -1;
    return (int)ask_number(db, "SELECT coalesce(max(number), 0) FROM schema_version");
}

static enum db_result check_schema(struct pq *db, char *error, size_t error_size)
{
    char shown[128];
    int64_t there = ask_number(db, has_schema);
    db_url_shown(db->url, shown, sizeof shown);
    if (there == 1 || (there == 0 && db->mode == DB_CREATE))
        return DB_OK;
    if (there == 0) {
        snprintf(error, error_size, "there is no Serno database at '%s'; 'serno init --db %s' makes one", shown, shown);
        return DB_MISSING;
    }
    snprintf(error, error_size, "cannot read '%s': %s", shown, db->last.text);
    return db->last.result;
}

static enum db_result open_db(const char *url, enum db_mode mode, struct db **ret, char *error, size_t error_size)
{
    struct pq *db = new_db(url, mode);
    enum db_result r = pq_connect(db, error, error_size);
    if (r == DB_OK)
        r = check_schema(db, error, error_size);
    if (r != DB_OK) {
        close_db(&db->base);
        return r;
    }
    *ret = &db->base;
    return DB_OK;
}

static bool absent(const char *url)
{
    char error[256];
    struct pq *db = new_db(url, DB_READ);
    enum db_result r = pq_connect(db, error, sizeof error);
    bool none = r == DB_MISSING || (r == DB_OK && ask_number(db, has_tables) == 0);
    close_db(&db->base);
    return none;
}

/* ---- scripts ---- */

/* Outside the pipeline, which takes one statement at a time only. */
static enum db_result run_script(struct pq *db, const char *sql)
{
    if (!PQexitPipelineMode(db->conn))
        return pq_note_own(db, DB_FAILED, "%s", PQerrorMessage(db->conn));
    PGresult *result = PQexec(db->conn, sql);
    ExecStatusType status = PQresultStatus(result);
    enum db_result r = DB_OK;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        r = pq_note(db, result, db->tx_number);
    PQclear(result);
    if (PQstatus(db->conn) == CONNECTION_BAD || !PQenterPipelineMode(db->conn)) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        r = DB_LOST;
    }
    db->writes++;
    return r;
}

static enum db_result script(struct db *base, const char *sql)
{
    struct pq *db = (struct pq *)base;
    enum db_result r = DB_OK;
    if (db->tx == PQ_TX_NONE && (r = pq_ready(db)) == DB_OK)
        pq_start_anew(db, PQ_TX_NONE);
    if (r == DB_OK)
        r = pq_flush_for(NULL, db);
    if (r == DB_OK)
        r = pq_drain(db);
    return r == DB_OK ? run_script(db, sql) : r;
}

/* Of the session, for a migration is several transactions (the migration says which advisory locks there are). */
static enum db_result lock_schema(struct db *base)
{
    return script(base, "SELECT pg_advisory_lock(20037, 4)");
}

static void unlock_schema(struct db *base)
{
    script(base, "SELECT pg_advisory_unlock(20037, 4)");
}

/* ---- the rest ---- */

static enum db_result settle(struct db *base)
{
    struct pq *db = (struct pq *)base;
    enum db_result r = pq_flush_for(NULL, db);
    return r == DB_OK ? pq_drain(db) : r;
}

static const char *error_text(const struct db *base)
{
    return ((const struct pq *)base)->last.text;
}

static const char *constraint_text(const struct db *base)
{
    return ((const struct pq *)base)->last.constraint;
}

static enum db_result checkpoint(struct db *base, bool all)
{
    (void)base, (void)all; /* the server does it by itself */
    return DB_OK;
}

static enum db_result backup(struct db *base, const char *path, void (*progress)(void *, int64_t, int64_t), void *state)
{
    (void)path, (void)progress, (void)state;
    return pq_note_own((struct pq *)base, DB_FAILED, "a database of PostgreSQL is not one file that can be copied");
}

static enum db_result scratch(struct db **ret)
{
    return sqlite_driver.scratch(ret);
}

static int64_t changes(const struct db *base)
{
    return ((const struct pq *)base)->changes;
}

static int64_t writes(const struct db *base)
{
    return ((const struct pq *)base)->writes;
}

static int64_t last_id(const struct db *base)
{
    return ((const struct pq *)base)->last_id;
}

const struct db_driver postgres_driver = {
    .name = "postgres",
    .engine = DB_POSTGRES,
    .far = true,
    .knows = knows,
    .open = open_db,
    .close = close_db,
    .error = error_text,
    .constraint = constraint_text,
    .version = version,
    .lock_schema = lock_schema,
    .unlock_schema = unlock_schema,
    .script = script,
    .checkpoint = checkpoint,
    .backup = backup,
    .absent = absent,
    .scratch = scratch,
    .integrity = pq_integrity,
    .query = pq_named,
    .query_text = pq_free_text,
    .bind_int = pq_bind_int,
    .bind_str = pq_bind_str,
    .bind_blob = pq_bind_blob,
    .bind_null = pq_bind_null,
    .step = pq_step,
    .end = pq_end,
    .bind_array = pq_bind_array,
    .stream = pq_stream,
    .send = pq_send,
    .bulk = pq_bulk,
    .settle = settle,
    .col_int = pq_col_int,
    .col_str = pq_col_str,
    .col_null = pq_col_null,
    .changes = changes,
    .writes = writes,
    .last_id = last_id,
};
