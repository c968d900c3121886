#include "service/sequencer.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "service/integrate.h"
#include "store/reserve.h"

enum {
    POLL_MS = 100,        /* how soon what other processes wrote is seen, at the latest */
    RETRY_MS = 4,         /* while somebody else integrates, or a place is missing whose writer is still at it */
    SETTLE_MS = 5 * 1000, /* how long who asks is kept waiting */
    STOP_MS = 2 * 1000,   /* how long what is left is tried for at the end */
    MASTERS_MS = 50       /* how often the version of master data and people is looked at, at most */
};

struct sequencer {
    pthread_t thread;
    bool started;
    pthread_mutex_t lock;
    pthread_cond_t work;   /* asked, or stop */
    pthread_cond_t served; /* a pass that left nothing, or the end */
    uint64_t asked, answered;
    bool stopping;
    int64_t size;
    _Atomic int64_t masters_version;

    /* Only the thread: */
    struct db *db;
    struct integrator *integrator;
    int64_t masters_looked_at; /* time_monotonic_ns */
    bool failed;               /* the last pass: the database is away, say, and need not be asked all the time */
    writer_listener listener;
    void *listener_state;
};

/* Who asked as the asked-th is answered when the ledger stands so far. */
struct promise {
    uint64_t asked;
    int64_t size;
};

static struct timespec in_ms(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (ms % 1000) * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

static void announce(struct sequencer *s, int64_t size)
{
    pthread_mutex_lock(&s->lock);
    int64_t before = s->size;
    s->size = size > before ? size : before;
    pthread_mutex_unlock(&s->lock);
    if (size > before && s->listener)
        s->listener(s->listener_state, before + 1, size);
}

static void answer(struct sequencer *s, uint64_t asked)
{
    pthread_mutex_lock(&s->lock);
    s->answered = asked;
    pthread_cond_broadcast(&s->served);
    pthread_mutex_unlock(&s->lock);
}

/* What other processes changed of master data and people is noticed soon, not at once. */
static void look_at_masters(struct sequencer *s)
{
    int64_t now = time_monotonic_ns(), version;
    if (now - s->masters_looked_at < (int64_t)MASTERS_MS * 1000000)
        return;
    s->masters_looked_at = now;
    if (store_masters_version(s->db, &version) == DB_OK)
        atomic_store(&s->masters_version, version);
}

/*
 * Integrate what is there. True: nothing was left. Who asks is answered when the ledger stands as far as places had been given out
 * when that was first looked at after asking: under load there is always something left, but never the same for long.
 */
static bool pass(struct sequencer *s, struct promise *p, uint64_t asked)
{
    int64_t size = 0, reserved = 0;
    s->failed = integrate_once(s->integrator, &size, &reserved) != DB_OK;
    if (s->failed)
        return false;
    announce(s, size);
    look_at_masters(s);
    if (p->asked <= s->answered)
        *p = (struct promise){asked, reserved};
    if (p->asked > s->answered && size >= p->size)
        answer(s, p->asked);
    return size >= reserved;
}

/* Until there is something to do; false: end. *ret_asked: what was asked for before. */
static bool wait_for_work(struct sequencer *s, bool left, uint64_t *ret_asked)
{
    struct timespec until = in_ms(left && !s->failed ? RETRY_MS : POLL_MS);
    pthread_mutex_lock(&s->lock);
    while (!s->stopping && (left || s->asked == s->answered))
        if (pthread_cond_timedwait(&s->work, &s->lock, &until) != 0)
            break;
    *ret_asked = s->asked;
    bool go_on = !s->stopping;
    pthread_mutex_unlock(&s->lock);
    return go_on;
}

static void *work(void *state)
{
    struct sequencer *s = state;
    struct promise promise = {0};
    bool left = false;
    uint64_t asked = 0;
    while (wait_for_work(s, left, &asked))
        left = !pass(s, &promise, asked);
    int64_t until = time_monotonic_ns() + (int64_t)STOP_MS * 1000000;
    while (!pass(s, &promise, asked) && !s->failed && time_monotonic_ns() < until) {
        struct timespec pause = {0, RETRY_MS * 1000000L};
        nanosleep(&pause, NULL);
    }
    answer(s, UINT64_MAX);
    return NULL;
}

/* ---- outside ---- */

static bool open_connection(struct sequencer *s, const char *url, char *error, size_t error_size)
{
    if (db_open(url, DB_WRITE, &s->db, error, error_size) != DB_OK)
        return false;
    s->integrator = integrator_new(s->db);
    enum db_result r = integrate_size(s->integrator, &s->size);
    if (r != DB_OK)
        snprintf(error, error_size, "cannot read the ledger: %s", db_result_text(r));
    return r == DB_OK;
}

static void close_sequencer(struct sequencer *s)
{
    integrator_free(s->integrator);
    db_close(s->db);
    pthread_cond_destroy(&s->work);
    pthread_cond_destroy(&s->served);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct sequencer *sequencer_start(const char *url, writer_listener listener, void *listener_state, char *error,
                                  size_t error_size)
{
    struct sequencer *s = calloc(1, sizeof *s);
    assert(s);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->work, NULL);
    pthread_cond_init(&s->served, NULL);
    s->listener = listener;
    s->listener_state = listener_state;
    s->asked = 1; /* what a process that was killed has left */
    if (open_connection(s, url, error, error_size)) {
        s->started = pthread_create(&s->thread, NULL, work, s) == 0;
        if (s->started)
            return s;
        snprintf(error, error_size, "cannot start a thread");
    }
    close_sequencer(s);
    return NULL;
}

void sequencer_stop(struct sequencer *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_signal(&s->work);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    close_sequencer(s);
}

void sequencer_wake(struct sequencer *s)
{
    pthread_mutex_lock(&s->lock);
    s->asked++;
    pthread_cond_signal(&s->work);
    pthread_mutex_unlock(&s->lock);
}

void sequencer_settle(struct sequencer *s)
{
    struct timespec until = in_ms(SETTLE_MS);
    pthread_mutex_lock(&s->lock);
    uint64_t wanted = ++s->asked;
    pthread_cond_signal(&s->work);
    while (s->answered < wanted && pthread_cond_timedwait(&s->served, &s->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&s->lock);
}

int64_t sequencer_masters_version(struct sequencer *s)
{
    return atomic_load(&s->masters_version);
}

int64_t sequencer_size(struct sequencer *s)
{
    pthread_mutex_lock(&s->lock);
    int64_t size = s->size;
    pthread_mutex_unlock(&s->lock);
    return size;
}
