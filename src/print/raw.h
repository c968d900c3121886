/*
 * print/raw: a TCP connection to a printer (port 9100: bytes go in, answers may come out). Every call has a deadline; nothing blocks
 * for longer, but for the resolver in print_raw_open. It knows nothing of labels and jobs. One thread at a time.
 *
 * No SIGPIPE comes of it.
 */
#ifndef PRINT_RAW_H
#define PRINT_RAW_H

#include "base/str.h"

struct print_raw;

enum print_raw_result {
    PRINT_RAW_OK,
    PRINT_RAW_LATER, /* the deadline has passed; the connection is as it was */
    PRINT_RAW_GONE   /* no connection, or it is lost: print_raw_error() says why */
};

/* Connect to the first address of host that takes it. GONE: *ret is NULL, and a sentence is in error. */
enum print_raw_result print_raw_open(struct str host, int port, int timeout_ms, struct print_raw **ret, char *error,
                                     size_t error_size);
void print_raw_close(struct print_raw *r); /* NULL is fine */
/* Hand over as much as is taken until the deadline; *ret_taken counts from the beginning of bytes. OK: all. */
enum print_raw_result print_raw_write(struct print_raw *r, struct str bytes, int timeout_ms, size_t *ret_taken);
/* What was written is acknowledged by the other side's network. *ret_left: bytes that are not. */
enum print_raw_result print_raw_drain(struct print_raw *r, int timeout_ms, int64_t *ret_left);
/* What there is to read, at most size bytes, at least one. */
enum print_raw_result print_raw_read(struct print_raw *r, char *out, size_t size, int timeout_ms, size_t *ret_len);
/* Say that nothing more comes, and wait until the other side says the same: OK: it has read everything. It may be called again when
 * the deadline has passed. */
enum print_raw_result print_raw_finish(struct print_raw *r, int timeout_ms);
const char *print_raw_error(const struct print_raw *r);

#endif
