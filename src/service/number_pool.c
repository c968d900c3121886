#include "service/number_pool.h"

#include "base/hash.h"
#include "base/limits.h"
#include "domain/valid.h"
#include "service/authorise.h"
#include "service/project.h"
#include "store/person.h"

bool service_number_pool_get(struct ctx *ctx, struct id id, struct number_pool *ret)
{
    enum db_result r = store_number_pool_by_id(ctx->db, ctx->arena, id, ret);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "there is no such pool");
    return ctx_check(ctx, r);
}

bool service_number_pool_list(struct ctx *ctx, const struct number_pool_filter *f, struct number_pool **ret,
                              size_t *ret_count)
{
    return ctx_check(ctx, store_number_pool_list(ctx->db, ctx->arena, f, ret, ret_count));
}

/* A day that is over would make all that is unused void at once, for a slip of the pen; who wants that says so (pool_void). */
static bool may_expire(struct ctx *ctx, const struct number_pool *p)
{
    struct number_pool was;
    if (p->expires_at == 0 || p->expires_at > ctx->now)
        return true;
    if (!service_number_pool_get(ctx, p->id, &was))
        return false;
    return p->expires_at == was.expires_at ||
           ctx_refuse(ctx, REFUSED_BAD_TIME, "expires_at",
                      "that day is over: what is unused would be void at once; make it void, or name a day to come");
}

bool service_number_pool_change(struct ctx *ctx, const struct number_pool *in, struct number_pool *ret)
{
    struct number_pool p = *in;
    if (!valid_text(ctx->arena, p.name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, &ctx->refusal) ||
        !valid_date(ctx->arena, p.expires_at, "expires_at", &ctx->refusal))
        return false;
    if (p.closed_at)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, NULL,
                          "the pool is closed: what was unused is void and never comes back");
    if (!may_expire(ctx, &p))
        return false;
    enum db_result r = store_number_pool_update(ctx->db, &p);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_CHANGED_MEANWHILE, NULL, "pool %.*s is no longer as it was read",
                          STR_ARG(p.name));
    if (!ctx_check(ctx, r))
        return false;
    p.version++;
    *ret = p;
    return true;
}

/* ---- making void ---- */

static void digest_of(struct pool_void *v)
{
    struct hash h = hash_prefixed(1, (struct str){(const char *)v->pool.bytes, sizeof v->pool.bytes}, v->reason);
    memcpy(v->command.digest, h.bytes, sizeof v->command.digest);
}

/* What is unused, as the rows of a command; at most so many. */
static bool gather(struct pool_void *v, int limit)
{
    struct ctx *ctx = v->ctx;
    int64_t *ids;
    size_t count;
    if (!service_number_pool_get(ctx, v->pool, &v->before) ||
        !ctx_check(ctx, store_number_pool_unused(ctx->db, ctx->arena, &v->before, limit, &ids, &count)))
        return false;
    v->command =
        (struct command){.id = v->id, .code = COMMAND_VOID, .reason = v->reason, .prepared = true, .row_count = count};
    v->command.rows = ARENA_ARRAY(ctx->arena, count + 1, struct command_row);
    if (!v->command.rows)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < count; i++)
        v->command.rows[i] = (struct command_row){.row = (int)i + 1, .ref = {.id = ids[i]}};
    digest_of(v);
    return true;
}

bool service_pool_void_foresee(struct pool_void *v, struct ctx *ctx, struct ledger *ledger)
{
    v->ctx = ctx;
    v->ledger = ledger;
    v->gathered = gather(v, LIMIT_BULK_UNITS);
    if (!v->gathered && !refused(&ctx->refusal))
        return ctx->failure == DB_OK;
    ctx->refusal = (struct refusal){0}; /* deciding will say it */
    return !v->gathered || service_command_foresee(ctx, ledger, &v->command);
}

bool service_pool_void_decide(struct pool_void *v, struct ctx *ctx, struct ledger *ledger)
{
    bool gathered = v->gathered;
    v->ctx = ctx;
    v->ledger = ledger;
    v->gathered = false;
    if (!service_authorise_command(ctx, COMMAND_VOID) ||
        !valid_text(ctx->arena, v->reason, "reason", LIMIT_TEXT_CHARS, VALID_NEEDED, &ctx->refusal) ||
        (!gathered && !gather(v, LIMIT_BULK_UNITS)))
        return false;
    return service_command_decide(ctx, ledger, &v->command, &v->result, &v->work);
}

bool service_pool_void_write(struct pool_void *v)
{
    return service_command_write(v->work) &&
           ctx_check(v->ctx, store_number_pool_close(v->ctx->db, v->pool, v->ctx->now));
}

/* ---- expiry ---- */

bool service_number_pool_due(struct ctx *ctx, bool *ret)
{
    struct id id;
    enum db_result r = store_number_pool_due(ctx->db, ctx->now, &id);
    *ret = r == DB_ROW;
    return ctx_check(ctx, r);
}

/* Whoever reads the ledger must see that no person did it; such a user cannot sign in. */
static bool become_nobody(struct ctx *ctx)
{
    struct user user = {.name = STR("serno (numbering)"), .created_at = ctx->now};
    struct user found;
    enum db_result r = store_user_by_name(ctx->db, ctx->arena, user.name, &found);
    if (r == DB_DONE)
        r = store_user_insert(ctx->db, &user, &user.id);
    else if (r == DB_ROW)
        user.id = found.id;
    ctx->actor =
        (struct actor){.id = user.id, .name = user.name, .roles = ROLE_BIT(ROLE_MANAGER), .device = STR("serno")};
    return ctx_check(ctx, r);
}

static bool run_command(struct pool_void *v)
{
    struct ledger_numbers need;
    struct ctx *ctx = v->ctx;
    if (v->ledger->far) {
        foresight_clear(v->ledger->foresight);
        foresight_begin(v->ledger->foresight, true);
        if (!service_command_foresee(ctx, v->ledger, &v->command) ||
            !ctx_check(ctx, foresight_load(v->ledger->foresight, ctx->db)))
            return false;
    }
    if (!service_command_decide(ctx, v->ledger, &v->command, &v->result, &v->work))
        return false;
    service_command_numbers(v->work, &need);
    return ledger_number(ctx, v->ledger, &need, ctx->now) && service_command_write(v->work) &&
           (!v->ledger->pending || project_units(ctx, v->ledger->pending));
}

bool service_number_pool_expire(struct ctx *ctx, struct ledger *ledger, int64_t *ret_count)
{
    struct pool_void v = {.ctx = ctx, .ledger = ledger, .id = id_new(ctx->now), .reason = STR("The pool has expired.")};
    *ret_count = 0;
    enum db_result r = store_number_pool_due(ctx->db, ctx->now, &v.pool);
    if (r != DB_ROW)
        return ctx_check(ctx, r);
    if (!become_nobody(ctx) || !gather(&v, POOL_EXPIRY_STEP))
        return false;
    size_t count = v.command.row_count;
    if (count && !run_command(&v))
        return false;
    *ret_count = (int64_t)count;
    return count == POOL_EXPIRY_STEP || ctx_check(ctx, store_number_pool_close(ctx->db, v.pool, ctx->now));
}
