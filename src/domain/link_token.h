/*
 * link_token: the unguessable part of a label's address: 32 characters base64url which only who knows the key can make or read.
 * It is worked out from the unit, so nothing is stored when a label is printed, and it ends to be good when the unit gets another
 * number, or its link is made void (docs/internals/decisions/0023-a-label-link-is-worked-out.md). Pure.
 */
#ifndef DOMAIN_LINK_TOKEN_H
#define DOMAIN_LINK_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { LINK_TOKEN_LEN = 32, LINK_KEY_BYTES = 32, LINK_UNIT_BITS = 56 };

/* What a link speaks of. When any of it changes, the link is void. */
struct link_subject {
    int64_t unit_id; /* below 2^56 */
    int64_t product_id;
    int64_t generation; /* counts the links of this unit that were made void */
    struct str serial;
};

/* What a token says as long as nobody has checked it. */
struct link_claim {
    int version;     /* of the key: 1 .. 255 */
    int64_t unit_id; /* needs the key to be read */
    unsigned char tag[16];
    unsigned char masked[7];
};

/* NUL terminated. */
void link_token_print(const unsigned char key[LINK_KEY_BYTES], int version, const struct link_subject *s,
                      char ret[LINK_TOKEN_LEN + 1]);
/* The form: any 32 characters base64url whose key version is not 0. unit_id is not filled in. */
bool link_token_parse(struct str text, struct link_claim *ret);
/* Which unit the token speaks of, if it is one of ours. Any number may come out of a token that is not. */
void link_token_open(const unsigned char key[LINK_KEY_BYTES], struct link_claim *claim);
/* Was it made with this key for just this? Takes as long for a wrong one. */
bool link_token_matches(const unsigned char key[LINK_KEY_BYTES], const struct link_claim *claim,
                        const struct link_subject *s);

#endif
