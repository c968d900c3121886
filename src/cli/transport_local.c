/*
 * transport_local: the API without a network. The application is started on the database in this process, and each request is an
 * exchange made by hand that goes through the same dispatcher.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/app.h"
#include "base/limits.h"
#include "cli/local_user.h"
#include "cli/lock.h"
#include "cli/transport.h"

enum { STREAM_CHUNK = 64 * 1024, STOP_MS = 1000 };

struct local {
    struct transport pub;
    struct app *app;
    struct cli_lock lock;
    struct arena *arena; /* of the actor */
    struct actor actor;  /* id 0: not known yet */
    const char *user;
};

/* An exchange, and the meeting of the thread that waits for its answer with the one that brings it. */
struct meeting {
    struct http_exchange x; /* first: the application gets a pointer to this */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool finished; /* under lock */
    bool woken;    /* under lock: the stream has bytes again */
};

static void tell(struct meeting *m, bool *what)
{
    pthread_mutex_lock(&m->lock);
    *what = true;
    pthread_cond_signal(&m->changed);
    pthread_mutex_unlock(&m->lock);
}

static void wait_for(struct meeting *m, bool *what)
{
    pthread_mutex_lock(&m->lock);
    while (!*what)
        pthread_cond_wait(&m->changed, &m->lock);
    *what = false;
    pthread_mutex_unlock(&m->lock);
}

static void on_finished(struct http_exchange *x)
{
    struct meeting *m = (struct meeting *)x;
    tell(m, &m->finished);
}

static void on_wake(struct http_exchange *x)
{
    struct meeting *m = (struct meeting *)x;
    tell(m, &m->woken);
}

/* ---- the request ---- */

static void add_header(struct http_request *r, const char *name, const char *value)
{
    if (value)
        r->headers[r->header_count++] = (struct http_pair){str_of(name), str_of(value)};
}

static bool fill(struct meeting *m, const struct cli_request *r)
{
    struct http_request *request = &m->x.request;
    request->method = r->method;
    request->headers = ARENA_ARRAY(m->x.arena, 4, struct http_pair);
    if (request->headers == NULL || !http_request_target(request, m->x.arena, str_of(r->path)))
        return false;
    add_header(request, "X-Serno-Device", "cli");
    add_header(request, "Content-Type", r->body.ptr ? (r->type ? r->type : "application/json") : NULL);
    add_header(request, "Idempotency-Key", r->key);
    add_header(request, "If-Match", r->match);
    request->body = r->body;
    request->remote = STR("local");
    request->secure = true;
    return true;
}

/* ---- the answer ---- */

/* True when the whole body was taken, or the receiver wanted no more. */
static bool take_stream(struct meeting *m, const struct cli_request *r, struct cli_answer *ret)
{
    const struct http_stream *s = &m->x.reply.stream;
    bool to_sink = r->sink && m->x.reply.status < 300;
    char *chunk = malloc(STREAM_CHUNK);
    int64_t n = chunk ? 0 : HTTP_STREAM_BROKEN;
    while (n >= 0) {
        n = s->read(s->state, chunk, STREAM_CHUNK);
        if (n == 0)
            wait_for(m, &m->woken);
        else if (n > 0 && !to_sink)
            buf_add(&ret->body, chunk, (size_t)n);
        else if (n > 0 && !r->sink(r->sink_state, (struct str){chunk, (size_t)n}))
            n = HTTP_STREAM_END;
    }
    free(chunk);
    return n == HTTP_STREAM_END;
}

static bool take(struct meeting *m, const struct cli_request *r, struct cli_answer *ret)
{
    struct http_reply *reply = &m->x.reply;
    ret->status = reply->status;
    for (size_t i = 0; i < reply->header_count; i++)
        if (str_is(reply->headers[i].name, "Idempotent-Replayed"))
            ret->replayed = true;
    if (reply->stream.read)
        return take_stream(m, r, ret);
    ret->body = reply->body;
    reply->body = (struct buf){0};
    buf_str(&ret->body, reply->lasting);
    if (r->sink && reply->status < 300) {
        r->sink(r->sink_state, buf_view(&ret->body));
        buf_clear(&ret->body);
    }
    return true;
}

/* ---- together ---- */

static void meeting_init(struct meeting *m)
{
    *m = (struct meeting){.x = {.arena = arena_new(LIMIT_ARENA_BYTES), .finished = on_finished, .wake = on_wake}};
    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->changed, NULL);
}

static void meeting_end(struct meeting *m)
{
    if (m->x.reply.stream.free_state)
        m->x.reply.stream.free_state(m->x.reply.stream.state);
    buf_free(&m->x.reply.body);
    arena_free(m->x.arena);
    pthread_cond_destroy(&m->changed);
    pthread_mutex_destroy(&m->lock);
}

/* Reading is done in the administrator's name; the local user comes into being with the first thing that they change. */
static bool become(struct local *l, enum http_method method, struct actor *ret, char *error)
{
    if (l->actor.id == 0 && method == HTTP_GET) {
        if (app_admin(l->app, l->arena, ret))
            return true;
        snprintf(error, TRANSPORT_ERROR_MAX, "The database has no administrator.");
        return false;
    }
    if (l->actor.id == 0 && !local_user(l->app, l->arena, l->user, &l->actor, error, TRANSPORT_ERROR_MAX))
        return false;
    *ret = l->actor;
    return true;
}

static bool local_send(struct transport *t, const struct cli_request *r, struct cli_answer *ret, char *error)
{
    struct local *l = (struct local *)t;
    struct actor actor;
    struct meeting m;
    if (!become(l, r->method, &actor, error))
        return false;
    meeting_init(&m);
    bool ok = fill(&m, r);
    if (ok && app_handle_as(l->app, &m.x, &actor) == HTTP_LATER)
        wait_for(&m, &m.finished);
    if (!ok)
        snprintf(error, TRANSPORT_ERROR_MAX, "The request cannot be formed: something in it is no UTF-8.");
    else if (!(ok = take(&m, r, ret)))
        snprintf(error, TRANSPORT_ERROR_MAX, "The answer broke off: the database failed while it was read.");
    meeting_end(&m);
    return ok;
}

static void local_free(struct transport *t)
{
    struct local *l = (struct local *)t;
    app_stop(l->app, STOP_MS);
    cli_lock_drop(&l->lock);
    arena_free(l->arena);
    free(l);
}

struct transport *transport_local(const char *db, const char *user, struct cli_lock *lock, char *error)
{
    const struct app_options o = {.db = db, .mode = DB_WRITE, .log = {.fd = 2, .max = LOG_ERROR, .now = time_now}};
    struct app *app = app_start(&o, error, TRANSPORT_ERROR_MAX);
    if (!app) {
        cli_lock_drop(lock);
        return NULL;
    }
    struct local *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    *l = (struct local){{.send = local_send, .free = local_free}, app, *lock, arena_new(0), {0}, user};
    lock->fd = -1;
    return &l->pub;
}
