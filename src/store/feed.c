#include "store/feed.h"

static void read_row(struct query *q, struct arena *a, struct feed_row *row)
{
    struct str id = query_col_str(q, 1);
    *row = (struct feed_row){
        .seq = query_col_int(q, 0),
        .command = (enum command_code)query_col_int(q, 2),
        .time = query_col_int(q, 3),
        .recorded_at = query_col_int(q, 4),
        .actor = query_col_copy(q, 5, a),
        .location = query_col_copy(q, 6, a),
        .order = query_col_copy(q, 7, a),
        .units = query_col_int(q, 8),
        .body = query_col_copy(q, 9, a),
    };
    if (id.len == sizeof row->id.bytes)
        memcpy(row->id.bytes, id.ptr, id.len);
}

enum db_result store_feed(struct db *db, struct arena *a, int64_t after, int limit, struct feed_row *rows,
                          size_t *ret_count)
{
    enum db_result r;
    size_t count = 0;
    struct query *q = db_query(db, Q_FEED);
    query_int(q, 1, after);
    query_int(q, 2, FEED_UNITS_MAX);
    query_int(q, 3, limit);
    while ((r = query_step(q)) == DB_ROW)
        read_row(q, a, &rows[count++]);
    query_end(q);
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}
