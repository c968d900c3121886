#include "store/person.h"

static void read_user(struct query *q, struct arena *a, struct user *u)
{
    *u = (struct user){
        .id = query_col_int(q, 0),
        .name = query_col_copy(q, 1, a),
        .password_hash = query_col_copy(q, 2, a),
        .roles = (unsigned)query_col_int(q, 3),
        .active = query_col_int(q, 4) != 0,
        .created_at = query_col_int(q, 5),
        .version = query_col_int(q, 6),
    };
}

static enum db_result read_one_user(struct query *q, struct arena *a, struct user *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_user(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_user_by_id(struct db *db, struct arena *a, int64_t id, struct user *ret)
{
    struct query *q = db_query(db, Q_USER_BY_ID);
    query_int(q, 1, id);
    return read_one_user(q, a, ret);
}

enum db_result store_user_by_name(struct db *db, struct arena *a, struct str name, struct user *ret)
{
    struct query *q = db_query(db, Q_USER_BY_NAME);
    query_str(q, 1, name);
    return read_one_user(q, a, ret);
}

enum db_result store_user_first(struct db *db, struct arena *a, unsigned roles, struct user *ret)
{
    struct query *q = db_query(db, Q_USER_FIRST);
    query_int(q, 1, roles);
    return read_one_user(q, a, ret);
}

enum db_result store_user_list(struct db *db, struct arena *a, struct str after, int active, int limit,
                               struct user **ret, size_t *ret_count)
{
    struct user *rows = ARENA_ARRAY(a, (size_t)limit, struct user);
    size_t count = 0;
    enum db_result r = DB_FAILED;
    struct query *q = db_query(db, Q_USER_LIST);
    query_str(q, 1, after);
    query_int(q, 2, active);
    query_int(q, 3, limit);
    while (rows && (r = query_step(q)) == DB_ROW)
        read_user(q, a, &rows[count++]);
    query_end(q);
    *ret = rows;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_user_insert(struct db *db, const struct user *u, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_USER_INSERT);
    query_str(q, 1, u->name);
    query_opt(q, 2, u->password_hash);
    query_int(q, 3, u->roles);
    query_int(q, 4, u->active);
    query_int(q, 5, u->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_user_update(struct db *db, const struct user *u)
{
    struct query *q = db_query(db, Q_USER_UPDATE);
    query_int(q, 1, u->id);
    query_opt(q, 2, u->password_hash);
    query_int(q, 3, u->roles);
    query_int(q, 4, u->active);
    query_int(q, 5, u->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

static enum db_result read_number(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_user_count(struct db *db, int64_t *ret)
{
    return read_number(db_query(db, Q_USER_COUNT), ret);
}

enum db_result store_user_count_others(struct db *db, unsigned roles, int64_t except_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_USER_COUNT_OTHERS);
    query_int(q, 1, roles);
    query_int(q, 2, except_id);
    return read_number(q, ret);
}

/* ---- sessions ---- */

static void bind_hash(struct query *q, int i, const struct hash *h)
{
    query_blob(q, i, h->bytes, sizeof h->bytes);
}

enum db_result store_session_insert(struct db *db, const struct session *s)
{
    struct query *q = db_query(db, Q_SESSION_INSERT);
    bind_hash(q, 1, &s->token);
    query_int(q, 2, s->user_id);
    query_int(q, 3, s->created_at);
    query_int(q, 4, s->expires_at);
    query_str(q, 5, s->device);
    return query_run(q);
}

enum db_result store_session_delete(struct db *db, struct hash token)
{
    struct query *q = db_query(db, Q_SESSION_DELETE);
    bind_hash(q, 1, &token);
    return query_run(q);
}

enum db_result store_session_delete_of(struct db *db, int64_t user_id, const struct hash *except)
{
    struct query *q = db_query(db, Q_SESSION_DELETE_OF);
    query_int(q, 1, user_id);
    if (except)
        bind_hash(q, 2, except);
    else
        query_null(q, 2);
    return query_run(q);
}

enum db_result store_session_purge(struct db *db, msec now)
{
    struct query *q = db_query(db, Q_SESSION_PURGE);
    query_int(q, 1, now);
    return query_run(q);
}

enum db_result store_session_trim(struct db *db, int64_t user_id, int keep)
{
    struct query *q = db_query(db, Q_SESSION_TRIM);
    query_int(q, 1, user_id);
    query_int(q, 2, keep);
    return query_run(q);
}

static enum db_result identity(struct query *q, struct arena *a, struct hash token, msec now, struct identity *ret)
{
    bind_hash(q, 1, &token);
    query_int(q, 2, now);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct identity){
            .user_id = query_col_int(q, 0),
            .name = query_col_copy(q, 1, a),
            .roles = (unsigned)query_col_int(q, 2),
            .device = query_col_copy(q, 3, a),
            .expires_at = query_col_int(q, 4),
        };
    query_end(q);
    return r;
}

enum db_result store_session_identity(struct db *db, struct arena *a, struct hash token, msec now, struct identity *ret)
{
    return identity(db_query(db, Q_SESSION_IDENTITY), a, token, now, ret);
}

enum db_result store_api_key_identity(struct db *db, struct arena *a, struct hash token, msec now, struct identity *ret)
{
    return identity(db_query(db, Q_API_KEY_IDENTITY), a, token, now, ret);
}

/* ---- keys ---- */

static void read_key(struct query *q, struct arena *a, struct api_key *k)
{
    *k = (struct api_key){
        .id = query_col_int(q, 0),
        .name = query_col_copy(q, 1, a),
        .user_id = query_col_int(q, 2),
        .user_name = query_col_copy(q, 3, a),
        .roles = (unsigned)query_col_int(q, 4),
        .created_at = query_col_int(q, 5),
        .expires_at = query_col_int(q, 6),
        .revoked_at = query_col_int(q, 7),
    };
}

enum db_result store_api_key_by_id(struct db *db, struct arena *a, int64_t id, struct api_key *ret)
{
    struct query *q = db_query(db, Q_API_KEY_BY_ID);
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_key(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_api_key_list(struct db *db, struct arena *a, int64_t user_id, int64_t after_id, int limit,
                                  struct api_key **ret, size_t *ret_count)
{
    struct api_key *rows = ARENA_ARRAY(a, (size_t)limit, struct api_key);
    size_t count = 0;
    enum db_result r = DB_FAILED;
    struct query *q = db_query(db, Q_API_KEY_LIST);
    query_int(q, 1, user_id);
    query_int(q, 2, after_id);
    query_int(q, 3, limit);
    while (rows && (r = query_step(q)) == DB_ROW)
        read_key(q, a, &rows[count++]);
    query_end(q);
    *ret = rows;
    *ret_count = count;
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_api_key_insert(struct db *db, const struct api_key *k, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_API_KEY_INSERT);
    query_str(q, 1, k->name);
    bind_hash(q, 2, &k->token);
    query_int(q, 3, k->user_id);
    query_int(q, 4, k->roles);
    query_int(q, 5, k->created_at);
    query_id(q, 6, k->expires_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_api_key_revoke(struct db *db, int64_t id, msec now)
{
    struct query *q = db_query(db, Q_API_KEY_REVOKE);
    query_int(q, 1, id);
    query_int(q, 2, now);
    return query_run(q);
}
