/*
 * db: the one interface of a database, with a driver behind it (sqlite/, postgres/). It knows connections,
 * transactions, named queries with bound parameters and rows; it knows nothing of units or events.
 *
 * A connection belongs to one thread at a time. Texts and blobs of a row live until the query's next step or end.
 * Failures of the world are values of enum db_result; a misuse (wrong parameter number, wrong order) is an assert.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/str.h"
#include "queries.gen.h"

enum db_result {
    DB_OK,
    DB_ROW,         /* a step has a row */
    DB_DONE,        /* a step has no more rows */
    DB_UNIQUE,      /* a UNIQUE or PRIMARY KEY constraint said no */
    DB_CONSTRAINT,  /* a CHECK, NOT NULL or FOREIGN KEY constraint said no */
    DB_APPEND_ONLY, /* somebody tried to change history */
    DB_FULL,        /* no room on the disk */
    DB_BUSY,        /* somebody else holds the database */
    DB_CORRUPT,     /* the file is damaged, or no database */
    DB_MISSING,     /* there is no such database */
    DB_NEWER,       /* written by a newer version of this program */
    DB_RETRY,       /* another writer was in the way (deadlock, serialization): run the transaction again */
    DB_LOST, /* the connection is gone, or leads to a server that may no longer write; what was not committed is undone */
    DB_UNKNOWN, /* only db_commit: no answer came, so it may be done or not */
    DB_DENIED,  /* the database's role lacks a right */
    DB_FAILED   /* any other failure of the world; db_error() says which */
};

struct db;    /* one connection */
struct query; /* one running statement of a connection */

enum db_mode {
    DB_READ,  /* never writes, never waits for the writer */
    DB_WRITE, /* the only writing connection */
    DB_CREATE /* as DB_WRITE; makes the database when there is none */
};

/* Open; runs no migration. On failure *ret is NULL and error (error_size bytes) holds a sentence. */
enum db_result db_open(const char *url, enum db_mode mode, struct db **ret, char *error, size_t error_size);
/* The URL for people, in buf (the result): without the user and password that it may hold. */
const char *db_url_shown(const char *url, char *buf, size_t size);
/* The path of an SQLite database, and no URL, be it misspelt. */
bool db_is_file(const char *url);
/* Another connection to the same database. */
enum db_result db_again(const struct db *db, enum db_mode mode, struct db **ret, char *error, size_t error_size);
void db_close(struct db *db); /* NULL is fine */
/* Something that is remembered beside a connection, and freed with it; one thing at most. */
void db_keep(struct db *db, void *thing, void (*free_thing)(void *thing));
void *db_kept(const struct db *db); /* NULL: nothing */
/* What went wrong last, for a log; valid until the next call on db. */
const char *db_error(const struct db *db);
/* Name of the constraint or of "table.column" that said no last, "" when unknown. */
const char *db_constraint(const struct db *db);
const char *db_result_text(enum db_result r);

/* Each statement is a round trip to another process: look ahead, gather, and expect other writers. */
bool db_far(const struct db *db);
/* The database of that URL, which is not opened, would be. */
bool db_url_far(const char *url);

/* Bring the schema to this program's version; each migration is one transaction. DB_NEWER when it is ahead of us. */
enum db_result db_migrate(struct db *db);
/* Of a newer version than this program: who only reads it would not know what it means. */
bool db_newer(struct db *db);

enum db_result db_begin(struct db *db);      /* a writing transaction */
enum db_result db_begin_read(struct db *db); /* one unchanging view until db_rollback */
enum db_result db_commit(struct db *db);     /* durable when it returns DB_OK */
/* All that was sent (query_send, query_bulk) is done: DB_OK, or the first failure. */
enum db_result db_settle(struct db *db);
void db_rollback(struct db *db);
/* One nested level: begin, then keep or undo what came since. */
enum db_result db_savepoint(struct db *db);
enum db_result db_savepoint_keep(struct db *db);
void db_savepoint_undo(struct db *db);
/* Move committed pages from the log into the database file when there is much to move. Only the writer calls it. */
enum db_result db_checkpoint(struct db *db, bool all);
/* Copy the whole database, as of now, into a new file (mode 0600; DB_UNIQUE when there is one already) that needs no other file
 * beside it. Others may write meanwhile. progress() may be NULL and is told done and total pages. Not flushed: base/file.h. */
enum db_result db_backup(struct db *db, const char *path, void (*progress)(void *, int64_t, int64_t), void *state);
/* Nothing is at url: neither a database nor remains of one (a log) that a new one there would take for its own. */
bool db_absent(const char *url);
/* An empty database of the same engine, without tables and without foreign keys enforced, which nobody else sees and which is
 * gone when it is closed: for working something out. Large ones go to the disk (TMPDIR, else /var/tmp). */
enum db_result db_scratch(struct db *like, struct db **ret);
/* Look at every page, index, constraint and foreign key; problem() is told what is wrong, at most 100 times each. DB_OK when all
 * was looked at, whatever was found. */
enum db_result db_integrity(struct db *db, void (*problem)(void *, struct str), void *state);

/* A named query, ready to be bound. It must be ended with query_end before the same name is used again. */
struct query *db_query(struct db *db, enum query_id id);
/* A query put together from fixed fragments (filters, sorting): never from input. Prepared once per text and kept. */
struct query *db_query_text(struct db *db, struct str sql);

/* Parameters count from 1. Bytes must stay until the query has ended. */
void query_int(struct query *q, int i, int64_t v);
void query_id(struct query *q, int i, int64_t v); /* 0 becomes NULL */
void query_str(struct query *q, int i, struct str v);
void query_opt(struct query *q, int i, struct str v); /* empty becomes NULL */
void query_blob(struct query *q, int i, const void *bytes, size_t len);
void query_null(struct query *q, int i);
/* Arrays, for `= ANY (?1)` and unnest(?1): only where db_far. The values must stay until the query has ended. */
void query_ints(struct query *q, int i, const int64_t *values, size_t count);
void query_strs(struct query *q, int i, const struct str *values, size_t count);
void query_blobs(struct query *q, int i, const struct str *values, size_t count);
/* The rows may be very many: fetch them in portions. Before the first step, within a transaction. */
void query_stream(struct query *q);

enum db_result query_step(struct query *q);
/* Step a statement that gives no rows, and end it: DB_OK or what went wrong. */
enum db_result query_run(struct query *q);
/* As query_run, but where db_far it may be under way still when this returns DB_OK: a failure is then told by the next statement
 * that is waited for, at the latest by db_settle or db_commit, and nothing after it was done. */
enum db_result query_send(struct query *q);
/* As query_send, for an INSERT that comes many times: rows may be gathered and written at once, before anything that reads or
 * writes their table. The query is marked `bulk` in sql/queries. */
enum db_result query_bulk(struct query *q);
void query_end(struct query *q);

/* Columns count from 0; NULL reads as 0 and as {NULL,0}. */
int64_t query_col_int(struct query *q, int i);
struct str query_col_str(struct query *q, int i); /* text or blob; borrowed */
bool query_col_null(struct query *q, int i);
/* Copied into the arena. */
struct str query_col_copy(struct query *q, int i, struct arena *a);

/* Rows that the last query_run changed. */
int64_t db_changes(const struct db *db);
/* Rows that this connection has changed since it was opened: a number that stays says that nothing was written. */
int64_t db_writes(const struct db *db);
/* Key that the last INSERT into a table with an INTEGER PRIMARY KEY made. */
int64_t db_last_id(const struct db *db);

#endif
