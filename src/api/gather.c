#include "api/gather.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "api/dispatch.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "api/state.h"
#include "service/unit_read.h"

enum {
    THREADS_MAX = 8,
    TOGETHER = 32, /* in a statement: more would hardly be cheaper, and the first would wait for the last */
    ALONE_MAX = 4, /* with so many under way each is sooner there alone */
    QUEUED_MAX = 10000
};

struct gather {
    struct app *app;
    _Atomic int under_way; /* look-ups, alone or gathered */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct call *first, **last;
    int queued, idle, thread_count;
    bool stopping;
    pthread_t threads[THREADS_MAX];
};

/* Look-ups of one statement. */
struct batch {
    struct call *calls[TOGETHER];
    size_t count;
    struct arena *arena;
};

/* ---- the queue ---- */

static bool submit(struct gather *g, struct call *call)
{
    pthread_mutex_lock(&g->lock);
    bool taken = !g->stopping && g->queued<QUEUED_MAX, wake = g->idle> 0;
    if (taken) {
        call->next = NULL;
        *g->last = call;
        g->last = &call->next;
        g->queued++;
    }
    pthread_mutex_unlock(&g->lock);
    if (taken && wake)
        pthread_cond_signal(&g->changed);
    return taken;
}

/* False: it stops, and nothing is left. */
static bool take(struct gather *g, struct batch *b)
{
    pthread_mutex_lock(&g->lock);
    g->idle++;
    while (!g->first && !g->stopping)
        pthread_cond_wait(&g->changed, &g->lock);
    g->idle--;
    for (b->count = 0; g->first && b->count < TOGETHER; g->first = g->first->next)
        b->calls[b->count++] = g->first;
    g->queued -= (int)b->count;
    if (!g->first)
        g->last = &g->first;
    pthread_mutex_unlock(&g->lock);
    return b->count > 0;
}

/* ---- the answers ---- */

static enum db_result look_up(struct gather *g, struct batch *b, struct unit_view *ret)
{
    struct unit_wanted wanted[TOGETHER];
    struct db *db;
    for (size_t i = 0; i < b->count; i++)
        wanted[i] = (struct unit_wanted){api_param(b->calls[i], "sku"), api_param(b->calls[i], "serial")};
    enum db_result r = readers_take(g->app->readers, &db);
    if (r != DB_OK)
        return r;
    r = service_units_now_by_serial(db, b->arena, wanted, b->count, ret);
    readers_give(g->app->readers, db);
    return r;
}

static void answer(struct gather *g, struct batch *b)
{
    struct unit_view *views = ARENA_ARRAY(b->arena, b->count, struct unit_view);
    enum db_result r = views ? look_up(g, b, views) : DB_FAILED;
    for (size_t i = 0; i < b->count; i++) {
        struct call *call = b->calls[i];
        call_checked(call, r == DB_OK ? api_units_found(call, &views[i]) : api_failure(call, r));
        atomic_fetch_sub(&g->under_way, 1);
        call_finish(call);
    }
}

static void *work(void *state)
{
    struct gather *g = state;
    struct batch b = {.arena = arena_new(0)};
    while (take(g, &b)) {
        answer(g, &b);
        arena_reset(b.arena);
    }
    arena_free(b.arena);
    return NULL;
}

/* ---- for others ---- */

struct gather *gather_start(struct app *app, int threads)
{
    assert(threads <= THREADS_MAX);
    struct gather *g = calloc(1, sizeof *g);
    assert(g);
    g->app = app;
    pthread_mutex_init(&g->lock, NULL);
    pthread_cond_init(&g->changed, NULL);
    g->last = &g->first;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&g->threads[g->thread_count], NULL, work, g) == 0)
            g->thread_count++;
    assert(g->thread_count > 0);
    return g;
}

void gather_stop(struct gather *g)
{
    if (!g)
        return;
    pthread_mutex_lock(&g->lock);
    g->stopping = true;
    pthread_cond_broadcast(&g->changed);
    pthread_mutex_unlock(&g->lock);
    for (int i = 0; i < g->thread_count; i++)
        pthread_join(g->threads[i], NULL);
    pthread_cond_destroy(&g->changed);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

bool gather_begin(struct gather *g)
{
    if (atomic_fetch_add(&g->under_way, 1) < ALONE_MAX)
        return true;
    atomic_fetch_sub(&g->under_way, 1);
    return false;
}

void gather_end(struct gather *g)
{
    atomic_fetch_sub(&g->under_way, 1);
}

enum http_outcome gather_add(struct gather *g, struct call *call)
{
    atomic_fetch_add(&g->under_way, 1);
    if (submit(g, call))
        return HTTP_LATER;
    atomic_fetch_sub(&g->under_way, 1);
    return api_refuse(call, REFUSED_OVERLOADED, NULL, "Too many look-ups are waiting.");
}
