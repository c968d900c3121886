/*
 * id: 128-bit ids made by clients or by us. Text form is the UUID form (RFC 9562), lower case on output. New ones are
 * version 7: they begin with the time, so that an index over them grows at its end.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/str.h"
#include "base/time.h"

struct id {
    unsigned char bytes[16];
};

enum { ID_TEXT_LEN = 36 };

static inline bool id_eq(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, 16) == 0;
}

/* Any UUID, upper or lower case hex, with its four hyphens. The nil id is refused. */
bool id_parse(struct str text, struct id *ret);
/* 36 characters and a NUL. */
void id_print(struct id id, char out[ID_TEXT_LEN + 1]);
/* Version 7 for the instant, rest random. */
struct id id_new(msec now);
/* Stable id derived from another and a number (SHA-256, version 8): the further events of one command. */
struct id id_derive(struct id from, uint64_t n);
/* Stable id of any text (SHA-256, version 8): an Idempotency-Key that is no UUID. */
struct id id_of_text(struct str text);

#endif
