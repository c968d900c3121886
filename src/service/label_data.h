/*
 * service/label_data: what the labels of units, packages, locations and products say: the fields of domain/label_field.h, as the
 * database has them. Reads only; who may see a thing may have its label. How a label looks is not known here.
 */
#ifndef SERVICE_LABEL_DATA_H
#define SERVICE_LABEL_DATA_H

#include "domain/label_field.h"
#include "service/ctx.h"

/* The things that labels are for, in the order in which they are wanted. */
struct label_things {
    enum label_for thing;
    const int64_t *units;    /* units by key; NULL: by product and serial */
    struct str product;      /* SKU, of the units whose serials these are */
    const struct str *codes; /* serials, or codes of packages or locations, or SKUs of products */
    size_t count;
    uint64_t
        fields; /* bits 1 << enum label_field: those that are wanted; what costs a look-up more is left out otherwise */
};

/* Fill ret[0..count) for the things from..from+count. Texts are in ctx->arena. Refused: unknown_unit, unknown_package ...: the row
 * counts from 1 over all things. */
bool service_label_values(struct ctx *ctx, const struct label_things *t, size_t from, size_t count,
                          struct label_values *ret);

#endif
