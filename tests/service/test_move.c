/*
 * The whole database carried into a new one: equal in every row and in its root, or marked as unfinished and of no use to
 * anybody; the source stays as it was. What goes from one engine to another is tried in tests/api/test_move.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/file.h"
#include "service/backup.h"
#include "service/move.h"
#include "service/verify.h"
#include "tamper.h"

/* ---- a company that moves ---- */

struct house {
    struct company company; /* its writer has stopped */
    char to[160], error[800];
    struct move_report report;
};

static void open_house(struct house *h, int64_t events)
{
    *h = (struct house){0};
    struct busy busy = {.seed = 12, .want = events, .bulk = 3000};
    company_open(&h->company);
    busy_fill(&h->company, &busy);
    writer_stop(h->company.writer);
    h->company.writer = NULL;
    snprintf(h->to, sizeof h->to, "%s/new.db", h->company.dir);
}

static void close_house(struct house *h)
{
    company_close(&h->company);
}

static enum move_result move(struct house *h, struct move_options o)
{
    o.from = o.from ? o.from : h->company.path;
    o.to = o.to ? o.to : h->to;
    h->error[0] = '\0';
    return service_move(&o, &h->report, h->error, sizeof h->error);
}

static void must_move(struct house *h, struct move_options o)
{
    if (move(h, o) != MOVE_DONE)
        fail_msg("%s", h->error);
}

static sqlite3 *raw_open(const char *path)
{
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    return raw;
}

static int64_t raw_number(sqlite3 *raw, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
        fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

static void raw_do(const char *path, const char *sql)
{
    sqlite3 *raw = raw_open(path);
    sqlite3_busy_timeout(raw, 5000);
    if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
    sqlite3_close(raw);
}

static bool marked(const char *path)
{
    sqlite3 *raw = raw_open(path);
    int64_t n = raw_number(raw, "SELECT count(*) FROM meta WHERE key = 'moving'");
    sqlite3_close(raw);
    return n == 1;
}

static struct hash hash_of(const char *path)
{
    struct hash h;
    int64_t bytes;
    assert_true(file_sha256(path, NULL, NULL, &h, &bytes));
    return h;
}

/* ---- nothing is forgotten ---- */

static const struct move_table *table_named(const char *name)
{
    for (int i = 0; i < MOVE_TABLES; i++)
        if (strcmp(move_tables[i].name, name) == 0)
            return &move_tables[i];
    return NULL;
}

static char kind_of(const char *type)
{
    return strcmp(type, "INTEGER") == 0 ? 'i' : strcmp(type, "TEXT") == 0 ? 't' : 'b';
}

/* The query names the column at its place, and it is of the kind that the table of tables says. */
static void check_column(sqlite3_stmt *query, const struct move_table *t, const char *column, const char *type)
{
    for (int i = 0; i < sqlite3_column_count(query); i++) {
        if (strcmp(sqlite3_column_name(query, i), column) != 0)
            continue;
        if (t->kinds[i] != kind_of(type))
            fail_msg("%s.%s is '%c' instead of %s", t->name, column, t->kinds[i], type);
        return;
    }
    fail_msg("%s.%s is not carried over", t->name, column);
}

static void check_query(sqlite3 *raw, const struct move_table *t, enum query_id id)
{
    sqlite3_stmt *query = NULL, *columns = NULL;
    char *sql = sqlite3_mprintf("SELECT name, type FROM pragma_table_info('%q')", t->name);
    if (sqlite3_prepare_v2(raw, query_texts[id].sql[DB_SQLITE], -1, &query, NULL) != SQLITE_OK)
        fail_msg("%s: %s", query_texts[id].name, sqlite3_errmsg(raw));
    assert_int_equal(sqlite3_column_count(query), strlen(t->kinds));
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &columns, NULL), SQLITE_OK);
    while (sqlite3_step(columns) == SQLITE_ROW)
        check_column(query, t, (const char *)sqlite3_column_text(columns, 0),
                     (const char *)sqlite3_column_text(columns, 1));
    sqlite3_finalize(columns);
    sqlite3_finalize(query);
    sqlite3_free(sql);
}

static void test_all_tables(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 1);
    sqlite3 *raw = raw_open(h.company.path);
    sqlite3_stmt *tables = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> "
                                        "'schema_version' AND name NOT LIKE 'sqlite%'",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    int n = 0;
    for (; sqlite3_step(tables) == SQLITE_ROW; n++) {
        const struct move_table *t = table_named((const char *)sqlite3_column_text(tables, 0));
        if (!t)
            fail_msg("table %s is not carried over", sqlite3_column_text(tables, 0));
        check_query(raw, t, t->read);
        if (t->inside != Q_COUNT)
            check_query(raw, t, t->inside);
    }
    assert_int_equal(n, MOVE_TABLES);
    sqlite3_finalize(tables);
    sqlite3_close(raw);
    close_house(&h);
}

/* ---- equal ---- */

static void same_rows(const char *one, const char *other)
{
    sqlite3 *raw = raw_open(one);
    char *attach = sqlite3_mprintf("ATTACH '%q' AS other", other);
    assert_int_equal(sqlite3_exec(raw, attach, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(attach);
    for (int i = 0; i < MOVE_TABLES; i++) {
        char *sql = sqlite3_mprintf("SELECT (SELECT count(*) FROM main.%s) - (SELECT count(*) FROM other.%s)\n"
                                    "+ (SELECT count(*) FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM other.%s))",
                                    move_tables[i].rows, move_tables[i].rows, move_tables[i].rows, move_tables[i].rows);
        int64_t n = raw_number(raw, sql);
        if (n != 0)
            fail_msg("table %s: %lld differ", move_tables[i].name, (long long)n);
        sqlite3_free(sql);
    }
    sqlite3_close(raw);
}

/* Rows of tables that no command of the company fills, and places that were made before those around them. */
static void furnish(struct house *h)
{
    raw_do(
        h->company.path,
        "INSERT INTO session VALUES (randomblob(32), 1, 5, 6, 'a browser');"
        "INSERT INTO api_key VALUES (1, 'shop', randomblob(32), 1, 1, 5, NULL, 7);"
        "INSERT INTO command_refusal VALUES (randomblob(16), zeroblob(0));"
        "INSERT INTO idempotency VALUES (randomblob(16), randomblob(16), 201, x'00ff00', 9);"
        "INSERT INTO import_run VALUES (3, 1, 1, 'units', '{}', 'good', 2, 1, 1, 1, '{\"a\":\"\xC3\xA4\"}', 'x,\"\"');"
        "INSERT INTO saved_view VALUES (2, 1, 'units', '\xC3\xA4', 'q=\"\"&x=1', 1, 5, 3);"
        "INSERT INTO app_setting VALUES (1, 'A & B', '', 'de', ']C1', char(13), '62x29', 1, 4, '4006381 9506');"
        "INSERT INTO numbering_scheme VALUES (5, 'YEAR', 'A', 0, '{yyyy}-{seq:6}', 1, 7, 1, 5, 2);"
        "UPDATE product SET scheme_id = 5 WHERE id = 2; INSERT INTO numbering_counter VALUES (5, '2026', 9, 2);"
        "INSERT INTO numbering_issue VALUES (zeroblob(16), randomblob(16), 5, 1, '2026', 2, 1, 11, 5, 1);"
        "INSERT INTO number_pool VALUES (zeroblob(16), 'Line \xC3\xA4', 1, NULL, 6, NULL, 1);"
        "INSERT INTO package_number VALUES ('340123450000000017', zeroblob(16), 0);"
        "INSERT INTO link_key VALUES (1, randomblob(32), 5, NULL);"
        "INSERT INTO link_setting VALUES (1, 1, 1, 5, 3, 'ask', 0, 200, 60, 5, 24, 8, 16, 2);"
        "INSERT INTO link_hidden VALUES (1);"
        "INSERT INTO link_target VALUES (4, NULL, 'pip', 'https://a.example/?x=1', 't', '', '', 1, 3);"
        "INSERT INTO link_seen VALUES (1, 480000, 77, 2);"
        "INSERT INTO link_watch VALUES (1, 1, 2, 5, 77, 1, NULL, 1, 2, 6, 7, 1, 'a fair');"
        "INSERT INTO link_report VALUES (8, 1, 1, 'n', 'c', 'm', 5, 1, 6, 1, '', randomblob(16), 2);"
        "INSERT INTO label_template VALUES (3, 'Ours', 0, '{}', 5, 2);"
        "INSERT INTO printer VALUES (1, 'Lager \xC3\xA4', 0, '10.0.0.9', 9100, '', 0, 203, 2, 3, 10, 'T', 1, 5, "
        "zeroblob(16), 5, 2);"
        "INSERT INTO print_job VALUES (1, randomblob(16), randomblob(16), 1, 0, 'T', '{\"a\":1}', 1, 'tablet', 5, 2, "
        "4, 0, '', 0, 0, '', NULL,"
        " 5, 6, NULL, 1, 9);"
        "INSERT INTO print_job VALUES (2, randomblob(16), randomblob(16), 1, 0, 'T', '{\"a\":1}', 1, '', 5, 1, 0, 0, "
        "'', 0, 0, 'torn', 1,"
        " 0, 0, NULL, 0, 1);"
        "INSERT INTO print_label VALUES (1, 1, NULL, NULL, NULL, 1, 'CAM', '{}', 3, 5, 6, 1, 1, 7, 1, 1);"
        "INSERT INTO meta VALUES ('some', 'thing');"
        "UPDATE location SET parent_id = 6 WHERE code = 'SITE'; UPDATE location SET parent_id = 7 WHERE code = 'BIN';"
        "UPDATE location SET code = 'A2-NEW' WHERE code = 'A2'; UPDATE location SET code = 'A2' WHERE code = 'A2-NEW'");
}

static void test_equal(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 2500);
    furnish(&h);
    sqlite3 *raw = raw_open(h.company.path);
    assert_true(raw_number(raw, "SELECT count(*) FROM unit WHERE parent_id > id") > 0);
    assert_true(raw_number(raw, "SELECT count(*) FROM unit c JOIN unit p ON p.id = c.parent_id WHERE p.parent_id > 0") >
                0);
    assert_true(raw_number(raw, "SELECT count(*) FROM package WHERE parent_id IS NOT NULL") > 0);
    for (int i = 0; i < MOVE_TABLES; i++) {
        char *sql = sqlite3_mprintf("SELECT count(*) FROM %s", move_tables[i].rows);
        if (raw_number(raw, sql) == 0 && strcmp(move_tables[i].name, "lot") != 0)
            fail_msg("%s is empty: nothing is tried with it", move_tables[i].name);
        sqlite3_free(sql);
    }
    sqlite3_close(raw);
    struct hash before = hash_of(h.company.path);
    must_move(&h, (struct move_options){0});
    assert_true(hash_eq(hash_of(h.company.path), before));
    assert_false(marked(h.to));
    same_rows(h.company.path, h.to);
    assert_int_equal(h.report.events, 2500);
    int64_t rows = 0;
    for (int i = 0; i < MOVE_TABLES; i++)
        rows += h.report.tables[i].rows;
    assert_int_equal(rows, h.report.rows);
    printf("figure: %lld rows of %d tables carried over in %lld ms and checked in %lld ms: the same root\n",
           (long long)rows, MOVE_TABLES, (long long)(h.report.copy_ns / 1000000),
           (long long)(h.report.check_ns / 1000000));
    close_house(&h);
}

/* The new house is one to live in: what is there is there, and life goes on. */
static void test_go_on(void **state)
{
    (void)state;
    struct house h;
    char error[300];
    open_house(&h, 300);
    must_move(&h, (struct move_options){0});
    struct company on = {.now = h.company.now, .arena = arena_new(0), .roles = ROLE_BIT(ROLE_ADMIN)};
    on.writer = writer_start(h.to, DB_WRITE, NULL, NULL, error, sizeof error);
    assert_non_null(on.writer);
    busy_fill(&on, &(struct busy){.seed = 77, .want = 400});
    writer_stop(on.writer);
    arena_free(on.arena);
    struct db *db;
    assert_int_equal(db_open(h.to, DB_READ, &db, error, sizeof error), DB_OK);
    struct ctx ctx = {.arena = arena_new(0), .db = db};
    struct ledger_report *r = calloc(1, sizeof *r);
    assert_true(service_ledger_verify(&ctx, &(struct ledger_expect){300, h.report.root}, NULL, r));
    assert_int_equal(r->bad, 0);
    assert_int_equal(r->size, 400);
    free(r);
    arena_free(ctx.arena);
    db_close(db);
    close_house(&h);
}

static void test_empty(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 0);
    must_move(&h, (struct move_options){.no_replay = true});
    assert_int_equal(h.report.events, 0);
    assert_true(hash_eq(h.report.root, merkle_empty()));
    same_rows(h.company.path, h.to);
    close_house(&h);
}

/* ---- refused ---- */

static void make_schema(struct house *h)
{
    struct db *db;
    assert_int_equal(db_open(h->to, DB_CREATE, &db, h->error, sizeof h->error), DB_OK);
    assert_int_equal(db_migrate(db), DB_OK);
    db_close(db);
}

struct refused {
    const char *name;
    const char *sql;       /* run on one of the two first */
    bool source;           /* on which */
    enum move_result want; /* with --again, too */
    const char *words;
};

static void test_refused(void **state)
{
    (void)state;
    static const struct refused rows[] = {
        {"an empty schema", "SELECT 1", false, MOVE_DONE, ""},
        {"a user", "INSERT INTO app_user (name, roles, created_at) VALUES ('eva', 1, 1)", false, MOVE_REFUSED,
         "not empty"},
        {"a place", "INSERT INTO location (code, kind, created_at) VALUES ('A', 1, 1)", false, MOVE_REFUSED,
         "not empty"},
        {"a newer one", "INSERT INTO schema_version VALUES (9999, 'to come')", false, MOVE_REFUSED, "newer version"},
        {"from a newer one", "INSERT INTO schema_version VALUES (9999, 'to come')", true, MOVE_REFUSED,
         "newer version"},
        {"from an older one", "DELETE FROM schema_version", true, MOVE_REFUSED, "older version"},
        {"from something else", "DROP TABLE schema_version", true, MOVE_REFUSED, "no Serno database"},
        {"from an unfinished copy", "INSERT INTO meta VALUES ('moving', 'x')", true, MOVE_REFUSED, "was not finished"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct house h;
        open_house(&h, 20);
        make_schema(&h);
        raw_do(rows[i].source ? h.company.path : h.to, rows[i].sql);
        struct hash from = hash_of(h.company.path), to = hash_of(h.to);
        enum move_result got = move(&h, (struct move_options){.again = i % 2});
        if (got != rows[i].want || !strstr(h.error, rows[i].words))
            fail_msg("%s: %d, '%s'", rows[i].name, (int)got, h.error);
        assert_true(hash_eq(hash_of(h.company.path), from));
        assert_true(got == MOVE_DONE || hash_eq(hash_of(h.to), to));
        close_house(&h);
    }
}

/* What may not be written is not even touched: a backup is good afterwards. */
static void test_backup_kept(void **state)
{
    (void)state;
    struct house h;
    struct backup b;
    char back[200];
    open_house(&h, 20);
    snprintf(back, sizeof back, "%s.back", h.to);
    assert_true(service_backup(h.company.path, h.to, h.company.now, NULL, &b, h.error, sizeof h.error));
    assert_int_equal(move(&h, (struct move_options){.again = true}), MOVE_REFUSED);
    assert_true(service_restore(h.to, back, NULL, &b, h.error, sizeof h.error));
    close_house(&h);
}

static void test_no_such_place(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 20);
    assert_int_equal(move(&h, (struct move_options){.from = "/nowhere/at.db"}), MOVE_FAILED);
    assert_true(db_absent(h.to));
    assert_int_equal(move(&h, (struct move_options){.to = "/nowhere/new.db"}), MOVE_FAILED);
    assert_true(h.error[0] != '\0');
    close_house(&h);
}

/* ---- interrupted ---- */

static void die_at(void *state, const char *step, int64_t done, int64_t total)
{
    (void)done, (void)total;
    if (strcmp(step, state) == 0)
        kill(getpid(), SIGKILL);
}

static void cannot_be_used(struct house *h)
{
    assert_true(marked(h->to));
    struct writer *w = writer_start(h->to, DB_WRITE, NULL, NULL, h->error, sizeof h->error);
    if (w || !strstr(h->error, "--again"))
        fail_msg("it is served: '%s'", h->error);
    assert_int_equal(move(h, (struct move_options){0}), MOVE_REFUSED);
    assert_non_null(strstr(h->error, "--again"));
    assert_true(marked(h->to));
}

static void test_killed(void **state)
{
    (void)state;
    static const char *const steps[] = {"meta",          "product", "event",  "event_unit", "import_run",
                                        "rows compared", "events",  "replay", "compared"};
    struct house h;
    open_house(&h, 1200);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        pid_t child = fork();
        if (child == 0) {
            move(&h, (struct move_options){.again = true,
                                           .progress = &(struct progress){.tell = die_at, .state = (void *)steps[i]}});
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
            fail_msg("%s: it was not killed", steps[i]);
        cannot_be_used(&h);
    }
    must_move(&h, (struct move_options){.again = true});
    same_rows(h.company.path, h.to);
    assert_int_equal(move(&h, (struct move_options){.again = true}), MOVE_REFUSED); /* it is finished now */
    same_rows(h.company.path, h.to);
    printf("figure: killed at %zu steps, each time of no use to anybody; then begun anew: equal\n",
           sizeof steps / sizeof steps[0]);
    close_house(&h);
}

/* No more room on the disk, as far as the new database can tell. */
static void test_no_room(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 1200);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){1 << 20, 1 << 20});
        _exit(move(&h, (struct move_options){0}) == MOVE_FAILED && h.error[0] ? 3 : 4);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    cannot_be_used(&h);
    close_house(&h);
}

/* ---- not equal ---- */

struct trick {
    struct house *house;
    const char *sql;
    bool done;
};

/* Somebody changes the copy when all of it is there, before it is looked at. */
static void play(void *state, const char *step, int64_t done, int64_t total)
{
    struct trick *t = state;
    (void)done, (void)total;
    if (t->done || strcmp(step, "rows compared") != 0)
        return;
    t->done = true;
    raw_do(t->house->to, t->sql);
}

static void test_not_equal(void **state)
{
    (void)state;
    static const char *const tricks[] = {
        "UPDATE product SET name = 'Laptop 2' WHERE sku = 'LAPTOP'",
        "DELETE FROM party WHERE code = 'EVE'",
        "INSERT INTO party (code, name, kind, created_at) VALUES ('NEW', 'New', 1, 1)",
        "UPDATE app_user SET roles = 1",
        "DROP TRIGGER event_no_update; UPDATE event SET digest = zeroblob(16) WHERE seq = 7",
        "DROP TRIGGER event_no_update; UPDATE event SET body = zeroblob(9), leaf = zeroblob(32) WHERE seq = 7",
        "DROP TRIGGER event_no_delete; DELETE FROM event WHERE seq = 300",
        "DROP TRIGGER merkle_node_no_update; UPDATE merkle_node SET hash = zeroblob(32)",
        "UPDATE unit SET order_ref = 'other' WHERE id = 17",
        "UPDATE stock SET quantity = quantity + 1",
        "DELETE FROM unit_tail WHERE unit_id = 3",
    };
    struct house h;
    open_house(&h, 300);
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        struct trick t = {&h, tricks[i], false};
        enum move_result got =
            move(&h, (struct move_options){.again = true, .progress = &(struct progress){.tell = play, .state = &t}});
        if (got != MOVE_FAILED || !h.error[0] || !marked(h.to))
            fail_msg("%s: %d, '%s'", tricks[i], (int)got, h.error);
    }
    must_move(&h, (struct move_options){.again = true});
    printf("figure: %zu changes to a copy, each found\n", sizeof tricks / sizeof tricks[0]);
    close_house(&h);
}

/* A source that is not good itself makes no good copy. */
static void test_bad_source(void **state)
{
    (void)state;
    struct house h;
    open_house(&h, 300);
    raw_do(h.company.path, "UPDATE unit SET order_ref = 'other' WHERE id = 17");
    assert_int_equal(move(&h, (struct move_options){0}), MOVE_FAILED);
    assert_non_null(strstr(h.error, "serno doctor"));
    cannot_be_used(&h);
    close_house(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_tables), cmocka_unit_test(test_equal),         cmocka_unit_test(test_go_on),
        cmocka_unit_test(test_empty),      cmocka_unit_test(test_refused),       cmocka_unit_test(test_backup_kept),
        cmocka_unit_test(test_killed),     cmocka_unit_test(test_no_such_place), cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_not_equal),  cmocka_unit_test(test_bad_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
