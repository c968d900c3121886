/*
 * service/scan_units: which units a code that was read (scan_read.h) speaks of: by product and serial, by the keys and further numbers that
 * units bear, and, where nothing marks the code, by all that it may be. Every question is one look-up by an index.
 */
#ifndef SERVICE_SCAN_UNITS_H
#define SERVICE_SCAN_UNITS_H

#include "service/scan.h"

/* The units of a carrier that says what its fields are, appended to ids, each once; the product and the lot that it names go into s. */
bool scan_units_said(struct ctx *ctx, struct scan *s, struct id_list *ids);
/* The units that a plain text may mean. */
bool scan_units_plain(struct ctx *ctx, const struct scan_read *r, struct id_list *ids);
/* The units of any product that bear the serial. */
bool scan_units_serial(struct ctx *ctx, struct str serial, struct id_list *ids);
/* One more, unless it is there already. */
bool scan_units_add(struct ctx *ctx, int64_t id, struct id_list *ids);
/* What is known of the first SCAN_UNITS_MAX of them. */
bool scan_units_load(struct ctx *ctx, const struct id_list *ids, struct unit_views *ret);

/* The code names a kind of thing: a GTIN or a part number. */
bool scan_names_product(const struct scan_read *r);
/* r as an answer: *ret, a row was found. False: the world failed. */
bool scan_found(struct ctx *ctx, enum db_result r, bool *ret);

#endif
