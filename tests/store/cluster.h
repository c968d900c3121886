/*
 * cluster: databases of one test on a PostgreSQL cluster that somebody else has started (tools/dev/with_postgres.py).
 * SERNO_TEST_POSTGRES is the URL of a database of it, for CREATE DATABASE; without it the tests work on SQLite.
 *
 * A database is a copy of a template that was migrated once: quicker than migrating each. Abort says what failed: nothing here is
 * what a test is about.
 */
#ifndef TESTS_CLUSTER_H
#define TESTS_CLUSTER_H

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/db.h"

enum { CLUSTER_URL = 256 };

/* NULL: SQLite. */
static inline const char *cluster_url(void)
{
    const char *url = getenv("SERNO_TEST_POSTGRES");
    return url && *url ? url : NULL;
}

static inline void cluster_fail(PGconn *conn, const char *what)
{
    fprintf(stderr, "%s: %s\n", what, PQerrorMessage(conn));
    abort();
}

static inline PGconn *cluster_connect(const char *url)
{
    PGconn *conn = PQconnectdb(url);
    if (PQstatus(conn) != CONNECTION_OK)
        cluster_fail(conn, url);
    return conn;
}

/* The first value of the first row, 0 when there is none. */
static inline long long cluster_ask(PGconn *conn, const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        cluster_fail(conn, sql);
    long long value = PQntuples(result) > 0 && PQnfields(result) > 0 ? atoll(PQgetvalue(result, 0, 0)) : 0;
    PQclear(result);
    return value;
}

/* The URL of another database of the same cluster. */
static inline void cluster_other(char url[CLUSTER_URL], const char *name)
{
    const char *at = cluster_url();
    const char *authority = strstr(at, "://") + 3;
    size_t len = (size_t)(authority - at) + strcspn(authority, "/");
    snprintf(url, CLUSTER_URL, "%.*s/%s", (int)len, at, name);
}

static inline void cluster_migrate(const char *name)
{
    char url[CLUSTER_URL], error[300] = "";
    struct db *db;
    cluster_other(url, name);
    if (db_open(url, DB_CREATE, &db, error, sizeof error) != DB_OK || db_migrate(db) != DB_OK) {
        fprintf(stderr, "%s: %s %s\n", name, error, db ? db_error(db) : "");
        abort();
    }
    db_close(db);
}

/* The template of this program's schema; many tests ask for it at the same time. */
static inline void cluster_template(PGconn *conn, char name[64])
{
    enum { LOCK = 471100 };
    char sql[256];
    unsigned long long hash = 14695981039346656037ULL;
    for (int i = 0; i < migration_count; i++)
        for (const char *c = migrations[i].sql[DB_POSTGRES]; c && *c; c++)
            hash = (hash ^ (unsigned char)*c) * 1099511628211ULL;
    snprintf(name, 64, "template_%016llx", hash);
    snprintf(sql, sizeof sql, "SELECT pg_advisory_lock(%d)", LOCK);
    cluster_ask(conn, sql);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_database WHERE datname = '%s'", name);
    if (cluster_ask(conn, sql) == 0) {
        cluster_ask(conn, "DROP DATABASE IF EXISTS template_unfinished");
        cluster_ask(conn, "CREATE DATABASE template_unfinished");
        cluster_migrate("template_unfinished");
        snprintf(sql, sizeof sql, "ALTER DATABASE template_unfinished RENAME TO %s", name);
        cluster_ask(conn, sql);
    }
    snprintf(sql, sizeof sql, "SELECT pg_advisory_unlock(%d)", LOCK);
    cluster_ask(conn, sql);
}

/* A migrated, empty database. */
static inline void cluster_create(char url[CLUSTER_URL])
{
    char name[64], template[64], sql[256];
    struct timespec now;
    PGconn *conn = cluster_connect(cluster_url());
    cluster_template(conn, template);
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(name, sizeof name, "t_%ld_%lld_%ld", (long)getpid(), (long long)now.tv_sec, now.tv_nsec);
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE %s", name, template);
    cluster_ask(conn, sql);
    PQfinish(conn);
    cluster_other(url, name);
}

static inline void cluster_drop(const char *url)
{
    char sql[256];
    PGconn *conn = cluster_connect(cluster_url());
    snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", strrchr(url, '/') + 1);
    cluster_ask(conn, sql);
    PQfinish(conn);
}

#endif
