/*
 * scan_match: see the header.
 */
#include "service/scan_match.h"

#include "gs1/check.h"
#include "service/link.h"
#include "service/scan_units.h"
#include "service/unit_read.h"
#include "store/print_job.h"
#include "store/stock_read.h"
#include "store/trace.h"

void scan_note(struct scan *s, const char *code, struct str detail)
{
    if (s->note_count < SCAN_NOTES_MAX && detail.ptr)
        s->notes[s->note_count++] = (struct scan_note){code, detail};
}

/* What is inside something that is stolen or missing raises its alarm: it is in no place, and with nobody. */
static bool alarm_of(struct ctx *ctx, const struct unit *u, const char **ret)
{
    int64_t id;
    struct unit_view top;
    *ret = unit_alarm(u->status);
    if (u->status != STATUS_INSTALLED || u->location_id || u->party_id)
        return true;
    if (!ctx_check(ctx, store_trace_top(ctx->db, u->id, &id)) || !service_unit_view(ctx, id, &top))
        return false;
    *ret = unit_alarm(top.unit.status);
    return true;
}

static bool raise_alarms(struct ctx *ctx, struct scan *s)
{
    for (size_t i = 0; i < s->units.count; i++) {
        const char *alarm;
        if (!alarm_of(ctx, &s->units.items[i].unit, &alarm))
            return false;
        if (alarm)
            s->alarm = alarm;
    }
    return true;
}

/* The address on a label, made by service/link.h. */
static bool match_token(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    int64_t id = 0;
    if (!s->read.token.len)
        return true;
    if (!service_link_read(ctx, s->read.token, &id))
        return false;
    if (id == 0)
        scan_note(s, "unknown_label",
                  STR("The address of this label is none of this installation, or it was made void."));
    return id == 0 || scan_units_add(ctx, id, ids);
}

static bool find_product(struct ctx *ctx, struct str code, struct scan *s)
{
    if (s->has_product)
        return true;
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, code, &s->product);
    if (r == DB_DONE && gs1_gtin_normalise(code, NULL, gtin) == GS1_VALID)
        r = store_product_by_gtin(ctx->db, ctx->arena, (struct str){gtin, GS1_GTIN_LEN}, &s->product);
    return scan_found(ctx, r, &s->has_product);
}

static bool find_location(struct ctx *ctx, struct str code, struct scan *s)
{
    return scan_found(ctx, store_location_by_code(ctx->db, ctx->arena, code, &s->location), &s->has_location);
}

static bool find_party(struct ctx *ctx, struct str code, struct scan *s)
{
    return scan_found(ctx, store_party_by_code(ctx->db, ctx->arena, code, &s->party), &s->has_party);
}

static bool find_order(struct ctx *ctx, struct str code, struct scan *s)
{
    const struct event_filter f = {.order = code, .newest_first = true, .limit = SCAN_EVENTS};
    s->order = code;
    return scan_found(ctx, store_event_order_known(ctx->db, code), &s->has_order) &&
           (!s->has_order || service_event_list(ctx, &f, &s->events));
}

static bool find_package(struct ctx *ctx, struct str code, struct scan *s)
{
    struct package p;
    return s->has_package || (scan_found(ctx, store_package_by_code(ctx->db, ctx->arena, code, &p), &s->has_package) &&
                              (!s->has_package || service_package_view(ctx, code, &s->package)));
}

/* A place or party by its GLN; a place in that place when there is an extension and a place has it as code. */
static bool find_gln(struct ctx *ctx, struct str gln, struct str extension, struct scan *s)
{
    if (!s->has_location &&
        !scan_found(ctx, store_location_by_gln(ctx->db, ctx->arena, gln, &s->location), &s->has_location))
        return false;
    if (!s->has_party && !scan_found(ctx, store_party_by_gln(ctx->db, ctx->arena, gln, &s->party), &s->has_party))
        return false;
    struct location inner;
    struct location_list above = {0};
    bool there = false;
    if (!s->has_location || str_empty(extension))
        return true;
    if (!scan_found(ctx, store_location_by_code(ctx->db, ctx->arena, extension, &inner), &there) || !there)
        return !ctx->failure;
    if (!ctx_check(ctx, store_location_ancestors(ctx->db, ctx->arena, inner.id, &above)))
        return false;
    for (size_t i = 0; i < above.count; i++)
        if (above.items[i].id == s->location.id) {
            s->location = inner;
            break;
        }
    return true;
}

/* Everything that may be called so. */
static bool match_plain_things(struct ctx *ctx, struct scan *s)
{
    struct str code = s->read.text;
    return find_location(ctx, code, s) && find_package(ctx, code, s) && find_product(ctx, code, s) &&
           find_party(ctx, code, s) && (code.len != GS1_GLN_LEN || find_gln(ctx, code, (struct str){0}, s)) &&
           find_order(ctx, code, s);
}

/* ---- packages and places that a carrier names ---- */

/* An SSCC may be in the books as 18 digits, or as scanners read it, with its Application Identifier. */
static bool find_sscc(struct ctx *ctx, struct str sscc, struct scan *s)
{
    return find_package(ctx, sscc, s) && find_package(ctx, arena_fmt(ctx->arena, "00%.*s", STR_ARG(sscc)), s) &&
           find_package(ctx, arena_fmt(ctx->arena, "(00)%.*s", STR_ARG(sscc)), s);
}

/* A package may bear the number of any issuer, an order the number that its label says. */
static bool match_things(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct str sscc = scan_field(r, GS1_FIELD_SSCC), plate = scan_field(r, GS1_FIELD_LICENCE_PLATE),
               gln = scan_field(r, GS1_FIELD_GLN);
    if ((sscc.len && !find_sscc(ctx, sscc, s)) || (plate.len && !find_package(ctx, plate, s)))
        return false;
    return !scan_says(r) || !gln.len || find_gln(ctx, gln, scan_field(r, GS1_FIELD_GLN_EXTENSION), s);
}

/* Only where the carrier says nothing else: every label of a delivery names its order. */
static bool match_order(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct str order = scan_field(r, GS1_FIELD_ORDER_NUMBER);
    bool only = scan_says(r) && order.len && !scan_names_product(r) && !scan_serial(r).len &&
                !scan_field(r, GS1_FIELD_SSCC).len;
    return !only || find_order(ctx, order, s);
}

/* ---- all ---- */

static bool count_more(struct ctx *ctx, struct scan *s)
{
    if (s->has_location && !ctx_check(ctx, store_stock_below(ctx->db, s->location.id, &s->location_units)))
        return false;
    return !s->has_lot || !s->has_product ||
           ctx_check(ctx, store_lot_units(ctx->db, s->lot.id, SCAN_LOT_UNITS, &s->lot_units));
}

/* A label of the unit with that number was printed here: it is void. */
static bool note_void_label(struct ctx *ctx, struct scan *s, int64_t unit_id, struct str number)
{
    struct print_traces t = {0};
    char date[TIME_TEXT_MAX];
    if (!ctx_check(ctx, store_print_label_of_unit(ctx->db, ctx->arena, unit_id, INT64_MAX, 0, SCAN_LABELS, &t)))
        return false;
    for (size_t i = 0; i < t.count; i++)
        if (str_eq(t.items[i].label.code, number) && label_out(t.items[i].label.state)) {
            time_print_date(t.items[i].created_at, date);
            scan_note(
                s, "void_label",
                arena_fmt(ctx->arena, "This label, printed on %s, is void: print a new one and take it off.", date));
            return true;
        }
    return true;
}

/* The numbers that brought us here and that a unit no longer bears. */
static bool note_former(struct ctx *ctx, struct scan *s)
{
    struct str number = scan_number(&s->read);
    for (size_t i = 0; i < s->units.count; i++) {
        const struct unit_view *v = &s->units.items[i];
        for (size_t k = 0; k < v->former_count; k++) {
            if (!str_eq(v->former[k], number))
                continue;
            scan_note(s, "former_serial",
                      arena_fmt(ctx->arena, "%.*s %.*s was renumbered: its number is %.*s now.",
                                STR_ARG(v->product.code), STR_ARG(number), STR_ARG(v->unit.serial)));
            if (!note_void_label(ctx, s, v->unit.id, number))
                return false;
        }
    }
    return true;
}

bool scan_match(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct id_list ids = {0};
    if (r->faulty)
        return true;
    if (scan_says(r) && (!scan_units_said(ctx, s, &ids) || !match_order(ctx, s)))
        return false;
    if (!match_token(ctx, s, &ids) || !match_things(ctx, s))
        return false;
    if (!r->marked && (!scan_units_plain(ctx, r, &ids) || !match_plain_things(ctx, s)))
        return false;
    if (!scan_units_load(ctx, &ids, &s->units) || !raise_alarms(ctx, s) || !count_more(ctx, s))
        return false;
    s->has_named = s->has_named && s->units.count == 0;
    return note_former(ctx, s);
}
