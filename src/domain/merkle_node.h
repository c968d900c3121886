/*
 * merkle_node: the node hash, shared by the building and the verifying half of merkle. Not for others.
 */
#ifndef DOMAIN_MERKLE_NODE_H
#define DOMAIN_MERKLE_NODE_H

#include "base/hash.h"

static inline struct hash merkle_node(struct hash left, struct hash right)
{
    return hash_prefixed(0x01, (struct str){(const char *)left.bytes, sizeof left.bytes},
                         (struct str){(const char *)right.bytes, sizeof right.bytes});
}

#endif
