/*
 * raw: what the database alone can do with the same rows: plain loops over prepared statements, with no rules, no JSON, no
 * hashing, no HTTP, and none of Serno's code. The bench's figures stand beside these, measured in the same run. One file for each
 * engine; `raw_engines` has them all.
 *
 * Writing loops work on a copy of the loaded database, reading ones on the database of the server while it has nothing to do.
 */
#ifndef BENCH_RAW_H
#define BENCH_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct raw; /* one connection, or as many as the engine needs */

/* Where a run has its databases: as `serno serve --db` takes them. */
struct raw_place {
    char url[400], copy[400];
    char beside[400]; /* the URL that was given, where the engine needs one */
};

/* What a bulk command does to its units; RAW_RECEIVE makes them. */
enum raw_change { RAW_RECEIVE, RAW_MOVE, RAW_PICK, RAW_PACK, RAW_SHIP };

struct raw_bulk {
    enum raw_change change;
    long from;    /* number of the first unit: THING "SN%010ld" */
    int units;    /* of each transaction */
    int commands; /* transactions, one after another over rising numbers */
};

struct engine {
    const char *name;
    /* Name the databases of a run in dir, or beside url if the engine needs one. */
    bool (*place)(const char *dir, const char *url, struct raw_place *ret, char error[200]);
    /* Copy the database; nobody uses it. An old copy is replaced. */
    bool (*copy)(const struct raw_place *p, char error[200]);
    void (*remove)(const struct raw_place *p);  /* whatever place and copy made */
    double (*bytes)(const struct raw_place *p); /* of the database with all its indexes; nobody uses it */

    struct raw *(*open)(const char *url, bool writes, char error[200]); /* NULL on failure */
    void (*close)(struct raw *r);                                       /* NULL is fine */
    const char *(*error)(const struct raw *r);
    /* Run the transactions; times gets the seconds of each. */
    bool (*bulk)(struct raw *r, const struct raw_bulk *bulk, double *times);
    /* Moves of random THINGs below range to random bins, for so long; moves a second, negative on failure. */
    double (*scans)(struct raw *r, double seconds, long range);
    /* Run a query ($1, $2, ...; values as text) and take all columns of all rows. Seconds; negative on failure. The text must
     * stay: it is prepared once for as long as the same is asked for. */
    double (*fetch)(struct raw *r, const char *sql, const char *const *values, int count, long *ret_rows);
    /* Look-ups a second by plain clients of the engine. NULL: look-ups stand beside a bare HTTP reply instead. */
    double (*look_ups)(const char *url, double seconds, long range);
};

extern const struct engine raw_sqlite, raw_postgres;
extern const struct engine *const raw_engines[]; /* NULL at the end */

#endif
