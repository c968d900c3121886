/*
 * server: a real `serno serve` as a child process on a database of the bench, and requests to it.
 */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"

struct bench_server {
    pid_t pid;
    int port, out_fd;
    double start_seconds; /* until it listened */
    char password[64];    /* told at the first start */
    char token[128];
};

/* False and a sentence in error. Signs in with the password that a first start told. */
bool bench_server_start(struct bench_server *s, const char *program, const char *db, char error[200]);
/* SIGTERM, and wait for the end. */
void bench_server_stop(struct bench_server *s);
/* Append a whole request to out. */
void bench_request(const struct bench_server *s, struct buf *out, const char *method, const char *path,
                   struct str body);
/* Send it; the status. ret_body may be NULL. */
int bench_ask(const struct bench_server *s, const char *method, const char *path, struct str body,
              struct buf *ret_body);
struct bench_memory {
    double resident_mb, anonymous_mb, peak_mb; /* peak: the most that was resident since it started */
};
struct bench_memory bench_memory(const struct bench_server *s);

#endif
