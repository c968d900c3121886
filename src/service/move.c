#include "service/move.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "service/doctor.h"
#include "service/proof.h"
#include "service/unit_read.h"
#include "service/verify.h"
#include "store/ledger.h"

enum { ROWS_PER_COMMIT = 200000, BYTES_PER_COMMIT = 64 * 1024 * 1024, TOLD_EVERY = 4096 };

struct move {
    const struct move_options *o;
    struct move_report *report;
    struct ctx from, to;             /* connections and arenas; `to` writes */
    int64_t since_rows, since_bytes; /* the last commit */
    char *error;
    size_t error_size;
};

/* ---- what went wrong ---- */

static enum move_result say(struct move *m, enum move_result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum move_result say(struct move *m, enum move_result result, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(m->error, m->error_size, format, args);
    va_end(args);
    return result;
}

/* r, of one of the databases: what was being done, why it did not work. */
static enum move_result failed(struct move *m, const struct ctx *side, enum db_result r, const char *what)
{
    const char *url = side == &m->from ? m->o->from : m->o->to, *why = db_error(side->db);
    return say(m, MOVE_FAILED, "cannot %s '%s': %s%s%s", what, url, db_result_text(r), why && *why ? ": " : "",
               why ? why : "");
}

static bool good(enum db_result r)
{
    return r == DB_OK || r == DB_ROW || r == DB_DONE;
}

bool service_move_finished(struct db *db, const char *url, char *error, size_t error_size)
{
    enum db_result r = store_move_marked(db);
    if (r == DB_DONE)
        return true;
    if (r == DB_ROW)
        snprintf(
            error, error_size,
            "'%s' is a copy that was not finished: begin anew with 'serno migrate-engine --again', which empties it",
            url);
    else
        snprintf(error, error_size, "cannot read '%s': %s", url, db_result_text(r));
    return false;
}

/* ---- the source ---- */

static enum move_result open_source(struct move *m)
{
    char why[512];
    const char *url = m->o->from;
    if (db_open(url, DB_READ, &m->from.db, why, sizeof why) != DB_OK)
        return say(m, MOVE_FAILED, "%s", why);
    int version = store_move_version(m->from.db);
    if (version < 0)
        return say(m, MOVE_REFUSED, "'%s' is no Serno database", url);
    if (version > migration_count)
        return say(m, MOVE_REFUSED, "'%s' was written by a newer version of serno", url);
    if (version < migration_count)
        return say(m, MOVE_REFUSED, "'%s' is of an older version of serno: start 'serno serve' on it once", url);
    return service_move_finished(m->from.db, url, m->error, m->error_size) ? MOVE_DONE : MOVE_REFUSED;
}

static enum move_result begin_view(struct move *m)
{
    struct ledger_head head;
    if (!service_read_begin(&m->from))
        return failed(m, &m->from, m->from.failure, "read");
    msec at;
    enum db_result r = store_event_last(m->from.db, &head.size, &at);
    if (good(r) && !merkle_root(store_merkle_source(m->from.db), (uint64_t)head.size, &head.root))
        r = DB_CORRUPT;
    m->report->events = head.size;
    m->report->root = head.root;
    return good(r) ? MOVE_DONE : failed(m, &m->from, r, "read the ledger of");
}

/* ---- the destination ---- */

static enum move_result open_destination(struct move *m, enum db_mode mode)
{
    char why[512];
    return db_open(m->o->to, mode, &m->to.db, why, sizeof why) == DB_OK ? MOVE_DONE : say(m, MOVE_FAILED, "%s", why);
}

static void close_destination(struct move *m)
{
    db_close(m->to.db);
    m->to.db = NULL;
}

/* May we write where a schema is? Only a copy that was not finished may be emptied. */
static enum move_result look_at_schema(struct move *m, bool *ret_erase)
{
    bool occupied = false;
    enum db_result r = store_move_marked(m->to.db);
    if (r == DB_ROW && m->o->again) {
        *ret_erase = true;
        return MOVE_DONE;
    }
    if (!service_move_finished(m->to.db, m->o->to, m->error, m->error_size))
        return good(r) ? MOVE_REFUSED : MOVE_FAILED;
    r = store_move_occupied(m->to.db, &occupied);
    if (!good(r))
        return failed(m, &m->to, r, "read");
    return occupied ? say(m, MOVE_REFUSED, "'%s' is not empty: nothing was changed", m->o->to) : MOVE_DONE;
}

/* Only reads: whatever is there stays as it is when it is refused. */
static enum move_result look_at_destination(struct move *m, bool *ret_erase)
{
    *ret_erase = false;
    if (db_absent(m->o->to))
        return MOVE_DONE;
    enum move_result result = open_destination(m, DB_READ);
    if (result != MOVE_DONE)
        return result;
    int version = store_move_version(m->to.db);
    if (version > migration_count)
        result = say(m, MOVE_REFUSED, "'%s' was written by a newer version of serno", m->o->to);
    else if (version > 0)
        result = look_at_schema(m, ret_erase);
    close_destination(m);
    return result;
}

static void erase_file(struct move *m)
{
    static const char *const tails[] = {"-wal", "-shm", "-journal", ""}; /* the mark goes last */
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        unlink(arena_fmt(m->to.arena, "%s%s", m->o->to, tails[i]).ptr);
}

static enum move_result make_schema(struct move *m)
{
    enum db_result r = db_migrate(m->to.db);
    if (r == DB_OK)
        r = db_begin(m->to.db);
    if (r == DB_OK)
        r = store_move_mark(m->to.db, STR("not finished"));
    if (r == DB_OK)
        r = db_commit(m->to.db);
    return r == DB_OK ? MOVE_DONE : failed(m, &m->to, r, "begin with");
}

static enum move_result prepare_destination(struct move *m)
{
    bool erase;
    enum move_result result = look_at_destination(m, &erase);
    if (result != MOVE_DONE)
        return result;
    if (erase)
        erase_file(m);
    result = open_destination(m, DB_CREATE);
    return result == MOVE_DONE ? make_schema(m) : result;
}

/* ---- copying ---- */

static enum db_result renew_transaction(struct move *m)
{
    m->since_rows = m->since_bytes = 0;
    enum db_result r = db_commit(m->to.db);
    if (r == DB_OK)
        r = db_checkpoint(m->to.db, false);
    return r == DB_OK ? db_begin(m->to.db) : r;
}

static enum db_result put_row(struct move *m, const struct move_table *t, struct query *row)
{
    enum db_result r = store_move_put(m->to.db, t, row, &m->since_bytes);
    bool enough = ++m->since_rows >= ROWS_PER_COMMIT || m->since_bytes >= BYTES_PER_COMMIT;
    return r == DB_OK && enough ? renew_transaction(m) : r;
}

static enum move_result copy_rows(struct move *m, const struct move_table *t, int64_t total, int64_t *ret_rows)
{
    struct move_rows rows;
    enum db_result read = DB_DONE, put = DB_OK;
    int64_t n = 0;
    store_move_open(m->from.db, t, &rows);
    while (put == DB_OK && (read = store_move_next(&rows)) == DB_ROW) {
        put = put_row(m, t, rows.row);
        if (++n % TOLD_EVERY == 0)
            progress_tell(m->o->progress, t->name, n, total);
    }
    store_move_close(&rows);
    *ret_rows = n;
    if (put != DB_OK)
        return failed(m, &m->to, put, arena_fmt(m->to.arena, "write table %s of", t->name).ptr);
    return good(read) ? MOVE_DONE : failed(m, &m->from, read, arena_fmt(m->to.arena, "read table %s of", t->name).ptr);
}

static enum move_result copy_table(struct move *m, int i)
{
    const struct move_table *t = &move_tables[i];
    int64_t total = 0, rows = 0;
    enum db_result r = store_move_count(m->from.db, t, &total);
    if (r != DB_OK)
        return failed(m, &m->from, r, "count the rows of");
    progress_tell(m->o->progress, t->name, 0, total);
    enum move_result result = copy_rows(m, t, total, &rows);
    m->report->tables[i].name = t->name;
    m->report->tables[i].rows = rows;
    m->report->rows += rows;
    if (result == MOVE_DONE && rows != total)
        return say(m, MOVE_FAILED, "table %s of '%s' has %lld rows, but only %lld can be carried over", t->name,
                   m->o->from, (long long)total, (long long)rows);
    return result;
}

static enum move_result copy(struct move *m)
{
    enum db_result r = db_begin(m->to.db);
    if (r != DB_OK)
        return failed(m, &m->to, r, "write");
    enum move_result result = MOVE_DONE;
    for (int i = 0; result == MOVE_DONE && i < MOVE_TABLES; i++)
        result = copy_table(m, i);
    if (result != MOVE_DONE) {
        db_rollback(m->to.db);
        return result;
    }
    r = db_commit(m->to.db);
    if (r == DB_OK)
        r = db_checkpoint(m->to.db, true);
    return r == DB_OK ? MOVE_DONE : failed(m, &m->to, r, "write");
}

/* ---- checking: `read` is a reading connection to the destination ---- */

static enum move_result differs(struct move *m, const struct move_table *t, struct str where)
{
    return say(m, MOVE_FAILED, "the copy is not equal: table %s, row %.*s", t->name, STR_ARG(where));
}

static enum move_result compare_rows(struct move *m, struct move_rows *a, struct move_rows *b, int64_t total)
{
    const struct move_table *t = a->table;
    for (int64_t n = 1;; n++) {
        enum db_result one = store_move_next(a), other = store_move_next(b);
        if (one == DB_DONE && other == DB_DONE)
            return MOVE_DONE;
        if (!good(one) || !good(other))
            return say(m, MOVE_FAILED, "cannot compare table %s: %s", t->name, db_result_text(good(one) ? other : one));
        if (one != other || !store_move_equal(t, a->row, b->row))
            return differs(m, t, store_move_key(t, one == DB_ROW ? a->row : b->row, m->to.arena));
        if (n % TOLD_EVERY == 0)
            progress_tell(m->o->progress, t->name, n, total);
    }
}

static enum move_result compare_table(struct move *m, struct ctx *read, int i)
{
    struct move_rows a, b;
    const struct move_table *t = &move_tables[i];
    store_move_open(m->from.db, t, &a);
    store_move_open(read->db, t, &b);
    enum move_result result = compare_rows(m, &a, &b, m->report->tables[i].rows);
    store_move_close(&a);
    store_move_close(&b);
    return result;
}

static enum move_result count_table(struct move *m, struct ctx *read, int i)
{
    int64_t rows = 0, want = m->report->tables[i].rows;
    enum db_result r = store_move_count(read->db, &move_tables[i], &rows);
    if (r != DB_OK)
        return failed(m, read, r, "count the rows of");
    return rows == want ? MOVE_DONE
                        : say(m, MOVE_FAILED, "the copy is not equal: table %s has %lld rows instead of %lld",
                              move_tables[i].name, (long long)rows, (long long)want);
}

/* What the ledger speaks of is left to verify and doctor. */
static enum move_result check_tables(struct move *m, struct ctx *read)
{
    enum move_result result = MOVE_DONE;
    if (!service_read_begin(read))
        return failed(m, read, read->failure, "read");
    for (int i = 0; result == MOVE_DONE && i < MOVE_TABLES; i++) {
        progress_tell(m->o->progress, "rows compared", i, MOVE_TABLES);
        result = count_table(m, read, i);
        if (result == MOVE_DONE && (m->o->no_replay || !move_tables[i].replayed))
            result = compare_table(m, read, i);
    }
    service_read_end(read);
    return result;
}

static enum move_result check_ledger(struct move *m, struct ctx *read)
{
    struct ledger_expect expect = {m->report->events, m->report->root};
    struct ledger_report *r = ARENA_NEW(read->arena, struct ledger_report);
    if (!r || !service_ledger_verify(read, &expect, m->o->progress, r))
        return failed(m, read, read->failure, "read the ledger of");
    if (r->bad)
        return say(m, MOVE_FAILED, "the ledger is not good: event %lld: %.*s", (long long)r->findings[0].seq,
                   STR_ARG(r->findings[0].what));
    if (r->size != expect.size || !r->has_root || !hash_eq(r->root, expect.root))
        return say(m, MOVE_FAILED, "the copy is not equal: the ledger has another size or root");
    return MOVE_DONE;
}

static enum move_result check_replay(struct move *m, struct ctx *read)
{
    struct doctor_report *r = ARENA_NEW(read->arena, struct doctor_report);
    if (!r || !service_doctor(read, m->o->progress, r))
        return failed(m, read, read->failure, "replay the ledger of");
    if (doctor_well(r))
        return MOVE_DONE;
    return say(
        m, MOVE_FAILED,
        "the tables do not say what the ledger says (%lld differences, %lld faults): look at '%s' with 'serno doctor'",
        (long long)(r->differences + (r->stuck_seq != 0)), (long long)r->faults, m->o->from);
}

static enum move_result check(struct move *m)
{
    char why[512];
    struct ctx read = {.arena = m->to.arena};
    if (db_open(m->o->to, DB_READ, &read.db, why, sizeof why) != DB_OK)
        return say(m, MOVE_FAILED, "%s", why);
    enum move_result result = check_tables(m, &read);
    if (result == MOVE_DONE)
        result = check_ledger(m, &read);
    if (result == MOVE_DONE && !m->o->no_replay)
        result = check_replay(m, &read);
    db_close(read.db);
    return result;
}

/* ---- all ---- */

static enum move_result finish(struct move *m)
{
    enum db_result r = db_begin(m->to.db);
    if (r == DB_OK)
        r = store_move_unmark(m->to.db);
    if (r == DB_OK)
        r = db_commit(m->to.db);
    if (r == DB_OK)
        r = db_checkpoint(m->to.db, true);
    return r == DB_OK ? MOVE_DONE : failed(m, &m->to, r, "finish");
}

static enum move_result carry(struct move *m)
{
    int64_t began = time_monotonic_ns();
    enum move_result result = prepare_destination(m);
    if (result == MOVE_DONE)
        result = begin_view(m);
    if (result == MOVE_DONE)
        result = copy(m);
    int64_t copied = time_monotonic_ns();
    if (result == MOVE_DONE)
        result = check(m);
    if (result == MOVE_DONE)
        result = finish(m);
    m->report->copy_ns = copied - began;
    m->report->check_ns = time_monotonic_ns() - copied;
    return result;
}

enum move_result service_move(const struct move_options *o, struct move_report *ret, char *error, size_t error_size)
{
    *ret = (struct move_report){0};
    struct move m = {.o = o, .report = ret, .error = error, .error_size = error_size};
    m.from.arena = arena_new(0);
    m.to.arena = arena_new(0);
    enum move_result result = open_source(&m);
    if (result == MOVE_DONE)
        result = carry(&m);
    db_close(m.from.db);
    db_close(m.to.db);
    arena_free(m.from.arena);
    arena_free(m.to.arena);
    return result;
}
