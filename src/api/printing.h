/*
 * printing: the threads that drive printers: one looks for printers that have something to do, and each of these gets a thread of its
 * own while that lasts. On a database with several servers a printer belongs to one of them at a time (service/print_drive.h).
 */
#ifndef API_PRINTING_H
#define API_PRINTING_H

#include <stdint.h>

struct app;
struct printing;

enum { PRINTERS_AT_ONCE = 16, PRINT_STOP_MS = 3000 /* in which a label at hand is finished when the server stops */ };

struct printing_stats {
    uint64_t printed, uncertain,
        troubles;     /* labels that came out, that are uncertain; problems of printers: since the start */
    unsigned driving; /* printers now */
};

struct printing *printing_start(struct app *app);
/* Labels at hand are finished, or noted as uncertain. */
void printing_stop(struct printing *p); /* NULL is fine */
/* Something may be to do, as soon as what the caller writes is committed. NULL is fine: nobody prints here. */
void printing_wake(struct printing *p);
void printing_stats(struct printing *p, struct printing_stats *ret);

#endif
