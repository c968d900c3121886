/*
 * Promise 15: an upgrade can be killed anywhere. From each older version, filled with rows of its time, the upgrade is stopped at each
 * of its changes of the disk, as a killed process leaves it and as a power cut does. Afterwards the database is of one version that
 * there was, never between two; and opening it again finishes the upgrade with all rows there: each of them as after an upgrade that
 * nothing stopped, which itself leaves no table with more or fewer rows than it had.
 *
 * The program's own list of migrations is walked, and one that goes on with steps that are made up: those change large tables.
 *
 * usage: test_migrate [record]   record: write the rows of the newest version into rows/ (once, before it is released)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "ground.h"
#include "rows.h"
#include "store/driver.h"

enum { RECORD_EVENTS = 40, VERSIONS_MAX = 64, CUTS_SHORT = 2, CUTS_LONG = 60 };

static const struct migration made_up[] = {
    {0,
     "made up: a column, an index, all units changed",
     {"ALTER TABLE unit ADD COLUMN colour TEXT NOT NULL DEFAULT '';"
      "CREATE INDEX unit_colour ON unit (colour);"
      "UPDATE unit SET colour = 'c' || id;"}},
    {0,
     "made up: a table is made anew",
     {"CREATE TABLE stock_anew (product_id INTEGER NOT NULL, location_id INTEGER NOT NULL, status INTEGER NOT NULL,"
      " quantity INTEGER NOT NULL CHECK (quantity >= 0), PRIMARY KEY (product_id, location_id, status)) WITHOUT ROWID;"
      "INSERT INTO stock_anew SELECT product_id, location_id, status, quantity FROM stock;"
      "DROP TABLE stock;"
      "ALTER TABLE stock_anew RENAME TO stock;"
      "CREATE INDEX stock_location ON stock (location_id);"
      "CREATE TABLE copy AS SELECT * FROM event_unit, (SELECT 1 UNION SELECT 2 UNION SELECT 3);"}},
};

struct trial {
    struct ground *ground;
    const char *name;
    struct migration list[VERSIONS_MAX];
    int count;
    struct disk_image *images[VERSIONS_MAX + 1]; /* filled, by version; 0: nothing at all */
    char *schemas[VERSIONS_MAX + 1];             /* sqlite_schema of each, owned */
    struct buf rows[VERSIONS_MAX + 1];           /* after an upgrade from each that nothing stopped */
    struct dice dice;
    int64_t stops, at_version[VERSIONS_MAX + 1];
    bool control; /* something must be wrong: */
    int64_t wrong;
};

static void wrong(struct trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void wrong(struct trial *t, const char *format, ...)
{
    char text[4000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!t->control)
        fail_msg("%s", text);
    t->wrong++;
}

/* ---- looking ---- */

/* Everything that the schema is made of. */
static char *schema_text(struct db *db)
{
    struct query *q =
        db_query_text(db, STR("SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) "
                              "FROM (SELECT * FROM sqlite_schema ORDER BY type, name)"));
    assert_int_equal(query_step(q), DB_ROW);
    struct str text = query_col_str(q, 0);
    char *copy = calloc(1, text.len + 1);
    assert_non_null(copy);
    memcpy(copy, text.ptr ? text.ptr : "", text.len);
    query_end(q);
    return copy;
}

static int64_t number_of(struct db *db, struct str sql)
{
    struct query *q = db_query_text(db, sql);
    assert_int_equal(query_step(q), DB_ROW);
    int64_t n = query_col_int(q, 0);
    query_end(q);
    return n;
}

static struct db *open_anew(struct trial *t, const char *at)
{
    struct db *db;
    char error[300];
    if (db_open(t->ground->url, DB_CREATE, &db, error, sizeof error) != DB_OK)
        fail_msg("%s: %s", at, error);
    return db;
}

/* ---- older versions ---- */

static void make_list(struct trial *t, bool go_on)
{
    size_t more = go_on ? sizeof made_up / sizeof made_up[0] : 0;
    assert_true(migration_count + (int)more <= VERSIONS_MAX);
    for (int i = 0; i < migration_count; i++)
        t->list[t->count++] = migrations[i];
    for (size_t i = 0; i < more; i++) {
        t->list[t->count] = made_up[i];
        t->list[t->count].number = t->count + 1;
        t->count++;
    }
}

static void fill(struct db *db, int version)
{
    struct buf rows = {0};
    if (!rows_read(version, &rows))
        fail_msg("there are no rows of version %d: build the program as it was then and run `test_migrate record`",
                 version);
    assert_int_equal(db_begin(db), DB_OK);
    if (db->driver->script(db, buf_view(&rows).ptr) != DB_OK || db_commit(db) != DB_OK)
        fail_msg("rows/%04d.sql: %s", version, db_error(db));
    buf_free(&rows);
}

/* Rows of the newest version that the program knows go through what is made up. */
static struct disk_image *version_image(struct trial *t, int version)
{
    int filled = version < migration_count ? version : migration_count;
    disk_restore(t->ground->disk, NULL);
    struct db *db = open_anew(t, "a new database");
    assert_int_equal(db_migrate_list(db, t->list, filled), DB_OK);
    if (version > 0)
        fill(db, filled);
    assert_int_equal(db_migrate_list(db, t->list, version), DB_OK);
    free(t->schemas[version]);
    t->schemas[version] = schema_text(db);
    db_close(db);
    return disk_image(t->ground->disk);
}

/* ---- not stopped ---- */

/* A migration that is meant to make or remove rows of an older table says here of which one. */
static void check_kept(struct trial *t, int from, const struct rows_tables *before, const struct rows_tables *after)
{
    for (int i = 0; i < before->count; i++) {
        const struct rows_table *is, *was = &before->table[i];
        if (!(is = rows_table(after, was->name)))
            wrong(t, "%s: from version %d: table %s is gone", t->name, from, was->name);
        else if (is->rows != was->rows)
            wrong(t, "%s: from version %d: table %s had %lld rows and has %lld", t->name, from, was->name,
                  (long long)was->rows, (long long)is->rows);
    }
}

static void upgrade(struct trial *t, int from)
{
    struct rows_tables before, after;
    disk_restore(t->ground->disk, t->images[from]);
    struct db *db = open_anew(t, "an upgrade that nothing stops");
    assert_true(rows_count(db, &before));
    assert_int_equal(db_migrate_list(db, t->list, t->count), DB_OK);
    assert_true(rows_count(db, &after) && rows_write(db, &t->rows[from]));
    db_close(db);
    check_kept(t, from, &before, &after);
}

static void make_images(struct trial *t, int first)
{
    for (int v = first; v <= t->count; v++)
        t->images[v] = v ? version_image(t, v) : NULL;
    for (int v = first; v <= t->count; v++)
        upgrade(t, v);
}

static void free_images(struct trial *t)
{
    for (int v = 0; v <= t->count; v++) {
        disk_image_free(t->images[v]);
        free(t->schemas[v]);
        buf_free(&t->rows[v]);
    }
}

/* ---- stopped ---- */

static struct shop_found examine(struct trial *t)
{
    struct shop s;
    shop_init(&s, t->ground->url, 1);
    s.exists = true;
    shop_examine(&s);
    struct shop_found found = s.found;
    shop_free(&s);
    return found;
}

/* Between two versions there is nothing but this: the table of versions, and no version. */
static bool is_nothing(const char *schema)
{
    return schema[0] == '\0' ||
           strcmp(schema, "table schema_version CREATE TABLE schema_version (number INTEGER PRIMARY KEY, title "
                          "TEXT NOT NULL)") == 0;
}

static void check_version(struct trial *t, struct db *db, int from, bool finished, const char *at)
{
    char *schema = schema_text(db);
    bool nothing = is_nothing(schema);
    int version = nothing ? 0 : (int)number_of(db, STR("SELECT max(number) FROM schema_version"));
    if (version < from || version > t->count || (finished && version != t->count))
        wrong(t, "%s: the database is of version %d", at, version);
    if (!nothing && strcmp(schema, t->schemas[version]) != 0)
        wrong(t, "%s: its schema is not that of version %d:\n%s", at, version, schema);
    t->at_version[version]++;
    free(schema);
}

/* The line in which two texts begin to differ, from the first one. */
static struct str line_from(struct str text, size_t differ)
{
    size_t from = differ, to = differ;
    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    while (to < text.len && text.ptr[to] != '\n')
        to++;
    return (struct str){text.ptr + from, to - from < 500 ? to - from : 500};
}

/* Each row is as it is when nothing stops the upgrade. */
static void check_rows(struct trial *t, struct db *db, int from, const char *at)
{
    struct buf rows = {0};
    assert_true(rows_write(db, &rows));
    struct str is = buf_view(&rows), want = buf_view(&t->rows[from]);
    size_t i = 0;
    while (i < is.len && i < want.len && is.ptr[i] == want.ptr[i])
        i++;
    if (i < is.len || i < want.len)
        wrong(t, "%s: rows are missing or others:\n%.*s\ninstead of\n%.*s", at, STR_ARG(line_from(is, i)),
              STR_ARG(line_from(want, i)));
    buf_free(&rows);
}

static void check_finished(struct trial *t, struct db *db, int from, const char *at)
{
    enum db_result r = db_migrate_list(db, t->list, t->count);
    if (r != DB_OK) {
        wrong(t, "%s: it cannot be finished: %s (%s)", at, db_result_text(r), db_error(db));
        return;
    }
    char *schema = schema_text(db);
    if (strcmp(schema, t->schemas[t->count]) != 0)
        wrong(t, "%s: it was finished and has another schema:\n%s", at, schema);
    free(schema);
    check_rows(t, db, from, at);
}

/* Upgrade; the at-th change of the disk is the last. False: it was finished before. */
static bool stop_at(struct trial *t, int from, enum disk_fate fate, int64_t at)
{
    struct fault_vfs *vfs = &t->ground->vfs;
    char where[200], error[300];
    struct db *db;
    snprintf(where, sizeof where, "%s, from version %d, stopped at change %lld (fate %d)", t->name, from, (long long)at,
             fate);
    disk_restore(t->ground->disk, t->images[from]);
    fault_vfs_power(vfs, at);
    enum db_result r = db_open(t->ground->url, DB_CREATE, &db, error, sizeof error);
    if (r == DB_OK)
        r = db_migrate_list(db, t->list, t->count);
    bool stopped = fault_vfs_dead(vfs);
    if (!stopped && r != DB_OK)
        fail_msg("%s: it failed by itself: %s", where, db_result_text(r));
    fault_vfs_power_off(vfs);
    db_close(db);
    fault_vfs_restart(vfs, fate, &t->dice);
    db = open_anew(t, where);
    check_version(t, db, from, r == DB_OK, where);
    check_finished(t, db, from, where);
    db_close(db);
    struct shop_found found = examine(t);
    if (shop_wrong(&found))
        wrong(t, "%s: %s", where, found.first);
    t->stops += stopped;
    return stopped;
}

static void from_version(struct trial *t, int from)
{
    int64_t cuts = t->ground->is_long ? CUTS_LONG : CUTS_SHORT, at = 1;
    while (stop_at(t, from, FATE_KEPT, at)) /* killed: what was written is there */
        at++;
    for (int64_t i = 0; i < cuts; i++)
        for (int64_t cut = 1; cut < at; cut++)
            stop_at(t, from, (enum disk_fate)dice_below(&t->dice, FATES), cut);
    printf("%s: from version %d: %lld changes of the disk, stopped at each of them %lld times\n", t->name, from,
           (long long)at - 1, (long long)cuts + 1);
}

/* The steps that are made up change no table that older versions lack: an upgrade from before the newest but one comes to them with the
 * same rows, and where it is stopped before them is tried with the migrations there are. */
static bool is_walked(const struct trial *t, int from)
{
    return t->count == migration_count || from == 0 || from >= migration_count - 1;
}

static void walk(struct ground *g, const char *name, bool go_on)
{
    struct trial t = {.ground = g, .name = name, .dice = {g->seed}};
    ground_place(g, true);
    make_list(&t, go_on);
    make_images(&t, 0);
    for (int v = 0; v <= t.count; v++)
        if (is_walked(&t, v))
            from_version(&t, v);
    printf("figure: %s: %d versions, upgrades stopped %lld times; found afterwards:", name, t.count,
           (long long)t.stops);
    for (int v = 0; v <= t.count; v++)
        printf(" version %d %lld times%s", v, (long long)t.at_version[v],
               v < t.count ? "," : "; between two 0 times\n");
    free_images(&t);
    assert_true(t.stops > 0);
}

/* What is not there cannot be lost: each table of each version has rows in the version's file. */
static void test_filled(void **state)
{
    struct trial t = {.ground = *state, .name = "filled"};
    ground_place(t.ground, true);
    make_list(&t, false);
    for (int v = 1; v <= migration_count; v++) {
        struct rows_tables all;
        t.images[v] = version_image(&t, v);
        struct db *db = open_anew(&t, "filled");
        assert_true(rows_count(db, &all));
        db_close(db);
        if (rows_empty(&all))
            fail_msg("rows/%04d.sql has no rows of %s: see README.md, \"When there is a new migration\"", v,
                     rows_empty(&all));
        assert_int_equal(rows_table(&all, "event")->rows, RECORD_EVENTS);
    }
    free_images(&t);
}

static void test_own(void **state)
{
    walk(*state, "the migrations there are", false);
}

static void test_made_up(void **state)
{
    walk(*state, "with two that are made up", true);
}

/* ---- control ---- */

static int64_t found_wrong(struct ground *g, struct migration broken)
{
    struct trial t = {.ground = g, .name = "control", .dice = {g->seed}};
    ground_place(g, true);
    make_list(&t, false);
    broken.number = t.count + 1;
    t.list[t.count++] = broken;
    t.control = true;
    make_images(&t, t.count - 1);
    from_version(&t, t.count - 1);
    free_images(&t);
    printf("figure: control, a migration that %s: found %lld times\n", broken.title, (long long)t.wrong);
    return t.wrong;
}

/* Something is wrong with each of these migrations: it must be found out. */
static void test_control(void **state)
{
    static const struct migration rows[] = {
        {0,
         "commits half way",
         {"ALTER TABLE unit ADD COLUMN colour TEXT NOT NULL DEFAULT '';"
          "COMMIT; BEGIN;"
          "CREATE INDEX unit_colour ON unit (colour)"}},
        {0, "loses a row", {"DELETE FROM link_seen WHERE unit_id = 2"}},
        {0, "drops a table", {"DROP TABLE link_hidden"}},
        {0,
         "loses rows when it is stopped",
         {"CREATE TEMP TABLE kept AS SELECT * FROM link_seen; DELETE FROM link_seen;"
          "COMMIT; BEGIN;"
          "INSERT INTO link_seen SELECT * FROM kept; DROP TABLE kept"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (found_wrong(*state, rows[i]) == 0)
            fail_msg("a migration that %s was not found out", rows[i].title);
}

/* ---- record ---- */

/* A company of the newest version that has rows in each table. */
static bool furnish(struct db *db)
{
    struct buf sql = {0};
    struct rows_tables all;
    bool ok = rows_furnish(&sql) && db_begin(db) == DB_OK && db->driver->script(db, buf_view(&sql).ptr) == DB_OK &&
              db_commit(db) == DB_OK && rows_count(db, &all);
    buf_free(&sql);
    if (!ok)
        fprintf(stderr, "rows/furnish.sql: %s\n", db_error(db));
    else if (rows_empty(&all))
        fprintf(stderr, "rows/furnish.sql gives no rows to %s: add some\n", rows_empty(&all));
    return ok && !rows_empty(&all);
}

static int record(struct ground *g)
{
    struct trial t = {.ground = g};
    struct buf rows = {0};
    char path[300];
    disk_image_free(ground_base(g, RECORD_EVENTS));
    struct db *db = open_anew(&t, "a company to record");
    bool ok = furnish(db) && rows_write(db, &rows);
    db_close(db);
    snprintf(path, sizeof path, "%s/%04d.sql", ROWS, migration_count);
    if (ok && !file_write_new(path, buf_view(&rows))) {
        perror(path);
        ok = false;
    }
    buf_free(&rows);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct ground *ground = ground_open();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_filled, ground),
        cmocka_unit_test_prestate(test_own, ground),
        cmocka_unit_test_prestate(test_made_up, ground),
        cmocka_unit_test_prestate(test_control, ground),
    };
    bool recording = argc > 1 && strcmp(argv[1], "record") == 0;
    int code = recording ? record(ground) : cmocka_run_group_tests(tests, NULL, NULL);
    ground_close(ground);
    return code;
}
