/*
 * authorise: who may. The only place that decides it: routes, commands, bulk, import, scan and the command line all pass here.
 */
#ifndef SERVICE_AUTHORISE_H
#define SERVICE_AUTHORISE_H

#include "domain/lifecycle.h"
#include "service/ctx.h"

/* Who may make and change master data: for the table of routes and for imports. */
enum {
    MAY_WRITE_PRODUCTS = ROLE_BIT(ROLE_MANAGER),
    MAY_WRITE_LOCATIONS = ROLE_BIT(ROLE_MANAGER),
    MAY_WRITE_PARTIES = ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT)
};

/* The actor has one of these roles (ROLE_BITs; admin always may). False with unauthenticated or forbidden. */
bool service_authorise(struct ctx *ctx, unsigned roles);
/* The actor may give this command. False with unauthenticated or forbidden. */
bool service_authorise_command(struct ctx *ctx, enum command_code code);

#endif
