/*
 * import_suggest: what the columns of a file probably mean, for a person who then says so. A header that is a word of ours is
 * certain; one that has such a word in it ("Device Serial No") is likely. No field is suggested twice.
 */
#ifndef DOMAIN_IMPORT_SUGGEST_H
#define DOMAIN_IMPORT_SUGGEST_H

#include "domain/import_field.h"

enum { IMPORT_CERTAIN = 100, IMPORT_LIKELY_MIN = 40 };

struct import_suggestion {
    const struct import_field_row *row; /* NULL: none */
    int confidence;                     /* percent */
};

/* One for each cell of the header; layout must not be auto. */
void import_suggest(enum import_kind kind, enum import_layout layout, const struct str *cells, size_t count,
                    struct import_suggestion *ret);

#endif
