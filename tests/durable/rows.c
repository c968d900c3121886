#include "rows.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"

enum { ROWS_BYTES_MAX = 4 * 1024 * 1024 };

/* ---- counted ---- */

static bool list_tables(struct db *db, struct rows_tables *out)
{
    struct query *q = db_query_text(
        db, STR("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name "
                "<> 'schema_version' ORDER BY name"));
    enum db_result r;
    out->count = 0;
    while ((r = query_step(q)) == DB_ROW && out->count < ROWS_TABLES_MAX) {
        struct str name = query_col_str(q, 0);
        snprintf(out->table[out->count++].name, sizeof out->table[0].name, "%.*s", STR_ARG(name));
    }
    query_end(q);
    return r == DB_DONE;
}

static bool count_one(struct db *db, struct rows_table *t)
{
    char sql[128];
    int n = snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", t->name);
    struct query *q = db_query_text(db, (struct str){sql, (size_t)n});
    bool ok = query_step(q) == DB_ROW;
    t->rows = ok ? query_col_int(q, 0) : 0;
    query_end(q);
    return ok;
}

bool rows_count(struct db *db, struct rows_tables *out)
{
    bool ok = list_tables(db, out);
    for (int i = 0; ok && i < out->count; i++)
        ok = count_one(db, &out->table[i]);
    return ok;
}

const struct rows_table *rows_table(const struct rows_tables *all, const char *name)
{
    for (int i = 0; i < all->count; i++)
        if (strcmp(all->table[i].name, name) == 0)
            return &all->table[i];
    return NULL;
}

const char *rows_empty(const struct rows_tables *all)
{
    for (int i = 0; i < all->count; i++)
        if (all->table[i].rows == 0 && strcmp(all->table[i].name, "merkle_node") != 0) /* begins with the 256th event */
            return all->table[i].name;
    return NULL;
}

/* ---- as a text ---- */

/* "quote(a) || ',' || quote(b)", so that SQLite writes each row itself. */
static bool select_quoted(struct db *db, const char *table, struct buf *sql)
{
    struct query *q = db_query_text(
        db, STR("SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM pragma_table_info(?1)"));
    query_str(q, 1, str_of(table));
    bool ok = query_step(q) == DB_ROW;
    buf_z(sql, "SELECT ");
    buf_str(sql, ok ? query_col_str(q, 0) : STR(""));
    buf_fmt(sql, " FROM \"%s\"", table);
    query_end(q);
    return ok;
}

static bool append_table(struct db *db, const char *table, struct buf *out)
{
    struct buf sql = {0};
    bool ok = select_quoted(db, table, &sql);
    struct query *q = ok ? db_query_text(db, buf_view(&sql)) : NULL;
    enum db_result r = DB_DONE;
    while (ok && (r = query_step(q)) == DB_ROW) {
        buf_fmt(out, "INSERT INTO \"%s\" VALUES (", table);
        buf_str(out, query_col_str(q, 0));
        buf_z(out, ");\n");
    }
    if (q)
        query_end(q);
    buf_free(&sql);
    return ok && r == DB_DONE;
}

bool rows_write(struct db *db, struct buf *out)
{
    struct rows_tables all;
    bool ok = list_tables(db, &all);
    buf_z(out, "PRAGMA defer_foreign_keys=ON;\n");
    for (int i = 0; ok && i < all.count; i++)
        ok = append_table(db, all.table[i].name, out);
    return ok;
}

/* ---- kept ---- */

static bool read_file(const char *name, struct buf *out)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s.sql", ROWS, name);
    bool ok = file_read(path, ROWS_BYTES_MAX, out);
    buf_char(out, '\0');
    return ok;
}

bool rows_read(int version, struct buf *out)
{
    char name[16];
    snprintf(name, sizeof name, "%04d", version);
    return read_file(name, out);
}

bool rows_furnish(struct buf *out)
{
    return read_file("furnish", out);
}
