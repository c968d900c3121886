#include "api/printing.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "api/print_driver.h"
#include "api/state.h"
#include "store/printer.h"

enum {
    LOOK_MS = 1000, /* between two looks for something to do */
    EAGER_MS = 20,  /* ... when somebody has just asked for something, which is not committed yet */
    EAGER_LOOKS = 50
};

struct slot {
    struct printing *printing;
    struct print_task task;
    pthread_t thread;
    bool used, over; /* over: the thread can be joined */
};

struct printing {
    struct app *app;
    struct id holder;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    _Atomic bool stopping;
    int eager;
    struct print_meter meter;
    struct slot slots[PRINTERS_AT_ONCE];
};

/* ---- threads of printers ---- */

static void *drive(void *state)
{
    struct slot *s = state;
    print_drive(&s->task);
    pthread_mutex_lock(&s->printing->lock);
    s->over = true;
    pthread_cond_signal(&s->printing->changed);
    pthread_mutex_unlock(&s->printing->lock);
    return NULL;
}

/* With the lock. */
static void tidy(struct printing *p)
{
    for (int i = 0; i < PRINTERS_AT_ONCE; i++)
        if (p->slots[i].used && p->slots[i].over) {
            pthread_join(p->slots[i].thread, NULL);
            p->slots[i].used = false;
        }
}

static bool is_driven(const struct printing *p, int64_t printer_id)
{
    for (int i = 0; i < PRINTERS_AT_ONCE; i++)
        if (p->slots[i].used && p->slots[i].task.printer_id == printer_id)
            return true;
    return false;
}

/* With the lock. When all are taken, it is tried again at the next look. */
static void begin(struct printing *p, int64_t printer_id)
{
    for (int i = 0; i < PRINTERS_AT_ONCE; i++) {
        struct slot *s = &p->slots[i];
        if (s->used)
            continue;
        *s = (struct slot){.printing = p,
                           .task = {.app = p->app,
                                    .holder = p->holder,
                                    .printer_id = printer_id,
                                    .stopping = &p->stopping,
                                    .meter = &p->meter},
                           .used = true};
        s->used = pthread_create(&s->thread, NULL, drive, s) == 0;
        return;
    }
}

/* ---- who has something to do ---- */

static bool look(struct printing *p, struct arena *a, struct id_list *ret)
{
    struct db *db;
    if (readers_take(p->app->readers, &db) != DB_OK)
        return false;
    enum db_result r = store_printer_ready(db, a, p->holder, p->app->log.now(), ret);
    readers_give(p->app->readers, db);
    return r == DB_OK;
}

static void rest(struct printing *p)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (p->eager > 0 ? EAGER_MS : LOOK_MS) * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    p->eager -= p->eager > 0;
    pthread_cond_timedwait(&p->changed, &p->lock, &until);
}

static void *watch(void *state)
{
    struct printing *p = state;
    struct arena *a = arena_new(0);
    pthread_mutex_lock(&p->lock);
    while (!atomic_load(&p->stopping)) {
        struct id_list ready = {0};
        tidy(p);
        pthread_mutex_unlock(&p->lock);
        arena_reset(a);
        bool good = look(p, a, &ready);
        pthread_mutex_lock(&p->lock);
        for (size_t i = 0; good && i < ready.count && !atomic_load(&p->stopping); i++)
            if (!is_driven(p, ready.at[i]))
                begin(p, ready.at[i]);
        if (!atomic_load(&p->stopping))
            rest(p);
    }
    pthread_mutex_unlock(&p->lock);
    arena_free(a);
    return NULL;
}

/* ---- from outside ---- */

struct printing *printing_start(struct app *app)
{
    pthread_condattr_t monotonic;
    struct printing *p = calloc(1, sizeof *p);
    assert(p);
    p->app = app;
    p->holder = id_new(app->log.now());
    pthread_mutex_init(&p->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&p->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int code = pthread_create(&p->thread, NULL, watch, p);
    assert(code == 0);
    (void)code;
    return p;
}

void printing_stop(struct printing *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    atomic_store(&p->stopping, true);
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    for (int i = 0; i < PRINTERS_AT_ONCE; i++)
        if (p->slots[i].used)
            pthread_join(p->slots[i].thread, NULL);
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

void printing_wake(struct printing *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->eager = EAGER_LOOKS;
    pthread_cond_signal(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

void printing_stats(struct printing *p, struct printing_stats *ret)
{
    *ret = (struct printing_stats){0};
    if (!p)
        return;
    ret->printed = atomic_load(&p->meter.printed);
    ret->uncertain = atomic_load(&p->meter.uncertain);
    ret->troubles = atomic_load(&p->meter.troubles);
    pthread_mutex_lock(&p->lock);
    for (int i = 0; i < PRINTERS_AT_ONCE; i++)
        ret->driving += p->slots[i].used && !p->slots[i].over;
    pthread_mutex_unlock(&p->lock);
}
