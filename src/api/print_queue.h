/*
 * print_queue: the way to a queue of CUPS, for print_line.c. A document is one job of CUPS, whose end is waited for.
 */
#ifndef API_PRINT_QUEUE_H
#define API_PRINT_QUEUE_H

#include "api/print_line.h"

bool print_queue_ready(const struct printer *p, struct print_trouble *ret);
bool print_queue_send(const struct printer *p, const char *name, struct str document, const struct print_watch *watch,
                      struct print_trouble *ret);

#endif
