/*
 * print/cups: queues of CUPS (the server is libcups' own choice: CUPS_SERVER, client.conf, else this machine). A program that was built
 * without libcups has the same functions, which say so. Each call opens a connection of its own and has a deadline.
 */
#ifndef PRINT_CUPS_H
#define PRINT_CUPS_H

#include "base/str.h"

enum print_cups_job {
    PRINT_CUPS_WAITS,   /* or is being printed */
    PRINT_CUPS_SILENT,  /* the same, while the printer does not answer: CUPS tries for as long as that lasts */
    PRINT_CUPS_TROUBLE, /* the same, while the printer has a problem */
    PRINT_CUPS_STOPPED,
    PRINT_CUPS_DONE,
    PRINT_CUPS_FAILED /* aborted or cancelled there */
};

enum print_cups_sent {
    PRINT_CUPS_NOT, /* certainly not taken */
    PRINT_CUPS_TAKEN,
    PRINT_CUPS_UNKNOWN /* the answer did not come */
};

enum { PRINT_CUPS_TIMEOUT_S = 10 };

/* The queue is there and takes jobs. False: error (error_size bytes) says what is wrong. */
bool print_cups_ready(struct str queue, char *error, size_t error_size);
/* Hand over a PDF document as one job of that title. */
enum print_cups_sent print_cups_send(struct str queue, const char *title, struct str document, int *ret_job,
                                     char *error, size_t error_size);
/* What became of a job; error says why it stopped or failed, or what the printer has (RFC 8011, 5.4.12 and 5.4.13). False: CUPS does not answer. */
bool print_cups_ask(struct str queue, int job, enum print_cups_job *ret, char *error, size_t error_size);

#endif
