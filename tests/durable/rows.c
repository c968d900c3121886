#include "rows.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/file.h"

enum { ROWS_BYTES_MAX = 4 * 1024 * 1024 };

static bool append_text(sqlite3 *db, const char *sql, const char *argument, const char *before, const char *after,
                        struct buf *out)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK;
    if (ok && argument)
        sqlite3_bind_text(stmt, 1, argument, -1, SQLITE_STATIC);
    int code = SQLITE_DONE;
    for (int i = 0; ok && (code = sqlite3_step(stmt)) == SQLITE_ROW; i++) {
        buf_str(out, str_of(before));
        buf_str(out, str_of((const char *)sqlite3_column_text(stmt, 0)));
        buf_str(out, str_of(after));
    }
    sqlite3_finalize(stmt);
    return ok && code == SQLITE_DONE;
}

/* "quote(a) || ',' || quote(b)", so that SQLite writes each row itself. */
static bool append_table(sqlite3 *db, const char *table, struct buf *out)
{
    struct buf columns = {0};
    char before[200];
    bool ok =
        append_text(db, "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM pragma_table_info(?1)",
                    table, "SELECT ", "", &columns);
    buf_str(&columns, STR(" FROM \""));
    buf_str(&columns, str_of(table));
    buf_str(&columns, STR("\""));
    buf_char(&columns, '\0');
    snprintf(before, sizeof before, "INSERT INTO \"%s\" VALUES (", table);
    ok = ok && append_text(db, buf_view(&columns).ptr, NULL, before, ");\n", out);
    buf_free(&columns);
    return ok;
}

bool rows_write(sqlite3 *db, struct buf *out)
{
    sqlite3_stmt *tables = NULL;
    bool ok = sqlite3_prepare_v2(
                  db,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> "
                  "'schema_version' ORDER BY name",
                  -1, &tables, NULL) == SQLITE_OK;
    buf_str(out, STR("PRAGMA defer_foreign_keys=ON;\n"));
    while (ok && sqlite3_step(tables) == SQLITE_ROW)
        ok = append_table(db, (const char *)sqlite3_column_text(tables, 0), out);
    sqlite3_finalize(tables);
    return ok;
}

bool rows_read(int version, struct buf *out)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%04d.sql", ROWS, version);
    bool ok = file_read(path, ROWS_BYTES_MAX, out);
    buf_char(out, '\0');
    return ok;
}
