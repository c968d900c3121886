/*
 * app: everything one running Serno owns: writer, reading connections, HTTP server, workers, who is signed in, who listens.
 * Made by `serno serve`, and without a network by every command that works on a database directly.
 */
#ifndef API_APP_H
#define API_APP_H

#include "base/hash.h"
#include "base/id.h"
#include "base/log.h"
#include "http/http.h"
#include "service/writer.h"

struct app;
struct call;
struct route;

struct app_options {
    const char *db;           /* file name or URL */
    enum db_mode mode;        /* DB_WRITE, or DB_CREATE: make it when there is none */
    bool listen;              /* start the HTTP server */
    struct http_options http; /* when listen */
    struct log log;           /* log.now is also the clock of requests */
};

/* NULL and a sentence in error on failure. When the database has no user yet, the user "admin" is made. */
struct app *app_start(const struct app_options *o, char *error, size_t error_size);
/* The one-time password of the admin who was made at this start, or NULL. */
const char *app_first_password(const struct app *app);
/* Port it listens on; 0 when it does not. */
int app_port(const struct app *app);
/* Ends streams, answers what is under way (at most grace_ms), writes what is queued, closes. */
void app_stop(struct app *app, int grace_ms);

/* The handler of the HTTP server: every request goes through it. */
enum http_outcome app_handle(void *app, struct http_exchange *x);
/* The same for a caller in this process who needs no token: the request is made in actor's name (texts must outlive it). */
enum http_outcome app_handle_as(struct app *app, struct http_exchange *x, const struct actor *actor);
/* The first active administrator, for app_handle_as; false when there is none. */
bool app_admin(struct app *app, struct arena *a, struct actor *ret);

struct writer *app_writer(struct app *app);

#endif
