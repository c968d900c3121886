/*
 * connection: one record per open connection: who it is, what its deadlines are (deadline.h), what went over it. A record is
 * written by the one pool thread that serves the connection, and by the reaper; the atomics are what others read.
 */
#ifndef HTTP_CONNECTION_H
#define HTTP_CONNECTION_H

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "http/http.h"

struct exchange;

/* Counted per connection and added up when asked for, because counters that all threads share would cost more than the guard. */
struct traffic {
    _Atomic uint64_t requests, replies_by_class[6];
    _Atomic uint64_t bytes_in, bytes_out, guard_refusals;
};

struct connection {
    struct connection *prev, *next; /* under connections.lock */
    int fd;
    char remote[INET6_ADDRSTRLEN];

    /* pool thread */
    bool seen_request;
    struct exchange *spare; /* the last exchange, ready for the next request */

    /* pool thread writes, others read */
    struct traffic traffic;
    atomic_bool busy;                         /* a request is under way */
    _Atomic int64_t due_ms;                   /* monotonic; 0: no deadline */
    _Atomic int64_t idle_since_ms;            /* 0: a request is under way, or none came yet */
    _Atomic(struct exchange *) parked_stream; /* a reply that waits for bytes, to be woken when the client has left */

    /* reaper writes, pool thread reads */
    _Atomic int64_t next_since_ms; /* bytes of a next request were seen; 0: none (pool thread resets it) */
    atomic_bool gone;              /* the client has left */

    /* reaper */
    bool hung_up, stalled;
    int64_t taken_ms; /* when the client last took bytes, or there were none to take */
    uint64_t taken_bytes;
};

struct connections {
    pthread_mutex_t lock;
    struct connection *first; /* under lock, as the next two */
    unsigned count;
    struct traffic past; /* of connections that are closed */
};

void connections_init(struct connections *all);
/* A new connection, not due yet. */
struct connection *connection_open(struct connections *all, int fd, const struct sockaddr *peer, int64_t due_ms);
/* Before fd is closed. Frees c; its spare must be gone. */
void connection_close(struct connections *all, struct connection *c);
/* Traffic since start, and how many connections there are. */
void connections_add_up(struct connections *all, struct http_stats *ret);
/* Is a request under way anywhere? */
bool connections_busy(struct connections *all);

/* Only the connection's pool thread counts, so this need not be an atomic addition. */
static inline void traffic_count(_Atomic uint64_t *counter, uint64_t n)
{
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + n, memory_order_relaxed);
}

#endif
