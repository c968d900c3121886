#include "print/raw.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"

enum { DRAIN_LOOK_MS = 5, HOST_MAX = 256 };

struct print_raw {
    int fd;
    bool finished; /* our side */
    char error[120];
};

/* ---- deadlines ---- */

static int64_t deadline_of(int timeout_ms)
{
    return time_monotonic_ns() / 1000000 + timeout_ms;
}

static int left_of(int64_t deadline)
{
    int64_t left = deadline - time_monotonic_ns() / 1000000;
    return left > 0 ? (int)left : 0;
}

/* Ready for events, or in trouble, which the next call will tell: true. */
static bool ready(int fd, short events, int64_t deadline)
{
    struct pollfd p = {.fd = fd, .events = events};
    int n;
    do
        n = poll(&p, 1, left_of(deadline));
    while (n < 0 && errno == EINTR);
    return n > 0;
}

/* ---- opening ---- */

static bool connected(int fd, int64_t deadline)
{
    int code = 0;
    socklen_t size = sizeof code;
    if (!ready(fd, POLLOUT, deadline)) {
        errno = ETIMEDOUT;
        return false;
    }
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &size) != 0)
        return false;
    errno = code;
    return code == 0;
}

static int dial(const struct addrinfo *at, int64_t deadline)
{
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    int on = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    if (connect(fd, at->ai_addr, at->ai_addrlen) == 0 || (errno == EINPROGRESS && connected(fd, deadline)))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

/* From this one on. Each gets its share of the time: one that is silent does not keep from the next. */
static int addresses(const struct addrinfo *at)
{
    int count = 0;
    for (; at; at = at->ai_next)
        count++;
    return count;
}

static struct print_raw *raw_of(int fd)
{
    struct print_raw *r = calloc(1, sizeof *r);
    assert(r);
    r->fd = fd;
    return r;
}

enum print_raw_result print_raw_open(struct str host, int port, int timeout_ms, struct print_raw **ret, char *error,
                                     size_t error_size)
{
    char name[HOST_MAX], service[8];
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    *ret = NULL;
    snprintf(name, sizeof name, "%.*s", STR_ARG(host));
    snprintf(service, sizeof service, "%d", port);
    int code = getaddrinfo(name, service, &hints, &found);
    if (code != 0) {
        snprintf(error, error_size, "%s: %s", name, gai_strerror(code));
        return PRINT_RAW_GONE;
    }
    int64_t deadline = deadline_of(timeout_ms);
    int fd = -1;
    for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next)
        fd = dial(at, deadline_of(left_of(deadline) / addresses(at)));
    if (fd < 0)
        snprintf(error, error_size, "%s port %d: %s", name, port, strerror(errno));
    else
        *ret = raw_of(fd);
    freeaddrinfo(found);
    return fd < 0 ? PRINT_RAW_GONE : PRINT_RAW_OK;
}

void print_raw_close(struct print_raw *r)
{
    if (!r)
        return;
    close(r->fd);
    free(r);
}

/* ---- bytes ---- */

static enum print_raw_result gone(struct print_raw *r, const char *why)
{
    snprintf(r->error, sizeof r->error, "%s", why);
    return PRINT_RAW_GONE;
}

static bool not_now(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

enum print_raw_result print_raw_write(struct print_raw *r, struct str bytes, int timeout_ms, size_t *ret_taken)
{
    int64_t deadline = deadline_of(timeout_ms);
    size_t taken = 0;
    while (taken < bytes.len) {
        ssize_t n = send(r->fd, bytes.ptr + taken, bytes.len - taken, MSG_NOSIGNAL);
        if (n < 0 && !not_now()) {
            *ret_taken = taken;
            return gone(r, strerror(errno));
        }
        taken += n > 0 ? (size_t)n : 0;
        if (n < 0 && !ready(r->fd, POLLOUT, deadline))
            break;
    }
    *ret_taken = taken;
    return taken == bytes.len ? PRINT_RAW_OK : PRINT_RAW_LATER;
}

enum print_raw_result print_raw_drain(struct print_raw *r, int timeout_ms, int64_t *ret_left)
{
    int64_t deadline = deadline_of(timeout_ms);
    for (;;) {
        int left = 0, code = 0;
        socklen_t size = sizeof code;
        if (ioctl(r->fd, SIOCOUTQ, &left) != 0)
            return gone(r, strerror(errno));
        if (getsockopt(r->fd, SOL_SOCKET, SO_ERROR, &code, &size) == 0 && code != 0)
            return gone(r, strerror(code));
        *ret_left = left;
        if (left == 0)
            return PRINT_RAW_OK;
        if (left_of(deadline) == 0)
            return PRINT_RAW_LATER;
        poll(NULL, 0, DRAIN_LOOK_MS); /* no event tells it */
    }
}

enum print_raw_result print_raw_read(struct print_raw *r, char *out, size_t size, int timeout_ms, size_t *ret_len)
{
    int64_t deadline = deadline_of(timeout_ms);
    while (ready(r->fd, POLLIN, deadline)) {
        ssize_t n = recv(r->fd, out, size, 0);
        if (n == 0)
            return gone(r, "the printer has closed the connection");
        if (n < 0 && !not_now())
            return gone(r, strerror(errno));
        *ret_len = n > 0 ? (size_t)n : 0;
        if (n > 0)
            return PRINT_RAW_OK;
    }
    return PRINT_RAW_LATER;
}

enum print_raw_result print_raw_finish(struct print_raw *r, int timeout_ms)
{
    int64_t deadline = deadline_of(timeout_ms);
    char dropped[256];
    if (!r->finished && shutdown(r->fd, SHUT_WR) != 0)
        return gone(r, strerror(errno));
    r->finished = true;
    while (ready(r->fd, POLLIN, deadline)) {
        ssize_t n = recv(r->fd, dropped, sizeof dropped, 0);
        if (n == 0)
            return PRINT_RAW_OK;
        if (n < 0 && !not_now())
            return gone(r, strerror(errno));
    }
    return PRINT_RAW_LATER;
}

const char *print_raw_error(const struct print_raw *r)
{
    return r->error;
}
