/*
 * print_line: the way to one printer: a few labels at a time are sent, and it is found out whether they came out, as far as
 * the printer tells. It knows nothing of the database: who drives the printer (print_driver.c) is told through struct print_watch.
 * One thread at a time.
 */
#ifndef API_PRINT_LINE_H
#define API_PRINT_LINE_H

#include "domain/printing.h"

struct print_line;

/* What is wrong, for people; and what became of the labels that were given. */
struct print_trouble {
    enum print_problem problem; /* PRINT_FINE: nothing */
    char detail[200];
    enum label_state
        became; /* LABEL_WAITING: no byte went out; LABEL_UNCERTAIN; LABEL_SENT, LABEL_CONFIRMED: they came out */
};

/* Both are called on the sending thread, while it waits. */
struct print_watch {
    /* The printer does not go on, and why; labels are still under way. */
    void (*stalled)(void *state, enum print_problem problem, const char *detail);
    /* Every moment. stalled: nothing has moved for longer than the printer's patience. False: give it up. */
    bool (*tick)(void *state, bool stalled);
    void *state;
};

struct print_line *print_line_new(const struct printer *p); /* *p stays with the caller until it is freed */
void print_line_free(struct print_line *l);                 /* NULL is fine */
/* It is connected still, and was well when it was asked last. */
bool print_line_open(const struct print_line *l);
/* Connect when there is no connection, and ask the printer how it is, when it answers such questions. False: what is wrong. */
bool print_line_ready(struct print_line *l, struct print_trouble *ret);
/* Send document, which holds count labels, named for the queue of a print server. ret->became says what became of them. False: the
 * printer has a problem, which ret tells, and the connection is gone. */
bool print_line_send(struct print_line *l, const char *name, struct str document, const struct print_watch *watch,
                     struct print_trouble *ret);

/* What a printer in the network can do: how it confirms. l is ready; its connection is gone afterwards. */
enum printer_confirm print_line_probe(struct print_line *l);

#endif
