/*
 * service/scan_read: what was scanned -> what it says: kind of carrier, fields, elements, or what is wrong with it. The carriers themselves
 * are read by gs1/carrier.h; what is added here is what only a register of units asks for. Looks nothing up; what it is to us is
 * scan_match.h's.
 */
#ifndef SERVICE_SCAN_READ_H
#define SERVICE_SCAN_READ_H

#include "gs1/carrier.h"

enum { SCAN_FORMS_MAX = 4 };

struct scan_read {
    int year; /* this year */
    struct gs1_reading reading;
    struct str text; /* the code as the books may have it: without symbology identifier and without what frames it */
    struct str symbology;             /* "]d2"; empty: the scanner did not say */
    struct str token;                 /* the code is the address of a label, /p/ and this; empty: it is not */
    struct str mac;                   /* a plain text that may be one, as it is stored */
    struct str forms[SCAN_FORMS_MAX]; /* of a plain text: further ways in which the books may have it */
    size_t form_count;
    bool marked; /* it can be nothing else than that carrier */
    bool faulty; /* the carrier is clear, and it breaks a rule: what it says cannot be believed */
    struct gs1_problem
        problem; /* rule NONE: none. Not faulty: elements that do not fit together, or what looks odd. at: in the code as scanned */
};

/* Texts point into code or the arena. code is UTF-8; year: this year; prefixes: the company prefixes that are known. ret is all zeros
 * before. */
void scan_read(struct arena *a, struct str code, int year, const struct gs1_company_prefixes *prefixes,
               struct scan_read *ret);

/* A field of the reading; {NULL,0}: not read. */
static inline struct str scan_field(const struct scan_read *r, enum gs1_field field)
{
    return gs1_reading_field(&r->reading, field);
}

/* The serial, whatever kind of key it belongs to. */
static inline struct str scan_serial(const struct scan_read *r)
{
    struct str serial = scan_field(r, GS1_FIELD_SERIAL);
    return serial.len ? serial : scan_field(r, GS1_FIELD_CPID_SERIAL);
}

/* What a unit may bear, or have borne, as its serial: the serial, or else the text as it is. */
static inline struct str scan_number(const struct scan_read *r)
{
    struct str serial = scan_serial(r);
    return serial.len ? serial : r->text;
}

/* The carrier says by itself what its fields are: nobody has to guess. */
static inline bool scan_says(const struct scan_read *r)
{
    return r->marked || (r->reading.carrier != GS1_CARRIER_PLAIN && r->reading.carrier != GS1_CARRIER_NUMBER &&
                         r->reading.carrier != GS1_CARRIER_URL);
}

#endif
