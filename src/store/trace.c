#include "store/trace.h"

#include "base/limits.h"

/* A list in the arena that grows to twice its size. NULL when the arena is used up. */
static void *grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return items;
    *cap = *cap ? *cap * 2 : 16;
    void *wider = arena_array(a, *cap, size);
    if (wider && count)
        memcpy(wider, items, count * size);
    return wider;
}

static msec open_end(int64_t v)
{
    return v == INT64_MAX ? 0 : v;
}

static void read_link(struct query *q, struct trace_link *l)
{
    *l = (struct trace_link){
        .child_id = query_col_int(q, 0),
        .parent_id = query_col_int(q, 1),
        .depth = (int)query_col_int(q, 2),
        .from = query_col_int(q, 3),
        .to = query_col_int(q, 4),
        .chain_from = query_col_int(q, 5),
        .chain_to = open_end(query_col_int(q, 6)),
    };
}

enum db_result store_trace_links(struct db *db, struct arena *a, int64_t unit_id, bool inside, const msec *at,
                                 size_t limit, struct trace_links *ret)
{
    struct trace_links links = {0};
    size_t cap = 0;
    struct query *q = db_query(db, inside ? Q_TRACE_INSIDE : Q_TRACE_AROUND);
    query_int(q, 1, unit_id);
    query_int(q, 2, LIMIT_CONTAINMENT_DEPTH);
    if (at)
        query_int(q, 3, *at);
    else
        query_null(q, 3);
    query_int(q, 4, (int64_t)limit + 1);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && !(links.more = links.count == limit)) {
        links.items = grow(a, links.items, links.count, &cap, sizeof *links.items);
        if (!links.items)
            break;
        read_link(q, &links.items[links.count++]);
    }
    query_end(q);
    if (r != DB_DONE && !links.more)
        return r == DB_ROW ? DB_FAILED : r;
    *ret = links;
    return DB_OK;
}

enum db_result store_trace_holders(struct db *db, struct arena *a, int64_t unit_id, struct trace_holders *ret)
{
    struct trace_holders holders = {0};
    struct trace_holder *current = NULL;
    int64_t current_id = 0;
    size_t cap = 0;
    struct query *q = db_query(db, Q_TRACE_HOLDERS);
    query_int(q, 1, unit_id);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        int64_t party = query_col_int(q, 0);
        if (party != current_id && current)
            current->to = query_col_int(q, 4);
        if (party != current_id && party) {
            holders.items = grow(a, holders.items, holders.count, &cap, sizeof *holders.items);
            if (!holders.items)
                break;
            current = &holders.items[holders.count++];
            *current = (struct trace_holder){.party = {query_col_copy(q, 1, a), query_col_copy(q, 2, a)},
                                             .from_seq = query_col_int(q, 3),
                                             .from = query_col_int(q, 4)};
        }
        if (!party)
            current = NULL;
        if (current)
            current->status = (enum status)query_col_int(q, 5);
        current_id = party;
    }
    query_end(q);
    if (r != DB_DONE)
        return r == DB_ROW ? DB_FAILED : r;
    *ret = holders;
    return DB_OK;
}

enum db_result store_trace_top(struct db *db, int64_t unit_id, int64_t *ret_id)
{
    int64_t top = unit_id;
    for (int depth = 0; depth < LIMIT_CONTAINMENT_DEPTH; depth++) {
        struct query *q = db_query(db, Q_TRACE_PARENT);
        query_int(q, 1, top);
        enum db_result r = query_step(q);
        int64_t parent = r == DB_ROW ? query_col_int(q, 0) : 0;
        query_end(q);
        if (r != DB_ROW && r != DB_DONE)
            return r;
        if (!parent)
            break;
        top = parent;
    }
    *ret_id = top;
    return DB_OK;
}

enum db_result store_trace_tops(struct db *db, const int64_t *ids, size_t count, struct buf *found)
{
    struct query *q = db_query(db, Q_TRACE_TOPS);
    query_ints(q, 1, ids, count);
    query_int(q, 2, LIMIT_CONTAINMENT_DEPTH);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        struct trace_top top = {query_col_int(q, 0), query_col_int(q, 1)};
        buf_add(found, &top, sizeof top);
    }
    query_end(q);
    return r == DB_DONE ? DB_OK : r;
}
