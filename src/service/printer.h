/*
 * service/printer: making, changing and finding printers. create and change write: call them inside a writer job. Only addresses that
 * stand here are ever contacted.
 */
#ifndef SERVICE_PRINTER_H
#define SERVICE_PRINTER_H

#include "service/ctx.h"
#include "store/printer.h"

/* in without id, version and birth; *ret is what was stored. */
bool service_printer_create(struct ctx *ctx, const struct printer *in, struct printer *ret);
/* in is what was read, with what shall be different; changed_meanwhile when its version is gone. */
bool service_printer_change(struct ctx *ctx, const struct printer *in, struct printer *ret);
bool service_printer_get(struct ctx *ctx, struct str name, struct printer *ret); /* not_found */
/* For printing: unknown_printer, printer_closed. */
bool service_printer_find(struct ctx *ctx, struct str name, struct printer *ret);
bool service_printer_list(struct ctx *ctx, const struct store_page *page, struct printer_list *ret);

#endif
