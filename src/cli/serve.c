/*
 * serve: options, start, wait for a signal, stop. SIGTERM and SIGINT end it gracefully: no new connections, what is under way is
 * answered, what is queued is written. A second signal ends the process at once; the ledger bears that, too.
 */
#include "cli/serve.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "api/app.h"
#include "api/route.h"
#include "base/limits.h"
#include "cli/config.h"
#include "cli/lock.h"

enum {
    DEFAULT_PORT = 8080,
    PORT_MAX = 65535,
    THREADS_MAX = 256,
    GRACE_MS = 10000,
    CONNECTIONS_MAX = 20000,
    LOCK_WAIT_MS = 10000
};

static const char *const log_levels[] = {"error", "warn", "info", "debug"};

const struct cli_option cli_serve_options[] = {
    {.name = "db",
     .value = "FILE",
     .says = "the database (or SERNO_DB; usually ./serno.db); made when there is none",
     .kind = CLI_FILE},
    {.name = "address", .value = "ADDRESS", .says = "where to listen; usually 127.0.0.1, 0.0.0.0 or :: for everywhere"},
    {.name = "port", .value = "PORT", .says = "where to listen; usually 8080, 0 takes a free one", .kind = CLI_INT},
    {.name = "cert", .value = "FILE", .says = "TLS certificate chain (PEM); with --key", .kind = CLI_FILE},
    {.name = "key", .value = "FILE", .says = "its private key (PEM)", .kind = CLI_FILE},
    {.name = "threads",
     .value = "N",
     .says = "threads that answer requests; usually one per core, or six with PostgreSQL",
     .kind = CLI_INT},
    {.name = "log-level",
     .value = "LEVEL",
     .says = "how much is logged; usually info",
     .names = log_levels,
     .name_count = 4},
    {.name = "routes", .says = "print the table of routes as JSON lines, and end"},
    {0},
};

static int print_routes(struct cli *cli)
{
    struct buf out = {0};
    route_print(&out);
    fwrite(out.ptr, 1, out.len, cli->out);
    buf_free(&out);
    return CLI_OK;
}

static struct app_options defaults(struct cli *cli)
{
    return (struct app_options){
        .db = cli_config_db(cli),
        .mode = DB_CREATE,
        .listen = true,
        .http = {.address = cli_value_z(cli, "address"),
                 .port = DEFAULT_PORT,
                 .tls_certificate = cli_value_z(cli, "cert"),
                 .tls_key = cli_value_z(cli, "key"),
                 .body_bytes_max = LIMIT_BODY_BYTES,
                 .header_deadline_s = 10,
                 .body_deadline_s = 60,
                 .idle_timeout_s = 60,
                 .connections_max = CONNECTIONS_MAX},
        .log = {.fd = STDERR_FILENO, .max = LOG_INFO, .now = time_now},
    };
}

/* A number from 0 to max; *ret stays when the option was not given. */
static bool number(struct cli *cli, const char *name, int max, int *ret)
{
    int64_t n;
    if (!cli_given(cli, name))
        return true;
    if (!str_int64(cli_value(cli, name), &n) || n < 0 || n > max) {
        cli_fail(cli, CLI_USAGE, "--%s is a number up to %d.", name, max);
        return false;
    }
    *ret = (int)n;
    return true;
}

static bool read_options(struct cli *cli, struct app_options *ret)
{
    *ret = defaults(cli);
    if (!number(cli, "port", PORT_MAX, &ret->http.port) || !number(cli, "threads", THREADS_MAX, &ret->http.threads))
        return false;
    if ((ret->http.tls_certificate == NULL) != (ret->http.tls_key == NULL)) {
        cli_fail(cli, CLI_USAGE, "--cert and --key go together.");
        return false;
    }
    return !cli_given(cli, "log-level") || log_level_parse(cli_value(cli, "log-level"), &ret->log.max);
}

/* Address under which others on this machine reach it. */
static const char *url_of(struct cli *cli, const struct app *app, const struct app_options *o, bool told)
{
    const char *address = o->http.address ? o->http.address : "127.0.0.1";
    if (!told && strcmp(address, "0.0.0.0") == 0)
        address = "127.0.0.1";
    if (!told && strcmp(address, "::") == 0)
        address = "::1";
    bool v6 = strchr(address, ':') != NULL;
    return arena_fmt(cli->arena, "%s://%s%s%s:%d", o->http.tls_certificate ? "https" : "http", v6 ? "[" : "", address,
                     v6 ? "]" : "", app_port(app))
        .ptr;
}

static void greet(struct cli *cli, const struct app *app, const struct app_options *o)
{
    const char *password = app_first_password(app);
    if (password)
        fprintf(cli->out, "The database is new. Sign in as admin with the one-time password %s and change it.\n",
                password);
    fprintf(cli->out, "listening on %s/\n", url_of(cli, app, o, true));
    fflush(cli->out);
}

static int held(struct cli *cli, const struct app_options *o, const struct cli_lock_holder *holder)
{
    if (holder->url[0])
        return cli_fail(cli, CLI_FAILED, "Another server (process %ld, %s) holds %s.", holder->pid, holder->url, o->db);
    return cli_fail(cli, CLI_FAILED, "Another serno command (process %ld) is working on %s.", holder->pid, o->db);
}

static int serve(struct cli *cli, const struct app_options *o, struct cli_lock *lock)
{
    char error[512];
    int signal_number;
    sigset_t signals;
    /* Blocked before there are threads, so that only sigwait below gets them. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk, not an end */
    struct app *app = app_start(o, error, sizeof error);
    if (!app)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    cli_lock_tell(lock, url_of(cli, app, o, false));
    greet(cli, app, o);
    sigwait(&signals, &signal_number);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    log_line(&o->log, LOG_INFO, "stopping");
    app_stop(app, GRACE_MS);
    return CLI_OK;
}

int cli_serve(struct cli *cli)
{
    char error[512];
    struct app_options o;
    struct cli_lock lock;
    struct cli_lock_holder holder;
    if (cli_given(cli, "routes"))
        return print_routes(cli);
    if (!read_options(cli, &o))
        return CLI_USAGE;
    switch (cli_lock_take(o.db, LOCK_WAIT_MS, &lock, &holder, error, sizeof error)) {
    case CLI_LOCK_HELD:
        return held(cli, &o, &holder);
    case CLI_LOCK_FAILED:
        return cli_fail(cli, CLI_FAILED, "%s", error);
    case CLI_LOCK_TAKEN:
        break;
    }
    int code = serve(cli, &o, &lock);
    cli_lock_drop(&lock);
    return code;
}
