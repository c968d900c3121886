/*
 * exchange: the memory behind one request and its reply, and the two meetings of threads around it: a handler's late
 * answer (HTTP_LATER, http_exchange_finish) and a stream's new bytes (http_exchange_wake). Exchanges are pooled and
 * never given back to the system before the server ends, so a wake that comes too late touches valid memory and does
 * nothing.
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/deadline.h"
#include "http/guard.h"

struct http_server;

enum phase {
    PHASE_LINE,    /* request line read, header fields to come */
    PHASE_BODY,    /* body being read */
    PHASE_LATER,   /* the handler said HTTP_LATER */
    PHASE_REPLYING /* reply handed to the library */
};

/* The late answer. The pool thread parks the connection, another thread finishes the exchange, in either order. */
enum later {
    LATER_RUNNING,  /* the handler has not returned, or has not said HTTP_LATER */
    LATER_PARKED,   /* connection suspended */
    LATER_FINISHED, /* reply complete */
    LATER_ABANDONED /* the server stopped waiting; whoever comes last releases the exchange */
};

/* The stream. */
enum stream {
    STREAM_READING, /* the reader is about to ask for bytes */
    STREAM_WOKEN,   /* there were new bytes since */
    STREAM_PARKED   /* connection suspended */
};

struct exchange {
    struct http_exchange pub; /* first: what the handler gets is a pointer to this */
    struct http_server *server;
    struct MHD_Connection *mhd;
    struct connection *connection;
    struct exchange *next_free; /* under pool.lock */
    struct exchange *next_ever; /* set once */
    enum phase phase;
    enum guard verdict;    /* found before it can be answered */
    struct str target;     /* as sent, in the arena */
    const char *target_at; /* where the library had it; not to be read, it decodes there */
    struct guard_body coming;
    struct buf body;
    size_t body_bytes_max;
    uint64_t body_bytes; /* received so far, packed as it came */
    int64_t body_began_ms;
    bool in_flight;     /* counted in server->in_flight */
    bool close;         /* no further request on this connection */
    _Atomic int later;  /* enum later */
    _Atomic int stream; /* enum stream */
    _Atomic int owners; /* of an abandoned exchange: connection and finisher */
};

struct exchange_pool {
    pthread_mutex_t lock;
    struct exchange *free; /* under lock */
    struct exchange *ever; /* under lock: all of them, newest first */
    _Atomic size_t free_count;
};

void exchange_pool_init(struct exchange_pool *p);
/* Frees every exchange; none may be in use. */
void exchange_pool_free(struct exchange_pool *p);
/* Pool thread: an exchange for a request on this connection, with an empty arena, everything else reset. */
struct exchange *exchange_take(struct http_server *s, struct MHD_Connection *mhd, struct connection *c);
/* Gives an exchange that is not in use to whoever needs one. Any thread. */
void exchange_give(struct exchange *x);

/* Pool thread, after the handler said HTTP_LATER: true when the answer is there already, false when the connection
 * is suspended and the access handler will be called again. */
bool exchange_park(struct exchange *x);
/* Pool thread, when the library is done with the exchange: its stream is ended, its memory ready for the next. */
void exchange_end(struct exchange *x);
/* The server gives up waiting: resume the connection if it is parked for a late answer. Any thread. */
void exchange_abandon(struct exchange *x);

/* MHD_ContentReaderCallback over reply.stream; cls is the exchange. */
ssize_t stream_read(void *cls, uint64_t position, char *out, size_t max);
/* http_exchange_wake for exchanges of this server. */
void stream_wake(struct http_exchange *pub);

#endif
