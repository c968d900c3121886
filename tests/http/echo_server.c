/*
 * echo_server: a server over src/http with one small handler per thing that test_http.py looks at. Prints "port N"
 * when it listens and "stopping" when SIGTERM has come; ends with its counters. Not part of the product.
 *
 *   echo_server [--header S] [--body S] [--idle S] [--max BYTES] [--grace MS] [--tls CERTIFICATE KEY]
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/http.h"

enum { JOBS_MAX = 4096 };

/* Exchanges that wait for the worker thread, and those that wait for /release. */
struct app {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct http_exchange *jobs[JOBS_MAX], *held[JOBS_MAX], *ticking[JOBS_MAX];
    size_t job_count, held_count, ticking_count;
    bool stopping;
};

static enum http_outcome say(struct http_exchange *x, int status, struct str text)
{
    x->reply.status = status;
    http_reply_header(x, "Content-Type", STR("text/plain"));
    buf_str(&x->reply.body, text);
    return HTTP_DONE;
}

/* The body, or what ?show= asks for. */
static enum http_outcome echo(struct app *app, struct http_exchange *x)
{
    struct http_request *r = &x->request;
    struct str show = http_query(r, "show");
    (void)app;
    if (str_starts(show, STR("header:")))
        return say(x, 200, http_header(r, arena_cstr(x->arena, str_slice(show, 7, show.len))));
    if (str_starts(show, STR("cookie:")))
        return say(x, 200, http_cookie(r, arena_cstr(x->arena, str_slice(show, 7, show.len))));
    if (str_is(show, "segments")) {
        for (size_t i = 0; i < r->segment_count; i++)
            buf_fmt(&x->reply.body, "[%.*s]", STR_ARG(r->segments[i]));
        return say(x, 200, STR(""));
    }
    if (str_is(show, "remote"))
        return say(x, 200, arena_fmt(x->arena, "%.*s%s", STR_ARG(r->remote), r->secure ? " secure" : ""));
    return say(x, 200, http_query(r, "text").ptr ? http_query(r, "text") : r->body);
}

static enum http_outcome small(struct app *app, struct http_exchange *x)
{
    (void)app;
    return say(
        x, 200,
        STR("a reply of one hundred bytes, which is what the bench compares with a bare reply of this size........"));
}

static enum http_outcome big(struct app *app, struct http_exchange *x)
{
    int64_t lines = 4000;
    (void)app;
    str_int64(http_query(&x->request, "lines"), &lines);
    for (int64_t i = 0; i < lines; i++)
        buf_fmt(&x->reply.body, "{\"line\":%lld,\"serial\":\"SN-%08lld\"}\n", (long long)i,
                (long long)(i * 7919 % 99999999));
    http_reply_header(x, "Content-Type", STR("application/json"));
    x->reply.status = 200;
    return HTTP_DONE;
}

static enum http_outcome headers(struct app *app, struct http_exchange *x)
{
    (void)app;
    http_reply_header(x, "Content-Security-Policy", STR("default-src 'self'"));
    http_reply_header(x, "Cache-Control", STR("max-age=60"));
    http_reply_header(x, "X-Split", STR("a\r\nInjected: b"));
    return say(x, 201, STR("made"));
}

static void enqueue(struct app *app, struct http_exchange **list, size_t *count, struct http_exchange *x)
{
    pthread_mutex_lock(&app->lock);
    assert(*count < JOBS_MAX);
    list[(*count)++] = x;
    pthread_cond_signal(&app->changed);
    pthread_mutex_unlock(&app->lock);
}

/* Finished by the worker, usually before this returns or just after. */
static enum http_outcome later(struct app *app, struct http_exchange *x)
{
    enqueue(app, app->jobs, &app->job_count, x);
    return HTTP_LATER;
}

/* Finished before the connection can possibly be parked. */
static enum http_outcome early(struct app *app, struct http_exchange *x)
{
    (void)app;
    say(x, 200, STR("early"));
    http_exchange_finish(x);
    return HTTP_LATER;
}

static enum http_outcome hold(struct app *app, struct http_exchange *x)
{
    enqueue(app, app->held, &app->held_count, x);
    return HTTP_LATER;
}

static enum http_outcome release(struct app *app, struct http_exchange *x)
{
    pthread_mutex_lock(&app->lock);
    for (size_t i = 0; i < app->held_count; i++) {
        say(app->held[i], 200, STR("released"));
        http_exchange_finish(app->held[i]);
    }
    size_t n = app->held_count;
    app->held_count = 0;
    pthread_mutex_unlock(&app->lock);
    return say(x, 200, arena_fmt(x->arena, "%zu", n));
}

static enum http_outcome held(struct app *app, struct http_exchange *x)
{
    pthread_mutex_lock(&app->lock);
    size_t n = app->held_count + app->ticking_count;
    pthread_mutex_unlock(&app->lock);
    return say(x, 200, arena_fmt(x->arena, "%zu", n));
}

/* ---- a stream: `left` pieces, each made ready by the worker; ?pieces=-1 goes on for ever without giving any ---- */

struct ticker {
    struct app *app;
    struct http_exchange *x;
    int64_t left;  /* reader only */
    bool for_ever; /* and nothing to read, either */
    _Atomic int ready;
};

static int64_t tick_read(void *state, char *out, size_t max)
{
    struct ticker *t = state;
    if (t->left == 0)
        return -1;
    if (atomic_load(&t->ready) == 0)
        return 0;
    atomic_fetch_sub(&t->ready, 1);
    t->left--;
    return snprintf(out, max, "piece\n");
}

static void tick_free(void *state)
{
    struct ticker *t = state;
    pthread_mutex_lock(&t->app->lock);
    size_t i = 0;
    while (t->app->ticking[i] != t->x)
        i++;
    t->app->ticking[i] = t->app->ticking[--t->app->ticking_count];
    pthread_mutex_unlock(&t->app->lock);
    free(t);
}

static enum http_outcome stream(struct app *app, struct http_exchange *x)
{
    struct ticker *t = calloc(1, sizeof *t);
    assert(t);
    *t = (struct ticker){.app = app, .x = x, .left = 3};
    str_int64(http_query(&x->request, "pieces"), &t->left);
    t->for_ever = t->left < 0;
    x->user = t;
    x->reply.status = 200;
    x->reply.stream = (struct http_stream){tick_read, tick_free, t};
    http_reply_header(x, "Content-Type", STR("text/event-stream"));
    enqueue(app, app->ticking, &app->ticking_count, x);
    return HTTP_DONE;
}

/* A stream that always has more. */
static int64_t flood_read(void *state, char *out, size_t max)
{
    (void)state;
    memset(out, '.', max);
    return (int64_t)max;
}

static enum http_outcome flood(struct app *app, struct http_exchange *x)
{
    (void)app;
    x->reply.status = 200;
    x->reply.stream = (struct http_stream){.read = flood_read};
    return HTTP_DONE;
}

/* Breaks off behind its first piece. */
static int64_t broken_read(void *state, char *out, size_t max)
{
    struct ticker *t = state;
    return t->left-- > 0 ? snprintf(out, max, "piece\n") : HTTP_STREAM_BROKEN;
}

static enum http_outcome broken(struct app *app, struct http_exchange *x)
{
    struct ticker *t = calloc(1, sizeof *t);
    assert(t);
    (void)app;
    t->left = 1;
    x->reply.status = 200;
    x->reply.stream = (struct http_stream){broken_read, free, t};
    return HTTP_DONE;
}

/* ---- the worker ---- */

static void tick_all(struct app *app)
{
    for (size_t i = 0; i < app->ticking_count; i++) {
        struct ticker *t = app->ticking[i]->user;
        if (!t->for_ever && atomic_load(&t->ready) < 4)
            atomic_fetch_add(&t->ready, 1);
        http_exchange_wake(app->ticking[i]);
    }
}

static void *worker(void *arg)
{
    struct app *app = arg;
    pthread_mutex_lock(&app->lock);
    while (!app->stopping) {
        if (app->job_count > 0) {
            struct http_exchange *x = app->jobs[--app->job_count];
            pthread_mutex_unlock(&app->lock);
            say(x, 200, x->request.body);
            http_exchange_finish(x);
            pthread_mutex_lock(&app->lock);
            continue;
        }
        if (app->ticking_count == 0) {
            pthread_cond_wait(&app->changed, &app->lock);
            continue;
        }
        tick_all(app);
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&app->changed, &app->lock, &until);
    }
    pthread_mutex_unlock(&app->lock);
    return NULL;
}

/* ---- */

static enum http_outcome handle(void *arg, struct http_exchange *x)
{
    static const struct {
        const char *name;
        enum http_outcome (*run)(struct app *app, struct http_exchange *x);
    } routes[] = {{"echo", echo},   {"small", small},   {"big", big},     {"headers", headers},
                  {"later", later}, {"early", early},   {"hold", hold},   {"release", release},
                  {"held", held},   {"stream", stream}, {"flood", flood}, {"broken", broken}};
    for (size_t i = 0; x->request.segment_count > 0 && i < sizeof routes / sizeof *routes; i++) {
        if (str_is(x->request.segments[0], routes[i].name))
            return routes[i].run(arg, x);
    }
    return say(x, 404, STR("no such thing"));
}

static struct http_options options_from(char **argv, int *ret_grace_ms)
{
    struct http_options o = {.body_bytes_max = 1000000};
    for (char **a = argv + 1; *a; a += 2) {
        assert(a[1]);
        if (!strcmp(*a, "--header"))
            o.header_deadline_s = atoi(a[1]);
        else if (!strcmp(*a, "--body"))
            o.body_deadline_s = atoi(a[1]);
        else if (!strcmp(*a, "--idle"))
            o.idle_timeout_s = atoi(a[1]);
        else if (!strcmp(*a, "--max"))
            o.body_bytes_max = (size_t)atoll(a[1]);
        else if (!strcmp(*a, "--grace"))
            *ret_grace_ms = atoi(a[1]);
        else if (!strcmp(*a, "--tls") && a[2])
            o.tls_certificate = a[1], o.tls_key = a++[2];
        else
            assert(!"a known option");
    }
    return o;
}

static void print_stats(struct http_server *s)
{
    struct http_stats t;
    http_server_stats(s, &t);
    printf("requests %llu 2xx %llu 4xx %llu in %llu out %llu refusals %llu deadlines %llu connections %u\n",
           (unsigned long long)t.requests, (unsigned long long)t.replies_by_class[2],
           (unsigned long long)t.replies_by_class[4], (unsigned long long)t.bytes_in, (unsigned long long)t.bytes_out,
           (unsigned long long)t.guard_refusals, (unsigned long long)t.deadline_closures, t.connections);
    fflush(stdout);
}

static void serve(struct app *app, const struct http_options *o, int grace_ms)
{
    char error[200] = "";
    sigset_t end;
    int got;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGINT);
    pthread_sigmask(SIG_BLOCK, &end, NULL);
    struct http_server *s = http_server_start(o, handle, app, error, sizeof error);
    if (s == NULL) {
        fprintf(stderr, "%s\n", error);
        exit(1);
    }
    printf("port %d\n", http_server_port(s));
    fflush(stdout);
    sigwait(&end, &got);
    puts("stopping");
    print_stats(s);
    http_server_stop(s, grace_ms);
}

int main(int argc, char **argv)
{
    static struct app app = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    int grace_ms = 5000;
    (void)argc;
    struct http_options o = options_from(argv, &grace_ms);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old); /* signals are for the main thread */
    pthread_create(&thread, NULL, worker, &app);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    serve(&app, &o, grace_ms);
    pthread_mutex_lock(&app.lock);
    app.stopping = true;
    pthread_cond_signal(&app.changed);
    pthread_mutex_unlock(&app.lock);
    pthread_join(thread, NULL);
    for (size_t i = 0; i < app.held_count; i++) /* abandoned by the stop, finished afterwards all the same */
        http_exchange_finish(app.held[i]);
    puts("ended");
    return 0;
}
