/*
 * serve: options, start, wait for a signal, stop. SIGTERM and SIGINT end it gracefully: no new connections, what is under way is
 * answered, what is queued is written. A second signal ends the process at once; the ledger bears that, too.
 */
#include "cli/serve.h"

#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/app.h"
#include "api/route.h"
#include "base/limits.h"

enum { EXIT_USAGE = 2, DEFAULT_PORT = 8080, GRACE_MS = 10000, CONNECTIONS_MAX = 20000 };

static const struct option options[] = {{"db", required_argument, NULL, 'd'},
                                        {"address", required_argument, NULL, 'a'},
                                        {"port", required_argument, NULL, 'p'},
                                        {"cert", required_argument, NULL, 'c'},
                                        {"key", required_argument, NULL, 'k'},
                                        {"threads", required_argument, NULL, 't'},
                                        {"log-level", required_argument, NULL, 'l'},
                                        {"routes", no_argument, NULL, 'r'},
                                        {"help", no_argument, NULL, 'h'},
                                        {0}};

static const char usage[] =
    "usage: serno serve [OPTIONS]\n"
    "\n"
    "Start the server. The database is made when there is none; the password of the user admin is then told once.\n"
    "\n"
    "  --db FILE        database (serno.db)\n"
    "  --address ADDR   address to listen on (127.0.0.1; 0.0.0.0 or :: for all)\n"
    "  --port N         port to listen on (8080; 0 takes a free one)\n"
    "  --cert FILE      TLS certificate chain, PEM; with\n"
    "  --key FILE       its private key, PEM\n"
    "  --threads N      threads that answer requests (one per core)\n"
    "  --log-level L    error, warn, info or debug (info)\n"
    "  --routes         print the table of routes as JSON lines, and end\n"
    "\n"
    "example: serno serve --db /var/lib/serno/serno.db --address 0.0.0.0 --cert cert.pem --key key.pem\n";

static bool number(const char *text, int max, int *ret)
{
    int64_t n;
    if (!str_int64(str_of(text), &n) || n < 0 || n > max)
        return false;
    *ret = (int)n;
    return true;
}

static int complain(const char *what)
{
    fprintf(stderr, "serno serve: %s\n'serno serve --help' says more.\n", what);
    return EXIT_USAGE;
}

static int print_routes(void)
{
    struct buf out = {0};
    route_print(&out);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
    return EXIT_SUCCESS;
}

static struct app_options defaults(void)
{
    return (struct app_options){
        .db = "serno.db",
        .mode = DB_CREATE,
        .listen = true,
        .http = {.port = DEFAULT_PORT,
                 .body_bytes_max = LIMIT_BODY_BYTES,
                 .header_deadline_s = 10,
                 .body_deadline_s = 60,
                 .idle_timeout_s = 60,
                 .connections_max = CONNECTIONS_MAX},
        .log = {.fd = STDERR_FILENO, .max = LOG_INFO, .now = time_now},
    };
}

/* What one option says. Returns NULL, or what is wrong. */
static const char *take(struct app_options *o, int option, const char *value)
{
    switch (option) {
    case 'd':
        o->db = value;
        return NULL;
    case 'a':
        o->http.address = value;
        return NULL;
    case 'p':
        return number(value, 65535, &o->http.port) ? NULL : "--port is a number up to 65535";
    case 'c':
        o->http.tls_certificate = value;
        return NULL;
    case 'k':
        o->http.tls_key = value;
        return NULL;
    case 't':
        return number(value, 256, &o->http.threads) ? NULL : "--threads is a number up to 256";
    case 'l':
        return log_level_parse(str_of(value), &o->log.max) ? NULL : "--log-level is error, warn, info or debug";
    default:
        return "an option is not known, or lacks its value";
    }
}

/* -1: go on and serve; otherwise the exit code. */
static int parse(int argc, char **argv, struct app_options *o)
{
    int option;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) { // NOLINT(concurrency-mt-unsafe): one thread yet
        if (option == 'h')
            return fputs(usage, stdout) < 0;
        if (option == 'r')
            return print_routes();
        const char *wrong = take(o, option, optarg);
        if (wrong)
            return complain(wrong);
    }
    if (optind < argc)
        return complain("there is an argument too many");
    if ((o->http.tls_certificate == NULL) != (o->http.tls_key == NULL))
        return complain("--cert and --key go together");
    return -1;
}

static void greet(const struct app *app, const struct app_options *o)
{
    const char *address = o->http.address ? o->http.address : "127.0.0.1";
    bool v6 = strchr(address, ':') != NULL;
    const char *password = app_first_password(app);
    if (password)
        printf("The database is new. Sign in as admin with the one-time password %s and change it.\n", password);
    printf("listening on %s://%s%s%s:%d/\n", o->http.tls_certificate ? "https" : "http", v6 ? "[" : "", address, v6 ? "]" : "",
           app_port(app));
    fflush(stdout);
}

int cli_serve(int argc, char **argv)
{
    char error[512];
    sigset_t signals;
    struct app_options o = defaults();
    int code = parse(argc, argv, &o);
    if (code >= 0)
        return code;
    /* Blocked before there are threads, so that only sigwait below gets them. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    struct app *app = app_start(&o, error, sizeof error);
    if (!app) {
        fprintf(stderr, "serno serve: %s\n", error);
        return EXIT_FAILURE;
    }
    greet(app, &o);
    sigwait(&signals, &code);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    log_line(&o.log, LOG_INFO, "stopping");
    app_stop(app, GRACE_MS);
    return EXIT_SUCCESS;
}
