#include "store/reserve.h"

enum db_result store_reserve(struct db *db, int64_t events, int64_t units, int64_t packages, msec now,
                             struct reserved *ret)
{
    struct query *q = db_query(db, Q_RESERVE);
    query_int(q, 1, events);
    query_int(q, 2, units);
    query_int(q, 3, packages);
    query_int(q, 4, now);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct reserved){query_col_int(q, 0), query_col_int(q, 1), query_col_int(q, 2), query_col_int(q, 3)};
    query_end(q);
    return r == DB_ROW ? DB_OK : r == DB_DONE ? DB_FAILED : r;
}

enum db_result store_masters_lock(struct db *db, bool shared)
{
    return query_run(db_query(db, shared ? Q_MASTERS_LOCK_SHARED : Q_MASTERS_LOCK));
}

enum db_result store_masters_version(struct db *db, int64_t *ret)
{
    struct query *q = db_query(db, Q_MASTERS_VERSION);
    enum db_result r = query_step(q);
    *ret = r == DB_ROW ? query_col_int(q, 0) : 0;
    query_end(q);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

enum db_result store_masters_bump(struct db *db)
{
    return query_send(db_query(db, Q_MASTERS_BUMP));
}

enum db_result store_confirm(struct db *db)
{
    return query_run(db_query(db, Q_CONFIRM));
}

enum db_result store_lock_briefly(struct db *db)
{
    return query_send(db_query(db, Q_LOCK_BRIEFLY));
}

enum db_result store_lock_all(struct db *db)
{
    return query_run(db_query(db, Q_LOCK_ALL));
}

enum db_result store_unlock_all(struct db *db)
{
    return query_run(db_query(db, Q_UNLOCK_ALL));
}
