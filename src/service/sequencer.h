/*
 * sequencer: where the database is far, and many write at once, it makes one sequence of what they have written.
 *
 * Each writer takes its places in the ledger (seqs) before it writes, and commits when it is ready; so for a moment a later place
 * may be filled and an earlier one not. The sequencer moves the head of the ledger on, up to where no place is missing, and makes
 * the tree over it. Every process has one; whoever has something new does the work, a batch at a time, in a transaction of its own
 * that no writer waits for. A place whose writer ended before it committed is filled with an event that says so and does nothing.
 *
 * docs/internals/decisions/0016-several-writers.md says what readers see before.
 */
#ifndef SERVICE_SEQUENCER_H
#define SERVICE_SEQUENCER_H

#include "service/writer.h"

struct sequencer;

/* Open its connection, note where the ledger stands, and start the thread, which tells the listener of all that comes to stand
 * later. NULL and a sentence in error on failure. */
struct sequencer *sequencer_start(const char *url, writer_listener listener, void *listener_state, char *error,
                                  size_t error_size);
/* Integrate what is there once more, and end. NULL is fine. */
void sequencer_stop(struct sequencer *s);
/* Something was committed. */
void sequencer_wake(struct sequencer *s);
/* Wait until all that was committed before stands in the ledger; at most a few seconds, while another writer is at it. */
void sequencer_settle(struct sequencer *s);
int64_t sequencer_size(struct sequencer *s);
/* Changes when another process has changed master data or people; a tenth of a second later at the latest. */
int64_t sequencer_masters_version(struct sequencer *s);

#endif
