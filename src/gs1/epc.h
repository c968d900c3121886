/*
 * epc: Electronic Product Codes (EPC Tag Data Standard 1.13, sections 6 to 15): pure identity URIs (urn:epc:id:sgtin:...), classes and
 * patterns (urn:epc:class:lgtin:..., urn:epc:idpat:...), tag URIs (urn:epc:tag:sgtin-96:...) and the bits of a tag as hexadecimal digits, and
 * the GS1 elements that they are another form of.
 *
 * From an EPC to elements nothing else must be known. The other way the length of the company prefix must be: from a list.
 */
#ifndef GS1_EPC_H
#define GS1_EPC_H

#include "gs1/element.h"

enum gs1_epc_key {
    GS1_EPC_SGTIN,
    GS1_EPC_SSCC,
    GS1_EPC_SGLN,
    GS1_EPC_GRAI,
    GS1_EPC_GIAI,
    GS1_EPC_GDTI,
    GS1_EPC_CPI,
    GS1_EPC_ITIP,
    GS1_EPC_GSRN, /* from here on as URI only, no tags */
    GS1_EPC_GSRNP,
    GS1_EPC_PGLN,
    GS1_EPC_SGCN,
    GS1_EPC_UPUI,
    GS1_EPC_OTHER /* known by name (gid, usdod ...): there are no elements for it */
};

enum gs1_epc_level {
    GS1_EPC_INSTANCE, /* one thing */
    GS1_EPC_LOT,      /* urn:epc:class:lgtin: serial is the lot */
    GS1_EPC_PATTERN   /* urn:epc:idpat: all serials of a key, or all of a company */
};

enum { GS1_EPC_FILTER_MAX = 7 };

struct gs1_epc_tag; /* a row of the table of tag formats: sgtin-96 ... */

/* Texts are plain (no percent signs) and point into the input or the arena. */
struct gs1_epc {
    enum gs1_epc_key key;
    enum gs1_epc_level level;
    struct str prefix;    /* GS1 Company Prefix, 6 to 12 digits */
    struct str reference; /* with the indicator (SGTIN, ITIP) or extension digit (SSCC) in front, without check digit */
    bool every_reference; /* of a pattern: all of the company */
    struct str pieces;    /* ITIP: piece and total, 4 digits */
    struct str serial;    /* empty: the key has none, or (SGLN "0") no extension */
    unsigned filter;      /* of tags: 0 to 7 */
    const struct gs1_epc_tag *tag; /* how it is, or is going to be, in a tag; NULL: the smallest that it fits in */
};

/* GS1 Company Prefixes of this company and its suppliers: digits, 4 to 12 of them. Their length is what an EPC needs to know. */
struct gs1_company_prefixes {
    size_t count;
    const struct str *items;
};

/* Can text be a company prefix: 4 to 12 digits? */
bool gs1_company_prefix_ok(struct str text);
/* Prefixes in one text, with commas or blanks between them (a setting); false when one is none. In the arena; texts point into text. */
bool gs1_company_prefixes_read(struct arena *a, struct str text, struct gs1_company_prefixes *ret);

/* Does text begin with urn:epc:, whatever the case? */
bool gs1_epc_looks(struct str text);
/* Read a URI of any of these forms. */
bool gs1_epc_read(struct arena *a, struct str text, struct gs1_epc *ret, struct gs1_problem *ret_problem);
/* Read the EPC memory of a tag, from the header on: hexadecimal digits, filled up with zeros. */
bool gs1_epc_hex_read(struct arena *a, struct str hex, struct gs1_epc *ret, struct gs1_problem *ret_problem);
/* Row of a tag format by its name ("sgtin-96"), or NULL. */
const struct gs1_epc_tag *gs1_epc_tag_named(struct str name);

/* The elements that an EPC stands for, appended to *m; none for GS1_EPC_OTHER and for patterns without a reference. */
bool gs1_epc_elements(struct arena *a, const struct gs1_epc *epc, int year, struct gs1_message *m,
                      struct gs1_problem *ret_problem);
/* The EPC of the first key of a message. A GTIN or asset type without a serial number becomes a lot or a pattern. */
bool gs1_epc_of(struct arena *a, const struct gs1_message *m, const struct gs1_company_prefixes *prefixes,
                struct gs1_epc *ret, struct gs1_problem *ret_problem);

/* Write; NUL terminated in the arena, {NULL,0} when that is at its limit. Not for GS1_EPC_OTHER. */
struct str gs1_epc_uri(struct arena *a, const struct gs1_epc *epc);
/* False when it does not fit into its tag, or into none. */
bool gs1_epc_tag_uri(struct arena *a, const struct gs1_epc *epc, struct str *ret, struct gs1_problem *ret_problem);
/* In capitals, filled up with zeros to whole words of 16 bits. */
bool gs1_epc_hex(struct arena *a, const struct gs1_epc *epc, struct str *ret, struct gs1_problem *ret_problem);

/* Every way in which an EPC of one thing is written: the pure identity URI, and for each tag format that it fits in, with each filter value,
 * tag URI and hexadecimal digits. In the arena; returns how many; 0: it names no one thing, or has no elements. */
enum { GS1_EPC_FORMS_MAX = 1 + 2 * 2 * (GS1_EPC_FILTER_MAX + 1) };
size_t gs1_epc_forms(struct arena *a, const struct gs1_epc *epc, struct str ret[GS1_EPC_FORMS_MAX]);

#endif
