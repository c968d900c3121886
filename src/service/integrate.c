#include "service/integrate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "service/ctx.h"
#include "store/ledger.h"
#include "store/person.h"
#include "store/sequence.h"

enum { LEAVES = 5000, PAUSE_NS = 2000000 };

/* A place that is missing, and what was so when that was seen. */
struct gap {
    int64_t seq;      /* 0: none */
    int64_t reserved; /* the greatest place that was given out by then */
    int64_t begun;    /* transactions with greater numbers took their places later, so they cannot have it */
};

struct integrator {
    struct db *db;
    struct arena *arena;
    struct merkle_frontier tree;
    bool tree_known;
    struct gap gap;
};

/* What one step has read. */
struct view {
    int64_t head, reserved, ended;
    struct buf leaves; /* struct leaf */
    size_t at;         /* the next of them */
};

struct integrator *integrator_new(struct db *db)
{
    struct integrator *in = calloc(1, sizeof *in);
    assert(in);
    in->db = db;
    in->arena = arena_new(0);
    return in;
}

void integrator_free(struct integrator *in)
{
    if (!in)
        return;
    arena_free(in->arena);
    free(in);
}

enum db_result integrate_size(struct integrator *in, int64_t *ret)
{
    return store_head(in->db, ret);
}

/* ---- the tree ---- */

static enum db_result know_tree(struct integrator *in, int64_t size)
{
    if (in->tree_known && in->tree.size == (uint64_t)size)
        return DB_OK;
    struct merkle_blocks *blocks = calloc(1, sizeof *blocks);
    assert(blocks);
    blocks->db = in->db;
    in->tree_known = merkle_frontier_load(store_merkle_blocks(blocks), (uint64_t)size, &in->tree);
    free(blocks);
    return in->tree_known ? DB_OK : DB_CORRUPT;
}

static enum db_result append(struct integrator *in, struct hash leaf)
{
    struct merkle_tile tiles[MERKLE_TILES_MAX];
    enum db_result r = DB_OK;
    size_t n = merkle_append(&in->tree, leaf, tiles);
    for (size_t i = 0; i < n && r == DB_OK; i++)
        r = store_merkle_insert(in->db, &tiles[i]);
    return r;
}

/* ---- places that nobody will fill ---- */

/* Whoever reads the ledger must see that no person did it; such a user cannot sign in. */
static enum db_result filler(struct integrator *in, msec now, struct user *ret)
{
    const struct user made = {.name = STR("serno (ledger)"), .created_at = now};
    enum db_result r = store_user_by_name(in->db, in->arena, made.name, ret);
    if (r != DB_DONE)
        return r == DB_ROW ? DB_OK : r;
    *ret = made;
    return store_user_insert(in->db, &made, &ret->id);
}

static enum db_result insert_filler(struct integrator *in, int64_t seq, msec recorded_at, const struct user *by,
                                    struct hash *ret_leaf)
{
    struct id id = id_of_text(arena_fmt(in->arena, "serno: place %lld of the ledger was not used", (long long)seq));
    struct event e = {
        .id = id,
        .command_id = id,
        .part = 1,
        .parts = 1,
        .seq = seq,
        .time = {recorded_at, 0},
        .recorded_at = recorded_at,
        .actor = {by->id, by->name},
        .device = STR("serno"),
        .terms = {.command = COMMAND_CORRECT,
                  .hold = -1,
                  .covered = -1,
                  .note = STR("Not used: what took this place was not committed.")},
    };
    struct buf body = {0};
    event_write(&body, &e);
    struct event_row row = {.seq = seq, .body = buf_view(&body), .leaf = merkle_leaf(buf_view(&body))};
    enum db_result r = store_event_insert(in->db, &e, &row);
    buf_free(&body);
    *ret_leaf = row.leaf;
    return r;
}

/* The places from the next one to last. Nobody else could make these events again: they are waited for, as any other. */
static enum db_result fill(struct integrator *in, int64_t last)
{
    struct user by;
    msec recorded_at = 0;
    int64_t seq = (int64_t)in->tree.size + 1;
    enum db_result r = store_sync_on(in->db);
    if (r == DB_OK)
        r = store_recorded_at(in->db, seq - 1, &recorded_at);
    if (r == DB_OK)
        r = filler(in, recorded_at, &by);
    for (; seq <= last && r == DB_OK; seq++) {
        struct hash leaf;
        r = insert_filler(in, seq, recorded_at, &by, &leaf);
        if (r == DB_OK)
            r = append(in, leaf);
    }
    return r;
}

/* ---- a step ---- */

/*
 * The order matters. A place belongs to a transaction that had its number before it took the place. So transactions that may fill a
 * place up to `reserved` have numbers below our own, when that is taken after it was read (gap.begun); and when, in a later step,
 * all those have ended (`ended`), whatever they committed is among the leaves, which are read last.
 */
static enum db_result look(struct integrator *in, struct view *v)
{
    enum db_result r = store_head(in->db, &v->head);
    if (r == DB_OK)
        r = store_seq_reserved(in->db, &v->reserved);
    if (r == DB_OK && v->reserved > v->head)
        r = store_transactions_ended(in->db, &v->ended);
    if (r == DB_OK && v->reserved > v->head)
        r = store_leaves_after(in->db, v->head, LEAVES, &v->leaves);
    return r == DB_OK && v->reserved > v->head ? know_tree(in, v->head) : r;
}

/* The leaves that follow without a gap. */
static enum db_result take_leaves(struct integrator *in, struct view *v)
{
    const struct leaf *leaves = (const void *)v->leaves.ptr;
    size_t count = v->leaves.len / sizeof *leaves;
    enum db_result r = DB_OK;
    for (; v->at < count && r == DB_OK && leaves[v->at].seq == (int64_t)in->tree.size + 1; v->at++)
        r = append(in, leaves[v->at].hash);
    return r;
}

/* Numbers that went back are those of another server, which took over: what was seen before means nothing there. */
static enum db_result remember_gap(struct integrator *in, int64_t next, int64_t reserved)
{
    int64_t own = 0;
    enum db_result r = store_transaction_number(in->db, &own);
    if (r == DB_OK && (in->gap.seq != next || own < in->gap.begun))
        in->gap = (struct gap){next, reserved, own};
    return r;
}

/* The next place is missing: nobody can fill it any more, or that must be seen later. */
static enum db_result judge_gap(struct integrator *in, const struct view *v)
{
    const struct leaf *leaves = (const void *)v->leaves.ptr;
    bool more = v->at < v->leaves.len / sizeof *leaves;
    int64_t next = (int64_t)in->tree.size + 1;
    if (in->gap.seq != next || v->ended < in->gap.begun)
        return remember_gap(in, next, v->reserved);
    int64_t last = more && leaves[v->at].seq - 1 < in->gap.reserved ? leaves[v->at].seq - 1 : in->gap.reserved;
    in->gap.seq = 0;
    return fill(in, last);
}

static enum db_result move_on(struct integrator *in, struct view *v)
{
    enum db_result r = take_leaves(in, v);
    bool all = v->leaves.len < LEAVES * sizeof(struct leaf);
    bool missing = v->at < v->leaves.len / sizeof(struct leaf) || (all && (int64_t)in->tree.size < v->reserved);
    if (r == DB_OK && missing)
        r = judge_gap(in, v);
    if (r == DB_OK && (int64_t)in->tree.size > v->head)
        r = store_head_set(in->db, (int64_t)in->tree.size);
    return r;
}

/* In the transaction. *ret_size: how far it stands when that commits. */
static enum db_result step(struct integrator *in, int64_t *ret_size, int64_t *ret_reserved)
{
    struct view v = {0};
    bool mine = false;
    enum db_result r = store_sync_off(in->db);
    if (r == DB_OK)
        r = store_integrate_lock(in->db, &mine);
    if (r == DB_OK)
        r = look(in, &v);
    if (r == DB_OK && mine && v.reserved > v.head)
        r = move_on(in, &v);
    bool moved = mine && v.reserved > v.head;
    *ret_size = moved ? (int64_t)in->tree.size : v.head;
    *ret_reserved = v.reserved;
    buf_free(&v.leaves);
    return r;
}

enum db_result integrate_once(struct integrator *in, int64_t *ret_size, int64_t *ret_reserved)
{
    int64_t size = 0, reserved = 0;
    arena_reset(in->arena);
    enum db_result r = db_begin(in->db);
    if (r == DB_OK)
        r = step(in, &size, &reserved);
    if (r == DB_OK)
        r = db_commit(in->db);
    if (r == DB_OK) {
        *ret_size = size;
        *ret_reserved = reserved;
        return DB_OK;
    }
    db_rollback(in->db);
    in->tree_known = false;
    in->gap.seq = 0;
    return r;
}

enum db_result integrate_all(struct db *db)
{
    struct integrator *in = integrator_new(db);
    const struct timespec pause = {0, PAUSE_NS};
    int64_t size = 0, reserved = 1;
    enum db_result r = DB_OK;
    while (size < reserved && (r = integrate_once(in, &size, &reserved)) == DB_OK)
        if (size < reserved)
            nanosleep(&pause, NULL);
    integrator_free(in);
    return r;
}
