/*
 * fields: one table says how a struct looks on the wire. From it JSON bodies are read, JSON and CSV are written, and unknown members
 * are refused with the list of those that exist.
 */
#ifndef API_FIELDS_H
#define API_FIELDS_H

#include "api/body.h"
#include "api/cells.h"
#include "api/reply.h"

enum api_field_kind {
    API_FIELD_TEXT,       /* struct str */
    API_FIELD_INT,        /* int64_t, from min to max */
    API_FIELD_BOOL,       /* bool */
    API_FIELD_CHOICE,     /* an enum, by its name among names[0..max] */
    API_FIELD_DATE,       /* msec, 0: none; a date when it is a midnight UTC, otherwise an instant */
    API_FIELD_TIME,       /* msec, an instant */
    API_FIELD_ATTRIBUTES, /* struct str: a JSON object, or empty */
    API_FIELD_WORDS,      /* struct str: words with a blank between them, an array of texts */
    API_FIELD_BITS,       /* unsigned: a set of names[0..max], an array of them */
};

enum {
    API_FIELD_NEEDED = 1,   /* must be there when the thing is made */
    API_FIELD_ONCE = 2,     /* can be said only when the thing is made */
    API_FIELD_READONLY = 4, /* is never read */
    API_FIELD_OR_NULL = 8   /* an empty text is written as null: it is a key or names another thing */
};

struct api_field {
    const char *name;
    enum api_field_kind kind;
    size_t at; /* offset in the struct */
    unsigned flags;
    int64_t min, max;
    const char *const *names;
};

/* A table of them. */
struct api_fields {
    const struct api_field *at;
    size_t count;
};

/* Read all members that are there onto thing, those of API_FIELD_ONCE only when making. Absent ones stay as they are; what is wrong is
 * noted in b. */
void api_fields_read(struct api_body *b, const struct api_fields *f, bool making, void *thing);
/* The members of thing, without braces. */
void api_fields_json(struct json_out *o, const struct api_fields *f, const void *thing);
/* The cells of thing, and the names of the columns (NULL behind the last; in the arena, NULL when that is used up). */
void api_fields_csv(struct api_cells *out, const struct api_fields *f, const void *thing);
const char *const *api_fields_columns(struct arena *a, const struct api_fields *f);

#endif
