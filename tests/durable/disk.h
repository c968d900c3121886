/*
 * disk: a disk in memory that can lose power. It keeps apart what programs see (the page cache) and what would be there after the
 * lights went out: per file the bytes that were synced and the list of writes and truncations since, per name the files that it may
 * stand for. It knows nothing of SQLite (disk_vfs.h does). Not locked: its user sees to that.
 */
#ifndef TESTS_DISK_H
#define TESTS_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "dice.h"

enum { DISK_SECTOR = 512, DISK_SHM_REGIONS = 64 };

struct disk_bytes {
    unsigned char *at;
    int64_t len, room;
};

struct disk_op; /* a write or a truncation that was not synced */

/* Who has locked what, as SQLite's locking rules have it (disk_vfs.c); gone when nobody has the file open. */
struct disk_locks {
    int shared;                                 /* how many hold SHARED */
    const void *reserved, *pending, *exclusive; /* who */
    unsigned char *regions[DISK_SHM_REGIONS];   /* memory that connections share */
    int shm_users, shm_shared[8];
    const void *shm_exclusive[8];
};

struct disk_file {
    struct disk_bytes now, safe; /* what is seen, what is synced */
    struct disk_op *ops;
    int op_count, op_room;
    int users;    /* open handles */
    bool unnamed; /* a temporary file: no power cut leaves it behind */
    bool named;   /* some name, now or after a power cut, stands for it */
    struct disk_locks locks;
    struct disk_file *next;
};

struct disk;
struct disk_image; /* contents of a disk where all is synced and nothing open */

/* What happens to each write that was not synced, when the power is cut. */
enum disk_fate {
    FATE_DROPPED, /* none reached the disk */
    FATE_KEPT,    /* all did */
    FATE_PREFIX,  /* the first ones of each file did; the next one was torn */
    FATE_WRITES,  /* some did, in any order */
    FATE_SECTORS, /* some sectors of each did, whole, torn in the middle, or as garbage */
    FATES
};

struct disk *disk_new(void);
void disk_free(struct disk *d);
/* Syncs do nothing from now on, though they say that they did. */
void disk_lie(struct disk *d, bool lies);

/* name NULL: a temporary file. NULL when it is not there and create is false. */
struct disk_file *disk_open(struct disk *d, const char *name, bool create, bool *ret_created);
void disk_close(struct disk *d, struct disk_file *f);
/* The file, or NULL; it is not opened. */
struct disk_file *disk_find(struct disk *d, const char *name);
bool disk_delete(struct disk *d, const char *name);
/* Names that were made and removed are on the disk from now on: fsync() of the directory. */
void disk_sync_names(struct disk *d);

/* Bytes that were there; the rest of out is zero. */
int64_t disk_read(const struct disk_file *f, void *out, int64_t n, int64_t at);
void disk_write(struct disk_file *f, const void *bytes, int64_t n, int64_t at);
void disk_truncate(struct disk_file *f, int64_t size);
void disk_sync(struct disk *d, struct disk_file *f);
/* A sync that failed, as Linux has it: what was written since the last one may never reach the disk, whatever later syncs say, until
 * it is written again; yet programs go on to see it. */
void disk_sync_failed(struct disk_file *f);

/* The power goes and comes back; nothing is open any more. Number of operations that were not synced. */
int disk_cut(struct disk *d, enum disk_fate fate, struct dice *dice);

struct disk_image *disk_image(const struct disk *d);
void disk_image_free(struct disk_image *i);
/* As it was when the image was made; NULL: empty. */
void disk_restore(struct disk *d, const struct disk_image *i);

#endif
