/*
 * The databases of a run are made beside the one of --url, in its cluster, and removed at the end.
 */
#include "bench/raw_postgres.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct raw {
    struct pg_link link;
    struct pg_bulk *bulk; /* NULL: for reading only */
    char url[400];
    const char *query_text;
};

/* ---- databases ---- */

/* The name of the database within a URL. */
static struct str name_in(const char *url)
{
    const char *host = strstr(url, "://");
    const char *slash = host ? strchr(host + 3, '/') : NULL;
    return slash ? (struct str){slash + 1, strcspn(slash + 1, "?")} : (struct str){url, 0};
}

static bool beside(const char *url, const char *name, char ret[400])
{
    struct str old = name_in(url);
    if (old.len == 0)
        return false;
    int n = snprintf(ret, 400, "%.*s%s%s", (int)(old.ptr - url), url, name, old.ptr + old.len);
    return n < 400;
}

/* A statement about the database of url, asked on another one's connection. %.*s is its name. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static bool about(struct pg_link *l, const char *format, const char *url)
{
    char sql[200];
    snprintf(sql, sizeof sql, format, STR_ARG(name_in(url)));
    return pg_exec(l, sql);
}
#pragma GCC diagnostic pop

static bool told(const struct pg_link *l, bool ok, char error[200])
{
    if (!ok)
        snprintf(error, 200, "%.199s", l->error);
    return ok;
}

static bool place(const char *dir, const char *url, struct raw_place *ret, char error[200])
{
    char name[64], plain[80];
    struct pg_link l;
    (void)dir;
    long long unique = (long long)time_now();
    snprintf(name, sizeof name, "bench_%llx_%x", unique, (unsigned)getpid());
    snprintf(plain, sizeof plain, "%s_plain", name);
    if (!url || strlen(url) >= sizeof ret->beside || !beside(url, name, ret->url) || !beside(url, plain, ret->copy)) {
        snprintf(error, 200,
                 "PostgreSQL needs --url postgresql://user@host/database, of a role that may make databases");
        return false;
    }
    snprintf(ret->beside, sizeof ret->beside, "%s", url);
    bool ok = pg_open(&l, url) && about(&l, "CREATE DATABASE \"%.*s\"", ret->url);
    told(&l, ok, error);
    pg_close(&l);
    return ok;
}

static void remove_all(const struct raw_place *p)
{
    struct pg_link l;
    if (p->beside[0] && pg_open(&l, p->beside)) {
        about(&l, "DROP DATABASE IF EXISTS \"%.*s\" WITH (FORCE)", p->copy);
        about(&l, "DROP DATABASE IF EXISTS \"%.*s\" WITH (FORCE)", p->url);
    }
    pg_close(&l);
}

/* Statistics and visibility as they are in a database that has been there for some time: or both would be made while it is
 * measured, now beside the plain loop and now beside the server. */
static bool settle(const struct raw_place *p, char error[200])
{
    struct pg_link l;
    bool ok = pg_open(&l, p->url) && pg_exec(&l, "VACUUM ANALYZE");
    told(&l, ok, error);
    pg_close(&l);
    return ok;
}

static bool copy(const struct raw_place *p, char error[200])
{
    struct pg_link l;
    char sql[300];
    if (!settle(p, error))
        return false;
    snprintf(sql, sizeof sql, "CREATE DATABASE \"%.*s\" TEMPLATE \"%.*s\" STRATEGY file_copy",
             STR_ARG(name_in(p->copy)), STR_ARG(name_in(p->url)));
    bool ok = pg_open(&l, p->beside) && about(&l, "DROP DATABASE IF EXISTS \"%.*s\"", p->copy) && pg_exec(&l, sql) &&
              pg_exec(&l, "CHECKPOINT");
    told(&l, ok, error);
    pg_close(&l);
    return ok;
}

/* What an empty database has is in it as well. */
static double bytes_of(const struct raw_place *p)
{
    struct pg_link l;
    double n = pg_open(&l, p->url) ? (double)pg_number(&l, "SELECT pg_database_size(current_database())") : 0;
    pg_close(&l);
    return n;
}

/* ---- connections ---- */

static void close_raw(struct raw *r)
{
    if (!r)
        return;
    pg_bulk_free(r->bulk);
    pg_close(&r->link);
    free(r);
}

static struct raw *open_raw(const char *url, bool writes, char error[200])
{
    struct raw *r = calloc(1, sizeof *r);
    assert(r);
    snprintf(r->url, sizeof r->url, "%s", url);
    bool ok = pg_open(&r->link, url);
    if (ok && writes)
        ok = (r->bulk = pg_bulk_new(&r->link)) != NULL;
    if (told(&r->link, ok, error))
        return r;
    close_raw(r);
    return NULL;
}

static const char *error_text(const struct raw *r)
{
    return r->link.error;
}

static bool bulk(struct raw *r, const struct raw_bulk *b, double *times)
{
    return pg_bulk_run(r->bulk, b, times);
}

static double scans(struct raw *r, double seconds, long range)
{
    return pg_scans(r->url, seconds, range, r->link.error);
}

static double look_ups(const char *url, double seconds, long range)
{
    char error[200];
    double rate = pg_look_ups(url, seconds, range, error);
    if (rate < 0)
        fprintf(stderr, "serno-bench: %s\n", error);
    return rate;
}

/* ---- reading ---- */

static bool prepare_query(struct raw *r, const char *sql)
{
    if (r->query_text == sql)
        return true;
    if (r->query_text && !pg_exec(&r->link, "DEALLOCATE query"))
        return false;
    r->query_text = NULL;
    PGresult *result = PQprepare(r->link.conn, "query", sql, 0, NULL);
    if (PQresultStatus(result) == PGRES_COMMAND_OK)
        r->query_text = sql;
    else
        pg_failed(&r->link, result);
    PQclear(result);
    return r->query_text == sql;
}

static double fetch(struct raw *r, const char *sql, const char *const *values, int count, long *ret_rows)
{
    if (!prepare_query(r, sql))
        return -1;
    int64_t started = time_monotonic_ns();
    PGresult *result = PQexecPrepared(r->link.conn, "query", count, values, NULL, NULL, 1);
    bool ok = PQresultStatus(result) == PGRES_TUPLES_OK || pg_failed(&r->link, result);
    *ret_rows = PQntuples(result);
    for (int row = 0; row < PQntuples(result); row++)
        for (int i = 0; i < PQnfields(result); i++)
            (void)PQgetlength(result, row, i);
    PQclear(result);
    return ok ? (double)(time_monotonic_ns() - started) / 1e9 : -1;
}

const struct engine raw_postgres = {
    .name = "postgres",
    .place = place,
    .copy = copy,
    .remove = remove_all,
    .bytes = bytes_of,
    .open = open_raw,
    .close = close_raw,
    .error = error_text,
    .bulk = bulk,
    .scans = scans,
    .fetch = fetch,
    .look_ups = look_ups,
};
