/*
 * reserve: what a writer asks a far database for before it decides and before it writes: locks, numbers, and whether what it
 * remembers of products, places and parties is still true. Only where db_far (docs/internals/decisions).
 */
#ifndef STORE_RESERVE_H
#define STORE_RESERVE_H

#include "base/time.h"
#include "store/db.h"

/* First number of each kind; those behind it follow without a gap. */
struct reserved {
    int64_t event, unit, package;
    msec recorded_at; /* never before that of a smaller seq */
};

/* Take so many numbers: they are never given again, whether or not the transaction commits. */
enum db_result store_reserve(struct db *db, int64_t events, int64_t units, int64_t packages, msec now,
                             struct reserved *ret);
/* Until the transaction ends: keep everybody out who changes anything but units (shared), or everybody who writes. */
enum db_result store_masters_lock(struct db *db, bool shared);
/* Rises with each change of what masters remember. */
enum db_result store_masters_version(struct db *db, int64_t *ret);
enum db_result store_masters_bump(struct db *db);
/* Before the commit of a transaction that has only read: the commit then waits, as every other does, until what was read is durable
 * everywhere that it must be. (A server shows it sooner when it comes back from a crash, or when a wait for a standby was cancelled.) */
enum db_result store_confirm(struct db *db);
/* Until the transaction ends: whoever holds a lock is waited for a moment only, then it is DB_RETRY. */
enum db_result store_lock_briefly(struct db *db);
/* Keep all writers out, until it is unlocked or the connection ends; waits for those who are at it. */
enum db_result store_lock_all(struct db *db);
enum db_result store_unlock_all(struct db *db);

#endif
