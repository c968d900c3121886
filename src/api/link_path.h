/*
 * link_path: addresses that are GS1 Digital Links, of any primary key, behind any stem: which of the requests to this server are for one,
 * and what it names. Read by src/gs1/. What strangers are then told is link_public.c's.
 */
#ifndef API_LINK_PATH_H
#define API_LINK_PATH_H

#include "api/route.h"
#include "gs1/problem.h"

/* What a Digital Link names, of what can have a page. All empty: something that never has one (a package, a place, a document ...). */
struct link_named {
    struct str gtin, serial, lot; /* 14 digits; a product when there is no serial */
    const char *kind;             /* of identifier: "giai"; empty: it is no such key */
    struct str number;
};

/* Is the path meant as a Digital Link? It begins with a primary key, by its number or its older name; or has one with a value behind
 * segments that are neither the API's nor a page's (pages have two segments at most, web/src/app/routes.tsx). */
bool link_path_is(const struct http_request *r);
/* The row for such an address that the table of routes has none for; NULL and *ret_allowed as in route_find. */
const struct route *link_path_route(const struct http_request *r, unsigned *ret_allowed);
/* False: the link breaks a rule of GS1's, and *ret_problem says which. */
bool link_path_read(struct call *call, struct link_named *ret, struct gs1_problem *ret_problem);

#endif
