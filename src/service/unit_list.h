/*
 * service/unit_list: units by filter, with their codes. Reads only.
 */
#ifndef SERVICE_UNIT_LIST_H
#define SERVICE_UNIT_LIST_H

#include "domain/unit_view.h"
#include "service/ctx.h"
#include "store/unit_list.h"

/* Members of a filter by the codes that people use; empty: any. */
struct unit_codes {
    struct str product, location, party, owner, supplier;
};

struct unit_views {
    struct unit_view *items;
    size_t count;
};

/* Look the codes up and put them into f, and check that f's lot exists. Refused: unknown_product, unknown_location
 * ... */
bool service_unit_codes(struct ctx *ctx, const struct unit_codes *codes, struct unit_filter *f);
/* One code; *ret_id is untouched when the code is empty. */
bool service_product_id(struct ctx *ctx, struct str sku, int64_t *ret_id);
bool service_location_id(struct ctx *ctx, struct str code, int64_t *ret_id);
bool service_party_id(struct ctx *ctx, struct str code, const char *field, int64_t *ret_id);
/* Rows without identifiers and former serials. */
bool service_unit_list(struct ctx *ctx, const struct unit_filter *f, struct unit_views *ret);
/* The rows of these keys, in their order. */
bool service_unit_rows(struct ctx *ctx, const struct id_list *ids, struct unit_views *ret);

#endif
