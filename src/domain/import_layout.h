/*
 * import_layout: which column of a file means what. A table of fields for each kind of thing, with the words that people and
 * other programs use for them; headers are matched in any case, and without spaces, '_', '-', '#', '.', '*', '/' and brackets.
 * What a cell says is domain/import_cell.h's; what is done with it service/import.h's.
 */
#ifndef DOMAIN_IMPORT_LAYOUT_H
#define DOMAIN_IMPORT_LAYOUT_H

#include "base/arena.h"
#include "domain/refusal.h"

enum import_kind { IMPORT_PRODUCTS, IMPORT_LOCATIONS, IMPORT_PARTIES, IMPORT_UNITS, IMPORT_KIND_TOTAL };

enum import_layout {
    IMPORT_AUTO, /* whichever the headers look like */
    IMPORT_ROWS, /* one row, one thing */
    IMPORT_ZOHO, /* Zoho Inventory's opening stock: many serials in one cell */
    IMPORT_LAYOUT_TOTAL
};

extern const char *const import_kind_names[];   /* "products", "locations", "parties", "units" */
extern const char *const import_layout_names[]; /* "auto", "rows", "zoho" */

enum import_field {
    IMPORT_F_UNKNOWN,   /* not ours */
    IMPORT_F_SILENT,    /* known, and without meaning here */
    IMPORT_F_ATTRIBUTE, /* not ours, kept as an attribute under the column's name */
    IMPORT_F_IDENTIFIER,
    /* products, and what units say of theirs */
    IMPORT_F_SKU,
    IMPORT_F_NAME,
    IMPORT_F_GTIN,
    IMPORT_F_CATEGORY,
    IMPORT_F_WARRANTY_MONTHS,
    IMPORT_F_SHELF_LIFE_DAYS,
    IMPORT_F_MAINTENANCE_DAYS,
    IMPORT_F_SERIAL_FORMAT,
    IMPORT_F_NUMBERING,
    IMPORT_F_ACTIVE,
    /* locations and parties */
    IMPORT_F_CODE,
    IMPORT_F_KIND,
    IMPORT_F_PARENT,
    IMPORT_F_GLN,
    IMPORT_F_EMAIL,
    IMPORT_F_PHONE,
    IMPORT_F_ADDRESS,
    IMPORT_F_CONTACT,
    /* units */
    IMPORT_F_SERIAL,
    IMPORT_F_SERIALS,
    IMPORT_F_LOT,
    IMPORT_F_MAKER_LOT,
    IMPORT_F_EXPIRES,
    IMPORT_F_MADE,
    IMPORT_F_LOCATION,
    IMPORT_F_SITE,
    IMPORT_F_BIN,
    IMPORT_F_STATUS,
    IMPORT_F_SUPPLIER,
    IMPORT_F_CUSTOMER,
    IMPORT_F_RECEIVED,
    IMPORT_F_DELIVERED,
    IMPORT_F_PURCHASE_ORDER,
    IMPORT_F_ORDER,
    IMPORT_F_WARRANTY_END,
    IMPORT_F_COST,
    IMPORT_F_NOTES,
    IMPORT_F_OPENING_STOCK,
    IMPORT_F_QUANTITY_IN,
    IMPORT_F_BIN_QUANTITY,
    IMPORT_F_TOTAL
};

/* Our own name of a field: what its column is called when the file has none. */
extern const char *const import_field_names[];

struct import_column {
    enum import_field field;
    struct str header; /* as in the file */
    struct str key;    /* of an attribute: its name; of an identifier: its kind */
};

struct import_map {
    enum import_layout layout; /* never auto */
    struct import_column *columns;
    size_t count;
};

/* Columns that the file of bad rows has behind the original ones; they mean nothing when it comes back. */
#define IMPORT_LINE_COLUMN   "import_line"
#define IMPORT_REASON_COLUMN "import_reason"

/* What a person says that a column means; it goes before what its header says. */
struct import_choice {
    struct str header; /* as in the file */
    struct str
        field; /* our name of it (domain/import_field.h), IMPORT_AS_ATTRIBUTE, or {NULL, 0}: the column is passed over */
};
struct import_choices {
    const struct import_choice *items;
    size_t count;
};
#define IMPORT_AS_ATTRIBUTE "attribute"

/* The layout that a header has when none is said: never auto. */
enum import_layout import_layout_of(enum import_kind kind, const struct str *cells, size_t count);

/* What each cell of the header means; layout as asked for; choices may be NULL. False, and *refusal: a column that is needed is not
 * there, or two mean the same, or a choice is of no column or no field. Everything lives in the arena, or in the cells. */
bool import_map_header(struct arena *a, enum import_kind kind, enum import_layout layout,
                       const struct import_choices *choices, const struct str *cells, size_t count,
                       struct import_map *ret, struct refusal *refusal);
/* The column of that field, or NULL. */
const struct import_column *import_map_find(const struct import_map *m, enum import_field field);
/* The header of a field's column; our own name for it when there is none. */
struct str import_map_header_of(const struct import_map *m, enum import_field field);

#endif
