/*
 * http: the only layer that knows libmicrohttpd. It takes a request off the wire, guards it (header guard, deadlines,
 * body limit), hands it to one handler function, and writes the reply. It knows no routes, no users and no JSON.
 *
 * The same structs serve callers without a network: the command line fills an http_request itself and calls the
 * handler (src/cli/transport_local.c), so everything above this header is independent of sockets.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OPTIONS, HTTP_METHOD_COUNT };

struct http_pair {
    struct str name, value;
};

struct http_request {
    enum http_method method;
    struct str path;      /* raw path as sent, without the query */
    struct str *segments; /* path split at '/', each percent-decoded (so %2F stays inside its segment) */
    size_t segment_count;
    struct http_pair *query; /* decoded, in the order sent */
    size_t query_count;
    struct str query_text; /* raw query as sent, without the "?" */
    struct http_pair *headers; /* names as sent */
    size_t header_count;
    struct str body;
    struct str remote; /* peer address as text, no port */
    bool secure;       /* came over TLS */
    bool head;         /* it was HEAD: method says HTTP_GET, and the reply leaves without its body */
};

/* Fill path, segments and query from a request target such as "/v1/units?q=a%20b" ("/" has no segments, "/a/" has
 * "a" and ""). False when it is malformed (guard.h) or the arena is used up. Pieces point into target or the arena. */
bool http_request_target(struct http_request *r, struct arena *a, struct str target);
/* Method by its name in capitals; HEAD becomes HTTP_GET with head set. False when it is none that is served. */
bool http_request_method(struct http_request *r, struct str name);

/* A value of a form (application/x-www-form-urlencoded), decoded into the arena. False when it is malformed or no UTF-8. */
bool http_form_value(struct arena *a, struct str raw, struct str *ret);

/* Header by case-insensitive name, {NULL,0} when absent. */
struct str http_header(const struct http_request *r, const char *name);
/* First query parameter of that name, {NULL,0} when absent. */
struct str http_query(const struct http_request *r, const char *name);
/* Does Accept-Encoding take this coding ("gzip", "br")? "*" takes any; q=0 refuses. */
bool http_takes_coding(const struct http_request *r, const char *coding);
/* Cookie of that name (without quotes around the value), {NULL,0} when absent. */
struct str http_cookie(const struct http_request *r, const char *name);

/* A reply's bytes when they are made while they are sent. read() returns the number of bytes put into out (at most
 * max), 0 for "nothing now, wake me" (then http_exchange_wake must follow), or one of the two below. free_state()
 * runs exactly once. */
enum {
    HTTP_STREAM_END = -1,
    HTTP_STREAM_BROKEN = -2 /* what was sent is not all: the connection breaks, so that the receiver knows */
};
struct http_stream {
    int64_t (*read)(void *state, char *out, size_t max);
    void (*free_state)(void *state);
    void *state;
};

enum { HTTP_REPLY_HEADERS = 16 };

struct http_reply {
    int status;
    struct http_pair headers[HTTP_REPLY_HEADERS]; /* values live in the exchange's arena or are literals */
    size_t header_count;
    struct buf body;    /* owned by the exchange, freed with it */
    struct str lasting; /* used instead of body when set: bytes that outlive the server, which nobody copies or packs */
    struct http_stream stream; /* used instead of body when read is set */
};

struct http_exchange {
    struct http_request request;
    struct http_reply reply;
    struct arena *arena;                       /* the request's memory; ends with the exchange */
    void *user;                                /* the handler's own state for a reply that comes later */
    void (*finished)(struct http_exchange *x); /* set by whoever made the exchange */
    void (*wake)(struct http_exchange *x);     /* likewise, for streams */
};

void http_reply_header(struct http_exchange *x, const char *name, struct str value);

enum http_outcome {
    HTTP_DONE, /* x->reply is complete */
    HTTP_LATER /* somebody will call http_exchange_finish(x), from any thread */
};

typedef enum http_outcome (*http_handler)(void *app, struct http_exchange *x);

/* The reply is complete: send it. Exactly once after HTTP_LATER; x must not be touched afterwards. Any thread. */
void http_exchange_finish(struct http_exchange *x);
/* A stream that answered 0 has bytes again. Any thread. */
void http_exchange_wake(struct http_exchange *x);

/* How many bytes the body of this request may have, as its head tells. Asked before the body comes, when it is packed, of unknown
 * length, or longer than HTTP_SMALL_BODY_BYTES. On a pool thread. */
typedef size_t (*http_body_limit)(void *app, const struct http_request *r);
enum { HTTP_SMALL_BODY_BYTES = 64 * 1024 };

struct http_options {
    const char *address;                   /* "127.0.0.1", "::1", "0.0.0.0"; NULL: 127.0.0.1 */
    int port;                              /* 0: a free one, see http_server_port */
    int threads;                           /* 0: one per core, at least 2 */
    const char *tls_certificate, *tls_key; /* PEM file paths, both or none */
    size_t body_bytes_max;
    http_body_limit body_limit; /* NULL: body_bytes_max for everybody */
    int header_deadline_s;      /* whole header must have arrived (from the first byte of the connection or request) */
    int body_deadline_s;        /* and the whole body */
    int idle_timeout_s;         /* between requests of a kept-alive connection */
    int connections_max;
};

struct http_server;

/* Counters since start, for /metrics. */
struct http_stats {
    uint64_t requests, replies_by_class[6]; /* index 1..5 = 1xx..5xx */
    uint64_t bytes_in, bytes_out;
    uint64_t guard_refusals, deadline_closures;
    unsigned connections;
};

/* Start listening; the handler runs on pool threads. NULL and a sentence in error (size error_size) on failure. */
struct http_server *http_server_start(const struct http_options *o, http_handler handler, void *app, char *error,
                                      size_t error_size);
int http_server_port(const struct http_server *s);
void http_server_stats(struct http_server *s, struct http_stats *ret);
/* No new connections; waits for exchanges under way for at most grace_ms; streams end when they have nothing to give;
 * then everything is closed. A late answer that still comes afterwards is taken and dropped. */
void http_server_stop(struct http_server *s, int grace_ms);

#endif
