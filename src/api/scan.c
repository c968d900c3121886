/*
 * scan: /v1/scan?code=: what is this, how is it now, and what may I do with it.
 */
#include "api/event_json.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/unit_json.h"
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

static void put_product(struct json_out *o, const struct scan *s)
{
    begin_match(o, SCAN_PRODUCT);
    json_field_str(o, "sku", s->product.sku);
    json_field_str(o, "name", s->product.name);
    json_field_opt(o, "gtin", s->product.gtin);
    json_field_bool(o, "active", s->product.active);
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

static void put_order(struct json_out *o, const struct scan *s, struct str code)
{
    begin_match(o, SCAN_ORDER);
    json_field_str(o, "order", code);
    json_key(o, "events");
    json_begin_array(o);
    for (size_t i = 0; i < s->events.count; i++)
        event_json_item(o, &s->events.items[i]);
    json_end_array(o);
    json_end_object(o);
}

static void put_matches(struct json_out *o, const struct ctx *ctx, const struct scan *s, struct str code)
{
    json_key(o, "matches");
    json_begin_array(o);
    put_units(o, ctx, &s->units);
    if (s->has_location)
        put_location(o, s);
    if (s->has_package)
        put_package(o, s);
    if (s->has_product)
        put_product(o, s);
    if (s->has_party)
        put_party(o, s);
    if (s->has_order)
        put_order(o, s, code);
    json_end_array(o);
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
    put_matches(&o, api_ctx(call), s, code);
    if (s->kind == SCAN_UNKNOWN)
        json_field_commands(&o, "could", s->could);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_scan(struct call *call)
{
    struct api_query q;
    struct scan *s = ARENA_NEW(api_arena(call), struct scan);
    struct ctx *ctx = api_ctx(call);
    api_query_open(&q, call);
    struct str code = str_trim(api_query_str(&q, "code"));
    if (str_empty(code))
        api_query_refuse(&q, "code", "give what was scanned");
    if (!s || !api_query_close(&q) || !service_read_begin(ctx))
        return api_problem(call);
    bool good = service_scan(ctx, code, s);
    service_read_end(ctx);
    return good ? reply(call, s, code) : api_problem(call);
}
