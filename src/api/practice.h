/*
 * practice: a company to practise with, beside the real one. It has a database of its own in a temporary folder (SQLite, also where
 * the real one is on PostgreSQL), which goes with the server or when a new one is made, and an app of its own without a network.
 *
 * What is asked for under /practice/v1/... happens there. Who asks is looked up in the real database, with the roles they have
 * there; in the practice database they are a user of the same name. Only the addresses that practice_door.c names can be
 * reached: nothing of people, keys, sessions and settings.
 */
#ifndef API_PRACTICE_H
#define API_PRACTICE_H

#include "api/call.h"
#include "demo/training.h"

struct practice;
struct practice_company;

/* Removes what a crash may have left of others. */
struct practice *practice_new(struct app *real);
/* When there is no network any more. NULL is fine. */
void practice_free(struct practice *p);

/* What is known of the present company. */
struct practice_facts {
    bool ready, making;
    msec made_at;
    struct str made_by;
    int64_t units;
    struct training training;
};
void practice_look(struct practice *p, struct arena *a, struct practice_facts *ret);
/* A new company, in place of the present one if there is one. Takes seconds: on a worker. False with ctx.refusal or ctx.failure. */
bool practice_make(struct practice *p, struct ctx *ctx);
/* No company. On a worker. */
void practice_end(struct practice *p);

/* ---- the way in (practice_door.c) ---- */

/* Does a request belong to the practice company? */
bool practice_asked(const struct call *call);
/* The call becomes one of the practice company, by somebody who is known. False with ctx.refusal or ctx.failure. */
bool practice_enter(struct call *call);
/* The reply is complete: the company may go when that has been sent. Does nothing for other calls. */
void practice_leave(struct call *call);

/* For practice_door.c: the present company, which stays until it is dropped; NULL: there is none. */
struct practice_company *practice_take(struct practice *p);
void practice_drop(struct practice_company *c);
struct app *practice_app(struct practice_company *c);
/* It has all the room that it may take. */
bool practice_full(struct practice_company *c);

#endif
