/*
 * tail: the end of a serial number, backwards, as table unit_tail keeps it so that serials can be found by their last
 * characters.
 */
#ifndef DOMAIN_TAIL_H
#define DOMAIN_TAIL_H

#include "base/str.h"

enum { TAIL_MAX = 8, TAIL_GROUP_SHIFT = 16 /* a group of unit_tail: unit_id >> TAIL_GROUP_SHIFT */ };

/* The last up to TAIL_MAX bytes of the serial, last one first, up to (not including) the first that is not ASCII: so
 * a tail is always well-formed text. Not terminated; returns the length. The tail of a suffix is a prefix of the tail
 * of every serial that ends with it. */
size_t serial_tail(struct str serial, char out[TAIL_MAX]);

#endif
