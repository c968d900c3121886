/*
 * merkle: building: frontier, roots and proofs. The verifying side, which shares nothing with it but the node hash, is
 * merkle_verify.c.
 */
#include "domain/merkle.h"

#include <assert.h>

#include "domain/merkle_node.h"

struct hash merkle_leaf(struct str data)
{
    return hash_prefixed(0x00, data, STR(""));
}

struct hash merkle_empty(void)
{
    return hash_sha256(STR(""));
}

static bool bit(uint64_t n, int k)
{
    return n >> k & 1;
}

size_t merkle_append(struct merkle_frontier *f, struct hash leaf, struct merkle_tile ret_tiles[MERKLE_TILES_MAX])
{
    assert(f->size + 1 < UINT64_C(1) << MERKLE_SIZE_BITS);
    size_t tiles = 0;
    int level = 0;
    struct hash carry = leaf;
    while (bit(f->size, level)) {
        carry = merkle_node(f->peaks[level], carry);
        level++;
        if (level % MERKLE_LEVEL_STEP == 0)
            ret_tiles[tiles++] = (struct merkle_tile){level, f->size >> level, carry};
    }
    f->peaks[level] = carry;
    f->size++;
    return tiles;
}

struct hash merkle_frontier_root(const struct merkle_frontier *f)
{
    if (f->size == 0)
        return merkle_empty();
    int level = __builtin_ctzll(f->size);
    struct hash root = f->peaks[level];
    while (++level < MERKLE_SIZE_BITS) {
        if (bit(f->size, level))
            root = merkle_node(f->peaks[level], root);
    }
    return root;
}

/* Hash of the complete subtree (level, index) of any level, folded from the kept level at or below it. */
static bool complete(struct merkle_source s, int level, uint64_t index, struct hash *ret)
{
    int up = level % MERKLE_LEVEL_STEP;
    struct hash row[1 << (MERKLE_LEVEL_STEP - 1)];
    for (uint64_t i = 0; i < UINT64_C(1) << up; i++) {
        if (!s.fetch(s.state, level - up, (index << up) + i, &row[i]))
            return false;
    }
    for (int count = 1 << up; count > 1; count /= 2) {
        for (int i = 0; i < count / 2; i++)
            row[i] = merkle_node(row[2 * i], row[2 * i + 1]);
    }
    *ret = row[0];
    return true;
}

/* The complete subtrees, largest first, that make up leaves [begin, begin + size), into a frontier of that size.
 * begin must be a multiple of the largest one. */
static bool load_peaks(struct merkle_source s, uint64_t begin, uint64_t size, struct merkle_frontier *ret)
{
    assert(size < UINT64_C(1) << MERKLE_SIZE_BITS);
    ret->size = size;
    for (int level = MERKLE_SIZE_BITS - 1; level >= 0; level--) {
        if (!bit(size, level))
            continue;
        if (!complete(s, level, begin >> level, &ret->peaks[level]))
            return false;
        begin += UINT64_C(1) << level;
    }
    return true;
}

bool merkle_frontier_load(struct merkle_source s, uint64_t size, struct merkle_frontier *ret)
{
    struct merkle_frontier f = {0};
    if (!load_peaks(s, 0, size, &f))
        return false;
    *ret = f;
    return true;
}

/* Root over leaves [begin, end): MTH(D[begin:end]) of the RFC. */
static bool range_root(struct merkle_source s, uint64_t begin, uint64_t end, struct hash *ret)
{
    struct merkle_frontier f;
    if (!load_peaks(s, begin, end - begin, &f))
        return false;
    *ret = merkle_frontier_root(&f);
    return true;
}

bool merkle_root(struct merkle_source s, uint64_t size, struct hash *ret)
{
    return range_root(s, 0, size, ret);
}

/* The largest power of two smaller than n (> 1): where the RFC splits a tree. */
static uint64_t split(uint64_t n)
{
    return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

static bool add_range(struct merkle_source s, uint64_t begin, uint64_t end, struct merkle_proof *p)
{
    assert(p->count < MERKLE_PROOF_MAX);
    return range_root(s, begin, end, &p->hashes[p->count++]);
}

/* Proofs are made from the root down and handed out from the leaves up. */
static void reverse(const struct merkle_proof *p, struct merkle_proof *ret)
{
    ret->count = p->count;
    for (size_t i = 0; i < p->count; i++)
        ret->hashes[i] = p->hashes[p->count - 1 - i];
}

bool merkle_inclusion(struct merkle_source s, uint64_t index, uint64_t size, struct merkle_proof *ret)
{
    assert(index < size);
    struct merkle_proof p;
    p.count = 0;
    uint64_t begin = 0, end = size;
    while (end - begin > 1) {
        uint64_t middle = begin + split(end - begin);
        bool left = index < middle;
        if (!(left ? add_range(s, middle, end, &p) : add_range(s, begin, middle, &p)))
            return false;
        *(left ? &end : &begin) = middle;
    }
    reverse(&p, ret);
    return true;
}

bool merkle_consistency(struct merkle_source s, uint64_t size1, uint64_t size2, struct merkle_proof *ret)
{
    assert(size1 > 0 && size1 <= size2);
    struct merkle_proof p;
    p.count = 0;
    uint64_t begin = 0, end = size2;
    while (end != size1) {
        uint64_t middle = begin + split(end - begin);
        bool left = size1 <= middle;
        if (!(left ? add_range(s, middle, end, &p) : add_range(s, begin, middle, &p)))
            return false;
        *(left ? &end : &begin) = middle;
    }
    /* A first tree that is one complete subtree from leaf 0 on is known to the verifier. */
    if (begin > 0 && !add_range(s, begin, end, &p))
        return false;
    reverse(&p, ret);
    return true;
}
