/*
 * What the driver for PostgreSQL has beside the contract of test_driver.c: connections that go, outcomes that nobody knows, arrays,
 * locks, and the sentences for whoever gives it a URL that does not work. Skipped on SQLite.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <pthread.h>
#include <sys/socket.h>

#include "fresh.h"

static int open_far(void **state)
{
    if (!cluster_url()) {
        *state = NULL;
        return 0;
    }
    return fresh_open(state);
}

static int close_far(void **state)
{
    return *state ? fresh_close(state) : 0;
}

#define FAR_TEST(test) cmocka_unit_test_setup_teardown(test, open_far, close_far)
#define FAR(f)                                                                                                         \
    struct fresh *f = *state;                                                                                          \
    if (!f)                                                                                                            \
    skip()

static enum db_result run(struct db *db, const char *sql)
{
    return query_run(db_query_text(db, str_of(sql)));
}

static int64_t number(struct db *db, const char *sql)
{
    struct query *q = db_query_text(db, str_of(sql));
    int64_t n = query_step(q) == DB_ROW ? query_col_int(q, 0) : -1;
    query_end(q);
    return n;
}

/* ---- connections that go ---- */

/* End the server's side of db's connection, and wait until it has ended. */
static void terminate(const struct fresh *f, int64_t pid)
{
    char sql[80];
    PGconn *other = cluster_connect(f->url);
    snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%" PRId64 ", 10000)::int", pid);
    assert_int_equal(cluster_ask(other, sql), 1);
    PQfinish(other);
}

static const char own_pid[] = "SELECT pg_backend_pid()";

static void test_lost_between(void **state)
{
    FAR(f);
    terminate(f, number(f->db, own_pid));
    assert_int_equal(number(f->db, "SELECT 7"), 7); /* seen before anything is sent */
    terminate(f, number(f->db, own_pid));
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_OK);
    assert_int_equal(db_commit(f->db), DB_OK);
    terminate(f, number(f->db, own_pid));
    assert_int_equal(db_begin_read(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 1);
    db_rollback(f->db);
}

static void test_lost_within(void **state)
{
    FAR(f);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_OK);
    terminate(f, number(f->db, own_pid));
    assert_int_equal(run(f->db, "SELECT 1"), DB_LOST);
    assert_int_equal(run(f->db, "SELECT 1"), DB_LOST);
    assert_int_equal(db_settle(f->db), DB_LOST);
    assert_int_equal(db_commit(f->db), DB_LOST);
    db_rollback(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 0);
    db_rollback(f->db);
}

/* It is certain that nothing was committed when the server went before it came to the COMMIT. */
static void test_lost_before_commit(void **state)
{
    FAR(f);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_OK);
    terminate(f, number(f->db, own_pid));
    assert_int_equal(db_commit(f->db), DB_LOST);
    db_rollback(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    struct query *q = db_query_text(f->db, STR("SELECT pg_terminate_backend(pg_backend_pid())"));
    assert_int_equal(query_send(q), DB_OK);
    assert_int_equal(db_commit(f->db), DB_LOST);
    db_rollback(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 0);
}

static void test_lost_in_bulk(void **state)
{
    FAR(f);
    assert_int_equal(db_begin(f->db), DB_OK);
    int64_t pid = number(f->db, own_pid);
    enum db_result r = DB_OK;
    for (int64_t i = 0; i < 200000 && r == DB_OK; i++) {
        struct query *q = db_query(f->db, Q_UNIT_TAIL_INSERT);
        query_int(q, 1, i);
        query_str(q, 2, STR("a tail that takes some room in the memory of both"));
        query_int(q, 3, i);
        r = query_bulk(q);
        if (i == 90000)
            terminate(f, pid);
    }
    assert_int_equal(r, DB_LOST);
    db_rollback(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM unit_tail"), 0);
}

/* More on its way in both directions than all buffers between us hold. */
static void test_full_buffers(void **state)
{
    enum { BYTES = 200000, STATEMENTS = 300 };
    FAR(f);
    char *text = malloc(BYTES);
    assert_non_null(text);
    memset(text, 'x', BYTES);
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int i = 0; i < STATEMENTS; i++) {
        struct query *q = db_query_text(f->db, STR("SELECT ?1"));
        query_str(q, 1, (struct str){text, BYTES});
        assert_int_equal(query_send(q), DB_OK);
    }
    assert_int_equal(db_settle(f->db), DB_OK);
    assert_int_equal(number(f->db, "SELECT 5"), 5);
    db_rollback(f->db);
    free(text);
}

/* Many different texts, one after the other: the server forgets the old ones too. */
static void test_texts_forgotten(void **state)
{
    FAR(f);
    for (int i = 0; i < 400; i++) {
        char sql[40];
        snprintf(sql, sizeof sql, "SELECT %d", i);
        assert_int_equal(number(f->db, sql), i);
    }
    assert_in_range(number(f->db, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 's%'"), 100, 140);
}

/* ---- outcomes that nobody knows ---- */

static void at_commit(struct db *db, const char *what)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN NULL; END $$", what);
    assert_int_equal(run(db, sql), DB_OK);
    assert_int_equal(run(db, "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON meta DEFERRABLE INITIALLY DEFERRED"
                             " FOR EACH ROW EXECUTE FUNCTION at_commit()"),
                     DB_OK);
}

static enum db_result commit_row(struct db *db)
{
    assert_int_equal(db_begin(db), DB_OK);
    assert_int_equal(run(db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_OK);
    enum db_result r = db_commit(db);
    db_rollback(db);
    return r;
}

static void test_commit_without_answer(void **state)
{
    FAR(f);
    at_commit(f->db, "PERFORM pg_terminate_backend(pg_backend_pid())");
    assert_int_equal(commit_row(f->db), DB_UNKNOWN);
    assert_int_equal(number(f->db, "SELECT 1"), 1);
}

/* As when the wait for the standby is cancelled: done here, and perhaps only here. */
static void test_commit_with_warning(void **state)
{
    FAR(f);
    at_commit(f->db, "RAISE WARNING 'canceling wait for synchronous replication'");
    assert_int_equal(commit_row(f->db), DB_UNKNOWN);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 1);
}

static void test_commit_with_notice(void **state)
{
    FAR(f);
    at_commit(f->db, "RAISE NOTICE 'by the way'");
    assert_int_equal(commit_row(f->db), DB_OK);
}

static void test_commit_refused(void **state)
{
    FAR(f);
    at_commit(f->db, "RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'");
    assert_int_equal(commit_row(f->db), DB_CONSTRAINT);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 0);
}

/* ---- the first failure stays ---- */

static void test_first_failure(void **state)
{
    FAR(f);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('a', 'b')"), DB_UNIQUE);
    assert_int_equal(run(f->db, "SELECT 1"), DB_UNIQUE);
    assert_int_equal(db_savepoint(f->db), DB_UNIQUE);
    assert_int_equal(db_settle(f->db), DB_UNIQUE);
    assert_int_equal(db_commit(f->db), DB_UNIQUE);
    assert_string_equal(db_constraint(f->db), "meta.key");
    db_rollback(f->db);
    assert_int_equal(number(f->db, "SELECT count(*) FROM meta WHERE key = 'a'"), 0);
}

static void test_does_not_fit(void **state)
{
    static const int64_t numbers[] = {32768, -32769, INT64_MAX};
    FAR(f);
    assert_int_equal(run(f->db, "CREATE TABLE small (n SMALLINT, t TEXT)"), DB_OK);
    for (int i = 0; i < 2; i++) { /* NULL first: the server says that it wants a smallint */
        struct query *q = db_query_text(f->db, STR("INSERT INTO small (n) VALUES (?1)"));
        query_null(q, 1);
        assert_int_equal(query_run(q), DB_OK);
    }
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct query *q = db_query_text(f->db, STR("INSERT INTO small (n) VALUES (?1)"));
        query_int(q, 1, numbers[i]);
        assert_int_equal(query_run(q), DB_FAILED);
        assert_non_null(strstr(db_error(f->db), "does not fit"));
    }
    assert_int_equal(number(f->db, "SELECT count(*) FROM small"), 2);
}

/* Both lock what the other wants: one of them is told to try again. */
static void *lock_second(void *state)
{
    struct db *db = state;
    static char failed;
    bool ok = run(db, "UPDATE meta SET value = 'x' WHERE key = 'one'") == DB_OK;
    return ok ? NULL : &failed;
}

static void test_deadlock(void **state)
{
    FAR(f);
    char error[256];
    struct db *other;
    pthread_t thread;
    void *failed;
    assert_int_equal(db_open(f->url, DB_WRITE, &other, error, sizeof error), DB_OK);
    assert_int_equal(run(f->db, "INSERT INTO meta (key, value) VALUES ('one', ''), ('two', '')"), DB_OK);
    assert_int_equal(db_begin(f->db), DB_OK);
    assert_int_equal(db_begin(other), DB_OK);
    assert_int_equal(run(f->db, "UPDATE meta SET value = 'a' WHERE key = 'one'"), DB_OK);
    assert_int_equal(run(other, "UPDATE meta SET value = 'b' WHERE key = 'two'"), DB_OK);
    assert_int_equal(pthread_create(&thread, NULL, lock_second, other), 0);
    enum db_result r = run(f->db, "UPDATE meta SET value = 'a' WHERE key = 'two'");
    db_rollback(f->db);
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_true(r == DB_RETRY || (failed && db_settle(other) == DB_RETRY));
    db_rollback(other);
    db_close(other);
}

/* A reader's transaction has no BEGIN; a cursor gives it one on the way, and the view stays the same. */
static void test_reader(void **state)
{
    FAR(f);
    char error[256];
    struct db *reader;
    const char *count = "SELECT count(*) FROM meta WHERE key LIKE 'row%'";
    assert_int_equal(run(f->db, "INSERT INTO meta SELECT 'row' || i, '' FROM generate_series(1, 5000) AS i"), DB_OK);
    assert_int_equal(db_open(f->url, DB_READ, &reader, error, sizeof error), DB_OK);
    assert_int_equal(db_begin_read(reader), DB_OK);
    assert_int_equal(number(reader, count), 5000);
    assert_int_equal(run(f->db, "DELETE FROM meta WHERE key = 'row7'"), DB_OK);
    struct query *q = db_query_text(reader, STR("SELECT key FROM meta WHERE key LIKE ?1"));
    query_str(q, 1, STR("row%"));
    query_stream(q);
    int rows = 0;
    for (; query_step(q) == DB_ROW; rows++)
        if (rows % 1000 == 0)
            assert_int_equal(number(reader, count), 5000);
    assert_int_equal(rows, 5000);
    query_end(q);
    db_rollback(reader);
    assert_int_equal(db_begin_read(reader), DB_OK);
    assert_int_equal(number(reader, count), 4999);
    assert_int_equal(run(reader, "SELECT 1 / 0"), DB_FAILED);
    assert_int_equal(run(reader, "SELECT 1"), DB_FAILED);
    db_rollback(reader);
    assert_int_equal(db_begin_read(reader), DB_OK);
    assert_int_equal(number(reader, count), 4999);
    terminate(f, number(reader, own_pid));
    assert_int_equal(run(reader, "SELECT 1"), DB_LOST);
    db_rollback(reader);
    assert_int_equal(db_begin_read(reader), DB_OK);
    db_rollback(reader);
    assert_int_equal(number(reader, count), 4999);
    db_close(reader);
}

/* ---- arrays and locks ---- */

static void test_arrays(void **state)
{
    static const int64_t ints[] = {3, -1, INT64_MAX};
    static const struct str strs[] = {{"a", 1}, {"", 0}, {"Ω{,}\"\\", 7}};
    static const struct str blobs[] = {{"\0\1", 2}, {"", 0}};
    FAR(f);
    struct query *q = db_query_text(f->db, STR("SELECT count(*) FROM unnest(?1) AS x WHERE x = ANY (ARRAY[-1, 3])"));
    query_ints(q, 1, ints, COUNT(ints));
    assert_int_equal(query_step(q), DB_ROW);
    assert_int_equal(query_col_int(q, 0), 2);
    query_end(q);
    q = db_query_text(f->db, STR("SELECT t, b FROM unnest(?1, ?2) AS x (t, b)"));
    query_strs(q, 1, strs, COUNT(strs));
    query_blobs(q, 2, blobs, COUNT(blobs));
    for (size_t i = 0; i < COUNT(strs); i++) {
        assert_int_equal(query_step(q), DB_ROW);
        assert_true(str_eq(query_col_str(q, 0), strs[i]));
        assert_true(i < COUNT(blobs) ? str_eq(query_col_str(q, 1), blobs[i]) : query_col_null(q, 1));
    }
    query_end(q);
    q = db_query_text(f->db, STR("SELECT coalesce(array_length(?1, 1), 0)"));
    query_ints(q, 1, NULL, 0);
    assert_int_equal(query_step(q), DB_ROW);
    assert_int_equal(query_col_int(q, 0), 0);
    query_end(q);
}

static void read_package(struct db *db)
{
    struct query *q = db_query(db, Q_PACKAGE_BY_ID);
    query_int(q, 1, 1);
    assert_int_equal(query_step(q), DB_ROW);
    query_end(q);
}

/* A writer locks what it reads to decide on; whoever only looks does not. */
static void test_locks(void **state)
{
    FAR(f);
    char error[256];
    struct db *other;
    const char *try = "SELECT id FROM package WHERE id = 1 FOR NO KEY UPDATE NOWAIT";
    assert_int_equal(run(f->db, "INSERT INTO package (id, code, created_at) VALUES (1, 'P', 1)"), DB_OK);
    assert_int_equal(db_open(f->url, DB_WRITE, &other, error, sizeof error), DB_OK);
    assert_int_equal(db_begin_read(f->db), DB_OK);
    read_package(f->db);
    assert_int_equal(run(other, try), DB_OK);
    db_rollback(f->db);
    assert_int_equal(db_begin(f->db), DB_OK);
    read_package(f->db);
    assert_int_equal(run(other, try), DB_RETRY);
    db_rollback(f->db);
    db_close(other);
}

/* ---- opening ---- */

/* A port that nobody listens at: given by the kernel, and given back. */
static int free_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
    close(fd);
    return ntohs(at.sin_port);
}

static void refuse(const char *url, enum db_mode mode, enum db_result want, const char *part)
{
    char error[256] = "";
    struct db *db = NULL;
    enum db_result r = db_open(url, mode, &db, error, sizeof error);
    if (r != want || !strstr(error, part) || strstr(error, "secret"))
        fail_msg("%s: %s: %s", url, db_result_text(r), error);
    assert_null(db);
}

/* user:password@host:port of the cluster, with another user. */
static void as_role(char url[CLUSTER_URL], const char *role, const char *database)
{
    const char *begin = strstr(cluster_url(), "://") + 3;
    const char *at = strchr(begin, '@');
    const char *host = at ? at + 1 : begin;
    snprintf(url, CLUSTER_URL, "postgresql://%s@%.*s/%s", role, (int)strcspn(host, "/"), host, database);
}

static void test_refused(void **state)
{
    FAR(f);
    char url[CLUSTER_URL];
    snprintf(url, sizeof url, "postgresql://somebody:secret@127.0.0.1:%d/books", free_port());
    refuse(url, DB_READ, DB_LOST, "nothing listens");
    assert_false(db_absent(url));
    refuse("postgresql://somebody:secret@no.such.host.invalid/books", DB_READ, DB_LOST, "unknown");
    refuse("postgresql://somebody:se@secret@127.0.0.1/books", DB_READ, DB_FAILED, "%40");
    refuse("postgresql://somebody:secret@[127.0.0.1/books", DB_READ, DB_FAILED, "postgresql://user");
    cluster_other(url, "no_such_database");
    refuse(url, DB_CREATE, DB_MISSING, "createdb no_such_database");
    assert_true(db_absent(url));
    as_role(url, "no_such_role:secret", "postgres");
    char error[256];
    struct db *db;
    assert_int_not_equal(db_open(url, DB_READ, &db, error, sizeof error), DB_OK);
    assert_null(strstr(error, "secret"));
    assert_non_null(strstr(error, "no_such_role"));
    refuse(cluster_url(), DB_WRITE, DB_MISSING, "serno init");
    refuse(cluster_url(), DB_READ, DB_MISSING, "serno init");
    assert_true(db_absent(cluster_url()));
}

static void test_rights(void **state)
{
    FAR(f);
    char url[CLUSTER_URL], error[256], role[48], sql[128];
    struct db *db;
    PGconn *conn = cluster_connect(f->url);
    snprintf(role, sizeof role, "weak_%ld", (long)getpid());
    snprintf(sql, sizeof sql, "CREATE ROLE %s LOGIN PASSWORD 'weak'", role);
    cluster_ask(conn, sql);
    cluster_ask(conn, "CREATE SCHEMA empty");
    snprintf(sql, sizeof sql, "%s:weak", role);
    as_role(url, sql, strrchr(f->url, '/') + 1);
    strncat(url, "?options=-csearch_path%3Dempty", sizeof url - strlen(url) - 1);
    assert_int_equal(db_open(url, DB_CREATE, &db, error, sizeof error), DB_OK);
    assert_int_equal(db_migrate(db), DB_DENIED);
    db_close(db);
    *strchr(url, '?') = '\0';
    assert_int_equal(db_open(url, DB_WRITE, &db, error, sizeof error), DB_OK);
    assert_int_equal(run(db, "DELETE FROM meta"), DB_DENIED);
    db_close(db);
    snprintf(sql, sizeof sql, "DROP ROLE %s", role);
    cluster_ask(conn, sql);
    PQfinish(conn);
}

static void *migrate(void *url)
{
    char error[256] = "";
    struct db *db;
    static char failed;
    if (db_open(url, DB_CREATE, &db, error, sizeof error) != DB_OK)
        return &failed;
    bool ok = db_migrate(db) == DB_OK;
    db_close(db);
    return ok ? NULL : &failed;
}

/* Several servers find an empty database at the same time. */
static void test_migrate_together(void **state)
{
    FAR(f);
    char url[CLUSTER_URL + 40], *end;
    pthread_t threads[3];
    PGconn *conn = cluster_connect(f->url);
    cluster_ask(conn, "CREATE SCHEMA together");
    snprintf(url, sizeof url, "%s?options=-csearch_path%%3Dtogether", f->url);
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, migrate, url), 0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        assert_int_equal(pthread_join(threads[i], (void **)&end), 0);
        assert_null(end);
    }
    assert_int_equal(cluster_ask(conn, "SELECT count(*) FROM together.schema_version"), migration_count);
    PQfinish(conn);
}

static void test_urls(void **state)
{
    static const struct {
        const char *url, *shown;
    } rows[] = {
        {"postgresql://u:p@host:5432/db", "postgresql://host:5432/db"},
        {"postgres://host/db?password=p", "postgres://host/db"},
        {"postgresql://u:p@s@host/db", "postgresql://host/db"},
        {"postgresql:///db", "postgresql:///db"},
        {"/var/lib/serno@home/serno.db", "/var/lib/serno@home/serno.db"},
        {"serno.db?x", "serno.db?x"},
    };
    (void)state;
    char shown[64];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(db_url_shown(rows[i].url, shown, sizeof shown), rows[i].shown);
}

static void count_problem(void *state, struct str problem)
{
    (void)problem;
    ++*(int *)state;
}

static void test_integrity(void **state)
{
    static const char *const harms[] = {
        "ALTER TABLE event DISABLE TRIGGER event_no_change",
        "DROP TRIGGER merkle_node_no_change ON merkle_node",
        "ALTER TABLE product ADD CONSTRAINT odd CHECK (id > 0) NOT VALID",
    };
    FAR(f);
    for (size_t i = 0; i < COUNT(harms); i++) {
        int problems = 0, before = 0;
        assert_int_equal(db_integrity(f->db, count_problem, &before), DB_OK);
        assert_int_equal(run(f->db, harms[i]), DB_OK);
        assert_int_equal(db_integrity(f->db, count_problem, &problems), DB_OK);
        assert_row(problems > before, harms[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_urls),
        FAR_TEST(test_lost_between),
        FAR_TEST(test_lost_within),
        FAR_TEST(test_lost_before_commit),
        FAR_TEST(test_lost_in_bulk),
        FAR_TEST(test_full_buffers),
        FAR_TEST(test_texts_forgotten),
        FAR_TEST(test_commit_without_answer),
        FAR_TEST(test_commit_with_warning),
        FAR_TEST(test_commit_with_notice),
        FAR_TEST(test_commit_refused),
        FAR_TEST(test_first_failure),
        FAR_TEST(test_does_not_fit),
        FAR_TEST(test_deadlock),
        FAR_TEST(test_reader),
        FAR_TEST(test_arrays),
        FAR_TEST(test_locks),
        FAR_TEST(test_refused),
        FAR_TEST(test_rights),
        FAR_TEST(test_migrate_together),
        FAR_TEST(test_integrity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
