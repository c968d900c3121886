/*
 * deadline: how long a connection may take, counted from when it began, not from its last byte. Every connection has a
 * record with the instant it is due; one thread looks at all records a few times a second and shuts down what is
 * overdue. libmicrohttpd then sees an ended connection and closes it. It knows nothing of requests.
 */
#ifndef HTTP_DEADLINE_H
#define HTTP_DEADLINE_H

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "base/str.h"

struct exchange;

/* One connection. Written by its pool thread and the reaper; the atomics are what both touch. */
struct connection {
    struct connection *prev, *next; /* under deadlines.lock */
    int fd;
    bool seen_request;     /* pool thread only */
    bool hung_up, stalled; /* reaper only, as the next two */
    int64_t taken_ms;      /* when the client last took bytes, or there were none to take */
    uint64_t taken_bytes;
    _Atomic int64_t due_ms;                   /* monotonic; 0: no deadline */
    _Atomic int64_t idle_since_ms;            /* 0: a request is under way, or none came yet */
    _Atomic int64_t next_since_ms;            /* reaper saw bytes of a next request; 0: none */
    _Atomic(struct exchange *) parked_stream; /* a reply that waits for bytes, to be woken when the client has left */
    _Atomic bool gone;                        /* the client has left */
    char remote[INET6_ADDRSTRLEN];
};

struct deadline_rule {
    int64_t header_ms, body_ms, idle_ms;
};

struct deadlines {
    struct deadline_rule rule;
    pthread_mutex_t lock;
    pthread_cond_t stop_signal;
    bool stopping;                           /* under lock */
    struct connection *first;                /* under lock */
    void (*client_left)(struct exchange *x); /* called under lock: must not open or close connections */
    pthread_t reaper;
    _Atomic unsigned count;
    _Atomic uint64_t closures;
};

/* Monotonic milliseconds, a few ms coarse, never 0. */
int64_t deadline_clock_ms(void);

/* When a body that began at start and of which so many bytes have come is due. A client that sends next to nothing
 * is gone after header_ms; one that sends at all gets body_ms; and every byte buys time at 64 KiB/s, so that honest
 * large bodies pass. */
int64_t deadline_body_due(const struct deadline_rule *r, int64_t start_ms, uint64_t bytes);
/* When a reply of that size that starts now must have been taken. */
int64_t deadline_reply_due(const struct deadline_rule *r, int64_t start_ms, uint64_t bytes);

/* Starts the reaper. False when the system has no thread to give. */
bool deadlines_start(struct deadlines *d, const struct deadline_rule *rule, void (*client_left)(struct exchange *x));
/* Ends the reaper; connections may stay open. */
void deadlines_stop(struct deadlines *d);

/* A new connection: record made, header deadline set. */
struct connection *deadlines_open(struct deadlines *d, int fd, const struct sockaddr *peer);
/* Before fd is closed. c is freed. */
void deadlines_close(struct deadlines *d, struct connection *c);

/* The phases of a request, told by the pool thread. */
void connection_request_begins(struct connection *c, const struct deadline_rule *r);
void connection_due(struct connection *c, int64_t due_ms);
void connection_idle(struct connection *c);

#endif
