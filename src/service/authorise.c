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

bool service_may(const struct actor *actor, unsigned roles)
{
    return (actor->roles & (roles | ROLE_BIT(ROLE_ADMIN))) != 0;
}

bool service_authorise(struct ctx *ctx, unsigned roles)
{
    char names[200];
    if (!signed_in(ctx))
        return false;
    if (service_may(&ctx->actor, roles))
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

/* An undo, and nothing besides: whoever names units or new values wants to correct. */
static bool only_undo(const struct command *c)
{
    return c->code == COMMAND_CORRECT && !id_eq(c->undo, (struct id){0}) && c->row_count == 0 &&
           c->package_count == 0 && str_empty(c->new_serial) && str_empty(c->shared.lot);
}

bool service_authorise_given(struct ctx *ctx, const struct command *c)
{
    if (signed_in(ctx) && only_undo(c) && service_may(&ctx->actor, MAY_UNDO_OWN))
        return true;
    return service_authorise_command(ctx, c->code);
}

/* Roles may have been taken away since, and a key may have fewer than its user had. What was corrected outright is not undone in
 * this way, but an undo is. */
static bool could_do(const struct actor *actor, const struct event_terms *t)
{
    if (t->command == COMMAND_CORRECT)
        return !id_eq(t->undo, (struct id){0});
    return lifecycle_role_may(t->command, actor->roles);
}

bool service_authorise_undo(struct ctx *ctx, const struct event *e)
{
    const struct actor *actor = &ctx->actor;
    if (lifecycle_role_may(COMMAND_CORRECT, actor->roles))
        return true;
    if (e->actor.id != actor->id)
        return ctx_refuse(ctx, REFUSED_FORBIDDEN, "undo",
                          "This event was made by %.*s: only they, a manager or an admin may undo it.",
                          STR_ARG(e->actor.code));
    return could_do(actor, &e->terms) ||
           ctx_refuse(ctx, REFUSED_FORBIDDEN, "undo", "To undo a %s needs the right to do it.",
                      lifecycle_commands[e->terms.command].name);
}
