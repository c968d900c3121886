/*
 * call: one request inside the API. The dispatcher (dispatch.c) makes it: route found, caller known, role checked; then it calls
 * the route's handler. What handlers do with it:
 *
 *   reading   api_ctx(call)->db is a reading connection until the handler returns; the handler calls service functions (between
 *             service_read_begin and _end when several answers must be of one moment), replies (reply.h, list.h) and returns
 *             what the reply function returned.
 *   writing   routes with ROUTE_WRITES have no connection; the handler hands its work to api_write (write.h).
 *
 * Everything in a call lives in the request's arena and ends with the reply.
 */
#ifndef API_CALL_H
#define API_CALL_H

#include "api/app.h"
#include "http/http.h"
#include "service/writer.h"

enum { API_PARAMS_MAX = 4, API_REQUEST_ID_MAX = 64 };

/* How the caller showed who they are. */
enum call_via {
    VIA_NOBODY,  /* public route, no token looked at */
    VIA_SESSION, /* bearer token of a session */
    VIA_COOKIE,  /* the same token as a cookie: a browser */
    VIA_KEY,     /* API key */
    VIA_LOCAL    /* the command line in this process */
};

struct call {
    struct writer_job job; /* for api_write; job.ctx is the context of reading handlers, too: see api_ctx */
    struct app *app;
    struct http_exchange *x;
    const struct route *route;
    struct str params[API_PARAMS_MAX]; /* values of the pattern's {names}, in order, percent-decoded */
    struct str request_id;
    enum call_via via;
    struct hash token; /* SHA-256 of the token when via session, cookie or key */
    bool query_read;   /* the handler has looked at the query; otherwise there must be none */
    struct json *body; /* parsed by api_body_open; freed with the call */
    struct str errors; /* JSON array of all bad rows, for the problem document; empty: none */
    /* Of writing calls, see write.c. */
    bool (*work)(struct call *call, void *state);
    bool (*finish)(struct call *call, void *state);
    void *work_state;
    struct id idempotency_key; /* all zero: none */
    bool forget_identities;    /* the work changed who may what: cached identities end with the commit */
    bool forget_settings;      /* the work changed what is set: what is remembered of it ends with the commit */
    /* Of calls that wait for a worker, see workers.h, board.h. */
    enum http_outcome (*step)(struct call *call);
    struct call *next;
    struct practice_company *company; /* in which it happens (practice.h); NULL: the real one */
};

/* The context for service functions: arena, db, actor, now; refusal or failure afterwards. */
static inline struct ctx *api_ctx(struct call *call)
{
    return &call->job.ctx;
}

static inline struct arena *api_arena(struct call *call)
{
    return call->x->arena;
}

/* Value of {name} in the route's pattern; the name must be there. */
struct str api_param(const struct call *call, const char *name);
/* The same as a positive number; false with the refusal not_found when it is none. */
bool api_param_id(struct call *call, const char *name, int64_t *ret);

#endif
