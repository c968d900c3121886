/*
 * scan: /v1/scan?code=: what is this, how is it now, and what may I do with it.
 */
#include "api/event_json.h"
#include "api/handlers.h"
#include "api/prefixes.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/unit_json.h"
#include "base/limits.h"
#include "gs1/symbology.h"
#include "service/scan.h"
#include "service/unit_read.h"

/* {"kind": .., ..}: the caller ends it. */
static void begin_match(struct json_out *o, enum scan_kind kind)
{
    json_begin_object(o);
    json_field_z(o, "kind", scan_kind_names[kind]);
}

static void put_units(struct json_out *o, const struct ctx *ctx, const struct unit_views *units)
{
    for (size_t i = 0; i < units->count; i++) {
        const struct unit_view *v = &units->items[i];
        begin_match(o, SCAN_UNIT);
        unit_json_members(o, v, service_unit_allowed(ctx, &v->unit), ctx->now);
        json_end_object(o);
    }
}

static void put_location(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_LOCATION);
    json_field_str(o, "code", s->location.code);
    json_field_opt(o, "name", s->location.name);
    json_field_z(o, "location_kind", location_kind_names[s->location.kind]);
    json_field_opt(o, "parent", s->location.parent_code);
    json_field_bool(o, "active", s->location.active);
    json_field_int(o, "units", s->location_units);
    json_end_object(o);
}

static void put_package(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_PACKAGE);
    json_field_str(o, "code", s->package.package.code);
    json_field_opt(o, "inside", s->package.outer);
    json_field_int(o, "packages", (int64_t)s->package.inside.count);
    json_field_int(o, "units", s->package.units);
    json_end_object(o);
}

static void put_product(struct json_out *o, const struct product *p)
{
    begin_match(o, SCAN_PRODUCT);
    json_field_str(o, "sku", p->sku);
    json_field_str(o, "name", p->name);
    json_field_opt(o, "gtin", p->gtin);
    json_field_bool(o, "active", p->active);
    json_end_object(o);
}

static void put_party(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_PARTY);
    json_field_str(o, "code", s->party.code);
    json_field_str(o, "name", s->party.name);
    json_field_z(o, "party_kind", party_kind_names[s->party.kind]);
    json_field_bool(o, "active", s->party.active);
    json_end_object(o);
}

static void put_lot(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_LOT);
    json_field_str(o, "product", s->product.sku);
    json_field_str(o, "number", s->lot.number);
    api_json_date_opt(o, "expires", s->lot.expires_at);
    api_json_date_opt(o, "made", s->lot.made_at);
    json_field_int(o, "units", s->lot_units);
    json_field_bool(o, "units_more", s->lot_units == SCAN_LOT_UNITS);
    json_end_object(o);
}

static void put_order(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_ORDER);
    json_field_str(o, "order", s->order);
    json_key(o, "events");
    json_begin_array(o);
    for (size_t i = 0; i < s->events.count; i++)
        event_json_item(o, &s->events.items[i]);
    json_end_array(o);
    json_end_object(o);
}

static void put_matches(struct json_out *o, const struct ctx *ctx, const struct scan *s)
{
    json_key(o, "matches");
    json_begin_array(o);
    put_units(o, ctx, &s->units);
    if (s->has_location)
        put_location(o, s);
    if (s->has_package)
        put_package(o, s);
    if (s->has_product)
        put_product(o, &s->product);
    if (s->has_product && s->has_lot)
        put_lot(o, s);
    if (s->has_party)
        put_party(o, s);
    if (s->has_order)
        put_order(o, s);
    json_end_array(o);
}

/* ---- what was read ---- */

/* Position: 1 is the first byte. */
static void put_problem(struct json_out *o, const struct gs1_problem *p)
{
    json_key(o, "problem");
    json_begin_object(o);
    json_field_z(o, "rule", gs1_rule_texts[p->rule].name);
    if (p->ai[0])
        json_field_z(o, "ai", p->ai);
    json_field_int(o, "position", (int64_t)p->at + 1);
    json_field_z(o, "detail", p->text);
    json_end_object(o);
}

static void put_fields(struct json_out *o, const struct scan_read *r)
{
    json_key(o, "fields");
    json_begin_object(o);
    for (size_t i = 0; i < r->reading.field_count; i++)
        json_field_str(o, gs1_field_names[r->reading.fields[i].field], r->reading.fields[i].value);
    json_field_opt(o, "mac", r->mac);
    json_field_opt(o, "token", r->token);
    json_end_object(o);
}

static void put_element(struct json_out *o, const char *id, const char *title, struct str value)
{
    json_begin_object(o);
    json_field_z(o, "id", id);
    if (title)
        json_field_z(o, "title", title);
    json_field_str(o, "value", value);
    json_end_object(o);
}

static void put_elements(struct json_out *o, const struct gs1_reading *g)
{
    if (g->message.count + g->part_count == 0)
        return;
    json_key(o, "elements");
    json_begin_array(o);
    for (size_t i = 0; i < g->message.count; i++)
        put_element(o, g->message.items[i].number, g->message.items[i].ai->title, g->message.items[i].value);
    for (size_t i = 0; i < g->part_count; i++)
        put_element(o, g->parts[i].id, g->parts[i].title, g->parts[i].value);
    json_end_array(o);
}

/* What merely looks odd is not worth a word once the thing was found. */
static void put_read(struct json_out *o, const struct scan *s)
{
    const struct scan_read *r = &s->read;
    json_key(o, "read");
    json_begin_object(o);
    json_field_z(o, "carrier", gs1_carrier_names[r->reading.carrier]);
    json_field_opt(o, "symbology", r->symbology);
    if (r->reading.symbology)
        json_field_z(o, "symbology_name", r->reading.symbology->name);
    put_fields(o, r);
    put_elements(o, &r->reading);
    if (r->problem.rule && (scan_says(r) || s->kind == SCAN_UNKNOWN))
        put_problem(o, &r->problem);
    json_end_object(o);
}

/* ---- what else there is to say ---- */

static void put_differences(struct json_out *o, const struct scan *s)
{
    if (s->difference_count == 0)
        return;
    json_key(o, "differences");
    json_begin_array(o);
    for (size_t i = 0; i < s->difference_count; i++) {
        const struct scan_difference *d = &s->differences[i];
        json_begin_object(o);
        json_field_z(o, "field", d->field);
        json_field_str(o, "read", d->read);
        json_field_opt(o, "books", d->books);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_notes(struct json_out *o, const struct scan *s)
{
    if (s->note_count == 0)
        return;
    json_key(o, "notes");
    json_begin_array(o);
    for (size_t i = 0; i < s->note_count; i++) {
        json_begin_object(o);
        json_field_z(o, "code", s->notes[i].code);
        json_field_str(o, "detail", s->notes[i].detail);
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_offer(struct json_out *o, const struct scan_offer *f)
{
    json_begin_object(o);
    json_field_z(o, "command", f->command);
    json_field_z(o, "path", f->path);
    json_key(o, "fields");
    json_begin_object(o);
    json_field_opt(o, "gtin", f->gtin);
    json_field_opt(o, "product", f->product);
    json_field_opt(o, "serial", f->serial);
    json_field_opt(o, "lot", f->lot);
    json_field_opt(o, "expires", f->expires);
    json_field_opt(o, "made", f->made);
    if (f->imei.len) {
        json_key(o, "identifiers");
        json_begin_object(o);
        json_field_str(o, "imei", f->imei);
        json_end_object(o);
    }
    json_end_object(o);
    json_end_object(o);
}

static void put_unknown(struct json_out *o, const struct ctx *ctx, const struct scan *s)
{
    if (s->has_named) {
        json_key(o, "product");
        put_product(o, &s->named);
    }
    json_key(o, "offer");
    json_begin_array(o);
    for (size_t i = 0; i < s->offer_count; i++)
        put_offer(o, &s->offers[i]);
    json_end_array(o);
    json_key(o, "near");
    json_begin_array(o);
    put_units(o, ctx, &s->near);
    json_end_array(o);
    json_field_commands(o, "could", s->could);
}

static enum http_outcome reply(struct call *call, const struct scan *s, struct str code)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "code", code);
    json_field_z(&o, "kind", scan_kind_names[s->kind]);
    if (s->alarm)
        json_field_z(&o, "alarm", s->alarm);
    json_field_bool(&o, "ambiguous", s->units.count > 1);
    put_read(&o, s);
    put_matches(&o, api_ctx(call), s);
    put_differences(&o, s);
    put_notes(&o, s);
    if (s->kind == SCAN_UNKNOWN)
        put_unknown(&o, api_ctx(call), s);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_scan(struct call *call)
{
    struct api_query q;
    struct scan *s = ARENA_NEW(api_arena(call), struct scan);
    struct ctx *ctx = api_ctx(call);
    struct gs1_company_prefixes prefixes;
    api_query_open(&q, call);
    struct str scanned = api_query_scanned(&q, "code", LIMIT_SCAN_BYTES), code = gs1_scan_trim(scanned, NULL);
    if (str_empty(code))
        api_query_refuse(&q, "code", "give what was scanned");
    if (!s || !api_query_close(&q) || !prefixes_of(call, &prefixes) || !service_read_begin(ctx))
        return api_problem(call);
    bool good = service_scan(ctx, scanned, &prefixes, s);
    service_read_end(ctx);
    return good ? reply(call, s, code) : api_problem(call);
}
