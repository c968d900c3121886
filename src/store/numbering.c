/*
 * store/numbering: schemes, counters and which numbers are taken. What was issued: numbering_issue.c.
 */
#include "store/numbering.h"

#include <stdlib.h>

/* ---- schemes ---- */

static void read_scheme(struct query *q, struct arena *a, struct numbering_scheme *s)
{
    *s = (struct numbering_scheme){
        .id = query_col_int(q, 0),
        .code = query_col_copy(q, 1, a),
        .name = query_col_copy(q, 2, a),
        .kind = (enum numbering_kind)query_col_int(q, 3),
        .pattern = query_col_copy(q, 4, a),
        .restart = (unsigned)query_col_int(q, 5),
        .first = query_col_int(q, 6),
        .active = query_col_int(q, 7) != 0,
        .created_at = query_col_int(q, 8),
        .version = query_col_int(q, 9),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct numbering_scheme *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_scheme(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_numbering_scheme_by_id(struct db *db, struct arena *a, int64_t id, struct numbering_scheme *ret)
{
    struct query *q = db_query(db, Q_NUMBERING_SCHEME_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_numbering_scheme_by_code(struct db *db, struct arena *a, struct str code,
                                              struct numbering_scheme *ret)
{
    struct query *q = db_query(db, Q_NUMBERING_SCHEME_BY_CODE);
    query_str(q, 1, code);
    return read_one(q, a, ret);
}

enum db_result store_numbering_scheme_list(struct db *db, struct arena *a, const struct numbering_scheme_filter *f,
                                           struct numbering_scheme_list *ret)
{
    size_t limit = (size_t)f->page.limit;
    struct numbering_scheme_list list = {.items = ARENA_ARRAY(a, limit, struct numbering_scheme)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_NUMBERING_SCHEME_LIST);
    query_str(q, 1, f->page.after);
    query_int(q, 2, f->page.active);
    query_str(q, 3, store_like(a, f->page.text));
    query_int(q, 4, f->kind);
    query_int(q, 5, f->page.limit + 1);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && !(list.more = list.count == limit))
        read_scheme(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_ROW && r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

enum db_result store_numbering_scheme_insert(struct db *db, const struct numbering_scheme *s, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_NUMBERING_SCHEME_INSERT);
    query_str(q, 1, s->code);
    query_str(q, 2, s->name);
    query_int(q, 3, s->kind);
    query_str(q, 4, s->pattern);
    query_int(q, 5, s->restart);
    query_int(q, 6, s->first);
    query_int(q, 7, s->active);
    query_int(q, 8, s->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_numbering_scheme_update(struct db *db, const struct numbering_scheme *s)
{
    struct query *q = db_query(db, Q_NUMBERING_SCHEME_UPDATE);
    query_str(q, 1, s->name);
    query_str(q, 2, s->pattern);
    query_int(q, 3, s->restart);
    query_int(q, 4, s->first);
    query_int(q, 5, s->active);
    query_int(q, 6, s->id);
    query_int(q, 7, s->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

/* ---- counters ---- */

enum db_result store_numbering_counter(struct db *db, int64_t scheme_id, struct str period, int64_t first, bool take,
                                       struct numbering_counter *ret)
{
    struct query *q = db_query(db, take ? Q_NUMBERING_COUNTER_TAKE : Q_NUMBERING_COUNTER);
    query_int(q, 1, scheme_id);
    query_str(q, 2, period);
    if (take)
        query_int(q, 3, first);
    *ret = (struct numbering_counter){.next = first};
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct numbering_counter){query_col_int(q, 0), query_col_int(q, 1)};
    query_end(q);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

enum db_result store_numbering_counter_put(struct db *db, int64_t scheme_id, struct str period,
                                           const struct numbering_counter *c)
{
    struct query *q = db_query(db, Q_NUMBERING_COUNTER_PUT);
    query_int(q, 1, scheme_id);
    query_str(q, 2, period);
    query_int(q, 3, c->next);
    query_int(q, 4, c->issued);
    return query_run(q);
}

/* ---- taken ---- */

static bool keep(struct arena *a, struct numbers_taken *t, size_t *cap, struct str number)
{
    if (t->count == *cap) {
        size_t more = *cap ? *cap * 2 : 16;
        struct str *items = arena_grow(a, t->items, *cap, more, sizeof *items);
        if (!items)
            return false;
        t->items = items;
        *cap = more;
    }
    t->items[t->count++] = number;
    return true;
}

static enum db_result read_taken(struct query *q, struct arena *a, struct numbers_taken *ret)
{
    struct numbers_taken t = {.count = 0};
    size_t cap = 0;
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        if (!keep(a, &t, &cap, query_col_copy(q, 0, a))) {
            query_end(q);
            return DB_FAILED;
        }
    query_end(q);
    *ret = t;
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_numbers_taken_between(struct db *db, struct arena *a, int64_t product_id, struct str from,
                                           struct str to, struct numbers_taken *ret)
{
    struct query *q = db_query(db, product_id ? Q_NUMBERING_SERIALS_TAKEN : Q_NUMBERING_CODES_TAKEN);
    int at = 1;
    if (product_id)
        query_int(q, at++, product_id);
    query_str(q, at++, from);
    query_str(q, at, to);
    return read_taken(q, a, ret);
}

static enum db_result taken_far(struct db *db, struct arena *a, int64_t product_id, const struct str *numbers,
                                size_t count, struct numbers_taken *ret)
{
    struct query *q = db_query(db, product_id ? Q_NUMBERING_SERIALS_KNOWN : Q_NUMBERING_CODES_KNOWN);
    if (product_id)
        query_int(q, 1, product_id);
    query_strs(q, product_id ? 2 : 1, numbers, count);
    return read_taken(q, a, ret);
}

static int compare(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum db_result taken_near(struct db *db, struct arena *a, int64_t product_id, const struct str *numbers,
                                 size_t count, struct numbers_taken *ret)
{
    struct numbers_taken t = {.count = 0};
    size_t cap = 0;
    for (size_t i = 0; i < count; i++) {
        struct query *q = db_query(db, product_id ? Q_NUMBERING_SERIAL_TAKEN : Q_NUMBERING_CODE_TAKEN);
        if (product_id)
            query_int(q, 1, product_id);
        query_str(q, product_id ? 2 : 1, numbers[i]);
        enum db_result r = query_step(q);
        query_end(q);
        if (r == DB_ROW && !keep(a, &t, &cap, numbers[i]))
            return DB_FAILED;
        if (r != DB_ROW && r != DB_DONE)
            return r;
    }
    if (t.count)
        qsort(t.items, t.count, sizeof *t.items, compare);
    *ret = t;
    return DB_OK;
}

enum db_result store_numbers_taken_of(struct db *db, struct arena *a, int64_t product_id, const struct str *numbers,
                                      size_t count, struct numbers_taken *ret)
{
    return (db_far(db) ? taken_far : taken_near)(db, a, product_id, numbers, count, ret);
}
