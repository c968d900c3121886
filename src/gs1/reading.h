/*
 * reading: what was read from a carrier, of whatever standard: its kind, its fields, and the elements or parts they came from. Filled by
 * the readers (carrier.h is their front end), printed by who asks.
 */
#ifndef GS1_READING_H
#define GS1_READING_H

#include "gs1/epc.h"
#include "gs1/symbology.h"

enum gs1_carrier {
    GS1_CARRIER_PLAIN, /* text of nobody's standard: a serial, a code of a location, an order number */
    GS1_CARRIER_NUMBER, /* bare digits that are a GTIN, GLN or SSCC by length and check digit; may still be something else */
    GS1_CARRIER_ELEMENT_STRING,   /* GS1 element string, raw or in brackets */
    GS1_CARRIER_DIGITAL_LINK,     /* GS1 Digital Link URI */
    GS1_CARRIER_URL,              /* another web link */
    GS1_CARRIER_EPC_URN,          /* urn:epc:id:, urn:epc:class:, urn:epc:idpat: */
    GS1_CARRIER_EPC_TAG,          /* urn:epc:tag:, urn:epc:raw: */
    GS1_CARRIER_EPC_BINARY,       /* the memory of an RFID tag as hexadecimal digits */
    GS1_CARRIER_ISO15434,         /* message of ISO/IEC 15434: "[)>" ... */
    GS1_CARRIER_DATA_IDENTIFIERS, /* MH10.8.2 data identifiers without an envelope: only when they are expected */
    GS1_CARRIER_HIBC,             /* HIBC supplier labels (ANSI/HIBC 2) */
    GS1_CARRIER_ICCBBA,           /* ISBT 128 data structures */
    GS1_CARRIER_COUNT
};
extern const char *const gs1_carrier_names[GS1_CARRIER_COUNT]; /* "plain", "element_string" ... */

/* What was read. Dates are YYYY-MM-DD; a GTIN always has 14 digits; keys keep their check digits. */
enum gs1_field {
    GS1_FIELD_GTIN,
    GS1_FIELD_SERIAL,
    GS1_FIELD_LOT,
    GS1_FIELD_EXPIRY,
    GS1_FIELD_PRODUCTION_DATE,
    GS1_FIELD_SSCC,
    GS1_FIELD_CONTENT, /* GTIN of what is inside a logistic unit */
    GS1_FIELD_COUNT,   /* how many: pieces of the content, or of a part */
    GS1_FIELD_GLN,     /* of a location or a party */
    GS1_FIELD_GLN_EXTENSION,
    GS1_FIELD_GRAI,
    GS1_FIELD_GIAI,
    GS1_FIELD_GDTI,
    GS1_FIELD_CPID,
    GS1_FIELD_CPID_SERIAL,
    GS1_FIELD_ITIP,
    GS1_FIELD_IMEI,
    GS1_FIELD_UDI_DI, /* device identifier of HIBC and ICCBBA; that of GS1 is the GTIN */
    GS1_FIELD_PART_NUMBER,
    GS1_FIELD_SUPPLIER_PART_NUMBER,
    GS1_FIELD_SUPPLIER,
    GS1_FIELD_ORDER_NUMBER,
    GS1_FIELD_DELIVERY_NOTE,
    GS1_FIELD_LICENCE_PLATE, /* of a package: ISO/IEC 15459 */
    GS1_FIELD_EPC,           /* pure identity URI: of an EPC, and of a GS1 key whose company prefix is known */
    GS1_FIELD_DONATION,      /* ISBT 128 donation identification number */
    GS1_FIELD_URL,
    GS1_FIELD_COUNT_OF
};
extern const char *const gs1_field_names[GS1_FIELD_COUNT_OF]; /* "gtin", "production_date" ... */

enum { GS1_READING_FIELDS_MAX = 32, GS1_READING_PARTS_MAX = 64 };

/* A piece of a carrier that is not made of Application Identifiers. */
struct gs1_part_read {
    char id[6];        /* "1P", "$$", "=>"; NUL terminated */
    const char *title; /* for people; NULL: not in our table */
    struct str value;
    size_t at; /* of the value, in data */
};

struct gs1_reading {
    enum gs1_carrier carrier;
    const struct gs1_symbology *symbology; /* NULL: not said, or not known */
    struct str
        data; /* without what scanners put around it and without the symbology identifier; written signs for control characters are
                        those characters */
    size_t field_count;
    struct {
        enum gs1_field field; /* each at most once */
        struct str value;
    } fields[GS1_READING_FIELDS_MAX];
    struct gs1_message
        message; /* GS1 elements: of element strings and links, what an EPC means, format 05 of ISO/IEC 15434 */
    const struct gs1_epc *epc; /* what was read, or made of elements; NULL: none. In the arena */
    size_t part_count;
    struct gs1_part_read parts[GS1_READING_PARTS_MAX];
    struct gs1_problem
        doubt; /* what was read, but looks odd: a separator missing at the end, a number that nearly is a GTIN. rule NONE: no */
};

/* Value of a field, {NULL,0} when it was not read. */
struct str gs1_reading_field(const struct gs1_reading *r, enum gs1_field field);

/* Nothing was read. What is counted is not cleared: it is written before it is read, and there is a lot of it. */
void gs1_reading_clear(struct gs1_reading *r);

/* For the readers. Note a field, unless it has no value or is there already. */
void gs1_reading_add(struct gs1_reading *r, enum gs1_field field, struct str value);
/* Note a date as YYYY-MM-DD, in the arena. */
void gs1_reading_add_date(struct arena *a, struct gs1_reading *r, enum gs1_field field, int year, int month, int day);
/* Note a part; false when there is no room. */
bool gs1_reading_part(struct gs1_reading *r, struct str id, const char *title, struct str value, size_t at);
/* The fields of the elements of r->message; year as in value.h. */
void gs1_reading_elements(struct arena *a, struct gs1_reading *r, int year);

#endif
