/*
 * load: a small HTTP client that keeps many connections busy from one thread, for the bench. Loopback only.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdint.h>

#include "base/buf.h"

/* Append request number i to out: a whole HTTP/1.1 request with its body. */
typedef void (*load_make)(void *state, uint64_t i, struct buf *out);

struct load_plan {
    int port;
    int connections;
    double seconds;    /* stop after this long */
    uint64_t requests; /* ... or after this many; 0: no bound */
    load_make make;
    void *state;
};

struct load_result {
    uint64_t requests; /* answered with 2xx */
    uint64_t refused;  /* any other status */
    double seconds;
    double mean_ms, p50_ms, p99_ms, max_ms;
    int last_status;
    char last_body[2048]; /* of the last answer, cut; NUL terminated */
};

/* False and a sentence in error when the server cannot be reached or answers nonsense. */
bool load_run(const struct load_plan *plan, struct load_result *ret, char error[200]);
/* One request and its whole answer, which may be chunked; body is appended to ret_body. Returns the status, 0 on failure. */
int load_once(int port, struct str request, struct buf *ret_body);

#endif
