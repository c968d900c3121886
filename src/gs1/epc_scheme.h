/*
 * epc_scheme: the tables behind epc.h: what a scheme is made of, and how it is laid out in a tag. For src/gs1/epc*.c only.
 */
#ifndef GS1_EPC_SCHEME_H
#define GS1_EPC_SCHEME_H

#include "gs1/epc.h"

struct gs1_epc_scheme {
    const char *name;      /* "sgtin" */
    const char *ai;        /* of the key: "01" */
    const char *serial_ai; /* of the serial number; NULL: there is none, or it stands behind the key */
    uint8_t digits; /* of prefix and reference together; 0: the reference has 1 to 30 - prefix characters of `set` */
    uint8_t set;    /* of such a reference: enum gs1_set */
    uint8_t serial_max; /* 0: there is no serial number */
    uint8_t serial_set;
    bool indicator; /* the first digit of the reference stands before the prefix in the key */
    bool zero;      /* the key begins with an additional 0 */
    bool pieces;    /* piece and total follow */
};
extern const struct gs1_epc_scheme gs1_epc_schemes[GS1_EPC_OTHER];

struct gs1_epc_tag {
    const char *name; /* "sgtin-96" */
    uint8_t key;      /* enum gs1_epc_key */
    uint8_t header;
    uint16_t bits; /* of the whole; 0: as many as are needed (cpi-var) */
    uint8_t
        pair_bits; /* of prefix and reference together; 0: the reference is text of 6 bits a character and ends itself */
    uint8_t serial_bits; /* 0: no serial number */
    bool serial_text;    /* 7 bits a character, else a number */
    bool reference_text; /* likewise */
};
enum { GS1_EPC_TAGS = 15, GS1_EPC_KEY_MAX = 30, GS1_EPC_PREFIX_MIN = 6, GS1_EPC_PREFIX_MAX = 12 };
extern const struct gs1_epc_tag gs1_epc_tags[GS1_EPC_TAGS]; /* of one key the smaller one first */

/* Bits of a company prefix, by its digits. */
unsigned gs1_epc_prefix_bits(size_t digits);
/* The tag it is to be in, epc->tag or the smallest that it fits in; NULL and *ret_problem when there is none. */
const struct gs1_epc_tag *gs1_epc_choose(const struct gs1_epc *epc, struct gs1_problem *ret_problem);
/* Is prefix.reference.serial one of this key, of the right lengths and characters? at is for problems. */
bool gs1_epc_valid(const struct gs1_epc *epc, size_t at, struct gs1_problem *ret_problem);

#endif
