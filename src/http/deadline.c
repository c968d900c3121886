/*
 * deadline: the arithmetic, what the kernel knows, the reaper thread.
 */
#include "http/deadline.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <sys/ioctl.h>
#include <time.h>

#include "base/time.h"

enum {
    TICK_MS = 200,
    PROBES_EVERY = 5,             /* ticks between looks at what the kernel knows of quiet connections */
    SLACK_MS = 20,                /* the kernel's idea of "last byte" is a timer tick or two coarse */
    RATE_BYTES_PER_S = 64 * 1024, /* a body or reply this fast always passes */
    CRAWL_BYTES_PER_S = 4 * 1024, /* one slower than this counts as not sending at all */
};

int64_t deadline_clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + 1;
}

static int64_t time_for(uint64_t bytes, uint64_t bytes_per_s)
{
    uint64_t seconds = bytes / bytes_per_s, rest = bytes % bytes_per_s;
    return seconds > INT32_MAX ? (int64_t)INT32_MAX * 1000 : (int64_t)(seconds * 1000 + rest * 1000 / bytes_per_s);
}

int64_t deadline_body_due(const struct deadline_rule *r, int64_t start_ms, uint64_t bytes)
{
    int64_t crawl = r->header_ms + time_for(bytes, CRAWL_BYTES_PER_S);
    int64_t allowed = r->body_ms + time_for(bytes, RATE_BYTES_PER_S);
    return start_ms + (crawl < allowed ? crawl : allowed);
}

int64_t deadline_reply_due(const struct deadline_rule *r, int64_t start_ms, uint64_t bytes)
{
    return start_ms + r->body_ms + time_for(bytes, RATE_BYTES_PER_S);
}

/* ---- what the kernel knows, looked at once a second ---- */

enum { ESTABLISHED = 1 }; /* of <netinet/tcp.h>, which cannot stand beside <linux/tcp.h> */

static bool tcp_state(int fd, struct tcp_info *ret)
{
    socklen_t len = sizeof *ret;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, ret, &len) == 0;
}

/* The library says nothing before a request line is complete. The kernel does: a byte that came after the last reply
 * means that a next request has begun, and from then on the header deadline counts, not the idle one. */
static void probe_idle(struct connection *c, const struct tcp_info *info, int64_t now_ms)
{
    int64_t idle_since_ms = atomic_load(&c->idle_since_ms), last_byte_ms = now_ms - (int64_t)info->tcpi_last_data_recv;
    if (idle_since_ms != 0 && atomic_load(&c->next_since_ms) == 0 && last_byte_ms > idle_since_ms + SLACK_MS)
        atomic_store(&c->next_since_ms, last_byte_ms);
}

/* A client that takes nothing of what is on its way to it. */
static void probe_taking(const struct deadline_rule *r, struct connection *c, const struct tcp_info *info,
                         int64_t now_ms)
{
    bool waiting = info->tcpi_unacked > 0 || info->tcpi_notsent_bytes > 0;
    if (!waiting || info->tcpi_bytes_acked != c->taken_bytes) {
        c->taken_bytes = info->tcpi_bytes_acked;
        c->taken_ms = now_ms;
    }
    c->stalled = now_ms - c->taken_ms >= r->body_ms;
}

/* A suspended connection is not polled, so nobody would notice that the reader of an event stream went away. */
static void probe_stream(struct deadlines *d, struct connection *c, const struct tcp_info *info)
{
    struct exchange *x = atomic_load(&c->parked_stream);
    if (x == NULL || info->tcpi_state == ESTABLISHED)
        return;
    atomic_store(&c->gone, true);
    d->client_left(x);
}

static void probe(struct deadlines *d, struct connection *c, int64_t now_ms)
{
    struct tcp_info info = {0};
    if (!tcp_state(c->fd, &info))
        return;
    probe_idle(c, &info, now_ms);
    probe_taking(&d->rule, c, &info, now_ms);
    probe_stream(d, c, &info);
}

/* ---- the verdict ---- */

static bool is_due(int64_t due_ms, int64_t now_ms)
{
    return due_ms != 0 && now_ms >= due_ms;
}

static bool overdue(const struct deadline_rule *r, struct connection *c, int64_t now_ms)
{
    int64_t next_since_ms = atomic_load(&c->next_since_ms);
    return c->stalled || is_due(atomic_load(&c->due_ms), now_ms) ||
           (next_since_ms != 0 && is_due(next_since_ms + r->header_ms, now_ms));
}

static bool idle_too_long(const struct deadline_rule *r, struct connection *c, int64_t now_ms)
{
    int64_t since_ms = atomic_load(&c->idle_since_ms);
    return since_ms != 0 && is_due(since_ms + r->idle_ms, now_ms);
}

/* What the client would not take is dropped with it: the kernel must not go on offering megabytes to somebody who
 * stalls. */
static void hang_up(struct connection *c)
{
    int unsent = 0;
    struct linger drop = {.l_onoff = 1, .l_linger = 0};
    if (ioctl(c->fd, SIOCOUTQ, &unsent) == 0 && unsent > 0)
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &drop, sizeof drop);
    shutdown(c->fd, SHUT_RDWR);
    c->hung_up = true;
}

static void reap_one(struct deadlines *d, struct connection *c, int64_t now_ms)
{
    if (overdue(&d->rule, c, now_ms)) {
        atomic_fetch_add(&d->closures, 1);
        hang_up(c);
    } else if (idle_too_long(&d->rule, c, now_ms)) {
        hang_up(c);
    }
}

static void reap(struct deadlines *d, bool probing)
{
    int64_t now_ms = deadline_clock_ms();
    for (struct connection *c = d->connections->first; c; c = c->next) {
        if (probing)
            probe(d, c, now_ms);
        if (!c->hung_up)
            reap_one(d, c, now_ms);
    }
}

/* ---- the reaper ---- */

static struct timespec tick_after(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += TICK_MS * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

static void *reaper_main(void *arg)
{
    struct deadlines *d = arg;
    unsigned tick = 0;
    pthread_mutex_lock(&d->connections->lock);
    while (!d->stopping) {
        struct timespec until = tick_after();
        pthread_cond_timedwait(&d->stop_signal, &d->connections->lock, &until);
        reap(d, ++tick % PROBES_EVERY == 0);
    }
    pthread_mutex_unlock(&d->connections->lock);
    return NULL;
}

bool deadlines_start(struct deadlines *d, struct connections *connections, const struct deadline_rule *rule,
                     void (*client_left)(struct exchange *x))
{
    pthread_condattr_t monotonic;
    *d = (struct deadlines){.rule = *rule, .connections = connections, .client_left = client_left};
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&d->stop_signal, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return pthread_create(&d->reaper, NULL, reaper_main, d) == 0;
}

void deadlines_stop(struct deadlines *d)
{
    pthread_mutex_lock(&d->connections->lock);
    d->stopping = true;
    pthread_cond_signal(&d->stop_signal);
    pthread_mutex_unlock(&d->connections->lock);
    pthread_join(d->reaper, NULL);
}

/* ---- phases ---- */

int64_t deadline_of_new_connection(const struct deadline_rule *r)
{
    return deadline_clock_ms() + r->header_ms;
}

void deadline_request_begins(struct connection *c, const struct deadline_rule *r)
{
    int64_t began_ms = atomic_load_explicit(&c->next_since_ms, memory_order_relaxed);
    if (c->seen_request) /* the first one counts from the connection's start */
        deadline_set(c, (began_ms ? began_ms : deadline_clock_ms()) + r->header_ms);
    c->seen_request = true;
    atomic_store_explicit(&c->idle_since_ms, 0, memory_order_relaxed);
    atomic_store_explicit(&c->next_since_ms, 0, memory_order_relaxed);
}

void deadline_set(struct connection *c, int64_t due_ms)
{
    atomic_store_explicit(&c->due_ms, due_ms, memory_order_relaxed);
}

void deadline_idle(struct connection *c)
{
    deadline_set(c, 0);
    atomic_store_explicit(&c->next_since_ms, 0, memory_order_relaxed);
    atomic_store_explicit(&c->idle_since_ms, deadline_clock_ms(), memory_order_relaxed);
}
