/*
 * bench: what the measurements share: the options, the server under test, the plain loop beside it, the report. One `struct
 * bench` is one size: a new database, loaded, measured, removed (bench.c).
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bench/load.h"
#include "bench/raw.h"
#include "bench/report.h"
#include "bench/server.h"

enum { BENCH_BINS = 1000, BENCH_CONNECTIONS = 64, BENCH_ROUNDS_MAX = 9 };

struct bench_options {
    const struct engine *engine;
    const char *url;   /* a database beside which others can be made, for an engine that needs one; NULL: in dir */
    const char *serno; /* the program under test */
    const char *dir;   /* for the databases */
    const char *only;  /* parts, separated by commas; NULL: all */
    double seconds;    /* of each measurement over HTTP */
    int rounds;        /* of each measurement, each beside its plain loop; the median counts */
    int bulk_max;      /* units in the longest bulk command */
    bool keep;         /* leave the databases */
};

struct bench {
    const struct bench_options *o;
    struct report *report;
    struct raw_place place;
    struct bench_server server;
    struct raw *raw;           /* the plain loop, on a copy of the database as it was loaded; NULL: none wanted */
    long things, hosts, parts; /* units loaded of the products THING, HOST and PART */
    long next;                 /* number of the next THING to be received */
    uint64_t random;
    char error[200];
};

/* Load, measure and remove one size; false when something failed (told on standard error). */
bool bench_size(const struct bench_options *o, struct report *report, long units);

/* The parts, each in its file. False and a sentence in b->error. */
bool measure_scans(struct bench *b);
bool measure_bulk(struct bench *b);
bool measure_look_ups(struct bench *b);
bool measure_reads(struct bench *b);
bool measure_numbers(struct bench *b);
bool measure_labels(struct bench *b);

/* Keep connections busy for o->seconds * share (requests 0) or for a number of requests; a refused request fails. */
bool bench_load(struct bench *b, load_make make, int connections, double seconds, uint64_t requests,
                struct load_result *ret);
/* POST body to path and empty it; anything but 201 fails. */
bool bench_post(struct bench *b, const char *path, struct buf *body);
bool bench_failed(struct bench *b, const char *what); /* false; keeps a sentence that is there already */
uint64_t bench_random(struct bench *b, uint64_t below);
/* Sorts the values. */
double bench_median(double *values, int n);

#endif
