/*
 * import_field: the fields that a file can have, for each kind of thing: our name, what people and other programs call it, and a
 * sentence. The tables that domain/import_layout.h and domain/import_suggest.h look into.
 */
#ifndef DOMAIN_IMPORT_FIELD_H
#define DOMAIN_IMPORT_FIELD_H

#include "domain/import_layout.h"

/* One field of a layout. The words are squeezed (see below), with '|' between them. */
struct import_field_row {
    enum import_field field;
    bool needed;
    const char *words;
    const char *kind; /* of an identifier */
};

struct import_fields {
    const struct import_field_row *rows;
    size_t count;
};

/* layout: rows or zoho; zoho is for units only. */
const struct import_fields *import_fields_of(enum import_kind kind, enum import_layout layout);
/* What a mapping calls the field: an identifier by its kind. */
struct str import_field_row_name(const struct import_field_row *row);
/* A sentence for whoever fills in the column; empty for what means nothing here. */
const char *import_field_row_says(const struct import_field_row *row);

enum { IMPORT_WORD_MAX = 64 };

/* Small letters without what people put between words; empty when it is longer than any word of ours. */
struct str import_squeeze(struct str header, char out[IMPORT_WORD_MAX]);
bool import_word_among(const char *words, struct str word);
/* The row that has this squeezed word, or that bears this name; NULL: none. */
const struct import_field_row *import_fields_by_word(const struct import_fields *f, struct str word);
const struct import_field_row *import_fields_by_name(const struct import_fields *f, struct str name);

#endif
