/*
 * verify_units: each unit of each event has exactly one history row (event_unit) that says what the event says, and there are no
 * others. The rows lie by unit, the events by time, and neither fits into memory, so sums over stretches of events are compared;
 * only where a sum is wrong are events looked at one by one.
 */
#include <assert.h>
#include <stdlib.h>

#include "service/verify_work.h"

enum { STRETCHES = 64 * 1024 };

/* ---- sums ---- */

static void sums_begin(struct unit_sums *s, const unsigned char key[16], int64_t width, size_t count)
{
    s->width = width;
    s->count = count;
    s->sums = calloc(count + 1, sizeof *s->sums);
    assert(s->sums);
    s->elsewhere = 0;
    memcpy(s->key, key, sizeof s->key);
} /* NOLINT(clang-analyzer-unix.Malloc): who begins them frees them */

static uint64_t row_hash(const unsigned char key[16], const struct event_unit_row *row)
{
    return hash_keyed(key, row, sizeof *row);
}

static struct event_unit_row row_of(const struct event *e, const struct event_unit *u)
{
    return (struct event_unit_row){u->id, e->seq, e->terms.command, u->carried, e->time.at, e->actor.id};
}

static uint64_t *sum_of(struct unit_sums *s, int64_t seq)
{
    bool inside = seq >= 1 && (seq - 1) / s->width < (int64_t)s->count;
    return inside ? &s->sums[(seq - 1) / s->width] : &s->elsewhere;
}

void verify_units_add(struct unit_sums *s, int64_t seq, uint64_t sum)
{
    *sum_of(s, seq) += sum;
}

uint64_t verify_units_sum(const unsigned char key[16], const struct event *e)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < e->unit_count; i++) {
        struct event_unit_row row = row_of(e, &e->units[i]);
        sum += row_hash(key, &row);
    }
    return sum;
}

void verify_units_begin(struct verify *v)
{
    unsigned char key[16];
    random_bytes(key, sizeof key);
    int64_t width = (v->span + STRETCHES - 1) / STRETCHES;
    width = width < 1 ? 1 : width > STRETCHES ? STRETCHES : width;
    sums_begin(&v->units, key, width, (size_t)((v->span + width - 1) / width));
}

void verify_units_end(struct verify *v)
{
    free(v->units.sums);
}

/* ---- one event ---- */

/* Which of the event's history rows is wrong, for a person. */
static bool describe(struct verify *v, const struct event *e, struct str *ret)
{
    for (size_t i = 0; i < e->unit_count; i++) {
        struct event_unit_row want = row_of(e, &e->units[i]), row;
        enum db_result r = store_event_unit_row(v->ctx->db, want.unit_id, e->seq, &row);
        if (!ctx_check(v->ctx, r))
            return false;
        if (r == DB_ROW && memcmp(&row, &want, sizeof row) == 0)
            continue;
        *ret = arena_fmt(v->scratch, "the history row of unit %lld (serial %.*s) %s", (long long)want.unit_id,
                         STR_ARG(e->units[i].serial), r == DB_DONE ? "is missing" : "does not say what the event says");
        return true;
    }
    *ret = STR("there are history rows of units that are not in it");
    return true;
}

static bool note_event(struct verify *v, int64_t seq)
{
    if (verify_is_bad(v, seq, seq))
        return true;
    struct query *q = store_ledger_scan(v->ctx->db, seq, seq);
    struct ledger_row row;
    const char *why;
    struct str what = STR("there are history rows of it, but no event");
    enum db_result r = store_ledger_scan_next(q, &row);
    const struct event *e = r == DB_ROW ? verify_read(v->scratch, &row, &why) : NULL;
    struct str id = r == DB_ROW ? arena_str(v->scratch, row.id) : (struct str){0};
    bool ok = ctx_check(v->ctx, r) && (!e || describe(v, e, &what));
    query_end(q);
    if (ok)
        verify_note(v, seq, id, "%.*s", STR_ARG(what));
    arena_reset(v->scratch);
    return ok;
}

/* ---- from stretches to events ---- */

/* Sums of single events, in the stretches that are wrong; the first ones, as many as there is room for. */
struct fine {
    struct unit_sums sums;
    int32_t *place; /* of each stretch: which of the wrong ones it is, or -1 */
    int64_t width;  /* of the stretches */
    size_t stretches;
};

static bool fine_place(const struct fine *f, int64_t seq, int64_t *ret_place)
{
    int64_t stretch = (seq - 1) / f->width;
    if (seq < 1 || stretch >= (int64_t)f->stretches || f->place[stretch] < 0)
        return false;
    *ret_place = f->place[stretch] * f->width + (seq - 1) % f->width;
    return true;
}

static bool fine_add_stretch(struct verify *v, struct fine *f, int64_t stretch)
{
    int64_t first = stretch * f->width + 1;
    struct query *q = store_ledger_scan(v->ctx->db, first, first + f->width - 1);
    struct ledger_row row;
    enum db_result r;
    while ((r = store_ledger_scan_next(q, &row)) == DB_ROW) {
        const char *why;
        const struct event *e = verify_read(v->scratch, &row, &why);
        int64_t place = 0;
        bool known = fine_place(f, row.seq, &place);
        assert(known);
        f->sums.sums[place] += e ? verify_units_sum(f->sums.key, e) : 0;
        arena_reset(v->scratch);
    }
    query_end(q);
    return ctx_check(v->ctx, r);
}

static bool fine_take_rows(struct verify *v, struct fine *f)
{
    struct query *q = store_event_unit_scan(v->ctx->db);
    struct event_unit_row row;
    enum db_result r;
    int64_t place;
    while ((r = store_event_unit_scan_next(q, &row)) == DB_ROW)
        if (fine_place(f, row.seq, &place))
            f->sums.sums[place] -= row_hash(f->sums.key, &row);
    query_end(q);
    return ctx_check(v->ctx, r);
}

static bool fine_tell(struct verify *v, const struct fine *f)
{
    for (int64_t seq = 1; seq <= v->span; seq++) {
        int64_t place;
        if (!fine_place(f, seq, &place)) {
            seq = (seq - 1) / f->width * f->width + f->width; /* the next stretch */
            continue;
        }
        if (f->sums.sums[place] != 0 && !note_event(v, seq))
            return false;
    }
    return true;
}

/* The wrong stretches get their places; those for which there is no room are told as they are. */
static void fine_begin(struct verify *v, struct fine *f)
{
    const struct unit_sums *s = &v->units;
    int64_t room = STRETCHES / s->width, found = 0;
    *f = (struct fine){.width = s->width, .stretches = s->count, .place = calloc(s->count + 1, sizeof *f->place)};
    assert(f->place);
    for (size_t i = 0; i < s->count; i++) {
        f->place[i] = -1;
        int64_t first = (int64_t)i * s->width + 1;
        if (s->sums[i] == 0)
            continue;
        if (found < room) {
            f->place[i] = (int32_t)found++;
            continue;
        }
        v->report->more = true;
        if (!verify_is_bad(v, first, first + s->width - 1))
            verify_note(v, first, (struct str){0}, "the history rows of one of the events %lld to %lld are wrong",
                        (long long)first, (long long)(first + s->width - 1));
    }
    sums_begin(&f->sums, s->key, 1, (size_t)(found * s->width));
}

static bool find_events(struct verify *v)
{
    struct fine f;
    fine_begin(v, &f);
    bool ok = true;
    for (size_t i = 0; ok && f.sums.count > 0 && i < f.stretches; i++)
        ok = f.place[i] < 0 || fine_add_stretch(v, &f, (int64_t)i);
    ok = ok && (f.sums.count == 0 || (fine_take_rows(v, &f) && fine_tell(v, &f)));
    free(f.sums.sums);
    free(f.place);
    return ok;
}

/* ---- all ---- */

static bool take_rows(struct verify *v, int64_t *ret_max_seq)
{
    struct query *q = store_event_unit_scan(v->ctx->db);
    struct event_unit_row row;
    enum db_result r;
    int64_t done = 0, max = 0;
    while ((r = store_event_unit_scan_next(q, &row)) == DB_ROW) {
        *sum_of(&v->units, row.seq) -= row_hash(v->units.key, &row);
        max = row.seq > max ? row.seq : max;
        if (++done % VERIFY_TOLD_EVERY == 0)
            progress_tell(v->progress, "history of units", done, v->row_count);
    }
    query_end(q);
    progress_tell(v->progress, "history of units", done, v->row_count);
    *ret_max_seq = max;
    return ctx_check(v->ctx, r);
}

static bool wrong_anywhere(const struct unit_sums *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->sums[i] != 0)
            return true;
    return false;
}

bool verify_units(struct verify *v)
{
    int64_t max, by_unit, by_containment;
    if (!take_rows(v, &max) || !ctx_check(v->ctx, store_ledger_named_seq(v->ctx->db, &by_unit, &by_containment)))
        return false;
    verify_cut(v, max, "the history of a unit");
    verify_cut(v, by_unit, "a unit");
    verify_cut(v, by_containment, "a containment");
    if (v->units.elsewhere != 0 && v->cut_seq == 0)
        verify_note(v, 0, (struct str){0}, "there are history rows of units that name no event");
    return !wrong_anywhere(&v->units) || find_events(v);
}
