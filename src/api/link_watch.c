#include "api/link_watch.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "api/reply.h"
#include "api/link_door.h"
#include "api/state.h"
#include "service/link_settings.h"

struct link_looks {
    pthread_mutex_t lock;
    struct link_look at[LINK_LOOKS_MAX];
    size_t count;
    msec written_at; /* when a job was given last */
    bool under_way;
};

struct link_looks *link_looks_new(void)
{
    struct link_looks *l = calloc(1, sizeof *l);
    assert(l);
    pthread_mutex_init(&l->lock, NULL);
    return l;
}

void link_looks_free(struct link_looks *l)
{
    if (!l)
        return;
    pthread_mutex_destroy(&l->lock);
    free(l);
}

/* The unit's last entry; NULL: there is none. */
static struct link_look *last_of(struct link_looks *l, int64_t unit_id)
{
    for (size_t i = l->count; i-- > 0;)
        if (l->at[i].unit_id == unit_id)
            return &l->at[i];
    return NULL;
}

void link_looks_add(struct link_looks *l, int64_t unit_id, int64_t network, msec now)
{
    pthread_mutex_lock(&l->lock);
    struct link_look *last = last_of(l, unit_id);
    if (last && last->network == network) {
        last->views++;
        last->at = now;
    } else if (l->count < LINK_LOOKS_MAX) {
        l->at[l->count++] = (struct link_look){unit_id, network, now, 1};
    }
    pthread_mutex_unlock(&l->lock);
}

/* ---- the job ---- */

struct flush {
    struct writer_job job; /* first */
    struct app *app;
    struct link_look looks[LINK_LOOKS_MAX];
    size_t count;
};

static bool run(struct writer_job *job)
{
    struct flush *f = (struct flush *)job;
    struct link_settings settings;
    job->wrote = true;
    return service_link_settings(&job->ctx, &settings) && service_link_seen(&job->ctx, &settings, f->looks, f->count);
}

/* When it failed, these looks are not counted: nothing depends on a single one. */
static void done(struct writer_job *job)
{
    struct flush *f = (struct flush *)job;
    struct link_looks *l = f->app->links->looks;
    pthread_mutex_lock(&l->lock);
    l->under_way = false;
    pthread_mutex_unlock(&l->lock);
    arena_free(job->ctx.arena); /* f is inside */
}

/* What is there goes into f. False: it is not the time. */
static bool take(struct link_looks *l, msec now, struct flush *f)
{
    pthread_mutex_lock(&l->lock);
    bool ok = l->count > 0 && !l->under_way && now - l->written_at >= LINK_LOOKS_PAUSE_MS;
    if (ok) {
        memcpy(f->looks, l->at, l->count * sizeof l->at[0]);
        f->count = l->count;
        l->count = 0;
        l->written_at = now;
        l->under_way = true;
    }
    pthread_mutex_unlock(&l->lock);
    return ok;
}

void link_looks_flush(struct app *app, msec now)
{
    struct arena *a = arena_new(0);
    struct flush *f = ARENA_NEW(a, struct flush);
    if (!take(app->links->looks, now, f)) {
        arena_free(a);
        return;
    }
    f->app = app;
    f->job.ctx = (struct ctx){.arena = a, .now = now};
    f->job.run = run;
    f->job.done = done;
    f->job.keeps_masters = true;
    if (!writer_submit(app->writer, &f->job))
        done(&f->job);
}

void api_link_watch_json(struct json_out *o, const struct link_watch *w)
{
    json_field_int(o, "views", w->views);
    api_json_time_opt(o, "last_at", w->last_at);
    json_field_int(o, "networks", w->networks);
    json_field_int(o, "switches", w->switches);
    json_field_bool(o, "suspect", w->state == LINK_WATCH_SUSPECT);
    api_json_time_opt(o, "flagged_at", w->flagged_at);
    api_json_time_opt(o, "decided_at", w->decided_at);
    json_field_opt(o, "decided_by", w->decided_by);
    json_field_opt(o, "reason", w->reason);
}
