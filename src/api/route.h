/*
 * route: the one table of everything the API offers (routes.c) and finding a row in it.
 */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "api/call.h"
#include "base/json.h"
#include "domain/lifecycle.h"

enum {
    ROUTE_PUBLIC = 1,     /* no token needed */
    ROUTE_WRITES = 2,     /* the handler gets no reading connection; it calls api_write */
    ROUTE_IDEMPOTENT = 4, /* Idempotency-Key is honoured: the answer is kept and given again (write.h) */
    ROUTE_SLOW = 8,       /* may take long: runs on a background worker instead of the network's threads */
    ROUTE_NO_DB = 16,     /* reads nothing from the database */
    ROUTE_GATHERED = 32, /* looks a unit up by its serial: where the database is far, together with others (gather.h) */
    ROUTE_BOARD = 64,    /* the handler gets no reading connection; another thread answers (board.h) */
    ROUTE_DEVICE = 128   /* waits for a device that may not be there: on threads for just that */
};

/* Roles, for the table. admin may everything and need not be named. */
#define ROLES_ANY   (ROLE_BIT(ROLE_TOTAL) - 1)
#define ROLES_ADMIN ROLE_BIT(ROLE_ADMIN)

struct route {
    enum http_method method;
    const char
        *pattern; /* "/v1/products/{sku}": literal segments and {names}; a literal goes before a name where both fit */
    enum http_outcome (*handler)(struct call *call);
    unsigned roles; /* ROLE_BITs that may */
    unsigned flags;
    const char *summary;
};

extern const struct route routes[];
extern const int route_count;

enum { ROUTE_SEGMENTS_MAX = 8 };

/* The patterns, taken apart once. */
struct route_index;
struct route_index *route_index_new(void);
void route_index_free(struct route_index *index); /* NULL is fine */
/* The row for method and path, its params filled in; or NULL, and *ret_allowed has the bits (1 << method) of the methods that this
 * path does take: none means that there is no such address. */
const struct route *route_find(const struct route_index *index, const struct http_request *r, struct str *params,
                               unsigned *ret_allowed);
/* Names of the methods in allowed, as for the Allow header: "GET, HEAD, OPTIONS". */
struct str route_methods_text(struct arena *a, unsigned allowed);
/* "GET". */
const char *route_method_name(enum http_method method);
/* The whole table as JSON lines (method, path, roles, flags, summary), for tests and for `serno serve --routes`. */
void route_print(struct buf *out);

#endif
