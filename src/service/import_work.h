/*
 * import_work: what the parts of an import share (import.c, import_read.c, import_cells.c, import_repeats.c, import_names.c,
 * import_units.c, import_master.c, import_report.c). Not for others.
 */
#ifndef SERVICE_IMPORT_WORK_H
#define SERVICE_IMPORT_WORK_H

#include "base/csv.h"
#include "domain/event.h"
#include "domain/location.h"
#include "domain/party.h"
#include "domain/product.h"
#include "service/import.h"

struct import_error {
    struct import_error *next;
    struct str column; /* header; empty: the whole row */
    enum refusal_code code;
    struct str detail;
};

/* What many rows say alike about their units; all texts as in the file. */
struct import_terms {
    struct str sku, name, gtin;
    struct str lot, location, site, bin, supplier, customer, purchase_order, order;
    msec expires, made, warranty_end; /* 0: not given */
    struct time_zoned received, delivered;
    bool has_received, has_delivered;
    enum status status;
    /* Found in each pass (import_names.c, import_units.c): */
    int pass;                                                             /* in which */
    struct refusal refusal;                                               /* not to be had */
    struct str product_code, location_code, supplier_code, customer_code; /* as they are stored */
    struct time_zoned comes, leaves;
};

/* What a row says about units. */
struct import_goods {
    struct import_terms *terms; /* shared */
    struct str *serials;        /* one in the layout rows */
    size_t serial_count;
    struct identifier *identifiers;
    size_t identifier_count;
    struct str attributes;
    int64_t stated[3]; /* quantities that the row states, by enum import_quantity; -1: none */
    bool miscounted;   /* they disagree with its serials */
};

enum import_quantity { QUANTITY_BIN, QUANTITY_LOT, QUANTITY_SITE }; /* from the narrowest */

/* A row of the file. */
struct import_line {
    int line; /* where it begins, from 1 */
    bool bad;
    size_t at; /* the same in bytes */
    struct import_error *errors, *last_error;
    union { /* by kind; NULL: the cells do not fit the header */
        struct import_goods *goods;
        struct product *product;
        struct location *location;
        struct party *party;
    };
};

struct import_unit {
    struct import_line *line;
    struct str serial;
};

struct import_counts {
    size_t products, locations, parties, units;
};

struct import {
    struct import_options options;
    struct csv csv; /* at the beginning of the rows */
    struct import_map map;
    struct import_line *lines;
    size_t line_count;
    struct import_unit *units; /* of all lines, in the file's order */
    size_t unit_count;
    size_t bad_count, error_count;
    bool broken; /* the text cannot be read to its end */
    int pass;
    size_t work_done, work_total; /* of this pass: rows, or units and how often each is handled */
    struct import_counts created;
    struct import_terms *recent[256]; /* by hash: rows with the same terms mostly stand together */
};

/* So much more of the pass is done; tells whoever looks. */
void import_worked(struct import *im, size_t work);
/* The arena is used up; false. */
bool import_too_large(struct ctx *ctx);

/* ---- import_report.c ---- */
/* Note what is wrong with the line; the line is bad then. */
void import_error(struct ctx *ctx, struct import *im, struct import_line *line, struct str column,
                  enum refusal_code code, struct str detail);
/* The same from ctx->refusal, which is cleared; outgoing: it was about the delivery. False when ctx->failure says that
 * the world failed: nothing is noted then. */
bool import_refused(struct ctx *ctx, struct import *im, struct import_line *line, bool outgoing);
struct str import_report_members(struct ctx *ctx, const struct import *im, const struct import_outcome *o);
/* The bad rows as they came, with their line and the reasons as further columns. */
struct str import_rejects(struct ctx *ctx, const struct import *im);

/* ---- import_cells.c ---- */
/* A row's cells become what they say, line->goods or line->product ...; mistakes are noted. */
bool import_cells_read(struct ctx *ctx, struct import *im, struct import_line *line, const struct csv_row *row);

/* ---- import_repeats.c: what takes all rows to see ---- */
/* Numbers that stand in the file twice: the later ones are bad. */
void import_find_repeats(struct ctx *ctx, struct import *im);
/* Rows of which the serials do not add up to the quantities that are stated. */
void import_compare_quantities(struct ctx *ctx, struct import *im);

/* ---- import_names.c: what the file calls things by, and their codes ---- */
struct import_names;

struct import_name {
    struct str code;         /* as it is stored; empty: refused */
    int64_t warranty_months; /* of a product */
    struct refusal refusal;
};

struct import_names *import_names_new(struct ctx *ctx, struct import *im);
void import_names_free(struct import_names *n);
/* Fill in the codes of the terms; what is missing is made when the options say so. False with ctx->refusal or ctx->failure. */
bool import_names_resolve(struct import_names *n, struct import_terms *t, int64_t *ret_warranty_months);

/* ---- import_units.c, import_master.c: one pass over the good lines ---- */
/* Bad lines are noted. False: refused as a whole, or the world failed. */
bool import_units_pass(struct ctx *ctx, struct ledger *ledger, struct import *im, struct str note);
bool import_master_pass(struct ctx *ctx, struct import *im);
/* The actor may do all that the import needs. */
bool import_units_authorise(struct ctx *ctx, const struct import *im);

#endif
