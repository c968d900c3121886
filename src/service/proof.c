#include "service/proof.h"

#include "domain/event_head.h"
#include "service/event_read.h"
#include "service/unit_read.h"

/* A size that the ledger has had: least .. its present size; LEDGER_NOW becomes that. */
static bool check_size(struct ctx *ctx, const char *field, int64_t least, int64_t *size)
{
    int64_t now;
    msec recorded_at;
    if (!ctx_check(ctx, store_event_last(ctx->db, &now, &recorded_at)))
        return false;
    if (*size == LEDGER_NOW)
        *size = now;
    if (*size >= least && *size <= now)
        return true;
    return now < least ? ctx_refuse(ctx, REFUSED_BAD_VALUE, field, "The ledger has no events yet.")
                       : ctx_refuse(ctx, REFUSED_BAD_VALUE, field,
                                    "The ledger has %lld events: a size is a number from %lld to that.", (long long)now,
                                    (long long)least);
}

/* What the tree needs must be there: otherwise the ledger was cut or changed. */
static bool tree_ok(struct ctx *ctx, bool ok)
{
    return ctx_check(ctx, ok ? DB_OK : DB_CORRUPT);
}

/* size has been checked. */
static bool head_at(struct ctx *ctx, int64_t size, struct ledger_head *ret)
{
    struct event_row last;
    struct event e = {0};
    const char *why;
    *ret = (struct ledger_head){.size = size};
    if (!tree_ok(ctx, merkle_root(store_merkle_source(ctx->db), (uint64_t)size, &ret->root)))
        return false;
    if (size == 0)
        return true;
    enum db_result r = store_event_by_seq(ctx->db, ctx->arena, size, &last);
    if (!ctx_check(ctx, r) || !tree_ok(ctx, r == DB_ROW && event_read_head(ctx->arena, last.body, &e, &why)))
        return false;
    ret->recorded_at = e.recorded_at;
    return true;
}

static bool head(struct ctx *ctx, int64_t size, struct ledger_head *ret)
{
    return check_size(ctx, "size", 0, &size) && head_at(ctx, size, ret);
}

bool service_ledger_head(struct ctx *ctx, int64_t size, struct ledger_head *ret)
{
    if (!service_read_begin(ctx))
        return false;
    bool ok = head(ctx, size, ret);
    service_read_end(ctx);
    return ok;
}

static bool consistency(struct ctx *ctx, int64_t from, int64_t to, struct ledger_consistency *ret)
{
    if (!check_size(ctx, "to", 1, &to) || !check_size(ctx, "from", 1, &from))
        return false;
    if (from > to)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "from", "A ledger grows: from must not be greater than to.");
    return head_at(ctx, from, &ret->from) && head_at(ctx, to, &ret->to) &&
           tree_ok(ctx, merkle_consistency(store_merkle_source(ctx->db), (uint64_t)from, (uint64_t)to, &ret->proof));
}

bool service_ledger_consistency(struct ctx *ctx, int64_t from, int64_t to, struct ledger_consistency *ret)
{
    if (!service_read_begin(ctx))
        return false;
    bool ok = consistency(ctx, from, to, ret);
    service_read_end(ctx);
    return ok;
}

static bool event_proof(struct ctx *ctx, struct str name, int64_t size, struct event_proof *ret)
{
    struct event_row row;
    if (!service_event_get(ctx, name, &row) || !check_size(ctx, "size", row.seq, &size))
        return false;
    ret->seq = row.seq;
    ret->leaf = merkle_leaf(row.body);
    return head_at(ctx, size, &ret->head) &&
           tree_ok(ctx,
                   merkle_inclusion(store_merkle_source(ctx->db), (uint64_t)row.seq - 1, (uint64_t)size, &ret->proof));
}

bool service_event_proof(struct ctx *ctx, struct str name, int64_t size, struct event_proof *ret)
{
    if (!service_read_begin(ctx))
        return false;
    bool ok = event_proof(ctx, name, size, ret);
    service_read_end(ctx);
    return ok;
}
