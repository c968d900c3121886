#include "api/unit_json.h"

#include <stdio.h>

#include "api/event_json.h"
#include "api/list.h"

void json_field_time(struct json_out *o, const char *name, msec at)
{
    if (!at)
        return;
    char text[TIME_TEXT_MAX];
    size_t len = time_print_utc(at, text);
    json_field_str(o, name, (struct str){text, len});
}

void json_field_id(struct json_out *o, const char *name, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    json_field_str(o, name, (struct str){text, ID_TEXT_LEN});
}

void json_field_commands(struct json_out *o, const char *name, uint64_t commands)
{
    json_key(o, name);
    json_begin_array(o);
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if (commands & COMMAND_BIT(i))
            json_put_str(o, str_of(lifecycle_commands[i].name));
    json_end_array(o);
}

void json_field_holds(struct json_out *o, const char *name, unsigned holds)
{
    json_key(o, name);
    json_begin_array(o);
    for (int i = 0; i < HOLD_TOTAL; i++)
        if (holds & HOLD_BIT(i))
            json_put_str(o, str_of(hold_names[i]));
    json_end_array(o);
}

static void put_texts(struct json_out *o, const char *name, const struct str *texts, size_t count)
{
    json_key(o, name);
    json_begin_array(o);
    for (size_t i = 0; i < count; i++)
        json_put_str(o, texts[i]);
    json_end_array(o);
}

/* {"imei": ["..", ".."], "mac": [..]}, kinds in the order they come first. */
static void put_identifiers(struct json_out *o, const struct unit_view *v)
{
    json_key(o, "identifiers");
    json_begin_object(o);
    for (size_t i = 0; i < v->identifier_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = str_eq(v->identifiers[k].kind, v->identifiers[i].kind);
        if (seen)
            continue;
        json_key_str(o, v->identifiers[i].kind);
        json_begin_array(o);
        for (size_t k = i; k < v->identifier_count; k++)
            if (str_eq(v->identifiers[k].kind, v->identifiers[i].kind))
                json_put_str(o, v->identifiers[k].value);
        json_end_array(o);
    }
    json_end_object(o);
}

static void put_warranty(struct json_out *o, const struct unit_view *v, msec now)
{
    json_key(o, "warranty");
    json_begin_object(o);
    json_field_z(o, "state", warranty_state_names[unit_warranty_state(v, now)]);
    json_field_int(o, "months", v->warranty_months);
    json_field_time(o, "from", v->unit.warranty_from);
    json_field_time(o, "until", unit_warranty_until(v));
    json_end_object(o);
}

static void put_parent(struct json_out *o, const struct unit_view *v)
{
    if (!v->unit.parent_id)
        return;
    json_key(o, "parent");
    json_begin_object(o);
    json_field_int(o, "id", v->unit.parent_id);
    json_field_str(o, "product", v->parent_sku);
    json_field_str(o, "serial", v->parent_serial);
    json_end_object(o);
}

/* What lists and single answers have in common. */
static void put_core(struct json_out *o, const struct unit_view *v)
{
    const struct unit *u = &v->unit;
    json_field_int(o, "id", u->id);
    json_field_str(o, "product", v->product.code);
    json_field_str(o, "product_name", v->product.name);
    json_field_str(o, "serial", u->serial);
    json_field_z(o, "status", status_names[u->status]);
    json_field_holds(o, "holds", u->holds);
    json_field_opt(o, "location", v->location.code);
    json_field_opt(o, "party", v->party.code);
    json_field_opt(o, "party_name", v->party.name);
    json_field_opt(o, "owner", v->owner.code);
    json_field_opt(o, "supplier", v->supplier.code);
    json_field_opt(o, "lot", v->lot);
    api_json_date_opt(o, "expires", v->lot_expires);
    json_field_opt(o, "package", v->package);
    put_parent(o, v);
    json_field_opt(o, "order", u->order_ref);
    json_field_time(o, "received_at", u->received_at);
    json_field_time(o, "changed_at", u->changed_at);
    json_field_int(o, "last_seq", u->last_seq);
    json_field_int(o, "events", u->events);
}

void unit_json_row(struct json_out *o, const struct unit_view *v)
{
    json_begin_object(o);
    put_core(o, v);
    json_end_object(o);
}

void unit_json_members(struct json_out *o, const struct unit_view *v, uint64_t allowed, msec now)
{
    put_core(o, v);
    json_field_opt(o, "gtin", v->gtin);
    json_field_opt(o, "location_name", v->location.name);
    if (v->path_count)
        put_texts(o, "path", v->path, v->path_count);
    json_field_opt(o, "owner_name", v->owner.name);
    json_field_opt(o, "supplier_name", v->supplier.name);
    put_warranty(o, v, now);
    put_identifiers(o, v);
    if (v->former_count)
        put_texts(o, "former_serials", v->former, v->former_count);
    if (!str_empty(v->unit.attributes)) {
        json_key(o, "attributes");
        json_put_raw(o, v->unit.attributes);
    }
    if (unit_alarm(v->unit.status))
        json_field_z(o, "alarm", unit_alarm(v->unit.status));
    json_field_commands(o, "allowed", allowed);
}

void unit_json_entry(struct json_out *o, const struct unit_entry *e)
{
    json_begin_object(o);
    json_field_int(o, "seq", e->seq);
    json_field_z(o, "command", lifecycle_commands[e->command].name);
    json_field_time(o, "time", e->time);
    json_field_str(o, "actor", e->actor);
    json_field_z(o, "status", status_names[e->status]);
    json_field_opt(o, "location", e->location);
    json_field_opt(o, "party", e->party);
    if (e->carried)
        json_field_bool(o, "carried", true);
    if (e->event) {
        json_field_id(o, "id", e->event->id);
        json_field_time(o, "recorded", e->event->recorded_at);
        event_json_terms(o, e->event);
    }
    json_end_object(o);
}

/* ---- CSV ---- */

const char *const unit_csv_columns[] = {
    "id",         "product",     "product_name", "serial", "status",  "holds",   "location",       "party",
    "party_name", "owner",       "supplier",     "lot",    "expires", "package", "parent_product", "parent_serial",
    "order",      "received_at", "changed_at",   "events", NULL};

void unit_csv_holds(struct api_cells *out, unsigned holds)
{
    char text[80] = "";
    size_t used = 0;
    for (int i = 0; i < HOLD_TOTAL; i++)
        if (holds & HOLD_BIT(i))
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", hold_names[i]);
    api_cell_str(out, (struct str){text, used}, false);
}

void unit_csv_row(struct api_cells *out, const struct unit_view *v)
{
    const struct unit *u = &v->unit;
    api_cell_int(out, u->id, true);
    api_cell_str(out, v->product.code, false);
    api_cell_str(out, v->product.name, false);
    api_cell_str(out, u->serial, false);
    api_cell_str(out, str_of(status_names[u->status]), false);
    unit_csv_holds(out, u->holds);
    api_cell_str(out, v->location.code, false);
    api_cell_str(out, v->party.code, false);
    api_cell_str(out, v->party.name, false);
    api_cell_str(out, v->owner.code, false);
    api_cell_str(out, v->supplier.code, false);
    api_cell_str(out, v->lot, false);
    api_cell_date(out, v->lot_expires, false);
    api_cell_str(out, v->package, false);
    api_cell_str(out, v->parent_sku, false);
    api_cell_str(out, v->parent_serial, false);
    api_cell_str(out, u->order_ref, false);
    api_cell_time(out, u->received_at, false);
    api_cell_time(out, u->changed_at, false);
    api_cell_int(out, u->events, false);
}
