/*
 * scan: see the header.
 */
#include "service/scan.h"

#include <stdlib.h>

#include "domain/serial_format.h"
#include "service/authorise.h"
#include "service/scan_match.h"
#include "service/scan_near.h"

const char *const scan_kind_names[] = {
    [SCAN_UNKNOWN] = "unknown", [SCAN_UNIT] = "unit", [SCAN_LOCATION] = "location", [SCAN_PACKAGE] = "package",
    [SCAN_PRODUCT] = "product", [SCAN_LOT] = "lot",   [SCAN_PARTY] = "party",       [SCAN_ORDER] = "order",
};

/* ---- the code against the books ---- */

static void differ(struct scan *s, enum gs1_field field, struct str books)
{
    struct str read = scan_field(&s->read, field);
    if (read.len && !str_eq(read, books) && s->difference_count < SCAN_DIFFERENCES_MAX)
        s->differences[s->difference_count++] = (struct scan_difference){gs1_field_names[field], read, books};
}

static struct str date_text(struct ctx *ctx, msec at)
{
    char date[TIME_TEXT_MAX];
    if (at == 0)
        return (struct str){0};
    time_print_date(at, date);
    return arena_str(ctx->arena, str_of(date));
}

static bool differ_made(struct ctx *ctx, struct scan *s, int64_t lot_id)
{
    struct lot lot = {0};
    if (!scan_field(&s->read, GS1_FIELD_PRODUCTION_DATE).len)
        return true;
    if (lot_id && !ctx_check(ctx, store_lot_by_id(ctx->db, ctx->arena, lot_id, &lot)))
        return false;
    differ(s, GS1_FIELD_PRODUCTION_DATE, date_text(ctx, lot.made_at));
    return true;
}

/* Only where one thing is meant. */
static bool find_differences(struct ctx *ctx, struct scan *s)
{
    if (s->units.count == 1) {
        const struct unit_view *v = &s->units.items[0];
        differ(s, GS1_FIELD_LOT, v->lot);
        differ(s, GS1_FIELD_EXPIRY, date_text(ctx, v->lot_expires));
        return differ_made(ctx, s, v->unit.lot_id);
    }
    if (s->units.count == 0 && s->has_lot) {
        differ(s, GS1_FIELD_EXPIRY, date_text(ctx, s->lot.expires_at));
        differ(s, GS1_FIELD_PRODUCTION_DATE, date_text(ctx, s->lot.made_at));
    }
    return true;
}

/* ---- what brings it into the books ---- */

static void offer_command(struct ctx *ctx, struct scan *s, enum command_code code, const char *path)
{
    const struct scan_read *r = &s->read;
    if (!lifecycle_role_may(code, ctx->actor.roles))
        return;
    struct scan_offer o = {
        .command = lifecycle_commands[code].name,
        .path = path,
        .product = s->named.sku,
        .serial = scan_serial(r),
        .lot = scan_field(r, GS1_FIELD_LOT),
        .imei = scan_field(r, GS1_FIELD_IMEI),
    };
    if (o.lot.len &&
        !s->has_lot) { /* a lot that is known keeps its dates; without a lot there is nothing that could expire */
        o.expires = scan_field(r, GS1_FIELD_EXPIRY);
        o.made = scan_field(r, GS1_FIELD_PRODUCTION_DATE);
    }
    s->offers[s->offer_count++] = o;
}

/* A product that is known, a serial that is not. */
static void offer_unit(struct ctx *ctx, struct scan *s)
{
    struct refusal no = {0};
    if (!s->named.active) {
        scan_note(s, "product_closed",
                  arena_fmt(ctx->arena, "Product %.*s is closed: no new units.", STR_ARG(s->named.sku)));
        return;
    }
    struct serial_format format;
    serial_format_open(ctx->arena, s->named.serial_format, &format);
    if (!serial_fits(ctx->arena, &format, scan_serial(&s->read), &no)) {
        scan_note(s, "serial_format", no.detail);
        return;
    }
    offer_command(ctx, s, COMMAND_RECEIVE, "/v1/commands/receive");
    offer_command(ctx, s, COMMAND_COMMISSION, "/v1/commands/commission");
}

static void offer_product(struct ctx *ctx, struct scan *s)
{
    struct str gtin = scan_field(&s->read, GS1_FIELD_GTIN);
    scan_note(s, "unknown_product", arena_fmt(ctx->arena, "No product has GTIN %.*s.", STR_ARG(gtin)));
    if (service_may(&ctx->actor, MAY_WRITE_PRODUCTS))
        s->offers[s->offer_count++] =
            (struct scan_offer){.command = "create_product", .path = "/v1/products", .gtin = gtin};
}

/* Fewer digits than a retail symbol has may well be a serial whose last digit fits by chance. */
static bool may_be_gtin(const struct scan_read *r)
{
    return !r->faulty && scan_field(r, GS1_FIELD_GTIN).len && (scan_says(r) || r->text.len >= 12);
}

static bool answer_unknown(struct ctx *ctx, struct scan *s)
{
    s->could = lifecycle_allowed(STATUS_NONE, 0, ctx->actor.roles);
    if (s->has_named)
        offer_unit(ctx, s);
    else if (may_be_gtin(&s->read))
        offer_product(ctx, s);
    return scan_near(ctx, s);
}

/* ---- all ---- */

static enum scan_kind first_kind(const struct scan *s)
{
    const bool there[] = {
        [SCAN_UNIT] = s->units.count > 0,
        [SCAN_LOCATION] = s->has_location,
        [SCAN_PACKAGE] = s->has_package,
        [SCAN_PRODUCT] = s->has_product,
        [SCAN_LOT] = false,
        [SCAN_PARTY] = s->has_party,
        [SCAN_ORDER] = s->has_order,
    };
    for (int kind = SCAN_UNIT; kind <= SCAN_ORDER; kind++)
        if (there[kind])
            return (enum scan_kind)kind;
    return SCAN_UNKNOWN;
}

static int year_of(msec now)
{
    char date[TIME_TEXT_MAX];
    time_print_date(now, date);
    return (int)strtol(date, NULL, 10); /* it begins with the year's four digits */
}

bool service_scan(struct ctx *ctx, struct str code, const struct gs1_company_prefixes *prefixes, struct scan *ret)
{
    scan_read(ctx->arena, code, year_of(ctx->now), prefixes, &ret->read);
    if (arena_exhausted(ctx->arena))
        return ctx_check(ctx, DB_FAILED);
    if (!scan_match(ctx, ret) || !find_differences(ctx, ret))
        return false;
    ret->kind = first_kind(ret);
    return ret->kind != SCAN_UNKNOWN || answer_unknown(ctx, ret);
}
