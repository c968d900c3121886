/*
 * failure: what the server says went wrong, as a value of enum db_result. The first failure of a transaction stays its answer until
 * it is rolled back, as the server does nothing more in it.
 */
#include <stdarg.h>
#include <stdio.h>

#include "store/postgres/pq.h"

/* The first row whose code begins the SQLSTATE. */
static const struct {
    const char *code;
    enum db_result result;
} results[] = {
    {"23505", DB_UNIQUE},  {"23", DB_CONSTRAINT}, {"SE001", DB_APPEND_ONLY}, {"53100", DB_FULL}, {"40001", DB_RETRY},
    {"40P01", DB_RETRY},   {"55P03", DB_RETRY},   {"08", DB_LOST},           {"57P01", DB_LOST}, {"57P02", DB_LOST},
    {"57P03", DB_LOST},    {"57P05", DB_LOST},    {"25P03", DB_LOST},        {"25006", DB_LOST}, {"42501", DB_DENIED},
    {"28", DB_DENIED},     {"3F000", DB_DENIED},  {"3D000", DB_MISSING},     {"53300", DB_BUSY}, {"XX001", DB_CORRUPT},
    {"XX002", DB_CORRUPT},
};

enum db_result pq_result_of(const char *sqlstate)
{
    for (size_t i = 0; sqlstate && i < sizeof results / sizeof results[0]; i++)
        if (str_starts(str_of(sqlstate), str_of(results[i].code)))
            return results[i].result;
    return DB_FAILED;
}

/* The first line: what follows are hints, and ends of lines. */
static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%.*s", from ? (int)strcspn(from, "\n") : 0, from ? from : "");
}

/* "unit.serial, unit.product_id" as SQLite tells it: the columns out of 'Key (serial, product_id)=(...) already exists.' */
static void unique_columns(struct pq_failure *f, size_t size, const char *table, const char *detail)
{
    struct str s = str_of(detail);
    size_t from = str_find(s, '('), to = str_find(s, ')');
    if (!table || from >= to)
        return;
    struct str columns = str_slice(s, from + 1, to - from - 1);
    size_t used = 0;
    while (columns.len && used < size) {
        size_t comma = str_find(columns, ',');
        struct str column = str_trim(str_slice(columns, 0, comma));
        used +=
            (size_t)snprintf(f->constraint + used, size - used, "%s%s.%.*s", used ? ", " : "", table, STR_ARG(column));
        columns = str_slice(columns, comma + 1, columns.len);
    }
}

static void read_constraint(struct pq_failure *f, const PGresult *result)
{
    const char *table = PQresultErrorField(result, PG_DIAG_TABLE_NAME);
    const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
    copy(f->constraint, sizeof f->constraint, PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
    if (f->result == DB_UNIQUE)
        unique_columns(f, sizeof f->constraint, table, PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL));
    else if (table && column)
        snprintf(f->constraint, sizeof f->constraint, "%s.%s", table, column);
}

static void keep_first(struct pq *db, unsigned tx)
{
    if (tx == db->tx_number && db->first.result == DB_OK)
        db->first = db->last;
}

enum db_result pq_note(struct pq *db, const PGresult *result, unsigned tx)
{
    struct pq_failure *f = &db->last;
    copy(f->sqlstate, sizeof f->sqlstate, PQresultErrorField(result, PG_DIAG_SQLSTATE));
    copy(f->text, sizeof f->text, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    if (!f->text[0])
        copy(f->text, sizeof f->text, PQresultErrorMessage(result));
    f->result = pq_result_of(f->sqlstate);
    if (!f->sqlstate[0] && PQstatus(db->conn) == CONNECTION_BAD)
        f->result = DB_LOST; /* not the server said it, but the library: nobody answers any more */
    /* What a reader may not write is our mistake; a writer that may not write leads to a server that was demoted. */
    if (str_is(str_of(f->sqlstate), "25006") && (db->mode == DB_READ || db->tx == PQ_TX_READ))
        f->result = DB_FAILED;
    read_constraint(f, result);
    keep_first(db, tx);
    if (f->result == DB_LOST)
        db->lost = true;
    return f->result;
}

enum db_result pq_note_own(struct pq *db, enum db_result r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    db->last = (struct pq_failure){.result = r};
    vsnprintf(db->last.text, sizeof db->last.text, format, args);
    va_end(args);
    db->last.text[strcspn(db->last.text, "\n")] = '\0';
    keep_first(db, db->tx_number);
    return r;
}
