/*
 * bare: libmicrohttpd alone, with the flags that server.c uses, answering each request with the same 100 bytes. What it reaches is
 * the raw limit that the bench compares the server's replies with.
 */
#ifndef HTTP_BARE_H
#define HTTP_BARE_H

struct http_bare;

/* Listens on a free loopback port; NULL when it cannot. */
struct http_bare *http_bare_start(int threads);
int http_bare_port(const struct http_bare *b);
void http_bare_stop(struct http_bare *b);

#endif
