/*
 * stream: GET /v1/stream, and the hub behind it (stream.h).
 *
 * A listener's position is the seq of the last event it was given. Three cases: its next event is in the ring (copy), is older
 * than the ring (read the ledger), or does not exist yet (park until woken). The hub's lock covers ring and list; a listener is
 * woken under it, so that it cannot end meanwhile.
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/state.h"
#include "store/feed.h"

enum {
    RING = 1024,           /* events kept as text */
    BATCH = 256,           /* events read at once */
    PART_BYTES = 64 * 1024 /* given to a listener at once, about */
};

#define REST_NS (10 * 1000 * 1000) /* between two wakes: many commits in a moment wake a listener once */

struct listener {
    struct hub *hub;
    struct call *call;
    int64_t seq;     /* last event given */
    unsigned beat;   /* last heartbeat given */
    struct buf part; /* text on its way */
    size_t sent;     /* of part */
    struct listener *next, **link;
};

struct hub {
    struct app *app;
    void (*on_beat)(struct app *app);
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stopping;
    int64_t known_seq;     /* last event that is durable */
    int64_t made_seq;      /* last event whose text was made, or that nobody listened to */
    int64_t ring_first;    /* first seq in the ring; made_seq + 1 when it is empty */
    struct buf ring[RING]; /* text of event seq at seq % RING */
    struct listener *listeners;
    int count;
    unsigned beat;
};

/* ---- the text of an event ---- */

static void put_unit_ids(struct json_out *o, struct arena *a, const struct feed_row *row)
{
    struct event e;
    const char *why;
    if (str_empty(row->body) || !event_read(a, row->body, &e, &why))
        return;
    json_key(o, "unit_ids");
    json_begin_array(o);
    for (size_t i = 0; i < e.unit_count; i++)
        json_put_int(o, e.units[i].id);
    json_end_array(o);
}

static void put_event(struct buf *out, struct arena *a, const struct feed_row *row)
{
    char id[ID_TEXT_LEN + 1];
    struct json_out o;
    id_print(row->id, id);
    buf_fmt(out, "id: %lld\nevent: event\ndata: ", (long long)row->seq);
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_int(&o, "seq", row->seq);
    json_field_z(&o, "id", id);
    json_field_z(&o, "command", lifecycle_commands[row->command].name);
    api_json_time(&o, "time", row->time);
    api_json_time(&o, "recorded", row->recorded_at);
    json_field_str(&o, "actor", row->actor);
    json_field_opt(&o, "location", row->location);
    json_field_opt(&o, "order", row->order);
    json_field_int(&o, "units", row->units);
    put_unit_ids(&o, a, row);
    json_end_object(&o);
    buf_z(out, "\n\n");
}

/* At most BATCH events behind after, read with a connection lent for just that. */
static enum db_result read_events(struct app *app, struct arena *a, int64_t after, struct feed_row *rows,
                                  size_t *ret_count)
{
    struct db *db;
    enum db_result r = readers_take(app->readers, &db);
    if (r != DB_OK)
        return r;
    r = store_feed(db, a, after, BATCH, rows, ret_count);
    readers_give(app->readers, db);
    return r;
}

/* ---- the hub's thread ---- */

static void wake_all(struct hub *h)
{
    for (struct listener *l = h->listeners; l; l = l->next)
        http_exchange_wake(l->call->x);
}

static void put_in_ring(struct hub *h, struct arena *a, const struct feed_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf *text = &h->ring[rows[i].seq % RING];
        buf_clear(text);
        put_event(text, a, &rows[i]);
        h->made_seq = rows[i].seq;
    }
    if (h->ring_first <= h->made_seq - RING)
        h->ring_first = h->made_seq - RING + 1;
}

/* Called and returns with the lock; without it while the database is read. */
static void make_texts(struct hub *h)
{
    struct arena *a = arena_new(0);
    struct feed_row *rows = ARENA_ARRAY(a, BATCH, struct feed_row);
    size_t count = 0;
    int64_t after = h->made_seq;
    pthread_mutex_unlock(&h->lock);
    enum db_result r = read_events(h->app, a, after, rows, &count);
    pthread_mutex_lock(&h->lock);
    if (r == DB_OK && h->made_seq == after) /* otherwise all have left meanwhile, and the ring was given up */
        put_in_ring(h, a, rows, count);
    if (r != DB_OK)
        log_line(&h->app->log, LOG_ERROR, "stream: %s", db_result_text(r));
    wake_all(h);
    arena_free(a);
}

/* Nobody listens: what comes is no news for whoever comes later. */
static void skip(struct hub *h)
{
    h->made_seq = h->known_seq;
    h->ring_first = h->made_seq + 1;
}

static void rest(struct hub *h)
{
    pthread_mutex_unlock(&h->lock);
    nanosleep(&(struct timespec){.tv_nsec = REST_NS}, NULL);
    pthread_mutex_lock(&h->lock);
}

/* With the lock; returns true when it is time for the next heartbeat. */
static bool wait_for_news(struct hub *h, const struct timespec *until)
{
    int timed_out = 0;
    while (!h->stopping && !timed_out && (h->count == 0 || h->made_seq >= h->known_seq))
        timed_out = pthread_cond_timedwait(&h->changed, &h->lock, until);
    return timed_out != 0;
}

static struct timespec beat_after_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += STREAM_BEAT_S;
    return t;
}

static void do_beat(struct hub *h)
{
    h->beat++;
    if (h->count == 0)
        skip(h);
    wake_all(h);
    pthread_mutex_unlock(&h->lock);
    h->on_beat(h->app);
    pthread_mutex_lock(&h->lock);
}

static void *work(void *state)
{
    struct hub *h = state;
    struct timespec until = beat_after_now();
    pthread_mutex_lock(&h->lock);
    while (!h->stopping) {
        if (wait_for_news(h, &until)) {
            do_beat(h);
            until = beat_after_now();
        } else if (!h->stopping) {
            make_texts(h);
            rest(h);
        }
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

/* ---- outside ---- */

struct hub *stream_start(struct app *app, void (*beat)(struct app *app))
{
    pthread_condattr_t attr;
    struct hub *h = calloc(1, sizeof *h);
    assert(h);
    h->app = app;
    h->on_beat = beat;
    h->ring_first = 1;
    pthread_mutex_init(&h->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&h->changed, &attr);
    pthread_condattr_destroy(&attr);
    int failed = pthread_create(&h->thread, NULL, work, h);
    assert(!failed && "no thread at the start of a process");
    return h;
}

void stream_stop(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_signal(&h->changed);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    assert(h->count == 0 && "a stream is still open");
}

void stream_free(struct hub *h)
{
    for (int i = 0; i < RING; i++)
        buf_free(&h->ring[i]);
    pthread_cond_destroy(&h->changed);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

void stream_begin(struct hub *h, int64_t last_seq)
{
    pthread_mutex_lock(&h->lock);
    h->known_seq = last_seq;
    skip(h);
    pthread_mutex_unlock(&h->lock);
}

void stream_announce(void *hub, int64_t first_seq, int64_t last_seq)
{
    struct hub *h = hub;
    (void)first_seq;
    pthread_mutex_lock(&h->lock);
    h->known_seq = last_seq;
    if (h->count > 0)
        pthread_cond_signal(&h->changed);
    else
        skip(h);
    pthread_mutex_unlock(&h->lock);
}

void stream_rouse(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    wake_all(h);
    pthread_mutex_unlock(&h->lock);
}

int stream_listeners(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    int count = h->count;
    pthread_mutex_unlock(&h->lock);
    return count;
}

/* ---- a listener ---- */

/* With the lock. */
static void copy_from_ring(struct hub *h, struct listener *l)
{
    while (l->seq < h->made_seq && l->part.len < PART_BYTES) {
        l->seq++;
        buf_str(&l->part, buf_view(&h->ring[l->seq % RING]));
    }
}

/* Far behind: from the ledger. False when the database fails. */
static bool copy_from_ledger(struct listener *l)
{
    struct arena *a = arena_new(0);
    struct feed_row *rows = ARENA_ARRAY(a, BATCH, struct feed_row);
    size_t count = 0;
    bool ok = read_events(l->hub->app, a, l->seq, rows, &count) == DB_OK && count > 0;
    for (size_t i = 0; i < count; i++) {
        put_event(&l->part, a, &rows[i]);
        l->seq = rows[i].seq;
    }
    arena_free(a);
    return ok;
}

/* A sign of life, also ours: whoever may not listen any more is dropped at the next one. */
static bool heartbeat(struct listener *l, unsigned beat)
{
    l->beat = beat;
    buf_z(&l->part, ": still here\n\n");
    return l->call->via == VIA_LOCAL || identity_still(l->call->app, l->call->token);
}

/* More text for the listener, if there is any. False: the stream ends. */
static bool next_part(struct listener *l)
{
    struct hub *h = l->hub;
    buf_clear(&l->part);
    l->sent = 0;
    pthread_mutex_lock(&h->lock);
    bool behind = l->seq + 1 < h->ring_first && l->seq < h->known_seq;
    unsigned beat = h->beat;
    if (!behind)
        copy_from_ring(h, l);
    pthread_mutex_unlock(&h->lock);
    if (beat != l->beat && !heartbeat(l, beat))
        return false;
    return !behind || copy_from_ledger(l);
}

static int64_t read_stream(void *state, char *out, size_t max)
{
    struct listener *l = state;
    if (atomic_load(&l->hub->app->stopping) || (l->sent == l->part.len && !next_part(l)))
        return HTTP_STREAM_END;
    size_t n = l->part.len - l->sent < max ? l->part.len - l->sent : max;
    if (n > 0)
        memcpy(out, l->part.ptr + l->sent, n);
    l->sent += n;
    return (int64_t)n;
}

static void free_listener(void *state)
{
    struct listener *l = state;
    pthread_mutex_lock(&l->hub->lock);
    *l->link = l->next;
    if (l->next)
        l->next->link = l->link;
    l->hub->count--;
    pthread_mutex_unlock(&l->hub->lock);
    buf_free(&l->part);
    free(l);
}

/* Into the list; false when there are too many. after: -1 means from now on. */
static bool enlist(struct hub *h, struct listener *l, int64_t after)
{
    pthread_mutex_lock(&h->lock);
    bool room = h->count < STREAM_LISTENERS_MAX;
    if (room) {
        l->seq = after < 0 || after > h->known_seq ? h->known_seq : after;
        l->beat = h->beat;
        l->link = &h->listeners;
        l->next = h->listeners;
        if (l->next)
            l->next->link = &l->next;
        h->listeners = l;
        h->count++;
    }
    pthread_mutex_unlock(&h->lock);
    return room;
}

static bool read_position(struct call *call, int64_t *ret)
{
    struct api_query q;
    struct str last = http_header(&call->x->request, "Last-Event-ID");
    *ret = -1;
    api_query_open(&q, call);
    api_query_int(&q, "after", 0, INT64_MAX, ret);
    if (!api_query_close(&q))
        return false;
    if (last.ptr && (!str_int64(last, ret) || *ret < 0))
        return ctx_refuse(api_ctx(call), REFUSED_BAD_REQUEST, "Last-Event-ID", "It is the number of an event.");
    return true;
}

enum http_outcome api_stream(struct call *call)
{
    int64_t after;
    struct hub *h = call->app->hub;
    if (!read_position(call, &after))
        return api_problem(call);
    struct listener *l = calloc(1, sizeof *l);
    assert(l);
    l->hub = h;
    l->call = call;
    buf_z(&l->part, "retry: 2000\n\n");
    if (!enlist(h, l, after)) {
        buf_free(&l->part);
        free(l);
        return api_refuse(call, REFUSED_OVERLOADED, NULL, "%d are listening already.", STREAM_LISTENERS_MAX);
    }
    return api_reply_stream(call, 200, "text/event-stream",
                            (struct http_stream){.read = read_stream, .free_state = free_listener, .state = l});
}
