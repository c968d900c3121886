/*
 * merkle: the tree over the ledger's events (RFC 6962 section 2; RFC 9162 section 2.1 for the verifying side).
 * Leaf: SHA-256(0x00 || event bytes). Node: SHA-256(0x01 || left || right). Pure: where hashes are kept is the caller's.
 *
 * What is kept: a hash (level, index) stands for the complete subtree over leaves [index * 2^level, (index + 1) * 2^level).
 * Kept are the levels 0 (leaves), 8, 16, 24 ... only: one hash per 256 of the level below. From these the root and
 * the proofs of any size are made by fetching at most 255 (for a proof: 511) hashes of each level.
 */
#ifndef DOMAIN_MERKLE_H
#define DOMAIN_MERKLE_H

#include "base/hash.h"

enum {
    MERKLE_LEVEL_STEP = 8,
    MERKLE_TILES_MAX = 7,  /* subtrees of kept levels that one append can complete: 8, 16 ... 56 */
    MERKLE_PROOF_MAX = 64, /* hashes in a proof */
    MERKLE_SIZE_BITS = 62  /* trees have fewer leaves than 2^62 */
};

struct hash merkle_leaf(struct str data);
/* Root of the tree without leaves. */
struct hash merkle_empty(void);

/* The right edge of a growing tree: the complete subtree of 2^k leaves for each bit k that is set in size.
 * All zero is the empty tree. */
struct merkle_frontier {
    uint64_t size;
    struct hash peaks[MERKLE_SIZE_BITS];
};

/* A complete subtree of a kept level. */
struct merkle_tile {
    int level;
    uint64_t index;
    struct hash hash;
};

/* One more leaf; amortised O(1). Returns how many subtrees of kept levels above 0 it completed, and them, lowest first:
 * what the caller must keep besides the leaf hash itself (level 0, index = size before). */
size_t merkle_append(struct merkle_frontier *f, struct hash leaf, struct merkle_tile ret_tiles[MERKLE_TILES_MAX]);
struct hash merkle_frontier_root(const struct merkle_frontier *f);

/* Where kept hashes come from. false: it cannot be had; the function called with it then gives up and returns false. */
struct merkle_source {
    bool (*fetch)(void *state, int level, uint64_t index, struct hash *ret);
    void *state;
};

/* The frontier of a tree of size leaves, from kept hashes. */
bool merkle_frontier_load(struct merkle_source s, uint64_t size, struct merkle_frontier *ret);
/* Root over the first size leaves. */
bool merkle_root(struct merkle_source s, uint64_t size, struct hash *ret);

struct merkle_proof {
    size_t count;
    struct hash hashes[MERKLE_PROOF_MAX];
};

/* Proof that leaf index (< size) is in the tree of size leaves. */
bool merkle_inclusion(struct merkle_source s, uint64_t index, uint64_t size, struct merkle_proof *ret);
/* Proof that the tree of size1 leaves (0 < size1 <= size2) is the beginning of the tree of size2 leaves. */
bool merkle_consistency(struct merkle_source s, uint64_t size1, uint64_t size2, struct merkle_proof *ret);

/* Verifying needs the proof only. Any numbers may be given; what makes no sense is false. */
bool merkle_inclusion_ok(struct hash root, uint64_t size, struct hash leaf, uint64_t index, const struct hash *proof,
                         size_t count);
/* A size1 of 0 is refused: every tree would follow from nothing. */
bool merkle_consistency_ok(struct hash root1, uint64_t size1, struct hash root2, uint64_t size2,
                           const struct hash *proof, size_t count);

#endif
