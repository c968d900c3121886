/*
 * merkle_verify: checks proofs as RFC 9162 words it (2.1.3.2 and 2.1.4.2), number by number; fn, sn, fr, sr are its names.
 */
#include "domain/merkle.h"
#include "domain/merkle_node.h"

/* One level up, and further while fn is an only child on its left edge ("until LSB(fn) is set or fn is 0"). */
static void climb_to_sibling(uint64_t *fn, uint64_t *sn)
{
    while (!(*fn & 1) && *fn != 0) {
        *fn >>= 1;
        *sn >>= 1;
    }
}

bool merkle_inclusion_ok(struct hash root, uint64_t size, struct hash leaf, uint64_t index, const struct hash *proof,
                         size_t count)
{
    if (index >= size)
        return false;
    uint64_t fn = index, sn = size - 1;
    struct hash r = leaf;
    for (size_t i = 0; i < count; i++, fn >>= 1, sn >>= 1) {
        if (sn == 0)
            return false;
        if ((fn & 1) || fn == sn) {
            r = merkle_node(proof[i], r);
            climb_to_sibling(&fn, &sn);
        } else {
            r = merkle_node(r, proof[i]);
        }
    }
    return sn == 0 && hash_eq(r, root);
}

/* The general case: 0 < size1 < size2, count > 0. */
static bool path_ok(struct hash root1, uint64_t size1, struct hash root2, uint64_t size2, const struct hash *proof,
                    size_t count)
{
    uint64_t fn = size1 - 1, sn = size2 - 1;
    while (fn & 1) {
        fn >>= 1;
        sn >>= 1;
    }
    /* A size1 that is a power of two: the path begins with root1 itself, which is left out of the proof. */
    bool complete = (size1 & (size1 - 1)) == 0;
    struct hash fr = complete ? root1 : proof[0], sr = fr;
    for (size_t i = complete ? 0 : 1; i < count; i++, fn >>= 1, sn >>= 1) {
        if (sn == 0)
            return false;
        if ((fn & 1) || fn == sn) {
            fr = merkle_node(proof[i], fr);
            sr = merkle_node(proof[i], sr);
            climb_to_sibling(&fn, &sn);
        } else {
            sr = merkle_node(sr, proof[i]);
        }
    }
    return sn == 0 && hash_eq(fr, root1) && hash_eq(sr, root2);
}

bool merkle_consistency_ok(struct hash root1, uint64_t size1, struct hash root2, uint64_t size2,
                           const struct hash *proof, size_t count)
{
    if (size1 == 0 || size1 > size2)
        return false;
    if (size1 == size2)
        return count == 0 && hash_eq(root1, root2);
    return count > 0 && path_ok(root1, size1, root2, size2, proof, count);
}
