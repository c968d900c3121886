/*
 * backup: a copy of the whole database in one file, made while others work with it, and back again. Beside it stands a manifest
 * (the same name with .json behind): when it was made, how long the ledger was, its root, the file's length and SHA-256. The size
 * and root are what `serno ledger verify --expect` takes: keep them elsewhere, too.
 *
 * A backup gets its name only when it is complete, on the disk, and has been read back: pages and indexes looked at, the ledger
 * verified, its root that of the source. A file that has its name is never replaced.
 *
 * For the command line: these open their own connections, and may be called from any thread. Both files have mode 0600.
 */
#ifndef SERVICE_BACKUP_H
#define SERVICE_BACKUP_H

#include "base/hash.h"
#include "base/time.h"
#include "service/progress.h"

struct backup {
    int64_t events;   /* size of the ledger */
    struct hash root; /* of the ledger at that size */
    msec recorded_at; /* of the last event; 0: none */
    msec created_at;  /* of the backup */
    int64_t bytes;    /* of the file */
    struct hash sha256;
};

/* Both: false and a sentence in error (error_size bytes) when it could not be done; then nothing is left behind. progress may be
 * NULL. *ret is what the manifest says. */
bool service_backup(const char *url, const char *target, msec now, const struct progress *progress, struct backup *ret,
                    char *error, size_t error_size);
/* Put a backup where there is no database yet. Refused when either file was changed in any way, however small, or when what it
 * holds does not pass as a backup would have to. */
bool service_restore(const char *backup, const char *target, const struct progress *progress, struct backup *ret,
                     char *error, size_t error_size);

#endif
