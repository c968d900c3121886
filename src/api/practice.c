#include "api/practice.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "api/state.h"
#include "base/temp.h"
#include "demo/demo.h"

#define FOLDER "serno-practice-"

enum {
    SEED = 1,
    LEAVE_S = 5,
    RETIRED_MAX = 3,
    STOP_MS = 0,
    BYTES_MAX = 256 * 1024 * 1024,
    DB_PATH_MAX = TEMP_PATH_MAX + 20
};

struct practice_company {
    struct practice *practice;
    struct app *app;
    struct temp_folder folder;
    char db[DB_PATH_MAX];
    struct arena *arena; /* of the facts */
    struct practice_facts facts;
    int users;                     /* under the lock: who is in it */
    struct practice_company *next; /* retired before it */
};

struct practice {
    struct app *real;
    pthread_mutex_t lock;
    pthread_cond_t left;
    /* Under the lock: */
    struct practice_company *now;
    struct practice_company *retired; /* somebody is still reading from them */
    bool making;
};

/* ---- a company ---- */

static void company_free(struct practice_company *c)
{
    if (c->app)
        app_stop(c->app, STOP_MS);
    temp_folder_remove(&c->folder);
    arena_free(c->arena);
    free(c);
}

static bool start(struct practice_company *c, char *error, size_t size)
{
    const struct app *real = c->practice->real;
    struct app_options o = {.db = c->db, .mode = DB_CREATE, .log = real->log};
    o.log.max = o.log.max < LOG_WARN ? o.log.max : LOG_WARN;
    snprintf(c->db, sizeof c->db, "%s/practice.db", c->folder.path);
    c->app = app_start(&o, error, size);
    if (c->app)
        c->app->real = c->practice->real;
    return c->app != NULL;
}

/* The demo company, and what is practised with. */
static bool furnish(struct practice_company *c, char *error, size_t size)
{
    struct demo_report *r = ARENA_NEW(c->arena, struct demo_report);
    struct demo_options o = {.seed = SEED, .units = DEMO_UNITS_MIN, .until = c->facts.made_at, .nobody_signs_in = true};
    if (!app_admin(c->app, c->arena, &o.admin)) {
        snprintf(error, size, "there is no administrator");
        return false;
    }
    if (demo_make(c->app->writer, c->arena, &o, r, error, size) != DEMO_MADE)
        return false;
    const struct training_options t = {
        .actor = o.admin, .now = c->facts.made_at, .product = r->serial.product, .serial = r->serial.code};
    c->facts.units = r->units;
    return training_make(c->app->writer, c->arena, &t, &c->facts.training, error, size);
}

/* NULL and a sentence in error. */
static struct practice_company *company_new(struct practice *p, const struct ctx *ctx, char *error, size_t size)
{
    struct practice_company *c = calloc(1, sizeof *c);
    assert(c);
    c->practice = p;
    c->arena = arena_new(0);
    c->facts.made_at = ctx->now;
    c->facts.made_by = arena_str(c->arena, ctx->actor.name);
    if (!temp_folder_make(FOLDER, &c->folder)) {
        snprintf(error, size, "%s: %s", c->folder.path, strerror(errno));
        arena_free(c->arena);
        free(c);
        return NULL;
    }
    if (start(c, error, size) && furnish(c, error, size))
        return c;
    company_free(c);
    return NULL;
}

/* ---- coming and going ---- */

struct practice_company *practice_take(struct practice *p)
{
    pthread_mutex_lock(&p->lock);
    struct practice_company *c = p->now;
    if (c)
        c->users++;
    pthread_mutex_unlock(&p->lock);
    return c;
}

void practice_drop(struct practice_company *c)
{
    struct practice *p = c->practice;
    pthread_mutex_lock(&p->lock);
    c->users--;
    pthread_cond_broadcast(&p->left);
    pthread_mutex_unlock(&p->lock);
}

struct app *practice_app(struct practice_company *c)
{
    return c->app;
}

bool practice_full(struct practice_company *c)
{
    struct stat st;
    char log[DB_PATH_MAX + 8];
    int64_t bytes = stat(c->db, &st) == 0 ? st.st_size : 0;
    snprintf(log, sizeof log, "%s-wal", c->db);
    bytes += stat(log, &st) == 0 ? st.st_size : 0;
    return bytes > BYTES_MAX;
}

/* ---- its end ---- */

/* Those in which nobody is any more; called and returns with the lock, without it while they end. */
static void reap(struct practice *p)
{
    struct practice_company **at = &p->retired, *gone = NULL;
    while (*at) {
        struct practice_company *c = *at;
        if (c->users > 0) {
            at = &c->next;
            continue;
        }
        *at = c->next;
        c->next = gone;
        gone = c;
    }
    pthread_mutex_unlock(&p->lock);
    for (struct practice_company *c = gone; c;) {
        struct practice_company *next = c->next;
        company_free(c);
        c = next;
    }
    pthread_mutex_lock(&p->lock);
}

/* Streams end when they are read next; who does not read on is waited for some seconds, and found gone later. With the lock. */
static void retire(struct practice *p)
{
    struct timespec until;
    struct practice_company *c = p->now;
    if (!c)
        return;
    p->now = NULL;
    c->next = p->retired;
    p->retired = c;
    atomic_store(&c->app->stopping, true);
    stream_rouse(c->app->hub);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LEAVE_S;
    c->users++; /* we: nobody else may find it empty, and free it, while we wait */
    while (c->users > 1 && pthread_cond_timedwait(&p->left, &p->lock, &until) == 0)
        ;
    c->users--;
    reap(p);
}

void practice_end(struct practice *p)
{
    pthread_mutex_lock(&p->lock);
    reap(p);
    retire(p);
    pthread_mutex_unlock(&p->lock);
}

/* ---- its beginning ---- */

static int retired_count(const struct practice *p)
{
    int count = 0;
    for (const struct practice_company *c = p->retired; c; c = c->next)
        count++;
    return count;
}

/* One at a time. */
static bool begin(struct practice *p, struct ctx *ctx)
{
    pthread_mutex_lock(&p->lock);
    reap(p);
    bool free_to = !p->making && retired_count(p) < RETIRED_MAX;
    bool making = p->making;
    if (free_to)
        p->making = true;
    pthread_mutex_unlock(&p->lock);
    if (free_to)
        return true;
    return ctx_refuse(ctx, REFUSED_OVERLOADED, NULL, "%s",
                      making ? "The practice company is being made."
                             : "Earlier practice companies are still read from.");
}

bool practice_make(struct practice *p, struct ctx *ctx)
{
    char error[600] = "";
    if (!begin(p, ctx))
        return false;
    struct practice_company *c = company_new(p, ctx, error, sizeof error);
    pthread_mutex_lock(&p->lock);
    if (c) {
        retire(p);
        p->now = c;
    }
    p->making = false;
    pthread_mutex_unlock(&p->lock);
    if (c)
        return true;
    log_line(&p->real->log, LOG_ERROR, "practice: %s", error);
    return ctx_check(ctx, DB_FAILED);
}

void practice_look(struct practice *p, struct arena *a, struct practice_facts *ret)
{
    *ret = (struct practice_facts){0};
    pthread_mutex_lock(&p->lock);
    if (p->now) {
        *ret = p->now->facts;
        ret->ready = true;
        ret->made_by = arena_str(a, ret->made_by);
        for (int i = 0; i < TRAINING_LESSONS; i++) {
            struct training_lesson *l = &ret->training.lessons[i];
            l->product = arena_str(a, l->product);
            l->missing = arena_str(a, l->missing);
            for (int n = 0; n < l->serial_count; n++)
                l->serials[n] = arena_str(a, l->serials[n]);
        }
    }
    ret->making = p->making;
    pthread_mutex_unlock(&p->lock);
}

struct practice *practice_new(struct app *real)
{
    struct practice *p = calloc(1, sizeof *p);
    assert(p);
    p->real = real;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->left, NULL);
    int left = temp_folder_sweep(FOLDER);
    if (left > 0)
        log_line(&real->log, LOG_INFO, "practice: removed %d left behind", left);
    return p;
}

void practice_free(struct practice *p)
{
    if (!p)
        return;
    if (p->now)
        p->now->next = p->retired;
    for (struct practice_company *c = p->now ? p->now : p->retired; c;) {
        struct practice_company *next = c->next;
        company_free(c); /* who is still in it, on its own threads, is waited for */
        c = next;
    }
    pthread_cond_destroy(&p->left);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
