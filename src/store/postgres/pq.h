/*
 * pq: what the files of the PostgreSQL driver share. Not for others: db.h is what the rest of the program sees.
 *
 *   postgres.c    the table of functions, opening and closing, scripts, versions
 *   connect.c     from a URL to a connection with its settings, and the sentence when there is none; connecting again
 *   text.c        ?N becomes $N; what a text does and which tables it names
 *   statement.c   named and free texts, their preparation, bound values
 *   encode.c      values as bytes of the types that the server wants
 *   pipeline.c    what is sent and not answered yet
 *   transaction.c begin, commit, rollback, savepoints
 *   result.c      rows, whole or through a cursor
 *   bulk.c        inserts that are gathered; copy.c writes them by COPY
 *   failure.c     SQLSTATE -> enum db_result
 *   integrity.c   what can be looked through from outside the server
 *
 * Every statement travels in libpq's pipeline mode. What is waited for reads all answers before it too; what is not waited for
 * leaves its failure in db->first, and from then on everything is answered with it until a rollback.
 */
#ifndef STORE_POSTGRES_PQ_H
#define STORE_POSTGRES_PQ_H

#include <libpq-fe.h>

#include "base/buf.h"
#include "store/driver.h"

enum {
    PQ_TEXT_QUERIES = 128, /* kept statements made from fragments */
    PQ_UNDER_WAY = 256,    /* statements without an answer; then the oldest half is waited for */
    PQ_TABLES = 32,        /* tables whose rows are gathered */
    PQ_GATHERED_BYTES = 4 * 1024 * 1024,
    PQ_PORTION_FIRST = 100, /* rows that a cursor gives at once; later as many as take so many bytes: */
    PQ_PORTION_BYTES = 2 * 1024 * 1024,
    PQ_PORTION = 5000
};

/* Types of the server's catalogue (pg_type.dat), which never change. */
enum {
    PQ_BOOL = 16,
    PQ_BYTEA = 17,
    PQ_NAME = 19,
    PQ_INT8 = 20,
    PQ_INT2 = 21,
    PQ_INT4 = 23,
    PQ_TEXT = 25,
    PQ_OID = 26,
    PQ_FLOAT8 = 701,
    PQ_BYTEA_ARRAY = 1001,
    PQ_INT2_ARRAY = 1005,
    PQ_INT4_ARRAY = 1007,
    PQ_TEXT_ARRAY = 1009,
    PQ_INT8_ARRAY = 1016,
    PQ_VARCHAR_ARRAY = 1015,
    PQ_VARCHAR = 1043,
    PQ_NUMERIC = 1700
};

enum pq_kind { PQ_UNBOUND, PQ_NULL, PQ_NUMBER, PQ_STR, PQ_BLOB, PQ_NUMBERS, PQ_STRS, PQ_BLOBS };

struct pq_value {
    enum pq_kind kind;
    int64_t number;
    const void *bytes; /* of a text or blob; or the values of an array */
    size_t len;        /* bytes, or values */
};

struct pq;

/* A text of SQL, and its running. */
struct pq_query {
    struct query base;
    struct pq *db;
    enum query_id id; /* Q_COUNT: a free text */
    char *sql;        /* as the server gets it; owned, NULL: not looked at yet */
    bool writes;      /* changes rows of a table */
    bool selects;     /* gives rows */
    bool key;         /* its row is the new key */
    bool bulk;        /* may be gathered */
    bool busy;
    int params;  /* highest ?N */
    bool *named; /* params: the text has this ?N */
    struct pq_value *values;
    Oid *types;            /* what the server wants, once prepared */
    unsigned session;      /* in which it is prepared; 0: never */
    unsigned number;       /* statement s<number> */
    unsigned tables_known; /* bits of tables that are right: the first so many */
    uint32_t tables;       /* gathered tables that must be written before this one runs */

    struct pq_table *gathers; /* where its rows wait; NULL: not known */

    /* While it runs: */
    bool started, streams, cursor;
    unsigned tx;              /* db->tx_number of the cursor */
    PGresult *result, *ahead; /* ahead: a cursor's next rows, once they are here */
    bool asked;               /* for those */
    int portion;              /* how many were asked for */
    int row;                  /* -1: before the first */
    char *digits;             /* numbers read as texts: 24 bytes a column, owned */
};

struct pq_text_query {
    struct pq_query query;
    char *given; /* the text before it was translated; owned, NULL: free slot */
    uint64_t used;
};

struct pq_failure {
    enum db_result result; /* DB_OK: none */
    char sqlstate[6];
    char constraint[128];
    char text[512];
};

/* Something that the server was sent and has not answered yet. */
struct pq_sent {
    bool sync;
    unsigned tx;     /* db->tx_number then */
    PGresult **keep; /* who wants the result; NULL: nobody, only whether it went well */
};

enum pq_tx { PQ_TX_NONE, PQ_TX_READ, PQ_TX_WRITE };

/* Rows of one table that wait to be written, in the form that COPY takes them. */
struct pq_table {
    char *name, *columns;
    struct pq_query *insert;
    uint32_t parents; /* bits of the tables that it refers to */
    struct buf rows;
    size_t count;
};

struct pq {
    struct db base;
    PGconn *conn; /* NULL only while opening */
    char *url;
    enum db_mode mode;
    unsigned session; /* counts connections, from 1 */
    bool lost;
    bool warned; /* the server sent a WARNING since this was cleared */

    enum pq_tx tx;
    bool implied; /* a reader's: it has no BEGIN, and lasts until the next sync */
    unsigned tx_number;
    PGresult **commit;       /* where the answer to a commit that is under way goes */
    bool commit_failed;      /* the failure is the answer to it, not to what came before */
    struct pq_failure last;  /* for db_error */
    struct pq_failure first; /* of this transaction: it can only be rolled back */

    struct pq_sent sent[PQ_UNDER_WAY + 8];
    unsigned sent_from, sent_count;
    unsigned unsynced; /* sent since the last sync */
    unsigned unasked;  /* sent since the server was last asked to answer */
    unsigned unflushed;

    struct pq_query named[Q_COUNT];
    struct pq_query locking[Q_COUNT]; /* the same with FOR NO KEY UPDATE */
    struct pq_text_query texts[PQ_TEXT_QUERIES];
    uint64_t clock;
    unsigned numbers; /* statements so far */

    struct pq_table tables[PQ_TABLES];
    unsigned table_count;
    size_t gathered_bytes;
    char *references; /* "child parent" lines of the catalogue, owned; NULL: not asked */

    int64_t changes, writes, last_id;
    struct buf scratch;  /* arrays while they are encoded */
    struct buf pointers; /* what libpq is given: values, lengths, formats, numbers */
};

/* connect.c */
/* A connection with its settings into db->conn. On failure error holds a sentence without the password. */
enum db_result pq_connect(struct pq *db, char *error, size_t error_size);
/* Outside a transaction: a lost connection is made anew, once. DB_OK or DB_LOST. */
enum db_result pq_ready(struct pq *db);
/* Look whether the server has gone while nothing was asked of it. */
void pq_look(struct pq *db);
void pq_set_lost(struct pq *db, const char *why);

/* text.c */
/* What q does, from its text; takes the text (no NUL needed) and sets sql, params, named, writes, selects. */
void pq_read_text(struct pq_query *q, struct str sql, const char *tail);
/* The text has this word outside quotes. */
bool pq_names(const char *sql, struct str word);
/* "INSERT INTO t (columns) VALUES ($1, ..., $n)" and nothing else. */
bool pq_plain_insert(const char *sql, int params, struct str *ret_table, struct str *ret_columns);

/* statement.c */
struct query *pq_named(struct db *base, enum query_id id);
struct query *pq_free_text(struct db *base, struct str sql);
enum db_result pq_prepare(struct pq_query *q);
void pq_bind_int(struct query *base, int i, int64_t v);
void pq_bind_str(struct query *base, int i, struct str v);
void pq_bind_blob(struct query *base, int i, const void *bytes, size_t len);
void pq_bind_null(struct query *base, int i);
void pq_bind_array(struct query *base, int i, enum db_array kind, const void *values, size_t count);
void pq_unbind(struct pq_query *q);
void pq_statements_free(struct pq *db);

/* encode.c */
/* Bytes of all bound values, as libpq wants them; valid until the next call. False: one does not fit (db->last says). */
struct pq_encoded {
    const char **bytes;
    int *lengths, *formats;
};
bool pq_encode(struct pq_query *q, struct pq_encoded *ret);
/* Room for n values in ret, and for their numbers (24 bytes each) as result. */
char *pq_lay_out(struct pq *db, int n, struct pq_encoded *ret);
/* The type that a value has by itself, 0: unknown. */
Oid pq_type_of(const struct pq_value *v);

/* pipeline.c */
/* Each takes part in the order of what is sent; DB_OK, or why it cannot be sent. keep: see struct pq_sent. */
enum db_result pq_send_prepared(struct pq_query *q, PGresult **keep);
enum db_result pq_send_encoded(struct pq_query *q, const struct pq_encoded *e, PGresult **keep);
enum db_result pq_send_text(struct pq *db, const char *sql, PGresult **keep);
/* A named text without values that the server keeps under its name: pq_keep sends it there, once a connection. */
enum db_result pq_keep(struct pq *db, enum query_id id);
enum db_result pq_send_kept(struct pq *db, enum query_id id, PGresult **keep);
enum db_result pq_send_typed(struct pq_query *q, const char *sql, PGresult **keep);
void pq_sent_add(struct pq *db, bool sync, PGresult **keep);
void pq_sync(struct pq *db);
/* Read the answers of all that was sent. DB_OK, or the first failure of the transaction. */
enum db_result pq_drain(struct pq *db);
/* Push what is sent to the server, without waiting for answers. */
void pq_push(struct pq *db);
/* Send one statement and wait: its result, or NULL and the failure. */
enum db_result pq_ask(struct pq *db, const char *sql, PGresult **ret);

/* transaction.c */
bool pq_is_transaction(enum query_id id);
/* A reader's transaction becomes one that the server knows of, which a cursor needs. */
enum db_result pq_begin_explicitly(struct pq *db);
/* The server is told their texts, once a connection: reading them anew each time would cost as much as a look-up. */
enum db_result pq_keep_transactions(struct pq *db);
enum db_result pq_transaction(struct pq *db, enum query_id id);
/* Another transaction, or (PQ_TX_NONE) a statement that is one by itself: what failed before is over. */
void pq_start_anew(struct pq *db, enum pq_tx tx);

/* result.c */
/* Connected, and the transaction has not failed. */
enum db_result pq_may_run(struct pq *db);
enum db_result pq_step(struct query *base);
void pq_end(struct query *base);
void pq_stream(struct query *base);
enum db_result pq_send(struct query *base);
int64_t pq_col_int(struct query *base, int i);
struct str pq_col_str(struct query *base, int i);
bool pq_col_null(struct query *base, int i);
int64_t pq_number(const PGresult *result, int row, int i);

/* bulk.c */
enum db_result pq_bulk(struct query *base);
/* Write what must be there before q is sent (NULL: all). DB_OK, or the first failure of the transaction. */
enum db_result pq_flush_for(struct pq_query *q, struct pq *db);
void pq_drop_gathered(struct pq *db);
void pq_bulk_free(struct pq *db);

/* copy.c */
#define PQ_COPY_HEAD "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0" /* the signature, no flags, no extension */
enum db_result pq_copy(struct pq *db, struct pq_table *t);

/* failure.c */
enum db_result pq_result_of(const char *sqlstate);
/* Note a failed result in db->last, and in db->first when it belongs to what runs now. */
enum db_result pq_note(struct pq *db, const PGresult *result, unsigned tx);
/* The same for a failure of our own. */
enum db_result pq_note_own(struct pq *db, enum db_result r, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* integrity.c */
enum db_result pq_integrity(struct db *base, void (*problem)(void *, struct str), void *state);

#endif
