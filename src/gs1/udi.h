/*
 * udi: Unique Device Identification as one thing, whoever issued it: GS1, HIBCC or ICCBBA. DI says which device, PI which one of them.
 */
#ifndef GS1_UDI_H
#define GS1_UDI_H

#include "gs1/reading.h"

enum gs1_udi_issuer { GS1_UDI_GS1, GS1_UDI_HIBCC, GS1_UDI_ICCBBA };
extern const char *const gs1_udi_issuers[]; /* "gs1" ... */

/* Texts are those of the reading; what is not there is {NULL,0}. */
struct gs1_udi {
    enum gs1_udi_issuer issuer;
    struct str di;                                   /* GTIN, HIBC primary data, or processor product identification */
    struct str lot, serial, expiry, production_date; /* PI */
};

/* The UDI of a reading: false when it has no device identifier. */
bool gs1_udi_of(const struct gs1_reading *r, struct gs1_udi *ret);

#endif
