/*
 * driver: what a database engine must offer behind db.h. Each driver begins its structs with struct db / struct query.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/db.h"

/* Values of an array: int64_t, or struct str. */
enum db_array { DB_INTS, DB_STRS, DB_BLOBS };

struct db_driver {
    const char *name;
    enum db_engine engine; /* which text of each named query and migration is its own */
    bool far;              /* db_far */
    bool (*knows)(const char *url);
    enum db_result (*open)(const char *url, enum db_mode mode, struct db **ret, char *error, size_t error_size);
    void (*close)(struct db *db);
    const char *(*error)(const struct db *db);
    const char *(*constraint)(const struct db *db);
    /* Schema version (migrations done), or -1. */
    int (*version)(struct db *db);
    /* Only one process at a time brings the schema to a new version. May be NULL: then a transaction keeps others out. */
    enum db_result (*lock_schema)(struct db *db);
    void (*unlock_schema)(struct db *db);
    /* Run a script of several statements. */
    enum db_result (*script)(struct db *db, const char *sql);
    enum db_result (*checkpoint)(struct db *db, bool all);
    enum db_result (*backup)(struct db *db, const char *path, void (*progress)(void *, int64_t, int64_t), void *state);
    bool (*absent)(const char *url);
    enum db_result (*scratch)(struct db **ret);
    enum db_result (*integrity)(struct db *db, void (*problem)(void *, struct str), void *state);
    struct query *(*query)(struct db *db, enum query_id id);
    struct query *(*query_text)(struct db *db, struct str sql);
    void (*bind_int)(struct query *q, int i, int64_t v);
    void (*bind_str)(struct query *q, int i, struct str v);
    void (*bind_blob)(struct query *q, int i, const void *bytes, size_t len);
    void (*bind_null)(struct query *q, int i);
    enum db_result (*step)(struct query *q);
    void (*end)(struct query *q);
    /* These may be NULL: then arrays are not there, statements are run at once, and rows come one by one in any case. */
    void (*bind_array)(struct query *q, int i, enum db_array kind, const void *values, size_t count);
    void (*stream)(struct query *q);
    enum db_result (*send)(struct query *q);
    enum db_result (*bulk)(struct query *q);
    enum db_result (*settle)(struct db *db);
    int64_t (*col_int)(struct query *q, int i);
    struct str (*col_str)(struct query *q, int i);
    bool (*col_null)(struct query *q, int i);
    int64_t (*changes)(const struct db *db);
    int64_t (*writes)(const struct db *db);
    int64_t (*last_id)(const struct db *db);
};

struct db {
    const struct db_driver *driver;
    char *url;  /* as db_open was given it; NULL: a scratch database */
    void *kept; /* db_keep */
    void (*free_kept)(void *kept);
};

struct query {
    const struct db_driver *driver;
};

/* db_migrate with another list than the program's own: so that tests can begin at an older version and go on to one that is made up. */
enum db_result db_migrate_list(struct db *db, const struct migration *list, int count);

extern const struct db_driver sqlite_driver, postgres_driver;

#endif
