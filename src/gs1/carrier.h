/*
 * carrier: the front end of all readers in src/gs1/. Bytes that a scanner, an RFID reader or a person gives -> what kind of carrier they
 * are from, the symbology if it was said, and what was read as fields with one name each, whatever the standard.
 *
 * Text that belongs to no standard is plain, and that is no fault: a serial number that happens to begin with S or 21 stays what it is.
 */
#ifndef GS1_CARRIER_H
#define GS1_CARRIER_H

#include "gs1/reading.h"

struct gs1_options {
    int year;                                    /* this year: years of two digits lie within 50 years of it */
    const struct gs1_company_prefixes *prefixes; /* NULL: none are known */
    bool data_identifiers; /* the reader expects MH10.8.2 data identifiers: "SABC123" is serial ABC123 */
    bool elements; /* what is of no standard is refused: "21ABC" is serial ABC, a link must have a primary key */
};

/* Read whatever came. False when it is of a known carrier, but wrong (or no text at all): *ret_problem says what and where, its `at`
 * counts in bytes; *ret_reading->carrier says what it was taken for, and what was read before stays. Whether GS1 elements fit together
 * is asked of gs1_message_check(&reading.message): they may be completed by another symbol of the same item.
 * Texts point into bytes or into the arena. */
bool gs1_carrier_read(struct arena *a, struct str bytes, const struct gs1_options *options,
                      struct gs1_reading *ret_reading, struct gs1_problem *ret_problem);

#endif
