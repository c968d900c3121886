/*
 * move_check: is the copy equal? `read` is a reading connection to the destination.
 */
#include "service/doctor.h"
#include "service/move_work.h"
#include "service/unit_read.h"
#include "service/verify.h"

enum { TOLD_EVERY = 4096 };

static enum move_result differs(struct move *m, const struct move_table *t, struct str where)
{
    return move_say(m, MOVE_FAILED, "the copy is not equal: table %s, row %.*s", t->name, STR_ARG(where));
}

static enum move_result compare_rows(struct move *m, struct move_rows *a, struct move_rows *b, int64_t total)
{
    const struct move_table *t = a->table;
    for (int64_t n = 1;; n++) {
        enum db_result one = store_move_next(a), other = store_move_next(b);
        if (one == DB_DONE && other == DB_DONE)
            return MOVE_DONE;
        if (!move_good(one) || !move_good(other))
            return move_say(m, MOVE_FAILED, "cannot compare table %s: %s", t->name,
                            db_result_text(move_good(one) ? other : one));
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
        return move_failed(m, read, r, "count the rows of");
    return rows == want ? MOVE_DONE
                        : move_say(m, MOVE_FAILED, "the copy is not equal: table %s has %lld rows instead of %lld",
                                   move_tables[i].name, (long long)rows, (long long)want);
}

/* What the ledger speaks of is left to verify and doctor. */
static enum move_result check_tables(struct move *m, struct ctx *read)
{
    enum move_result result = MOVE_DONE;
    if (!service_read_begin(read))
        return move_failed(m, read, read->failure, "read");
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
        return move_failed(m, read, read->failure, "read the ledger of");
    if (r->bad)
        return move_say(m, MOVE_FAILED, "the ledger is not good: event %lld: %.*s", (long long)r->findings[0].seq,
                        STR_ARG(r->findings[0].what));
    if (r->size != expect.size || !r->has_root || !hash_eq(r->root, expect.root))
        return move_say(m, MOVE_FAILED, "the copy is not equal: the ledger has another size or root");
    return MOVE_DONE;
}

static enum move_result check_replay(struct move *m, struct ctx *read)
{
    struct doctor_report *r = ARENA_NEW(read->arena, struct doctor_report);
    if (!r || !service_doctor(read, m->o->progress, r))
        return move_failed(m, read, read->failure, "replay the ledger of");
    if (doctor_well(r))
        return MOVE_DONE;
    return move_say(
        m, MOVE_FAILED,
        "the tables do not say what the ledger says (%lld differences, %lld faults): look at '%s' with 'serno doctor'",
        (long long)r->differences + (r->stuck_seq != 0), (long long)r->faults, m->from_shown);
}

enum move_result move_check(struct move *m)
{
    char why[512];
    struct ctx read = {.arena = m->to.arena};
    if (db_open(m->o->to, DB_READ, &read.db, why, sizeof why) != DB_OK)
        return move_say(m, MOVE_FAILED, "%s", why);
    enum move_result result = check_tables(m, &read);
    if (result == MOVE_DONE)
        result = check_ledger(m, &read);
    if (result == MOVE_DONE && !m->o->no_replay)
        result = check_replay(m, &read);
    db_close(read.db);
    return result;
}
