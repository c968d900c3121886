/*
 * Promise 14: a backup that is made while others write is of one moment and restores to the same root; one that was damaged,
 * however little, is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "base/file.h"
#include "service/backup.h"
#include "service/backup_manifest.h"
#include "service/doctor.h"
#include "service/proof.h"
#include "service/verify.h"
#include "tamper.h"

enum { DEADLINE_S = 60 };

static bool is_long(void)
{
    const char *text = getenv("SERNO_LONG");
    return text && strcmp(text, "1") == 0;
}

/* ---- a company with room for copies beside it ---- */

struct vault {
    struct company company;
    char copy[160], manifest[168], back[160], error[600];
};

static void open_vault(struct vault *v, int64_t events, size_t bulk)
{
    *v = (struct vault){0};
    struct busy busy = {.seed = 5, .want = events, .bulk = bulk};
    company_open(&v->company);
    busy_fill(&v->company, &busy);
    snprintf(v->copy, sizeof v->copy, "%s/copy.db", v->company.dir);
    snprintf(v->manifest, sizeof v->manifest, "%s.json", v->copy);
    snprintf(v->back, sizeof v->back, "%s/back.db", v->company.dir);
}

static bool back_up(struct vault *v, const struct progress *progress, struct backup *ret)
{
    v->error[0] = '\0';
    return service_backup(v->company.path, v->copy, v->company.now, progress, ret, v->error, sizeof v->error);
}

static bool restore(struct vault *v, struct backup *ret)
{
    v->error[0] = '\0';
    return service_restore(v->copy, v->back, NULL, ret, v->error, sizeof v->error);
}

static int count_files(const struct vault *v)
{
    int n = 0;
    DIR *dir = opendir(v->company.dir);
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += e->d_name[0] != '.';
    closedir(dir);
    return n;
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* ---- while others write ---- */

struct scanner {
    struct company company; /* the same writer, memory of its own */
    pthread_t thread;
    _Atomic bool stop;
    _Atomic int64_t scans;
};

static void *scan(void *state)
{
    struct scanner *s = state;
    struct command_row row = {.row = 1, .ref.id = 1};
    struct command c = {.code = COMMAND_RECEIVE, .rows = &row, .row_count = 1, .shared.location = STR("A1")};
    row.ref = (struct unit_ref){.product = STR("LAPTOP"), .serial = STR("SCANNED")};
    while (!atomic_load(&s->stop)) {
        c.id = company_id(&s->company);
        if (company_do(&s->company, &c, NULL, NULL) != REFUSED_NOT)
            abort();
        c.code = COMMAND_MOVE;
        c.shared.location = atomic_load(&s->scans) % 2 ? STR("A1") : STR("A2");
        atomic_fetch_add(&s->scans, 1);
        company_forget(&s->company);
    }
    return NULL;
}

/* The copy goes on only when more was written meanwhile, so that they do overlap. It takes several steps. */
static void wait_for_scans(void *state, const char *step, int64_t done, int64_t total)
{
    struct scanner *s = state;
    (void)done, (void)total;
    if (strcmp(step, "pages copied") != 0)
        return;
    int64_t from = atomic_load(&s->scans), deadline = time_monotonic_ns() + DEADLINE_S * INT64_C(1000000000);
    while (atomic_load(&s->scans) < from + 5) {
        if (time_monotonic_ns() > deadline)
            abort();
        sched_yield();
    }
}

static void check_restored(struct vault *v, const struct backup *b)
{
    struct db *db;
    char error[300];
    struct ledger_head then, now;
    assert_int_equal(db_open(v->back, DB_READ, &db, error, sizeof error), DB_OK);
    struct ctx restored = {.arena = arena_new(0), .db = db}, source = {.arena = arena_new(0), .db = v->company.db};
    assert_true(service_ledger_head(&restored, LEDGER_NOW, &now));
    assert_true(service_ledger_head(&source, b->events, &then));
    assert_int_equal(now.size, b->events);
    assert_true(hash_eq(now.root, then.root) && hash_eq(now.root, b->root));
    assert_true(now.recorded_at == then.recorded_at && now.recorded_at == b->recorded_at);
    struct doctor_report *r = calloc(1, sizeof *r);
    assert_true(service_doctor(&restored, NULL, r));
    assert_true(doctor_well(r));
    assert_int_equal(r->events, b->events);
    free(r);
    arena_free(restored.arena);
    arena_free(source.arena);
    db_close(db);
}

static void check_single_file(const struct vault *v)
{
    static const char *const tails[] = {"-wal", "-shm", "-journal"};
    struct stat st;
    char path[200], head[20];
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        snprintf(path, sizeof path, "%s%s", v->copy, tails[i]);
        assert_false(exists(path));
    }
    assert_int_equal(stat(v->copy, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    int fd = open(v->copy, O_RDONLY);
    assert_int_equal(read(fd, head, sizeof head), sizeof head);
    close(fd);
    assert_true(head[18] == 1 && head[19] == 1); /* no write-ahead log belongs to it */
}

static void test_under_load(void **state)
{
    (void)state;
    struct vault v;
    struct backup b, back;
    struct scanner s = {.stop = false};
    open_vault(&v, is_long() ? 20000 : 2500, 25000);
    s.company = v.company;
    s.company.arena = arena_new(0);
    s.company.ids = 1000000;
    int64_t before = writer_last_seq(v.company.writer);
    assert_int_equal(pthread_create(&s.thread, NULL, scan, &s), 0);
    if (!back_up(&v, &(struct progress){.tell = wait_for_scans, .state = &s}, &b))
        fail_msg("%s", v.error);
    atomic_store(&s.stop, true);
    pthread_join(s.thread, NULL);
    int64_t after = writer_last_seq(v.company.writer);
    assert_true(b.events >= before && b.events < after);
    check_single_file(&v);
    if (!restore(&v, &back))
        fail_msg("%s", v.error);
    assert_memory_equal(&back, &b, sizeof b);
    check_restored(&v, &b);
    printf("figure: backup at %lld events while the ledger grew from %lld to %lld: the same root\n",
           (long long)b.events, (long long)before, (long long)after);
    arena_free(s.company.arena);
    company_close(&v.company);
}

/* The restored database is one to go on with. */
static void test_go_on(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    open_vault(&v, 300, 0);
    assert_true(back_up(&v, NULL, &b));
    assert_true(restore(&v, &b));
    struct company on = {.now = v.company.now, .arena = arena_new(0), .roles = ROLE_BIT(ROLE_ADMIN)};
    char error[300];
    on.writer = writer_start(v.back, DB_WRITE, NULL, NULL, error, sizeof error);
    assert_non_null(on.writer);
    busy_fill(&on, &(struct busy){.seed = 77, .want = 400});
    writer_stop(on.writer);
    arena_free(on.arena);
    struct db *db;
    assert_int_equal(db_open(v.back, DB_READ, &db, error, sizeof error), DB_OK);
    struct ctx ctx = {.arena = arena_new(0), .db = db};
    struct ledger_report *r = calloc(1, sizeof *r);
    assert_true(service_ledger_verify(&ctx, &(struct ledger_expect){b.events, b.root}, NULL, r));
    assert_int_equal(r->bad, 0);
    assert_int_equal(r->size, 400);
    free(r);
    arena_free(ctx.arena);
    db_close(db);
    company_close(&v.company);
}

/* ---- damage ---- */

static void write_at(const char *path, off_t at, unsigned char byte)
{
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static unsigned char byte_at(const char *path, off_t at)
{
    unsigned char byte = 0;
    int fd = open(path, O_RDONLY);
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    close(fd);
    return byte;
}

static off_t size_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

static void must_refuse(struct vault *v, const char *what, int64_t at)
{
    struct backup b;
    int files = count_files(v);
    if (restore(v, &b))
        fail_msg("%s at %lld: it was restored", what, (long long)at);
    if (!v->error[0] || exists(v->back) || count_files(v) != files)
        fail_msg("%s at %lld: '%s', %d files instead of %d", what, (long long)at, v->error, count_files(v), files);
}

static void flip_byte(struct vault *v, const char *path, off_t at, unsigned char mask)
{
    unsigned char was = byte_at(path, at);
    write_at(path, at, was ^ mask);
    must_refuse(v, path, at);
    write_at(path, at, was);
}

static void test_flips(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    struct busy random = {.seed = 31};
    open_vault(&v, 300, 0);
    assert_true(back_up(&v, NULL, &b));
    int64_t size = size_of(v.copy), flips = is_long() ? 3000 : 150;
    assert_int_equal(size, b.bytes);
    for (int64_t i = 0; i < flips; i++)
        flip_byte(&v, v.copy, busy_below(&random, size), (unsigned char)(1 << busy_below(&random, 8)));
    int64_t letters = size_of(v.manifest);
    for (off_t at = 0; at < letters; at++)
        flip_byte(&v, v.manifest, at, (unsigned char)(1 << busy_below(&random, 8)));
    printf("figure: %lld flips in a backup of %lld bytes and %lld in its manifest, each refused\n", (long long)flips,
           (long long)size, (long long)letters);
    if (!restore(&v, &b))
        fail_msg("%s", v.error);
    company_close(&v.company);
}

static void test_other_damage(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    char aside[200];
    open_vault(&v, 300, 0);
    assert_true(back_up(&v, NULL, &b));
    off_t size = size_of(v.copy);
    snprintf(aside, sizeof aside, "%s/aside", v.company.dir);

    assert_int_equal(rename(v.manifest, aside), 0);
    must_refuse(&v, "no manifest", 0);
    assert_int_equal(rename(aside, v.manifest), 0);

    unsigned char last = byte_at(v.copy, size - 1);
    assert_int_equal(truncate(v.copy, size - 1), 0);
    must_refuse(&v, "cut", size - 1);
    write_at(v.copy, size - 1, last);
    write_at(v.copy, size, 0);
    must_refuse(&v, "longer", size);
    assert_int_equal(truncate(v.copy, size), 0);

    assert_int_equal(rename(v.copy, aside), 0);
    must_refuse(&v, "no backup", 0);
    assert_int_equal(rename(aside, v.copy), 0);
    if (!restore(&v, &b))
        fail_msg("%s", v.error);
    company_close(&v.company);
}

/* Somebody who changed the backup and knows how a manifest is made. */
static void forge_manifest(struct vault *v, const char *sql)
{
    struct backup b;
    struct buf text = {0}, now = {0};
    sqlite3 *raw;
    assert_true(file_read(v->manifest, MANIFEST_BYTES_MAX, &text) && manifest_read(buf_view(&text), &b));
    assert_int_equal(sqlite3_open(v->copy, &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
    sqlite3_close(raw);
    assert_true(file_sha256(v->copy, NULL, NULL, &b.sha256, &b.bytes));
    manifest_write(&now, &b);
    unlink(v->manifest);
    assert_true(file_write_new(v->manifest, buf_view(&now)));
    buf_free(&text);
    buf_free(&now);
}

static void test_forged(void **state)
{
    (void)state;
    static const char *const tricks[] = {
        "DROP TRIGGER event_no_update; UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'LAPTOP', 'PALTOP') AS "
        "BLOB) WHERE seq = 9",
        "DROP TRIGGER event_no_delete; DELETE FROM event WHERE seq = 300",
        "DROP TRIGGER merkle_node_no_delete; DELETE FROM merkle_node",
        "DROP TABLE event",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE "
        "name IN "
        "('unit_location', 'unit_party')) - rootpage WHERE name IN ('unit_location', 'unit_party')",
    };
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        struct vault v;
        struct backup b;
        open_vault(&v, 300, 0);
        assert_true(back_up(&v, NULL, &b));
        forge_manifest(&v, tricks[i]);
        must_refuse(&v, tricks[i], 0);
        company_close(&v.company);
    }
}

/* A database that is not good gives no backup. */
static void test_bad_source(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    sqlite3 *raw;
    open_vault(&v, 300, 0);
    assert_int_equal(sqlite3_open(v.company.path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw,
                                  "DROP TRIGGER event_no_update; UPDATE event SET leaf = zeroblob(32) WHERE seq = 17",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(raw);
    int files = count_files(&v);
    assert_false(back_up(&v, NULL, &b));
    assert_non_null(strstr(v.error, "event 17"));
    assert_false(exists(v.copy) || exists(v.manifest));
    assert_int_equal(count_files(&v), files);
    company_close(&v.company);
}

/* ---- nothing is overwritten ---- */

static void leave(const char *path)
{
    assert_true(file_write_new(path, STR("precious")));
}

static void still_there(const char *path)
{
    struct buf text = {0};
    assert_true(file_read(path, 100, &text));
    assert_true(str_is(buf_view(&text), "precious"));
    buf_free(&text);
    unlink(path);
}

static void test_names_taken(void **state)
{
    (void)state;
    static const char *const tails[] = {"", "-wal", "-journal", "-shm"};
    struct vault v;
    struct backup b;
    open_vault(&v, 20, 0);
    leave(v.copy);
    assert_false(back_up(&v, NULL, &b));
    still_there(v.copy);
    leave(v.manifest);
    assert_false(back_up(&v, NULL, &b));
    assert_false(exists(v.copy));
    still_there(v.manifest);
    assert_true(back_up(&v, NULL, &b));
    assert_false(back_up(&v, NULL, &b));
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s%s", v.back, tails[i]);
        leave(path);
        assert_false(restore(&v, &b));
        still_there(path);
    }
    assert_true(restore(&v, &b));
    assert_false(restore(&v, &b));
    company_close(&v.company);
}

static void test_no_such_place(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    open_vault(&v, 20, 0);
    assert_false(service_backup("/nowhere/at.db", v.copy, 1, NULL, &b, v.error, sizeof v.error));
    assert_true(v.error[0] && !exists(v.copy));
    assert_false(service_backup(v.company.path, "/nowhere/copy.db", 1, NULL, &b, v.error, sizeof v.error));
    assert_true(v.error[0]);
    assert_true(back_up(&v, NULL, &b));
    assert_false(service_restore(v.copy, "/nowhere/back.db", NULL, &b, v.error, sizeof v.error));
    assert_true(v.error[0]);
    company_close(&v.company);
}

/* A company without an event has books, too. */
static void test_empty(void **state)
{
    (void)state;
    struct vault v;
    struct backup b;
    open_vault(&v, 0, 0);
    if (!back_up(&v, NULL, &b) || !restore(&v, &b))
        fail_msg("%s", v.error);
    assert_int_equal(b.events, 0);
    assert_true(hash_eq(b.root, merkle_empty()));
    company_close(&v.company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_under_load),   cmocka_unit_test(test_go_on),         cmocka_unit_test(test_flips),
        cmocka_unit_test(test_other_damage), cmocka_unit_test(test_forged),        cmocka_unit_test(test_bad_source),
        cmocka_unit_test(test_names_taken),  cmocka_unit_test(test_no_such_place), cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
