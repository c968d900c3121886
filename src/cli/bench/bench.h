/*
 * bench: `serno bench`: measures a real server over HTTP beside what the database and the HTTP library alone can do, in the same
 * run. Ratios count; absolute figures are the machine's.
 */
#ifndef CLI_BENCH_BENCH_H
#define CLI_BENCH_BENCH_H

#include <stdio.h>

struct bench_options {
    int units;        /* held, in thousands: 1000 */
    double seconds;   /* of each measurement over HTTP */
    const char *dir;  /* for the databases; NULL: TMPDIR or /tmp */
    const char *only; /* "receive", "scans" or "look-ups"; NULL: all */
    FILE *out;
    const char *json; /* file for the figures as JSON; NULL: none */
};

/* 0, or 5 when something failed (told on standard error). */
int bench_run(const struct bench_options *o);

#endif
