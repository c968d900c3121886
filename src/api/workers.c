#include "api/workers.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "api/dispatch.h"
#include "api/reply.h"

enum { THREADS_MAX = 8, NICE = 5 };

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct call *first, **last;
    int queued, queue_max, thread_count;
    bool stopping;
    pthread_t threads[THREADS_MAX];
};

/* The next call, or NULL when the pool stops and nothing is left. */
static struct call *next_call(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->stopping)
        pthread_cond_wait(&w->changed, &w->lock);
    struct call *call = w->first;
    if (call) {
        w->first = call->next;
        w->queued--;
        if (!w->first)
            w->last = &w->first;
    }
    pthread_mutex_unlock(&w->lock);
    return call;
}

static void *work(void *state)
{
    struct workers *w = state;
    /* On Linux the priority is the thread's own; when it is refused, all runs as usual. */
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
    for (struct call *call; (call = next_call(w)) != NULL;)
        if (call->step(call) == HTTP_DONE)
            call_finish(call);
    return NULL;
}

struct workers *workers_start(int threads, int queue_max)
{
    assert(threads <= THREADS_MAX);
    struct workers *w = calloc(1, sizeof *w);
    assert(w);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    w->last = &w->first;
    w->queue_max = queue_max;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&w->threads[w->thread_count], NULL, work, w) == 0)
            w->thread_count++;
    assert(w->thread_count > 0);
    return w;
}

void workers_stop(struct workers *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->thread_count; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

int workers_queued(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    int queued = w->queued;
    pthread_mutex_unlock(&w->lock);
    return queued;
}

static bool submit(struct workers *w, struct call *call)
{
    pthread_mutex_lock(&w->lock);
    bool taken = !w->stopping && w->queued < w->queue_max;
    if (taken) {
        call->next = NULL;
        *w->last = call;
        w->last = &call->next;
        w->queued++;
        pthread_cond_signal(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return taken;
}

enum http_outcome api_later(struct call *call, struct workers *w, enum http_outcome (*step)(struct call *call))
{
    call->step = step;
    if (submit(w, call))
        return HTTP_LATER;
    return api_refuse(call, REFUSED_OVERLOADED, NULL, "Too many requests of this kind are waiting.");
}
