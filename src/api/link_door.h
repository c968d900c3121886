/*
 * link_door: what a running server remembers for its public pages: who may knock how often, who looked, the settings that are needed
 * before the database is asked, and the secrets of forms and networks.
 */
#ifndef API_LINK_DOOR_H
#define API_LINK_DOOR_H

#include <pthread.h>

#include "api/call.h"
#include "api/link_gate.h"
#include "api/link_watch.h"
#include "domain/link.h"

struct link_door {
    struct gate *gate;
    struct link_looks *looks;
    pthread_mutex_t lock;
    struct link_settings last; /* as they were when a page was made last; without texts. Under lock, as are: */
    bool has_secrets;
    unsigned char form_secret[LINK_KEY_BYTES], network_secret[LINK_KEY_BYTES];
};

struct link_door *link_door_new(void);
void link_door_free(struct link_door *d); /* NULL is fine */

/* The address that the request comes from: the peer's, or what a proxy says when the settings have one. */
struct str link_client(const struct call *call);
/* 0: come in. Otherwise the seconds to wait. */
int link_knock(struct call *call, bool report);
/* With a reading connection: remember the settings, read the secrets when they are not known yet. False: ctx->failure. */
bool link_door_learn(struct call *call, const struct link_settings *s);
/* What a form of this page bears: 22 characters, good for two to three hours. */
struct str link_form_token(struct call *call);
bool link_form_good(struct call *call, struct str token);
/* Somebody looked at this unit's page. */
void link_note_look(struct call *call, int64_t unit_id);

#endif
