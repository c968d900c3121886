/*
 * tamper: somebody with the database file and the sqlite3 command, for tests of what finds them out. A copy of every table that
 * they may touch is kept, so that each trick begins with good books.
 */
#ifndef TESTS_TAMPER_H
#define TESTS_TAMPER_H

#include <sqlite3.h>

#include "busy.h"

static const char *const tamper_tables[] = {"event",         "event_unit",      "merkle_node", "unit",    "unit_tail",
                                            "former_serial", "unit_identifier", "containment", "package", "stock"};
enum { TAMPER_TABLES = sizeof tamper_tables / sizeof tamper_tables[0] };

struct tamper {
    struct company company;
    sqlite3 *raw;
    struct db *db; /* for those who check */
    struct arena *arena;
    int64_t events;
};

static inline void tamper_do(struct tamper *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void tamper_do(struct tamper *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args), *error = NULL;
    va_end(args);
    if (sqlite3_exec(t->raw, sql, NULL, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "%s\n  %s\n", error, sql);
        abort();
    }
    sqlite3_free(sql);
}

static inline int64_t tamper_number(struct tamper *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline int64_t tamper_number(struct tamper *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    sqlite3_stmt *stmt = NULL;
    int64_t n = 0;
    if (sqlite3_prepare_v2(t->raw, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s\n  %s\n", sqlite3_errmsg(t->raw), sql);
        abort();
    }
    if (sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return n;
}

/* A column of an event, as bytes in the arena. */
static inline struct str tamper_bytes(struct tamper *t, const char *column, int64_t seq)
{
    char *sql = sqlite3_mprintf("SELECT %s FROM event WHERE seq = %lld", column, (long long)seq);
    sqlite3_stmt *stmt = NULL;
    struct str bytes = {0};
    if (sqlite3_prepare_v2(t->raw, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        bytes = arena_str(t->arena, (struct str){sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0)});
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return bytes;
}

static inline void tamper_set_bytes(struct tamper *t, const char *column, int64_t seq, struct str bytes)
{
    char *sql = sqlite3_mprintf("UPDATE event SET %s = ?1 WHERE seq = %lld", column, (long long)seq);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(t->raw, sql, -1, &stmt, NULL) != SQLITE_OK)
        abort();
    sqlite3_bind_blob(stmt, 1, bytes.ptr, (int)bytes.len, SQLITE_STATIC);
    if (sqlite3_step(stmt) != SQLITE_DONE)
        abort();
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
}

/* The table is as it was. */
static inline void tamper_undo(struct tamper *t, const char *table)
{
    tamper_do(t, "BEGIN; DELETE FROM %s; INSERT INTO %s SELECT * FROM keep_%s; COMMIT", table, table, table);
}

/* The company's writer has stopped. */
static inline void tamper_open(struct tamper *t)
{
    char error[300];
    t->arena = arena_new(0);
    if (sqlite3_open(t->company.path, &t->raw) != SQLITE_OK)
        abort();
    tamper_do(t, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; PRAGMA "
                 "cache_size=-65536");
    for (const char *const *table = (const char *const[]){"event", "event_unit", "merkle_node", NULL}; *table; table++)
        tamper_do(t, "DROP TRIGGER %s_no_update; DROP TRIGGER %s_no_delete", *table, *table);
    for (int i = 0; i < TAMPER_TABLES; i++)
        tamper_do(t, "CREATE TABLE keep_%s AS SELECT * FROM %s", tamper_tables[i], tamper_tables[i]);
    t->events = tamper_number(t, "SELECT count(*) FROM event");
    if (db_open(t->company.path, DB_READ, &t->db, error, sizeof error) != DB_OK)
        abort();
}

static inline void tamper_close(struct tamper *t)
{
    db_close(t->db);
    sqlite3_close(t->raw);
    arena_free(t->arena);
}

#endif
