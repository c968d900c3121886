#include "api/board.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "api/dispatch.h"
#include "api/reply.h"
#include "api/state.h"
#include "base/limits.h"
#include "service/dashboard.h"
#include "service/unit_read.h"

enum { QUEUE_MAX = 256, NICE = 5 };

struct board {
    struct app *app;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct call *first, **last;
    int queued;
    bool warm;             /* somebody wants it to be */
    _Atomic bool stopping; /* also read while it counts */
    pthread_t thread;
    struct dashboard *figures; /* the thread's own */
    struct arena *arena;
};

/* All that wait, or NULL. *ret_more false: stop. */
static struct call *next_calls(struct board *b, bool *ret_more)
{
    pthread_mutex_lock(&b->lock);
    while (!b->first && !b->warm && !b->stopping)
        pthread_cond_wait(&b->changed, &b->lock);
    struct call *calls = b->first;
    *ret_more = calls || !b->stopping;
    b->first = NULL;
    b->last = &b->first;
    b->queued = 0;
    b->warm = false;
    pthread_mutex_unlock(&b->lock);
    return calls;
}

static bool refresh(struct board *b, enum dashboard_pass pass, struct ctx *ctx)
{
    struct app *app = b->app;
    arena_reset(b->arena);
    *ctx = (struct ctx){.arena = b->arena, .now = app->log.now()};
    if (!ctx_check(ctx, readers_take(app->readers, &ctx->db)))
        return false;
    bool ok = service_read_begin(ctx);
    if (ok) {
        ok = service_dashboard_refresh(ctx, b->figures, pass);
        service_read_end(ctx);
    }
    readers_give(app->readers, ctx->db);
    return ok;
}

static void answer_all(struct board *b, struct call *calls)
{
    struct ctx ctx;
    writer_settle(b->app->writer);
    bool ok = refresh(b, DASHBOARD_BEFORE, &ctx);
    for (struct call *call = calls, *next; call; call = next) {
        next = call->next;
        if (ok)
            call->step(call);
        else
            api_failure(call, ctx.failure);
        call_finish(call);
    }
}

static void *work(void *state)
{
    struct board *b = state;
    struct ctx ctx;
    bool more;
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
    for (;;) {
        struct call *calls = next_calls(b, &more);
        if (!more)
            return NULL;
        if (calls)
            answer_all(b, calls);
        /* A failure here is met again by the next who asks, and told then. */
        if (!b->stopping)
            (void)refresh(b, DASHBOARD_AFTER, &ctx);
    }
}

struct board *board_start(struct app *app)
{
    struct board *b = calloc(1, sizeof *b);
    assert(b);
    b->app = app;
    b->last = &b->first;
    b->arena = arena_new(LIMIT_ARENA_BYTES);
    b->figures = dashboard_new(&b->stopping);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->changed, NULL);
    int failed = pthread_create(&b->thread, NULL, work, b);
    assert(!failed && "no thread at the start of a process");
    return b;
}

void board_stop(struct board *b)
{
    if (!b)
        return;
    pthread_mutex_lock(&b->lock);
    b->stopping = true;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->lock);
    pthread_join(b->thread, NULL);
    pthread_cond_destroy(&b->changed);
    pthread_mutex_destroy(&b->lock);
    dashboard_free(b->figures);
    arena_free(b->arena);
    free(b);
}

void board_warm(struct board *b)
{
    pthread_mutex_lock(&b->lock);
    b->warm = true;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->lock);
}

enum http_outcome board_ask(struct board *b, struct call *call, enum http_outcome (*step)(struct call *call))
{
    pthread_mutex_lock(&b->lock);
    bool taken = !b->stopping && b->queued < QUEUE_MAX;
    if (taken) {
        call->step = step;
        call->next = NULL;
        *b->last = call;
        b->last = &call->next;
        b->queued++;
        pthread_cond_signal(&b->changed);
    }
    pthread_mutex_unlock(&b->lock);
    if (taken)
        return HTTP_LATER;
    return api_refuse(call, REFUSED_OVERLOADED, NULL, "Too many requests of this kind are waiting.");
}

const struct dashboard *board_figures(const struct board *b)
{
    return b->figures;
}
