/*
 * bulk: rows of inserts that come in great numbers wait here, table by table, and are written together: many by COPY (copy.c), few
 * as statements sent one behind the other. They are written before anything that could see that they are missing: whatever is waited
 * for, and what is sent and names their table or one that refers to it. Tables come after those that they refer to.
 */
#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

enum { COPY_ROWS = 16 }; /* fewer are sent as statements: COPY takes two round trips by itself */

/* ---- which table refers to which ---- */

/* References that triggers keep tell in their arguments who refers: table, column, table, column ... */
static const char references_sql[] =
    "SELECT c.relname, p.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = "
    "k.confrelid"
    " WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace"
    " UNION SELECT name, p.relname FROM pg_trigger t JOIN pg_class p ON p.oid = t.tgrelid"
    " CROSS JOIN LATERAL string_to_table(encode(t.tgargs, 'escape'), '\\000') AS name"
    " WHERE t.tgnargs > 0 AND p.relnamespace = current_schema()::regnamespace AND to_regclass(quote_ident(name)) IS "
    "NOT NULL";

static enum db_result learn_references(struct pq *db)
{
    PGresult *result;
    if (db->references)
        return DB_OK;
    int64_t changes = db->changes;
    enum db_result r = pq_ask(db, references_sql, &result);
    db->changes = changes;
    if (r != DB_OK)
        return r;
    struct buf lines = {0};
    buf_char(&lines, '\n');
    for (int i = 0; i < PQntuples(result); i++)
        buf_fmt(&lines, "%s %s\n", PQgetvalue(result, i, 0), PQgetvalue(result, i, 1));
    buf_char(&lines, '\0');
    db->references = lines.ptr;
    PQclear(result);
    return DB_OK;
}

static bool refers(const struct pq *db, const char *child, const char *parent)
{
    char line[160];
    snprintf(line, sizeof line, "\n%s %s\n", child, parent);
    return strstr(db->references, line) != NULL;
}

/* The text names a table that refers to t. */
static bool names_child(const struct pq *db, const char *sql, const struct pq_table *t)
{
    for (const char *line = db->references + 1; *line; line = strchr(line, '\n') + 1) {
        struct str child = {line, strcspn(line, " ")};
        struct str parent = {child.ptr + child.len + 1, strcspn(child.ptr + child.len + 1, "\n")};
        if (str_is(parent, t->name) && pq_names(sql, child))
            return true;
    }
    return false;
}

/* Which gathered tables q needs to be written; kept with q, and added to when there are more tables. */
static uint32_t needs(struct pq_query *q)
{
    struct pq *db = q->db;
    for (; q->tables_known < db->table_count; q->tables_known++) {
        const struct pq_table *t = &db->tables[q->tables_known];
        if (pq_names(q->sql, str_of(t->name)) || names_child(db, q->sql, t))
            q->tables |= 1U << q->tables_known;
    }
    return q->tables;
}

/* ---- gathering ---- */

static char *copy_of(struct str s)
{
    char *z = malloc(s.len + 1);
    assert(z);
    memcpy(z, s.ptr, s.len);
    z[s.len] = '\0';
    return z;
}

static void note_parents(struct pq *db)
{
    for (unsigned child = 0; child < db->table_count; child++)
        for (unsigned parent = 0; parent < db->table_count; parent++)
            if (child != parent && refers(db, db->tables[child].name, db->tables[parent].name))
                db->tables[child].parents |= 1U << parent;
}

static enum db_result find_table(struct pq_query *q, struct pq_table **ret)
{
    struct pq *db = q->db;
    struct str name, columns;
    *ret = NULL;
    if (!pq_plain_insert(q->sql, q->params, &name, &columns))
        return DB_OK;
    for (unsigned i = 0; i < db->table_count; i++)
        if (str_is(name, db->tables[i].name) && str_is(columns, db->tables[i].columns))
            *ret = &db->tables[i];
    if (*ret || db->table_count == PQ_TABLES)
        return DB_OK;
    enum db_result r = learn_references(db);
    if (r != DB_OK)
        return r;
    *ret = &db->tables[db->table_count++];
    **ret = (struct pq_table){.name = copy_of(name), .columns = copy_of(columns)};
    note_parents(db);
    return DB_OK;
}

static void add_wire(struct buf *out, int bytes, int64_t v)
{
    uint64_t wire = htobe64((uint64_t)v);
    buf_add(out, (const char *)&wire + 8 - bytes, (size_t)bytes);
}

/* As COPY's binary form has it: the number of fields, then each with its length; -1 is NULL. */
static void add_row(struct pq_query *q, struct pq_table *t, const struct pq_encoded *e)
{
    size_t before = t->rows.len;
    if (before == 0)
        buf_add(&t->rows, PQ_COPY_HEAD, sizeof PQ_COPY_HEAD - 1);
    add_wire(&t->rows, 2, q->params);
    for (int i = 0; i < q->params; i++) {
        add_wire(&t->rows, 4, e->bytes[i] ? e->lengths[i] : -1);
        if (e->bytes[i])
            buf_add(&t->rows, e->bytes[i], (size_t)e->lengths[i]);
    }
    t->insert = q;
    t->count++;
    q->db->gathered_bytes += t->rows.len - before;
    q->db->writes++;
}

static enum db_result gather(struct pq_query *q, struct pq_table *t)
{
    struct pq_encoded e;
    if (!pq_encode(q, &e))
        return DB_FAILED;
    add_row(q, t, &e);
    return q->db->gathered_bytes < PQ_GATHERED_BYTES ? DB_OK : pq_flush_for(NULL, q->db);
}

enum db_result pq_bulk(struct query *base)
{
    struct pq_query *q = (struct pq_query *)base;
    struct pq *db = q->db;
    if (db->tx == PQ_TX_NONE || !q->bulk)
        return pq_send(base);
    enum db_result r = pq_may_run(db);
    if (r == DB_OK)
        r = pq_prepare(q);
    if (r == DB_OK && !q->gathers)
        r = find_table(q, &q->gathers);
    if (r == DB_OK && !q->gathers)
        return pq_send(base);
    if (r == DB_OK)
        r = gather(q, q->gathers);
    pq_end(base);
    return r;
}

/* ---- writing ---- */

static int64_t take_wire(const char **at, int bytes)
{
    int64_t v = bytes == 2 ? (int16_t)(((unsigned char)(*at)[0] << 8) | (unsigned char)(*at)[1]) : 0;
    if (bytes == 4) {
        uint32_t wire;
        memcpy(&wire, *at, 4);
        v = (int32_t)be32toh(wire);
    }
    *at += bytes;
    return v;
}

static enum db_result send_rows(struct pq *db, struct pq_table *t)
{
    struct pq_query *q = t->insert;
    struct pq_encoded e;
    const char *at = t->rows.ptr + sizeof PQ_COPY_HEAD - 1;
    enum db_result r = DB_OK;
    pq_lay_out(db, q->params, &e);
    for (size_t row = 0; row < t->count && r == DB_OK; row++) {
        take_wire(&at, 2);
        for (int i = 0; i < q->params; i++) {
            int64_t length = take_wire(&at, 4);
            e.bytes[i] = length < 0 ? NULL : at;
            e.lengths[i] = length < 0 ? 0 : (int)length;
            e.formats[i] = 1;
            at += e.lengths[i];
        }
        r = pq_send_encoded(q, &e, NULL);
    }
    return r;
}

static void empty(struct pq *db, struct pq_table *t)
{
    db->gathered_bytes -= t->rows.len < db->gathered_bytes ? t->rows.len : db->gathered_bytes;
    t->count = 0;
    if (t->rows.cap > PQ_GATHERED_BYTES)
        buf_free(&t->rows);
    else
        buf_clear(&t->rows);
}

static enum db_result write_table(struct pq *db, struct pq_table *t)
{
    enum db_result r = t->count >= COPY_ROWS ? pq_copy(db, t) : send_rows(db, t);
    empty(db, t);
    return r;
}

static uint32_t waiting(const struct pq *db)
{
    uint32_t bits = 0;
    for (unsigned i = 0; i < db->table_count; i++)
        bits |= db->tables[i].count ? 1U << i : 0;
    return bits;
}

/* With the tables that those refer to, and so on. */
static uint32_t with_parents(const struct pq *db, uint32_t bits)
{
    for (uint32_t before = 0; before != bits;) {
        before = bits;
        for (unsigned i = 0; i < db->table_count; i++)
            bits |= bits & 1U << i ? db->tables[i].parents : 0;
    }
    return bits;
}

/* The first of these tables that refers to none of the others; in a circle the first. */
static struct pq_table *next_table(struct pq *db, uint32_t bits)
{
    struct pq_table *first = NULL;
    for (unsigned i = 0; i < db->table_count; i++) {
        if (!(bits & 1U << i))
            continue;
        first = first ? first : &db->tables[i];
        if (!(db->tables[i].parents & bits))
            return &db->tables[i];
    }
    return first;
}

enum db_result pq_flush_for(struct pq_query *q, struct pq *db)
{
    if (db->first.result != DB_OK || db->gathered_bytes == 0)
        return db->first.result;
    uint32_t bits = waiting(db) & with_parents(db, !q || q->selects ? UINT32_MAX : needs(q));
    enum db_result r = DB_OK;
    while (bits && r == DB_OK) {
        struct pq_table *t = next_table(db, bits);
        r = write_table(db, t);
        bits &= ~(1U << (t - db->tables));
    }
    return r;
}

void pq_drop_gathered(struct pq *db)
{
    for (unsigned i = 0; i < db->table_count; i++)
        empty(db, &db->tables[i]);
    db->gathered_bytes = 0;
}

void pq_bulk_free(struct pq *db)
{
    for (unsigned i = 0; i < db->table_count; i++) {
        free(db->tables[i].name);
        free(db->tables[i].columns);
        buf_free(&db->tables[i].rows);
    }
    free(db->references);
}
