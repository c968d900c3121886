/*
 * sequence: what the sequencer (service/sequencer.h) asks and tells a far database: how far the ledger stands, which places
 * follow, which were given out, and which transactions are still under way. Only where db_far.
 */
#ifndef STORE_SEQUENCE_H
#define STORE_SEQUENCE_H

#include "base/buf.h"
#include "base/time.h"
#include "domain/merkle.h"
#include "store/db.h"

/* Every place up to *ret is filled, and the tree is made over it. */
enum db_result store_head(struct db *db, int64_t *ret);
enum db_result store_head_set(struct db *db, int64_t size);
/* Be the only one who moves the head, until the transaction ends; *ret false: somebody else is. */
enum db_result store_integrate_lock(struct db *db, bool *ret);
/* This transaction need not wait for the disk: what it does can be done again. */
enum db_result store_sync_off(struct db *db);
enum db_result store_sync_on(struct db *db); /* it must after all */
/* The greatest place that was ever given out; 0: none. */
enum db_result store_seq_reserved(struct db *db, int64_t *ret);
/* Transactions with a smaller number have ended. */
enum db_result store_transactions_ended(struct db *db, int64_t *ret);
/* Of this transaction: greater than that of any which took a place before this was asked. */
enum db_result store_transaction_number(struct db *db, int64_t *ret);

struct leaf {
    int64_t seq;
    struct hash hash;
};
/* struct leaf of the next events behind seq that are there, in order, at most limit. */
enum db_result store_leaves_after(struct db *db, int64_t seq, int limit, struct buf *found);
/* Record time of the event at seq; 0 when there is none. */
enum db_result store_recorded_at(struct db *db, int64_t seq, msec *ret);

/* Kept hashes of the tree (domain/merkle.h), fetched 256 at a time; the struct is the caller's, all zero but db. */
struct merkle_blocks {
    struct db *db;
    struct merkle_block {
        bool known[256];
        uint64_t number; /* the block has the hashes from 256 * number on */
        struct hash hashes[256];
        bool loaded;
    } levels[MERKLE_TILES_MAX + 1];
};
struct merkle_source store_merkle_blocks(struct merkle_blocks *b);

#endif
