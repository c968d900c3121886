#include "service/verify_work.h"

/* ---- while the events go by ---- */

static void note_node(struct verify *v, const struct merkle_tile *tile, bool missing)
{
    if (v->node_count < VERIFY_NODES_KEPT)
        v->nodes[v->node_count++] = (struct bad_node){tile->level, tile->index, missing};
    v->node_total++;
}

static bool check_node(struct verify *v, const struct merkle_tile *tile)
{
    struct hash stored;
    enum db_result r = store_merkle_node(v->ctx->db, tile->level, tile->index, &stored);
    if (r == DB_DONE || (r == DB_ROW && !hash_eq(stored, tile->hash)))
        note_node(v, tile, r == DB_DONE);
    return ctx_check(v->ctx, r);
}

bool verify_leaf(struct verify *v, struct hash leaf)
{
    struct merkle_tile tiles[MERKLE_TILES_MAX];
    size_t n = merkle_append(&v->tree, leaf, tiles);
    for (size_t i = 0; i < n; i++)
        if (!check_node(v, &tiles[i]))
            return false;
    if (v->expect && (int64_t)v->tree.size == v->expect->size) {
        v->reached = true;
        v->root_then = merkle_frontier_root(&v->tree);
    }
    return true;
}

/* ---- when all are seen ---- */

/* A bad event explains a node that does not fit. Where there is none, the node was changed, or an event and its hash were. */
static void tell_node(struct verify *v, const struct bad_node *n)
{
    int64_t first = (int64_t)(n->index << n->level) + 1, last = (int64_t)((n->index + 1) << n->level);
    if (verify_is_bad(v, first, last))
        return;
    verify_note(v, first, (struct str){0},
                "%s: one of the events %lld to %lld was replaced, or node %d/%lld of the tree over them was changed",
                n->missing ? "the tree lacks a node" : "the tree does not agree", (long long)first, (long long)last,
                n->level, (long long)n->index);
}

static void tell_nodes(struct verify *v)
{
    for (size_t i = 0; i < v->node_count; i++)
        tell_node(v, &v->nodes[i]);
    v->report->more = v->report->more || v->node_total > v->node_count;
}

/* Nodes over events that are not there. */
static bool find_extra_nodes(struct verify *v)
{
    struct query *q = store_merkle_scan(v->ctx->db);
    struct merkle_row row;
    enum db_result r;
    int64_t beyond = 0;
    while ((r = store_merkle_scan_next(q, &row)) == DB_ROW) {
        bool possible = row.level > 0 && row.level < MERKLE_SIZE_BITS && row.level % MERKLE_LEVEL_STEP == 0 &&
                        row.index >= 0 && row.index < INT64_C(1) << (MERKLE_SIZE_BITS - row.level);
        int64_t last = possible ? (row.index + 1) << row.level : 0;
        if (!possible)
            verify_note(v, 0, (struct str){0}, "the tree has a node %lld/%lld, which no tree has", (long long)row.level,
                        (long long)row.index);
        beyond = last > v->last_seq && last > beyond ? last : beyond;
    }
    query_end(q);
    verify_cut(v, beyond, "a node of the tree");
    return ctx_check(v->ctx, r);
}

static void check_expected(struct verify *v)
{
    if (!v->expect)
        return;
    char want[65], got[65];
    hash_hex(v->expect->root, want);
    if (v->expect->size == 0) {
        v->reached = true;
        v->root_then = merkle_empty();
    }
    verify_cut(v, v->expect->size, "the root that was noted");
    if (!v->reached || hash_eq(v->root_then, v->expect->root))
        return;
    hash_hex(v->root_then, got);
    verify_note(v, 0, (struct str){0}, "the root of the first %lld events was %s; now it is %s",
                (long long)v->expect->size, want, got);
}

bool verify_tree(struct verify *v)
{
    tell_nodes(v);
    if (!find_extra_nodes(v))
        return false;
    check_expected(v);
    verify_note_cut(v);
    v->report->has_root = !v->gap;
    if (!v->gap)
        v->report->root = merkle_frontier_root(&v->tree);
    return true;
}
