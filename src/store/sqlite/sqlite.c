/*
 * sqlite: the driver for SQLite 3. One file in WAL mode with synchronous=FULL; statements are prepared once and kept.
 * Releases before 3.51.3 have a WAL-reset race between two connections that write or checkpoint, so automatic checkpoints are
 * off on every connection and only the writer's calls db_checkpoint().
 */
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/driver.h"
#include "store/sqlite/wal_vfs.h"
#include "store/sqlite/lite.h"

enum {
    CACHE_WRITE_KIB = 72 * 1024,
    CACHE_READ_KIB = 6 * 1024,
    TEXT_QUERIES = 128,           /* kept statements made from fragments */
    CHECKPOINT_PAGES = 16 * 1024, /* of 4 KiB: move the log into the file when it is this long */
    LOOKASIDE_BYTES = 1024,       /* small allocations of a statement come from here, without malloc */
    LOOKASIDE_SLOTS = 512
};

struct lite_query {
    struct query base;
    struct lite *db;
    sqlite3_stmt *stmt;
    int id; /* enum query_id, or -1 */
    bool busy;
};

struct text_query {
    struct lite_query query;
    char *sql; /* owned; NULL: free slot */
    uint64_t used;
};

struct lite {
    struct db base;
    sqlite3 *handle;
    struct lite_query named[Q_COUNT];
    struct text_query texts[TEXT_QUERIES];
    uint64_t clock;
    bool in_transaction; /* one was begun, and not ended by us */
    int log_pages;       /* length of the write-ahead log after our last commit */
    char constraint[128];
};

/* Once a process, before the first connection: nobody asks SQLite for its memory figures, and keeping them takes a lock around
 * each of its allocations (about a tenth of a bulk command). */
static void configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    wal_vfs_register();
}

/* A path; what looks like a URL would be one that is misspelt, and a file of that name is not what was meant. */
static bool knows(const char *url)
{
    struct str s = str_of(url);
    return strstr(url, "://") == NULL && !str_starts(s, STR("postgresql:")) && !str_starts(s, STR("postgres:"));
}

static void note_constraint(struct lite *db, int code)
{
    const char *text = sqlite3_errmsg(db->handle);
    const char *colon = strrchr(text, ':');
    db->constraint[0] = '\0';
    if ((code & 0xff) == SQLITE_CONSTRAINT && colon)
        snprintf(db->constraint, sizeof db->constraint, "%s", colon + 1 + (colon[1] == ' '));
}

static enum db_result constraint_result(struct lite *db, int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return DB_UNIQUE;
    case SQLITE_CONSTRAINT_TRIGGER:
        return strstr(sqlite3_errmsg(db->handle), "append only") ? DB_APPEND_ONLY : DB_CONSTRAINT;
    default:
        return DB_CONSTRAINT;
    }
}

static enum db_result result_of(struct lite *db, int code)
{
    note_constraint(db, code);
    switch (code & 0xff) {
    case SQLITE_OK:
        return DB_OK;
    case SQLITE_ROW:
        return DB_ROW;
    case SQLITE_DONE:
        return DB_DONE;
    case SQLITE_CONSTRAINT:
        return constraint_result(db, code);
    case SQLITE_FULL:
        return DB_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DB_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return DB_CORRUPT;
    default:
        return DB_FAILED;
    }
}

static enum db_result script(struct db *base, const char *sql)
{
    struct lite *db = (struct lite *)base;
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? DB_OK : result_of(db, sqlite3_extended_errcode(db->handle));
}

static int note_log(void *state, sqlite3 *handle, const char *name, int pages)
{
    (void)handle, (void)name;
    ((struct lite *)state)->log_pages = pages;
    return SQLITE_OK;
}

static enum db_result configure(struct lite *db, enum db_mode mode)
{
    char text[512];
    snprintf(text, sizeof text,
             "PRAGMA cache_size=-%d; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL;"
             "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON; %s",
             mode == DB_READ ? CACHE_READ_KIB : CACHE_WRITE_KIB,
             mode == DB_READ ? "PRAGMA query_only=ON; PRAGMA mmap_size=0;" : "PRAGMA journal_mode=WAL;");
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, 5000);
    sqlite3_wal_autocheckpoint(db->handle, 0);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, LOOKASIDE_BYTES, LOOKASIDE_SLOTS);
    sqlite3_wal_hook(db->handle, note_log, db);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == DB_READ, NULL);
    return script(&db->base, text);
}

static void close_db(struct db *base)
{
    struct lite *db = (struct lite *)base;
    for (int i = 0; i < Q_COUNT; i++)
        sqlite3_finalize(db->named[i].stmt);
    for (int i = 0; i < TEXT_QUERIES; i++) {
        sqlite3_finalize(db->texts[i].query.stmt);
        free(db->texts[i].sql);
    }
    sqlite3_close_v2(db->handle);
    free(db);
}

/* An empty file that only its owner may read: the database holds what proves who people are. Its log gets the same rights. */
static void make_private(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0)
        close(fd);
}

static enum db_result open_db(const char *url, enum db_mode mode, struct db **ret, char *error, size_t error_size)
{
    struct stat st;
    if (mode != DB_CREATE && stat(url, &st) != 0) {
        snprintf(error, error_size, "there is no database at '%s'; 'serno init --db %s' makes one", url, url);
        return DB_MISSING;
    }
    if (mode == DB_CREATE)
        make_private(url);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure_library);
    struct lite *db = calloc(1, sizeof *db);
    assert(db);
    db->base.driver = &sqlite_driver;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(url, &db->handle, flags, mode == DB_READ ? NULL : WAL_VFS_NAME);
    enum db_result r = code == SQLITE_OK ? configure(db, mode) : result_of(db, code);
    if (r != DB_OK) {
        snprintf(error, error_size, "cannot open '%s': %s (%s)", url, db_result_text(r),
                 db->handle ? sqlite3_errmsg(db->handle) : "no memory");
        close_db(&db->base);
        return r;
    }
    *ret = &db->base;
    return DB_OK;
}

static const char *error_text(const struct db *base)
{
    return sqlite3_errmsg(((const struct lite *)base)->handle);
}

static const char *constraint_text(const struct db *base)
{
    return ((const struct lite *)base)->constraint;
}

static int version(struct db *base)
{
    struct lite *db = (struct lite *)base;
    sqlite3_stmt *stmt = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(db->handle, "SELECT coalesce(max(number), 0) FROM schema_version", -1, &stmt, NULL) ==
            SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        number = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return number;
}

static enum db_result checkpoint(struct db *base, bool all)
{
    struct lite *db = (struct lite *)base;
    if (!all && db->log_pages < CHECKPOINT_PAGES)
        return DB_OK;
    int logged = 0, moved = 0;
    db->log_pages = 0;
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, all ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
                                         &logged, &moved);
    return code == SQLITE_OK ? DB_OK : result_of(db, code);
}

static enum db_result backup(struct db *base, const char *path, void (*progress)(void *, int64_t, int64_t), void *state)
{
    struct lite *db = (struct lite *)base;
    /* One read transaction around the copy: it is of one moment, however long it takes. */
    bool nested = sqlite3_get_autocommit(db->handle) == 0;
    enum db_result r = nested ? DB_OK : script(base, "BEGIN");
    if (r == DB_OK)
        r = script(base, "SELECT count(*) FROM schema_version");
    if (r == DB_OK)
        r = lite_copy(db->handle, path, progress, state);
    if (!nested)
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return r;
}

static bool absent(const char *url)
{
    bool none = true;
    for (int i = 0; i < LITE_TAILS; i++) {
        struct stat st;
        char *path = sqlite3_mprintf("%s%s", url, lite_tails[i]);
        none = none && path && lstat(path, &st) != 0;
        sqlite3_free(path);
    }
    return none;
}

static enum db_result scratch(struct db **ret)
{
    struct lite *db = calloc(1, sizeof *db);
    assert(db);
    db->base.driver = &sqlite_driver;
    /* SQLite's own temporary database: an unnamed file that appears when the cache is full. */
    int code = sqlite3_open_v2("", &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    enum db_result r = code == SQLITE_OK ? script(&db->base, "PRAGMA cache_size=-65536; PRAGMA synchronous=OFF;"
                                                             "PRAGMA journal_mode=MEMORY")
                                         : result_of(db, code);
    if (r != DB_OK) {
        close_db(&db->base);
        return r;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    *ret = &db->base;
    return DB_OK;
}

static enum db_result integrity(struct db *base, void (*problem)(void *, struct str), void *state)
{
    struct lite *db = (struct lite *)base;
    int code = lite_integrity(db->handle, problem, state);
    return code == SQLITE_OK ? DB_OK : result_of(db, code);
}

static struct query *begin_query(struct lite_query *q)
{
    assert(!q->busy && "a query must be ended before it is used again");
    q->busy = true;
    return &q->base;
}

static void prepare(struct lite *db, struct lite_query *q, int id, const char *sql, size_t len)
{
    int code = sqlite3_prepare_v3(db->handle, sql, (int)len, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
    if (code != SQLITE_OK) {
        fprintf(stderr, "serno: cannot prepare: %s\n  %s\n", sqlite3_errmsg(db->handle), sql);
        q->stmt = NULL;
    }
    q->base.driver = &sqlite_driver;
    q->db = db;
    q->id = id;
}

static struct query *named_query(struct db *base, enum query_id id)
{
    struct lite *db = (struct lite *)base;
    struct lite_query *q = &db->named[id];
    if (!q->stmt)
        prepare(db, q, (int)id, query_texts[id].sql[DB_SQLITE], strlen(query_texts[id].sql[DB_SQLITE]));
    return begin_query(q);
}

static struct text_query *text_slot(struct lite *db, struct str sql)
{
    struct text_query *oldest = NULL;
    for (int i = 0; i < TEXT_QUERIES; i++) {
        struct text_query *t = &db->texts[i];
        if (t->sql && !t->query.busy && str_is(sql, t->sql))
            return t;
        if (!t->query.busy && (!oldest || t->used < oldest->used))
            oldest = t;
    }
    assert(oldest && "too many queries open at once");
    sqlite3_finalize(oldest->query.stmt);
    free(oldest->sql);
    oldest->query.stmt = NULL;
    oldest->sql = malloc(sql.len + 1); /* not strndup: the text has no end mark, which strict sanitizers want */
    assert(oldest->sql);
    memcpy(oldest->sql, sql.ptr, sql.len);
    oldest->sql[sql.len] = '\0';
    return oldest;
}

static struct query *text_query(struct db *base, struct str sql)
{
    struct lite *db = (struct lite *)base;
    struct text_query *t = text_slot(db, sql);
    t->used = ++db->clock;
    if (!t->query.stmt)
        prepare(db, &t->query, -1, t->sql, sql.len);
    return begin_query(&t->query);
}

static void bind_int(struct query *q, int i, int64_t v)
{
    sqlite3_bind_int64(((struct lite_query *)q)->stmt, i, v);
}

static void bind_str(struct query *q, int i, struct str v)
{
    sqlite3_bind_text64(((struct lite_query *)q)->stmt, i, v.ptr ? v.ptr : "", v.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_blob(struct query *q, int i, const void *bytes, size_t len)
{
    sqlite3_bind_blob64(((struct lite_query *)q)->stmt, i, bytes ? bytes : "", len, SQLITE_STATIC);
}

static void bind_null(struct query *q, int i)
{
    sqlite3_bind_null(((struct lite_query *)q)->stmt, i);
}

static void note_transaction(struct lite_query *q, int code)
{
    struct lite *db = q->db;
    if (q->id == Q_TX_BEGIN || q->id == Q_TX_BEGIN_READ)
        db->in_transaction = code == SQLITE_DONE;
    else if (q->id == Q_TX_ROLLBACK || (q->id == Q_TX_COMMIT && code == SQLITE_DONE))
        db->in_transaction = false;
}

/*
 * After some errors (of the disk, of memory) SQLite undoes the whole transaction by itself. Whoever took such an error lightly would go
 * on outside of any, and each statement would be kept by itself: so nothing more is done until the transaction has been ended.
 */
static bool undone_by_engine(const struct lite_query *q)
{
    return q->db->in_transaction && q->id != Q_TX_ROLLBACK && sqlite3_get_autocommit(q->db->handle);
}

static enum db_result step(struct query *base)
{
    struct lite_query *q = (struct lite_query *)base;
    if (!q->stmt || undone_by_engine(q))
        return DB_FAILED;
    int code = sqlite3_step(q->stmt);
    note_transaction(q, code);
    if (code == SQLITE_ROW)
        return DB_ROW;
    if (code == SQLITE_DONE)
        return DB_DONE;
    return result_of(q->db, sqlite3_extended_errcode(q->db->handle));
}

static void end(struct query *base)
{
    struct lite_query *q = (struct lite_query *)base;
    q->busy = false;
    if (!q->stmt)
        return;
    sqlite3_reset(q->stmt);
    sqlite3_clear_bindings(q->stmt);
}

static int64_t col_int(struct query *q, int i)
{
    return sqlite3_column_int64(((struct lite_query *)q)->stmt, i);
}

static struct str col_str(struct query *q, int i)
{
    sqlite3_stmt *stmt = ((struct lite_query *)q)->stmt;
    const char *bytes = sqlite3_column_type(stmt, i) == SQLITE_BLOB ? sqlite3_column_blob(stmt, i)
                                                                    : (const char *)sqlite3_column_text(stmt, i);
    return (struct str){bytes, bytes ? (size_t)sqlite3_column_bytes(stmt, i) : 0};
}

static bool col_null(struct query *q, int i)
{
    return sqlite3_column_type(((struct lite_query *)q)->stmt, i) == SQLITE_NULL;
}

static int64_t changes(const struct db *base)
{
    return sqlite3_changes64(((const struct lite *)base)->handle);
}

static int64_t writes(const struct db *base)
{
    return sqlite3_total_changes64(((const struct lite *)base)->handle);
}

static int64_t last_id(const struct db *base)
{
    return sqlite3_last_insert_rowid(((const struct lite *)base)->handle);
}

const struct db_driver sqlite_driver = {
    .name = "sqlite",
    .engine = DB_SQLITE,
    .knows = knows,
    .open = open_db,
    .close = close_db,
    .error = error_text,
    .constraint = constraint_text,
    .version = version,
    .script = script,
    .checkpoint = checkpoint,
    .backup = backup,
    .absent = absent,
    .scratch = scratch,
    .integrity = integrity,
    .query = named_query,
    .query_text = text_query,
    .bind_int = bind_int,
    .bind_str = bind_str,
    .bind_blob = bind_blob,
    .bind_null = bind_null,
    .step = step,
    .end = end,
    .col_int = col_int,
    .col_str = col_str,
    .col_null = col_null,
    .changes = changes,
    .writes = writes,
    .last_id = last_id,
};
