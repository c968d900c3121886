/*
 * disk_vfs: SQLite's file access on a disk in memory (disk.h), with the locks and the shared memory that several connections of one
 * process need, and the same promises as SQLite's own on Linux: the first sync of a log or journal through a handle syncs its
 * directory, too, a deletion does when it is asked to; writes leave the bytes around them alone; sectors of 4096 bytes.
 */
#ifndef TESTS_DISK_VFS_H
#define TESTS_DISK_VFS_H

#include <pthread.h>
#include <sqlite3.h>

#include "disk.h"

struct disk_vfs {
    sqlite3_vfs base; /* of a table of its own: not registered, called by fault_vfs.c */
    struct disk *disk;
    pthread_mutex_t lock;
};

void disk_vfs_init(struct disk_vfs *v, struct disk *disk);
/* A sync of this open file fails (the file is one of ours). */
void disk_vfs_fail_sync(sqlite3_file *f);

#endif
