/*
 * exchange: the pool, and how a late answer and its parked connection find each other.
 */
#include "http/exchange.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "http/server.h"

enum { WARM_EXCHANGES = 256, BODY_KEPT_BYTES = 64 * 1024, ARENA_KEPT_BYTES = 64 * 1024 };

/* ---- the pool ---- */

void exchange_pool_init(struct exchange_pool *p)
{
    *p = (struct exchange_pool){0};
    pthread_mutex_init(&p->lock, NULL);
}

void exchange_pool_free(struct exchange_pool *p)
{
    for (struct exchange *x = p->ever, *next; x; x = next) {
        next = x->next_ever;
        arena_free(x->pub.arena);
        buf_free(&x->body);
        free(x);
    }
    pthread_mutex_destroy(&p->lock);
}

static void finished(struct http_exchange *pub);

static struct exchange *make(struct http_server *s)
{
    struct exchange *x = calloc(1, sizeof *x);
    if (x == NULL)
        abort();
    x->server = s;
    x->pub.finished = finished;
    x->pub.wake = stream_wake;
    x->next_ever = s->pool.ever;
    s->pool.ever = x;
    return x;
}

static struct exchange *pop_or_make(struct http_server *s)
{
    struct exchange_pool *p = &s->pool;
    pthread_mutex_lock(&p->lock);
    struct exchange *x = p->free;
    if (x) {
        p->free = x->next_free;
        atomic_fetch_sub_explicit(&p->free_count, 1, memory_order_relaxed);
    } else {
        x = make(s);
    }
    pthread_mutex_unlock(&p->lock);
    return x;
}

struct exchange *exchange_take(struct http_server *s, struct MHD_Connection *mhd, struct connection *c)
{
    struct exchange *x = c->spare ? c->spare : pop_or_make(s);
    c->spare = NULL;
    x->mhd = mhd;
    x->connection = c;
    if (x->pub.arena == NULL)
        x->pub.arena = arena_new(LIMIT_ARENA_BYTES);
    x->phase = PHASE_LINE;
    x->verdict = GUARD_OK;
    x->close = false;
    atomic_store_explicit(&x->later, LATER_RUNNING, memory_order_relaxed);
    atomic_store_explicit(&x->owners, 2, memory_order_relaxed);
    return x;
}

/* What the handler saw and made is gone. Memory that one large request took is not kept. */
static void clear(struct exchange *x)
{
    struct http_reply *reply = &x->pub.reply;
    if (reply->stream.free_state)
        reply->stream.free_state(reply->stream.state);
    reply->stream = (struct http_stream){0};
    reply->lasting = (struct str){0};
    reply->status = 0;
    reply->header_count = 0;
    buf_free(&reply->body);
    x->pub.user = NULL;
    x->pub.request = (struct http_request){0};
    buf_clear(&x->body);
    if (x->body.cap > BODY_KEPT_BYTES)
        buf_free(&x->body);
    if (arena_used(x->pub.arena) <= ARENA_KEPT_BYTES) {
        arena_reset(x->pub.arena);
    } else {
        arena_free(x->pub.arena);
        x->pub.arena = NULL;
    }
}

/* After a crowd of connections only some exchanges keep their memory. */
static void cool(struct exchange *x)
{
    arena_free(x->pub.arena);
    x->pub.arena = NULL;
    buf_free(&x->body);
}

void exchange_give(struct exchange *x)
{
    struct exchange_pool *p = &x->server->pool;
    if (atomic_fetch_add_explicit(&p->free_count, 1, memory_order_relaxed) >= WARM_EXCHANGES)
        cool(x);
    pthread_mutex_lock(&p->lock);
    x->next_free = p->free;
    p->free = x;
    pthread_mutex_unlock(&p->lock);
}

/* ---- the late answer ---- */

/* An abandoned exchange has two ends, connection and finisher; the later one releases it. */
static void drop_abandoned(struct exchange *x)
{
    struct http_server *s = x->server;
    if (atomic_fetch_sub(&x->owners, 1) > 1)
        return;
    clear(x);
    exchange_give(x);
    server_drop(s);
}

/* http_exchange_finish. Once a running exchange is finished it belongs to the pool thread: nothing of it may be
 * touched. */
static void finished(struct http_exchange *pub)
{
    struct exchange *x = (struct exchange *)pub;
    int state = atomic_load(&x->later);
    do {
        assert(state != LATER_FINISHED);
        if (state == LATER_ABANDONED) {
            drop_abandoned(x);
            return;
        }
    } while (!atomic_compare_exchange_weak(&x->later, &state, LATER_FINISHED));
    if (state == LATER_PARKED)
        MHD_resume_connection(x->mhd); /* suspended, so it cannot have ended meanwhile */
}

bool exchange_park(struct exchange *x)
{
    int state = LATER_RUNNING;
    if (atomic_load(&x->later) == LATER_FINISHED)
        return true;
    x->phase = PHASE_LATER;
    MHD_suspend_connection(x->mhd);
    if (!atomic_compare_exchange_strong(&x->later, &state, LATER_PARKED))
        MHD_resume_connection(x->mhd); /* finished in between: nobody else will do it */
    else if (atomic_load(&x->server->abandoning))
        exchange_abandon(x);
    return false;
}

void exchange_abandon(struct exchange *x)
{
    int state = LATER_PARKED;
    struct http_server *s = x->server;
    atomic_fetch_add(&s->holders, 1);
    if (atomic_compare_exchange_strong(&x->later, &state, LATER_ABANDONED))
        MHD_resume_connection(x->mhd);
    else
        server_drop(s);
}

void exchange_end(struct exchange *x)
{
    if (atomic_load(&x->later) == LATER_ABANDONED) {
        drop_abandoned(x);
        return;
    }
    clear(x);
    x->connection->spare = x; /* stays in this thread's cache, and needs no lock */
}
