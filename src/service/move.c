/*
 * move: opening both sides, and copying. Whether the copy is equal: move_check.c.
 */
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "service/cut.h"
#include "service/move_work.h"
#include "service/proof.h"
#include "service/unit_read.h"
#include "store/ledger.h"

enum {
    ROWS_PER_COMMIT = 200000,
    BYTES_PER_COMMIT = 64 * 1024 * 1024,
    TOLD_EVERY = 4096,
    OTHERS_WAIT_MS = 1000,
    OTHERS_STEP_MS = 50
};

/* ---- what went wrong ---- */

enum move_result move_say(struct move *m, enum move_result result, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(m->error, m->error_size, format, args);
    va_end(args);
    return result;
}

enum move_result move_failed(struct move *m, const struct ctx *side, enum db_result r, const char *what)
{
    const char *why = db_error(side->db);
    return move_say(m, MOVE_FAILED, "cannot %s '%s': %s%s%s", what, side == &m->from ? m->from_shown : m->to_shown,
                    db_result_text(r), why && *why ? ": " : "", why ? why : "");
}

bool move_good(enum db_result r)
{
    return r == DB_OK || r == DB_ROW || r == DB_DONE;
}

bool service_move_finished(struct db *db, const char *url, char *error, size_t error_size)
{
    char shown[MOVE_SHOWN];
    enum db_result r = store_move_marked(db);
    if (r == DB_DONE)
        return true;
    db_url_shown(url, shown, sizeof shown);
    if (r == DB_ROW)
        snprintf(
            error, error_size,
            "'%s' is a copy that was not finished: begin anew with 'serno migrate-engine --again', which empties it",
            shown);
    else
        snprintf(error, error_size, "cannot read '%s': %s", shown, db_result_text(r));
    return false;
}

/* ---- the source ---- */

static enum move_result open_source(struct move *m)
{
    char why[512];
    const char *url = m->o->from, *shown = m->from_shown;
    if (db_open(url, DB_READ, &m->from.db, why, sizeof why) != DB_OK)
        return move_say(m, MOVE_FAILED, "%s", why);
    int version = store_move_version(m->from.db);
    if (version < 0)
        return move_say(m, MOVE_REFUSED, "'%s' is no Serno database", shown);
    if (version > migration_count)
        return move_say(m, MOVE_REFUSED, "'%s' was written by a newer version of serno", shown);
    if (version < migration_count)
        return move_say(m, MOVE_REFUSED, "'%s' is of an older version of serno: start 'serno serve' on it once", shown);
    return service_move_finished(m->from.db, url, m->error, m->error_size) ? MOVE_DONE : MOVE_REFUSED;
}

/* Who has just ended may still be listed for a moment. */
static enum db_result count_others(struct move *m, int64_t *ret)
{
    enum db_result r = store_move_others(m->from.db, ret);
    for (int waited = 0; r == DB_OK && *ret > 0 && waited < OTHERS_WAIT_MS; waited += OTHERS_STEP_MS) {
        nanosleep(&(struct timespec){.tv_nsec = OTHERS_STEP_MS * 1000000L}, NULL);
        r = store_move_others(m->from.db, ret);
    }
    return r;
}

/* Nobody else works with the source. (A file has a lock, which is the caller's.) */
static enum move_result look_for_others(struct move *m)
{
    int64_t others = 0;
    if (!db_far(m->from.db) || m->o->snapshot)
        return MOVE_DONE;
    enum db_result r = count_others(m, &others);
    if (r != DB_OK)
        return move_failed(m, &m->from, r, "read");
    return others == 0
               ? MOVE_DONE
               : move_say(
                     m, MOVE_REFUSED,
                     "other serno processes work on '%s' (%lld connections): stop them first, or take the state of "
                     "this moment with --snapshot",
                     m->from_shown, (long long)others);
}

/* Nor has anybody meanwhile. */
static enum move_result look_behind(struct move *m)
{
    int64_t events;
    msec at;
    service_read_end(&m->from);
    if (!db_far(m->from.db) || m->o->snapshot)
        return MOVE_DONE;
    enum db_result r = store_event_last(m->from.db, &events, &at);
    if (!move_good(r))
        return move_failed(m, &m->from, r, "read");
    if (events == m->report->events)
        return look_for_others(m);
    return move_say(m, MOVE_FAILED, "somebody wrote into '%s' meanwhile: the copy is not complete", m->from_shown);
}

static enum move_result begin_view(struct move *m)
{
    struct ledger_head head;
    if (!service_cut_begin(&m->from))
        return move_failed(m, &m->from, m->from.failure, "read");
    msec at;
    enum db_result r = store_event_last(m->from.db, &head.size, &at);
    if (move_good(r) && !merkle_root(store_merkle_source(m->from.db), (uint64_t)head.size, &head.root))
        r = DB_CORRUPT;
    m->report->events = head.size;
    m->report->root = head.root;
    return move_good(r) ? MOVE_DONE : move_failed(m, &m->from, r, "read the ledger of");
}

/* ---- the destination ---- */

static enum move_result open_destination(struct move *m, enum db_mode mode)
{
    char why[512];
    return db_open(m->o->to, mode, &m->to.db, why, sizeof why) == DB_OK ? MOVE_DONE
                                                                        : move_say(m, MOVE_FAILED, "%s", why);
}

/* Something is there: a database, or what is left of one that was being removed. */
static enum move_result open_to_look(struct move *m, bool *ret_erase)
{
    char why[512];
    enum db_result r = db_open(m->o->to, DB_READ, &m->to.db, why, sizeof why);
    *ret_erase = r == DB_MISSING && m->o->again;
    if (r == DB_OK || *ret_erase)
        return MOVE_DONE;
    return r == DB_MISSING ? move_say(m, MOVE_REFUSED, "there is something left of a database at '%s'", m->to_shown)
                           : move_say(m, MOVE_FAILED, "%s", why);
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
        return move_good(r) ? MOVE_REFUSED : MOVE_FAILED;
    r = store_move_occupied(m->to.db, &occupied);
    if (!move_good(r))
        return move_failed(m, &m->to, r, "read");
    return occupied ? move_say(m, MOVE_REFUSED, "'%s' is not empty: nothing was changed", m->to_shown) : MOVE_DONE;
}

static enum move_result open_alone(struct move *m)
{
    bool alone = false;
    enum move_result result = open_destination(m, DB_CREATE);
    if (result != MOVE_DONE)
        return result;
    enum db_result r = store_move_alone(m->to.db, &alone);
    if (r != DB_OK)
        return move_failed(m, &m->to, r, "lock");
    return alone ? MOVE_DONE : move_say(m, MOVE_REFUSED, "another process is filling '%s'", m->to_shown);
}

/* Only reads: whatever is there stays as it is when it is refused. */
static enum move_result look_at_destination(struct move *m, bool *ret_erase)
{
    bool far = db_url_far(m->o->to);
    *ret_erase = false;
    if (!far && db_absent(m->o->to))
        return MOVE_DONE;
    enum move_result result = far ? open_alone(m) : open_to_look(m, ret_erase);
    if (result != MOVE_DONE || *ret_erase)
        return result;
    int version = store_move_version(m->to.db);
    if (version > migration_count)
        result = move_say(m, MOVE_REFUSED, "'%s' was written by a newer version of serno", m->to_shown);
    else if (version > 0)
        result = look_at_schema(m, ret_erase);
    if (!far)
        close_destination(m);
    return result;
}

void service_move_erase(const char *path)
{
    static const char *const tails[] = {"", "-wal", "-shm",
                                        "-journal"}; /* SQLite takes no log without a file before it */
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct buf name = {0};
        buf_fmt(&name, "%s%s", path, tails[i]);
        buf_char(&name, '\0');
        unlink(name.ptr);
        buf_free(&name);
    }
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
    return r == DB_OK ? MOVE_DONE : move_failed(m, &m->to, r, "begin with");
}

static enum move_result erase(struct move *m)
{
    if (!m->to.db) {
        service_move_erase(m->o->to);
        return MOVE_DONE;
    }
    enum db_result r = db_begin(m->to.db);
    if (r == DB_OK)
        r = store_move_erase(m->to.db);
    if (r == DB_OK)
        r = db_commit(m->to.db);
    return r == DB_OK ? MOVE_DONE : move_failed(m, &m->to, r, "empty");
}

static enum move_result prepare_destination(struct move *m)
{
    bool full;
    enum move_result result = look_at_destination(m, &full);
    if (result == MOVE_DONE && full)
        result = erase(m);
    if (result == MOVE_DONE && !m->to.db)
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
    if (put == DB_OK)
        put = db_settle(m->to.db); /* what the next table's rows name must be there */
    *ret_rows = n;
    if (put != DB_OK)
        return move_failed(m, &m->to, put, arena_fmt(m->to.arena, "write table %s of", t->name).ptr);
    return move_good(read) ? MOVE_DONE
                           : move_failed(m, &m->from, read, arena_fmt(m->to.arena, "read table %s of", t->name).ptr);
}

static enum move_result copy_table(struct move *m, int i)
{
    const struct move_table *t = &move_tables[i];
    int64_t total = 0, rows = 0;
    enum db_result r = store_move_count(m->from.db, t, &total);
    if (r != DB_OK)
        return move_failed(m, &m->from, r, "count the rows of");
    progress_tell(m->o->progress, t->name, 0, total);
    enum move_result result = copy_rows(m, t, total, &rows);
    m->report->tables[i].name = t->name;
    m->report->tables[i].rows = rows;
    m->report->rows += rows;
    if (result == MOVE_DONE && rows != total)
        return move_say(m, MOVE_FAILED, "table %s of '%s' has %lld rows, but only %lld can be carried over", t->name,
                        m->from_shown, (long long)total, (long long)rows);
    return result;
}

/* All rows are written. */
static enum db_result complete(struct move *m)
{
    bool far = db_far(m->to.db);
    enum db_result r = far ? store_move_settle(m->to.db, m->report->events) : DB_OK;
    if (r == DB_OK)
        r = db_commit(m->to.db);
    if (r == DB_OK)
        r = far ? store_move_analyze(m->to.db) : db_checkpoint(m->to.db, true);
    return r;
}

static enum move_result copy(struct move *m)
{
    enum db_result r = db_begin(m->to.db);
    if (r != DB_OK)
        return move_failed(m, &m->to, r, "write");
    enum move_result result = MOVE_DONE;
    for (int i = 0; result == MOVE_DONE && i < MOVE_TABLES; i++)
        result = copy_table(m, i);
    if (result != MOVE_DONE) {
        db_rollback(m->to.db);
        return result;
    }
    r = complete(m);
    return r == DB_OK ? MOVE_DONE : move_failed(m, &m->to, r, "write");
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
    return r == DB_OK ? MOVE_DONE : move_failed(m, &m->to, r, "finish");
}

static enum move_result carry(struct move *m)
{
    int64_t began = time_monotonic_ns();
    enum move_result result = look_for_others(m);
    if (result == MOVE_DONE)
        result = prepare_destination(m);
    if (result == MOVE_DONE)
        result = begin_view(m);
    if (result == MOVE_DONE)
        result = copy(m);
    int64_t copied = time_monotonic_ns();
    if (result == MOVE_DONE)
        result = move_check(m);
    if (result == MOVE_DONE)
        result = look_behind(m);
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
    db_url_shown(o->from, m.from_shown, sizeof m.from_shown);
    db_url_shown(o->to, m.to_shown, sizeof m.to_shown);
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
