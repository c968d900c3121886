#include "store/idempotency.h"

enum db_result store_idempotency_find(struct db *db, struct arena *a, struct id key, struct idempotency *ret)
{
    struct query *q = db_query(db, Q_IDEMPOTENCY_FIND);
    query_blob(q, 1, key.bytes, sizeof key.bytes);
    enum db_result r = query_step(q);
    struct str digest = r == DB_ROW ? query_col_str(q, 0) : (struct str){0};
    if (r == DB_ROW && digest.len == sizeof ret->digest) {
        *ret = (struct idempotency){.key = key,
                                    .status = (int)query_col_int(q, 1),
                                    .body = query_col_copy(q, 2, a),
                                    .created_at = query_col_int(q, 3)};
        memcpy(ret->digest, digest.ptr, sizeof ret->digest);
    }
    query_end(q);
    return r;
}

enum db_result store_idempotency_insert(struct db *db, const struct idempotency *kept)
{
    struct query *q = db_query(db, Q_IDEMPOTENCY_INSERT);
    query_blob(q, 1, kept->key.bytes, sizeof kept->key.bytes);
    query_blob(q, 2, kept->digest, sizeof kept->digest);
    query_int(q, 3, kept->status);
    query_blob(q, 4, kept->body.ptr, kept->body.len);
    query_int(q, 5, kept->created_at);
    return query_run(q);
}

enum db_result store_idempotency_purge(struct db *db, msec before)
{
    struct query *q = db_query(db, Q_IDEMPOTENCY_PURGE);
    query_int(q, 1, before);
    return query_run(q);
}
