#include "service/verify.h"

#include <stdlib.h>

#include "service/cut.h"
#include "service/unit_read.h"
#include "service/verify_work.h"
#include "store/ledger.h"

/* ---- an event and the one before it ---- */

static bool first_of_command(const struct verdict *e)
{
    return e->part == 1 && e->parts >= 1 && id_eq(e->id, e->command_id);
}

static bool next_of_command(const struct verify *v, const struct ledger_row *row, const struct verdict *e)
{
    return e->part == v->before.part + 1 && e->parts == v->before.parts && id_eq(e->command_id, v->before.command_id) &&
           id_eq(e->id, id_derive(e->command_id, (uint64_t)e->part)) &&
           memcmp(row->digest.ptr, v->before.digest, VERIFY_DIGEST) == 0;
}

/* Events of one command stand together, in order, and have one digest. */
static bool parts_fit(const struct verify *v, const struct ledger_row *row, const struct verdict *e)
{
    if (!v->before.known)
        return true;
    return v->before.part < v->before.parts ? next_of_command(v, row, e) : first_of_command(e);
}

static void check_event(struct verify *v, const struct ledger_row *row, const struct verdict *e)
{
    if (e->fault)
        verify_note(v, row->seq, row->id, "%s%s%s", e->fault, e->detail ? ": " : "", e->detail ? e->detail : "");
    else if (row->recorded_at < v->recorded_at)
        verify_note(v, row->seq, row->id, "it was recorded before the event that stands before it");
    else if (!parts_fit(v, row, e))
        verify_note(v, row->seq, row->id,
                    "it does not follow from the event before it: parts of one command are missing or "
                    "exchanged");
}

/* What a bad event says about its neighbours counts for nothing. */
static void remember(struct verify *v, const struct ledger_row *row, const struct verdict *e)
{
    v->before.known = !verify_is_bad(v, row->seq, row->seq);
    if (!v->before.known)
        return;
    v->recorded_at = row->recorded_at;
    v->before.command_id = e->command_id;
    v->before.part = e->part;
    v->before.parts = e->parts;
    memcpy(v->before.digest, row->digest.ptr, VERIFY_DIGEST);
}

/* ---- all events ---- */

static void note_gap(struct verify *v, int64_t next)
{
    int64_t missing = next - v->next_seq;
    v->gap = true;
    v->before.known = false;
    for (int64_t seq = v->next_seq; seq < next && seq <= v->span; seq++, missing--)
        verify_note(v, seq, (struct str){0}, "it is missing");
    if (missing > 0) {
        verify_note(v, next - missing, (struct str){0}, "it is missing, and all up to event %lld", (long long)next);
        v->report->bad += missing - 1;
    }
}

static bool settle_row(struct verify *v, const struct ledger_row *row, const struct verdict *e)
{
    struct ledger_report *r = v->report;
    r->size++;
    if (row->seq < v->next_seq) {
        verify_note(v, 0, row->id, "an event stands at %lld, before the first place of the ledger",
                    (long long)row->seq);
        return true;
    }
    if (row->seq > v->next_seq)
        note_gap(v, row->seq);
    check_event(v, row, e);
    remember(v, row, e);
    v->next_seq = row->seq + 1;
    r->recorded_at = row->recorded_at;
    r->units += e->units;
    verify_units_add(&v->units, row->seq, e->units_sum);
    return v->gap || verify_leaf(v, e->leaf);
}

static bool settle(struct verify *v, struct batch *batches, size_t count)
{
    batches_judge(batches, count);
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; ok && k < batches[i].count; k++)
            ok = settle_row(v, &batches[i].rows[k], &batches[i].verdicts[k]);
        batch_clear(&batches[i]);
    }
    progress_tell(v->progress, "events", v->report->size, v->last_seq);
    return ok && progress_goes_on(v->progress, v->ctx);
}

/* The rows are read here, one after the other; looking at them takes longer, and is shared out. */
static bool check_rows(struct verify *v, struct batch *batches, size_t count)
{
    struct query *q = store_ledger_scan(v->ctx->db, INT64_MIN, INT64_MAX);
    struct ledger_row row;
    enum db_result r;
    bool ok = true;
    size_t at = 0;
    while (ok && (r = store_ledger_scan_next(q, &row)) == DB_ROW) {
        batch_add(&batches[at], &row);
        at += batch_full(&batches[at]);
        if (at == count) {
            ok = settle(v, batches, count);
            at = 0;
        }
    }
    ok = ok && ctx_check(v->ctx, r) && settle(v, batches, count);
    query_end(q);
    return ok;
}

static bool check_events(struct verify *v)
{
    size_t count;
    struct batch *batches = batches_new(v->units.key, &count);
    bool ok = check_rows(v, batches, count);
    batches_free(batches, count);
    if (v->before.known && v->before.part < v->before.parts)
        verify_cut(v, v->last_seq + v->before.parts - v->before.part, "the command of the last event");
    return ok;
}

static bool begin(struct verify *v)
{
    msec recorded_at;
    int64_t events;
    if (!ctx_check(v->ctx, store_event_last(v->ctx->db, &v->last_seq, &recorded_at)) ||
        !ctx_check(v->ctx, store_ledger_count(v->ctx->db, &events, &v->row_count)))
        return false;
    /* A few rows whose seq is absurd must not make us look at as many places. */
    v->span = v->last_seq < 2 * events + 1 ? v->last_seq : 2 * events + 1;
    v->span = v->span < 0 ? 0 : v->span;
    verify_units_begin(v);
    return true;
}

static bool check_all(struct verify *v)
{
    if (!begin(v))
        return false;
    bool ok = check_events(v) && verify_units(v) && verify_tree(v);
    verify_units_end(v);
    return ok;
}

bool service_ledger_verify(struct ctx *ctx, const struct ledger_expect *expect, const struct progress *progress,
                           struct ledger_report *ret)
{
    *ret = (struct ledger_report){0};
    struct verify *v = calloc(1, sizeof *v);
    if (!v)
        abort();
    *v = (struct verify){
        .ctx = ctx, .progress = progress, .expect = expect, .report = ret, .next_seq = 1, .scratch = arena_new(0)};
    bool ok = service_cut_begin(ctx);
    if (ok) {
        ok = check_all(v);
        service_read_end(ctx);
    }
    arena_free(v->scratch);
    free(v->bad);
    free(v);
    return ok;
}

bool service_expect_parse(struct str text, struct ledger_expect *ret)
{
    size_t colon = str_find(text, ':');
    struct ledger_expect e;
    if (colon == text.len || !str_int64(str_slice(text, 0, colon), &e.size) || e.size < 0 ||
        !hash_parse_hex(str_slice(text, colon + 1, text.len), &e.root))
        return false;
    *ret = e;
    return true;
}
