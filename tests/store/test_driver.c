/*
 * What every driver behind store/db.h must do, on whichever engine fresh.h gives. What only a far engine has is in test_far.c.
 */
#include "fresh.h"

#include <inttypes.h>

static void run(struct db *db, const char *sql)
{
    enum db_result r = query_run(db_query_text(db, str_of(sql)));
    if (r != DB_OK)
        fail_msg("%s: %s (%s)", sql, db_result_text(r), db_error(db));
}

static int64_t number(struct db *db, const char *sql)
{
    struct query *q = db_query_text(db, str_of(sql));
    if (query_step(q) != DB_ROW)
        fail_msg("%s: %s", sql, db_error(db));
    int64_t n = query_col_int(q, 0);
    query_end(q);
    return n;
}

static void make_table(struct db *db)
{
    run(db, db_far(db) ? "CREATE TABLE kinds (n BIGINT PRIMARY KEY, small SMALLINT, t TEXT, b BYTEA)"
                       : "CREATE TABLE kinds (n INTEGER PRIMARY KEY, small INTEGER, t TEXT, b BLOB)");
}

static struct query *insert(struct db *db, int64_t n)
{
    struct query *q = db_query_text(db, STR("INSERT INTO kinds (n, small, t, b) VALUES (?1, ?2, ?3, ?4)"));
    query_int(q, 1, n);
    return q;
}

static enum db_result insert_row(struct db *db, int64_t n)
{
    struct query *q = insert(db, n);
    query_int(q, 2, n % 100);
    query_str(q, 3, STR("text"));
    query_blob(q, 4, "\0\1\2", 3);
    return query_run(q);
}

static struct query *row(struct db *db, int64_t n)
{
    struct query *q = db_query_text(db, STR("SELECT n, small, t, b FROM kinds WHERE n = ?1"));
    query_int(q, 1, n);
    assert_int_equal(query_step(q), DB_ROW);
    return q;
}

/* ---- values ---- */

static void test_values(void **state)
{
    static const struct {
        int64_t n;
        int64_t small;
        struct str t, b;
    } rows[] = {
        {0, 0, {"", 0}, {"", 0}},
        {INT64_MAX, 32767, {"Gerät Ω 漢字 🔧", 21}, {"\0\0", 2}},
        {INT64_MIN, -32768, {"it's \"quoted\" ?1 -- no", 22}, {"\377\0\376", 3}},
        {-1, -1, {" ", 1}, {"plain", 5}},
        {4294967296, 7, {"\n\t", 2}, {"\\x00", 4}},
    };
    struct fresh *f = *state;
    make_table(f->db);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct query *q = insert(f->db, rows[i].n);
        query_int(q, 2, rows[i].small);
        query_str(q, 3, rows[i].t);
        query_blob(q, 4, rows[i].b.ptr, rows[i].b.len);
        assert_int_equal(query_run(q), DB_OK);
    }
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct query *q = row(f->db, rows[i].n);
        assert_true(query_col_int(q, 0) == rows[i].n);
        assert_true(query_col_int(q, 1) == rows[i].small);
        assert_true(str_eq(query_col_str(q, 2), rows[i].t));
        assert_true(str_eq(query_col_str(q, 3), rows[i].b));
        assert_false(query_col_null(q, 2) || query_col_null(q, 3));
        assert_int_equal(query_step(q), DB_DONE);
        query_end(q);
    }
}

static void test_null(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    struct query *q = insert(f->db, 1);
    query_null(q, 2);
    query_opt(q, 3, (struct str){0});
    assert_int_equal(query_run(q), DB_OK); /* the fourth was never bound */
    q = insert(f->db, 2);
    query_id(q, 2, 0);
    query_str(q, 3, (struct str){0});
    query_blob(q, 4, NULL, 0);
    assert_int_equal(query_run(q), DB_OK);
    q = row(f->db, 1);
    assert_true(query_col_null(q, 1) && query_col_null(q, 2) && query_col_null(q, 3));
    assert_int_equal(query_col_int(q, 1), 0);
    assert_null(query_col_str(q, 2).ptr);
    query_end(q);
    q = row(f->db, 2);
    assert_true(query_col_null(q, 1));
    assert_false(query_col_null(q, 2) || query_col_null(q, 3));
    query_end(q);
}

/* The same statement with NULL first, and with a number later, and the other way round. */
static void test_null_then_number(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    for (int i = 0; i < 4; i++) {
        struct query *q = insert(f->db, i);
        query_id(q, 2, i % 2);
        query_opt(q, 3, i % 2 ? STR("x") : STR(""));
        assert_int_equal(query_run(q), DB_OK);
    }
    assert_int_equal(number(f->db, "SELECT sum(small) FROM kinds"), 2);
    assert_int_equal(number(f->db, "SELECT count(t) FROM kinds"), 2);
}

static void test_quotes(void **state)
{
    struct fresh *f = *state;
    struct query *q = db_query_text(f->db, STR("SELECT '?1', ?2 + 0 AS \"?1\" /* ?1 */ WHERE ?2 <> 0 -- ?1"));
    query_int(q, 2, 5);
    assert_int_equal(query_step(q), DB_ROW);
    assert_str(query_col_str(q, 0), "?1");
    assert_int_equal(query_col_int(q, 1), 5);
    query_end(q);
}

static void test_sums(void **state)
{
    static const struct {
        const char *sql;
        int64_t want;
    } rows[] = {
        {"SELECT sum(n) FROM kinds", 60006},
        {"SELECT count(*) FROM kinds", 3},
        {"SELECT max(n) FROM kinds", 40001},
        {"SELECT -sum(n) FROM kinds", -60006},
        {"SELECT sum(n * 100000000) FROM kinds", 6000600000000},
        {"SELECT sum(n) FROM kinds WHERE n < 0", 0},
        {"SELECT count(*) FROM kinds WHERE n > 5", 2},
    };
    struct fresh *f = *state;
    make_table(f->db);
    insert_row(f->db, 5);
    insert_row(f->db, 20000);
    insert_row(f->db, 40001);
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(number(f->db, rows[i].sql) == rows[i].want, rows[i].sql);
}

/* ---- several at once ---- */

static void test_interleaved(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    for (int64_t i = 1; i <= 20; i++)
        assert_int_equal(insert_row(f->db, i), DB_OK);
    struct query *up = db_query_text(f->db, STR("SELECT n, t FROM kinds ORDER BY n"));
    struct query *down = db_query_text(f->db, STR("SELECT n, t FROM kinds ORDER BY n DESC"));
    for (int64_t i = 1; i <= 20; i++) {
        assert_int_equal(query_step(up), DB_ROW);
        struct str text = query_col_str(up, 1);
        assert_int_equal(query_step(down), DB_ROW);
        assert_int_equal(query_col_int(up, 0), i);
        assert_int_equal(query_col_int(down, 0), 21 - i);
        assert_str(text, "text"); /* lives until the next step of its own query */
        assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 20);
    }
    assert_int_equal(query_step(up), DB_DONE);
    query_end(up);
    query_end(down);
}

static void fill(struct db *db, int64_t rows)
{
    assert_int_equal(db_begin(db), DB_OK);
    for (int64_t i = 1; i <= rows; i++) {
        struct query *q = insert(db, i);
        query_int(q, 2, i % 100);
        query_str(q, 3, STR("row"));
        assert_int_equal(query_send(q), DB_OK);
    }
    assert_int_equal(db_commit(db), DB_OK);
}

static void test_stream(void **state)
{
    enum { ROWS = 10000 };
    struct fresh *f = *state;
    make_table(f->db);
    fill(f->db, ROWS);
    assert_int_equal(db_begin_read(f->db), DB_OK);
    struct query *q = db_query_text(f->db, STR("SELECT n, t FROM kinds WHERE n >= ?1 ORDER BY n"));
    query_int(q, 1, 1);
    query_stream(q);
    int64_t n = 0;
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        assert_int_equal(query_col_int(q, 0), ++n);
        assert_str(query_col_str(q, 1), "row");
        if (n % 999 == 0)
            assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), ROWS);
    }
    assert_int_equal(r, DB_DONE);
    assert_int_equal(n, ROWS);
    query_end(q);
    /* Again, and given up half way. */
    q = db_query_text(f->db, STR("SELECT n, t FROM kinds WHERE n >= ?1 ORDER BY n"));
    query_int(q, 1, 500);
    query_stream(q);
    for (int i = 0; i < 3000; i++)
        assert_int_equal(query_step(q), DB_ROW);
    assert_int_equal(query_col_int(q, 0), 3499);
    query_end(q);
    db_rollback(f->db);
}

static void test_stream_exact(void **state)
{
    static const int64_t counts[] = {0, 1, 1999, 2000, 2001, 4000};
    struct fresh *f = *state;
    make_table(f->db);
    fill(f->db, 4000);
    assert_int_equal(db_begin_read(f->db), DB_OK);
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct query *q = db_query_text(f->db, STR("SELECT n FROM kinds WHERE n <= ?1 ORDER BY n"));
        query_int(q, 1, counts[i]);
        query_stream(q);
        int64_t n = 0;
        while (query_step(q) == DB_ROW)
            n++;
        query_end(q);
        assert_int_equal(n, counts[i]);
    }
    db_rollback(f->db);
}

static void test_many_texts(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int64_t i = 0; i < 400; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT %" PRId64 " + ?1 * 1", i % 300);
        struct query *q = db_query_text(f->db, str_of(sql));
        query_int(q, 1, 1000);
        assert_int_equal(query_step(q), DB_ROW);
        assert_int_equal(query_col_int(q, 0), i % 300 + 1000);
        query_end(q);
    }
    db_rollback(f->db);
}

/* ---- transactions ---- */

static void test_transactions(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 1), DB_OK);
    db_rollback(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 0);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 2), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 1);
    assert_int_equal(db_begin(f->db), DB_OK); /* an empty one */
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(db_begin(f->db), DB_OK);
    db_rollback(f->db);
    assert_int_equal(insert_row(f->db, 3), DB_OK); /* outside */
    assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 2);
}

static void test_savepoints(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 1), DB_OK);
    assert_int_equal(db_savepoint(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 2), DB_OK);
    assert_int_equal(db_savepoint_keep(f->db), DB_OK);
    assert_int_equal(db_savepoint(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 3), DB_OK);
    assert_int_equal(insert_row(f->db, 1), DB_UNIQUE);
    db_savepoint_undo(f->db);
    assert_int_equal(db_savepoint(f->db), DB_OK);
    assert_int_equal(insert_row(f->db, 4), DB_OK);
    db_savepoint_undo(f->db);
    assert_int_equal(insert_row(f->db, 5), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 3);
    assert_int_equal(number(f->db, "SELECT sum(n) FROM kinds"), 8);
}

static void test_one_view(void **state)
{
    struct fresh *f = *state;
    struct db *reader;
    char error[256];
    make_table(f->db);
    assert_int_equal(insert_row(f->db, 1), DB_OK);
    assert_int_equal(db_open(f->url, DB_READ, &reader, error, sizeof error), DB_OK);
    assert_int_equal(db_begin_read(reader), DB_OK);
    assert_int_equal(number(reader, "SELECT count(*) FROM kinds"), 1);
    assert_int_equal(insert_row(f->db, 2), DB_OK);
    assert_int_equal(number(reader, "SELECT count(*) FROM kinds"), 1);
    db_rollback(reader);
    assert_int_equal(number(reader, "SELECT count(*) FROM kinds"), 2);
    assert_int_not_equal(insert_row(reader, 3), DB_OK);
    db_close(reader);
}

/* ---- what says no ---- */

static void test_failures(void **state)
{
    static const struct {
        const char *sql;
        enum db_result want;
        const char *constraint;
    } rows[] = {
        {"INSERT INTO product (sku, name, created_at) VALUES ('A', 'again', 1)", DB_UNIQUE, "product.sku"},
        {"INSERT INTO lot (product_id, number, created_at) VALUES (1, 'L', 1)", DB_UNIQUE,
         "lot.product_id, lot.number"},
        {"INSERT INTO product (sku, name, created_at) VALUES ('', 'empty', 1)", DB_CONSTRAINT, NULL},
        {"INSERT INTO product (sku, created_at) VALUES ('B', 1)", DB_CONSTRAINT, "product.name"},
        {"INSERT INTO lot (product_id, number, created_at) VALUES (99, 'L', 1)", DB_CONSTRAINT, NULL},
        {"DELETE FROM merkle_node", DB_APPEND_ONLY, NULL},
        {"UPDATE merkle_node SET hash = hash", DB_APPEND_ONLY, NULL},
        {"INSERT INTO no_such_table VALUES (1)", DB_FAILED, NULL},
        {"this is no SQL", DB_FAILED, NULL},
    };
    struct fresh *f = *state;
    char hash[32] = {1};
    run(f->db, "INSERT INTO product (sku, name, created_at) VALUES ('A', 'a', 1)");
    run(f->db, "INSERT INTO lot (product_id, number, created_at) VALUES (1, 'L', 1)");
    struct query *q = db_query(f->db, Q_MERKLE_INSERT);
    query_int(q, 1, 8);
    query_int(q, 2, 0);
    query_blob(q, 3, hash, sizeof hash);
    assert_int_equal(query_run(q), DB_OK);
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum db_result r = query_run(db_query_text(f->db, str_of(rows[i].sql)));
        if (r != rows[i].want)
            fail_msg("%s: %s (%s)", rows[i].sql, db_result_text(r), db_error(f->db));
        if (rows[i].constraint)
            assert_string_equal(db_constraint(f->db), rows[i].constraint);
        if (r == DB_APPEND_ONLY)
            assert_non_null(strstr(db_error(f->db), "append only: merkle_node"));
    }
    assert_int_equal(number(f->db, "SELECT count(*) FROM product"), 1);
}

/* ---- sent, gathered ---- */

static enum db_result send_tail(struct db *db, int64_t unit, bool bulk)
{
    struct query *q = db_query(db, Q_UNIT_TAIL_INSERT);
    query_int(q, 1, unit / 16384);
    query_str(q, 2, unit % 2 ? STR("odd") : STR("even"));
    query_int(q, 3, unit);
    return bulk ? query_bulk(q) : query_send(q);
}

static void test_send(void **state)
{
    struct fresh *f = *state;
    int64_t writes = db_writes(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int64_t i = 1; i <= 3000; i++)
        assert_int_equal(send_tail(f->db, i, false), DB_OK);
    assert_true(db_writes(f->db) > writes);
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 3000);
    assert_int_equal(db_settle(f->db), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT sum(unit_id) FROM unit_tail"), 3000 * 3001 / 2);
}

/* Whoever is told the failure: nothing after it stays, and it is the first one. */
static void test_send_fails(void **state)
{
    struct fresh *f = *state;
    assert_int_equal(db_begin(f->db), DB_OK);
    enum db_result r = DB_OK;
    for (int64_t i = 1; i <= 50 && r == DB_OK; i++)
        r = send_tail(f->db, i == 25 ? 7 : i, false);
    if (r == DB_OK)
        r = db_settle(f->db);
    assert_int_equal(r, DB_UNIQUE);
    assert_non_null(strstr(db_constraint(f->db), "unit_tail."));
    db_rollback(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 0);
    /* The connection is as good as before, also when nobody asked. */
    assert_int_equal(db_begin(f->db), DB_OK);
    send_tail(f->db, 1, false);
    send_tail(f->db, 1, false);
    db_rollback(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(send_tail(f->db, 1, false), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
}

static void bulk_rows(struct db *db, int64_t from, int64_t to)
{
    for (int64_t i = from; i <= to; i++)
        assert_int_equal(send_tail(db, i, true), DB_OK);
}

static void test_bulk(void **state)
{
    static const int64_t counts[] = {1, 5, 100, 50000};
    struct fresh *f = *state;
    int64_t from = 0;
    for (size_t i = 0; i < COUNT(counts); i++) {
        assert_int_equal(db_begin(f->db), DB_OK);
        bulk_rows(f->db, from + 1, from + counts[i]);
        from += counts[i];
        assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), from);
        assert_int_equal(number(f->db, "SELECT sum(unit_id) FROM unit_tail"), from * (from + 1) / 2);
        assert_int_equal(db_commit(f->db), DB_OK);
    }
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail WHERE tail = 'odd'"), (from + 1) / 2);
}

static void test_bulk_undone(void **state)
{
    struct fresh *f = *state;
    assert_int_equal(db_begin(f->db), DB_OK);
    bulk_rows(f->db, 1, 40);
    db_rollback(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    bulk_rows(f->db, 1, 3);
    assert_int_equal(db_savepoint(f->db), DB_OK);
    bulk_rows(f->db, 4, 40);
    db_savepoint_undo(f->db);
    assert_int_equal(db_savepoint(f->db), DB_OK);
    bulk_rows(f->db, 5, 24);
    assert_int_equal(db_savepoint_keep(f->db), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 23);
    assert_int_equal(number(f->db, "SELECT sum(unit_id) FROM unit_tail"), 6 + 24 * 25 / 2 - 10);
}

static void test_bulk_fails(void **state)
{
    static const int64_t counts[] = {3, 300};
    struct fresh *f = *state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        assert_int_equal(db_begin(f->db), DB_OK);
        enum db_result r = DB_OK;
        for (int64_t n = 0; n < counts[i] && r == DB_OK; n++)
            r = send_tail(f->db, n == counts[i] - 1 ? 0 : n, true);
        if (r == DB_OK)
            r = db_settle(f->db);
        assert_int_equal(r, DB_UNIQUE);
        db_rollback(f->db);
        assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 0);
    }
}

/* Rows that refer to others are written after them, whichever were given first. */
static void send_package(struct db *db, int64_t id, bool bulk)
{
    char code[32];
    snprintf(code, sizeof code, "P%" PRId64, id);
    struct query *q = db_query(db, Q_PACKAGE_INSERT);
    query_int(q, 1, id);
    query_str(q, 2, str_of(code));
    query_int(q, 3, 1);
    assert_int_equal(bulk ? query_bulk(q) : query_send(q), DB_OK);
}

static void test_bulk_order(void **state)
{
    struct fresh *f = *state;
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int64_t i = 1; i <= 30; i++) {
        send_package(f->db, i, true);
        bulk_rows(f->db, i, i);
    }
    struct query *q = db_query_text(f->db, STR("UPDATE package SET parent_id = 1 WHERE id > ?1"));
    query_int(q, 1, 20);
    assert_int_equal(query_send(q), DB_OK);
    send_package(f->db, 31, true);
    assert_int_equal(db_commit(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM package WHERE parent_id = 1"), 10);
    assert_int_equal(number(f->db, "SELECT count(*) FROM package"), 31);
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 30);
}

/* ---- figures ---- */

static void test_changes(void **state)
{
    struct fresh *f = *state;
    make_table(f->db);
    int64_t before = db_writes(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM kinds"), 0);
    assert_true(db_writes(f->db) == before);
    for (int64_t i = 1; i <= 5; i++)
        insert_row(f->db, i);
    assert_true(db_writes(f->db) == before + 5);
    run(f->db, "UPDATE kinds SET small = 1 WHERE n > 2");
    assert_int_equal(db_changes(f->db), 3);
    run(f->db, "UPDATE kinds SET small = 1 WHERE n > 200");
    assert_int_equal(db_changes(f->db), 0);
    assert_true(db_writes(f->db) == before + 8);
    run(f->db, "DELETE FROM kinds");
    assert_int_equal(db_changes(f->db), 5);
}

static void test_last_id(void **state)
{
    struct fresh *f = *state;
    for (int64_t i = 1; i <= 3; i++) {
        char sku[24];
        snprintf(sku, sizeof sku, "S%" PRId64, i);
        struct query *q = db_query(f->db, Q_PRODUCT_INSERT);
        query_str(q, 1, str_of(sku));
        query_null(q, 2);
        query_str(q, 3, STR("name"));
        query_str(q, 4, STR(""));
        for (int p = 5; p <= 7; p++)
            query_int(q, p, 0);
        query_str(q, 8, STR(""));
        query_null(q, 9);
        query_int(q, 10, 1);
        query_null(q, 11);
        query_int(q, 12, 1);
        assert_int_equal(query_run(q), DB_OK);
        assert_int_equal(db_last_id(f->db), i);
    }
}

static void test_integrity_problem(void *state, struct str problem)
{
    (void)state;
    print_message("%.*s\n", STR_ARG(problem));
    fail();
}

static void test_whole(void **state)
{
    struct fresh *f = *state;
    struct db *scratch;
    assert_int_equal(db_integrity(f->db, test_integrity_problem, NULL), DB_OK);
    assert_int_equal(db_checkpoint(f->db, true), DB_OK);
    assert_int_equal(db_migrate(f->db), DB_OK); /* again: nothing to do */
    assert_false(db_absent(f->url));
    assert_int_equal(db_scratch(f->db, &scratch), DB_OK);
    run(scratch, "CREATE TABLE own (n INTEGER)");
    db_close(scratch);
    run(f->db, "INSERT INTO schema_version (number, title) VALUES (9999, 'of tomorrow')");
    assert_int_equal(db_migrate(f->db), DB_NEWER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(test_values),       FRESH_TEST(test_null),         FRESH_TEST(test_null_then_number),
        FRESH_TEST(test_quotes),       FRESH_TEST(test_sums),         FRESH_TEST(test_interleaved),
        FRESH_TEST(test_stream),       FRESH_TEST(test_stream_exact), FRESH_TEST(test_many_texts),
        FRESH_TEST(test_transactions), FRESH_TEST(test_savepoints),   FRESH_TEST(test_one_view),
        FRESH_TEST(test_failures),     FRESH_TEST(test_send),         FRESH_TEST(test_send_fails),
        FRESH_TEST(test_bulk),         FRESH_TEST(test_bulk_undone),  FRESH_TEST(test_bulk_fails),
        FRESH_TEST(test_bulk_order),   FRESH_TEST(test_changes),      FRESH_TEST(test_last_id),
        FRESH_TEST(test_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
