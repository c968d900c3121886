#include "bench/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"
#include "base/time.h"
#include "bench/load.h"

static void child(const char *program, const char *db, int out)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* a bench that is interrupted leaves no server behind */
    dup2(out, STDOUT_FILENO);
    execl(program, "serno", "serve", "--db", db, "--port", "0", "--log-level", "error", (char *)NULL);
    _exit(127);
}

/* Read what the server tells until it says where it listens. */
static bool read_greeting(struct bench_server *s)
{
    char text[2048];
    size_t len = 0;
    while (len < sizeof text - 1) {
        ssize_t n = read(s->out_fd, text + len, sizeof text - 1 - len);
        if (n <= 0)
            return false;
        len += (size_t)n;
        text[len] = '\0';
        const char *password = strstr(text, "one-time password "), *listening = strstr(text, "listening on http");
        if (password)
            sscanf(password + strlen("one-time password "), "%63s", s->password);
        const char *port = listening ? strrchr(listening, ':') : NULL;
        if (port && strchr(port, '\n')) {
            int64_t number = 0;
            str_int64((struct str){port + 1, strspn(port + 1, "0123456789")}, &number);
            s->port = (int)number;
            return s->port > 0;
        }
    }
    return false;
}

static bool sign_in(struct bench_server *s)
{
    char body[200];
    struct buf answer = {0};
    struct json_error error;
    int n = snprintf(body, sizeof body, "{\"name\":\"admin\",\"password\":\"%s\"}", s->password);
    int status = bench_ask(s, "POST", "/v1/session", (struct str){body, (size_t)n}, &answer);
    struct json *root = json_parse(buf_view(&answer), &error);
    struct str token = json_string(json_get(root, "token"));
    snprintf(s->token, sizeof s->token, "%.*s", STR_ARG(token));
    json_free(root);
    buf_free(&answer);
    return status == 201 && s->token[0];
}

bool bench_server_start(struct bench_server *s, const char *program, const char *db, char error[200])
{
    int fds[2];
    int64_t started = time_monotonic_ns();
    if (pipe(fds) != 0 || (s->pid = fork()) < 0) {
        snprintf(error, 200, "cannot start a server");
        return false;
    }
    if (s->pid == 0) {
        close(fds[0]);
        child(program, db, fds[1]);
    }
    close(fds[1]);
    s->out_fd = fds[0];
    bool ok = read_greeting(s);
    s->start_seconds = (double)(time_monotonic_ns() - started) / 1e9;
    if (ok && !s->token[0])
        ok = sign_in(s);
    if (!ok)
        snprintf(error, 200, "the server did not start");
    return ok;
}

void bench_server_stop(struct bench_server *s)
{
    int status;
    if (s->pid <= 0)
        return;
    kill(s->pid, SIGTERM);
    waitpid(s->pid, &status, 0);
    close(s->out_fd);
    s->pid = 0;
}

void bench_request(const struct bench_server *s, struct buf *out, const char *method, const char *path, struct str body)
{
    buf_fmt(out, "%s %s HTTP/1.1\r\nHost: localhost\r\n", method, path);
    if (s->token[0])
        buf_fmt(out, "Authorization: Bearer %s\r\n", s->token);
    if (body.len)
        buf_fmt(out, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body.len);
    buf_z(out, "\r\n");
    buf_str(out, body);
}

int bench_ask(const struct bench_server *s, const char *method, const char *path, struct str body, struct buf *ret_body)
{
    struct buf request = {0};
    bench_request(s, &request, method, path, body);
    int status = load_once(s->port, buf_view(&request), ret_body);
    buf_free(&request);
    return status;
}

struct bench_memory bench_memory(const struct bench_server *s)
{
    char path[64], line[200];
    struct bench_memory m = {0};
    const struct {
        const char *name;
        double *to;
    } wanted[] = {{"VmRSS:", &m.resident_mb}, {"RssAnon:", &m.anonymous_mb}, {"VmHWM:", &m.peak_mb}};
    snprintf(path, sizeof path, "/proc/%d/status", (int)s->pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
            if (strncmp(line, wanted[i].name, strlen(wanted[i].name)) == 0)
                *wanted[i].to = strtod(line + strlen(wanted[i].name), NULL) / 1024; /* in kB */
    if (f)
        fclose(f);
    return m;
}
