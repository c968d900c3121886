/*
 * scan_units: see the header.
 */
#include "service/scan_units.h"

#include "gs1/check.h"
#include "service/unit_read.h"
#include "store/unit.h"

bool scan_found(struct ctx *ctx, enum db_result r, bool *ret)
{
    *ret = r == DB_ROW;
    return ctx_check(ctx, r);
}

/* ---- units ---- */

bool scan_units_add(struct ctx *ctx, int64_t id, struct id_list *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return true;
    return id_list_add(ctx->arena, ids, id) || ctx_check(ctx, DB_FAILED);
}

static bool add_units(struct ctx *ctx, enum db_result r, const struct id_list *more, struct id_list *ids)
{
    if (!ctx_check(ctx, r))
        return false;
    for (size_t i = 0; i < more->count; i++)
        if (!scan_units_add(ctx, more->at[i], ids))
            return false;
    return true;
}

bool scan_units_serial(struct ctx *ctx, struct str serial, struct id_list *ids)
{
    struct id_list more = {0};
    enum db_result r = store_unit_ids_by_serial(ctx->db, ctx->arena, serial, SCAN_UNITS_MAX, &more);
    return add_units(ctx, r, &more, ids);
}

static bool add_by_number(struct ctx *ctx, struct str number, struct id_list *ids)
{
    struct id_list more = {0};
    if (str_empty(number))
        return true;
    enum db_result r = store_unit_ids_by_number(ctx->db, ctx->arena, number, SCAN_UNITS_MAX, &more);
    return add_units(ctx, r, &more, ids);
}

bool scan_units_load(struct ctx *ctx, const struct id_list *ids, struct unit_views *ret)
{
    size_t count = ids->count < SCAN_UNITS_MAX ? ids->count : SCAN_UNITS_MAX;
    ret->items = ARENA_ARRAY(ctx->arena, count + 1, struct unit_view);
    if (!ret->items)
        return ctx_check(ctx, DB_FAILED);
    for (; ret->count < count; ret->count++)
        if (!service_unit_view(ctx, ids->at[ret->count], &ret->items[ret->count]))
            return false;
    return true;
}

/* ---- what a carrier says: GTIN or part number, serial, lot ---- */

static bool find_lot(struct ctx *ctx, const struct product *p, struct scan *s)
{
    if (!scan_field(&s->read, GS1_FIELD_LOT).len)
        return true;
    enum db_result r = store_lot_by_number(ctx->db, ctx->arena, p->id, scan_field(&s->read, GS1_FIELD_LOT), &s->lot);
    return scan_found(ctx, r, &s->has_lot);
}

/* What a product may be called by that has no GTIN: its SKU is the supplier's, the customer's or the maker's number. */
static const enum gs1_field part_fields[] = {GS1_FIELD_PART_NUMBER, GS1_FIELD_SUPPLIER_PART_NUMBER, GS1_FIELD_CPID,
                                             GS1_FIELD_UDI_DI};
enum { PARTS = sizeof part_fields / sizeof part_fields[0] };

bool scan_names_product(const struct scan_read *r)
{
    bool names = scan_field(r, GS1_FIELD_GTIN).len > 0;
    for (size_t i = 0; i < PARTS; i++)
        names |= scan_field(r, part_fields[i]).len > 0;
    return names;
}

static bool product_of(struct ctx *ctx, const struct scan_read *r, struct product *ret, bool *ret_is)
{
    enum db_result got = DB_DONE;
    struct str gtin = scan_field(r, GS1_FIELD_GTIN);
    if (gtin.len)
        got = store_product_by_gtin(ctx->db, ctx->arena, gtin, ret);
    for (size_t i = 0; i < PARTS && got == DB_DONE; i++)
        if (scan_field(r, part_fields[i]).len)
            got = store_product_by_sku(ctx->db, ctx->arena, scan_field(r, part_fields[i]), ret);
    return scan_found(ctx, got, ret_is);
}

static enum db_result unit_named(struct ctx *ctx, const struct scan_read *r, struct str serial, int64_t *ret_id)
{
    enum db_result got = DB_DONE;
    struct str gtin = scan_field(r, GS1_FIELD_GTIN);
    if (gtin.len)
        got = store_unit_by_gtin(ctx->db, gtin, serial, ret_id);
    for (size_t i = 0; i < PARTS && got == DB_DONE; i++)
        if (scan_field(r, part_fields[i]).len)
            got = store_unit_by_sku(ctx->db, scan_field(r, part_fields[i]), serial, ret_id);
    return got;
}

/* The serial that the product's unit bore before it was renumbered. */
static bool add_former(struct ctx *ctx, struct id_list *ids, const struct product *p, struct str serial)
{
    int64_t id;
    bool there;
    return scan_found(ctx, store_former_serial_owner(ctx->db, p->id, serial, &id), &there) &&
           (!there || scan_units_add(ctx, id, ids));
}

/* Product and serial: one look-up when the unit is there. */
static bool match_serial(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    const struct scan_read *r = &s->read;
    struct str serial = scan_serial(r);
    int64_t id;
    enum db_result got = unit_named(ctx, r, serial, &id);
    if (got == DB_ROW)
        return scan_units_add(ctx, id, ids);
    if (!ctx_check(ctx, got) || !product_of(ctx, r, &s->named, &s->has_named))
        return false;
    return !s->has_named || (add_former(ctx, ids, &s->named, serial) && find_lot(ctx, &s->named, s));
}

static bool match_item(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    const struct scan_read *r = &s->read;
    struct str serial = scan_serial(r);
    bool product = scan_names_product(r);
    if (product && serial.len)
        return match_serial(ctx, s, ids);
    if (product)
        return product_of(ctx, r, &s->product, &s->has_product) && (!s->has_product || find_lot(ctx, &s->product, s));
    return !serial.len || scan_units_serial(ctx, serial, ids);
}

/* A tag of the unit may have been put down in any form of its EPC. */
static bool add_by_epc(struct ctx *ctx, const struct scan_read *r, struct id_list *ids)
{
    struct id_list more = {0};
    struct str forms[GS1_EPC_FORMS_MAX];
    size_t count = r->reading.epc && ids->count == 0 ? gs1_epc_forms(ctx->arena, r->reading.epc, forms) : 0;
    if (count == 0)
        return true;
    return add_units(ctx, store_unit_ids_by_epc(ctx->db, ctx->arena, forms, count, &more), &more, ids);
}

/* Keys that units bear as further numbers, and the carrier as it is: somebody may have written that down. */
static bool match_numbers(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    static const enum gs1_field keys[] = {GS1_FIELD_IMEI, GS1_FIELD_GRAI,     GS1_FIELD_GIAI,
                                          GS1_FIELD_GDTI, GS1_FIELD_DONATION, GS1_FIELD_UDI_DI};
    const struct scan_read *r = &s->read;
    struct str grai = scan_field(r, GS1_FIELD_GRAI); /* element strings put a zero in front */
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (!add_by_number(ctx, scan_field(r, keys[i]), ids))
            return false;
    if (!add_by_number(ctx, str_slice(grai, 1, grai.len), ids))
        return false;
    for (size_t i = 0; i < r->form_count; i++)
        if (!add_by_number(ctx, r->forms[i], ids))
            return false;
    return add_by_epc(ctx, r, ids) && (ids->count > 0 || str_has_control(r->text) || add_by_number(ctx, r->text, ids));
}

/* ---- what a plain text may be ---- */

/* "4006381333931 ABC" or "ROUTER-5:ABC": at the first blank or colon. */
static bool split_words(struct str code, struct str *ret_product, struct str *ret_serial)
{
    size_t blank = str_find(code, ' '), colon = str_find(code, ':');
    size_t at = blank < colon ? blank : colon;
    if (at == 0 || at + 1 >= code.len)
        return false;
    *ret_product = str_slice(code, 0, at);
    *ret_serial = str_trim(str_slice(code, at + 1, code.len));
    return ret_serial->len > 0;
}

static enum db_result unit_of(struct ctx *ctx, struct str product, struct str serial, int64_t *ret_id)
{
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = DB_DONE;
    if (gs1_gtin_normalise(product, NULL, gtin) == GS1_VALID)
        r = store_unit_by_gtin(ctx->db, (struct str){gtin, GS1_GTIN_LEN}, serial, ret_id);
    return r == DB_DONE ? store_unit_by_sku(ctx->db, product, serial, ret_id) : r;
}

static bool add_pair(struct ctx *ctx, struct str code, struct id_list *ids)
{
    struct str product, serial;
    int64_t id;
    bool there;
    if (!split_words(code, &product, &serial))
        return true;
    return scan_found(ctx, unit_of(ctx, product, serial, &id), &there) && (!there || scan_units_add(ctx, id, ids));
}

bool scan_units_plain(struct ctx *ctx, const struct scan_read *r, struct id_list *ids)
{
    if (!add_pair(ctx, r->text, ids) || !scan_units_serial(ctx, r->text, ids) || !add_by_number(ctx, r->text, ids))
        return false;
    for (size_t i = 0; i < r->form_count; i++)
        if (!add_by_number(ctx, r->forms[i], ids))
            return false;
    return true;
}

bool scan_units_said(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    return match_item(ctx, s, ids) && match_numbers(ctx, s, ids);
}
