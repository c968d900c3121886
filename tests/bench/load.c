#include "bench/load.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"

enum { READ_BYTES = 64 * 1024, EVENTS = 64, PATIENCE_MS = 60000 /* a bulk of 100,000 on a busy machine */ };

struct connection {
    int fd;
    struct buf out, in;
    size_t sent;
    int64_t started_ns;
};

struct run {
    const struct load_plan *plan;
    struct load_result *result;
    int epoll;
    int64_t end_ns;
    uint64_t made, answered;
    struct buf latencies; /* uint32_t microseconds */
};

static int dial(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

/* ---- answers ---- */

struct answer {
    int status;
    size_t head, body; /* bytes */
    bool chunked;
};

static bool parse_head(struct str in, struct answer *ret)
{
    const char *end = memmem(in.ptr, in.len, "\r\n\r\n", 4);
    if (!end)
        return false;
    ret->head = (size_t)(end - in.ptr) + 4;
    int64_t status = 0;
    str_int64(str_slice(in, strlen("HTTP/1.1 "), 3), &status);
    ret->status = (int)status;
    ret->body = 0;
    ret->chunked = false;
    for (struct str rest = {in.ptr, ret->head}; rest.len;) {
        struct str line = str_slice(rest, 0, str_find(rest, '\n'));
        int64_t length = 0;
        if (str_ieq(str_slice(line, 0, 15), STR("Content-Length:")) &&
            str_int64(str_trim(str_slice(line, 15, line.len)), &length))
            ret->body = (size_t)length;
        if (str_ieq(str_slice(line, 0, 18), STR("Transfer-Encoding:")))
            ret->chunked = true;
        rest = str_slice(rest, line.len + 1, rest.len);
    }
    return true;
}

/* The last chunk is empty. (No line of the texts that are streamed looks like it.) */
static bool is_complete(const struct buf *in, struct answer *a)
{
    if (!a->head && !parse_head(buf_view(in), a))
        return false;
    if (!a->chunked)
        return in->len >= a->head + a->body;
    return in->len >= a->head + 5 && memcmp(in->ptr + in->len - 5, "0\r\n\r\n", 5) == 0;
}

static void add_chunks(struct buf *out, struct str in)
{
    while (in.len) {
        size_t size = strtoul(in.ptr, NULL, 16), at = str_find(in, '\n') + 1;
        buf_str(out, str_slice(in, at, size));
        in = size ? str_slice(in, at + size + 2, in.len) : (struct str){0};
    }
}

int load_once(int port, struct str request, struct buf *ret_body)
{
    int fd = dial(port);
    struct buf in = {0};
    struct answer a = {0};
    bool complete = false;
    if (fd < 0)
        return 0;
    for (size_t sent = 0; sent < request.len;) {
        ssize_t n = send(fd, request.ptr + sent, request.len - sent, MSG_NOSIGNAL);
        if (n <= 0)
            break;
        sent += (size_t)n;
    }
    while (!complete) {
        buf_reserve(&in, READ_BYTES);
        ssize_t n = recv(fd, in.ptr + in.len, READ_BYTES, 0);
        if (n <= 0)
            break;
        in.len += (size_t)n;
        complete = is_complete(&in, &a);
    }
    if (complete && ret_body && a.chunked)
        add_chunks(ret_body, str_slice(buf_view(&in), a.head, in.len));
    if (complete && ret_body && !a.chunked)
        buf_add(ret_body, in.ptr + a.head, a.body);
    close(fd);
    buf_free(&in);
    return complete ? a.status : 0;
}

/* ---- many ---- */

static bool flush(struct connection *c)
{
    while (c->sent < c->out.len) {
        ssize_t n = send(c->fd, c->out.ptr + c->sent, c->out.len - c->sent, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        c->sent += (size_t)n;
    }
    return true;
}

static bool more(const struct run *r)
{
    const struct load_plan *p = r->plan;
    return (p->requests == 0 || r->made < p->requests) && (p->seconds <= 0 || time_monotonic_ns() < r->end_ns);
}

static bool begin(struct run *r, struct connection *c)
{
    buf_clear(&c->out);
    buf_clear(&c->in);
    c->sent = 0;
    r->plan->make(r->plan->state, r->made++, &c->out);
    c->started_ns = time_monotonic_ns();
    return flush(c);
}

static void take_answer(struct run *r, struct connection *c, const struct answer *a)
{
    uint32_t us = (uint32_t)((time_monotonic_ns() - c->started_ns) / 1000);
    buf_add(&r->latencies, &us, sizeof us);
    bool good = a->status >= 200 && a->status < 300;
    r->result->requests += good;
    r->result->refused += !good;
    r->answered++;
    if (good && r->answered > 1)
        return;
    r->result->last_status = a->status;
    snprintf(r->result->last_body, sizeof r->result->last_body, "%.*s", (int)(c->in.len - a->head),
             c->in.ptr + a->head);
}

/* False: the connection broke. */
static bool serve(struct run *r, struct connection *c, bool *ret_idle)
{
    struct answer a;
    buf_reserve(&c->in, READ_BYTES + 1);
    ssize_t n = recv(c->fd, c->in.ptr + c->in.len, READ_BYTES, 0);
    if (n <= 0)
        return false;
    c->in.len += (size_t)n;
    *ret_idle = false;
    if (!parse_head(buf_view(&c->in), &a) || c->in.len < a.head + a.body)
        return true;
    take_answer(r, c, &a);
    *ret_idle = !more(r);
    return *ret_idle || begin(r, c);
}

static int by_size(const void *a, const void *b)
{
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static void summarise(struct run *r)
{
    size_t n = r->latencies.len / sizeof(uint32_t);
    uint32_t *all = (uint32_t *)(void *)r->latencies.ptr;
    if (n == 0)
        return;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += all[i];
    r->result->mean_ms = sum / (double)n / 1000;
    qsort(all, n, sizeof *all, by_size);
    size_t middle = n / 2, high = n * 99 / 100;
    r->result->p50_ms = (double)all[middle] / 1000;
    r->result->p99_ms = (double)all[high] / 1000;
    r->result->max_ms = (double)all[n - 1] / 1000;
}

static bool pump(struct run *r, struct connection *connections, int busy)
{
    struct epoll_event events[EVENTS];
    while (busy > 0) {
        int n = epoll_wait(r->epoll, events, EVENTS, PATIENCE_MS);
        if (n <= 0)
            return false;
        for (int i = 0; i < n; i++) {
            bool idle;
            if (!serve(r, &connections[events[i].data.u32], &idle))
                return false;
            busy -= idle;
        }
    }
    return true;
}

static bool open_all(struct run *r, struct connection *connections, int *ret_busy)
{
    *ret_busy = 0;
    for (int i = 0; i < r->plan->connections && more(r); i++) {
        struct epoll_event e = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        connections[i].fd = dial(r->plan->port);
        if (connections[i].fd < 0 || epoll_ctl(r->epoll, EPOLL_CTL_ADD, connections[i].fd, &e) != 0 ||
            !begin(r, &connections[i]))
            return false;
        ++*ret_busy;
    }
    return true;
}

bool load_run(const struct load_plan *plan, struct load_result *ret, char error[200])
{
    *ret = (struct load_result){0};
    struct run r = {.plan = plan, .result = ret, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    struct connection *connections = calloc((size_t)plan->connections, sizeof *connections);
    assert(connections && r.epoll >= 0);
    int busy;
    for (int i = 0; i < plan->connections; i++)
        connections[i].fd = -1;
    int64_t started = time_monotonic_ns();
    r.end_ns = started + (int64_t)(plan->seconds * 1e9);
    bool ok = open_all(&r, connections, &busy) && pump(&r, connections, busy);
    ret->seconds = (double)(time_monotonic_ns() - started) / 1e9;
    if (!ok)
        snprintf(error, 200, "the server does not answer; last it said %d %.140s", ret->last_status, ret->last_body);
    summarise(&r);
    for (int i = 0; i < plan->connections; i++) {
        if (connections[i].fd >= 0)
            close(connections[i].fd);
        buf_free(&connections[i].out);
        buf_free(&connections[i].in);
    }
    free(connections);
    buf_free(&r.latencies);
    close(r.epoll);
    return ok;
}
