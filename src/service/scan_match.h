/*
 * service/scan_match: what a code that was read (scan_read.h) is to us: units, a place, a package, a product and its lot, a party, an order.
 * The units are scan_units.h's, what may have been meant is scan_near.h's, and what may be done with it is scan.c's.
 */
#ifndef SERVICE_SCAN_MATCH_H
#define SERVICE_SCAN_MATCH_H

#include "service/scan.h"

/* Fills everything that s->read matches, the lot that it names, and notes about numbers that were given up. */
bool scan_match(struct ctx *ctx, struct scan *s);

/* One more note; what is too much is left out. */
void scan_note(struct scan *s, const char *code, struct str detail);

#endif
