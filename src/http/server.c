/*
 * server: start, stop, counters. Requests are in access.c, replies in reply.c.
 *
 * Stopping: no new connections; streams end; exchanges under way get their time; late answers that still have not come
 * are abandoned with 503; then the library closes what is left.
 */
#include "http/server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/time.h"

enum {
    MEMORY_PER_CONNECTION = LIMIT_HEADER_BYTES, /* request head, reply head, one piece of body */
    FILES_RESERVED = 256,                       /* for everything that is no connection */
    CONNECTIONS_DEFAULT = 20000,
    THREADS_MIN = 2,
    ABANDON_MS = 1000,
    PEM_BYTES_MAX = 1024 * 1024
};

/* ---- TLS ---- */

/* The whole file, NUL terminated, for the caller to free; NULL and a sentence on failure. */
static char *read_pem(const char *path, char *error, size_t error_size)
{
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        snprintf(error, error_size, "cannot read %s: %m", path);
        return NULL;
    }
    char *text = calloc(1, PEM_BYTES_MAX + 1);
    size_t len = text ? fread(text, 1, PEM_BYTES_MAX, f) : 0;
    fclose(f);
    if (text && len > 0 && len < PEM_BYTES_MAX && strstr(text, "-----BEGIN ")) {
        char *exact = realloc(text, len + 1);
        return exact ? exact : text;
    }
    free(text);
    snprintf(error, error_size, "%s is not a PEM file", path);
    return NULL;
}

static bool load_tls(struct http_server *s, const struct http_options *o, char *error, size_t error_size)
{
    s->secure = o->tls_certificate || o->tls_key;
    if (!s->secure)
        return true;
    if (!o->tls_certificate || !o->tls_key) {
        snprintf(error, error_size, "TLS needs both a certificate and a key");
        return false;
    }
    if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
        snprintf(error, error_size, "this libmicrohttpd was built without TLS");
        return false;
    }
    s->tls_certificate = read_pem(o->tls_certificate, error, error_size);
    s->tls_key = s->tls_certificate ? read_pem(o->tls_key, error, error_size) : NULL;
    return s->tls_key != NULL;
}

/* ---- start ---- */

static int seconds_or(int seconds, int otherwise)
{
    return seconds > 0 ? seconds : otherwise;
}

static unsigned thread_count(int wanted)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long n = wanted > 0 ? wanted : cores;
    return n < THREADS_MIN ? THREADS_MIN : (unsigned)n;
}

static unsigned connection_limit(int wanted)
{
    size_t files = listen_raise_files();
    size_t most = files > 2 * FILES_RESERVED ? files - FILES_RESERVED : files / 2;
    size_t limit = wanted > 0 ? (size_t)wanted : CONNECTIONS_DEFAULT;
    return (unsigned)(limit < most ? limit : most);
}

static void close_connection(struct http_server *s, struct connection *c)
{
    if (c->spare)
        exchange_give(c->spare);
    connection_close(&s->connections, c);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct http_server *s = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        close_connection(s, *context);
        *context = NULL;
        return;
    }
    int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    const union MHD_ConnectionInfo *peer = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    *context = connection_open(&s->connections, fd, peer ? peer->client_addr : NULL,
                               deadline_of_new_connection(&s->deadlines.rule));
}

/* Targets are decoded by request.c, after the guard saw them. */
static size_t leave_escaped(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls, (void)mhd;
    return strlen(text);
}

static enum MHD_Result may_connect(void *cls, const struct sockaddr *peer, socklen_t len)
{
    struct http_server *s = cls;
    (void)peer, (void)len;
    return atomic_load(&s->stopping) ? MHD_NO : MHD_YES;
}

static struct MHD_Daemon *start_daemon(struct http_server *s, const struct http_options *o, int fd)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, s->tls_certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, s->tls_key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    if (s->secure)
        flags |= MHD_USE_TLS;
    if (listen_family(fd) == AF_INET6)
        flags |= MHD_USE_IPv6;
    return MHD_start_daemon(flags, 0, may_connect, s, access_handle, s, MHD_OPTION_LISTEN_SOCKET, fd,
                            MHD_OPTION_THREAD_POOL_SIZE, thread_count(o->threads), MHD_OPTION_CONNECTION_LIMIT,
                            connection_limit(o->connections_max), MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)(s->deadlines.rule.idle_ms / 1000), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)MEMORY_PER_CONNECTION, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
                            MHD_OPTION_NOTIFY_COMPLETED, access_completed, s, MHD_OPTION_URI_LOG_CALLBACK,
                            access_request_line, s, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, s,
#if MHD_VERSION >= 0x00097601
                            MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#endif
                            MHD_OPTION_ARRAY, s->secure ? tls : &tls[3], MHD_OPTION_END);
}

static void client_left(struct exchange *x)
{
    stream_wake(&x->pub);
}

static struct http_server *server_new(const struct http_options *o, http_handler handler, void *app)
{
    struct http_server *s = calloc(1, sizeof *s);
    if (s == NULL)
        abort();
    s->handler = handler;
    s->app = app;
    s->body_bytes_max = o->body_bytes_max ? o->body_bytes_max : LIMIT_BODY_BYTES;
    s->body_limit = o->body_limit;
    atomic_store(&s->holders, 1);
    exchange_pool_init(&s->pool);
    connections_init(&s->connections);
    return s;
}

static void wipe(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

void server_drop(struct http_server *s)
{
    if (atomic_fetch_sub(&s->holders, 1) > 1)
        return;
    exchange_pool_free(&s->pool);
    free(s->tls_certificate);
    wipe(s->tls_key);
    free(s);
}

/* Deadlines first: the daemon reports connections as soon as it runs. */
static bool start_serving(struct http_server *s, const struct http_options *o, int fd)
{
    struct deadline_rule rule = {.header_ms = seconds_or(o->header_deadline_s, 10) * 1000LL,
                                 .body_ms = seconds_or(o->body_deadline_s, 30) * 1000LL,
                                 .idle_ms = seconds_or(o->idle_timeout_s, 60) * 1000LL};
    if (!deadlines_start(&s->deadlines, &s->connections, &rule, client_left))
        return false;
    s->daemon = start_daemon(s, o, fd);
    if (s->daemon == NULL)
        deadlines_stop(&s->deadlines);
    return s->daemon != NULL;
}

struct http_server *http_server_start(const struct http_options *o, http_handler handler, void *app, char *error,
                                      size_t error_size)
{
    struct http_server *s = server_new(o, handler, app);
    int fd = load_tls(s, o, error, error_size) ? listen_open(o->address, o->port, error, error_size) : -1;
    if (fd >= 0) {
        s->port = listen_port(fd);
        if (start_serving(s, o, fd))
            return s;
        snprintf(error, error_size, "cannot start serving%s: %m",
                 s->secure ? " (do certificate and key belong together?)" : "");
        close(fd);
    }
    server_drop(s);
    return NULL;
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}

void http_server_stats(struct http_server *s, struct http_stats *ret)
{
    connections_add_up(&s->connections, ret);
    ret->deadline_closures = atomic_load(&s->deadlines.closures);
}

/* ---- stop ---- */

static void for_each_exchange(struct http_server *s, void (*visit)(struct exchange *x))
{
    pthread_mutex_lock(&s->pool.lock);
    struct exchange *x = s->pool.ever;
    pthread_mutex_unlock(&s->pool.lock);
    for (; x; x = x->next_ever)
        visit(x);
}

static void wait_until_quiet(struct http_server *s, int most_ms)
{
    int64_t until_ns = time_monotonic_ns() + (int64_t)most_ms * 1000000;
    struct timespec moment = {0, 2 * 1000 * 1000};
    while (connections_busy(&s->connections) && time_monotonic_ns() < until_ns)
        nanosleep(&moment, NULL);
}

/* New connections are turned away by may_connect(): MHD_quiesce_daemon() of 0.9.75 ends the process ("Failed to remove listen FD
 * from epoll set") when one of its own threads is quicker to take the socket out of its set. */
void http_server_stop(struct http_server *s, int grace_ms)
{
    atomic_store(&s->stopping, true);
    for_each_exchange(s, client_left); /* streams wake, see that we stop, and end */
    wait_until_quiet(s, grace_ms);
    atomic_store(&s->abandoning, true);
    for_each_exchange(s, exchange_abandon);
    wait_until_quiet(s, ABANDON_MS);
    deadlines_stop(&s->deadlines);
    MHD_stop_daemon(s->daemon);
    server_drop(s);
}
