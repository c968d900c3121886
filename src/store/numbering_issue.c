/*
 * numbering_issue: what was issued, and the pools made of it.
 */
#include "store/numbering.h"

/* ---- issues ---- */

static struct id col_id(struct query *q, int i)
{
    struct id id = {{0}};
    struct str bytes = query_col_str(q, i);
    if (bytes.len == sizeof id.bytes)
        memcpy(id.bytes, bytes.ptr, sizeof id.bytes);
    return id;
}

static void read_issue(struct query *q, struct arena *a, struct numbering_issue *i)
{
    *i = (struct numbering_issue){
        .id = col_id(q, 0),
        .scheme = query_col_copy(q, 2, a),
        .kind = (enum numbering_kind)query_col_int(q, 3),
        .product = query_col_copy(q, 4, a),
        .period = query_col_copy(q, 5, a),
        .quantity = query_col_int(q, 6),
        .skipped = query_col_int(q, 7),
        .first_unit = query_col_int(q, 8),
        .issued_at = query_col_int(q, 9),
        .user = query_col_copy(q, 10, a),
        .pool = query_col_copy(q, 11, a),
    };
    struct str digest = query_col_str(q, 1);
    if (digest.len == sizeof i->digest)
        memcpy(i->digest, digest.ptr, sizeof i->digest);
}

enum db_result store_numbering_issue_insert(struct db *db, const struct numbering_issue *i)
{
    struct query *q = db_query(db, Q_NUMBERING_ISSUE_INSERT);
    query_blob(q, 1, i->id.bytes, sizeof i->id.bytes);
    query_blob(q, 2, i->digest, sizeof i->digest);
    query_int(q, 3, i->scheme_id);
    query_id(q, 4, i->product_id);
    query_str(q, 5, i->period);
    query_int(q, 6, i->quantity);
    query_int(q, 7, i->skipped);
    query_id(q, 8, i->first_unit);
    query_int(q, 9, i->issued_at);
    query_int(q, 10, i->user_id);
    return query_run(q);
}

enum db_result store_numbering_issue_by_id(struct db *db, struct arena *a, struct id id, struct numbering_issue *ret)
{
    struct query *q = db_query(db, Q_NUMBERING_ISSUE_BY_ID);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_issue(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_numbering_issue_list(struct db *db, struct arena *a, const struct numbering_issue_filter *f,
                                          struct numbering_issue **ret, size_t *ret_count)
{
    struct numbering_issue *rows = ARENA_ARRAY(a, (size_t)f->limit, struct numbering_issue);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_NUMBERING_ISSUE_LIST);
    query_int(q, 1, f->before.issued_at);
    query_blob(q, 2, f->before.id.bytes, sizeof f->before.id.bytes);
    query_str(q, 3, f->scheme);
    query_str(q, 4, f->product);
    query_int(q, 5, f->limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        read_issue(q, a, &rows[count++]);
    query_end(q);
    *ret = rows;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}

/* ---- their numbers ---- */

static struct query *ask_units(struct db *db, const struct numbering_issue *i, int64_t place, int limit)
{
    struct query *q = db_query(db, Q_NUMBERING_UNIT_LIST);
    query_int(q, 1, i->first_unit + place);
    query_int(q, 2, i->first_unit + i->quantity - 1);
    query_int(q, 3, limit);
    return q;
}

static struct query *ask_packages(struct db *db, const struct numbering_issue *i, int64_t place, int limit)
{
    struct query *q = db_query(db, Q_PACKAGE_NUMBER_LIST);
    query_blob(q, 1, i->id.bytes, sizeof i->id.bytes);
    query_int(q, 2, place);
    query_int(q, 3, limit);
    return q;
}

enum db_result store_issued_numbers(struct db *db, struct arena *a, const struct numbering_issue *i, int64_t place,
                                    int limit, struct issued_number **ret, size_t *ret_count)
{
    struct issued_number *rows = ARENA_ARRAY(a, (size_t)limit, struct issued_number);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    bool units = i->first_unit != 0;
    struct query *q = (units ? ask_units : ask_packages)(db, i, place, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        struct issued_number *n = &rows[count++];
        *n = (struct issued_number){.number = query_col_copy(q, 0, a), .place = query_col_int(q, 1)};
        n->unit = units ? n->place : 0;
        n->place -= i->first_unit;
        n->status = units ? (enum status)query_col_int(q, 2) : STATUS_NONE;
        n->used = units ? n->status != STATUS_ALLOCATED && n->status != STATUS_VOID : query_col_int(q, 2) != 0;
        n->changed_at = units ? query_col_int(q, 3) : 0;
    }
    query_end(q);
    *ret = rows;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_package_number_insert(struct db *db, struct id issue, struct str number, int64_t place)
{
    struct query *q = db_query(db, Q_PACKAGE_NUMBER_INSERT);
    query_str(q, 1, number);
    query_blob(q, 2, issue.bytes, sizeof issue.bytes);
    query_int(q, 3, place);
    return query_bulk(q);
}

/* ---- pools ---- */

static void read_pool(struct query *q, struct arena *a, struct number_pool *p)
{
    *p = (struct number_pool){
        .id = col_id(q, 0),
        .name = query_col_copy(q, 1, a),
        .scheme = query_col_copy(q, 2, a),
        .product = query_col_copy(q, 3, a),
        .party = query_col_copy(q, 4, a),
        .location = query_col_copy(q, 5, a),
        .period = query_col_copy(q, 6, a),
        .quantity = query_col_int(q, 7),
        .first_unit = query_col_int(q, 8),
        .expires_at = query_col_int(q, 9),
        .closed_at = query_col_int(q, 10),
        .issued_at = query_col_int(q, 11),
        .user = query_col_copy(q, 12, a),
        .version = query_col_int(q, 13),
        .left = query_col_int(q, 14),
        .void_count = query_col_int(q, 15),
    };
    p->used = p->quantity - p->left - p->void_count;
}

enum db_result store_number_pool_insert(struct db *db, const struct number_pool *p)
{
    struct query *q = db_query(db, Q_NUMBER_POOL_INSERT);
    query_blob(q, 1, p->id.bytes, sizeof p->id.bytes);
    query_str(q, 2, p->name);
    query_id(q, 3, p->party_id);
    query_id(q, 4, p->location_id);
    query_id(q, 5, p->expires_at);
    return query_run(q);
}

enum db_result store_number_pool_by_id(struct db *db, struct arena *a, struct id id, struct number_pool *ret)
{
    struct query *q = db_query(db, Q_NUMBER_POOL_BY_ID);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_pool(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_number_pool_list(struct db *db, struct arena *a, const struct number_pool_filter *f,
                                      struct number_pool **ret, size_t *ret_count)
{
    struct number_pool *rows = ARENA_ARRAY(a, (size_t)f->limit, struct number_pool);
    size_t count = 0;
    if (!rows)
        return DB_FAILED;
    struct query *q = db_query(db, Q_NUMBER_POOL_LIST);
    query_int(q, 1, f->before.issued_at);
    query_blob(q, 2, f->before.id.bytes, sizeof f->before.id.bytes);
    query_str(q, 3, f->product);
    query_str(q, 4, f->party);
    query_int(q, 5, f->open);
    query_int(q, 6, f->limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        read_pool(q, a, &rows[count++]);
    query_end(q);
    *ret = rows;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_number_pool_update(struct db *db, const struct number_pool *p)
{
    struct query *q = db_query(db, Q_NUMBER_POOL_UPDATE);
    query_str(q, 1, p->name);
    query_id(q, 2, p->expires_at);
    query_blob(q, 3, p->id.bytes, sizeof p->id.bytes);
    query_int(q, 4, p->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_number_pool_close(struct db *db, struct id id, msec now)
{
    struct query *q = db_query(db, Q_NUMBER_POOL_CLOSE);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    query_int(q, 2, now);
    return query_run(q);
}

enum db_result store_number_pool_due(struct db *db, msec now, struct id *ret)
{
    struct query *q = db_query(db, Q_NUMBER_POOL_DUE);
    query_int(q, 1, now);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = col_id(q, 0);
    query_end(q);
    return r;
}

enum db_result store_number_pool_unused(struct db *db, struct arena *a, const struct number_pool *p, int limit,
                                        int64_t **ret, size_t *ret_count)
{
    int64_t *ids = ARENA_ARRAY(a, (size_t)limit, int64_t);
    size_t count = 0;
    if (!ids)
        return DB_FAILED;
    struct query *q = db_query(db, Q_NUMBER_POOL_UNUSED);
    query_int(q, 1, p->first_unit);
    query_int(q, 2, p->first_unit + p->quantity - 1);
    query_int(q, 3, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        ids[count++] = query_col_int(q, 0);
    query_end(q);
    *ret = ids;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}
