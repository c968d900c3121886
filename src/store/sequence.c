#include "store/sequence.h"

#include <string.h>

/* First column of the first row; 0 when there is none. */
static enum db_result one_int(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    *ret = r == DB_ROW ? query_col_int(q, 0) : 0;
    query_end(q);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

enum db_result store_head(struct db *db, int64_t *ret)
{
    return one_int(db_query(db, Q_HEAD), ret);
}

enum db_result store_head_set(struct db *db, int64_t size)
{
    struct query *q = db_query(db, Q_HEAD_SET);
    query_int(q, 1, size);
    return query_send(q);
}

enum db_result store_integrate_lock(struct db *db, bool *ret)
{
    int64_t got = 0;
    enum db_result r = one_int(db_query(db, Q_INTEGRATE_LOCK), &got);
    *ret = got == 1;
    return r;
}

enum db_result store_sync_off(struct db *db)
{
    return query_send(db_query(db, Q_SYNC_OFF));
}

enum db_result store_sync_on(struct db *db)
{
    return query_send(db_query(db, Q_SYNC_ON));
}

enum db_result store_seq_reserved(struct db *db, int64_t *ret)
{
    return one_int(db_query(db, Q_SEQ_RESERVED), ret);
}

enum db_result store_transactions_ended(struct db *db, int64_t *ret)
{
    return one_int(db_query(db, Q_TRANSACTIONS_ENDED), ret);
}

enum db_result store_transaction_number(struct db *db, int64_t *ret)
{
    return one_int(db_query(db, Q_TRANSACTION_NUMBER), ret);
}

static struct hash hash_col(struct query *q, int column)
{
    struct hash h = {{0}};
    struct str bytes = query_col_str(q, column);
    if (bytes.len == sizeof h.bytes)
        memcpy(h.bytes, bytes.ptr, sizeof h.bytes);
    return h;
}

enum db_result store_leaves_after(struct db *db, int64_t seq, int limit, struct buf *found)
{
    struct query *q = db_query(db, Q_LEAVES_AFTER);
    query_int(q, 1, seq);
    query_int(q, 2, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        struct leaf leaf = {query_col_int(q, 0), hash_col(q, 1)};
        buf_add(found, &leaf, sizeof leaf);
    }
    query_end(q);
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_recorded_at(struct db *db, int64_t seq, msec *ret)
{
    struct query *q = db_query(db, Q_EVENT_AT);
    query_int(q, 1, seq);
    enum db_result r = query_step(q);
    *ret = r == DB_ROW && query_col_int(q, 0) == seq ? query_col_int(q, 1) : 0;
    query_end(q);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

/* ---- kept hashes in blocks ---- */

static struct query *block_query(struct db *db, int level, uint64_t number)
{
    int64_t first = (int64_t)number * 256;
    struct query *q = db_query(db, level == 0 ? Q_LEAVES_BETWEEN : Q_NODES_BETWEEN);
    if (level == 0) {
        query_int(q, 1, first + 1); /* leaf i is the event at place i + 1 */
        query_int(q, 2, first + 256);
    } else {
        query_int(q, 1, level);
        query_int(q, 2, first);
        query_int(q, 3, first + 255);
    }
    return q;
}

static bool load_block(struct db *db, int level, struct merkle_block *b, uint64_t number)
{
    memset(b->known, 0, sizeof b->known);
    struct query *q = block_query(db, level, number);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        uint64_t at = (uint64_t)query_col_int(q, 0) - (level == 0) - number * 256;
        if (at < 256) {
            b->hashes[at] = hash_col(q, 1);
            b->known[at] = true;
        }
    }
    query_end(q);
    b->number = number;
    b->loaded = r == DB_DONE;
    return b->loaded;
}

static bool fetch(void *state, int level, uint64_t index, struct hash *ret)
{
    struct merkle_blocks *blocks = state;
    struct merkle_block *b = &blocks->levels[level / MERKLE_LEVEL_STEP];
    bool there = b->loaded && b->number == index / 256;
    if ((!there && !load_block(blocks->db, level, b, index / 256)) || !b->known[index % 256])
        return false;
    *ret = b->hashes[index % 256];
    return true;
}

struct merkle_source store_merkle_blocks(struct merkle_blocks *b)
{
    return (struct merkle_source){fetch, b};
}
