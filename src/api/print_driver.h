/*
 * print_driver: drives one printer, label by label, until there is nothing more to do or it has a problem: durable mark, bytes, durable
 * mark (service/print_drive.h). Runs on a thread of printing.c.
 */
#ifndef API_PRINT_DRIVER_H
#define API_PRINT_DRIVER_H

#include <stdatomic.h>

#include "api/app.h"
#include "base/id.h"

struct print_meter {
    _Atomic uint64_t printed, uncertain, troubles;
};

struct print_task {
    struct app *app;
    struct id holder;
    int64_t printer_id;
    const _Atomic bool *stopping;
    struct print_meter *meter;
};

/* Comes back when nothing is left to do, when the printer has a problem, or soon after *stopping. */
void print_drive(const struct print_task *task);

#endif
