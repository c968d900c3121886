/*
 * transport: the two ways to the API behind client.h: over the network (transport_http.c), in this process (transport_local.c).
 */
#ifndef CLI_TRANSPORT_H
#define CLI_TRANSPORT_H

#include "cli/client.h"
#include "cli/config.h"
#include "cli/lock.h"

enum { TRANSPORT_ERROR_MAX = 600 };

struct transport {
    /* Send and wait. False with a sentence in error (TRANSPORT_ERROR_MAX bytes): no whole answer came. */
    bool (*send)(struct transport *t, const struct cli_request *r, struct cli_answer *ret, char *error);
    void (*free)(struct transport *t);
    bool unsent; /* send() failed before anything was sent */
};

/* NULL with a sentence in error. The target's texts must outlive it. */
struct transport *transport_http(const struct cli_target *target, char *error);
/* The database must not be held by somebody else: lock is taken over. actor is the local user's name, must outlive it. */
struct transport *transport_local(const char *db, const char *user, struct cli_lock *lock, char *error);

#endif
