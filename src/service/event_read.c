#include "service/event_read.h"

#include "store/person.h"

bool service_event_list(struct ctx *ctx, const struct event_filter *f, struct event_items *ret)
{
    struct id_list seqs;
    return ctx_check(ctx, store_event_list(ctx->db, ctx->arena, f, &seqs)) &&
           ctx_check(ctx, store_event_items(ctx->db, ctx->arena, &seqs, ret));
}

static bool no_event(struct ctx *ctx, struct str name)
{
    return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "There is no event %.*s.", STR_ARG(name));
}

bool service_event_get(struct ctx *ctx, struct str name, struct event_row *ret)
{
    struct id id;
    int64_t seq = 0;
    enum db_result r = DB_DONE;
    if (id_parse(name, &id))
        r = store_event_seq(ctx->db, id, &seq);
    else if (str_int64(name, &seq) && seq > 0)
        r = DB_ROW;
    if (r == DB_ROW)
        r = store_event_by_seq(ctx->db, ctx->arena, seq, ret);
    return r == DB_DONE ? no_event(ctx, name) : ctx_check(ctx, r);
}

bool service_actor_id(struct ctx *ctx, struct str name, int64_t *ret_id)
{
    struct user found;
    if (str_empty(name))
        return true;
    enum db_result r = store_user_by_name(ctx->db, ctx->arena, name, &found);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "actor", "There is no user %.*s.", STR_ARG(name));
    if (!ctx_check(ctx, r))
        return false;
    *ret_id = found.id;
    return true;
}
