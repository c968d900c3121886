/*
 * label_field: what a label can say: the names that stand in {braces} in its template, and which things have them. Pure.
 * Who fills them is service/label_data.h; who draws them is label/label.h.
 */
#ifndef DOMAIN_LABEL_FIELD_H
#define DOMAIN_LABEL_FIELD_H

#include "base/arena.h"
#include "base/buf.h"

/* What a label is for. */
enum label_for { LABEL_FOR_UNIT, LABEL_FOR_PACKAGE, LABEL_FOR_LOCATION, LABEL_FOR_PRODUCT, LABEL_FOR_TOTAL };
extern const char *const label_for_names[LABEL_FOR_TOTAL];

enum label_field {
    LABEL_UNIT_SERIAL,
    LABEL_UNIT_IMEI,
    LABEL_UNIT_MAC,
    LABEL_UNIT_ASSET_TAG,
    LABEL_PRODUCT_SKU,
    LABEL_PRODUCT_NAME,
    LABEL_PRODUCT_CATEGORY,
    LABEL_PRODUCT_GTIN, /* 14 digits */
    LABEL_PRODUCT_EAN,  /* the 13 digits that an EAN-13 has; empty when the GTIN is that of a larger pack */
    LABEL_LOT_NUMBER,
    LABEL_LOT_EXPIRES, /* 2026-11-23 */
    LABEL_LOT_EXPIRES_YYMMDD,
    LABEL_LOCATION_CODE,
    LABEL_LOCATION_NAME,
    LABEL_LOCATION_GLN,
    LABEL_PACKAGE_CODE,
    LABEL_PACKAGE_SSCC, /* 18 digits; empty when the code is none */
    LABEL_PACKAGE_UNITS,
    LABEL_ORGANISATION,
    LABEL_DATE, /* on which the label is drawn: 2026-11-23 */
    LABEL_GS1, /* element string with Application Identifiers in brackets: "[01]09506000134352[21]A1"; texts show parentheses */
    LABEL_LINK, /* what the label's QR code opens */
    LABEL_FIELD_TOTAL
};

struct label_field_row {
    const char *name;    /* "unit.serial" */
    unsigned things;     /* bit 1 << enum label_for: those that have it */
    const char *example; /* for a preview without a real thing */
};
extern const struct label_field_row label_fields[LABEL_FIELD_TOTAL];

/* What one label says. Empty: the thing has none. */
struct label_values {
    struct str at[LABEL_FIELD_TOTAL];
};

/* The field of that name which this kind of thing has; LABEL_FIELD_TOTAL: there is none. */
enum label_field label_field_find(struct str name, enum label_for thing);
/* Their names, "unit.serial, product.sku ...", in the arena. */
struct str label_field_names(struct arena *a, enum label_for thing);
/* All that this kind of thing has, filled with the examples. */
void label_values_example(enum label_for thing, struct label_values *ret);

#endif
