/*
 * digital_link: GS1 Digital Link URIs (URI syntax 1.6): https://host/any/stem/01/09506000134352/21/ABC?17=261231.
 * The compressed form is not read.
 */
#ifndef GS1_DIGITAL_LINK_H
#define GS1_DIGITAL_LINK_H

#include "gs1/element.h"

/* Texts point into the input, values of elements into the arena. */
struct gs1_link {
    struct str origin;          /* "https://example.com/any/stem": all before the "/" of the primary key */
    struct str query, fragment; /* as written, without ? and #. Keys that are no AIs are kept here, and mean nothing */
    size_t path_count; /* elements of the path: the primary key and its qualifiers; those of the query follow */
    struct gs1_message message; /* values percent-decoded; a GTIN always with 14 digits */
};

#define GS1_LINK_CANONICAL "https://id.gs1.org"

/* Does text begin as a web link (http:// or https://, whatever the case)? */
bool gs1_link_looks(struct str text);
/* Read and check. Any host and stem; short names (gtin, ser) of older releases are understood; year as in value.h. Whether the elements
 * fit together is asked of gs1_message_check(&link.message). On false *ret_problem says what is wrong; its `at` counts in text. */
bool gs1_link_read(struct arena *a, struct str text, int year, struct gs1_link *ret, struct gs1_problem *ret_problem);
/* The link for a message, at an origin ("https://example.com/any/stem", no slash at its end). The first primary key of the message with
 * which it works is the one of the path, its qualifiers follow; all else is the query, sorted. False when there is no key, or when an
 * element cannot stand in a link. The text is in the arena, NUL terminated; {NULL,0} when that is at its limit. */
bool gs1_link_write(struct arena *a, const struct gs1_message *m, struct str origin, struct str *ret,
                    struct gs1_problem *ret_problem);
/* The canonical form: host id.gs1.org, numeric keys, query sorted and without other keys. */
bool gs1_link_canonical(struct arena *a, const struct gs1_message *m, struct str *ret, struct gs1_problem *ret_problem);

#endif
