/*
 * ground: where the tests of this folder stand: a simulated disk below SQLite, an empty directory in its place in the real file
 * system (the store looks there whether there is a database), and the short or the long form.
 */
#ifndef TESTS_GROUND_H
#define TESTS_GROUND_H

#include "fault_vfs.h"
#include "shop.h"

struct ground {
    struct disk *disk;
    struct fault_vfs vfs;
    char dir[64], url[80]; /* of the database on the simulated disk */
    char real[64];         /* a directory of the real file system */
    bool is_long;
    uint64_t seed; /* SERNO_SEED, or a new one, which is printed */
};

/* Once a process: SQLite knows it until the end. */
struct ground *ground_open(void);
/* Remove the directories and what is on the disk. */
void ground_close(struct ground *g);
/* A furnished database in which commands have been done until there are so many events; all is synced, nothing is open. */
struct disk_image *ground_base(struct ground *g, int64_t events);
bool ground_real_empty(const struct ground *g);
void ground_real_clear(const struct ground *g);
/* Put an empty file where the store looks for the database, or take it away. */
void ground_place(struct ground *g, bool there);

#endif
