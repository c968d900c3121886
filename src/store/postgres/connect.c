/*
 * connect: from a URL to a connection with the settings that we rely on, or to a sentence that says why not. No sentence holds what
 * the URL says of user and password.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

enum { VERSION_MIN = 150000 };

/* ---- why there is no connection ---- */

static const struct {
    const char *part; /* of libpq's or the server's text */
    enum db_result result;
    const char *sentence; /* $u: the URL as it is shown, $d: the database, $r: the role */
} reasons[] = {
    {"role \"", DB_DENIED, "'$u' knows no role '$r'"},
    {"does not exist", DB_MISSING, "there is no database '$d' at '$u'; 'createdb $d' makes one"},
    {"password authentication failed", DB_DENIED, "'$u' does not take the password of role '$r'"},
    {"no password supplied", DB_DENIED, "'$u' wants a password for role '$r'"},
    {"authentication failed", DB_DENIED, "'$u' does not let role '$r' in"},
    {"no pg_hba.conf entry", DB_DENIED, "'$u' does not let role '$r' in from here (pg_hba.conf)"},
    {"permission denied for database", DB_DENIED, "role '$r' may not connect to database '$d' at '$u'"},
    {"not currently accepting connections", DB_DENIED, "database '$d' at '$u' takes no connections"},
    {"too many c", DB_BUSY, "'$u' has no connection left for us"},
    {"remaining connection slots", DB_BUSY, "'$u' has no connection left for us"},
    {"session is read-only", DB_LOST, "'$u' may not be written (a standby?)"},
    {"server is in hot standby", DB_LOST, "'$u' may not be written: it is a standby"},
    {"is starting up", DB_LOST, "'$u' is starting up"},
    {"is shutting down", DB_LOST, "'$u' is shutting down"},
    {"could not translate host name", DB_LOST, "the host of '$u' is unknown"},
    {"timeout expired", DB_LOST, "'$u' does not answer"},
    {"Connection refused", DB_LOST, "nothing listens at '$u'"},
    {"No such file or directory", DB_LOST, "nothing listens at '$u'"},
    {"", DB_LOST, "'$u' cannot be used: $w"},
};

/* What the server or the system said, in whichever language: it stands behind the address, and the rest of the line is all of it. */
static struct str last_words(const char *why)
{
    const char *found = strstr(why, "failed: ");
    return found ? (struct str){found + 8, strcspn(found + 8, "\n")} : STR("no connection");
}

static void say(struct pq *db, PGconn *conn, const char *sentence, char *error, size_t error_size)
{
    char shown[128];
    struct buf out = {0};
    db_url_shown(db->url, shown, sizeof shown);
    for (const char *c = sentence; *c; c++) {
        if (*c != '$') {
            buf_char(&out, *c);
            continue;
        }
        c++;
        buf_str(&out, *c == 'u'   ? str_of(shown)
                      : *c == 'd' ? str_of(PQdb(conn))
                      : *c == 'r' ? str_of(PQuser(conn))
                                  : last_words(PQerrorMessage(conn)));
    }
    snprintf(error, error_size, "%.*s", STR_ARG(buf_view(&out)));
    buf_free(&out);
}

static enum db_result explain(struct pq *db, PGconn *conn, char *error, size_t error_size)
{
    const char *why = PQerrorMessage(conn);
    size_t i = 0;
    while (!strstr(why, reasons[i].part))
        i++; /* the last row is in every text */
    say(db, conn, reasons[i].sentence, error, error_size);
    return reasons[i].result;
}

/* What libpq would quote if it were wrong, password and all. */
static bool url_is_sound(const char *url)
{
    char *why = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &why);
    struct str authority = str_of(strstr(url, "://") + 3);
    authority = str_slice(authority, 0, strcspn(authority.ptr, "/?"));
    size_t first = str_find(authority, '@');
    struct str rest = str_slice(authority, first + 1, authority.len);
    bool sound = options && str_find(rest, '@') == rest.len;
    PQconninfoFree(options);
    PQfreemem(why);
    return sound;
}

/* ---- settings ---- */

/* COMMIT must mean durable; JIT is for long analyses, and costs our short statements more than it gives. */
#define COMMON                                                                                                         \
    "SET standard_conforming_strings = on; SET jit = off;"                                                             \
    " SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';"
static const char settings_read[] =
    COMMON " SET default_transaction_read_only = on; SET default_transaction_isolation = 'repeatable read'";
/* A writer asks for single rows only; a plan that was made while a table was empty would still read all of it when it is large. A process that
 * is frozen, or whose machine is gone, in the middle of a transaction would keep its rows from all others for as long as TCP believes in it. */
static const char settings_write[] = COMMON " SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;"
                                            " SET idle_in_transaction_session_timeout = '10s'; SELECT "
                                            "set_config('default_transaction_isolation', 'read committed', false),"
                                            " set_config('serno.slot', (pg_backend_pid() % 64)::text, false)";

static bool configure(struct pq *db, PGconn *conn)
{
    PGresult *result = PQexec(conn, db->mode == DB_READ ? settings_read : settings_write);
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static enum db_result check_server(struct pq *db, PGconn *conn, char *error, size_t error_size)
{
    char shown[128];
    const char *encoding = PQparameterStatus(conn, "server_encoding");
    db_url_shown(db->url, shown, sizeof shown);
    if (PQserverVersion(conn) < VERSION_MIN) {
        snprintf(error, error_size, "'%s' is PostgreSQL %d; serno needs 15 or newer", shown,
                 PQserverVersion(conn) / 10000);
        return DB_FAILED;
    }
    if (!encoding || strcmp(encoding, "UTF8") != 0) {
        snprintf(error, error_size,
                 "database '%s' is encoded in %s; serno needs UTF8 ('createdb -E UTF8 -T template0')", shown,
                 encoding ? encoding : "another way");
        return DB_FAILED;
    }
    return DB_OK;
}

/* Nothing of the server's notices is printed; a commit looks whether there was a warning. */
static void receive_notice(void *state, const PGresult *notice)
{
    struct pq *db = state;
    struct str severity = str_of(PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED));
    db->warned = db->warned || str_is(severity, "WARNING");
    if (str_is(severity, "FATAL") || str_is(severity, "PANIC"))
        db->lost = true; /* said while nothing was asked: the server ends this connection */
}

/* Of several servers only the one that writes is asked, by readers too: a standby is behind, and a client looks for what it has just
 * written. Who wants a standby for reports says so in the URL. */
static const char *wanted_server(const struct pq *db)
{
    if (db->mode != DB_READ)
        return "read-write";
    return strchr(db->url, ',') ? "primary" : "any";
}

/* What the URL says itself goes before what stands in front of it here, and after what stands behind it. */
static PGconn *dial(struct pq *db)
{
    static const char *const names[] = {
        "connect_timeout",      "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
        "target_session_attrs", "dbname",          "application_name",    "client_encoding",  NULL};
    const char *values[] = {"10", "5", "2", "3", "10000", wanted_server(db), db->url, "serno", "UTF8", NULL};
    return PQconnectdbParams(names, values, 1);
}

enum db_result pq_connect(struct pq *db, char *error, size_t error_size)
{
    char shown[128];
    if (!url_is_sound(db->url)) {
        snprintf(
            error, error_size,
            "the database URL is not postgresql://user:password@host:port/database (write @ in a password as %%40)");
        return DB_FAILED;
    }
    PGconn *conn = dial(db);
    enum db_result r = PQstatus(conn) == CONNECTION_OK ? check_server(db, conn, error, error_size)
                                                       : explain(db, conn, error, error_size);
    PQsetNoticeReceiver(conn, receive_notice, db);
    if (r == DB_OK && (!configure(db, conn) || PQsetnonblocking(conn, 1) != 0 || !PQenterPipelineMode(conn))) {
        snprintf(error, error_size, "'%s' does not take our settings", db_url_shown(db->url, shown, sizeof shown));
        r = DB_FAILED;
    }
    if (r != DB_OK) {
        PQfinish(conn);
        return r;
    }
    PQfinish(db->conn);
    db->conn = conn;
    db->session++;
    db->lost = db->warned = false;
    db->last = (struct pq_failure){0}; /* what the old connection said is no word about this one's commits */
    db->sent_count = db->unsynced = db->unasked = db->unflushed = 0;
    pq_start_anew(db, PQ_TX_NONE);
    r = pq_keep_transactions(db);
    if (r != DB_OK)
        snprintf(error, error_size, "'%s': %s", db_url_shown(db->url, shown, sizeof shown), db->last.text);
    return r;
}

/* ---- again ---- */

void pq_look(struct pq *db)
{
    if (db->lost || !PQconsumeInput(db->conn)) {
        pq_set_lost(db, PQerrorMessage(db->conn));
        return;
    }
    PQisBusy(db->conn); /* reads what came */
    if (db->lost || PQstatus(db->conn) == CONNECTION_BAD)
        pq_set_lost(db, PQerrorMessage(db->conn));
}

enum db_result pq_ready(struct pq *db)
{
    char error[256];
    if (!db->lost)
        pq_look(db);
    if (!db->lost || pq_connect(db, error, sizeof error) == DB_OK)
        return DB_OK;
    return pq_note_own(db, DB_LOST, "%s", error);
}
