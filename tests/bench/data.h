/*
 * data: what the bench fills a database with, over HTTP like everybody: three products, mixed as time would mix them.
 *
 *   THING  SN0000000000 ...  most units; scans, bulk commands and look-ups use them
 *   HOST   HT0000000000 ...  a tenth, 100,000 at most, received between the things and so spread over the whole database
 *   PART   PT0000000000 ...  as many, one lot, each with an identifier; later each is built into a host
 */
#ifndef BENCH_DATA_H
#define BENCH_DATA_H

#include "bench/bench.h"

#define DATA_GTIN       "09506000134352" /* of THING */
#define DATA_LOT        "LOT-A"
#define DATA_IDENTIFIER "35%013ld"

/* Products, parties, locations; then units in all. *ret_seconds is the time that the units took. */
bool data_load(struct bench *b, long units, double *ret_seconds);
/* 20 events for the first things (*ret_things of them), 1,000 for the very first. */
bool data_histories(struct bench *b, long *ret_things);
/* The parts into the hosts; a tenth of the hosts to a customer. */
bool data_recall(struct bench *b);
/* A bulk command's body for n things from a number on. members: further members of the command, each with a comma behind. */
void data_bulk(struct buf *body, const char *product, const char *serial_format, long from, long n,
               const char *members);

#endif
