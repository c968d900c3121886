/*
 * Every text in sql/queries is understood by the engine that it is for, whether or not another test comes across it; and the
 * schemas of both engines have the same tables and columns.
 */
#include "fresh.h"

#include "base/buf.h"

static const char *const controls[] = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET "};

/* It changes the state of the connection: other tests run these. */
static bool is_control(const char *sql)
{
    for (size_t i = 0; i < COUNT(controls); i++)
        if (strncmp(sql, controls[i], strlen(controls[i])) == 0)
            return true;
    return false;
}

/* ?N becomes $N. No text has a question mark in quotes. */
static void write_postgres(struct buf *sql, const char *text, unsigned flags)
{
    for (const char *c = text; *c; c++)
        buf_char(sql, *c == '?' ? '$' : *c);
    if (flags & QUERY_LOCK)
        buf_z(sql, " FOR NO KEY UPDATE");
    if (flags & QUERY_KEY)
        buf_z(sql, " RETURNING id");
    buf_char(sql, '\0');
}

static void prepare_postgres(PGconn *conn, const struct query_text *q)
{
    struct buf sql = {0};
    write_postgres(&sql, q->sql[DB_POSTGRES], q->flags);
    PGresult *result = PQprepare(conn, q->name, buf_view(&sql).ptr, 0, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", q->name, PQerrorMessage(conn));
    PQclear(result);
    buf_free(&sql);
}

/* EXPLAIN prepares a text, and says so without running it. */
static void prepare_sqlite(struct db *db, const struct query_text *q)
{
    struct buf sql = {0};
    buf_fmt(&sql, "EXPLAIN %s", q->sql[DB_SQLITE]);
    struct query *query = db_query_text(db, buf_view(&sql));
    enum db_result r = query_step(query);
    if (r != DB_ROW && r != DB_DONE)
        fail_msg("%s: %s", q->name, db_error(db));
    query_end(query);
    buf_free(&sql);
}

static void every_text_is_understood(void **state)
{
    struct fresh *f = *state;
    PGconn *conn = cluster_url() ? cluster_connect(f->url) : NULL;
    for (int i = 0; i < Q_COUNT; i++) {
        const struct query_text *q = &query_texts[i];
        const char *sql = q->sql[conn ? DB_POSTGRES : DB_SQLITE];
        if (!sql || is_control(sql))
            continue;
        if (conn)
            prepare_postgres(conn, q);
        else
            prepare_sqlite(f->db, q);
    }
    if (conn)
        PQfinish(conn);
}

static void every_shared_text_is_there(void **state)
{
    (void)state;
    for (int i = 0; i < Q_COUNT; i++)
        if (query_texts[i].sql[DB_SQLITE] && !query_texts[i].sql[DB_POSTGRES])
            fail_msg("%s: PostgreSQL has none", query_texts[i].name);
}

/* ---- the same tables ---- */

/* Names of relation.column, one a line, sorted. */
static struct str columns_of(struct db *db, struct arena *a, const char *sql)
{
    struct buf list = {0};
    struct query *q = db_query_text(db, str_of(sql));
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        buf_fmt(&list, "%.*s\n", STR_ARG(query_col_str(q, 0)));
    query_end(q);
    if (r != DB_DONE)
        fail_msg("%s", db_error(db));
    struct str text = arena_str(a, buf_view(&list));
    buf_free(&list);
    return text;
}

/* What only PostgreSQL has: several writers need it. */
static const char postgres_columns[] =
    "SELECT c.relname || '.' || a.attname COLLATE \"C\" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND "
    "a.attnum > 0"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND NOT a.attisdropped"
    " AND c.relname NOT IN ('stock_part', 'ledger_head', 'masters_version', 'dangling', 'serno_rights') ORDER BY 1";
static const char sqlite_columns[] = "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN "
                                     "pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1";

static void both_have_the_same_columns(void **state)
{
    struct fresh *f = *state;
    char error[256] = "", dir[] = "/tmp/serno-store-XXXXXX", path[64];
    if (!cluster_url())
        skip();
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/serno.db", dir);
    struct db *lite;
    if (db_open(path, DB_CREATE, &lite, error, sizeof error) != DB_OK)
        fail_msg("%s", error);
    assert_int_equal(db_migrate(lite), DB_OK);
    struct str want = columns_of(lite, f->arena, sqlite_columns);
    assert_str(columns_of(f->db, f->arena, postgres_columns), arena_cstr(f->arena, want));
    db_close(lite);
    unlink(path);
    rmdir(dir);
}

/* ---- history stays ---- */

static const char *const forbidden[] = {
    "UPDATE event SET units = 7",           "DELETE FROM event",
    "UPDATE event_unit SET status = 7",     "DELETE FROM event_unit",
    "UPDATE merkle_node SET idx = 7",       "DELETE FROM merkle_node",
    "UPDATE command_refusal SET body = id", "DELETE FROM command_refusal",
};

/* On PostgreSQL further: tables are emptied at once, and the head does not go back. */
static const char *const forbidden_there[] = {
    "TRUNCATE event",
    "TRUNCATE event_unit",
    "TRUNCATE merkle_node",
    "TRUNCATE command_refusal",
    "TRUNCATE unit CASCADE",
    "TRUNCATE product CASCADE",
    "UPDATE ledger_head SET size = 0",
    "DELETE FROM ledger_head",
};

static const char *const one_of_each[] = {
    "INSERT INTO app_user (id, name, roles, created_at) VALUES (1, 'anna', 1, 0)",
    "INSERT INTO product (id, sku, name, created_at) VALUES (1, 'P', 'P', 0)",
    "INSERT INTO location (id, code, kind, created_at) VALUES (1, 'L', 1, 0)",
    "INSERT INTO unit (id, product_id, serial, status, location_id, changed_at, last_seq, events)"
    " VALUES (1, 1, 'S', 2, 1, 0, 1, 1)",
    "INSERT INTO event (seq, id, command, event_time, recorded_at, actor_id, units, digest, leaf, body)"
    " VALUES (1, ?1, 1, 0, 0, 1, 1, ?1, ?2, ?1)",
    "INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, actor_id) VALUES (1, 1, 1, 0, 0, 2, "
    "1)",
    "INSERT INTO merkle_node (level, idx, hash) VALUES (8, 0, ?2)",
    "INSERT INTO command_refusal (id, body) VALUES (?1, ?1)",
};

static enum db_result run_text(struct db *db, const char *sql)
{
    static const unsigned char bytes[32] = {1};
    struct query *q = db_query_text(db, str_of(sql));
    if (strstr(sql, "?1"))
        query_blob(q, 1, bytes, 16);
    if (strstr(sql, "?2"))
        query_blob(q, 2, bytes, 32);
    return query_run(q);
}

static void fill(struct fresh *f)
{
    for (size_t i = 0; i < COUNT(one_of_each); i++)
        if (run_text(f->db, one_of_each[i]) != DB_OK)
            fail_msg("%s: %s", one_of_each[i], db_error(f->db));
    if (cluster_url())
        assert_int_equal(run_text(f->db, "UPDATE ledger_head SET size = 1"), DB_OK);
}

static void history_stays(void **state)
{
    struct fresh *f = *state;
    fill(f);
    for (size_t i = 0; i < COUNT(forbidden); i++)
        if (run_text(f->db, forbidden[i]) != DB_APPEND_ONLY)
            fail_msg("%s: %s", forbidden[i], db_error(f->db));
    for (size_t i = 0; cluster_url() && i < COUNT(forbidden_there); i++) {
        enum db_result r = run_text(f->db, forbidden_there[i]);
        if (r != DB_APPEND_ONLY && r != DB_CONSTRAINT)
            fail_msg("%s: %s", forbidden_there[i], db_error(f->db));
    }
}

/* ---- what is named must be there ---- */

static const struct {
    const char *sql;
    enum db_result result;
} named[] = {
    {"INSERT INTO unit (id, product_id, serial, status, location_id, changed_at, last_seq, events) VALUES (2, 9, 'T', "
     "2, 1, 0, 1, 1)",
     DB_CONSTRAINT},
    {"INSERT INTO unit (id, product_id, serial, status, location_id, changed_at, last_seq, events) VALUES (2, 1, 'T', "
     "2, 9, 0, 1, 1)",
     DB_CONSTRAINT},
    {"INSERT INTO unit (id, product_id, serial, status, location_id, supplier_id, changed_at, last_seq, events)"
     " VALUES (2, 1, 'T', 2, 1, 9, 0, 1, 1)",
     DB_CONSTRAINT},
    {"INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, actor_id) VALUES (9, 1, 1, 0, 0, 2, "
     "1)",
     DB_CONSTRAINT},
    {"INSERT INTO event (seq, id, command, event_time, recorded_at, actor_id, units, digest, leaf, body)"
     " VALUES (2, ?2, 1, 0, 0, 9, 1, ?1, ?2, ?1)",
     DB_CONSTRAINT},
    {"UPDATE unit SET location_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET owner_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET lot_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET product_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET status = 11, parent_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET status = 5, package_id = 9", DB_CONSTRAINT},
    {"UPDATE unit SET location_id = 1, owner_id = NULL, lot_id = NULL", DB_OK},
    {"DELETE FROM product", DB_CONSTRAINT},
    {"DELETE FROM location", DB_CONSTRAINT},
    {"DELETE FROM app_user", DB_CONSTRAINT},
    {"UPDATE product SET id = 7", DB_CONSTRAINT},
    {"DELETE FROM unit", DB_CONSTRAINT},
    {"INSERT INTO product (id, sku, name, created_at) VALUES (2, 'Q', 'Q', 0)", DB_OK},
    {"DELETE FROM product WHERE id = 2", DB_OK},
};

static void what_is_named_is_there(void **state)
{
    struct fresh *f = *state;
    fill(f);
    for (size_t i = 0; i < COUNT(named); i++) {
        enum db_result r = run_text(f->db, named[i].sql);
        if (r != named[i].result)
            fail_msg("%s: %s (%s)", named[i].sql, db_result_text(r), db_error(f->db));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(every_text_is_understood),   FRESH_TEST(every_shared_text_is_there),
        FRESH_TEST(both_have_the_same_columns), FRESH_TEST(history_stays),
        FRESH_TEST(what_is_named_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
