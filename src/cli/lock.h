/*
 * lock: one process at a time works on a database file. Whoever wants to write takes PATH.lock (flock: it is free again when the
 * process ends, however it ends) and writes into it who it is, so that others can say so. Reading needs no lock.
 */
#ifndef CLI_LOCK_H
#define CLI_LOCK_H

#include <stddef.h>

enum { CLI_LOCK_URL_MAX = 256, CLI_LOCK_PATH_MAX = 4096 };

struct cli_lock {
    int fd; /* -1: nothing is held */
    char path[CLI_LOCK_PATH_MAX];
};

struct cli_lock_holder {
    long pid;                   /* 0: not known */
    char url[CLI_LOCK_URL_MAX]; /* of a server; "": it is none, or not ready yet */
};

enum cli_lock_result {
    CLI_LOCK_TAKEN,
    CLI_LOCK_HELD, /* *ret_holder says by whom */
    CLI_LOCK_FAILED
};

/* Take the lock of the database db. While another command (no server) holds it, wait for at most wait_ms. A database that is no file
 * ("postgres://...") needs none: taken at once. On failure error (size bytes) has a sentence. */
enum cli_lock_result cli_lock_take(const char *db, int wait_ms, struct cli_lock *ret,
                                   struct cli_lock_holder *ret_holder, char *error, size_t size);
/* Tell others that a server can be reached at url. */
void cli_lock_tell(struct cli_lock *lock, const char *url);
/* Give it back and remove the file; nothing when it is not held. */
void cli_lock_drop(struct cli_lock *lock);

#endif
