/*
 * Promise 9: the ledger and its projections say the same, always; and when they do not, doctor tells where.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "service/doctor.h"
#include "store/projection.h"
#include "tamper.h"

struct clinic {
    struct tamper t;
    struct doctor_report report;
};

static int open_clinic(void **state)
{
    const char *is_long = getenv("SERNO_LONG");
    struct clinic *c = calloc(1, sizeof *c);
    assert_non_null(c);
    struct busy busy = {.seed = 99, .want = is_long && strcmp(is_long, "1") == 0 ? 20000 : 900};
    company_open(&c->t.company);
    busy_fill(&c->t.company, &busy);
    writer_stop(c->t.company.writer);
    c->t.company.writer = NULL;
    tamper_open(&c->t);
    *state = c;
    return 0;
}

static int close_clinic(void **state)
{
    struct clinic *c = *state;
    tamper_close(&c->t);
    company_close(&c->t.company);
    free(c);
    return 0;
}

static const struct doctor_report *examine(struct clinic *c)
{
    arena_reset(c->t.arena);
    struct ctx ctx = {.arena = c->t.arena, .db = c->t.db};
    assert_true(service_doctor(&ctx, NULL, &c->report));
    return &c->report;
}

static void fail_with(const struct doctor_report *r, const char *what)
{
    for (size_t i = 0; i < r->listed && i < 5; i++)
        print_error("  %s [%.*s] %s: %.*s / %.*s\n", r->list[i].table, STR_ARG(r->list[i].key),
                    r->list[i].column ? r->list[i].column : "-", STR_ARG(r->list[i].ledger),
                    STR_ARG(r->list[i].stored));
    for (size_t i = 0; i < r->fault_count && i < 5; i++)
        print_error("  %.*s\n", STR_ARG(r->fault_list[i]));
    fail_msg("%s: %lld differences, %lld faults, stuck at %lld %.*s", what, (long long)r->differences,
             (long long)r->faults, (long long)r->stuck_seq, STR_ARG(r->stuck_why));
}

static void test_equal(void **state)
{
    struct clinic *c = *state;
    const struct doctor_report *r = examine(c);
    if (!doctor_well(r))
        fail_with(r, "the company as it is");
    assert_int_equal(r->events, c->t.events);
    int64_t rows = 0;
    for (int i = 0; i < projection_count; i++) {
        int64_t n = tamper_number(&c->t, "SELECT count(*) FROM %s %s", projections[i].table,
                                  strcmp(projections[i].table, "stock") == 0 ? "WHERE quantity <> 0" : "");
        if (n == 0)
            fail_msg("%s is empty: nothing is tried with it", projections[i].table);
        rows += n;
    }
    assert_int_equal(r->rows, rows);
    printf("figure: %lld events replayed, %lld rows equal\n", (long long)r->events, (long long)r->rows);
}

/* ---- every column of every projection ---- */

/* The key of the row in the middle, as SQL. */
static void middle_row(struct clinic *c, const struct projection *p, char *out, size_t size)
{
    char *sql = sqlite3_mprintf("SELECT * FROM (SELECT");
    for (int i = 0; i < p->keys; i++)
        sql = sqlite3_mprintf("%z%s %s", sql, i ? "," : "", p->columns[i].name);
    sql = sqlite3_mprintf("%z FROM %s %s ORDER BY 1, 2) LIMIT 1 OFFSET (SELECT count(*) / 2 FROM %s)", sql, p->table,
                          strcmp(p->table, "stock") == 0 ? "WHERE quantity <> 0" : "",
                          strcmp(p->table, "stock") == 0 ? "stock WHERE quantity <> 0" : p->table);
    if (p->keys == 1)
        memcpy(strstr(sql, "1, 2"), "1   ", 4);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(c->t.raw, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
        fail_msg("%s: %s", sql, sqlite3_errmsg(c->t.raw));
    char *where = sqlite3_mprintf("1");
    for (int i = 0; i < p->keys; i++)
        where = sqlite3_mprintf("%z AND %s = '%q'", where, p->columns[i].name, sqlite3_column_text(stmt, i));
    snprintf(out, size, "%s", where);
    sqlite3_free(where);
    sqlite3_free(sql);
    sqlite3_finalize(stmt);
}

static void change_value(struct clinic *c, const struct projection *p, int column)
{
    char where[400];
    const char *name = p->columns[column].name;
    middle_row(c, p, where, sizeof where);
    tamper_do(&c->t,
              p->columns[column].text ? "UPDATE %s SET %s = coalesce(%s, '') || 'x' WHERE %s"
                                      : "UPDATE %s SET %s = coalesce(%s, 0) + 100000 WHERE %s",
              p->table, name, name, where);
    const struct doctor_report *r = examine(c);
    bool key = column < p->keys;
    bool named = r->listed && strcmp(r->list[0].table, p->table) == 0 &&
                 (key ? r->list[0].column == NULL : r->list[0].column && strcmp(r->list[0].column, name) == 0);
    if (r->differences != (key ? 2 : 1) || !named)
        fail_with(r, name);
    tamper_undo(&c->t, p->table);
}

static void test_every_column(void **state)
{
    struct clinic *c = *state;
    int tried = 0;
    for (int i = 0; i < projection_count; i++)
        for (int k = 0; projections[i].columns[k].name; k++, tried++)
            change_value(c, &projections[i], k);
    printf("figure: %d columns changed, each found and named\n", tried);
    assert_true(doctor_well(examine(c)));
}

/* ---- rows too few and too many, and what people would do ---- */

static void test_drifts(void **state)
{
    static const struct {
        const char *name, *sql, *table, *column;
        int64_t differences;
    } rows[] = {
        {"a unit moved by hand",
         "UPDATE unit SET location_id = 7 WHERE id = (SELECT min(id) FROM unit WHERE status = 2)", "unit",
         "location_id", 1},
        {"a unit scrapped by hand",
         "UPDATE unit SET status = 14 WHERE id = (SELECT min(id) FROM unit WHERE status = 2)", "unit", "status", 1},
        {"a unit removed", "DELETE FROM unit WHERE id = 5", "unit", NULL, 1},
        {"a unit from nowhere",
         "INSERT INTO unit SELECT 777777, product_id, 'NEW', status, holds, location_id, party_id, owner_id, "
         "supplier_id, parent_id, "
         "package_id, lot_id, order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes FROM "
         "unit WHERE id = 5",
         "unit", NULL, 1},
        {"stock counted wrongly", "UPDATE stock SET quantity = quantity + 1 WHERE quantity > 5", "stock", "quantity",
         -1},
        {"stock row missing", "DELETE FROM stock WHERE quantity = (SELECT max(quantity) FROM stock)", "stock", NULL, 1},
        {"stock of nothing", "INSERT INTO stock VALUES (4, 6, 9, 3)", "stock", NULL, 1},
        {"a stock row of zero is as good as none", "INSERT INTO stock VALUES (4, 6, 9, 0)", NULL, NULL, 0},
        {"an identifier taken away",
         "DELETE FROM unit_identifier WHERE unit_id = (SELECT min(unit_id) FROM unit_identifier)", "unit_identifier",
         NULL, 1},
        {"an identifier given", "INSERT INTO unit_identifier VALUES ('123', 'imei', 5)", "unit_identifier", NULL, 1},
        {"a tail missing", "DELETE FROM unit_tail WHERE unit_id = 5", "unit_tail", NULL, 1},
        {"a tail too many", "INSERT INTO unit_tail VALUES (0, 'ZZZ', 5)", "unit_tail", NULL, 1},
        {"a former serial forgotten",
         "DELETE FROM former_serial WHERE serial = (SELECT max(serial) FROM former_serial)", "former_serial", NULL, 1},
        {"a containment that never ended",
         "UPDATE containment SET to_seq = NULL, to_time = NULL WHERE (child_id, from_seq) = (SELECT child_id, from_seq "
         "FROM containment "
         "WHERE to_seq IS NOT NULL LIMIT 1)",
         "containment", "to_seq", 2},
        {"a containment forgotten",
         "DELETE FROM containment WHERE (child_id, from_seq) = (SELECT child_id, from_seq FROM containment LIMIT 1)",
         "containment", NULL, 1},
        {"a package out of its package",
         "UPDATE package SET parent_id = NULL WHERE id = (SELECT min(id) FROM package WHERE parent_id > 0)", "package",
         "parent_id", 1},
        {"a package from nowhere", "INSERT INTO package VALUES (99999, 'NEW', NULL, 0)", "package", NULL, 1},
        {"a history row changed",
         "UPDATE event_unit SET status = 5 WHERE unit_id = 5 AND seq = (SELECT min(seq) FROM event_unit WHERE "
         "unit_id = 5)",
         "event_unit", "status", 1},
        {"everything gone", "DELETE FROM stock", "stock", NULL, -1},
    };
    struct clinic *c = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tamper_do(&c->t, "%s", rows[i].sql);
        if (tamper_number(&c->t, "SELECT changes()") == 0)
            fail_msg("%s: there is nothing to change", rows[i].name);
        const struct doctor_report *r = examine(c);
        bool counted = rows[i].differences < 0 ? r->differences > 0 : r->differences == rows[i].differences;
        bool named =
            !rows[i].table || (r->listed && strcmp(r->list[0].table, rows[i].table) == 0 &&
                               (rows[i].column ? r->list[0].column && strcmp(r->list[0].column, rows[i].column) == 0
                                               : r->list[0].column == NULL));
        if (!counted || !named)
            fail_with(r, rows[i].name);
        for (int k = 0; k < TAMPER_TABLES; k++)
            tamper_undo(&c->t, tamper_tables[k]);
    }
    assert_true(doctor_well(examine(c)));
}

/* More differences than are listed are still counted. */
static void test_many(void **state)
{
    struct clinic *c = *state;
    tamper_do(&c->t, "UPDATE unit SET changed_at = changed_at + 1");
    const struct doctor_report *r = examine(c);
    assert_int_equal(r->differences, tamper_number(&c->t, "SELECT count(*) FROM unit"));
    assert_int_equal(r->listed, DOCTOR_LISTED_MAX);
    tamper_undo(&c->t, "unit");
}

/* ---- a ledger that cannot be replayed, a file that is damaged ---- */

static void test_stuck(void **state)
{
    struct clinic *c = *state;
    tamper_do(&c->t, "UPDATE event SET body = x'7B7D' WHERE seq = 7");
    const struct doctor_report *r = examine(c);
    assert_int_equal(r->stuck_seq, 7);
    assert_true(r->stuck_why.len > 0 && !doctor_well(r));
    tamper_undo(&c->t, "event");
    /* An event twice: what it gives is there already. */
    int64_t seq = tamper_number(
        &c->t, "SELECT min(seq) FROM event WHERE CAST(body AS TEXT) LIKE '%%\"identifiers\"%%' AND command = 3");
    tamper_do(&c->t, "UPDATE event SET body = (SELECT body FROM keep_event WHERE seq = %lld) WHERE seq = %lld",
              (long long)seq, (long long)seq + 1);
    r = examine(c);
    assert_int_equal(r->stuck_seq, seq + 1);
    tamper_undo(&c->t, "event");
}

static void test_faults(void **state)
{
    struct clinic *c = *state;
    tamper_do(&c->t, "UPDATE event SET actor_id = 4711 WHERE seq = 3");
    const struct doctor_report *r = examine(c);
    assert_int_equal(r->faults, 1);
    assert_int_equal(r->differences, 0);
    assert_non_null(memmem(r->fault_list[0].ptr, r->fault_list[0].len, "app_user", 8));
    tamper_undo(&c->t, "event");
    /* Two indexes exchanged: each is a sound tree, but of other rows. Last, as it is not undone. */
    tamper_do(&c->t, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM "
                     "sqlite_schema WHERE name IN "
                     "('unit_location', 'unit_party')) - rootpage WHERE name IN ('unit_location', 'unit_party')");
    db_close(c->t.db);
    char error[300];
    assert_int_equal(db_open(c->t.company.path, DB_READ, &c->t.db, error, sizeof error), DB_OK);
    r = examine(c);
    assert_true(r->faults > 0);
}

/* ---- nothing is forgotten ---- */

/* Every table is compared, or is known not to come from the ledger; every column of a compared table is compared. */
static void test_complete(void **state)
{
    static const char others[] =
        " meta app_user session api_key product location party lot event command_refusal merkle_node "
        "former_code idempotency import_run saved_view app_setting schema_version sqlite_stat1 sqlite_sequence "
        "numbering_scheme numbering_counter numbering_issue number_pool package_number "
        "link_key link_setting link_hidden link_target link_seen link_watch link_report "
        "printer print_job print_label label_template ";
    struct clinic *c = *state;
    for (int i = 0; i < projection_count; i++) {
        int listed = 0;
        for (; projections[i].columns[listed].name; listed++)
            if (tamper_number(&c->t, "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'",
                              projections[i].table, projections[i].columns[listed].name) != 1)
                fail_msg("%s.%s", projections[i].table, projections[i].columns[listed].name);
        assert_int_equal(listed,
                         tamper_number(&c->t, "SELECT count(*) FROM pragma_table_info('%s')", projections[i].table));
    }
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(c->t.raw,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keep%'",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        char word[100];
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        bool compared = false;
        for (int i = 0; i < projection_count; i++)
            compared = compared || strcmp(projections[i].table, name) == 0;
        snprintf(word, sizeof word, " %s ", name);
        if (!compared && !strstr(others, word))
            fail_msg("table %s: does it come from the ledger?", name);
    }
    sqlite3_finalize(stmt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),     cmocka_unit_test(test_equal), cmocka_unit_test(test_drifts),
        cmocka_unit_test(test_every_column), cmocka_unit_test(test_many),  cmocka_unit_test(test_stuck),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, open_clinic, close_clinic);
}
