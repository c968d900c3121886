#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/state.h"
#include "api/write.h"
#include "base/limits.h"
#include "service/link.h"
#include "service/link_seen.h"
#include "service/number_pool.h"
#include "service/rights.h"
#include "service/secret.h"
#include "service/session.h"
#include "store/person.h"

enum { THREADS_FAR = 6 }; /* for each core */

/* ---- jobs of the app itself ---- */

struct own_job {
    struct writer_job job; /* first */
    struct str password_hash;
    bool made;
    struct app *app; /* of a step that another one follows */
    int64_t count;
};

static struct own_job *own_job_new(struct app *app)
{
    struct arena *a = arena_new(0);
    struct own_job *own = ARENA_NEW(a, struct own_job);
    own->job.ctx = (struct ctx){.arena = a, .now = app->log.now()};
    return own;
}

static bool make_admin(struct writer_job *job)
{
    struct own_job *own = (struct own_job *)job;
    job->wrote = service_user_first(&job->ctx, own->password_hash, &own->made);
    return job->wrote;
}

/* Users there are none: the first one. The password is told once, by whoever started the app. */
static bool first_user(struct app *app, char *error, size_t error_size)
{
    char password[24], hash[SECRET_HASH_MAX];
    struct own_job *own = own_job_new(app);
    service_password_new(password);
    bool ok = service_password_hash(str_of(password), hash);
    own->password_hash = str_of(hash);
    own->job.run = make_admin;
    ok = ok && writer_call(app->writer, &own->job);
    if (!ok)
        snprintf(error, error_size, "cannot make the first user: %s", db_result_text(own->job.ctx.failure));
    if (ok && own->made)
        app->first_password = strdup(password);
    arena_free(own->job.ctx.arena);
    return ok;
}

static bool make_link_key(struct writer_job *job)
{
    bool ok = service_link_key_first(&job->ctx, &job->wrote);
    return ok;
}

static bool has_link_key(struct app *app)
{
    struct db *db;
    struct link_key *keys;
    size_t count = 0;
    if (readers_take(app->readers, &db) != DB_OK)
        return false;
    struct arena *a = arena_new(0);
    enum db_result r = store_link_keys(db, a, &keys, &count);
    arena_free(a);
    readers_give(app->readers, db);
    return r == DB_OK && count > 0;
}

/* Links on labels are derived from a key, so there must be one before the first label. Where several processes begin at once, one of
 * them makes it. */
static bool first_link_key(struct app *app, char *error, size_t error_size)
{
    if (has_link_key(app))
        return true;
    struct own_job *own = own_job_new(app);
    own->job.run = make_link_key;
    bool ok = writer_call(app->writer, &own->job) || own->job.ctx.failure == DB_UNIQUE;
    if (!ok)
        snprintf(error, error_size, "cannot make the key of links: %s", db_result_text(own->job.ctx.failure));
    arena_free(own->job.ctx.arena);
    return ok;
}

static bool purge(struct writer_job *job)
{
    job->wrote = service_purge(&job->ctx, job->ctx.now - (msec)API_IDEMPOTENCY_DAYS * 24 * 60 * 60 * 1000) &&
                 service_link_purge(&job->ctx);
    return job->wrote;
}

static void purged(struct writer_job *job)
{
    struct arena *a = job->ctx.arena;
    arena_free(a); /* the job is inside */
}

/* ---- numbers that nobody has used in time ---- */

static bool expire(struct writer_job *job)
{
    struct own_job *own = (struct own_job *)job;
    job->wrote = service_number_pool_expire(&job->ctx, writer_ledger(job), &own->count);
    return job->wrote;
}

static void run_own(struct app *app, bool (*run)(struct writer_job *job), void (*done)(struct writer_job *job))
{
    struct own_job *own = own_job_new(app);
    own->app = app;
    own->job.run = run;
    own->job.done = done;
    if (!writer_submit(app->writer, &own->job))
        arena_free(own->job.ctx.arena);
}

/* Step by step, so that others have their turn in between. */
static void expired(struct writer_job *job)
{
    struct own_job *own = (struct own_job *)job;
    if (job->ok && own->count == POOL_EXPIRY_STEP && !atomic_load(&own->app->stopping))
        run_own(own->app, expire, expired);
    purged(job);
}

static bool pool_due(struct app *app)
{
    struct ctx ctx = {.arena = arena_new(0), .now = app->log.now()};
    bool due = false;
    if (readers_take(app->readers, &ctx.db) == DB_OK) {
        if (!service_number_pool_due(&ctx, &due))
            due = false;
        readers_give(app->readers, ctx.db);
    }
    arena_free(ctx.arena);
    return due;
}

/* Now and then: nothing waits for it, and when it fails the next one will do. */
static void housekeeping(struct app *app)
{
    msec now = app->log.now();
    link_looks_flush(app, now);
    if (pool_due(app))
        run_own(app, expire, expired);
    if (now - atomic_load(&app->purged_at) < (msec)24 * 60 * 60 * 1000)
        return;
    atomic_store(&app->purged_at, now);
    run_own(app, purge, purged);
}

/* ---- start ---- */

/* As many as cores; where the database is far, most of them wait for it at any time. */
static int threads_for(const struct app_options *o)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int own = cores < 2 ? 2 : (int)cores;
    if (o->http.threads)
        return o->http.threads;
    return db_url_far(o->db) ? own * THREADS_FAR : own;
}

static void fill(struct app *app, const struct app_options *o)
{
    int threads = threads_for(o);
    app->log = o->log;
    app->started_at = o->log.now();
    /* One per thread that may read at the same time, so that nobody ever waits for long. */
    app->readers =
        readers_new(o->db, threads + HASHERS + BACKGROUND + JOB_THREADS + GATHERERS + EXPORTS_MAX + READERS_SPARE);
    app->routes = route_index_new();
    app->identities = identities_new();
    app->throttle = throttle_new();
    app->hashers = workers_start(HASHERS, HASHES_QUEUED);
    app->background = workers_start(BACKGROUND, BACKGROUND_QUEUED);
    app->devices = workers_start(DEVICES, DEVICES_QUEUED);
    app->jobs = jobs_start(app);
    app->books = workers_start(BOOKS, EXPORTS_MAX);
    app->gather = db_url_far(o->db) ? gather_start(app, GATHERERS) : NULL;
    app->hub = stream_start(app, housekeeping);
    app->board = board_start(app);
    app->links = link_door_new();
    app->prefixes = prefixes_new();
    random_bytes(&app->request_salt, sizeof app->request_salt);
}

static bool no_users(struct app *app, bool *ret, char *error, size_t error_size)
{
    struct db *db;
    int64_t count = 0;
    enum db_result r = readers_take(app->readers, &db);
    if (r == DB_OK) {
        r = store_user_count(db, &count);
        readers_give(app->readers, db);
    }
    if (r != DB_OK)
        snprintf(error, error_size, "cannot read the database: %s", db_result_text(r));
    *ret = count == 0;
    return r == DB_OK;
}

/* The program works, but what protects the history could be switched off by whoever works as the same role. */
static void warn_of_rights(struct app *app)
{
    struct db *db;
    if (readers_take(app->readers, &db) != DB_OK)
        return;
    struct arena *a = arena_new(0);
    struct str warning = service_rights_warning(db, a);
    if (warning.len)
        log_line(&app->log, LOG_WARN, "%.*s", STR_ARG(warning));
    arena_free(a);
    readers_give(app->readers, db);
}

/* Somebody who is not signed in may sign in, which takes few bytes. */
static size_t body_limit(void *app, const struct http_request *r)
{
    return identity_known(app, r) ? LIMIT_BODY_BYTES : HTTP_SMALL_BODY_BYTES;
}

static bool open_all(struct app *app, const struct app_options *o, char *error, size_t error_size)
{
    bool first;
    app->writer = writer_start(o->db, o->mode, stream_announce, app->hub, error, error_size);
    if (!app->writer)
        return false;
    stream_begin(app->hub, writer_last_seq(app->writer));
    if (!no_users(app, &first, error, error_size) || (first && !first_user(app, error, error_size)) ||
        !first_link_key(app, error, error_size))
        return false;
    housekeeping(app);
    if (!o->listen)
        return true;
    warn_of_rights(app);
    app->practice = practice_new(app);
    struct http_options http = o->http;
    http.threads = threads_for(o);
    http.body_limit = body_limit;
    app->http = http_server_start(&http, app_handle, app, error, error_size);
    app->printing = printing_start(app);
    if (app->http)
        board_warm(app->board);
    return app->http != NULL;
}

struct app *app_start(const struct app_options *o, char *error, size_t error_size)
{
    struct app *app = calloc(1, sizeof *app);
    assert(app);
    fill(app, o);
    if (open_all(app, o, error, error_size))
        return app;
    app_stop(app, 0);
    return NULL;
}

/* From the outside inwards: who is still working may use what stops later. */
void app_stop(struct app *app, int grace_ms)
{
    if (app->http)
        http_server_stop(app->http, grace_ms);
    atomic_store(&app->stopping, true);
    workers_stop(app->books);
    workers_stop(app->devices);
    printing_stop(app->printing);
    gather_stop(app->gather);
    board_stop(app->board);
    workers_stop(app->background);
    practice_free(app->practice);
    jobs_stop(app->jobs);
    workers_stop(app->hashers);
    stream_stop(app->hub);      /* its thread gives the writer work */
    readers_free(app->readers); /* before the writer: who closes last takes the log away, and only the writer may */
    if (app->writer)
        writer_stop(app->writer);
    stream_free(app->hub); /* to whom the writer announces */
    link_door_free(app->links);
    prefixes_free(app->prefixes);
    route_index_free(app->routes);
    identities_free(app->identities);
    throttle_free(app->throttle);
    free(app->first_password);
    free(app);
}

const char *app_first_password(const struct app *app)
{
    return app->first_password;
}

int app_port(const struct app *app)
{
    return app->http ? http_server_port(app->http) : 0;
}

bool app_admin(struct app *app, struct arena *a, struct actor *ret)
{
    struct db *db;
    struct user u;
    if (readers_take(app->readers, &db) != DB_OK)
        return false;
    enum db_result r = store_user_first(db, a, ROLES_ADMIN, &u);
    readers_give(app->readers, db);
    if (r == DB_ROW)
        *ret = (struct actor){.id = u.id, .name = u.name, .roles = u.roles, .device = STR("cli")};
    return r == DB_ROW;
}

struct writer *app_writer(struct app *app)
{
    return app->writer;
}
