/*
 * saved_view: a filter of a list under a name, so that a page of the web application can be opened as somebody left it. Pure.
 */
#ifndef DOMAIN_SAVED_VIEW_H
#define DOMAIN_SAVED_VIEW_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/refusal.h"

struct saved_view {
    int64_t id; /* 0: not stored yet */
    int64_t user_id;
    struct str owner; /* when it was read: the user's name */
    struct str page;  /* "units" */
    struct str name;
    struct str query; /* the page's search string */
    bool shared;      /* everybody sees it */
    bool own;         /* when it was read: it is the reader's */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

enum { SAVED_VIEW_PAGE_CHARS = 40, SAVED_VIEW_QUERY_BYTES = 2000, SAVED_VIEWS_PER_USER = 200 };

bool saved_view_valid(struct arena *a, const struct saved_view *v, struct refusal *refusal);

#endif
