#include "service/authorise.h"

#include <stdio.h>

/* "manager, support or admin" */
static void roles_text(unsigned roles, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < ROLE_TOTAL && used < size; i++)
        if (i != ROLE_ADMIN && (roles & ROLE_BIT(i)))
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", role_names[i]);
    if (used < size)
        snprintf(out + used, size - used, "%s%s", used ? " or " : "", role_names[ROLE_ADMIN]);
}

static bool signed_in(struct ctx *ctx)
{
    return ctx->actor.id != 0 || ctx_refuse(ctx, REFUSED_UNAUTHENTICATED, NULL, "Nobody is signed in.");
}

bool service_authorise(struct ctx *ctx, unsigned roles)
{
    char names[200];
    if (!signed_in(ctx))
        return false;
    if (ctx->actor.roles & (roles | ROLE_BIT(ROLE_ADMIN)))
        return true;
    roles_text(roles, names, sizeof names);
    return ctx_refuse(ctx, REFUSED_FORBIDDEN, NULL, "This needs the role %s.", names);
}

bool service_authorise_command(struct ctx *ctx, enum command_code code)
{
    char names[200];
    if (!signed_in(ctx))
        return false;
    if (lifecycle_role_may(code, ctx->actor.roles))
        return true;
    roles_text(lifecycle_commands[code].roles, names, sizeof names);
    return ctx_refuse(ctx, REFUSED_FORBIDDEN, NULL, "The command %s needs the role %s.", lifecycle_commands[code].name,
                      names);
}
