/*
 * move: the whole database carried into an empty one, of the same or another engine: same keys, same ledger, same root. The source
 * is only read, in one unchanging view. Afterwards everything is checked: the number of rows of each table, every row that the
 * ledger does not speak of, the ledger itself (service/verify.h) and what its replay gives (service/doctor.h).
 *
 * From the first row until all of that is good, the destination bears a mark: whoever would work with it asks
 * service_move_finished first.
 *
 * For the command line: opens its own connections. Who else may be working with either file is for the caller to see to.
 */
#ifndef SERVICE_MOVE_H
#define SERVICE_MOVE_H

#include "base/hash.h"
#include "service/progress.h"
#include "store/move.h"

enum move_result {
    MOVE_DONE,
    MOVE_REFUSED, /* nothing was changed */
    MOVE_FAILED   /* the world failed, or the copy is not equal: it bears the mark */
};

struct move_options {
    const char *from, *to;
    bool again;     /* empty a destination whose copy was not finished */
    bool snapshot;  /* others may be working with the source: what they write from now on is not in the copy */
    bool no_replay; /* leave out the doctor, who takes longest */
    const struct progress *progress; /* may be NULL */
};

struct move_report {
    struct {
        const char *name;
        int64_t rows;
    } tables[MOVE_TABLES];
    int64_t rows;     /* of all tables */
    int64_t events;   /* size of the ledger */
    struct hash root; /* of the ledger */
    int64_t copy_ns, check_ns;
};

/* Anything but MOVE_DONE: a sentence is in error (error_size bytes). */
enum move_result service_move(const struct move_options *o, struct move_report *ret, char *error, size_t error_size);

/* The database of that URL, open as db, is no copy that was left unfinished. False with a sentence in error when it is one, or
 * cannot be read. Its schema must be there. */
bool service_move_finished(struct db *db, const char *url, char *error, size_t error_size);

/* Remove a database file, and what SQLite keeps beside it. */
void service_move_erase(const char *path);

#endif
