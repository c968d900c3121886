/*
 * db: finds the driver and passes on; what does not depend on the engine (migrations, savepoints) is here.
 */
#include "store/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/driver.h"

static const struct db_driver *const drivers[] = {&sqlite_driver, &postgres_driver};
enum { DRIVERS = sizeof drivers / sizeof drivers[0] };

static const char *const result_texts[] = {
    [DB_OK] = "all is well",
    [DB_ROW] = "there is a row",
    [DB_DONE] = "there are no more rows",
    [DB_UNIQUE] = "a value that must be unique is there already",
    [DB_CONSTRAINT] = "a constraint of the database said no",
    [DB_APPEND_ONLY] = "history cannot be changed",
    [DB_FULL] = "the disk is full",
    [DB_BUSY] = "another process holds the database",
    [DB_CORRUPT] = "the file is damaged, or is no Serno database",
    [DB_MISSING] = "there is no such database",
    [DB_NEWER] = "the database was written by a newer version of serno",
    [DB_RETRY] = "another writer was in the way",
    [DB_LOST] = "the connection to the database was lost",
    [DB_UNKNOWN] = "the database gave no answer to the commit",
    [DB_DENIED] = "the database's role lacks a right",
    [DB_FAILED] = "the database failed",
};

const char *db_result_text(enum db_result r)
{
    return result_texts[r];
}

static enum db_result open_with(const struct db_driver *driver, const char *url, enum db_mode mode, struct db **ret,
                                char *error, size_t error_size)
{
    enum db_result r = driver->open(url, mode, ret, error, error_size);
    if (r != DB_OK)
        return r;
    (*ret)->url = strdup(url);
    assert((*ret)->url);
    return DB_OK;
}

enum db_result db_again(const struct db *db, enum db_mode mode, struct db **ret, char *error, size_t error_size)
{
    return db_open(db->url, mode, ret, error, error_size);
}

const char *db_url_shown(const char *url, char *buf, size_t size)
{
    const char *begin = strstr(url, "://");
    size_t from = begin ? (size_t)(begin - url) + 3 : 0;
    struct str authority = str_slice(str_of(url), from, from ? strcspn(url + from, "?#") : SIZE_MAX);
    size_t at = from ? authority.len : 0;
    while (at > 0 && authority.ptr[at - 1] != '@')
        at--;
    authority = str_slice(authority, at, authority.len);
    snprintf(buf, size, "%.*s%.*s", (int)from, url, STR_ARG(authority));
    return buf;
}

bool db_is_file(const char *url)
{
    return sqlite_driver.knows(url);
}

enum db_result db_open(const char *url, enum db_mode mode, struct db **ret, char *error, size_t error_size)
{
    *ret = NULL;
    for (int i = 0; i < DRIVERS; i++)
        if (drivers[i]->knows(url))
            return open_with(drivers[i], url, mode, ret, error, error_size);
    /* The rest may hold a password, and nobody knows where. */
    snprintf(error, error_size, "there is no database engine for '%.*s:...'; it is a file, or postgresql://...",
             (int)strcspn(url, ":"), url);
    return DB_FAILED;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    if (db->kept)
        db->free_kept(db->kept);
    free(db->url);
    db->driver->close(db);
}

void db_keep(struct db *db, void *thing, void (*free_thing)(void *thing))
{
    assert(!db->kept);
    db->kept = thing;
    db->free_kept = free_thing;
}

void *db_kept(const struct db *db)
{
    return db->kept;
}

const char *db_error(const struct db *db)
{
    return db->driver->error(db);
}

const char *db_constraint(const struct db *db)
{
    return db->driver->constraint(db);
}

static enum db_result migrate_one(struct db *db, const struct migration *m)
{
    enum db_result r = db_begin(db);
    if (r != DB_OK)
        return r;
    r = db->driver->script(db, m->sql[db->driver->engine]);
    if (r == DB_OK) {
        struct query *q = db_query_text(db, STR("INSERT INTO schema_version (number, title) VALUES (?1, ?2)"));
        query_int(q, 1, m->number);
        query_str(q, 2, str_of(m->title));
        r = query_run(q);
    }
    if (r == DB_OK)
        r = db_commit(db);
    if (r != DB_OK)
        db_rollback(db);
    return r;
}

static enum db_result migrate(struct db *db, const struct migration *list, int count)
{
    int version = db->driver->version(db);
    if (version > count)
        return DB_NEWER;
    if (version < 0) {
        enum db_result r =
            db->driver->script(db, "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, title TEXT NOT NULL)");
        if (r != DB_OK)
            return r;
        version = 0;
    }
    for (int i = version; i < count; i++) {
        enum db_result r = migrate_one(db, &list[i]);
        if (r != DB_OK)
            return r;
    }
    return DB_OK;
}

enum db_result db_migrate_list(struct db *db, const struct migration *list, int count)
{
    const struct db_driver *driver = db->driver;
    enum db_result r = driver->lock_schema ? driver->lock_schema(db) : DB_OK;
    if (r != DB_OK)
        return r;
    r = migrate(db, list, count);
    if (driver->unlock_schema)
        driver->unlock_schema(db);
    return r;
}

enum db_result db_migrate(struct db *db)
{
    return db_migrate_list(db, migrations, migration_count);
}

bool db_newer(struct db *db)
{
    return db->driver->version(db) > migration_count;
}

enum db_result db_begin(struct db *db)
{
    return query_run(db_query(db, Q_TX_BEGIN));
}

enum db_result db_begin_read(struct db *db)
{
    return query_run(db_query(db, Q_TX_BEGIN_READ));
}

enum db_result db_commit(struct db *db)
{
    return query_run(db_query(db, Q_TX_COMMIT));
}

void db_rollback(struct db *db)
{
    query_run(db_query(db, Q_TX_ROLLBACK));
}

enum db_result db_savepoint(struct db *db)
{
    return query_run(db_query(db, Q_TX_SAVEPOINT));
}

enum db_result db_savepoint_keep(struct db *db)
{
    return query_run(db_query(db, Q_TX_SAVEPOINT_KEEP));
}

void db_savepoint_undo(struct db *db)
{
    query_run(db_query(db, Q_TX_SAVEPOINT_UNDO));
    query_run(db_query(db, Q_TX_SAVEPOINT_KEEP));
}

enum db_result db_settle(struct db *db)
{
    return db->driver->settle ? db->driver->settle(db) : DB_OK;
}

bool db_far(const struct db *db)
{
    return db->driver->far;
}

bool db_url_far(const char *url)
{
    for (int i = 0; i < DRIVERS; i++)
        if (drivers[i]->knows(url))
            return drivers[i]->far;
    return false;
}

enum db_result db_checkpoint(struct db *db, bool all)
{
    return db->driver->checkpoint(db, all);
}

enum db_result db_backup(struct db *db, const char *path, void (*progress)(void *, int64_t, int64_t), void *state)
{
    return db->driver->backup(db, path, progress, state);
}

bool db_absent(const char *url)
{
    for (int i = 0; i < DRIVERS; i++)
        if (drivers[i]->knows(url))
            return drivers[i]->absent(url);
    return false;
}

enum db_result db_scratch(struct db *like, struct db **ret)
{
    return like->driver->scratch(ret);
}

enum db_result db_integrity(struct db *db, void (*problem)(void *, struct str), void *state)
{
    return db->driver->integrity(db, problem, state);
}

struct query *db_query(struct db *db, enum query_id id)
{
    return db->driver->query(db, id);
}

struct query *db_query_text(struct db *db, struct str sql)
{
    return db->driver->query_text(db, sql);
}

void query_int(struct query *q, int i, int64_t v)
{
    q->driver->bind_int(q, i, v);
}

void query_id(struct query *q, int i, int64_t v)
{
    if (v)
        q->driver->bind_int(q, i, v);
    else
        q->driver->bind_null(q, i);
}

void query_str(struct query *q, int i, struct str v)
{
    q->driver->bind_str(q, i, v);
}

void query_opt(struct query *q, int i, struct str v)
{
    if (str_empty(v))
        q->driver->bind_null(q, i);
    else
        q->driver->bind_str(q, i, v);
}

void query_blob(struct query *q, int i, const void *bytes, size_t len)
{
    q->driver->bind_blob(q, i, bytes, len);
}

void query_null(struct query *q, int i)
{
    q->driver->bind_null(q, i);
}

static void bind_array(struct query *q, int i, enum db_array kind, const void *values, size_t count)
{
    assert(q->driver->bind_array);
    q->driver->bind_array(q, i, kind, values, count);
}

void query_ints(struct query *q, int i, const int64_t *values, size_t count)
{
    bind_array(q, i, DB_INTS, values, count);
}

void query_strs(struct query *q, int i, const struct str *values, size_t count)
{
    bind_array(q, i, DB_STRS, values, count);
}

void query_blobs(struct query *q, int i, const struct str *values, size_t count)
{
    bind_array(q, i, DB_BLOBS, values, count);
}

void query_stream(struct query *q)
{
    if (q->driver->stream)
        q->driver->stream(q);
}

enum db_result query_step(struct query *q)
{
    return q->driver->step(q);
}

enum db_result query_run(struct query *q)
{
    enum db_result r = q->driver->step(q);
    q->driver->end(q);
    return r == DB_DONE || r == DB_ROW ? DB_OK : r;
}

enum db_result query_send(struct query *q)
{
    return q->driver->send ? q->driver->send(q) : query_run(q);
}

enum db_result query_bulk(struct query *q)
{
    return q->driver->bulk ? q->driver->bulk(q) : query_run(q);
}

void query_end(struct query *q)
{
    q->driver->end(q);
}

int64_t query_col_int(struct query *q, int i)
{
    return q->driver->col_int(q, i);
}

struct str query_col_str(struct query *q, int i)
{
    return q->driver->col_str(q, i);
}

bool query_col_null(struct query *q, int i)
{
    return q->driver->col_null(q, i);
}

struct str query_col_copy(struct query *q, int i, struct arena *a)
{
    return arena_str(a, q->driver->col_str(q, i));
}

int64_t db_changes(const struct db *db)
{
    return db->driver->changes(db);
}

int64_t db_writes(const struct db *db)
{
    return db->driver->writes(db);
}

int64_t db_last_id(const struct db *db)
{
    return db->driver->last_id(db);
}
