/*
 * fresh: an empty, migrated database for a test of the store: SQLite in a temporary directory, or one of a PostgreSQL cluster
 * (cluster.h), so that the same tests say what every driver must do.
 */
#ifndef TESTS_STORE_FRESH_H
#define TESTS_STORE_FRESH_H

#include <unistd.h>

#include "cluster.h"
#include "store/db.h"
#include "testing.h"

struct fresh {
    char dir[64], url[CLUSTER_URL]; /* dir: "" where the database is no file */
    struct db *db;
    struct arena *arena;
};

static inline void fresh_url(struct fresh *f)
{
    if (cluster_url()) {
        cluster_create(f->url);
        return;
    }
    snprintf(f->dir, sizeof f->dir, "/tmp/serno-store-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->url, sizeof f->url, "%s/serno.db", f->dir);
}

/* For what is about files, or about SQLite's own plans. */
#define FRESH_SQLITE_ONLY()                                                                                            \
    do {                                                                                                               \
        if (cluster_url())                                                                                             \
            skip();                                                                                                    \
    } while (0)

/* cmocka fixtures: *state is a struct fresh. */
static inline int fresh_open(void **state)
{
    char error[256] = "";
    struct fresh *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fresh_url(f);
    f->arena = arena_new(0);
    if (db_open(f->url, DB_CREATE, &f->db, error, sizeof error) != DB_OK)
        fail_msg("%s", error);
    assert_int_equal(db_migrate(f->db), DB_OK);
    *state = f;
    return 0;
}

static inline int fresh_close(void **state)
{
    static const char *const files[] = {"serno.db", "serno.db-wal", "serno.db-shm"};
    struct fresh *f = *state;
    db_close(f->db);
    for (size_t i = 0; f->dir[0] && i < COUNT(files); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", f->dir, files[i]);
        unlink(path);
    }
    if (f->dir[0])
        assert_int_equal(rmdir(f->dir), 0);
    else
        cluster_drop(f->url);
    arena_free(f->arena);
    free(f);
    return 0;
}

#define FRESH_TEST(test) cmocka_unit_test_setup_teardown(test, fresh_open, fresh_close)

#endif
