/*
 * deadline: how long a connection may take, counted from when it began, not from its last byte. The record of every
 * connection bears the instant it is due; one thread looks at all records a few times a second and shuts down what is
 * overdue. libmicrohttpd then sees an ended connection and closes it. It knows nothing of requests.
 */
#ifndef HTTP_DEADLINE_H
#define HTTP_DEADLINE_H

#include "http/connection.h"

struct deadline_rule {
    int64_t header_ms, body_ms, idle_ms;
};

struct deadlines {
    struct deadline_rule rule;
    struct connections *connections;
    void (*client_left)(struct exchange *x); /* called under connections->lock: must not open or close connections */
    pthread_t reaper;
    pthread_cond_t stop_signal;
    bool stopping; /* under connections->lock */
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

/* Starts the reaper over these connections. False when the system has no thread to give. */
bool deadlines_start(struct deadlines *d, struct connections *connections, const struct deadline_rule *rule,
                     void (*client_left)(struct exchange *x));
/* Ends the reaper; connections may stay open. */
void deadlines_stop(struct deadlines *d);

/* The phases of a connection, told by its pool thread. */
int64_t deadline_of_new_connection(const struct deadline_rule *r);
void deadline_request_begins(struct connection *c, const struct deadline_rule *r);
void deadline_set(struct connection *c, int64_t due_ms); /* 0: none */
void deadline_idle(struct connection *c);

#endif
