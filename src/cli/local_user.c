#include "cli/local_user.h"

#include <stdio.h>

#include "domain/lifecycle.h"
#include "service/user.h"
#include "service/writer.h"
#include "store/person.h"

struct work {
    struct writer_job job; /* first: the writer hands it back */
    struct user user;
};

static bool find_or_make(struct writer_job *job)
{
    struct work *w = (struct work *)job;
    struct ctx *ctx = &job->ctx;
    struct user fresh = {.name = w->user.name, .roles = ROLE_BIT(ROLE_ADMIN), .active = true};
    enum db_result r = store_user_by_name(ctx->db, ctx->arena, fresh.name, &w->user);
    if (r == DB_ROW)
        return true;
    job->wrote = true;
    return ctx_check(ctx, r) && service_user_create(ctx, &fresh, &w->user);
}

bool local_user(struct app *app, struct arena *a, const char *name, struct actor *ret, char *error, size_t size)
{
    struct work w = {.job = {.run = find_or_make, .ctx = {.arena = a, .now = time_now()}}, .user.name = str_of(name)};
    if (!app_admin(app, a, &w.job.ctx.actor)) {
        snprintf(error, size, "The database has no administrator.");
        return false;
    }
    if (!writer_call(app_writer(app), &w.job)) {
        snprintf(error, size, "The user %s cannot be made: %.*s%s", name, STR_ARG(w.job.ctx.refusal.detail),
                 w.job.ctx.failure ? db_result_text(w.job.ctx.failure) : "");
        return false;
    }
    if (!w.user.active) {
        snprintf(error, size, "The user %s is closed.", name);
        return false;
    }
    *ret = (struct actor){w.user.id, arena_str(a, w.user.name), w.user.roles, STR("cli")};
    return true;
}
