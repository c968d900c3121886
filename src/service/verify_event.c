/*
 * verify_event: what can be said of one event by itself, and doing so for many on all processors. Touches nothing but its batch.
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "service/verify_work.h"

/* ---- one event ---- */

const struct event *verify_read(struct arena *a, const struct ledger_row *row, const char **ret_why)
{
    struct event *e = ARENA_NEW(a, struct event);
    *ret_why = "there is no memory left";
    if (!e || !event_read(a, row->body, e, ret_why))
        return NULL;
    e->seq = row->seq;
    return e;
}

/* The column beside the body that does not say what the body says; NULL: all do. */
static const char *wrong_column(const struct ledger_row *row, const struct event *e)
{
    if (row->id.len != sizeof e->id.bytes || memcmp(row->id.ptr, e->id.bytes, sizeof e->id.bytes) != 0)
        return "id";
    if (row->command != e->terms.command)
        return "command";
    if (row->event_time != e->time.at)
        return "event_time";
    if (row->recorded_at != e->recorded_at)
        return "recorded_at";
    if (row->actor_id != e->actor.id)
        return "actor_id";
    if (row->location_id != e->terms.location.id)
        return "location_id";
    if (!str_eq(row->order, e->terms.order) || row->has_order != (e->terms.order.len > 0))
        return "order_ref";
    if (row->units != (int64_t)e->unit_count)
        return "units";
    return row->digest.len == VERIFY_DIGEST ? NULL : "digest";
}

static bool one_form(struct buf *again, const struct ledger_row *row, const struct event *e)
{
    buf_clear(again);
    event_write(again, e);
    return str_eq(buf_view(again), row->body);
}

static void judge(struct batch *b, const struct ledger_row *row, struct verdict *v)
{
    const char *why = NULL;
    const struct event *e = verify_read(b->scratch, row, &why);
    *v = (struct verdict){.leaf = merkle_leaf(row->body), .read = e != NULL};
    bool hashed = row->leaf.len == sizeof v->leaf.bytes && memcmp(row->leaf.ptr, v->leaf.bytes, row->leaf.len) == 0;
    if (!hashed)
        v->fault = "its bytes do not give its leaf hash: one of the two was changed";
    else if (!e)
        v->fault = "its bytes are no event", v->detail = why;
    else if (!one_form(&b->again, row, e))
        v->fault = "its bytes are not in the one form in which events are written";
    else if ((v->detail = wrong_column(row, e)))
        v->fault = "a column beside its bytes does not say what they say";
    if (!e)
        return;
    v->id = e->id;
    v->command_id = e->command_id;
    v->part = e->part;
    v->parts = e->parts;
    v->units = (int64_t)e->unit_count;
    v->units_sum = verify_units_sum(b->key, e);
}

/* ---- many events ---- */

static struct str keep(struct batch *b, struct str s)
{
    return s.ptr ? arena_str(b->texts, s) : s;
}

void batch_add(struct batch *b, const struct ledger_row *row)
{
    struct ledger_row *kept = &b->rows[b->count++];
    *kept = *row;
    kept->id = keep(b, row->id);
    kept->digest = keep(b, row->digest);
    kept->leaf = keep(b, row->leaf);
    kept->order = keep(b, row->order);
    kept->body = keep(b, row->body);
}

bool batch_full(const struct batch *b)
{
    return b->count == BATCH_EVENTS || arena_used(b->texts) >= BATCH_BYTES;
}

void batch_clear(struct batch *b)
{
    b->count = 0;
    arena_reset(b->texts);
}

static void *judge_batch(void *batch)
{
    struct batch *b = batch;
    for (size_t i = 0; i < b->count; i++) {
        judge(b, &b->rows[i], &b->verdicts[i]);
        arena_reset(b->scratch);
    }
    return NULL;
}

void batches_judge(struct batch *batches, size_t count)
{
    pthread_t threads[BATCHES_MAX];
    bool started[BATCHES_MAX] = {false};
    for (size_t i = 1; i < count; i++)
        started[i] = batches[i].count > 0 && pthread_create(&threads[i], NULL, judge_batch, &batches[i]) == 0;
    for (size_t i = 0; i < count; i++)
        if (!started[i])
            judge_batch(&batches[i]);
    for (size_t i = 1; i < count; i++)
        if (started[i])
            pthread_join(threads[i], NULL);
}

struct batch *batches_new(const unsigned char key[16], size_t *ret_count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = processors < 1 ? 1 : processors > BATCHES_MAX ? BATCHES_MAX : (size_t)processors;
    struct batch *batches = calloc(n, sizeof *batches);
    assert(batches);
    for (size_t i = 0; i < n; i++) {
        struct batch *b = &batches[i];
        memcpy(b->key, key, sizeof b->key);
        b->scratch = arena_new(0);
        b->texts = arena_new(0);
        b->rows = calloc(BATCH_EVENTS, sizeof *b->rows);
        b->verdicts = calloc(BATCH_EVENTS, sizeof *b->verdicts);
        assert(b->rows && b->verdicts);
    }
    *ret_count = n;
    return batches;
}

void batches_free(struct batch *batches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        arena_free(batches[i].scratch);
        arena_free(batches[i].texts);
        buf_free(&batches[i].again);
        free(batches[i].rows);
        free(batches[i].verdicts);
    }
    free(batches);
}
