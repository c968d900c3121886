#include "service/ledger.h"

#include "store/package.h"
#include "store/reserve.h"
#include "store/unit.h"

bool ledger_load(struct ctx *ctx, struct ledger *ret)
{
    *ret =
        (struct ledger){.masters = ret->masters, .far = ret->far, .foresight = ret->foresight, .pending = ret->pending};
    if (ret->far)
        return true;
    if (!ctx_check(ctx, store_event_last(ctx->db, &ret->last_seq, &ret->last_recorded_at)) ||
        !ctx_check(ctx, store_unit_last_id(ctx->db, &ret->last_unit_id)) ||
        !ctx_check(ctx, store_package_last_id(ctx->db, &ret->last_package_id)))
        return false;
    bool loaded = merkle_frontier_load(store_merkle_source(ctx->db), (uint64_t)ret->last_seq, &ret->tree);
    return ctx_check(ctx, loaded ? DB_OK : DB_CORRUPT);
}

void ledger_restore(struct ledger *l, const struct ledger *before)
{
    *l = *before;
    masters_forget(l->masters);
}

bool ledger_number(struct ctx *ctx, struct ledger *l, const struct ledger_numbers *need, msec now)
{
    struct reserved first;
    if (!l->far || need->events + need->units + need->packages == 0)
        return true;
    if (!ctx_check(ctx, store_reserve(ctx->db, need->events, need->units, need->packages, now, &first)))
        return false;
    l->last_seq = first.event - 1;
    l->last_unit_id = first.unit - 1;
    l->last_package_id = first.package - 1;
    l->last_recorded_at = first.recorded_at;
    return true;
}

static bool append_tree(struct ctx *ctx, struct ledger *l, struct hash leaf)
{
    struct merkle_tile tiles[MERKLE_TILES_MAX];
    if (l->far)
        return true;
    size_t n = merkle_append(&l->tree, leaf, tiles);
    for (size_t i = 0; i < n; i++)
        if (!ctx_check(ctx, store_merkle_insert(ctx->db, &tiles[i])))
            return false;
    return true;
}

bool ledger_append(struct ctx *ctx, struct ledger *l, struct event *e, const unsigned char digest[16])
{
    e->seq = l->last_seq + 1;
    e->recorded_at = ctx->now > l->last_recorded_at && !l->far ? ctx->now : l->last_recorded_at;
    struct buf body = {0};
    event_write(&body, e);
    struct event_row row = {.seq = e->seq, .body = buf_view(&body), .leaf = merkle_leaf(buf_view(&body))};
    memcpy(row.digest, digest, sizeof row.digest);
    bool ok = ctx_check(ctx, store_event_insert(ctx->db, e, &row)) && append_tree(ctx, l, row.leaf);
    buf_free(&body);
    if (!ok)
        return false;
    l->last_seq = e->seq;
    l->last_recorded_at = e->recorded_at;
    return true;
}
