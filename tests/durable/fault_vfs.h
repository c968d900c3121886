/*
 * fault_vfs: SQLite's file access as the whole test program sees it, the default one, so that the store stands on it without
 * knowing. What lies in the directory of the simulated disk (and temporary files) goes to disk_vfs.h, all else to the real file
 * system. On the way calls are counted; one can be made to fail, once or for good, and the power can be cut in the middle.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

#include "disk_vfs.h"

enum call {
    CALL_OPEN,
    CALL_DELETE,
    CALL_ACCESS,
    CALL_READ,
    CALL_WRITE,
    CALL_TRUNCATE,
    CALL_SYNC,
    CALL_SIZE,
    CALL_LOCK,
    CALL_SHM_MAP,
    CALL_SHM_LOCK,
    CALLS
};

#define CALL_BIT(call) (1U << (call))
#define CALLS_ALL      (CALL_BIT(CALLS) - 1)

/* What was being changed. */
enum disk_part { PART_DATABASE, PART_LOG, PART_JOURNAL, PART_NAMES, PARTS };

struct fault {
    unsigned calls; /* which are counted */
    int64_t at;     /* the first that fails, from 1; 0: none */
    bool lasting;   /* and all that follow */
    int code;       /* 0: the one that SQLite's own would give */
    bool silent;    /* nobody is told */
};

struct fault_vfs {
    sqlite3_vfs base;
    sqlite3_vfs *real;
    struct disk_vfs disk;
    char dir[64]; /* of the simulated disk; ends with a slash */
    pthread_mutex_t lock;
    struct dice dice;
    struct fault fault;
    int64_t seen, fired; /* calls that were counted, that failed */
    int64_t counted;     /* as seen, of the time before it was armed last */
    enum call last_fired;
    int64_t
        power_left; /* operations that change the disk until the power goes, which happens in the middle of the last */
    bool dead;      /* it is gone: nothing works until fault_vfs_revive */
    enum disk_part part;  /* of the last such operation */
    sqlite3 *last_opened; /* the newest connection of SQLite, for what the store does not offer */
};

/* Register it, once a process, before the first connection. dir exists and stays empty; files below it are simulated. */
void fault_vfs_register(struct fault_vfs *v, struct disk *disk, const char *dir);
/* The calls from now on are counted from 1. {0}: nothing fails. */
void fault_vfs_arm(struct fault_vfs *v, struct fault fault);
/* The power goes with the at-th change of the simulated disk from now; 0: it stays. */
void fault_vfs_power(struct fault_vfs *v, int64_t at);
/* It goes now. */
void fault_vfs_power_off(struct fault_vfs *v);
bool fault_vfs_dead(struct fault_vfs *v);
/* All files are closed: cut the power (if it is not gone yet), restart. Number of unsynced operations there were. */
int fault_vfs_restart(struct fault_vfs *v, enum disk_fate fate, struct dice *dice);
const char *fault_call_name(enum call call);

#endif
