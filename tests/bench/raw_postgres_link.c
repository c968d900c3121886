#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/raw_postgres.h"

bool pg_failed(struct pg_link *l, const PGresult *result)
{
    const char *why = result ? PQresultErrorMessage(result) : PQerrorMessage(l->conn);
    snprintf(l->error, sizeof l->error, "%.*s", (int)strcspn(why, "\n"), why);
    return false;
}

bool pg_open(struct pg_link *l, const char *url)
{
    *l = (struct pg_link){.conn = PQconnectdb(url)};
    return PQstatus(l->conn) == CONNECTION_OK
               ? pg_exec(l, "SET synchronous_commit = on; SET client_min_messages = warning")
               : pg_failed(l, NULL);
}

void pg_close(struct pg_link *l)
{
    PQfinish(l->conn);
    l->conn = NULL;
}

/* ---- statements ---- */

static bool good(struct pg_link *l, const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || pg_failed(l, result);
}

bool pg_exec(struct pg_link *l, const char *sql)
{
    PGresult *result = PQexec(l->conn, sql);
    bool ok = good(l, result);
    PQclear(result);
    return ok;
}

bool pg_prepare_all(struct pg_link *l, const char *const *texts, int count)
{
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%d", i);
        PGresult *result = PQprepare(l->conn, name, texts[i], 0, NULL);
        ok = good(l, result);
        PQclear(result);
    }
    return ok;
}

PGresult *pg_run(struct pg_link *l, int statement, const struct pg_row *row)
{
    static const int binary[PG_VALUES] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    char name[16];
    snprintf(name, sizeof name, "s%d", statement);
    PGresult *result = PQexecPrepared(l->conn, name, row->count, row->values, row->lengths, binary, 1);
    if (good(l, result))
        return result;
    PQclear(result);
    return NULL;
}

bool pg_do(struct pg_link *l, int statement, const struct pg_row *row)
{
    PGresult *result = pg_run(l, statement, row);
    PQclear(result);
    return result != NULL;
}

int64_t pg_number(struct pg_link *l, const char *sql)
{
    PGresult *result = PQexec(l->conn, sql);
    int64_t n = good(l, result) && PQntuples(result) == 1 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return n;
}

/* ---- values ---- */

int64_t pg_get(const PGresult *result, int row, int column)
{
    const unsigned char *at = (const unsigned char *)PQgetvalue(result, row, column);
    int len = PQgetlength(result, row, column);
    if (len == 0)
        return 0;
    int64_t v = (signed char)at[0];
    for (int i = 1; i < len; i++)
        v = v * 256 + at[i];
    return v;
}

static void add(struct pg_row *row, const char *bytes, int len)
{
    row->values[row->count] = bytes;
    row->lengths[row->count++] = len;
}

void pg_int(struct pg_row *row, int bytes, int64_t v)
{
    uint64_t wire = htobe64((uint64_t)v);
    char *at = row->numbers[row->count];
    memcpy(at, (const char *)&wire + 8 - bytes, (size_t)bytes);
    add(row, at, bytes);
}

void pg_key(struct pg_row *row, int64_t v)
{
    if (v)
        pg_int(row, 8, v);
    else
        pg_null(row);
}

void pg_bytes(struct pg_row *row, const void *bytes, size_t len)
{
    add(row, bytes, (int)len);
}

void pg_null(struct pg_row *row)
{
    add(row, NULL, 0);
}

void pg_put(struct buf *out, int bytes, int64_t v)
{
    uint64_t wire = htobe64((uint64_t)v);
    buf_add(out, (const char *)&wire + 8 - bytes, (size_t)bytes);
}

bool pg_body(struct pg_link *l, char *body)
{
    PGresult *result =
        PQexecParams(l->conn, "SELECT body FROM event ORDER BY units DESC LIMIT 1", 0, NULL, NULL, NULL, NULL, 1);
    bool ok = good(l, result) && PQntuples(result) == 1;
    for (int i = 0; ok && i < PG_BODY_MAX; i++)
        body[i] = PQgetvalue(result, 0, 0)[i % PQgetlength(result, 0, 0)];
    PQclear(result);
    return ok;
}
