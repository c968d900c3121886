/*
 * raw: what the database alone can do with the same rows: plain loops over the same statements, with no rules, no JSON, no
 * hashing, no HTTP. The bench's figures stand beside these, measured in the same run.
 */
#ifndef CLI_BENCH_RAW_H
#define CLI_BENCH_RAW_H

#include "store/db.h"

struct raw {
    struct db *db;
    int64_t next_unit, next_seq;
    uint64_t random;
};

/* Open a copy of the database that nobody else uses. */
bool raw_open(struct raw *r, const char *path, char error[200]);
void raw_close(struct raw *r);
/* Insert the rows of a bulk receipt of n units (1,000 an event), one transaction; seconds, or a negative number on failure. */
double raw_receive(struct raw *r, int n);
/* Do the row changes of n moves of random units, 100 a transaction; seconds, or a negative number on failure. */
double raw_move(struct raw *r, int n, int64_t units, int64_t first_bin, int64_t bins);

#endif
