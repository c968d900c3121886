/*
 * service/scan_near: nothing was found; what may have been meant. The serial of a code that breaks a rule, or the same signs in
 * capitals, in small letters, or with digits for the letters that look like them.
 */
#ifndef SERVICE_SCAN_NEAR_H
#define SERVICE_SCAN_NEAR_H

#include "service/scan.h"

/* Fills s->near with the units that bear such a number. */
bool scan_near(struct ctx *ctx, struct scan *s);

#endif
