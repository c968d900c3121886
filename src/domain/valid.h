/*
 * valid: rules that many fields share: texts, codes, GS1 keys, ranges, free attributes. Each returns true, or false with *refusal
 * naming the field. That texts are UTF-8 was checked where they came in.
 */
#ifndef DOMAIN_VALID_H
#define DOMAIN_VALID_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/refusal.h"

enum {
    VALID_NEEDED = 1, /* must not be empty, nor blank */
    VALID_LINES = 2   /* may have line breaks and TABs */
};

bool valid_text(struct arena *a, struct str text, const char *field, size_t chars_max, unsigned flags,
                struct refusal *refusal);
/* What people scan and type to name a thing: 1 to LIMIT_CODE_CHARS characters, no space at either end. */
bool valid_code(struct arena *a, struct str code, const char *field, struct refusal *refusal);
/* Empty, or a GTIN of 8, 12, 13 or 14 digits; the sentence names the check digit that would fit. */
bool valid_gtin(struct arena *a, struct str gtin, const char *field, struct refusal *refusal);
/* Empty, or a GLN. */
bool valid_gln(struct arena *a, struct str gln, const char *field, struct refusal *refusal);
bool valid_range(struct arena *a, int64_t v, const char *field, int64_t min, int64_t max, struct refusal *refusal);
/* 0 (not known), or in the years 1970 to 2199. */
bool valid_date(struct arena *a, msec at, const char *field, struct refusal *refusal);
/* Empty, or one JSON object of at most LIMIT_ATTRIBUTES_BYTES. */
bool valid_attributes(struct arena *a, struct str json, struct refusal *refusal);

#endif
