#include "store/move.h"

#include <stdio.h>

#include "store/driver.h"
#include "store/sequence.h"

#define TABLE(name, NAME)          #name, #name, Q_MOVE_##NAME, Q_COUNT, Q_MOVE_##NAME##_PUT
#define SOME_OF(name, NAME, where) #name, #name " " where, Q_MOVE_##NAME, Q_COUNT, Q_MOVE_##NAME##_PUT
#define NESTED(name, NAME)         #name, #name, Q_MOVE_##NAME, Q_MOVE_##NAME##_INSIDE, Q_MOVE_##NAME##_PUT

/* What is named stands before those that name it. */
const struct move_table move_tables[MOVE_TABLES] = {
    {SOME_OF(meta, META, "WHERE key <> 'moving'"), "tt", "key", 1, false},
    {TABLE(app_user, APP_USER), "ittiiii", "id", 1, false},
    {TABLE(session, SESSION), "biiit", "token_hash", 1, false},
    {TABLE(api_key, API_KEY), "itbiiiii", "id", 1, false},
    {TABLE(numbering_scheme, NUMBERING_SCHEME), "ittitiiiii", "id", 1, false},
    {TABLE(product, PRODUCT), "ittttiiittiiii", "id", 1, false},
    {NESTED(location, LOCATION), "ittiittiii", "id", 1, false},
    {TABLE(party, PARTY), "ittittttttiii", "id", 1, false},
    {TABLE(lot, LOT), "iitiiii", "id", 1, false},
    {TABLE(former_code, FORMER_CODE), "tiit", "kind, id, last_seq", 3, false},
    {TABLE(event, EVENT), "ibiiiiitibbb", "seq", 1, false},
    {TABLE(command_refusal, COMMAND_REFUSAL), "bb", "id", 1, false},
    {TABLE(merkle_node, MERKLE_NODE), "iib", "level, idx", 2, false},
    {NESTED(package, PACKAGE), "itii", "id", 1, true},
    {NESTED(unit, UNIT), "iitiiiiiiiiitiiiiit", "id", 1, true},
    {TABLE(event_unit, EVENT_UNIT), "iiiiiiiii", "unit_id, seq", 2, true},
    {TABLE(unit_tail, UNIT_TAIL), "iti", "grp, tail, unit_id", 3, true},
    {TABLE(former_serial, FORMER_SERIAL), "tii", "serial, product_id", 2, true},
    {TABLE(unit_identifier, UNIT_IDENTIFIER), "tti", "value, kind", 2, true},
    {TABLE(containment, CONTAINMENT), "iiiiii", "child_id, from_seq", 2, true},
    {SOME_OF(stock, STOCK, "WHERE quantity <> 0"), "iiii", "product_id, location_id, status", 3, true},
    {TABLE(idempotency, IDEMPOTENCY), "bbibi", "key", 1, false},
    {TABLE(import_run, IMPORT_RUN), "iiitttiiiitt", "id", 1, false},
    {TABLE(saved_view, SAVED_VIEW), "iitttiii", "id", 1, false},
    {TABLE(app_setting, APP_SETTING), "ittttttiti", "id", 1, false},
    {TABLE(numbering_counter, NUMBERING_COUNTER), "itii", "scheme_id, period", 2, false},
    {TABLE(numbering_issue, NUMBERING_ISSUE), "bbiitiiiii", "id", 1, false},
    {TABLE(number_pool, NUMBER_POOL), "btiiiii", "id", 1, false},
    {TABLE(package_number, PACKAGE_NUMBER), "tbi", "number", 1, false},
    {TABLE(label_template, LABEL_TEMPLATE), "ititii", "id", 1, false},
    {TABLE(link_key, LINK_KEY), "ibii", "version", 1, false},
    {TABLE(link_setting, LINK_SETTING), "iiiiitiiiiiiii", "id", 1, false},
    {TABLE(link_hidden, LINK_HIDDEN), "i", "product_id", 1, false},
    {TABLE(link_target, LINK_TARGET), "iitttttii", "id", 1, false},
    {TABLE(link_seen, LINK_SEEN), "iiii", "unit_id, hour, network", 3, false},
    {TABLE(link_watch, LINK_WATCH), "iiiiiiiiiiiit", "unit_id", 1, false},
    {TABLE(link_report, LINK_REPORT), "iiitttiiiitbi", "id", 1, false},
    {TABLE(printer, PRINTER), "itititiiiiitiibii", "id", 1, false},
    {TABLE(print_job, PRINT_JOB), "ibbiittitiiiitiitiiiiii", "id", 1, false},
    {TABLE(print_label, PRINT_LABEL), "iiiiiittiiiiiiii", "job_id, position", 2, false},
};

static enum db_result ask(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r == DB_DONE ? DB_FAILED : r;
}

enum db_result store_move_count(struct db *db, const struct move_table *t, int64_t *ret)
{
    char sql[128];
    int n = snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", t->rows);
    return ask(db_query_text(db, (struct str){sql, (size_t)n}), ret);
}

/* ---- reading ---- */

static struct query *begin(struct db *db, enum query_id id)
{
    struct query *q = db_query(db, id);
    query_stream(q);
    return q;
}

void store_move_open(struct db *db, const struct move_table *t, struct move_rows *ret)
{
    *ret = (struct move_rows){db, t, begin(db, t->read), false};
}

enum db_result store_move_next(struct move_rows *rows)
{
    enum db_result r = query_step(rows->row);
    if (r != DB_DONE || rows->inside || rows->table->inside == Q_COUNT)
        return r;
    query_end(rows->row);
    rows->inside = true;
    rows->row = begin(rows->db, rows->table->inside);
    return query_step(rows->row);
}

void store_move_close(struct move_rows *rows)
{
    query_end(rows->row);
}

/* ---- a row ---- */

static int64_t bind_bytes(struct query *q, int i, char kind, struct str v)
{
    if (kind == 't')
        query_str(q, i, v);
    else
        query_blob(q, i, v.ptr, v.len);
    return (int64_t)v.len;
}

enum db_result store_move_put(struct db *to, const struct move_table *t, struct query *row, int64_t *bytes)
{
    struct query *q = db_query(to, t->put);
    for (int i = 0; t->kinds[i]; i++) {
        if (query_col_null(row, i))
            query_null(q, i + 1);
        else if (t->kinds[i] == 'i')
            query_int(q, i + 1, query_col_int(row, i));
        else
            *bytes += bind_bytes(q, i + 1, t->kinds[i], query_col_str(row, i));
    }
    return query_bulk(q);
}

static bool value_equal(struct query *a, struct query *b, int i, char kind)
{
    bool null = query_col_null(a, i);
    if (null || query_col_null(b, i))
        return null && query_col_null(b, i);
    return kind == 'i' ? query_col_int(a, i) == query_col_int(b, i) : str_eq(query_col_str(a, i), query_col_str(b, i));
}

bool store_move_equal(const struct move_table *t, struct query *a, struct query *b)
{
    for (int i = 0; t->kinds[i]; i++)
        if (!value_equal(a, b, i, t->kinds[i]))
            return false;
    return true;
}

static struct str value_text(struct query *row, int i, char kind, struct arena *a)
{
    if (kind == 'i')
        return arena_fmt(a, "%lld", (long long)query_col_int(row, i));
    struct str v = query_col_str(row, i);
    if (kind == 't')
        return arena_str(a, v);
    struct str hex = STR("");
    for (size_t k = 0; k < v.len; k++)
        hex = arena_fmt(a, "%.*s%02x", STR_ARG(hex), (unsigned char)v.ptr[k]);
    return hex;
}

struct str store_move_key(const struct move_table *t, struct query *row, struct arena *a)
{
    struct str text = arena_fmt(a, "(%s) = (", t->key);
    for (int i = 0; i < t->keys; i++) {
        struct str value = value_text(row, i, t->kinds[i], a);
        text = arena_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? ", " : "", STR_ARG(value));
    }
    return arena_fmt(a, "%.*s)", STR_ARG(text));
}

/* ---- the database as a whole ---- */

int store_move_version(struct db *db)
{
    return db->driver->version(db);
}

enum db_result store_move_marked(struct db *db)
{
    struct query *q = db_query(db, Q_MOVE_MARKED);
    enum db_result r = query_step(q);
    query_end(q);
    return r;
}

enum db_result store_move_mark(struct db *db, struct str note)
{
    struct query *q = db_query(db, Q_MOVE_MARK);
    query_str(q, 1, note);
    return query_run(q);
}

enum db_result store_move_unmark(struct db *db)
{
    return query_run(db_query(db, Q_MOVE_UNMARK));
}

enum db_result store_move_occupied(struct db *db, bool *ret)
{
    int64_t yes = 0;
    enum db_result r = ask(db_query(db, Q_MOVE_OCCUPIED), &yes);
    *ret = yes != 0;
    return r;
}

/* ---- far ones ---- */

enum db_result store_move_alone(struct db *db, bool *ret)
{
    int64_t yes = 0;
    enum db_result r = ask(db_query(db, Q_MOVE_ALONE), &yes);
    *ret = yes != 0;
    return r;
}

enum db_result store_move_others(struct db *db, int64_t *ret)
{
    return ask(db_query(db, Q_MOVE_OTHERS), ret);
}

enum db_result store_move_erase(struct db *db)
{
    return query_run(db_query(db, Q_MOVE_ERASE));
}

enum db_result store_move_settle(struct db *db, int64_t events)
{
    enum db_result r = db_settle(db); /* the numbers are read from the tables */
    if (r == DB_OK)
        r = query_run(db_query(db, Q_MOVE_SEQUENCES));
    return r == DB_OK ? store_head_set(db, events) : r;
}

enum db_result store_move_analyze(struct db *db)
{
    return query_run(db_query(db, Q_MOVE_ANALYZE));
}
