/*
 * authorise: who may. The only place that decides it: routes, commands, bulk, import, scan and the command line all pass here.
 */
#ifndef SERVICE_AUTHORISE_H
#define SERVICE_AUTHORISE_H

#include "domain/command.h"
#include "domain/lifecycle.h"
#include "service/ctx.h"

/* Who may make and change master data: for the table of routes and for imports. */
enum {
    MAY_WRITE_PRODUCTS = ROLE_BIT(ROLE_MANAGER),
    MAY_WRITE_LOCATIONS = ROLE_BIT(ROLE_MANAGER),
    MAY_WRITE_PARTIES = ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT),
    MAY_WRITE_SCHEMES = ROLE_BIT(ROLE_MANAGER),
    MAY_WRITE_LABELS = ROLE_BIT(ROLE_MANAGER),   /* templates; whoever may see a thing may draw its label */
    MAY_WRITE_PRINTERS = ROLE_BIT(ROLE_MANAGER), /* the server connects to what stands there */
    MAY_PRINT = ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT)
};

/* Who may not correct, but may undo what they did themselves. */
enum { MAY_UNDO_OWN = ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_SUPPORT) | ROLE_BIT(ROLE_AUDITOR) };

/* The actor has one of these roles (ROLE_BITs; admin always may). False with unauthenticated or forbidden. */
bool service_authorise(struct ctx *ctx, unsigned roles);
/* The same as a question: nothing is refused. */
bool service_may(const struct actor *actor, unsigned roles);
/* The actor may give commands of this kind. False with unauthenticated or forbidden. */
bool service_authorise_command(struct ctx *ctx, enum command_code code);
/* The actor may give just this command: one of a kind that they may give, or an undo that says no more than which event and why;
 * whether that event may be undone by them is service_authorise_undo's to say. False with unauthenticated or forbidden. */
bool service_authorise_given(struct ctx *ctx, const struct command *c);
/* The actor may undo this event: they may correct, or they made it themselves with a right that they still have. False with
 * forbidden. */
bool service_authorise_undo(struct ctx *ctx, const struct event *e);

#endif
