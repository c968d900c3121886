#include "store/ids.h"

#include <stdlib.h>

#include "base/buf.h"

bool id_list_add(struct arena *a, struct id_list *l, int64_t id)
{
    if (l->count == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : 64;
        int64_t *at = ARENA_ARRAY(a, cap, int64_t);
        if (!at)
            return false;
        if (l->count)
            memcpy(at, l->at, l->count * sizeof *at);
        l->at = at;
        l->cap = cap;
    }
    l->at[l->count++] = id;
    return true;
}

enum db_result id_list_read(struct query *q, struct arena *a, struct id_list *ret)
{
    struct id_list ids = {0};
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && id_list_add(a, &ids, query_col_int(q, 0)))
        ;
    query_end(q);
    if (r != DB_DONE)
        return r == DB_ROW ? DB_FAILED : r; /* DB_ROW: the arena is used up */
    *ret = ids;
    return DB_OK;
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int falling(const void *a, const void *b)
{
    return ascending(b, a);
}

void id_list_sort(struct id_list *l, bool descending)
{
    if (l->count > 1)
        qsort(l->at, l->count, sizeof *l->at, descending ? falling : ascending);
}

enum db_result store_explain(struct db *db, struct arena *a, struct str sql, struct str *ret)
{
    enum { DETAIL = 3 };
    struct buf explain = {0}, text = {0};
    buf_z(&explain, "EXPLAIN QUERY PLAN ");
    buf_str(&explain, sql);
    struct query *q = db_query_text(db, buf_view(&explain));
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        buf_str(&text, query_col_str(q, DETAIL));
        buf_char(&text, '\n');
    }
    query_end(q);
    *ret = arena_str(a, buf_view(&text));
    buf_free(&explain);
    buf_free(&text);
    return r == DB_DONE ? DB_OK : r;
}
