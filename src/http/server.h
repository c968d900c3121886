/*
 * server: what the files of this layer share about one running server.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/exchange.h"

struct http_server {
    struct MHD_Daemon *daemon;
    http_handler handler;
    void *app;
    size_t body_bytes_max;
    http_body_limit body_limit;
    bool secure;
    int port;
    struct connections connections;
    struct deadlines deadlines;
    struct exchange_pool pool;
    char *tls_certificate, *tls_key; /* PEM text, kept for the library */

    atomic_bool stopping;   /* streams end, replies close their connection */
    atomic_bool abandoning; /* nobody waits for late answers any more */
    _Atomic int holders;    /* the application, and every abandoned exchange that is not finished yet */
};

/* One holder less; the last one frees the server. */
void server_drop(struct http_server *s);

/* access.c: libmicrohttpd's callbacks, cls is the server. */
void *access_request_line(void *cls, const char *target, struct MHD_Connection *mhd);
enum MHD_Result access_handle(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **context);
void access_completed(void *cls, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode code);

/* reply.c: hand x->pub.reply, or a refusal, to the library. */
enum MHD_Result reply_send(struct exchange *x);
enum MHD_Result reply_refuse(struct exchange *x, enum guard why);

/* listen.c: a listening socket, or -1 and a sentence in error. */
int listen_open(const char *address, int port, char *error, size_t error_size);
int listen_port(int fd);
int listen_family(int fd);
/* Let the process have as many open files as the system allows; returns that number. */
size_t listen_raise_files(void);

#endif
